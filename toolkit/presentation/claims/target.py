"""Where an area stands on the way to its target."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan

import pandas as pd

from toolkit.analysis.trajectories import Trajectory
from toolkit.catalogue.indicators import Indicator
from toolkit.errors import DataError
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.wording import number, opening, placed, sentence

__all__ = ["Target"]

_SAYS = {
    "met": "has met its target",
    "on track": "is on track to its target",
    "within uncertainty": "is short of its trajectory, by no more than its interval allows for",
    "off track": "is off track to its target",
    "not known": "cannot be set against its target, because a figure is missing",
}


@dataclass(frozen=True)
class Target:
    """A latest figure beside its target and the way there.

    Parameters
    ----------
    measure : Measure
        How the figures are written.
    place : str
        The area.
    baseline, target, expected, latest : float
        Where the way begins and ends, what it asks for by now, and what there is.
    baseline_when, target_when, when : str
        The periods of baseline, target and latest figure.
    status : str
        A word of ``toolkit.analysis.trajectories.STATUSES``.
    lower, upper : float
        Limits of the latest figure.
    needed : float
        People, or events, by which the latest falls short of the target.
    needed_per_period : float
        The same for each period that is left.
    direction : str
        Which way the target lies: ``up``, ``down`` or ``hold``.

    Raises
    ------
    DataError
        Where the target is said to be met and the numbers fall short of it.

    Examples
    --------
    >>> share = Measure("%", 0, "adults in effective treatment")
    >>> Target(share, "Derby", 79, 83, 81.4, 80, "2022/23", "2026/27", "2024/25", "off track").sentence()
    'Derby is off track to its target: 80% in 2024/25 where 81% was expected, on the way from 79% in 2022/23 to 83% in 2026/27.'
    """

    measure: Measure
    place: str
    baseline: float
    target: float
    expected: float
    latest: float
    baseline_when: str
    target_when: str
    when: str
    status: str
    lower: float = nan
    upper: float = nan
    needed: float = nan
    needed_per_period: float = nan
    direction: str = "up"

    def __post_init__(self) -> None:
        way = {"up": 1, "down": -1}.get(self.direction, 0)
        if self.status == "met" and way * (self.latest - self.target) < 0:
            raise DataError(
                f"{self.place}: {self.latest:g} is said to have met the target {self.target:g}"
            )

    @classmethod
    def of(cls, way: Trajectory, indicator: Indicator, place: str) -> Target:
        """Return the claim of a trajectory."""
        ends = way.path["period_end"] == pd.Timestamp(way.latest_period.end)
        expected = way.path.loc[ends, "expected"]
        return cls(
            Measure.of(indicator),
            place,
            way.baseline,
            way.target,
            float(expected.iloc[0]) if len(expected) else nan,
            way.latest,
            str(way.baseline_period),
            str(way.target_period),
            str(way.latest_period),
            way.status,
            way.lower,
            way.upper,
            way.people_needed,
            way.needed_per_period,
            way.direction,
        )

    def sentence(self) -> str:
        """Say the status, with the figures that it rests on."""
        start = sentence(f"{placed(self.place)} {_SAYS[self.status]}")
        if not isfinite(self.latest):
            return f"{start}."
        expected = (
            f" where {self.measure.write(self.expected)} was expected"
            if isfinite(self.expected) and self.status != "met"
            else ""
        )
        limits = self.measure.limits(self.lower, self.upper)
        sure = f" (95% confidence interval {limits})" if limits else ""
        return (
            f"{start}: {self.measure.write(self.latest)}{sure} in {self.when}{expected}, on the way "
            f"from {self.measure.write(self.baseline)} in {self.baseline_when} to "
            f"{self.measure.write(self.target)} in {self.target_when}.{self._people()}"
        )

    def _people(self) -> str:
        if not isfinite(self.needed) or self.needed <= 0:
            return ""
        fewer = self.direction == "down"
        of_what = f" ({self.measure.noun})" if self.measure.noun else ""
        text = f" To reach it takes {number(self.needed)} {'fewer' if fewer else 'more'}{of_what}"
        if isfinite(self.needed_per_period) and self.needed_per_period != self.needed:
            text += f", or {number(self.needed_per_period)} in each period that is left"
        return f"{text}."

    def finding(self) -> str:
        """Say it in the space of a title."""
        return f"{opening(self.when)} {placed(self.place)} {_SAYS[self.status]}"
