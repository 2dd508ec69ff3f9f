"""A CSV of any size, piece by piece: rows and repeats, never the whole file at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from toolkit.errors import SourceError
from toolkit.sources.columns import read_numbers
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile

__all__ = ["Repeats", "read_pieces"]

_PIECE = 8 * 1024 * 1024
_UNEVEN = re.compile(r"Row #(\d+): Expected (\d+) columns, got (\d+)")

_Integers = npt.NDArray[np.integer]


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
        texts = pd.Series(cells.to_pylist(), index=index, name=name, dtype="str")
        return read_numbers(texts, faults).value


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
            Where a row is noted whose numbers are not those of the earlier row;
            rows that have a fault already are not compared.

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
        first_rows = kept_rows[which]
        clashing = again & (numbers != kept_numbers[which])
        if clashing.any():
            clashing &= ~(faults.touch(rows) | faults.touch(first_rows))
        for row, earlier in zip(rows[clashing], first_rows[clashing], strict=True):
            reason = f"the same figure as in {faults.noun} {earlier}, with other numbers"
            faults.add(reason, [row], hint="ask the publisher which holds")
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
