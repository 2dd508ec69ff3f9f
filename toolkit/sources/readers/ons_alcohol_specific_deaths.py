"""ONS workbook of alcohol-specific deaths in the United Kingdom.

Deaths and age-standardised rates per 100,000 by nation, region, sex and year;
rates by age for the United Kingdom; and rates by quintile of deprivation for
England, and for Wales over five years. Not by local authority.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.sources.ages import age_band
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
)
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_areas, reconcile_sexes
from toolkit.sources.worksheets import PRINTED_SEXES, bare, count_rows, find_table, refuse

SOURCE = "ons_alcohol_specific_deaths"
_TITLE = re.compile(
    r"^table \w+: *alcohol[ -]specific age-(?:standardised|specific)", re.IGNORECASE
)
_UNITED_KINGDOM = "K02000001"
_NATIONS = {"England": "E92000001", "Wales": "W92000004"}
_LIMITS = {"lower": "Lower 95% confidence interval", "upper": "Upper 95% confidence interval"}
_RATE = "Age-standardised rate per 100,000"


def _recognises(file: RawFile) -> bool:
    return any(_TITLE.search(sheet.text(0, 0)) for sheet in file.sheets.values())


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    frames, skipped, found = [], [], set()
    for sheet in file.sheets.values():
        title = bare(sheet.text(0, 0))
        rule = next((rule for rule in _RULES if re.search(rule, title, re.IGNORECASE)), None)
        if rule:
            found.add(rule)
            frames += _RULES[rule](sheet, problems)
        elif title.casefold().startswith("table ") and ":" in title:
            skipped.append(Skipped(title, "no indicator uses it", count_rows(sheet)))
    problems += [
        f"expected a table whose title reads like {rule!r}; found none"
        for rule in _RULES
        if rule not in found
    ]
    refuse(file, problems, "ONS")
    rows = join_repeats(pd.concat(frames, ignore_index=True), file)
    known = rows["area_code"].isin(known_codes())
    if not known.all():
        codes = ", ".join(sorted(rows.loc[~known, "area_code"].unique()))
        skipped.append(Skipped(codes, "not an area of the catalogue", int((~known).sum())))
    edition = f"{rows['period_end'].dt.year.max()} registrations"
    observations = observe(rows[known], file, source=SOURCE, edition=edition)
    return Reading(observations, skipped, _reconcile(observations))


def _read_areas(sheet: Sheet, problems: list[str]) -> list[pd.DataFrame]:
    heads = {"count": "Number of deaths", "value": _RATE, **_LIMITS}
    table = find_table(sheet, ["Area code", "Area name", "Sex", "Year", *heads.values()], problems)
    if table is None:
        return []
    codes = table.texts("Area code")
    problems += [
        f"{table.place(row, table.column('Area code'))}: expected an area code such as E12000001, found {code!r}"
        for row, code in zip(table.rows, codes, strict=True)
        if not re.fullmatch(r"[A-Z]\d{8}", code)
    ]
    rows = table.figures({name: table.column(head) for name, head in heads.items()})
    sexes = table.choices("Sex", PRINTED_SEXES)
    return [_name(table.dated(rows, "Year", area_code=codes, sex=sexes, age="all ages"))]


def _read_ages(sheet: Sheet, problems: list[str]) -> list[pd.DataFrame]:
    heads = {"count": "Number of deaths", "value": "Age-specific rate per 100,000", **_LIMITS}
    table = find_table(sheet, ["Sex", "Year", "Age group", *heads.values()], problems)
    if table is None:
        return []
    ages = [age_band(text) for text in table.texts("Age group")]
    problems += [
        f"{table.place(row, table.column('Age group'))}: expected an age group, found {text!r}"
        for row, age, text in zip(table.rows, ages, table.texts("Age group"), strict=True)
        if not age
    ]
    rows = table.figures({name: table.column(head) for name, head in heads.items()})
    sexes = table.choices("Sex", PRINTED_SEXES)
    return [_name(table.dated(rows, "Year", area_code=_UNITED_KINGDOM, sex=sexes, age=ages))]


def _read_deprivation(sheet: Sheet, problems: list[str]) -> list[pd.DataFrame]:
    heads = {"value": _RATE, **_LIMITS}
    table = find_table(sheet, ["Sex", "Year", "IMD Quintile", *heads.values()], problems)
    nation = next((name for name in _NATIONS if name in sheet.text(0, 0)), "")
    if not nation:
        problems.append(f"{sheet.name}!A1: expected a title that names England or Wales")
    if table is None or not nation:
        return []
    rows = table.figures({name: table.column(head) for name, head in heads.items()})
    return [
        _name(
            table.dated(
                rows,
                "Year",
                area_code=_NATIONS[nation],
                sex=table.choices("Sex", PRINTED_SEXES),
                age="all ages",
                category_type="WIMD quintile" if nation == "Wales" else "IMD quintile",
                category=[text.removesuffix(".0") for text in table.texts("IMD Quintile")],
            )
        )
    ]


def _name(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(indicator="alcohol_specific_deaths")


_RULES: dict[str, Callable[[Sheet, list[str]], list[pd.DataFrame]]] = {
    r"age-standardised death rates, for English regions": _read_areas,
    r"age-specific death rates, United Kingdom": _read_ages,
    r"by deprivation quintile, England": _read_deprivation,
    r"by deprivation quintile, Wales": _read_deprivation,
}


def _reconcile(observations: pd.DataFrame) -> list[Reconciliation]:
    """Hold England against its regions; the United Kingdom's figure counts non-residents too."""
    regions = reconcile_areas(
        observations, "E92000001", "E12", number=9, name="England against its nine regions"
    )
    return [*regions, *reconcile_sexes(observations)]


LAYOUT = Layout(
    source=SOURCE,
    description="ONS workbook of alcohol-specific deaths in the United Kingdom",
    recognises=_recognises,
    read=_read,
)
