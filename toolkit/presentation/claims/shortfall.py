"""How many people or events lie between an area and another's figure."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan

import pandas as pd

from toolkit.analysis.gap import Gap as Needed
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.nouns import counted
from toolkit.presentation.wording import number, owned, sentence

__all__ = ["Shortfall"]

_ONE = {"people": "person", "events": "event"}


@dataclass(frozen=True)
class Shortfall:
    """A gap to another area's figure as people or events.

    Parameters
    ----------
    measure : Measure
        How the figure to be reached is written.
    place, other : str
        The area, and whose figure is to be reached.
    target : float
        That figure.
    kind : str
        More or fewer of what; blank where nothing can be told.
    needed, least, most : float
        How many, with the range that an estimate of need gives.
    note : str
        What a reader must know, a sentence.
    over : str
        The years that the number is of, where they are several; else blank.

    Examples
    --------
    >>> deaths = Measure("deaths per 100,000 people", 1)
    >>> Shortfall(deaths, "Plymouth", "England", 5.1, "fewer events", 22, 22, 22).sentence()
    "To reach England's 5.1 deaths per 100,000 people takes 22 fewer events."
    >>> named = Measure("deaths per 100,000 people", 1, "deaths from drug misuse")
    >>> Shortfall(named, "York", "England", 5.1, "fewer events", 19, over="2019–21").sentence()
    "To reach England's 5.1 deaths per 100,000 people takes 19 fewer deaths from drug misuse over the years 2019–21."
    """

    measure: Measure
    place: str
    other: str
    target: float
    kind: str
    needed: float
    least: float = nan
    most: float = nan
    note: str = ""
    over: str = ""

    @classmethod
    def of(cls, gap: Needed, row: pd.Series, measure: Measure, place: str, other: str) -> Shortfall:
        """Return the claim of a gap that lies between a result and another's figure."""
        pooled = row["period_kind"] == "pooled"
        return cls(
            measure, place, other, gap.target, gap.kind, gap.needed, gap.least, gap.most, gap.note,
            label_of(row) if pooled else "",
        )  # fmt: skip

    @property
    def known(self) -> bool:
        """Whether there is a gap that can be told."""
        return bool(self.kind) and isfinite(self.needed) and self.needed > 0

    @property
    def _target(self) -> str:
        return f"{owned(self.other)} {self.measure.write(self.target)}"

    @property
    def _many(self) -> str:
        kind = self.kind
        if kind == "fewer events" and self.measure.noun:
            kind = f"fewer {counted(self.needed, self.measure.noun).partition(' ')[2]}"
        elif self.needed == 1:
            kind = " ".join(_ONE.get(word, word) for word in kind.split())
        ranged = isfinite(self.least) and isfinite(self.most) and self.least != self.most
        span = f" ({number(self.least)} to {number(self.most)})" if ranged else ""
        over = f" over the years {self.over}" if self.over else ""
        return f"{number(self.needed)}{span} {kind}{over}"

    def sentence(self) -> str:
        """Say the gap, or why none can be told."""
        if not self.kind or not isfinite(self.needed):
            return f"No gap in people is given for {self.place}: {self._why}"
        if self.needed == 0:
            return sentence(f"{self._target} is reached already.")
        return f"To reach {self._target} takes {self._many}. {self.note}".rstrip()

    @property
    def _why(self) -> str:
        note = self.note or "It cannot be told."
        return f"{note[:1].lower()}{note[1:]}"

    def finding(self) -> str:
        """Say it in the space of a title."""
        if self.needed == 0:
            return f"{self.place}: {self._target} is reached already"
        if not self.known:
            return f"{self.place}: no gap to {owned(self.other)} figure that can be told"
        return f"{self.place}: {self._many} would reach {self._target}"
