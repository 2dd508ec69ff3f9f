"""National Records of Scotland's workbook of drug misuse deaths.

A table a sheet, known by its title: Scotland by year, age, drug, cause and
deprivation; councils and health boards by year and sex, and age-standardised
rates per 100,000 over five years. Councils stand as rows in some tables and as
columns in others, by name. Rates are standardised by age alone, not by age and sex.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pandas as pd

from toolkit.catalogue.areas import load_areas
from toolkit.periods import Period
from toolkit.sources.ages import age_band
from toolkit.sources.contradictions import withhold_contradictions, withhold_misplaced
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
    period_columns,
)
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_areas, reconcile_sexes
from toolkit.sources.worksheets import (
    PRINTED_SEXES,
    Table,
    area_codes,
    bare,
    count_rows,
    find_table,
    refuse,
)

SOURCE = "nrs_drug_deaths"
_TITLE = re.compile(r"^table \w+: *drug misuse death", re.IGNORECASE)
_SCOTLAND = "S92000003"
_TOTAL = "all drug misuse deaths"
_TIERS = {"council": "upper", "nhs board": "health_board"}
_RATE = "Age-standardised rate (per 100,000 population)"
_LIMITS = {"lower": "Lower 95% confidence interval", "upper": "Upper 95% confidence interval"}
_DEPRIVATION = re.compile(
    r"simd (?P<scale>quintile|decile) (?P<rank>\d+)(?: \(\w+ deprived\))? "
    r"(?P<figure>age-standardised rate|lower 95% ci|upper 95% ci|deaths)",
    re.IGNORECASE,
)
_DEPRIVATION_FIGURES = {
    "deaths": "count",
    "age-standardised rate": "value",
    "lower 95% ci": "lower",
    "upper 95% ci": "upper",
}


def _recognises(file: RawFile) -> bool:
    return any(_TITLE.search(sheet.text(0, 0)) for sheet in file.sheets.values())


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    titles = {sheet.name: bare(sheet.text(0, 0)) for sheet in file.sheets.values()}
    tables = {
        name: t for name, t in titles.items() if t.casefold().startswith("table ") and ":" in t
    }
    last = max(
        (int(year) for t in tables.values() for year in re.findall(r"\d{4}", t)), default=1900
    )
    frames, unread = [], []
    found: set[str] = set()
    for name, title in tables.items():
        rule = next((rule for rule in _RULES if re.search(rule, title, re.IGNORECASE)), None)
        if rule is None:
            unread.append((title, count_rows(file.sheets[name])))
            continue
        found.add(rule)
        frames += _RULES[rule](file.sheets[name], title, date(last, 12, 31), problems)
    problems += [
        f"expected a table whose title reads like {rule!r}; found none"
        for rule in _REQUIRED
        if rule not in found
    ]
    refuse(file, problems, "National Records of Scotland")
    rows = pd.concat(frames, ignore_index=True).assign(indicator="drug_misuse_deaths_scotland")
    settled, withheld = _settle(join_repeats(rows, file))
    observations = observe(settled, file, source=SOURCE, edition=str(last))
    skipped = [
        Skipped(title, "details of one year, or another definition of a death", rows)
        for title, rows in unread
    ]
    return Reading(observations, [*withheld, *skipped], _reconcile(observations))


def _settle(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Skipped]]:
    """Withhold what other tables, or the periods beside it, contradict."""
    headline = (rows["category"].fillna("") == "") & (rows["age"] == "all ages")
    counted = headline & rows["count"].notna()
    named = rows[counted].assign(name=lambda of: of["area_code"].map(_name))
    settled, contradicted = withhold_contradictions(named)
    settled, misplaced = withhold_misplaced(settled)
    together = pd.concat([settled.drop(columns="name"), rows[~counted]], ignore_index=True)
    return together, [*contradicted, *misplaced]


def _name(code: str) -> str:
    return load_areas()[code].name


def _read_scotland(sheet: Sheet, _: str, __: date, problems: list[str]) -> list[pd.DataFrame]:
    table = find_table(sheet, ["Year", "Sex", "Drug misuse deaths", _RATE], problems)
    if table is None:
        return []
    rate = table.column(_RATE)
    # The average of five years has limits of its own, further left.
    limits = {name: table.column(head, after=_RATE) for name, head in _LIMITS.items()}
    columns = {"count": table.column("Drug misuse deaths"), "value": rate, **limits}
    return [_by_year(table, table.figures(columns), area_code=_SCOTLAND, age="all ages")]


def _read_ages(sheet: Sheet, title: str, _: date, problems: list[str]) -> list[pd.DataFrame]:
    table = find_table(sheet, ["Year", "Sex", "All ages"], problems)
    if table is None:
        return []
    ages = {c: age_band(head) for c, head in enumerate(table.headings) if age_band(head)}
    cells = table.across(list(ages), "value" if "rates" in title.lower() else "count")
    return [_by_year(table, cells, area_code=_SCOTLAND, age=cells["column"].map(ages))]


def _read_categories(sheet: Sheet, title: str, _: date, problems: list[str]) -> list[pd.DataFrame]:
    table = find_table(sheet, ["Year", _TOTAL], problems)
    if table is None:
        return []
    cells = table.across(_after_first(table)).pipe(_categorise, table, title)
    return [_by_year(table, cells, area_code=_SCOTLAND, age="all ages", sex="persons")]


def _read_deprivation(sheet: Sheet, _: str, __: date, problems: list[str]) -> list[pd.DataFrame]:
    """Read the quintiles or deciles; Scotland's own rate here is on other populations."""
    table = find_table(sheet, ["Year", "Scotland deaths"], problems)
    if table is None:
        return []
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for column, head in enumerate(table.headings):
        if said := _DEPRIVATION.fullmatch(head):
            figure = _DEPRIVATION_FIGURES[said["figure"].lower()]
            groups.setdefault((said["scale"].lower(), said["rank"]), {})[figure] = column
    return [
        _by_year(
            table,
            table.figures(columns),
            area_code=_SCOTLAND,
            age="all ages",
            sex="persons",
            category_type=f"SIMD {scale}",
            category=rank,
        )
        for (scale, rank), columns in groups.items()
    ]


def _read_areas_across(
    sheet: Sheet, title: str, as_of: date, problems: list[str]
) -> list[pd.DataFrame]:
    table = find_table(sheet, ["Year", "Sex", "Scotland"], problems)
    if table is None:
        return []
    columns = [c for c in _after_first(table) if table.headings[c].casefold() != "sex"]
    names = {c: table.headings[c] for c in columns}
    codes = _codes(names.values(), title, as_of, table)
    cells = table.across(columns)
    area = cells["column"].map(names).map(codes)
    return [_by_year(table, cells, area_code=area, age="all ages")]


def _read_areas_down(
    sheet: Sheet, title: str, as_of: date, problems: list[str]
) -> list[pd.DataFrame]:
    """Read areas by cause, by drug, or by age, of the one period that the title names."""
    table = find_table(sheet, _first_heading(sheet, title), problems)
    if table is None:
        return []
    ages = {c: age_band(head) for c, head in enumerate(table.headings) if age_band(head)}
    cells = table.across(list(ages) or _after_first(table), "value" if ages else "count")
    if not ages:
        cells = _categorise(cells, table, title)
    names = table.texts(table.headings[0])
    codes = _codes(names, title, as_of, table)
    period = Period.parse(re.findall(r"\d{4}(?:-\d{4})?", title)[-1], where=sheet.name)
    return [
        cells.drop(columns=["at", "column"]).assign(
            **period_columns([period] * len(cells)),
            area_code=cells["at"].map(dict(enumerate(names))).map(codes),
            age=cells["column"].map(ages) if ages else "all ages",
            sex="persons",
        )
    ]


def _read_rates(sheet: Sheet, title: str, as_of: date, problems: list[str]) -> list[pd.DataFrame]:
    heads = {"count": "Total number of deaths", "value": _RATE, **_LIMITS}
    table = find_table(
        sheet, [*_first_heading(sheet, title), "Five-year period", *heads.values()], problems
    )
    if table is None:
        return []
    names = table.texts(table.headings[0])
    codes = _codes(names, title, as_of, table)
    rows = table.figures({name: table.column(head) for name, head in heads.items()})
    areas = [codes.get(name, "") for name in names]
    return [table.dated(rows, "Five-year period", area_code=areas, age="all ages", sex="persons")]


_RULES: dict[str, Callable[[Sheet, str, date, list[str]], list[pd.DataFrame]]] = {
    r"deaths in scotland, \d{4} to \d{4}": _read_scotland,
    r"deaths by age group and sex, scotland, \d{4} to": _read_ages,
    r"rates per 100,000 population by age group and sex": _read_ages,
    r"by underlying cause of death, scotland, \d{4} to": _read_categories,
    r"by selected drugs reported, scotland, \d{4} to": _read_categories,
    r"\(SIMD\) quintile": _read_deprivation,
    r"\(SIMD\) decile": _read_deprivation,
    r"deaths by council area, \d{4} to": _read_areas_across,
    r"deaths by nhs board area, \d{4} to": _read_areas_across,
    r"underlying cause of death and council area, \d{4}$": _read_areas_down,
    r"underlying cause of death and nhs board area, \d{4}$": _read_areas_down,
    r"selected drugs implicated and council area, \d{4}$": _read_areas_down,
    r"selected drugs implicated and nhs board area, \d{4}$": _read_areas_down,
    r"council areas, annual averages for \d{4}-\d{4}": _read_areas_down,
    r"nhs boards, annual averages for \d{4}-\d{4}": _read_areas_down,
    r"by council area - age-standardised death rates": _read_rates,
    r"by nhs board area - age-standardised death rates": _read_rates,
}
_REQUIRED = [
    rule
    for rule, read in _RULES.items()
    if read in (_read_scotland, _read_areas_across, _read_rates)
]


def _first_heading(sheet: Sheet, title: str) -> list[str]:
    """Return the heading of the column of areas as this sheet spells it."""
    kind = _kind(title).split()[0]
    texts = [bare(sheet.text(row, 0)) for row in range(2, min(12, len(sheet.rows)))]
    spelt = [text for text in texts if re.fullmatch(r"[\w ]*area", text, re.IGNORECASE)]
    return spelt[:1] or [{"council": "Council area", "nhs": "NHS Board area"}[kind]]


def _kind(title: str) -> str:
    return next(kind for kind in _TIERS if kind in title.lower())


def _codes(names: Iterable[str], title: str, as_of: date, table: Table) -> dict[str, str]:
    tier = (_TIERS[_kind(title)], "nation")
    return area_codes(names, table.problems, tier=tier, as_of=as_of, where=table.sheet.name)


def _after_first(table: Table) -> list[int]:
    return [c for c, head in enumerate(table.headings) if c and head]


def _categorise(cells: pd.DataFrame, table: Table, title: str) -> pd.DataFrame:
    """Name the column's cause or drug; the column of all deaths is a headline."""
    kind = "underlying cause of death" if "cause" in title.lower() else "drug implicated"
    heads = cells["column"].map(dict(enumerate(table.headings)))
    part = heads.str.casefold() != _TOTAL
    return cells.assign(
        category_type=part.map({True: kind, False: ""}), category=heads.where(part, "")
    )


def _by_year(table: Table, cells: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """Add each row's year, and its sex where the table has one."""
    if "sex" not in columns:
        columns["sex"] = table.of_rows(cells, table.choices("Sex", PRINTED_SEXES))
    return table.dated(cells, "Year", **columns)


def _reconcile(observations: pd.DataFrame) -> list[Reconciliation]:
    counted = observations[observations["category"] == ""]
    return [
        *reconcile_areas(
            counted, _SCOTLAND, "S12", number=32, name="Scotland against its councils"
        ),
        *reconcile_areas(counted, _SCOTLAND, "S08", number=14, name="Scotland against its boards"),
        *reconcile_sexes(counted),
    ]


LAYOUT = Layout(
    source=SOURCE,
    description="National Records of Scotland's workbook of drug misuse deaths",
    recognises=_recognises,
    read=_read,
)
