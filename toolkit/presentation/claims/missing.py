"""What is said in place of a claim whose number is not there."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import Literal, get_args

import pandas as pd

from toolkit.presentation.wording import number, opening, placed, sentence

__all__ = ["Missing", "Reason", "absence", "why_not_judged"]

Reason = Literal[
    "suppressed",
    "not_collected",
    "missing",
    "no_population",
    "infinite",
    "no_comparator",
    "no_interval",
    "no_limits",
    "other_years",
    "few_events",
    "synthetic",
    "not_compared",
    "of_nothing",
    "one_point",
    "not_ranked",
]

_WHY: dict[str, str] = {
    "suppressed": "the figure is suppressed",
    "not_collected": "the figure was not collected",
    "missing": "no figure is published",
    "no_population": "no population is held",
    "infinite": "a division by 0 leaves no figure",
    "no_comparator": "no comparator has a figure for the same period",
    "no_interval": "without an interval no judgement is made",
    "no_limits": "a modelled figure without limits is not judged",
    "other_years": "estimates of different years are not judged",
    "few_events": "a figure that rests on fewer than 10 events is not judged",
    "synthetic": "an illustration made from national rates is not judged",
    "not_compared": "no judgement is made",
    "of_nothing": "of nothing there is no percentage",
    "one_point": "there are not two periods apart to compare",
    "not_ranked": "areas are ranked only by figures that can be compared",
}
_NO_FIGURE = ("suppressed", "not_collected", "missing", "no_population", "infinite")
_NO_MOVE = ("of_nothing", "one_point")
_FEWEST_EVENTS = 10


def absence(state: str) -> str:
    """Say why there is no figure.

    Examples
    --------
    >>> absence("not_collected"), absence("ok")
    ('the figure was not collected', 'no figure is published')
    """
    return _WHY[state] if state in _NO_FIGURE else _WHY["missing"]


def why_not_judged(
    row: pd.Series, other: pd.Series | None = None, *, synthetic: bool = False
) -> Reason:
    """Return why a result is set beside another without a verdict.

    Parameters
    ----------
    row : pandas.Series
        The area's result.
    other : pandas.Series, optional
        The comparator's.
    synthetic : bool
        Whether the figure is made from national rates.

    Examples
    --------
    >>> row = {"lower": nan, "basis": "modelled", "count": nan, "baseline_end": pd.NaT}
    >>> why_not_judged(pd.Series(row))
    'no_limits'
    """
    if synthetic:
        return "synthetic"
    if pd.isna(row["lower"]):
        return "no_limits" if row["basis"] == "modelled" else "no_interval"
    if other is not None and _of_other_years(row, other):
        return "other_years"
    if pd.notna(row["count"]) and row["count"] < _FEWEST_EVENTS:
        return "few_events"
    return "not_compared"


def _of_other_years(row: pd.Series, other: pd.Series) -> bool:
    ends = row["baseline_end"], other["baseline_end"]
    return bool(pd.notna(ends[0]) and pd.notna(ends[1]) and ends[0] != ends[1])


@dataclass(frozen=True)
class Missing:
    """A number that is not there, and why.

    Parameters
    ----------
    reason : str
        One of `Reason`.
    place, when : str
        Whom and which period it is about; blank where the period is not stated.
    noun : str
        What was counted, where a count is said instead or its absence is.
    count : float
        The number of events behind a rate that is not given.

    Examples
    --------
    >>> Missing("suppressed", "Plymouth", "2019–21").sentence()
    'In 2019–21 the figure is suppressed for Plymouth.'
    >>> Missing("suppressed", "Plymouth", "2019–21", "deaths from drug misuse", 7).sentence()
    'In 2019–21 the number of deaths from drug misuse in Plymouth was 7, too few for a rate to be given.'
    >>> Missing("no_comparator", "Plymouth", "2019–21").sentence()
    'Plymouth in 2019–21 is not compared: no comparator has a figure for the same period.'
    """

    reason: Reason
    place: str
    when: str
    noun: str = ""
    count: float = nan

    def __post_init__(self) -> None:
        if self.reason not in get_args(Reason):
            raise ValueError(f"no words for {self.reason!r}; known: {', '.join(get_args(Reason))}")

    @property
    def why(self) -> str:
        """The reason as a clause."""
        return _WHY[self.reason]

    def sentence(self) -> str:
        """Say what is not there, and why."""
        if self.reason not in _NO_FIGURE:
            return f"{self.finding()}."
        place, when = placed(self.place), opening(self.when)
        no_rate = ", so no rate can be given" if self.reason == "no_population" else ""
        if not isnan(self.count):
            few = "too few for a rate to be given"
            why = few if self.reason == "suppressed" else "but no rate can be given"
            why = f"but {self.why}{no_rate}" if no_rate else why
            return f"{when} the number of {self.noun} in {place} was {number(self.count)}, {why}."
        if self.noun:
            return f"{when} the number of {self.noun} in {place} is not available: {self.why}."
        return f"{when} {self.why} for {place}{no_rate}."

    def finding(self) -> str:
        """Say it in the space of a title."""
        if self.reason in _NO_FIGURE:
            return f"{self.place}: {self.why}{f' for {self.when}' if self.when else ''}"
        period = f" in {self.when}" if self.when else ""
        if self.reason in _NO_MOVE:
            return f"No change is given for {placed(self.place)}{period}: {self.why}"
        verb = "is not ranked" if self.reason == "not_ranked" else "is not compared"
        return sentence(f"{placed(self.place)}{period} {verb}: {self.why}")
