"""The gate between results and what is presented: which are withheld, why, and what must not appear."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.publishers import load_sources
from toolkit.catalogue.suppression import SuppressionRule, find_suppression
from toolkit.disclosure.margins import CELL, link
from toolkit.disclosure.suppressing import suppress
from toolkit.sources.manifest import Part
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["ProtectedValue", "Protection", "protect", "protection_of"]

_MADE_OF_COUNTS = [
    "count", "denominator", "value", "lower", "upper", "published", "recomputed",
    "published_difference",
]  # fmt: skip
_COMPARED = ["comparator_value", "difference", "ratio"]
_RANKED = ["rank", "rank_of", "rank_lower", "rank_upper", "rank_without"]


@dataclass(frozen=True)
class ProtectedValue:
    """A number that a public document may not hold.

    Parameters
    ----------
    indicator, area_code, period, sex, age, group : str
        Whose.
    quantity : str
        The column of the results that it stands in.
    value : float
        The number.
    reason : str
        What is said in its place.
    """

    indicator: str
    area_code: str
    period: str
    sex: str
    age: str
    group: str
    quantity: str
    value: float
    reason: str


@dataclass(frozen=True)
class Protection:
    """Which observations a public report withholds.

    Parameters
    ----------
    reasons : dict of str to str
        By the id of an observation, what is said where it would be shown.
    primary : frozenset of str
        The ids that a rule itself hides; the others would tell these.
    """

    reasons: dict[str, str] = field(default_factory=dict)
    primary: frozenset[str] = frozenset()

    def withheld(self, results: pd.DataFrame) -> pd.Series[str]:
        """Return why each result is withheld; blank where it is not.

        A result is withheld where any observation behind it is, or where its
        value and denominator give a number that its source's rule hides.
        """
        rules = {names: _rule_of(names) for names in results["source"].unique()}
        own = any(one.applied == "here" for one in _own_rules().values())
        asked = results[results["source"].map(rules).notna() | own]
        why = pd.Series("", index=results.index, dtype="str")
        for place, row in zip(asked.index, asked.to_dict("records"), strict=True):
            behind = (
                self.reasons[one] for one in row["observations"].split() if one in self.reasons
            )
            why[place] = next(behind, "") or _few(row, rules[row["source"]])
        return why

    def mask(self, results: pd.DataFrame) -> pd.DataFrame:
        """Return results as a public report may show them.

        Withheld ones have no number, the state ``suppressed`` and the reason in
        their note. Ranks among which a withheld figure stood, comparisons with
        it and trends over it go too: each would narrow it down.

        Parameters
        ----------
        results : pandas.DataFrame
            Under the contract of the results.

        Returns
        -------
        pandas.DataFrame
            As many rows; the same frame where nothing is withheld.
        """
        why = self.withheld(results)
        gone = why != ""
        if not gone.any():
            return results
        masked = results.copy()
        masked.loc[gone, [*_MADE_OF_COUNTS, *_COMPARED, *_RANKED]] = np.nan
        masked.loc[gone, "state"] = "suppressed"
        masked.loc[gone, ["interval", "significance", "trend", "trend_basis"]] = ""
        masked.loc[gone, "note"] = why[gone]
        masked.loc[_alike(results, gone, ["area_code"]), _RANKED] = np.nan
        series = _alike(results, gone, ["period_kind", "period_start", "period_end"])
        masked.loc[series, ["trend", "trend_basis"]] = ""
        against = _compared_with(results, gone)
        masked.loc[against, _COMPARED] = np.nan
        masked.loc[against, "significance"] = ""
        return masked

    def protected_values(self, results: pd.DataFrame) -> Iterator[ProtectedValue]:
        """Yield every number of the withheld results: none may appear in what is made in public."""
        why = self.withheld(results)
        for place in why.index[why != ""]:
            row = results.loc[place]
            for quantity in [*_MADE_OF_COUNTS, *_RANKED[:1]]:
                if pd.notna(row[quantity]):
                    yield ProtectedValue(
                        row["indicator"], row["area_code"], str(period_of(row) or ""), row["sex"],
                        row["age"], row["group"], quantity, float(row[quantity]), why[place],
                    )  # fmt: skip


def _few(row: dict[Hashable, Any], rule: SuppressionRule | None) -> str:
    """Return why a result without a count is withheld: its value and denominator give one."""
    indicator = load_indicators().get(row["indicator"])
    if rule is None or indicator is None or pd.notna(row["count"]):
        return ""
    shared = {indicator.statistic, indicator.published_as} & {"proportion", "crude_rate"}
    if not shared or not rule.covers(round(row["value"] * row["denominator"] / indicator.scale, 6)):
        return ""
    return _reason(rule)


def _alike(results: pd.DataFrame, gone: pd.Series[bool], free: list[str]) -> pd.Series[bool]:
    """Return the results that are like a withheld one in all keys but some."""
    same = ["indicator", *(key for key in KEYS if key not in free)]
    return gone.groupby([results[key] for key in same], dropna=False).transform("any")


def _compared_with(results: pd.DataFrame, gone: pd.Series[bool]) -> pd.Series[bool]:
    """Return the results that are compared with a withheld one."""
    same = ["indicator", *(key for key in KEYS if key != "area_code")]
    hidden = set(
        results.loc[gone, [*same, "area_code"]].astype("str").itertuples(index=False, name=None)
    )
    asked = results[[*same, "comparator"]].astype("str").itertuples(index=False, name=None)
    return pd.Series([one in hidden for one in asked], index=results.index)


def _reason(rule: SuppressionRule) -> str:
    # One text for all: to say which were hidden for the others' sake would tell of both.
    return f"withheld: {rule.words}"


def _rule_of(names: str) -> SuppressionRule | None:
    """Return the rule applied here that goes with some sources, parted by spaces."""
    return next((rule for name, rule in _rule_of_sources().items() if name in names.split()), None)


@cache
def _rule_of_sources() -> dict[str, SuppressionRule]:
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


def protect(observations: pd.DataFrame) -> Protection:
    """Choose what a public report withholds of some observations.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations: all that are held of the sources
        and measures in it, for what one table hides another may tell.

    Returns
    -------
    Protection
    """
    own, of_source = _own_rules(), _rule_of_sources()
    rule_ids = [
        rule.id if rule is not None and rule.applied == "here" else ""
        for rule in (
            own.get(measure) or of_source.get(source)
            for measure, source in zip(
                observations["indicator"], observations["source"], strict=True
            )
        )
    ]
    reasons: dict[str, str] = {}
    primary: set[str] = set()
    for name, rows in observations.groupby(
        pd.Series(rule_ids, index=observations.index, dtype="str")
    ):
        if name:
            rule = find_suppression(str(name))
            first, told = _withhold(
                rows[rows["count"].notna() | (rows["state"] == "suppressed")], rule
            )
            reasons |= dict.fromkeys(told, _reason(rule))
            primary |= first
    return Protection(reasons, frozenset(primary))


def _withhold(rows: pd.DataFrame, rule: SuppressionRule) -> tuple[set[str], set[str]]:
    """Return the ids that the rule hides, and with them those that would tell."""
    cells = rows.groupby(CELL, dropna=False, sort=False).ngroup()
    unique = rows[~cells.duplicated()]
    table = link(unique, rule)
    hidden = suppress(table) if rule.secondary else table.withheld
    ids = {int(cell): set(group) for cell, group in rows["id"].groupby(cells)}
    order = cells[~cells.duplicated()].tolist()
    first = {name for n in np.flatnonzero(table.protected) for name in ids[order[n]]}
    return first, {name for n in np.flatnonzero(hidden) for name in ids[order[n]]}


def protection_of(store: Store) -> Protection:
    """Return what a public report of a store withholds, chosen once for all reports of it.

    Two reports would otherwise hide different numbers, and one tell the other's.
    """
    own = {name for name, rule in _own_rules().items() if rule.applied == "here"}
    sources = set(_rule_of_sources())
    parts = tuple(
        part
        for part in store.manifest().observations
        if own or part.file.partition("/")[0] in sources
    )
    return _protection(store.workspace.root, parts, frozenset(own)) if parts else Protection()


@lru_cache(maxsize=4)
def _protection(root: Path, parts: tuple[Part, ...], own: frozenset[str]) -> Protection:
    store = Store(Workspace(root))
    rows = store.read(parts)
    if own:
        rows = rows[rows["indicator"].isin(own) | rows["source"].isin(_rule_of_sources())]
    return protect(rows)
