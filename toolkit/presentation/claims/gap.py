"""A gap to another figure, as people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from toolkit.analysis.gap import PeopleNeeded
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.missing import Missing
from toolkit.presentation.wording import count_of, number, owned, sentence

__all__ = ["Gap"]


@dataclass(frozen=True)
class Gap:
    """How many people more would bring an area's unmet need to another's.

    Parameters
    ----------
    measure : Measure
        How the shares are written.
    place, when, other : str
        The area, the period of its count, and whose figure is to be reached.
    value, lower, upper : float
        The area's share and its limits.
    target : float
        The share to be reached.
    ways : sequence of PeopleNeeded
        Each way that it can be reckoned.
    group : str
        Whom it is about; blank for everybody.

    Examples
    --------
    >>> share = Measure("% of the estimate", 1)
    >>> way = PeopleNeeded("counted", 692, 3496, 75.9, 151)
    >>> Gap(share, "Plymouth", "2024/25", "England", 80.2, 75.9, (way,)).sentence()
    "To reach England's 75.9% takes 151 more people, if 692 were in treatment in 2024/25 (counted). This holds only as far as the estimate of need does."
    """

    measure: Measure
    place: str
    when: str
    other: str
    value: float
    target: float
    ways: Sequence[PeopleNeeded]
    lower: float = nan
    upper: float = nan
    group: str = ""

    @property
    def real(self) -> bool:
        """Whether there is a gap, and the interval carries it."""
        return not self._within and any(way.needed for way in self.ways)

    @property
    def _within(self) -> bool:
        return self.lower <= self.target <= self.upper

    @property
    def _target(self) -> str:
        return f"{owned(self.other)} {number(self.target, self.measure.decimals)}%"

    def sentence(self) -> str:
        """Say the gap each way, or that there is none that can be told."""
        subject = f"{self.group}: " if self.group else ""
        if not self.ways:
            return Missing("no_comparator", self.place, self.when).sentence()
        if not self.real:
            return sentence(f"{subject}{self._none()}.")
        text = f"{subject}to reach {self._target} takes {' or '.join(map(self._way, self.ways))}."
        if len(self.ways) > 1:
            text += (
                " Both are given because the printed share and the printed counts do not agree; "
                "the comparator's share is made like the printed one."
            )
        return sentence(text) + " This holds only as far as the estimate of need does."

    def _none(self) -> str:
        if self._within:
            return f"the interval holds {self._target}, so no gap is said"
        return f"{self._target} is reached already"

    def _way(self, way: PeopleNeeded) -> str:
        return (
            f"{count_of(way.needed, 'more person', 'more people')}, if {number(way.treated)} were in "
            f"treatment in {self.when} ({way.basis})"
        )

    def finding(self) -> str:
        """Say it in the space of a title."""
        if not self.ways:
            return Missing("no_comparator", self.place, self.when).finding()
        if not self.real:
            return f"{self.place}: {self._none()}"
        least, most = (pick(way.needed for way in self.ways) for pick in (min, max))
        needed = number(most) if least == most else f"{number(least)} or {number(most)}"
        people = "person" if needed == "1" else "people"
        return f"{self.place}: {needed} more {people} in treatment would reach {self._target}"
