"""Small files in the publishers' own layouts, made afresh for each test."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

TABLES = {
    f"Table {number}": (cause, sex, rated)
    for number, (cause, sex, rated) in enumerate(
        [
            ("poisoning", "persons", False),
            ("misuse", "persons", False),
            *[("poisoning", sex, True) for sex in ("persons", "males", "females")],
            # ONS puts a comma after the sex in the last two titles, and in no other.
            ("misuse", "persons", True),
            ("misuse", "males,", True),
            ("misuse", "females,", True),
        ],
        start=1,
    )
}
REGIONS = ["NORTH EAST", "NORTH WEST", "YORKSHIRE AND THE HUMBER", "EAST MIDLANDS",
           "WEST MIDLANDS", "EAST", "LONDON", "SOUTH EAST", "SOUTH WEST"]  # fmt: skip
# Code, column of the name, name and how many deaths; a region's differ by table and year.
AREAS = [
    ("E92000001", 2, "ENGLAND", None),
    *[(f"E1200000{place}", 2, name, 30 * place) for place, name in enumerate(REGIONS, start=1)],
    ("E10000006", 3, "Cumbria ", 40),
    ("E07000026", 4, "Allerdale ", 12),
    ("E06000026", 3, "Plymouth", 7),
    ("W92000004", 2, "WALES", 60),
    ("W06000022", 4, "Newport / Casnewydd", 20),
]
FIRST_ROW = 7
ROWS = {code: FIRST_ROW + 2 * place for place, (code, *_) in enumerate(AREAS)}
"""The row of each area in every table."""

Edit = Callable[[openpyxl.Workbook], object]


def write_ons_workbook(
    path: Path, *edits: Edit, latest: int = 2021, periods: int = 2, boundaries: str = "May 2022"
) -> Path:
    """Write ONS's eight tables of drug deaths, with its marks, spacers and blank rows."""
    book = openpyxl.Workbook()
    contents = book.active
    contents.title = "Contents"
    contents.append(["", ""])
    contents.append(["Worksheet names", "Deaths related to drug poisoning by local authority"])
    contents.append(["Definition", "Definitions of terminology"])
    book.create_sheet("Definition").append(["Back to contents"])
    for number, (name, (cause, sex, rated)) in enumerate(TABLES.items(), start=1):
        of = "Number of deaths and age-standardised mortality rate for deaths" if rated else "Number of deaths"  # fmt: skip
        title = f"{of} related to drug {cause}, {sex} by local authority, England and Wales"
        contents.append([name, title])
        sheet = book.create_sheet(name)
        sheet["A1"], sheet["A2"] = "Back to contents", f"{title}, registered to {latest} 1,2,3,4"
        sheet["A4"], sheet["B4"] = "Area Codes", "Area Names"
        for place in range(periods):
            fill = _write_rates if rated else _write_counts
            fill(sheet, number, place, latest - place)
        _write_names(sheet, boundaries)
    for edit in edits:
        edit(book)
    book.save(path)
    return path


def deaths(table: int, first: int, years: int = 1) -> dict[str, int]:
    """How many deaths each area has in a table, in a year or some years from it.

    Any three years make up the number of ``AREAS``, a region's having 60 more, or 90 of
    poisoning; two of three are male; England has its regions' sum.
    """
    cause, sex, _ = TABLES[f"Table {table}"]
    more = 60 if cause == "misuse" else 90
    counts = {}
    for code, _, _, count in AREAS[1:]:
        pooled = count + more * (code[:3] == "E12")
        persons = sum((pooled + year % 3) // 3 for year in range(first, first + years))
        male = persons * 2 // 3
        counts[code] = {"persons": persons, "males": male}.get(sex.strip(","), persons - male)
    return {"E92000001": sum(n for code, n in counts.items() if code[:3] == "E12"), **counts}


def _write_counts(sheet: Worksheet, table: int, place: int, year: int) -> None:
    sheet.cell(4, 5 + place, year)
    for code, count in deaths(table, year).items():
        sheet.cell(ROWS[code], 5 + place, count)


def _write_rates(sheet: Worksheet, table: int, place: int, year: int) -> None:
    first = 5 + 6 * place
    sheet.cell(4, first, f"{year - 2}–{year % 100:02}")
    heads = ["Deaths", "Rate 1", "", "Lower Confidence Limit 2", "Upper Confidence Limit 2", ""]
    for column, head in enumerate(heads, start=first):
        sheet.cell(5, column, head)
    for code, count in deaths(table, year - 2, 3).items():
        rate = count / 20
        figures = [rate, "U" if count < 20 else "", round(rate - 0.3, 2), rate + 0.4]
        if count < 10:
            figures = [":", "", ":", ":"]
        for column, figure in enumerate([count, *figures], start=first):
            sheet.cell(ROWS[code], column, figure)


def _write_names(sheet: Worksheet, boundaries: str) -> None:
    for code, column, name, _ in AREAS:
        sheet.cell(ROWS[code], 1, code)
        sheet.cell(ROWS[code], column, name)
        sheet.cell(ROWS[code] + 1, 2, " ")
    below = max(ROWS.values()) + 3
    sheet.cell(below, 1, "Footnotes")
    sheet.cell(below + 1, 1, "1 Figures for drug misuse and drug poisoning cannot be summed up.")
    sheet.cell(
        below + 2,
        1,
        "3 Every other area excludes deaths of non residents and are "
        f"based on {boundaries} boundaries.",
    )
    sheet.cell(below + 4, 1, "Source: Office for National Statistics")


OHID = ["PHE_Centre", "Local_Authority", "Area_Code_GSS", "Alcohol_dependent",
        "Alcohol_lower_CI", "Alcohol_upper_CI", "Year"]  # fmt: skip
SDG = ["Year", "Series", "Units", "Local Authority", "Deprivation decile", "Unit multiplier",
       "Unit measure", "GeoCode", "Value"]  # fmt: skip
FIGURES = ["report", "section", "printed", "role", "measure", "measure_name", "area_code",
           "area_name", "period", "sex", "age", "group", "grouping_scheme", "count", "denominator",
           "value", "lower", "upper", "unit", "basis", "state", "due", "note"]  # fmt: skip
PRINTED = {
    "report": "A plan", "section": "Need", "printed": "1,306", "role": "input",
    "measure": "in_treatment", "area_code": "E06000026", "period": "2024/25", "sex": "persons",
    "age": "18+", "count": "1306", "unit": "people", "basis": "published", "state": "ok",
}  # fmt: skip


def write_csv(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_ohid(path: Path, *rows: Iterable[object], header: list[str] = OHID) -> Path:
    """Write OHID's table: name, code, estimate, lower, upper and year a row."""
    return write_csv(path, header, (["NA", *row] for row in rows))


def write_sdg(path: Path, *rows: tuple[str, str, str, str, str, object], header: list[str] = SDG) -> Path:  # fmt: skip
    """Write ONS's table: year, series, area, decile, code and value a row."""
    full = (
        [year, f"Alcohol - {series}", "Number", area, decile, "Units", "Number", code, value]
        for year, series, area, decile, code, value in rows
    )
    return write_csv(path, header, full)


def write_figures(path: Path, *rows: dict[str, object], header: list[str] = FIGURES) -> Path:
    """Write a partnership's own table; a row says what is not as in ``PRINTED``."""
    full = [{**PRINTED, **row} for row in rows]
    return write_csv(path, header, ([row.get(name, "") for name in FIGURES] for row in full))
