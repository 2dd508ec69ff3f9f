"""The groups of a figure that are furthest apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from toolkit.analysis.breakdowns import Breakdown
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.wording import placed

__all__ = ["Apart"]


@dataclass(frozen=True)
class Apart:
    """The groups that are furthest apart.

    Parameters
    ----------
    measure : Measure
        How the figures are written.
    place, when : str
        Area and period.
    highest, lowest : str
        The names of the groups.
    high, low : float
        Their figures.
    difference_lower, difference_upper : float
        Limits of the difference.
    groups : int
        How many groups there are; of two neither is an extreme.

    Examples
    --------
    >>> deaths = Measure("deaths per 100,000 people", 1, "deaths from drug misuse")
    >>> Apart(deaths, "England", "2019–21", "Men", "Women", 7.4, 2.9, 4.3, 4.7).sentence()
    'In England in 2019–21 the highest figure was that of Men (7.4), the lowest that of Women (2.9): 4.5 deaths per 100,000 people apart (95% confidence interval 4.3 to 4.7).'
    >>> Apart(deaths, "England", "2019–21", "Men", "Women", 7.4, 2.9, 4.3, 4.7, groups=2).sentence()
    'In England in 2019–21 the figure for Men was 7.4, that for Women 2.9: 4.5 deaths per 100,000 people apart (95% confidence interval 4.3 to 4.7).'
    """

    measure: Measure
    place: str
    when: str
    highest: str
    lowest: str
    high: float
    low: float
    difference_lower: float = nan
    difference_upper: float = nan
    groups: int = 3

    @classmethod
    def of(cls, breakdown: Breakdown, measure: Measure, place: str, when: str) -> Apart:
        """Return the claim of a breakdown."""
        points = {row["category"]: row for _, row in breakdown.points.iterrows()}
        high, low = points[breakdown.highest], points[breakdown.lowest]
        return cls(
            measure,
            place,
            when,
            str(high["label"]),
            str(low["label"]),
            high["value"],
            low["value"],
            breakdown.difference_lower,
            breakdown.difference_upper,
            len(points),
        )

    @property
    def sure(self) -> bool:
        """Whether the interval of the difference leaves none out."""
        return self.difference_lower > 0 or self.difference_upper < 0

    def sentence(self) -> str:
        """Say the extremes, and whether chance could part them."""
        period = f" in {self.when}" if self.when else ""
        limits = self.measure.limits(self.difference_lower, self.difference_upper)
        apart = self.measure.plain(self.high - self.low)
        unit = "percentage points" if self.measure.is_share else self.measure.unit_alone
        high, low = self.measure.plain(self.high), self.measure.plain(self.low)
        told = (
            f"the figure for {self.highest} was {high}, that for {self.lowest} {low}"
            if self.groups == 2
            else f"the highest figure was that of {self.highest} ({high}), the lowest that of {self.lowest} ({low})"
        )
        text = f"In {placed(self.place)}{period} {told}: {apart} {unit} apart"
        if not limits:
            return f"{text}; without an interval chance is not ruled out."
        text += f" (95% confidence interval {limits})"
        return f"{text}." if self.sure else f"{text}, which chance could do."

    def finding(self) -> str:
        """Say it in the space of a title."""
        period = f" in {self.when}" if self.when else ""
        if not self.sure:
            return f"{self.place}: groups cannot be told apart{period}"
        return f"{self.place}: higher for {self.highest} than for {self.lowest}{period}"
