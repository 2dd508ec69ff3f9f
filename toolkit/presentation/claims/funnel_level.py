"""Where an area lies in a funnel: within what chance alone would spread, or beyond."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from toolkit.analysis.funnels import Funnel
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.wording import placed, sentence

__all__ = ["FunnelLevel"]

_APART = {
    "not compared": "not compared, because it has fewer than ten events",
    "": "not in the funnel, because it has no number of events to place it by",
}
_MEANS = {
    "within": "chance alone could put it this far from the average",
    "95%": "chance alone would put about 1 area in 20 outside them",
    "99.8%": "chance alone would put about 1 area in 500 outside them",
}


@dataclass(frozen=True)
class FunnelLevel:
    """The level of one area among others of its size.

    Parameters
    ----------
    measure : Measure
        How the figures are written.
    place, when : str
        Area and period.
    level : str
        What the funnel says: ``within``, a side and a limit such as ``above
        99.8%``, or ``not compared``; blank for an area that has no place in it.
    average : float
        The line in the middle.

    Examples
    --------
    >>> deaths = Measure("deaths per 100,000 people", 1)
    >>> FunnelLevel(deaths, "Plymouth", "2019–21", "above 99.8%", 5.3).sentence()
    'Plymouth in 2019–21 is above the 99.8% limits around the average of 5.3 deaths per 100,000 people: chance alone would put about 1 area in 500 outside them.'
    """

    measure: Measure
    place: str
    when: str
    level: str
    average: float

    @classmethod
    def of(cls, funnel: Funnel, area: str, measure: Measure, place: str, when: str) -> FunnelLevel:
        """Return the claim that a funnel makes of one area, by its code."""
        points = funnel.points
        levels = [str(level) for level in points.loc[points["area_code"] == area, "level"]]
        return cls(measure, place, when, levels[0] if levels else "", funnel.average)

    @property
    def _where(self) -> str:
        return sentence(placed(self.place)) + (f" in {self.when}" if self.when else "")

    @property
    def _said(self) -> str:
        if self.level in _APART:
            return _APART[self.level]
        if self.level == "within":
            return "within the 95% limits"
        side, limits = self.level.split(" ")
        return f"{side} the {limits} limits"

    def sentence(self) -> str:
        """Say the level, and what it means."""
        if self.level in _APART or not isfinite(self.average):
            return f"{self._where} is {self._said}."
        around = f"around the average of {self.measure.write(self.average)}"
        means = _MEANS[self.level.split(" ")[-1]]
        return f"{self._where} is {self._said} {around}: {means}."

    def finding(self) -> str:
        """Say it in the space of a title."""
        return f"{self._where} is {self._said.split(',')[0]}"
