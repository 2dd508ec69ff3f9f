"""Formulas that a workbook holds without their results.

A program that writes a workbook without calculating it leaves formulas bare.
Such a cell looks blank to a reader of values, and a blank is missing data: it
has to be told apart.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from xml.sax.saxutils import unescape

from toolkit.sources.archives import open_archive, read_member

__all__ = ["find_uncalculated", "mark_uncalculated"]

_CELL = re.compile(
    r"<c\s([^>]*?)>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_PLACE = re.compile(r'\br="([A-Z]+)(\d+)"')
_ATTRIBUTES = re.compile(r'([\w:]+)="([^"]*)"')


def mark_uncalculated(path: Path, sheets: Mapping[str, list[list[Any]]]) -> None:
    """Write into each cell that holds a bare formula what stands there, so that it is refused.

    Parameters
    ----------
    path : Path
        A workbook.
    sheets : mapping of str to list of lists
        The rows of each sheet, changed in place.
    """
    if not zipfile.is_zipfile(path):
        return
    for name, cells in find_uncalculated(path).items():
        rows = sheets.get(name, [])
        for (row, column), formula in cells.items():
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend([""] * (column + 1 - len(rows[row])))
            rows[row][column] = (
                f"={formula} without its result: open the file in a spreadsheet and save it"
            )


def find_uncalculated(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Return the formulas of an .xlsx that hold no result.

    Parameters
    ----------
    path : Path
        Any workbook; other kinds than .xlsx have no such cells.

    Returns
    -------
    dict of str to dict of (int, int) to str
        By sheet, the row and column of each such cell, counted from 0, and its formula.
    """
    with open_archive(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        targets = {
            said.get("Id", ""): said.get("Target", "")
            for said in _tags(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        }
        found = {}
        for sheet in _tags(archive, "xl/workbook.xml", "sheet"):
            target = targets.get(sheet.get("r:id", ""), "")
            part = str(PurePosixPath("xl") / target) if target[:1] != "/" else target[1:]
            if part in archive.namelist():
                text = read_member(archive, part).decode("utf-8", errors="replace")
                found[unescape(sheet.get("name", ""), {"&quot;": '"', "&apos;": "'"})] = _bare(text)
    return {name: cells for name, cells in found.items() if cells}


def _tags(archive: zipfile.ZipFile, part: str, tag: str) -> list[dict[str, str]]:
    if part not in archive.namelist():
        return []
    text = read_member(archive, part).decode("utf-8", errors="replace")
    return [
        dict(_ATTRIBUTES.findall(found))
        for found in re.findall(rf"<(?:\w+:)?{tag}\s([^>]*)>", text)
    ]


def _bare(text: str) -> dict[tuple[int, int], str]:
    if "<f" not in text:
        return {}
    cells = {}
    for attributes, formula in _CELL.findall(text):
        place = _PLACE.search(attributes)
        # A formula whose result is an empty text says so by its type.
        if place and 't="str"' not in attributes:
            cells[int(place[2]) - 1, _number(place[1])] = unescape(formula)
    return cells


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
