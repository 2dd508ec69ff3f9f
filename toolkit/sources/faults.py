"""What is wrong with a file, gathered over its columns and pieces, and told all at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import numpy.typing as npt

from toolkit.errors import SourceError, count_of
from toolkit.sources.files import RawFile

__all__ = ["Faults"]

_SHOWN = 10
_SHOWN_FAULTS = 50


@dataclass
class _Places:
    """The first places that have a fault, and how many have it."""

    first: list[int | str] = field(default_factory=list)
    count: int = 0


class Faults:
    """The faults of one file: each reason once, with its places.

    Parameters
    ----------
    noun : str
        What a numbered place in the file is called.
    hint : str
        What to do about the faults that do not say it themselves.

    Examples
    --------
    >>> faults = Faults()
    >>> faults.add("expected a sex, found 'X'", [4, 9], column="Sex")
    >>> faults.add("expected a sex, found 'X'", [7], column="Sex")
    >>> faults.lines()
    ["rows 4, 9, 7, column Sex: expected a sex, found 'X'"]
    """

    def __init__(self, noun: str = "row", *, hint: str = "") -> None:
        self.noun = noun
        self.hint = hint
        self._places: dict[tuple[str, str], _Places] = {}
        self._rows = array("q")
        self._hints: dict[str, None] = {}

    def __bool__(self) -> bool:
        return bool(self._places)

    def add(
        self,
        reason: str,
        places: Iterable[int | str] = (),
        *,
        column: object = None,
        hint: str = "",
    ) -> None:
        """Note a fault.

        Parameters
        ----------
        reason : str
            What was expected and what was found.
        places : iterable of int or str
            The numbers of the rows that have it, or places by their names; none
            where the reason says where.
        column : str, optional
            The column that it stands in.
        hint : str
            What to do about a fault of this kind.
        """
        found = list(places)
        known = self._places.setdefault(("" if column is None else str(column), reason), _Places())
        known.first += found[: _SHOWN - len(known.first)]
        known.count += len(found)
        self._rows.extend(place for place in found if not isinstance(place, str))
        self._hints[hint or self.hint] = None

    def touch(self, rows: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Return which of some rows have a fault.

        Examples
        --------
        >>> faults = Faults()
        >>> faults.add("expected a sex, found 'X'", [4, 9])
        >>> faults.touch([3, 4]).tolist()
        [False, True]
        """
        return np.isin(rows, self._rows)

    def lines(self) -> list[str]:
        """Return one line a fault, with the first of its places."""
        lines = []
        for (column, reason), places in islice(self._places.items(), _SHOWN_FAULTS):
            more = places.count - len(places.first)
            named = self._name(places.first) + (f" and {more:,} more" if more else "")
            where = ", ".join(filter(None, [named, f"column {column}" if column else ""]))
            lines.append(f"{where}: {reason}" if where else reason)
        hidden = len(self._places) - len(lines)
        return [*lines, f"{hidden:,} faults more"] if hidden else lines

    def _name(self, places: Sequence[int | str]) -> str:
        if any(isinstance(place, str) for place in places):
            return "; ".join(map(str, places))
        shown = ", ".join(map(str, places))
        return f"{self.noun}{'s' if len(places) > 1 else ''} {shown}" if places else ""

    def refuse(self, file: RawFile) -> None:
        """Refuse the file if it has any fault.

        Parameters
        ----------
        file : RawFile
            For the message.

        Raises
        ------
        SourceError
            Listing every fault.
        """
        if self:
            count = len(self._places)
            raise SourceError(
                f"{file.path}: {count_of(count, 'fault', 'faults')}, so nothing of it is read",
                self.lines(),
                hint="; ".join(filter(None, self._hints)),
            )
