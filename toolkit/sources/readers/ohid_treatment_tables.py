"""OHID's annual treatment statistics: the tables by local authority among the national ones.

One workbook, ODS or Excel, may hold estimates of how many people use opiates
and crack, deaths in treatment, or both. Areas stand by name. What is national
or laid out otherwise is passed over and told.
"""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from toolkit.sources.ages import age_band
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.prevalence import find_estimates, find_year, is_prevalence
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
    period_columns,
)
from toolkit.sources.repeats import join_repeats
from toolkit.sources.worksheets import Table, area_codes, bare, find_table, refuse

SOURCE = "ohid_treatment_tables"
_DEATHS = re.compile(r"deaths in (?:(drug|alcohol) )?treatment.* by local authority", re.IGNORECASE)
_DEATH_COLUMNS = {"value": "Point estimate", "count": "Observed", "denominator": "Expected"}
_MEASURES = {"number": "opiate_crack_prevalence", "rate": "opiate_crack_prevalence_rate"}
_TIERS = ("upper", "region", "nation")
_HEADER_WITHIN = 15
_REGIONS = 9


def _recognises(file: RawFile) -> bool:
    return any(_is_deaths(sheet) or is_prevalence(sheet) for sheet in file.sheets.values())


def _is_deaths(sheet: Sheet) -> bool:
    """Return whether a sheet holds deaths by authority, by its title or by its headings."""
    rows = range(min(_HEADER_WITHIN, len(sheet.rows)))
    headings = [
        {bare(sheet.text(row, column)).casefold() for column in range(len(sheet.rows[row]))}
        for row in rows
    ]
    held = any({"area name", "point estimate", "observed"} <= words for words in headings)
    return held or any(_DEATHS.search(sheet.text(row, 0)) for row in list(rows)[:3])


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    sheets = file.sheets.values()
    deaths = [sheet for sheet in sheets if _is_deaths(sheet)]
    prevalence = [sheet for sheet in sheets if is_prevalence(sheet)]
    frames = [
        *(_read_deaths(sheet, problems) for sheet in deaths),
        *(_read_prevalence(sheet, problems) for sheet in prevalence),
    ]
    refuse(file, problems, "OHID")
    rows = pd.concat(frames, ignore_index=True)
    ended = rows.pop("name").str.contains("discontinued", case=False) & (rows["count"] == 0)
    observations = observe(
        join_repeats(rows[~ended], file),
        file,
        source=SOURCE,
        edition=f"to {rows['period_end'].max():%Y-%m}",
    )
    held = {sheet.name for sheet in (*deaths, *prevalence)}
    others = [sheet.name for sheet in sheets if sheet.name not in held]
    skipped = [
        Skipped(
            f"sheets {', '.join(others)}", "national, or not laid out as is known here", len(others)
        ),
        Skipped("discontinued authorities", "a 0 after the end is not a zero", int(ended.sum())),
    ]
    return Reading(
        observations, [told for told in skipped if told.rows], _sum_regions(observations)
    )


def _read_deaths(sheet: Sheet, problems: list[str]) -> pd.DataFrame:
    expected = ["Area name", "Age", "Time period", *_DEATH_COLUMNS.values()]
    table = find_table(sheet, expected, problems)
    if table is None:
        return pd.DataFrame()
    columns = {figure: table.column(heading) for figure, heading in _DEATH_COLUMNS.items()}
    for limit in ("lower", "upper"):
        found = [c for c, name in enumerate(table.headings) if name.casefold().startswith(limit)]
        if len(found) == 1:
            columns[limit] = found[0]
        else:
            problems.append(
                f"{sheet.name}, headings in row {table.header + 1}: expected one column of the "
                f"{limit} limit, found {len(found)}"
            )
    periods = table.periods("Time period")
    title = next(filter(None, (_DEATHS.search(sheet.text(row, 0)) for row in range(3))), None)
    names = table.texts("Area name")
    return table.figures(columns).assign(
        **period_columns(periods),
        name=names,
        area_code=_codes(table, names, max((p.end for p in periods if p), default=dt.date.max)),
        indicator="deaths_in_treatment_ratio",
        age=[age_band(text) or "not stated" for text in table.texts("Age")],
        group=f"{title[1].casefold()}_treatment" if title and title[1] else "all",
        grouping_scheme="",
        basis="published",
    )


def _read_prevalence(sheet: Sheet, problems: list[str]) -> pd.DataFrame:
    found = find_estimates(sheet, problems)
    if found is None:
        return pd.DataFrame()
    table = Table(sheet, found.header, found.rows, problems)
    year = find_year(sheet, found.header, problems)
    codes = _codes(table, found.names, year.end if year else dt.date.max)
    frames = [
        table.figures(
            columns if kind == "number" else {**columns, "denominator": found.population}
        ).assign(
            name=found.names,
            area_code=codes,
            indicator=_MEASURES[kind],
            group=drug,
            # Any opiate and any crack overlap; only together are they a group of the partition.
            grouping_scheme="ocu_partition" if drug == "ocu" else "",
            count=float("nan"),
        )
        for (kind, drug), columns in found.columns.items()
    ]
    if not frames:
        return pd.DataFrame()
    dates = period_columns([year]).iloc[0]
    return pd.concat(frames, ignore_index=True).assign(**dates, age=found.age, basis="modelled")


def _codes(table: Table, names: list[str], as_of: dt.date) -> list[str]:
    """Return the areas' codes on a day; a name that says from when it holds is of a later one."""
    later = [name for name in names if "(from " in name.casefold()]
    plain = ["England" if name.casefold() == "national" else name for name in names]
    where, given = table.sheet.name, table.problems
    codes = area_codes(later, given, tier=_TIERS, as_of=dt.date.max, where=where)
    others = [name for name in plain if name not in codes and name not in later]
    codes |= area_codes(others, given, tier=_TIERS, as_of=as_of, where=where)
    return [codes.get(name, "") for name in plain]


def _sum_regions(observations: pd.DataFrame) -> list[Reconciliation]:
    """England's estimated numbers are the sums of its regions', each rounded to a person."""
    rows = observations[observations["indicator"] == _MEASURES["number"]]
    sums = []
    for (drug, start), year in rows.groupby(["group", "period_start"]):
        england = year.loc[year["area_code"] == "E92000001", "value"].dropna()
        regions = year.loc[year["area_code"].str.startswith("E12"), "value"].dropna()
        if len(england) and len(regions) == _REGIONS:
            what = f"opiate and crack prevalence, {drug}, {start:%Y}: England against its regions"
            sums.append(
                Reconciliation(
                    what, float(england.iloc[0]), float(regions.sum()), (_REGIONS + 1) / 2
                )
            )
    return sums


LAYOUT = Layout(
    source=SOURCE,
    description="OHID treatment statistics, tables by local authority (ODS or Excel)",
    recognises=_recognises,
    read=_read,
)
