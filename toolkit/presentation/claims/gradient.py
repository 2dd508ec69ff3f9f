"""How a figure differs from the most to the least deprived."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan

from toolkit.analysis.inequality import Gradient as Slope
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.wording import interval, number, placed

__all__ = ["Gradient"]

# A number, unlike a rate, has a size only together with that of the group it is of.
_OF_A_GROUP = " Each end is reckoned as a group of as many people as one of those shown."


@dataclass(frozen=True)
class Gradient:
    """The most deprived end beside the least deprived.

    Parameters
    ----------
    measure : Measure
        How the figures are written.
    place, when : str
        Area and period.
    by : str
        What the groups are.
    slope, slope_lower, slope_upper : float
        Fitted value at the most deprived end less that at the least deprived.
    relative, relative_lower, relative_upper : float
        The one over the other.
    most, least : float
        What the most and the least deprived groups themselves have, which lie
        closer together than the ends of a line through all of them.

    Examples
    --------
    >>> deaths = Measure("deaths per 100,000 people", 1, "deaths from drug misuse")
    >>> Gradient(deaths, "England", "2019–21", "IMD decile", 8.2, 7.7, 8.7, 4.1).sentence()
    'In England in 2019–21 the figure is 8.2 deaths per 100,000 people higher at the most deprived end than at the least deprived, by IMD decile (95% confidence interval 7.7 to 8.7), 4.1 times as high.'
    >>> Gradient(deaths, "England", "2019–21", "IMD decile", 8.2, 7.7, 8.7, most=10.1, least=2.9).sentence()
    'In England in 2019–21 the figure is 8.2 deaths per 100,000 people higher at the most deprived end than at the least deprived, by IMD decile (95% confidence interval 7.7 to 8.7). The ends are those of a line through all the groups; the most deprived group has 10.1, the least deprived 2.9.'
    """

    measure: Measure
    place: str
    when: str
    by: str
    slope: float
    slope_lower: float = nan
    slope_upper: float = nan
    relative: float = nan
    relative_lower: float = nan
    relative_upper: float = nan
    most: float = nan
    least: float = nan

    @classmethod
    def of(cls, gradient: Slope, measure: Measure, place: str, when: str) -> Gradient:
        """Return the claim of a gradient."""
        return cls(
            measure,
            place,
            when,
            gradient.category_type,
            gradient.slope_index,
            gradient.slope_lower,
            gradient.slope_upper,
            gradient.relative_index,
            gradient.relative_lower,
            gradient.relative_upper,
            float(gradient.points["value"].iloc[0]),
            float(gradient.points["value"].iloc[-1]),
        )

    @property
    def sure(self) -> bool:
        """Whether the interval leaves no gradient out."""
        return self.slope_lower > 0 or self.slope_upper < 0

    @property
    def _where(self) -> str:
        return f"In {placed(self.place)}" + (f" in {self.when}" if self.when else "")

    def sentence(self) -> str:
        """Say how far apart the ends are, or that they cannot be told apart."""
        fine = self.measure.finer(self.slope, self.slope_lower, self.slope_upper)
        limits = fine.limits(self.slope_lower, self.slope_upper)
        sure = f" (95% confidence interval {limits})" if limits else ""
        if not isfinite(self.slope):
            return f"{self._where} no gradient by {self.by} can be given."
        if not self.sure:
            size = f"slope {fine.plain(self.slope)}"
            inside = (
                f"{size}, 95% confidence interval {limits}" if limits else f"{size}, no interval"
            )
            return f"{self._where} no gradient by {self.by} can be told from chance ({inside})."
        way = "higher" if self.slope > 0 else "lower"
        size = fine.difference(self.slope)
        times = ""
        if isfinite(self.relative) and self.relative >= 1:
            ratio = interval(self.relative_lower, self.relative_upper, 1)
            times = f", {number(self.relative, 1)} times as high" + (f" ({ratio})" if ratio else "")
        return (
            f"{self._where} the figure is {size} {way} at the most deprived end than at the least "
            f"deprived, by {self.by}{sure}{times}.{_OF_A_GROUP if self.measure.counts else ''}"
            f"{self._groups()}"
        )

    def _groups(self) -> str:
        if not (isfinite(self.most) and isfinite(self.least)):
            return ""
        most, least = self.measure.plain(self.most), self.measure.plain(self.least)
        return (
            " The ends are those of a line through all the groups; the most deprived group has "
            f"{most}, the least deprived {least}."
        )

    def finding(self) -> str:
        """Say it in the space of a title."""
        period = f" in {self.when}" if self.when else ""
        if not self.sure:
            return f"{self.place}: no gradient by deprivation that can be told from chance{period}"
        way = "higher" if self.slope > 0 else "lower"
        return f"{self.place}: {way} where deprivation is greatest{period}"
