"""ONS workbook of deaths related to drug poisoning in England and Wales, by year of registration.

Tables by cause, age, substance, region and deprivation, under one to three
rows of headings. A heading in an upper row reaches over the columns to its
right, and each says one thing of them: the measure, a country, a sex, an age,
a substance, or the figure itself. Rates are per *million*, unlike those of the
workbook by local authority, and are kept apart from them by their measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.sources.ages import age_band
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_areas, reconcile_sexes
from toolkit.sources.worksheets import (
    PRINTED_SEXES,
    Table,
    count_filled,
    count_rows,
    find_table,
    refuse,
)

SOURCE = "ons_drug_poisoning_registrations"
_TITLE = re.compile(
    r"(?:drug-related poisoning|drug-related deaths|related to drug (?:poisoning|misuse)).*,? by (?!local)",
    re.IGNORECASE,
)
_REQUIRED = ("country and underlying cause", "country and age", "selected substances by sex",
             "country and region")  # fmt: skip
_AREAS = {"england and wales": "K04000001", "england": "E92000001", "wales": "W92000004"}
_MEASURES = {
    "all drug poisoning": "drug_poisoning_deaths",
    "of which: drug misuse": "drug_misuse_deaths",
}
_FIGURES = {
    "deaths": "count",
    "rate": "value",
    "lower confidence limit": "lower",
    "lower 95% ci": "lower",
    "upper confidence limit": "upper",
    "upper 95% ci": "upper",
}
_CATEGORIES = {
    "underlying cause": "underlying cause of death",
    "substance": "substance mentioned",
}
_DIMENSIONS = ["indicator", "area_code", "sex", "age", "category_type", "category"]


@dataclass(frozen=True)
class _Block:
    """The columns of one set of figures, and what their headings say of them."""

    said: dict[str, str]
    columns: dict[str, int]


def _recognises(file: RawFile) -> bool:
    return any(_TITLE.search(_title(sheet)) for sheet in file.sheets.values())


def _title(sheet: Sheet) -> str:
    """Return the title, which stands under the table's number."""
    texts = [sheet.text(row, 0) for row in range(5)]
    return next((text for text in texts if "registered between" in text or ", by " in text), "")


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    tables = {s.name: s for s in file.sheets.values() if _TITLE.search(_title(s))}
    problems += [
        f"expected a table whose title reads like {name!r}; found none"
        for name in _REQUIRED
        if not any(name in _title(sheet) for sheet in tables.values())
    ]
    frames = [frame for sheet in tables.values() for frame in _read_sheet(sheet, problems)]
    refuse(file, problems, "ONS")
    rows = join_repeats(pd.concat(frames, ignore_index=True), file)
    known = rows["area_code"].isin(known_codes())
    observations = observe(
        rows[known],
        file,
        source=SOURCE,
        edition=f"{rows['period_end'].dt.year.max()} registrations",
    )
    skipped = [
        Skipped(str(code), "not an area of the catalogue", number)
        for code, number in rows.loc[~known, "area_code"].value_counts().items()
    ] + [
        Skipped(f"{sheet.name}: registration delays", "no indicator uses it", count_rows(sheet))
        for sheet in file.sheets.values()
        if "registration delay" in _title(sheet)
    ]
    regions = reconcile_areas(
        observations, "E92000001", "E12", number=9, name="England against its nine regions"
    )
    return Reading(observations, skipped, [*regions, *reconcile_sexes(observations)])


def _read_sheet(sheet: Sheet, problems: list[str]) -> Iterator[pd.DataFrame]:
    if "rates per million population" in _title(sheet):
        yield from _read_years_across(sheet, problems)
        return
    headings = _heading_rows(sheet)
    if not headings:
        problems.append(
            f"{sheet.name}: expected headings such as 'Deaths' and 'Rate', or countries, found none"
        )
        return
    last = headings[-1]
    rows = [r for r in range(last + 1, len(sheet.rows)) if count_filled(sheet, r) >= 3]
    table = Table(sheet, last, rows, problems)
    keys = _row_keys(table)
    for block in _find_blocks(table, headings):
        figures = table.figures(block.columns)
        if "value" in block.columns:
            flags = [sheet.text(row, block.columns["value"] + 1).casefold() for row in rows]
            doubtful = pd.Series([flag == "u" for flag in flags])
            figures["state"] = figures["state"].mask(doubtful, "unreliable")
        yield figures.assign(**(_defaults(sheet) | keys | block.said))


def _read_years_across(sheet: Sheet, problems: list[str]) -> Iterator[pd.DataFrame]:
    """Read the one table that has ages down and years across."""
    table = find_table(sheet, ["Age group"], problems)
    if table is None:
        return
    years = {c: head.removesuffix(".0") for c, head in enumerate(table.headings) if c and head}
    ages = [age_band(text) for text in table.texts("Age group")]
    problems += [
        f"{table.place(row, 0)}: expected an age group, found {sheet.text(row, 0)!r}"
        for row, age in zip(table.rows, ages, strict=True)
        if not age
    ]
    for column, year in years.items():
        period = _period(year, table.place(table.header, column), problems)
        yield (
            table.figures({"value": column})
            .assign(**_defaults(sheet), **period_columns([period] * len(ages)))
            .assign(age=ages, indicator=lambda rows: rows["indicator"] + "_per_million")
        )


def _heading_rows(sheet: Sheet) -> list[int]:
    """Return the rows of headings: the last that names figures, countries or ages, and those above."""
    named = [
        row
        for row in range(3, min(12, len(sheet.rows)))
        if sum(map(_is_heading, sheet.rows[row][2:])) >= 2
    ]
    if not named:
        return []
    return [row for row in range(3, named[-1] + 1) if count_filled(sheet, row) >= 2]


def _is_heading(cell: object) -> bool:
    text = " ".join(str(cell).split()).casefold()
    is_age = bool(age_band(text)) and not re.fullmatch(r"[\d.]*", text)
    return text in _FIGURES or text in _AREAS or is_age


def _find_blocks(table: Table, headings: list[int]) -> list[_Block]:
    """Group the columns by what is said of them, but for the figure that each holds."""
    sheet, blocks = table.sheet, dict[tuple[str, ...], _Block]()
    carried = dict.fromkeys(headings, "")
    for column in range(1, len(sheet.rows[table.header])):
        for level, row in enumerate(headings):
            if text := sheet.text(row, column):
                carried |= dict.fromkeys(headings[level:], "") | {row: text}
            elif row == table.header:
                carried[row] = ""
        if not carried[table.header] or carried[table.header].split()[0] in ("Year", "Area"):
            continue
        said = {
            key: value
            for row, label in carried.items()
            for key, value in _say(label, table, row, column).items()
        }
        figure = said.pop("figure", "count")
        key = tuple(said.get(name, "") for name in _DIMENSIONS)
        blocks.setdefault(key, _Block(said, {})).columns[figure] = column
    return [_complete(block, table) for block in blocks.values()]


def _say(label: str, table: Table, row: int, column: int) -> dict[str, str]:
    """Return what one heading says of the columns under it."""
    folded, corner = label.casefold(), table.sheet.text(row, 0).casefold()
    plain = {"figure": _FIGURES, "area_code": _AREAS, "sex": PRINTED_SEXES, "indicator": _MEASURES}
    for name, known in plain.items():
        if folded in known:
            return {name: known[folded]}
    if corner.startswith("quintile"):
        scale = "WIMD quintile" if "WIMD" in _title(table.sheet) else "IMD quintile"
        return {"category_type": scale, "category": label[:1]}
    if age := age_band(label):
        return {"age": age}
    if folded in ("", "all causes"):
        return {}
    if corner in _CATEGORIES:
        # Footnotes stand behind the names as digits.
        name = re.sub(r"\s+\d+(?:,\d+)*$", "", label)
        return {"category_type": _CATEGORIES[corner], "category": name}
    table.problems.append(
        f"{table.place(row, column)}: expected a heading that says measure, country, sex, age or "
        f"figure, found {label!r}"
    )
    return {}


def _complete(block: _Block, table: Table) -> _Block:
    """Keep the rates per million apart; a rate without its limits is a fault."""
    if set(block.columns) == {"count"}:
        return block
    absent = {"count", "value", "lower", "upper"} - set(block.columns)
    if absent:
        names = ", ".join(sorted(name for name, figure in _FIGURES.items() if figure in absent))
        first = min(block.columns.values())
        table.problems.append(
            f"{table.place(table.header, first)}: expected beside it one of {names}; found none"
        )
    measure = block.said.get("indicator", _defaults(table.sheet)["indicator"])
    return _Block({**block.said, "indicator": f"{measure}_per_million"}, block.columns)


def _defaults(sheet: Sheet) -> dict[str, str]:
    """Return what the title says, where no heading does."""
    title = _title(sheet)
    area = re.search(r", (England and Wales|England|Wales), deaths registered", title)
    misuse = "drug misuse" in title and "poisoning" not in title
    return {
        "indicator": "drug_misuse_deaths" if misuse else "drug_poisoning_deaths",
        "area_code": _AREAS[area[1].casefold()] if area else "",
        "sex": "persons",
        "age": "all ages",
        "category_type": "",
        "category": "",
    }


def _row_keys(table: Table) -> dict[str, Any]:
    """Return what each row says of itself: year, and sex or area where the table has them."""
    sheet = table.sheet
    heads = {sheet.text(table.header, c).casefold(): c for c in range(3)}
    year = next((c for head, c in heads.items() if head.startswith("year")), 0)
    years = _carried(table, year)
    first = {text: row for row, text in reversed(years.items())}
    periods = {
        text: _period(text, table.place(row, year), table.problems) for text, row in first.items()
    }
    keys: dict[str, Any] = dict(period_columns([periods[years[row]] for row in table.rows]))
    if year == 1:
        keys["sex"] = _row_sexes(table)
    if "area code" in heads:
        keys["area_code"] = [sheet.text(row, heads["area code"]) for row in table.rows]
    return keys


def _carried(table: Table, column: int) -> dict[int, str]:
    """Return a column's text for each row; a blank one is that of the row above."""
    carried, found = "", {}
    for row in table.rows:
        carried = table.sheet.text(row, column) or carried
        found[row] = carried
    return found


def _row_sexes(table: Table) -> list[str]:
    """Return each row's sex, which stands beside its first row or alone in the row above."""
    carried, found, data = "", [], set(table.rows)
    for row in range(table.header + 1, max(table.rows, default=0) + 1):
        text = table.sheet.text(row, 0)
        if text and (row in data or row + 1 in data):
            carried = PRINTED_SEXES.get(text.casefold(), "")
            if not carried:
                table.problems.append(
                    f"{table.place(row, 0)}: expected Persons, Males or Females, found {text!r}"
                )
        if row in data:
            found.append(carried)
    return found


def _period(text: object, place: str, problems: list[str]) -> Period | None:
    try:
        return Period.parse(text, where=place)
    except ParameterError as error:
        problems.append(error.summary)
        return None


LAYOUT = Layout(
    source=SOURCE,
    description="ONS workbook of deaths related to drug poisoning by cause, age, substance and region",
    recognises=_recognises,
    read=_read,
)
