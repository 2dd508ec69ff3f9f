"""The tables of ONS's workbook of drug deaths by local authority: which sheet holds which.

A table is known by its title, which stands above it; the contents say which sheets there should be.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

import pandas as pd

from toolkit.errors import did_you_mean
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile, Sheet

__all__ = ["PoisoningTable", "boundaries_of", "find_tables", "find_title"]

_TITLE = re.compile(
    r"deaths related to drug (?P<cause>poisoning|misuse), (?P<sex>persons|males|females),? by local authority",
    re.IGNORECASE,
)
_TITLE_ROWS = 6
_SEXES = {"persons": "persons", "males": "male", "females": "female"}
_CONTENTS = re.compile(r"table[ _]\d+", re.IGNORECASE)
_RATED = re.compile(r"\brates?\b", re.IGNORECASE)
_MONTHS = "|".join(calendar.month_name[1:])
_BOUNDARIES = re.compile(rf"based on ((?:{_MONTHS}) \d{{4}}) boundaries")
_Key = tuple[str, str, bool]
# Tables 1 and 2 need no more; the others add rates for three sexes.
_EXPECTED: set[_Key] = {
    (cause, sex, rated)
    for cause in ("poisoning", "misuse")
    for sex, rated in [("persons", False), ("persons", True), ("male", True), ("female", True)]
}


@dataclass(frozen=True)
class PoisoningTable:
    """One table of the workbook.

    Parameters
    ----------
    sheet : Sheet
        Where it stands.
    cause, sex : str
        What its title says: poisoning or misuse, and whose deaths.
    rated : bool
        Whether it holds rates of three years, or counts of single years.
    header : int
        The row of the headings, counted from 0.
    """

    sheet: Sheet
    cause: str
    sex: str
    rated: bool
    header: int


def find_title(sheet: Sheet) -> re.Match[str] | None:
    """Return the title of a sheet's table; None where there is none."""
    titles = (_TITLE.search(sheet.text(row, 0)) for row in range(_TITLE_ROWS))
    return next(filter(None, titles), None)


def find_tables(file: RawFile, faults: Faults) -> list[PoisoningTable]:
    """Return the tables of a workbook, and note those that are not there."""
    tables, titled = [], set()
    for sheet in file.sheets.values():
        title = find_title(sheet)
        if title is None:
            continue
        titled.add(key := _key(title))
        header = next(
            (r for r in range(12) if sheet.text(r, 0).casefold().startswith("area code")), None
        )
        if header is None:
            found = ", ".join(repr(sheet.text(r, 0)) for r in range(2, 6))
            faults.add(
                f"expected a header row that begins with 'Area Codes', found {found} in column A",
                [sheet.name],
            )
        else:
            tables.append(PoisoningTable(sheet, *key, header))
    _note_missing(file, titled, faults)
    return tables


def _key(title: re.Match[str]) -> _Key:
    rated = _RATED.search(title.string) is not None
    return title["cause"].lower(), _SEXES[title["sex"].lower()], rated


def _note_missing(file: RawFile, titled: set[_Key], faults: Faults) -> None:
    """Compare the sheets and tables that there should be with those that are there."""
    listed = {
        sheet.text(row, 0): sheet.text(row, 1)
        for sheet in file.sheets.values()
        if "contents" in sheet.name.casefold()
        for row in range(len(sheet.rows))
        if _CONTENTS.fullmatch(sheet.text(row, 0))
    }
    spare = [name for name in file.sheets if name not in listed]
    gone = sorted(listed.keys() - file.sheets.keys())
    for name in gone:
        near = ", ".join(did_you_mean(name, spare) or spare)
        faults.add(f"expected a sheet {name!r}, which the contents list; found {near}")
    told = {_key(found) for name in gone if (found := _TITLE.search(listed[name]))}
    bare = [name for name in listed if name in file.sheets and not find_title(file.sheets[name])]
    where = "".join(f", and no title in {name}!A1:A{_TITLE_ROWS}" for name in bare)
    for cause, sex, rated in sorted(_EXPECTED - titled - told):
        what = "rates" if rated else "yearly counts"
        faults.add(
            f"expected a table of {what} of deaths related to drug {cause}, {sex}; found none{where}"
        )


def boundaries_of(tables: list[PoisoningTable]) -> str:
    """Return the date of the boundaries that the footnotes tell, as year and month."""
    for table in tables:
        for row in range(len(table.sheet.rows) - 1, table.header, -1):
            found = _BOUNDARIES.search(table.sheet.text(row, 0))
            if found:
                return f"{pd.Timestamp(f'1 {found[1]}'):%Y-%m}"
    return ""
