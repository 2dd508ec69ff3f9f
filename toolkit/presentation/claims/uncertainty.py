"""How sure a figure is."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from toolkit.presentation.claims.measure import Measure

__all__ = ["Uncertainty"]

_CAUTIONS = {
    "unreliable": "The publisher marks this figure as unreliable, because it rests on small numbers.",
    "provisional": "This figure is provisional: the publisher may still change it.",
}


@dataclass(frozen=True)
class Uncertainty:
    """An interval, or that there is none.

    Parameters
    ----------
    measure : Measure
        How the limits are written.
    lower, upper : float
        Limits; NaN for none.
    name : str
        What the interval is called.
    state : str
        The state of the figure.

    Examples
    --------
    >>> Uncertainty(Measure("%", 1), 42.04, 52.0).bracket()
    ' (95% confidence interval 42.0 to 52.0)'
    >>> Uncertainty(Measure("%", 1)).sentence()
    'No interval is printed with it, so how sure it is cannot be said.'
    """

    measure: Measure
    lower: float = nan
    upper: float = nan
    name: str = "95% confidence interval"
    state: str = "ok"

    @property
    def limits(self) -> str:
        """The limits in words; blank where there are none."""
        return self.measure.limits(self.lower, self.upper)

    def bracket(self) -> str:
        """Return the interval as it follows a figure; blank where there is none."""
        return f" ({self.name} {self.limits})" if self.limits else ""

    def sentence(self) -> str:
        """Say the interval, or that there is none."""
        if not self.limits:
            return "No interval is printed with it, so how sure it is cannot be said."
        unit = self.measure.unit_alone
        apart = "" if self.measure.is_share else " "
        return f"The {self.name} is {self.limits}{apart}{unit}."

    def finding(self) -> str:
        """Say it in the space of a title."""
        return (
            f"{self.name[:1].upper()}{self.name[1:]} {self.limits}"
            if self.limits
            else "No interval"
        )

    def cautions(self) -> list[str]:
        """Return what a reader must know of the figure's state, in sentences."""
        return [_CAUTIONS[self.state]] if self.state in _CAUTIONS else []
