"""The place of an area among others, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan

import pandas as pd

from toolkit.errors import DataError
from toolkit.presentation.claims.missing import Missing
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.wording import count_of, number, ordinal, placed, sentence

__all__ = ["Rank"]


@dataclass(frozen=True)
class Rank:
    """A rank from the highest value, with the ranks that chance leaves open.

    Parameters
    ----------
    place, when : str
        Area and period.
    rank : float
        1 for the highest value; NaN where the area is not ranked.
    of : float
        How many are ranked.
    lower, upper : float
        The ranks that the area could have; NaN where that is not known.
    without : float
        How many of the others have no figure.
    shared : float
        How many have the rank, the area among them.

    Raises
    ------
    DataError
        Where the rank lies outside its own limits or the number of areas.

    Examples
    --------
    >>> Rank("Plymouth", "2019–21", 12, 149, 4, 40, 4).sentence()
    'Plymouth in 2019–21 ranked 12th highest of 149, and could be anywhere from 4th to 40th; 4 areas without a figure are not ranked.'
    >>> Rank("Plymouth", "2019–21", 16, 144, 7, 36, shared=2).sentence()
    'Plymouth in 2019–21 ranked joint 16th highest of 144, and could be anywhere from 7th to 36th.'
    >>> Rank("Plymouth", "2019–21", float("nan"), float("nan")).sentence()
    'Plymouth in 2019–21 is not ranked: areas are ranked only by figures that can be compared.'
    """

    place: str
    when: str
    rank: float
    of: float
    lower: float = nan
    upper: float = nan
    without: float = 0
    shared: float = 1

    def __post_init__(self) -> None:
        if self.rank > self.of or self.rank < 1 or self.lower > self.rank or self.upper < self.rank:
            raise DataError(
                f"{self.place}: rank {self.rank:g} of {self.of:g} is outside {self.lower:g} to {self.upper:g}"
            )

    @classmethod
    def of_row(cls, row: pd.Series, place: str) -> Rank:
        """Return the claim of a result that has been ranked."""
        names = ["rank", "rank_of", "rank_lower", "rank_upper", "rank_without", "rank_shared"]
        return cls(place, label_of(row), *(float(row[name]) for name in names))

    @property
    def known(self) -> bool:
        """Whether there is a rank."""
        return not isnan(self.rank)

    @property
    def _words(self) -> str:
        shared = self.shared if self.shared > 1 else 1
        if self.rank == 1:
            place = "highest"
        elif self.rank + shared - 1 == self.of:
            place = "lowest"
        else:
            place = f"{ordinal(int(self.rank))} highest"
        joint = "joint " if shared > 1 else ""
        return f"ranked {joint}{place} of {number(self.of)}"

    @property
    def _could_be(self) -> str:
        if isnan(self.lower) or isnan(self.upper) or self.lower == self.upper:
            return ""
        ends = ordinal(int(self.lower)), ordinal(int(self.upper))
        return f"could be anywhere from {ends[0]} to {ends[1]}"

    def sentence(self) -> str:
        """Say the rank and how sure it is, or why there is none."""
        period = f" in {self.when}" if self.when else ""
        start = sentence(f"{placed(self.place)}{period}")
        if not self.known:
            return Missing("not_ranked", self.place, self.when).sentence()
        could_be = f", and {self._could_be}" if self._could_be else ""
        if isnan(self.lower) or isnan(self.upper):
            could_be = ", and without intervals how sure that is cannot be said"
        without = ""
        if self.without > 0:
            verb = "is" if self.without == 1 else "are"
            without = (
                f"; {count_of(self.without, 'area', 'areas')} without a figure {verb} not ranked"
            )
        return f"{start} {self._words}{could_be}{without}."

    def finding(self) -> str:
        """Say it in the space of a title."""
        period = f" in {self.when}" if self.when else ""
        if not self.known:
            return f"{self.place} is not ranked{period}"
        could_be = f" ({self._could_be})" if self._could_be else ""
        return f"{self.place} {self._words}{could_be}{period}"
