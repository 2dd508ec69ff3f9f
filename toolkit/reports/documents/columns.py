"""Columns of a table as numbers: what a spreadsheet can add up and a program can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.presentation.tables import Table, figure_in

__all__ = ["Column", "columns_of", "limits_in"]

_NONE = ("", "–", "-")
_MARK = re.compile(r"\[[a-z]\]")
_MARKS = re.compile(r"(?:\[[a-z]\] ?)+")
_DECIMALS = re.compile(r"^[−+-]?[\d,]*\.(\d+)")


@dataclass(frozen=True)
class Column:
    """One column: numbers, or texts.

    Parameters
    ----------
    heading : str
        Of its own in the table.
    place : int
        Of the column in the table that it was made from.
    values : sequence of float, str or None
        All numbers or None; or all texts.
    decimals : sequence of int
        How many each number prints.
    signed : bool
        Whether a plus is printed.
    """

    heading: str
    place: int
    values: Sequence[float | str | None]
    decimals: Sequence[int] = ()
    signed: bool = False

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers."""
        return any(isinstance(value, float) for value in self.values)


def columns_of(table: Table) -> list[Column]:
    """Return the columns of a table: the first as texts, intervals as two columns of numbers.

    Parameters
    ----------
    table : Table
        As a reader sees it.

    Returns
    -------
    list of Column
        What stands beside a number, or instead of one, has a column of its own:
        a program that draws takes a text among numbers for 0.

    Examples
    --------
    >>> rows = [["2019–21", "1,045 [u]", "2.1 to 3.4"], ["2018–20", "[c]", "–"]]
    >>> for column in columns_of(Table("Deaths", ["Period", "Deaths", "95% interval"], rows)):
    ...     print(column.heading, column.values)
    Period ['2019–21', '2018–20']
    Deaths [1045.0, None]
    Deaths, mark ['[u]', '[c]']
    95% interval, lower [2.1, None]
    95% interval, upper [3.4, None]
    """
    found: list[Column] = []
    for place, heading in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        if place and _are_intervals(cells):
            halves = [cell.partition(" to ")[::2] for cell in cells]
            for side, name in enumerate(("lower", "upper")):
                found += _numbers(f"{heading}, {name}", place, [half[side] for half in halves])
        elif place and _are_numbers(cells):
            found += _numbers(heading, place, cells)
        else:
            found.append(Column(heading, place, cells))
    return _with_own_headings(found)


def limits_in(cell: str) -> tuple[float, float] | None:
    """Return the two limits that a cell prints; None where it is not an interval.

    Examples
    --------
    >>> limits_in("−4.1 to +11.9"), limits_in("2019"), limits_in("[c]")
    ((-4.1, 11.9), None, None)
    """
    lower, _, upper = cell.partition(" to ")
    limits = figure_in(lower), figure_in(upper)
    return None if limits[0] is None or limits[1] is None else (limits[0], limits[1])


def _are_intervals(cells: Sequence[str]) -> bool:
    found = [limits_in(cell) for cell in cells]
    return any(found) and all(
        limits or cell in _NONE for limits, cell in zip(found, cells, strict=True)
    )


def _are_numbers(cells: Sequence[str]) -> bool:
    """Say whether a column is one of numbers: more than half of what it says are some."""
    said = [cell for cell in cells if cell not in _NONE and not _MARKS.fullmatch(cell)]
    return 2 * sum(figure_in(cell) is not None for cell in said) > len(said)


def _numbers(heading: str, place: int, cells: Sequence[str]) -> list[Column]:
    """Return a column of numbers, and one of their marks where there are some."""
    values = [figure_in(cell) for cell in cells]
    decimals = [len(found[1]) if (found := _DECIMALS.search(cell)) else 0 for cell in cells]
    signed = any(cell.startswith("+") for cell in cells)
    marks = [
        (cell if value is None else " ".join(_MARK.findall(cell))) if cell not in _NONE else ""
        for cell, value in zip(cells, values, strict=True)
    ]
    numbers = Column(heading, place, values, decimals, signed)
    return [numbers, Column(f"{heading}, mark", place, marks)] if any(marks) else [numbers]


def _with_own_headings(columns: Sequence[Column]) -> list[Column]:
    """Tell headings of the same name apart: a spreadsheet's table takes each once."""
    taken: set[str] = set()
    named = []
    for column in columns:
        heading = own = column.heading.strip() or "Not named"
        number = 1
        while own.casefold() in taken:
            number += 1
            own = f"{heading} ({number})"
        taken.add(own.casefold())
        named.append(replace(column, heading=own))
    return named
