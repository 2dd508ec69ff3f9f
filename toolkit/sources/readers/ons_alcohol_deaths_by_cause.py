"""ONS workbook of alcohol-specific deaths by individual cause.

One sheet for the United Kingdom and each of its nations: a row a year, sex and
cause, a column an age group, and their total in the last.
"""

from __future__ import annotations

import re

import pandas as pd

from toolkit.catalogue.areas import resolve_names
from toolkit.errors import SourceError
from toolkit.sources.ages import age_band
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.reading import Layout, Reading, Reconciliation, observe
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_sexes
from toolkit.sources.worksheets import PRINTED_SEXES, bare, find_table, refuse

SOURCE = "ons_alcohol_deaths_by_cause"
_TITLE = re.compile(
    r"^table \w+: *alcohol[ -]specific deaths by individual cause[^:]*?, (?P<area>[A-Z][\w ]+), \d{4}",
    re.IGNORECASE,
)
_CODE, _CAUSE = "ICD-10 code", "Individual cause of death description"


def _recognises(file: RawFile) -> bool:
    return any("by individual cause" in _title(sheet) for sheet in file.sheets.values())


def _title(sheet: Sheet) -> str:
    title = bare(sheet.text(0, 0))
    return title if title.casefold().startswith("table ") and ":" in title else ""


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    frames = [
        frame
        for sheet in file.sheets.values()
        if "by individual cause" in _title(sheet)
        for frame in _read_sheet(sheet, problems)
    ]
    refuse(file, problems, "ONS")
    rows = join_repeats(pd.concat(frames, ignore_index=True), file)
    edition = f"{rows['period_end'].dt.year.max()} registrations"
    observations = observe(rows, file, source=SOURCE, edition=edition)
    totals = observations[observations["age"] == "all ages"]
    return Reading(observations, (), [*_reconcile_ages(observations), *reconcile_sexes(totals)])


def _read_sheet(sheet: Sheet, problems: list[str]) -> list[pd.DataFrame]:
    area = _area(sheet, problems)
    table = find_table(sheet, ["Year", "Sex", _CODE, _CAUSE, "<1", "90+", "All ages"], problems)
    if table is None:
        return []
    ages = {c: age_band(head) for c, head in enumerate(table.headings) if age_band(head)}
    cells = table.across(list(ages))
    causes = [
        f"{code} {cause}"
        for code, cause in zip(table.texts(_CODE), table.texts(_CAUSE), strict=True)
    ]
    return [
        table.dated(
            cells,
            "Year",
            indicator="alcohol_specific_deaths",
            area_code=area,
            sex=table.of_rows(cells, table.choices("Sex", PRINTED_SEXES)),
            age=cells["column"].map(ages),
            category_type="cause of death",
            category=table.of_rows(cells, causes),
        )
    ]


def _area(sheet: Sheet, problems: list[str]) -> str:
    said = _TITLE.search(_title(sheet))
    if said is None:
        problems.append(
            f"{sheet.name}!A1: expected a title that ends in the area and the years, "
            f"found {_title(sheet)!r}"
        )
        return ""
    name = said["area"].rpartition(", ")[2]
    try:
        return resolve_names([name], tier=("nation", "country_group"))[name]
    except SourceError as error:
        problems.extend(f"{sheet.name}!A1: {problem}" for problem in error.problems)
        return ""


def _reconcile_ages(observations: pd.DataFrame) -> list[Reconciliation]:
    """Hold each nation's deaths of a year at all ages against those of the age groups."""
    persons = observations[observations["sex"] == "persons"]
    sums = persons.assign(
        sum=(persons["age"] == "all ages").map({True: "printed", False: "summed"})
    ).pivot_table("count", ["area_code", "period_start"], "sum", aggfunc="sum")
    return [
        Reconciliation(
            f"alcohol specific deaths, {row['period_start']:%Y}, {row['area_code']}: "
            "all ages against the age groups",
            row["printed"],
            row["summed"],
            0,
        )
        for row in sums.reset_index().to_dict("records")
    ]


LAYOUT = Layout(
    source=SOURCE,
    description="ONS workbook of alcohol-specific deaths by individual cause",
    recognises=_recognises,
    read=_read,
)
