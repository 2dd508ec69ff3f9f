"""Which observations rules are applied to here: a partnership's own, and what an indicator says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import pandas as pd

from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.publishers import load_sources
from toolkit.catalogue.suppression import SuppressionRule, find_suppression
from toolkit.sources.manifest import Part
from toolkit.sources.store import Store

__all__ = ["own_rules_here", "protected_parts", "read_protected", "rule_of_sources", "rules_of"]


def rule_of_sources(names: str) -> SuppressionRule | None:
    """Return the rule applied here that goes with some sources, parted by spaces."""
    return next((rule for name, rule in _sources_here().items() if name in names.split()), None)


@cache
def _sources_here() -> dict[str, SuppressionRule]:
    rules = {name: find_suppression(one.suppression) for name, one in load_sources().items()}
    return {name: rule for name, rule in rules.items() if rule.applied == "here"}


@cache
def _own_rules() -> dict[str, SuppressionRule]:
    """Return the rules that indicators declare for the measures that they read."""
    return {
        name: find_suppression(indicator.suppression)
        for indicator in load_indicators().values()
        if indicator.suppression
        for measure in indicator.measures
        for name in measure.names
    }


def rules_of(observations: pd.DataFrame) -> Iterator[tuple[SuppressionRule, pd.DataFrame]]:
    """Yield each rule that is applied here, and the observations that it is applied to."""
    own, of_source = _own_rules(), _sources_here()
    rules = [
        own.get(measure) or of_source.get(source)
        for measure, source in zip(observations["indicator"], observations["source"], strict=True)
    ]
    names = [rule.id if rule and rule.applied == "here" else "" for rule in rules]
    for name in sorted(set(names) - {""}):
        yield find_suppression(name), observations[np.array(names) == name]


def own_rules_here() -> set[str]:
    """Return the measures of any source to which an indicator has a rule applied here."""
    return {name for name, rule in _own_rules().items() if rule.applied == "here"}


def protected_parts(store: Store) -> tuple[Part, ...]:
    """Return the parts of a store that may hold such observations; none in most."""
    return tuple(
        part
        for part in store.manifest().observations
        if own_rules_here() or part.file.partition("/")[0] in _sources_here()
    )


def read_protected(store: Store, parts: Sequence[Part]) -> pd.DataFrame:
    """Return all observations of some parts that rules are applied to here."""
    rows = store.read(parts)
    return rows[rows["source"].isin(_sources_here()) | rows["indicator"].isin(own_rules_here())]
