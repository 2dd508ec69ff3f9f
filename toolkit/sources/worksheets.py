"""Tables on worksheets: headings found by what they say, cells read with their places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from toolkit.catalogue.areas import resolve_names
from toolkit.errors import ParameterError, SourceError, did_you_mean
from toolkit.periods import Period
from toolkit.sources.cells import Numbers, parse_numbers
from toolkit.sources.files import RawFile, Sheet, cell_name, column_name
from toolkit.sources.reading import period_columns
from toolkit.sources.repeats import joint_state

__all__ = [
    "PRINTED_SEXES",
    "Table",
    "area_codes",
    "bare",
    "count_filled",
    "count_rows",
    "find_table",
    "refuse",
]

PRINTED_SEXES = {
    name: sex
    for sex, names in {
        "persons": ("persons", "person", "people", "all", "total", "both sexes"),
        "male": ("males", "male", "m", "men"),
        "female": ("females", "female", "f", "women"),
    }.items()
    for name in names
}
"""Sexes as publishers print them, in lower case."""

_NOTE = re.compile(r"\s*\[[^\]]*\]")
_HEADER_WITHIN = 30


def bare(text: str) -> str:
    """Return a heading without its notes in brackets.

    Examples
    --------
    >>> bare("Nitazenes [note 5][b]"), bare("Lower 95 % confidence interval")
    ('Nitazenes', 'Lower 95% confidence interval')
    """
    return " ".join(_NOTE.sub(" ", text).replace(" %", "%").split())


def count_filled(sheet: Sheet, row: int) -> int:
    """Return how many cells of a row hold something."""
    return sum(bool(str(cell).strip()) for cell in sheet.rows[row])


def count_rows(sheet: Sheet) -> int:
    """Return how many rows a table that is not read has, its headings among them."""
    return sum(count_filled(sheet, row) >= 2 for row in range(len(sheet.rows)))


@dataclass(frozen=True)
class Table:
    """A table under one row of headings.

    Parameters
    ----------
    sheet : Sheet
        Where it stands.
    header : int
        Row of the headings, counted from 0.
    rows : list of int
        Its rows.
    problems : list of str
        Collects what cannot be read, each naming its cell.
    """

    sheet: Sheet
    header: int
    rows: list[int]
    problems: list[str]

    @property
    def headings(self) -> list[str]:
        """The headings by column, without notes, as printed."""
        return [bare(self.sheet.text(self.header, c)) for c in range(_width(self.sheet))]

    def place(self, row: int, column: int) -> str:
        """Name a cell: sheet and cell."""
        return f"{self.sheet.name}!{cell_name(row, column)}"

    def column(self, heading: str, *, after: str = "") -> int:
        """Return the column of a heading, the first that follows another's where that is named.

        An absent one is a problem, and the first column stands in until it is reported.
        """
        folded = [name.casefold() for name in self.headings]
        start = folded.index(after.casefold()) if after.casefold() in folded else 0
        if heading.casefold() in folded[start:]:
            return folded.index(heading.casefold(), start)
        problem = _absent(self.sheet, self.header, heading)
        if problem not in self.problems:
            self.problems.append(problem)
        return 0

    def texts(self, heading: str) -> list[str]:
        """Return a column's texts without notes."""
        column = self.column(heading)
        return [bare(self.sheet.text(row, column)) for row in self.rows]

    def numbers(self, column: int) -> Numbers:
        """Return a column's numbers; a cell that is neither number nor mark is a problem."""
        read = parse_numbers(self.sheet.cell(row, column) for row in self.rows)
        self.problems.extend(
            f"{self.place(self.rows[at], column)}: expected a number, found {text!r}"
            for at, text in read.unread
        )
        return read

    def periods(self, heading: str) -> list[Period | None]:
        """Return a column's periods; a cell that is none is a problem and gives None."""
        column = self.column(heading)
        found: list[Period | None] = []
        for row in self.rows:
            try:
                text = self.sheet.cell(row, column)
                text = bare(text) if isinstance(text, str) else text
                found.append(Period.parse(text, where=self.place(row, column)))
            except ParameterError as error:
                self.problems.append(error.summary)
                found.append(None)
        return found

    def choices(self, heading: str, known: Mapping[str, str]) -> list[str]:
        """Return what a column's texts stand for; an unknown one is a problem and gives blank."""
        column = self.column(heading)
        found = []
        for row, text in zip(self.rows, self.texts(heading), strict=True):
            if text.casefold() not in known:
                near = did_you_mean(text, known)
                meant = f": did you mean {near[0]}?" if near else ""
                self.problems.append(
                    f"{self.place(row, column)}: expected one of "
                    f"{', '.join(known)}, found {text!r}{meant}"
                )
            found.append(known.get(text.casefold(), ""))
        return found

    def figures(self, columns: Mapping[str, int]) -> pd.DataFrame:
        """Return one row a row of the table, with the figures of some columns.

        Parameters
        ----------
        columns : mapping of str to int
            Column by figure: count, value, lower, upper and the like.

        Returns
        -------
        pandas.DataFrame
            The figures, ``state`` and ``locator``.
        """
        read = {name: self.numbers(column) for name, column in columns.items()}
        frame = pd.DataFrame({name: numbers.value for name, numbers in read.items()})
        main = [read[name].state for name in ("count", "value") if name in read]
        runs = _runs(sorted(columns.values()))
        return frame.assign(
            state=joint_state(*main),
            locator=[
                f"{self.sheet.name}!{', '.join(_range(row, *run) for run in runs)}"
                for row in self.rows
            ],
        )

    def of_rows(self, cells: pd.DataFrame, values: Sequence[str]) -> list[str]:
        """Return for each cell of ``across`` or ``figures`` the value that its row has."""
        return [values[place] for place in cells.get("at", range(len(cells)))]

    def dated(self, cells: pd.DataFrame, heading: str, **columns: Any) -> pd.DataFrame:
        """Return the cells of ``across`` or ``figures`` with the period of their row.

        Parameters
        ----------
        cells : pandas.DataFrame
            One row a cell, or one row a row of the table.
        heading : str
            The column of the periods.
        **columns
            What else is to stand in every row.
        """
        periods = self.periods(heading)
        own = [periods[place] for place in cells.get("at", range(len(cells)))]
        plain = cells.drop(columns=["at", "column"], errors="ignore")
        return plain.assign(**period_columns(own), **columns)

    def across(self, columns: Sequence[int], figure: str = "count") -> pd.DataFrame:
        """Return one row a cell of some columns.

        Returns
        -------
        pandas.DataFrame
            The figure, ``state``, ``locator``, ``at`` (place in the table's rows) and ``column``.
        """
        return pd.concat(
            [
                self.figures({figure: column}).assign(at=range(len(self.rows)), column=column)
                for column in columns
            ],
            ignore_index=True,
        )


def find_table(sheet: Sheet, expected: Collection[str], problems: list[str]) -> Table | None:
    """Find the row of headings that says most of what is expected.

    Parameters
    ----------
    sheet : Sheet
        Where to look.
    expected : collection of str
        Headings that must be there, without notes; case does not matter.
    problems : list of str
        Gains one for each heading that is not there.

    Returns
    -------
    Table or None
        None where no row says at least half of it.
    """
    wanted = {name.casefold() for name in expected}
    held = {
        row: wanted & {bare(sheet.text(row, c)).casefold() for c in range(len(sheet.rows[row]))}
        for row in range(min(_HEADER_WITHIN, len(sheet.rows)))
    }
    header = max(held, key=lambda row: len(held[row]), default=0)
    if 2 * len(held.get(header, ())) < len(wanted):
        names = ", ".join(repr(name) for name in expected)
        problems.append(
            f"{sheet.name}: expected a row with the headings {names} within the first "
            f"{_HEADER_WITHIN} rows, found none"
        )
        return None
    problems.extend(
        _absent(sheet, header, name) for name in expected if name.casefold() not in held[header]
    )
    rows = [row for row in range(header + 1, len(sheet.rows)) if count_filled(sheet, row) >= 2]
    if not rows:
        problems.append(f"{sheet.name}: expected rows under the headings of row {header + 1}")
    return Table(sheet, header, rows, problems)


def area_codes(
    names: Iterable[str],
    problems: list[str],
    *,
    tier: str | Collection[str],
    as_of: date,
    where: str,
) -> dict[str, str]:
    """Return the code of each printed name; names that are no area's are problems."""
    try:
        return resolve_names(names, tier=tier, as_of=as_of)
    except SourceError as error:
        problems.extend(f"{where}: {problem}" for problem in error.problems)
        return {}


def refuse(file: RawFile, problems: Sequence[str], publisher: str) -> None:
    """Refuse a workbook in which something could not be read.

    Raises
    ------
    SourceError
        With every problem; nothing is raised where there is none.
    """
    if problems:
        raise SourceError(
            f"{file.path}: the workbook is not laid out as {publisher} lays it out",
            problems,
            hint=f"download the workbook again; if {publisher} changed its layout, the reader must follow",
        )


def _absent(sheet: Sheet, header: int, heading: str) -> str:
    held = [bare(sheet.text(header, c)) for c in range(len(sheet.rows[header]))]
    found = did_you_mean(heading, held) or [name for name in held if name][:8]
    return (
        f"{sheet.name}, headings in row {header + 1}: expected {heading!r}, "
        f"found {', '.join(map(repr, found))}"
    )


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.rows), default=0)


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbouring columns: 1, 4, 5, 6 is 1 to 1 and 4 to 6."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and column == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _range(row: int, first: int, last: int) -> str:
    end = f":{column_name(last)}{row + 1}" if last > first else ""
    return f"{cell_name(row, first)}{end}"
