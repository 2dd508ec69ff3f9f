"""Indices of Deprivation, summaries of areas: the publisher's workbook, a sheet a domain.

File 11 of 2019 is that of upper-tier authorities, File 10 that of lower-tier
ones. Which statistic a column holds is read from its heading, and the edition
from the headings of the index itself ("IMD 2019 - Extent").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.periods import Period
from toolkit.sources.deprivation import (
    Statistic,
    name_statistic,
    ranked_among,
    statistics_missing,
)
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.reading import (
    AREA_CODE,
    Layout,
    Reading,
    Skipped,
    observe,
    period_columns,
)
from toolkit.sources.repeats import join_repeats
from toolkit.sources.worksheets import Table, refuse

SOURCE = "indices_of_deprivation"
_CODE = re.compile(
    r"(?P<upper>upper tier )?local authority district code \((?P<year>\d{4})\)", re.IGNORECASE
)
_HEADER_WITHIN = 10


@dataclass(frozen=True)
class _Summary:
    """A sheet's table of areas.

    Parameters
    ----------
    table : Table
    statistics : dict of int to Statistic
        What each column holds.
    tier : str
        ``upper`` or ``lower``.
    year : str
        Year of the codes.
    """

    table: Table
    statistics: dict[int, Statistic]
    tier: str
    year: str


def _recognises(file: RawFile) -> bool:
    return any(_find_statistics(sheet) for sheet in file.sheets.values())


def _find_statistics(sheet: Sheet) -> tuple[int, dict[int, Statistic]] | None:
    """Return the row of the headings, and the statistic that each column holds."""
    for row in range(min(_HEADER_WITHIN, len(sheet.rows))):
        named = {c: name_statistic(sheet.text(row, c)) for c in range(len(sheet.rows[row]))}
        statistics = {column: statistic for column, statistic in named.items() if statistic}
        if len(statistics) >= 3:
            return row, statistics
    return None


def _read(file: RawFile) -> Reading:
    problems: list[str] = []
    found = {name: _find_table(sheet, problems) for name, sheet in file.sheets.items()}
    summaries = [summary for summary in found.values() if summary]
    held = [statistic for summary in summaries for statistic in summary.statistics.values()]
    problems += statistics_missing(held, supplementary=True)
    editions = {statistic.year for statistic in held if statistic.year}
    if len(editions) != 1:
        said = " and ".join(map(str, sorted(editions))) or "none"
        problems.append(f"expected headings of one edition, as 'IMD 2019 - Extent', found {said}")
    frames = [_read_table(summary) for summary in summaries]
    refuse(file, problems, "the ministry")
    rows = join_repeats(pd.concat(frames, ignore_index=True), file)
    known = rows["area_code"].isin(known_codes())
    edition = editions.pop()
    observations = observe(
        rows[known].assign(**period_columns([Period.calendar(edition)]).iloc[0]),
        file,
        source=SOURCE,
        age="all ages",
        grouping_scheme="deprivation_domain",
        edition=str(edition),
        # Authorities change on 1 April of the year that the heading names.
        boundaries=f"{summaries[0].year}-04",
    )
    strangers = rows.loc[~known].groupby("area_code").size()
    skipped = [
        *(Skipped(f"sheet {name}", "no table of areas", 1) for name in found if not found[name]),
        *(Skipped(f"area {code}", "not in the catalogue", n) for code, n in strangers.items()),
    ]
    return Reading(observations, skipped)


def _find_table(sheet: Sheet, problems: list[str]) -> _Summary | None:
    found = _find_statistics(sheet)
    if found is None:
        return None
    header, statistics = found
    rows = [row for row in range(header + 1, len(sheet.rows)) if sheet.text(row, 2)]
    table = Table(sheet, header, rows, problems)
    codes = _CODE.search(sheet.text(header, 0))
    if codes is None:
        problems.append(
            f"{table.place(header, 0)}: expected a heading as 'Upper Tier Local Authority "
            f"District code (2019)', found {sheet.text(header, 0)!r}"
        )
        return None
    problems += [
        f"{table.place(header, column)}: expected a statistic of a domain, found {heading!r}"
        for column, heading in enumerate(table.headings)
        if column > 1 and heading and column not in statistics
    ]
    problems += [
        f"{table.place(row, 0)}: expected an area code, found {sheet.text(row, 0)!r}"
        for row in rows
        if not re.fullmatch(AREA_CODE, sheet.text(row, 0))
    ]
    return _Summary(table, statistics, "upper" if codes["upper"] else "lower", codes["year"])


def _read_table(summary: _Summary) -> pd.DataFrame:
    codes = [summary.table.sheet.text(row, 0) for row in summary.table.rows]
    frames = []
    for column, found in summary.statistics.items():
        # A scale counts people; the others are scores, ranks and shares.
        figure = "count" if found.measure == "deprivation_scale" else "value"
        measure = ranked_among(found.measure, summary.tier)
        frame = summary.table.figures({figure: column})
        frames.append(frame.assign(area_code=codes, indicator=measure, group=found.domain))
    return pd.concat(frames, ignore_index=True)


LAYOUT = Layout(
    source=SOURCE,
    description="Indices of Deprivation, summaries by local authority (workbook)",
    recognises=_recognises,
    read=_read,
)
