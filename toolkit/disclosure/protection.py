"""The gate between results and what is presented: which are withheld, why, and what must not appear."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.findings import Finding
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.catalogue.suppression import SuppressionRule
from toolkit.disclosure.margins import CELL, link
from toolkit.disclosure.protected_sources import (
    own_rules_here,
    protected_parts,
    read_protected,
    rule_of_sources,
    rules_of,
)
from toolkit.disclosure.suppressing import suppress
from toolkit.periods import Period
from toolkit.sources.manifest import Part
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["ProtectedValue", "Protection", "protect", "protection_of"]

_MADE_OF_COUNTS = [
    "count", "denominator", "value", "lower", "upper", "published", "recomputed",
    "published_difference",
]  # fmt: skip
_DAYS = ["period_start", "period_end"]
_COMPARED = ["comparator_value", "difference", "ratio"]
_WHOSE = ["indicator", "area_code", "period", "sex", "age", "group"]
_RANKED = ["rank", "rank_of", "rank_lower", "rank_upper", "rank_without", "rank_shared"]


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
    subjects : frozenset of tuple of str
        Measure or indicator, and name of the area, of all that is withheld.
    """

    reasons: dict[str, str] = field(default_factory=dict)
    primary: frozenset[str] = frozenset()
    subjects: frozenset[tuple[str, str]] = frozenset()

    def withheld(self, results: pd.DataFrame) -> pd.Series[str]:
        """Return why each result is withheld; blank where it is not.

        A result is withheld where any observation behind it is, or where its
        value and denominator give a number that its source's rule hides.
        """
        rules = _rules_of(results)
        why = pd.Series("", index=results.index, dtype="str")
        asked = _asked(results, rules)
        if asked.empty:
            return why
        behind = asked["observations"].str.split().explode().map(self.reasons).dropna()
        first = behind[~behind.index.duplicated()]
        why[first.index] = first.astype("str")
        unsaid = asked[asked["count"].isna() & (why[asked.index] == "")]
        for place, row in zip(unsaid.index, unsaid.to_dict("records"), strict=True):
            why[place] = _few(row, rules[row["source"]])
        return why

    def mask(self, results: pd.DataFrame) -> pd.DataFrame:
        """Return results as a public report may show them.

        Withheld ones have no number, the state ``withheld`` and the reason in
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
        if _asked(results, _rules_of(results)).empty:
            return results
        why = self.withheld(results)
        gone = why != ""
        if not gone.any():
            return results
        masked = results.copy()
        masked.loc[gone, [*_MADE_OF_COUNTS, *_COMPARED, *_RANKED]] = np.nan
        masked.loc[gone, "state"] = "withheld"
        masked.loc[gone, ["interval", "significance", "trend", "trend_basis"]] = ""
        masked.loc[gone, "note"] = why[gone]
        masked.loc[_alike(results, gone, ["area_code"]), _RANKED] = np.nan
        series = _alike(results, gone, ["period_kind", "period_start", "period_end"])
        masked.loc[series, ["trend", "trend_basis"]] = ""
        against = _compared_with(results, gone)
        masked.loc[against, _COMPARED] = np.nan
        masked.loc[against, "significance"] = ""
        return masked

    def allows(self, finding: Finding) -> bool:
        """Return whether what a standing check found may be told in public: it quotes figures."""
        if finding.area:
            return (finding.indicator, finding.area) not in self.subjects
        return finding.indicator not in {measure for measure, _ in self.subjects}

    def protected_values(self, results: pd.DataFrame) -> Iterator[ProtectedValue]:
        """Yield every number of the withheld and restricted results: none may appear in public.

        A denominator that an open result of the same area and period has too is not among them.
        """
        why = self.withheld(results)
        why = why.mask((why == "") & results["restricted"], "restricted")
        hidden = results[why != ""]
        if hidden.empty:
            return
        quantities = [*_MADE_OF_COUNTS, *_RANKED[:1]]
        numbers = _numbers(hidden.assign(reason=why), quantities)
        said = ["area_code", "period_end"]
        opened = results[(why == "") & results["area_code"].isin(hidden["area_code"])]
        opened = opened.melt(said, quantities[:3], "quantity", "number").dropna(subset="number")
        same = [*said, "number"]
        known = pd.MultiIndex.from_frame(numbers[same]).isin(pd.MultiIndex.from_frame(opened[same]))
        yield from _values(numbers[~(known & (numbers["quantity"] == "denominator"))])

    def open_values(self, results: pd.DataFrame) -> Iterator[ProtectedValue]:
        """Yield the numbers that may appear, of the indicators and areas of which others may not."""
        gone = (self.withheld(results) != "") | results["restricted"]
        of = ["indicator", "area_code"]
        beside = pd.MultiIndex.from_frame(results[of]).isin(
            pd.MultiIndex.from_frame(results.loc[gone, of])
        )
        shown = results[~gone & beside]
        if len(shown):
            yield from _values(_numbers(shown.assign(reason=""), _MADE_OF_COUNTS))


def _numbers(rows: pd.DataFrame, quantities: list[str]) -> pd.DataFrame:
    """Return a row a number of some results, with the period as it is said."""
    labels = {
        days: str(Period.between(*(day.date() for day in days)))
        for days in rows[_DAYS].dropna().drop_duplicates().itertuples(index=False, name=None)
    }
    period = [labels.get(days, "") for days in zip(*(rows[day] for day in _DAYS), strict=True)]
    return (
        rows.assign(period=period)
        .melt([*_WHOSE, "period_end", "reason"], quantities, "quantity", "number")
        .dropna(subset="number")
    )


def _values(numbers: pd.DataFrame) -> Iterator[ProtectedValue]:
    told = numbers[[*_WHOSE, "quantity", "number", "reason"]].drop_duplicates()
    columns = (told[name].to_numpy(dtype=object) for name in told.columns)
    yield from (ProtectedValue(*row) for row in zip(*columns, strict=True))


def _rules_of(results: pd.DataFrame) -> dict[str, SuppressionRule | None]:
    return {names: rule_of_sources(names) for names in results["source"].unique()}


def _asked(results: pd.DataFrame, rules: dict[str, SuppressionRule | None]) -> pd.DataFrame:
    """Return the results to which a rule may apply: as a rule few, or none."""
    if own_rules_here():
        return results
    return results[results["source"].isin([names for names, rule in rules.items() if rule])]


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
    hidden = results.loc[gone, [*same, "area_code"]]
    asked = results[[*same, "comparator"]]
    for key, of in (("period_end",) * 2, ("indicator",) * 2, ("comparator", "area_code")):
        asked = asked[asked[key].isin(hidden[of])]
    told = asked.index[pd.MultiIndex.from_frame(asked).isin(pd.MultiIndex.from_frame(hidden))]
    return pd.Series(results.index.isin(told), index=results.index)


def _reason(rule: SuppressionRule) -> str:
    # One text for all: to say which were hidden for the others' sake would tell of both.
    return f"withheld: {rule.words}"


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
    reasons: dict[str, str] = {}
    primary: set[str] = set()
    for rule, rows in rules_of(observations):
        first, told = _withhold(rows[rows["count"].notna() | (rows["state"] == "suppressed")], rule)
        reasons |= dict.fromkeys(told, _reason(rule))
        primary |= first
    gone = observations[observations["id"].isin(reasons) | observations["restricted"]]
    return Protection(reasons, frozenset(primary), frozenset(_subjects(gone)))


def _subjects(rows: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield what the figures are of, under the names of the measure and of all that read it."""
    readers: dict[str, set[str]] = {}
    for name, indicator in load_indicators().items():
        for measure in (m for one in indicator.figures for m in one.names):
            readers.setdefault(measure, {measure}).add(name)
    for measure, code in rows[["indicator", "area_code"]].drop_duplicates().itertuples(index=False):
        for one in readers.get(measure, {measure}):
            yield one, find_place(code).name


def _withhold(rows: pd.DataFrame, rule: SuppressionRule) -> tuple[set[str], set[str]]:
    """Return the ids that the rule hides, and with them those that would tell."""
    if rows["restricted"].all():
        # Nothing is shown that could tell.
        return set(rows.loc[rows["count"].map(rule.covers), "id"]), set(rows["id"])
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
    parts = protected_parts(store)
    return _protection(store.workspace, parts) if parts else Protection()


@lru_cache(maxsize=4)
def _protection(workspace: Workspace, parts: tuple[Part, ...]) -> Protection:
    return protect(read_protected(Store(workspace), parts))
