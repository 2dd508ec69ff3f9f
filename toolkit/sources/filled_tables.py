"""Tables that somebody filled in: CSV, or the first sheet of a workbook that holds the headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile, cell_name
from toolkit.sources.worksheets import Table, count_filled

__all__ = ["FilledTable", "fold_heading", "is_headed", "open_table"]

_HEAD_ROWS = 30


@dataclass(frozen=True)
class FilledTable:
    """A table as texts, wherever it was read.

    Parameters
    ----------
    file : RawFile
        For messages.
    cells : pandas.DataFrame of str
        A column for each that the table has.
    place : callable
        Names a cell by the row's place, counted from 0, and the column.
    defaults : mapping of str to str
        What a blank cell or an absent column means.
    """

    file: RawFile
    cells: pd.DataFrame
    place: Callable[[int, str], str]
    defaults: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> pd.Series[str]:
        """Return a column's texts, its default where a cell is blank."""
        default = self.defaults.get(name, "")
        if name not in self.cells:
            return pd.Series(default, index=self.cells.index, dtype="str")
        return self.cells[name].replace("", default)

    def row_name(self, row: int) -> str:
        """Return where a row stands, without a column."""
        return self.place(row, "").partition(", column")[0]


def fold_heading(heading: str) -> str:
    """Return a heading as the name of a column.

    Examples
    --------
    >>> fold_heading(" Baseline period")
    'baseline_period'
    """
    return "_".join(heading.casefold().split())


def is_headed(file: RawFile, known: Callable[[list[str]], bool]) -> bool:
    """Return whether a file has a row of headings that is known, judged by the folded names."""
    if file.kind == "workbook":
        return _find_sheet(file, known) is not None
    return file.kind == "csv" and known([fold_heading(name) for name in file.header])


def open_table(
    file: RawFile,
    known: Callable[[list[str]], bool],
    defaults: Mapping[str, str] | None = None,
) -> FilledTable:
    """Return the rows that somebody filled in; blank rows are passed over.

    Parameters
    ----------
    file : RawFile
        A CSV or a workbook.
    known : callable
        Whether folded headings are this table's.
    defaults : mapping of str to str, optional
        What a blank cell or an absent column means.

    Raises
    ------
    SourceError
        Where no sheet holds the headings.
    """
    if file.kind != "workbook":
        return _open_csv(file, defaults or {})
    sheet = _find_sheet(file, known)
    if sheet is None:
        raise SourceError(f"{file.path}: no sheet holds a row of this table's headings")
    columns = {fold_heading(head): c for c, head in enumerate(sheet.headings) if head}
    cells = pd.DataFrame(
        {name: [sheet.sheet.text(r, c) for r in sheet.rows] for name, c in columns.items()},
        dtype="str",
    )

    def place(row: int, name: str) -> str:
        return (
            f"{sheet.sheet.name}!{cell_name(sheet.rows[row], columns.get(name, 0))}, column {name}"
        )

    return FilledTable(file, cells, place, defaults or {})


def _open_csv(file: RawFile, defaults: Mapping[str, str]) -> FilledTable:
    cells = file.table.rename(columns=fold_heading)
    filled = [at for at, row in enumerate(cells.to_numpy()) if any(map(str.strip, row))]
    numbers: Sequence[int] = [at + 2 for at in filled]
    return FilledTable(
        file,
        cells.iloc[filled].reset_index(drop=True),
        lambda row, name: f"row {numbers[row]}, column {name}",
        defaults,
    )


def _find_sheet(file: RawFile, known: Callable[[list[str]], bool]) -> Table | None:
    for sheet in file.sheets.values():
        for row in range(min(_HEAD_ROWS, len(sheet.rows))):
            if known([fold_heading(sheet.text(row, c)) for c in range(len(sheet.rows[row]))]):
                below = range(row + 1, len(sheet.rows))
                return Table(sheet, row, [r for r in below if count_filled(sheet, r)], [])
    return None
