"""What is said of an indicator in a sentence or two: its latest figure, whom it stands beside, its trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from toolkit.analysis.change import latest
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.schemes import group_name, load_schemes
from toolkit.periods import Period
from toolkit.presentation.claims import (
    Change,
    Comparison,
    Level,
    Measure,
    Trend,
    Uncertainty,
    UnmetNeed,
)
from toolkit.presentation.claims.comparison import VERDICTS
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.context import Context
from toolkit.presentation.nouns import count_behind, counted
from toolkit.presentation.wording import join_words, number, placed
from toolkit.reports.material import Material

__all__ = ["Statement", "make_statement", "whole"]

_WAYS = {"increasing": 1, "decreasing": -1}
_GOOD = {"higher_is_better": 1, "lower_is_better": -1, "no_judgement": 0}


@dataclass(frozen=True)
class Statement:
    """What is said of an area's latest figure.

    Parameters
    ----------
    indicator : Indicator
        Of what.
    context : Context
        The results that it rests on.
    row : pandas.Series
        The latest figure.
    level : str
        It in words.
    comparisons : sequence of Comparison
        Beside each comparator that has a figure of the period.
    trend : Trend
        Where it was tested, with its way.
    newer : Statement, optional
        What is said of a later figure, which has no interval and carries no verdict.
    together : str
        Whose figure it is, where a publisher prints the report's area and others as one; else blank.
    """

    indicator: Indicator
    context: Context
    row: pd.Series
    level: str
    comparisons: Sequence[Comparison]
    trend: Trend
    newer: Statement | None = None
    together: str = ""

    @property
    def verdict(self) -> str:
        """How the area stands beside the first comparator that it is judged against; blank for none."""
        return next((one.verdict for one in self.comparisons if one.judged), "")

    @property
    def way(self) -> str:
        """``better`` or ``worse`` where a tested trend goes that way; blank otherwise."""
        if not self.trend.tested:
            return ""
        step = _WAYS.get(self.trend.state, 0) * _GOOD[self.indicator.polarity]
        return {1: "better", -1: "worse"}.get(step, "")

    def sentence(self) -> str:
        """Say of what it is, the figure, whom it stands beside, its trend and the people behind it."""
        one = self.indicator
        if not one.comparable or one.statistic == "percentage_change":
            return self.level
        measure = Measure.of(one, self.row["basis"])
        sure = Uncertainty(measure, self.row["lower"], self.row["upper"], state=self.row["state"])
        when = label_of(self.row)
        whose = f", {placed(self.together)} together" if self.together else ""
        said = (
            f"{one.name}{whose}: {measure.write(self.row['value'])}{sure.bracket()}"
            f"{f' in {when}' if when else ''}{self._beside()}{self._moves()}{self._people()}."
        )
        return f"{said}{self._newer()}"

    def _moves(self) -> str:
        """Say the way of a tested trend and over which periods: the last few may go another way."""
        if not self.trend.tested or self.trend.state not in _WAYS:
            return ""
        judged = f" and getting {self.way}" if self.way else ""
        how = f" ({self.trend.basis})" if self.trend.basis else ""
        return f", {self.trend.state}{judged}{how}"

    def _beside(self) -> str:
        """Name the comparators with their figures, those of one verdict together."""
        verdicts: dict[str, list[str]] = {}
        unjudged = []
        for one in self.comparisons:
            name, figure = placed(one.other), one.measure.plain(one.other_value)
            if one.judged:
                verdicts.setdefault(VERDICTS[one.verdict], []).append(f"{name} ({figure})")
            else:
                unjudged.append(f"{name} {figure}")
        told = "".join(f", {word} {join_words(names)}" for word, names in verdicts.items())
        if not unjudged:
            return told
        return f"{told} ({self._printed()}{', '.join(unjudged)}; not judged)"

    def _printed(self) -> str:
        """Say the printed share that ours is not, for the comparator's is made like that one."""
        measure = Measure.of(self.indicator, self.row["basis"])
        printed, ours = (measure.plain(self.row[name]) for name in ("published", "value"))
        if (
            self.indicator.statistic != "unmet_need"
            or pd.isna(self.row["published"])
            or printed == ours
        ):
            return ""
        return f"{printed} as printed, which is made like the comparator's; "

    def _people(self) -> str:
        if self.indicator.statistic == "unmet_need" and self.row["denominator"] > 0:
            treated, need = number(self.row["count"]), number(self.row["denominator"])
            days = self.row["baseline_start"], self.row["baseline_end"]
            known = (
                "" if pd.isna(days[0]) else f" in {Period.between(*(d.date() for d in days)).label}"
            )
            return f": {treated} people in treatment of an estimated {need} in need{known}"
        behind = count_behind(self.row, self.indicator)
        return "" if pd.isna(behind) else f": {counted(behind, self.indicator.noun)}"

    def _newer(self) -> str:
        """Say the later figure that has no interval."""
        if self.newer is None:
            return ""
        row = self.newer.row
        figure = Measure.of(self.indicator, row["basis"]).write(row["value"])
        return f" The later figure, published without an interval: {figure} in {label_of(row)}."


def make_statement(material: Material, name: str) -> Statement | None:
    """Return what is said of an indicator, or of the area's nation's own of its subject.

    Parameters
    ----------
    material : Material
        The report's.
    name : str
        Id of an indicator.

    Returns
    -------
    Statement or None
        None where the area has no figure for everybody.
    """
    indicator = material.of_nation(name)
    if not material.holds(indicator):
        return None
    context = material.context(indicator)
    row = whole(context.own)
    if row is None:
        return None
    together = "" if context.area == material.area else context.area.name
    last = replace(_state(context, row), together=together)
    unmet = indicator.statistic == "unmet_need"
    if any(one.judged for one in last.comparisons) or not indicator.comparable or unmet:
        return last
    limited = whole(context.own[context.own["lower"].notna()])
    older = None if limited is None else replace(_state(context, limited), together=together)
    if older is None or not any(one.judged for one in older.comparisons):
        return last
    # A figure without an interval carries no verdict: the last that has one does.
    return replace(older, newer=last)


def _state(context: Context, row: pd.Series) -> Statement:
    indicator = context.indicator
    comparisons = _comparisons(context, row) if indicator.comparable else []
    trend = Trend.of(row, indicator, context.area.name)
    return Statement(indicator, context, row, _level(context, row), comparisons, trend)


def whole(own: pd.DataFrame) -> pd.Series | None:
    """Return the latest figure of the widest group; None where there is none but of parts.

    Parameters
    ----------
    own : pandas.DataFrame
        Results of one area and indicator.

    Returns
    -------
    pandas.Series or None
        A row.
    """
    held = latest(own[own["value"].notna()])
    groups = set(held["group"])
    everybody = [name for name in groups if name == "all" or _encloses(name, groups)]
    if not everybody:
        return None
    name = "all" if "all" in everybody else everybody[0]
    return held[held["group"] == name].iloc[0]


def _encloses(name: str, groups: set[str]) -> bool:
    """Return whether a group is a total, or holds all the others that are there."""
    schemes = load_schemes().values()
    return any(
        name == scheme.total or (name in scheme.parts and groups - {name} <= {*scheme.parts[name]})
        for scheme in schemes
    )


def _level(context: Context, row: pd.Series) -> str:
    indicator, place = context.indicator, context.area.name
    if indicator.statistic == "percentage_change":
        return Change.of_counts(row, indicator, place).sentence()
    if indicator.statistic == "unmet_need":
        group = "" if row["group"] == "all" else group_name(row["grouping_scheme"], row["group"])
        return UnmetNeed.of(row, place, group).sentence()
    return Level.of(row, indicator, place).sentence()


def _comparisons(context: Context, row: pd.Series) -> list[Comparison]:
    found = []
    for comparator in context.comparators:
        rows = context.of(comparator, row["group"])
        rows = rows[(rows["period_end"] == row["period_end"]) & rows["value"].notna()]
        if rows.empty:
            continue
        other = rows.iloc[0]
        places = (context.area.name, comparator.name)
        verdict = context.verdict(row, other)
        found.append(Comparison.of(row, other, context.indicator, places, verdict))
    return found
