"""The group with the highest figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.uncertainty import Uncertainty
from toolkit.presentation.wording import join_words, number, opening, placed

__all__ = ["Highest"]


@dataclass(frozen=True)
class Highest:
    """The highest of the figures of several groups.

    Parameters
    ----------
    measure : Measure
        How they are written.
    place, when, group : str
        Area, period, and whose the figure is.
    value, lower, upper : float
        The figure and its limits.
    count, denominator : float
        What it is made of; NaN where that is not given.
    alike : sequence of str
        The groups that cannot be told from it, because their interval reaches into its own.
    alone : bool
        Whether no other group has a figure, nor everybody together.

    Examples
    --------
    >>> Highest(Measure("% of the caseload", 1), "Plymouth", "2024/25", "Opiates", 59.5).sentence()
    'In 2024/25 the highest figure in Plymouth was that of Opiates: 59.5% of the caseload.'
    >>> Highest(Measure("%"), "Derby", "2008/09", "Women", 81, alone=True).sentence()
    'In 2008/09 the only figure in Derby is that of one group, Women: 81%. It is not that of everybody.'
    """

    measure: Measure
    place: str
    when: str
    group: str
    value: float
    lower: float = nan
    upper: float = nan
    count: float = nan
    denominator: float = nan
    alike: Sequence[str] = ()
    alone: bool = False

    def sentence(self) -> str:
        """Say whose figure is highest, and from which it cannot be told."""
        sure = Uncertainty(self.measure, self.lower, self.upper).bracket()
        if self.alone:
            return (
                f"{opening(self.when)} the only figure in {placed(self.place)} is that of one group, "
                f"{self.group}: {self.measure.write(self.value)}{sure}{self._counted()}. "
                "It is not that of everybody."
            )
        text = (
            f"{opening(self.when)} the highest figure in {placed(self.place)} was that of "
            f"{self.group}: {self.measure.write(self.value)}{sure}{self._counted()}."
        )
        if not self.alike:
            return text
        return f"{text} It cannot be told from that of {join_words(list(self.alike))}."

    def _counted(self) -> str:
        if isnan(self.count) or isnan(self.denominator):
            return ""
        return f", {number(self.count)} of {number(self.denominator)}"

    def finding(self) -> str:
        """Say it in the space of a title."""
        period = f" in {self.when}" if self.when else ""
        if self.alone:
            return f"{self.place}: {self.measure.write(self.value)} for {self.group} alone{period}"
        if self.alike:
            return f"{self.place}: no group stands out{period}"
        return f"{self.place}: highest for {self.group}{period}"
