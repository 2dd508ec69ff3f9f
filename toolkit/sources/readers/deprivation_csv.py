"""Indices of Deprivation, summaries of areas, as one table: a row an area, a column a statistic.

The table of 2025 was carried over from the publisher's workbook with other
headings: ``imd25_extent`` names the edition, ``ltla24_code`` the boundaries.
"""

from __future__ import annotations

import re

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import SourceError
from toolkit.periods import Period
from toolkit.sources.columns import read_numbers, read_records
from toolkit.sources.deprivation import (
    Statistic,
    name_statistic,
    ranked_among,
    statistics_missing,
)
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.repeats import join_repeats

SOURCE = "indices_of_deprivation"
_CODE = re.compile(r"(?P<tier>[lu])tla(?P<year>\d\d)_code")

_TIERS = {"l": "lower", "u": "upper"}


def _recognises(file: RawFile) -> bool:
    return sum(name_statistic(name) is not None for name in file.header) >= 3


def _read(file: RawFile) -> Reading:
    named = {name: name_statistic(name) for name in file.header}
    statistics = {name: found for name, found in named.items() if found}
    code, year = _refuse_headings(file, statistics)
    table = read_records(file)
    faults = Faults()
    figures = {name: read_numbers(table[name], faults) for name in statistics}
    period = Period.calendar(year)
    frames = [
        pd.DataFrame(
            {
                "area_code": table[code[0]].str.strip(),
                "indicator": ranked_among(found.measure, _TIERS[code["tier"]]),
                "group": found.domain,
                # A scale counts people; the others are scores, ranks and shares.
                "count" if found.measure == "deprivation_scale" else "value": figures[name].value,
                "state": figures[name].state,
                "locator": [f"row {row}, column {name}" for row in table.index],
            }
        )
        for name, found in statistics.items()
    ]
    rows = pd.concat(frames, ignore_index=True)
    rows = join_repeats(rows.assign(**period_columns([period] * len(rows))), file, faults)
    known = rows["area_code"].isin(known_codes())
    observations = observe(
        rows[known],
        file,
        source=SOURCE,
        age="all ages",
        grouping_scheme="deprivation_domain",
        edition=str(year),
        # Authorities change on 1 April of the year that the heading names.
        boundaries=f"20{code['year']}-04",
    )
    strangers = rows.loc[~known].groupby("area_code").size()
    return Reading(
        observations,
        [
            Skipped(f"area {area}", "not an area of the catalogue", n)
            for area, n in strangers.items()
        ],
    )


def _refuse_headings(file: RawFile, statistics: dict[str, Statistic]) -> tuple[re.Match[str], int]:
    """Return the column of codes and the edition, or refuse the headings."""
    codes = [found for name in file.header if (found := _CODE.fullmatch(name))]
    years = {found.year for found in statistics.values() if found.year}
    problems = statistics_missing(statistics.values(), supplementary=False)
    if len(codes) != 1:
        problems.append(f"expected one column of codes, as ltla24_code, found {len(codes)}")
    if len(years) != 1:
        problems.append("expected headings of one edition, as imd25_extent")
    if problems:
        spare = [name for name in file.header if name not in statistics]
        raise SourceError(
            f"{file.path}: the columns are not those of the Indices of Deprivation",
            [f"row 1: {problem}" for problem in problems]
            + [f"row 1: columns that hold no statistic: {', '.join(map(repr, spare))}"],
            hint="get the table again, with all its columns",
        )
    return codes[0], years.pop()


LAYOUT = Layout(
    source=SOURCE,
    description="Indices of Deprivation, summaries by local authority (CSV)",
    recognises=_recognises,
    read=_read,
)
