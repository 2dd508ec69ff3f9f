"""Where a series of counts would go if it went on as it has."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan

from toolkit.analysis.projection import Projection as Projected
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.wording import about, number, placed

__all__ = ["Projection"]


@dataclass(frozen=True)
class Projection:
    """The last period that is projected, and how well the method did before.

    Parameters
    ----------
    measure : Measure
        What is counted.
    place : str
        The area.
    when, last_when : str
        The period that is projected, and the last one that is known.
    value, lower, upper : float
        The projection and its 95% prediction interval.
    last : float
        The last count that is known.
    error : float
        Mean error of held-back periods in per cent; NaN where none could be held back.
    coverage : float
        Share of held-back periods inside their interval, 0 to 1.
    tries : int
        How many counts were held back and projected from those before them.

    Examples
    --------
    >>> adults = Measure("people", 0, "adults in treatment", counts=True)
    >>> Projection(adults, "Plymouth", "2026/27", "2024/25", 2314, 2050, 2590, 2196).sentence()
    'If the series went on as it has, the number of adults in treatment in Plymouth would be about 2,300 in 2026/27 (95% prediction interval 2,100 to 2,600), after 2,196 in 2024/25.'
    """

    measure: Measure
    place: str
    when: str
    last_when: str
    value: float
    lower: float
    upper: float
    last: float
    error: float = nan
    coverage: float = nan
    tries: int = 0

    @classmethod
    def of(cls, projected: Projected, measure: Measure, place: str) -> Projection:
        """Return the claim of a projection's last period."""
        ahead, known = projected.ahead.iloc[-1], projected.history.iloc[-1]
        return cls(
            measure,
            place,
            label_of(ahead),
            label_of(known),
            ahead["value"],
            ahead["lower"],
            ahead["upper"],
            known["value"],
            projected.error,
            projected.coverage,
            len(projected.held_back),
        )

    @property
    def _limits(self) -> str:
        return f"95% prediction interval {about(self.lower)} to {about(self.upper)}"

    def sentence(self) -> str:
        """Say where the series would go, and how well that was foreseen before."""
        text = (
            f"If the series went on as it has, the number of {self.measure.noun} in "
            f"{placed(self.place)} would be about {about(self.value)} in {self.when} "
            f"({self._limits}), after {number(self.last)} in {self.last_when}."
        )
        if not isfinite(self.error):
            return text
        return (
            f"{text} In {number(self.tries)} projections of earlier periods the method missed by "
            f"{number(self.error)}% on average, and {number(round(self.coverage * self.tries))} of the "
            "counts lay inside the interval."
        )

    def finding(self) -> str:
        """Say it in the space of a title; what the interval does not exclude is no change."""
        if self.lower <= self.last <= self.upper:
            return (
                f"{self.place}: no change that can be told from {number(self.last)} by {self.when}"
            )
        way = "more" if self.value > self.last else "fewer"
        return f"{self.place}: about {about(self.value)} by {self.when}, {way} than {number(self.last)}"
