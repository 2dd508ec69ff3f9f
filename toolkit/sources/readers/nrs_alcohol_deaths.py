"""National Records of Scotland's workbook of alcohol-specific deaths.

A table a sheet, known by its title: Scotland by year, age, deprivation and
urban or rural area; councils and health boards by year since 1979, and
age-standardised rates per 100,000 over five years. Rates are standardised by
age alone; those by age and sex, of Scotland only, are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from toolkit.sources.ages import age_band
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.reading import Layout, Reading, Reconciliation, Skipped, observe
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_areas, reconcile_sexes
from toolkit.sources.worksheets import (
    PRINTED_SEXES,
    area_codes,
    bare,
    count_rows,
    find_table,
    refuse,
)

SOURCE = "nrs_alcohol_deaths"
_MEASURE = "alcohol_specific_deaths_scotland"
_TITLE = re.compile(r"^table \w+: *alcohol[ -]specific death", re.IGNORECASE)
_SCOTLAND = "S92000003"
_FIGURES = {
    "count": "Number of registered deaths",
    "value": "Age-standardised mortality rate",
    "lower": "Lower 95% confidence interval",
    "upper": "Upper 95% confidence interval",
}
_GROUP_FIGURES = {
    "count": "Deaths",
    "value": "Age-Standardised Rate of Mortality (ASMR)",
    "lower": "Lower Confidence Interval Limit",
    "upper": "Upper Confidence Interval Limit",
}


def _recognises(file: RawFile) -> bool:
    """Claim tables of Scottish areas: ONS gives its tables by cause much the same titles."""
    titles = [sheet.text(0, 0) for sheet in file.sheets.values()]
    return any(_TITLE.search(title) and "scottish" in title.casefold() for title in titles)


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    titles = {sheet.name: bare(sheet.text(0, 0)) for sheet in file.sheets.values()}
    tables = {name: title for name, title in titles.items() if _TITLE.search(title)}
    years = [int(year) for title in tables.values() for year in re.findall(r"\d{4}", title)]
    as_of = date(max(years, default=1900), 12, 31)
    frames, skipped, found = [], [], set()
    for name, title in tables.items():
        rule = next((rule for rule in _RULES if re.search(rule, title, re.IGNORECASE)), None)
        if rule is None:
            reason = "by month, by nested causes, or by broad ages"
            skipped.append(Skipped(title, reason, count_rows(file.sheets[name])))
            continue
        found.add(rule)
        frames += _RULES[rule](file.sheets[name], as_of, problems)
    problems += [
        f"expected a table whose title reads like {rule!r}; found none"
        for rule, read in _RULES.items()
        if rule not in found and read is not _read_groups
    ]
    refuse(file, problems, "National Records of Scotland")
    rows = pd.concat(frames, ignore_index=True).assign(indicator=_MEASURE)
    observations = observe(join_repeats(rows, file), file, source=SOURCE, edition=str(as_of.year))
    return Reading(observations, skipped, _reconcile(observations))


def _read_scotland(sheet: Sheet, _: date, problems: list[str]) -> list[pd.DataFrame]:
    heads = {
        sex: {name: f"{head} {sex}" for name, head in _FIGURES.items()}
        for sex in ("Persons", "Females", "Males")
    }
    table = find_table(
        sheet, ["Year", *(h for by in heads.values() for h in by.values())], problems
    )
    if table is None:
        return []
    return [
        table.dated(
            table.figures({name: table.column(head) for name, head in by_figure.items()}),
            "Year",
            area_code=_SCOTLAND,
            age="all ages",
            sex=PRINTED_SEXES[sex.lower()],
        )
        for sex, by_figure in heads.items()
    ]


def _read_ages(sheet: Sheet, _: date, problems: list[str]) -> list[pd.DataFrame]:
    table = find_table(sheet, ["Year", "Sex", "Measure", "Age 0", "Age 15-19"], problems)
    if table is None:
        return []
    measures = table.choices("Measure", {"number of deaths": "count", "age-specific rate": "value"})
    ages = {c: age_band(head) for c, head in enumerate(table.headings) if age_band(head)}
    cells = table.across(list(ages), measures[0] if measures and measures[0] else "count")
    sexes = table.of_rows(cells, table.choices("Sex", PRINTED_SEXES))
    age = cells["column"].map(ages)
    return [table.dated(cells, "Year", area_code=_SCOTLAND, age=age, sex=sexes)]


def _read_areas_across(sheet: Sheet, as_of: date, problems: list[str]) -> list[pd.DataFrame]:
    table = find_table(sheet, ["Year", "Scotland"], problems)
    if table is None:
        return []
    names = {c: head for c, head in enumerate(table.headings) if c and head}
    tier = "health_board" if "nhs board" in _title(sheet) else "upper"
    codes = area_codes(
        names.values(), problems, tier=(tier, "nation"), as_of=as_of, where=sheet.name
    )
    cells = table.across(list(names))
    area = cells["column"].map(names).map(codes)
    return [table.dated(cells, "Year", area_code=area, age="all ages", sex="persons")]


def _read_rates(sheet: Sheet, as_of: date, problems: list[str]) -> list[pd.DataFrame]:
    boards = "nhs board" in _title(sheet)
    heading = "Health Board" if boards else "Council Area"
    heads = {name: f"{head} Persons" for name, head in _FIGURES.items()}
    table = find_table(sheet, ["Year", heading, *heads.values()], problems)
    if table is None:
        return []
    names = table.texts(heading)
    tier = ("health_board" if boards else "upper", "nation")
    codes = area_codes(names, problems, tier=tier, as_of=as_of, where=sheet.name)
    rows = table.figures({name: table.column(head) for name, head in heads.items()})
    areas = [codes.get(name, "") for name in names]
    return [table.dated(rows, "Year", area_code=areas, age="all ages", sex="persons")]


def _read_groups(sheet: Sheet, _: date, problems: list[str]) -> list[pd.DataFrame]:
    """Read the quintiles of deprivation, or urban and rural areas."""
    simd = "simd" in _title(sheet)
    group = "SIMD quintile" if simd else "Urban Rural Classification"
    table = find_table(sheet, ["Year", group, "Sex", *_GROUP_FIGURES.values()], problems)
    if table is None:
        return []
    rows = table.figures({name: table.column(head) for name, head in _GROUP_FIGURES.items()})
    return [
        table.dated(
            rows,
            "Year",
            area_code=_SCOTLAND,
            age="all ages",
            sex=table.choices("Sex", PRINTED_SEXES),
            category_type=group if simd else "urban rural classification",
            category=[text.removesuffix(".0") for text in table.texts(group)],
        )
    ]


_RULES: dict[str, Callable[[Sheet, date, list[str]], list[pd.DataFrame]]] = {
    r"mortality rates \(ASMR\) by sex": _read_scotland,
    r"deaths by sex and age, \d{4}-\d{4}": _read_ages,
    r"^table \w+B: .*age-specific mortality by sex": _read_ages,
    r"NHS Board areas, \d{4}-\d{4}$": _read_areas_across,
    r"Council areas, \d{4}-\d{4}$": _read_areas_across,
    r"NHS Board areas, five year averages": _read_rates,
    r"Council areas, five year averages": _read_rates,
    r"Multiple Deprivation \(SIMD\)": _read_groups,
    r"Urban Rural Classification": _read_groups,
}


def _title(sheet: Sheet) -> str:
    return bare(sheet.text(0, 0)).casefold()


def _reconcile(observations: pd.DataFrame) -> list[Reconciliation]:
    found = reconcile_sexes(observations)
    for parts, number, name in (("S12", 32, "councils"), ("S08", 14, "boards")):
        # Of some deaths of the first years the council is not known.
        found += reconcile_areas(
            observations,
            _SCOTLAND,
            parts,
            number=number,
            name=f"Scotland against its {name}",
            unplaced=0.02,
        )
    return found


LAYOUT = Layout(
    source=SOURCE,
    description="National Records of Scotland's workbook of alcohol-specific deaths",
    recognises=_recognises,
    read=_read,
)
