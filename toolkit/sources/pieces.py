"""A CSV of any size, piece by piece: rows, faults and repeats, never the whole file at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from toolkit.errors import SourceError
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile

__all__ = ["Faults", "Repeats", "read_pieces"]

_PIECE = 8 * 1024 * 1024
_SHOWN = 10
_SHOWN_FAULTS = 50
_UNEVEN = re.compile(r"Row #(\d+): Expected (\d+) columns, got (\d+)")

_Integers = npt.NDArray[np.integer]


class Faults:
    """What is wrong with a file, gathered across its pieces: reason and rows.

    Parameters
    ----------
    noun : str
        What a place in the file is called.

    Examples
    --------
    >>> faults = Faults()
    >>> faults.add("expected a sex, found 'X'", [4, 9])
    >>> faults.add("expected a sex, found 'X'", [7])
    >>> faults.lines()
    ["rows 4, 9, 7: expected a sex, found 'X'"]
    """

    def __init__(self, noun: str = "row") -> None:
        self.noun = noun
        self._rows: dict[str, list[int]] = {}
        self._counts: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(self, reason: str, rows: Iterable[int]) -> None:
        """Note a fault and the rows that have it."""
        found = list(rows)
        known = self._rows.setdefault(reason, [])
        known += found[: _SHOWN - len(known)]
        self._counts[reason] = self._counts.get(reason, 0) + len(found)

    def lines(self) -> list[str]:
        """Return one line a fault, with the first of its rows."""
        lines = []
        for reason, rows in islice(self._rows.items(), _SHOWN_FAULTS):
            more = self._counts[reason] - len(rows)
            named = ", ".join(map(str, rows)) + (f" and {more:,} more" if more else "")
            lines.append(f"{self.noun}{'s' if len(rows) > 1 else ''} {named}: {reason}")
        hidden = len(self._rows) - len(lines)
        return [*lines, f"{hidden:,} faults more"] if hidden else lines

    def refuse(self, file: RawFile, what: str, hint: str) -> None:
        """Raise SourceError if there is any fault."""
        if self:
            raise SourceError(f"{file.path}: {what}", self.lines(), hint=hint)


def read_pieces(
    file: RawFile, texts: Sequence[str], numbers: Sequence[str], faults: Faults
) -> Iterator[pd.DataFrame]:
    """Yield the rows of a CSV in pieces of some ten thousand.

    Parameters
    ----------
    file : RawFile
        A CSV whose header holds every column asked for.
    texts : sequence of str
        Columns to read as categories, stripped of outer spaces.
    numbers : sequence of str
        Columns to read as numbers; NaN where a cell is empty or a known mark.
    faults : Faults
        Where cells are noted that are neither number nor mark.

    Yields
    ------
    pandas.DataFrame
        The columns asked for; the index is the record's number in the file,
        the header being 1.

    Raises
    ------
    SourceError
        Where a row is too short or too long, or the text mixes encodings.
    """
    row = 2
    try:
        for batch in _open(file, texts, numbers):
            index = pd.RangeIndex(row, row + batch.num_rows)
            row = index.stop
            piece = batch.select(list(texts)).to_pandas().set_index(index)
            stripped = {name: piece[name].map(str.strip).astype("category") for name in texts}
            read = {name: _numbers(batch.column(name), name, index, faults) for name in numbers}
            yield pd.DataFrame({**stripped, **read}, index=index)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise _not_a_table(file, row - 1, error) from None


def _open(file: RawFile, texts: Sequence[str], numbers: Sequence[str]) -> Iterable[pa.RecordBatch]:
    category = pa.dictionary(pa.int32(), pa.string())
    batches: Iterable[pa.RecordBatch] = csv.open_csv(
        file.path,
        # Rows are numbered only where one thread reads them.
        csv.ReadOptions(
            use_threads=False,
            block_size=_PIECE,
            column_names=file.header,
            skip_rows_after_names=1,
            encoding=file.encoding.removesuffix("-sig"),
        ),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            include_columns=[*texts, *numbers],
            column_types={**dict.fromkeys(texts, category), **dict.fromkeys(numbers, pa.string())},
            strings_can_be_null=False,
            null_values=[],
        ),
    )
    return batches


def _not_a_table(file: RawFile, row: int, error: Exception) -> SourceError:
    said = str(error)
    if isinstance(error, UnicodeDecodeError) or "UTF8" in said:
        return SourceError(
            f"{file.path}: the text mixes encodings, after row {row}", hint="save it as CSV UTF-8"
        )
    if found := _UNEVEN.search(said):
        reason = f"row {found[1]}: expected {found[2]} cells, found {found[3]}"
        return SourceError(
            f"{file.path}: the table breaks off", [reason], hint="download the file again, whole"
        )
    return SourceError(f"{file.path}: not a table ({said})", hint="download it again")


def _numbers(cells: pa.Array, name: str, index: pd.Index[int], faults: Faults) -> pd.Series[float]:
    try:
        # Most columns are plain numbers, which are read a hundred times faster than marks.
        plain = pc.cast(pc.if_else(pc.equal(cells, ""), None, cells), pa.float64())
        return pd.Series(plain.to_numpy(zero_copy_only=False), index=index)
    except pa.ArrowInvalid:
        read = parse_numbers(cells.to_pylist())
    for place, text in read.unread:
        faults.add(f"column {name}: expected a number, found {text!r}", [index[place]])
    return read.value.set_axis(index)


class Repeats:
    """Rows that print a figure again, found across the pieces of a file."""

    def __init__(self) -> None:
        self._names: _Integers = np.empty(0, "uint64")
        self._numbers: _Integers = np.empty(0, "uint64")
        self._rows: _Integers = np.empty(0, "int64")

    def find(
        self, keys: pd.DataFrame, figures: pd.DataFrame, faults: Faults
    ) -> npt.NDArray[np.bool_]:
        """Return which rows print again, with the same numbers, what an earlier row printed.

        Parameters
        ----------
        keys : pandas.DataFrame
            What says which figure it is; the index is the row's number.
        figures : pandas.DataFrame
            Its numbers.
        faults : Faults
            Where a row is noted whose numbers are not those of the earlier row.

        Examples
        --------
        >>> repeats, faults = Repeats(), Faults()
        >>> keys = pd.DataFrame({"area": ["A", "B", "A", "B"]}, index=[2, 3, 4, 5])
        >>> repeats.find(keys, pd.DataFrame({"count": [1, 2, 1, 9]}), faults).tolist()
        [False, False, True, True]
        >>> faults.lines()
        ['row 5: the same figure as in row 3, with other numbers']
        """
        rows = keys.index.to_numpy()
        names = pd.util.hash_pandas_object(keys, index=False).to_numpy()
        numbers = pd.util.hash_pandas_object(figures, index=False).to_numpy()
        unique, first, which = np.unique(names, return_index=True, return_inverse=True)
        kept_rows, kept_numbers = self._keep(unique, rows[first], numbers[first])
        again: npt.NDArray[np.bool_] = rows != kept_rows[which]
        for place in np.flatnonzero(again & (numbers != kept_numbers[which])):
            earlier = f"{faults.noun} {kept_rows[which[place]]}"
            faults.add(f"the same figure as in {earlier}, with other numbers", [int(rows[place])])
        return again

    def _keep(
        self, names: _Integers, rows: _Integers, numbers: _Integers
    ) -> tuple[_Integers, _Integers]:
        """Return row and numbers under which each name was met first, and keep the new ones."""
        place = np.searchsorted(self._names, names)
        known = np.zeros(len(names), bool)
        inside = place < len(self._names)
        known[inside] = self._names[place[inside]] == names[inside]
        rows[known], numbers[known] = self._rows[place[known]], self._numbers[place[known]]
        new = ~known
        self._names = np.insert(self._names, place[new], names[new])
        self._rows = np.insert(self._rows, place[new], rows[new])
        self._numbers = np.insert(self._numbers, place[new], numbers[new])
        return rows, numbers
