"""ONS workbook of mid-year population estimates for the authorities of the UK.

The sheets of table MYE2 hold persons, males and females by single year of age,
one row an area: the UK, its nations, regions, counties and districts under one
another, told apart by their codes. Which sex a sheet is for and which year it
estimates stand in its title, and the boundaries in the contents or notes. Of
the other tables nothing is read: they are the same estimates summed, or flows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import SourceError
from toolkit.periods import Period
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile, Sheet, cell_name, column_name
from toolkit.sources.reading import (
    AREA_CODE,
    Layout,
    Reading,
    Skipped,
    observe,
    period_columns,
)
from toolkit.sources.residents import (
    ALL_AGES,
    MEASURE,
    ages_missing,
    read_age,
    reconcile_residents,
)

SOURCE = "ons_mid_year_population"
_TITLE = re.compile(r"MYE ?2\b.*?\b(?P<sex>persons|males|females)\b", re.IGNORECASE)
_YEAR = re.compile(r"\bmid[- ](\d{4})\b", re.IGNORECASE)
_SEXES = {"persons": "persons", "males": "male", "females": "female"}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"(?P<month>{_MONTHS}) (?P<year>\d{{4}})"
_BOUNDARIES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"boundaries .*\bas of {_DAY}", rf"{_DAY} (?:boundaries|local authority)")
]


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    sex: str
    year: int
    header: int
    ages: dict[int, str]


def _recognises(file: RawFile) -> bool:
    return any(_title(sheet) for sheet in file.sheets.values())


def _title(sheet: Sheet) -> re.Match[str] | None:
    return next(filter(None, (_TITLE.match(sheet.text(row, 0)) for row in range(6))), None)


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    tables = list(_find_tables(file, problems))
    frames = [_read_table(table, problems) for table in tables]
    if problems:
        raise SourceError(
            f"{file.path}: the workbook is not laid out as ONS lays it out",
            problems,
            hint="download the workbook again; if ONS changed its layout, the reader must follow",
        )
    rows = pd.concat(frames, ignore_index=True)
    known = rows["area_code"].isin(known_codes())
    boundaries = _boundaries(file)
    observations = observe(
        rows[known].drop(columns="name"),
        file,
        source=SOURCE,
        indicator=MEASURE,
        edition=f"mid-{max(table.year for table in tables)}",
        boundaries=f"{boundaries:%Y-%m}" if boundaries else "",
    )
    skipped = [
        Skipped(f"{code} {name}", "not an area of the catalogue", len(group))
        for (code, name), group in rows[~known].groupby(["area_code", "name"])
    ]
    return Reading(observations, skipped, reconcile_residents(observations, boundaries))


def _find_tables(file: RawFile, problems: list[str]) -> Iterator[_Table]:
    found = set()
    for sheet in file.sheets.values():
        title = _title(sheet)
        if title is None:
            continue
        found.add(title["sex"].lower())
        year = next(filter(None, (_YEAR.search(sheet.text(row, 0)) for row in range(6))), None)
        if year is None:
            problems.append(
                f"{sheet.name}: expected the year in the title, as mid-2019; found none"
            )
            continue
        header = next((row for row in range(20) if sheet.text(row, 0).casefold() == "code"), None)
        if header is None:
            problems.append(
                f"{sheet.name}: expected a header row that begins with 'Code' in column A"
            )
            continue
        labels = (
            (place, read_age(sheet.cell(header, place))) for place in range(len(sheet.rows[header]))
        )
        ages = {place: age for place, age in labels if age}
        absent = ages_missing(list(ages.values()))
        if ALL_AGES not in ages.values():
            absent.append("All ages")
        if absent:
            problems.append(
                f"{sheet.name}, row {header + 1}: expected columns for every age, found none for {', '.join(absent)}"
            )
            continue
        yield _Table(sheet, _SEXES[title["sex"].lower()], int(year[1]), header, ages)
    problems += [
        f"expected a sheet of MYE2 for {sex}; found {', '.join(map(repr, file.sheets))}"
        for sex in _SEXES
        if sex not in found
    ]


def _read_table(table: _Table, problems: list[str]) -> pd.DataFrame:
    sheet, columns = table.sheet, list(table.ages)
    rows = [
        row
        for row in range(table.header + 1, len(sheet.rows))
        if re.fullmatch(AREA_CODE, sheet.text(row, 0))
    ]
    codes = pd.Series([sheet.text(row, 0) for row in rows], dtype="str")
    if codes.empty:
        problems.append(
            f"{sheet.name}: expected area codes such as E06000026 in column A, found none"
        )
    problems += [
        f"{sheet.name}!A{row + 1}: {sheet.text(row, 0)} stands here and in an earlier row"
        for row, again in zip(rows, codes.duplicated(), strict=True)
        if again
    ]
    figures = parse_numbers(sheet.cell(row, column) for row in rows for column in columns)
    problems += [
        f"{sheet.name}!{cell_name(rows[place // len(columns)], columns[place % len(columns)])}: "
        f"expected a number, found {text!r}"
        for place, text in figures.unread
    ]
    across, down = len(columns), len(rows)
    names = [sheet.text(row, 1) for row in rows]
    letters = np.tile([column_name(column) for column in columns], down)
    numbers = np.repeat([row + 1 for row in rows], across)
    return pd.DataFrame(
        {
            "area_code": np.repeat(codes, across),
            "name": np.repeat(names, across),
            "sex": table.sex,
            "age": np.tile(list(table.ages.values()), down),
            "count": figures.value.to_numpy(),
            "state": figures.state.to_numpy(),
            "locator": [f"{sheet.name}!{a}{n}" for a, n in zip(letters, numbers, strict=True)],
        }
    ).assign(**period_columns([Period.calendar(table.year)] * (across * down)))


def _boundaries(file: RawFile) -> dt.date | None:
    """Find the date of the boundaries, which the contents or the notes state."""
    for sheet in file.sheets.values():
        for row in range(min(len(sheet.rows), 60)):
            for column in range(2):
                for pattern in _BOUNDARIES:
                    if found := pattern.search(sheet.text(row, column)):
                        return Period.parse(f"{found['month']} {found['year']}").start
    return None


LAYOUT = Layout(
    source=SOURCE,
    description="ONS workbook of mid-year population estimates by single year of age (MYE2)",
    recognises=_recognises,
    read=_read,
)
