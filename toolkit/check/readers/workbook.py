"""Excel: each run of filled rows of a sheet is a table; a lone cell is a paragraph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import python_calamine

from toolkit.check.documents import Block, Document, Paragraph, Place, Table, number_blocks

__all__ = ["read"]


def read(path: Path) -> Document:
    """Read an Excel workbook."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    blocks = [block for name in book.sheet_names for block in _read_sheet(book, name)]
    return number_blocks(path.name, blocks)


def _read_sheet(book: Any, name: str) -> Iterator[Block]:
    cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    rows = [(at, [_write(cell) for cell in row]) for at, row in enumerate(cells, start=1)]
    for filled, group in groupby(rows, key=lambda row: sum(bool(cell) for cell in row[1])):
        if filled == 1:
            yield from (
                Paragraph("".join(row), Place("", f"sheet {name}, row {at}")) for at, row in group
            )
    for filled, group in groupby(rows, key=lambda row: sum(bool(cell) for cell in row[1]) > 1):
        if filled:
            yield _make_table(list(group), name)


def _make_table(rows: list[tuple[int, list[str]]], name: str) -> Table:
    width = max(max(i for i, cell in enumerate(row) if cell) for _, row in rows) + 1
    first = min(min(i for i, cell in enumerate(row) if cell) for _, row in rows)
    return Table(
        tuple(tuple(row[first:width]) for _, row in rows),
        tuple(Place("", f"sheet {name}, row {at}") for at, _ in rows),
    )


def _write(cell: object) -> str:
    if isinstance(cell, float):
        # What a sheet holds is longer than what it shows; ten places are more than either.
        return f"{cell:.10g}"
    if isinstance(cell, dt.date | dt.datetime):
        return cell.strftime("%d %B %Y")
    return str(cell).strip()
