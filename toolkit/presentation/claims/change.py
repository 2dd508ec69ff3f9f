"""How far a figure has moved between two periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite, nan

import pandas as pd

from toolkit.analysis.change import Change as Moved
from toolkit.analysis.change import Kind
from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.missing import Missing
from toolkit.presentation.claims.when import baseline_of, label_of
from toolkit.presentation.wording import (
    change_in_words,
    interval,
    join_words,
    number,
    percentage_points,
    placed,
    signed,
)

__all__ = ["Change", "say_moved"]

_TWOFOLD = 100
_FINEST = 3  # of how many decimals, from the measure's own, one is chosen
_CLOSE = 0.005  # of a ratio


@dataclass(frozen=True)
class Change:
    """A later figure beside an earlier one.

    Parameters
    ----------
    measure : Measure
        How the figures are written.
    place, before, after : str
        The area, and the two periods.
    earlier, later : float
        The two figures.
    kind : str
        What the size is: ``percentage`` of a count, ``points`` of a share, ``ratio`` of a rate.
    size, lower, upper : float
        Per cent, percentage points, or later over earlier; NaN where there is none.

    Examples
    --------
    >>> adults = Measure("people", 0, "adults in treatment", counts=True)
    >>> Change(adults, "Plymouth", "2023/24", "2024/25", 55, 75, "percentage", 36.4, -3.7, 93.1).sentence()
    'The number of adults in treatment in Plymouth went from 55 in 2023/24 to 75 in 2024/25: +36.4% (95% confidence interval −3.7 to +93.1%). That is not distinguishable from no change.'
    >>> shops = Measure("people", 0, "shops", counts=True)
    >>> Change(shops, "Leicester", "2013", "2014", 170, 693, "percentage", 307.6).finding()
    'Leicester: shops from 170 in 2013 to 693 in 2014, +307.6%, 4.1 times as many'
    """

    measure: Measure
    place: str
    before: str
    after: str
    earlier: float
    later: float
    kind: Kind
    size: float = nan
    lower: float = nan
    upper: float = nan

    @classmethod
    def of(cls, moved: Moved, indicator: Indicator, place: str) -> Change:
        """Return the claim that a change over a series makes."""
        return cls(
            Measure.of(indicator, moved.later["basis"]),
            place,
            label_of(moved.earlier),
            label_of(moved.later),
            moved.earlier["value"],
            moved.later["value"],
            moved.kind,
            moved.value,
            moved.lower,
            moved.upper,
        )

    @classmethod
    def of_counts(cls, row: pd.Series, indicator: Indicator, place: str) -> Change:
        """Return the claim that a result of percentage change makes."""
        return cls(
            Measure("people", 0, Measure.of(indicator).noun, counts=True),
            place,
            baseline_of(row),
            label_of(row),
            row["denominator"],
            row["count"],
            "percentage",
            row["value"],
            row["lower"],
            row["upper"],
        )

    @property
    def sure(self) -> bool:
        """Whether there is an interval."""
        return isfinite(self.lower) and isfinite(self.upper)

    @property
    def moved(self) -> bool:
        """Whether the interval leaves no change out."""
        none = 1.0 if self.kind == "ratio" else 0.0
        return self.sure and not self.lower <= none <= self.upper

    def sentence(self) -> str:
        """Say both figures, the size of the change and what its interval carries."""
        if not self.whole:
            return f"{self.finding()}."
        return self._count() if self.kind == "percentage" else self._rate()

    @property
    def whole(self) -> bool:
        """Whether both figures are there."""
        return isfinite(self.earlier) and isfinite(self.later)

    def _size_alone(self) -> str:
        """Say a change that a publisher prints without its counts."""
        if self.kind != "percentage" or not isfinite(self.size):
            return Missing("one_point", self.place, self.after).finding()
        size = signed(self.size, 0 if self.size == round(self.size) else 1)
        return (
            f"The number of {self.measure.noun} in {placed(self.place)} changed by {size}% to "
            f"{self.after or 'a period that the source does not state'}, as printed; the counts are "
            "not held"
        )

    def _count(self) -> str:
        went = (
            f"The number of {self.measure.noun} in {placed(self.place)} went from "
            f"{self.measure.plain(self.earlier)} in {self.before} to "
            f"{self.measure.plain(self.later)} in {self.after}"
        )
        if not isfinite(self.size):
            return f"{went}; of none there is no percentage."
        if not self.sure:
            return f"{went}: {self._percentage()}; without an interval chance is not ruled out."
        limits = interval(self.lower, self.upper, 1, sign=True)
        text = f"{went}: {self._percentage()} (95% confidence interval {limits}%)."
        return text if self.moved else f"{text} That is not distinguishable from no change."

    def _percentage(self) -> str:
        # "Increased by 300%" and "increased to 300%" are told apart by the factor.
        factor = self.size / 100 + 1
        times = f", {number(factor, 1)} times as many" if self.size >= _TWOFOLD else ""
        return f"{signed(self.size)}%{times}"

    def _rate(self) -> str:
        shown = self._as_fine_as_the_ratio()
        text = (
            f"Between {self.before} and {self.after} it went from {shown.plain(self.earlier)} "
            f"to {shown.plain(self.later)}: "
        )
        if self.kind == "points":
            return f"{text}{self._points()}{self._chance()}."
        return f"{text}the later figure {change_in_words(self.size, self.lower, self.upper)}{self._chance()}."

    def _as_fine_as_the_ratio(self) -> Measure:
        """Return the measure with the decimals that its two figures need to give the change told of them."""
        if self.kind == "ratio" and isfinite(self.size) and self.size > 0 and self.earlier > 0:
            for more in range(_FINEST):
                fine = replace(self.measure, decimals=self.measure.decimals + more)
                earlier, later = (round(one, fine.decimals) for one in (self.earlier, self.later))
                if earlier and abs(later / earlier / self.size - 1) < _CLOSE:
                    return fine
        return self.measure

    def _chance(self) -> str:
        if self.sure or not isfinite(self.size):
            return ""
        return "; without an interval for both, chance is not ruled out"

    def _points(self) -> str:
        size = percentage_points(self.size, self.measure.decimals)
        if not isfinite(self.size):
            return "the two cannot be compared"
        if number(self.size, self.measure.decimals).strip("−0.") == "":
            said = "no change to the digit that is given"
        else:
            said = f"{'up' if self.size > 0 else 'down'} by {size}"
        if not self.sure:
            return said
        limits = interval(self.lower, self.upper, max(1, self.measure.decimals), sign=True)
        bracket = f"95% confidence interval {limits} percentage points"
        if self.moved:
            return f"{said} ({bracket})"
        return f"not distinguishable from no change ({said}, {bracket})"

    def finding(self) -> str:
        """Say it in the space of a title."""
        if not self.whole:
            return self._size_alone()
        what = f"{self.measure.noun} " if self.kind == "percentage" and self.measure.noun else ""
        went = (
            f"{self.place}: {what}from {self.measure.plain(self.earlier)} in {self.before} to "
            f"{self.measure.plain(self.later)} in {self.after}"
        )
        if self.sure and not self.moved:
            return f"{went}, not distinguishable from no change"
        return (
            f"{went}, {self._percentage()}"
            if self.kind == "percentage" and isfinite(self.size)
            else went
        )


def say_moved(changes: Mapping[str, Change]) -> str:
    """Say which of several groups changed by more than chance.

    Parameters
    ----------
    changes : mapping of str to Change
        By the group's name, counts with intervals.

    Returns
    -------
    str
        A sentence.
    """
    moved = [
        f"{name[:1].lower()}{name[1:]} ({signed(one.size)}%)"
        for name, one in changes.items()
        if one.moved
    ]
    if not moved:
        return "No single group changed by more than chance variation could explain."
    return (
        f"The groups that changed by more than chance variation could explain: {join_words(moved)}."
    )
