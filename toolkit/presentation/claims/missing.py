"""What is said in place of a claim whose number is not there."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import Literal, get_args

from toolkit.catalogue.suppression import find_suppression
from toolkit.presentation.wording import number, opening, placed, sentence

__all__ = ["Missing", "Reason"]

Reason = Literal[
    "suppressed",
    "withheld",
    "not_collected",
    "missing",
    "no_population",
    "infinite",
    "no_comparator",
    "one_point",
    "not_ranked",
]

_WHY: dict[str, str] = {
    "suppressed": "the figure is suppressed",
    "withheld": f"the figure is withheld ({find_suppression('local').words})",
    "not_collected": "the figure was not collected",
    "missing": "no figure is published",
    "no_population": "no population is held",
    "infinite": "a division by 0 leaves no figure",
    "no_comparator": "no comparator has a figure for the same period",
    "one_point": "there are not two periods apart to compare",
    "not_ranked": "areas are ranked only by figures that can be compared",
}
_NO_FIGURE = ("suppressed", "withheld", "not_collected", "missing", "no_population", "infinite")


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

    @classmethod
    def of_state(
        cls, state: str, place: str, when: str, noun: str = "", count: float = nan
    ) -> Missing:
        """Return the claim of a result without a value.

        Examples
        --------
        >>> Missing.of_state("ok", "Plymouth", "2019–21").why
        'no figure is published'
        """
        given: dict[str, Reason] = {
            "suppressed": "suppressed",
            "withheld": "withheld",
            "not_collected": "not_collected",
        }
        return cls(given.get(state, "missing"), place, when, noun, count)

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
        if self.reason == "one_point":
            return f"No change is given for {placed(self.place)}{period}: {self.why}"
        verb = "is not ranked" if self.reason == "not_ranked" else "is not compared"
        return sentence(f"{placed(self.place)}{period} {verb}: {self.why}")
