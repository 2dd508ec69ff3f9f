"""One table of deaths related to drug poisoning: authorities down, years across.

Others made it from an earlier edition of the ONS workbook by local authority.
It bears no title, so what it counts is told by the totals that ONS published
for England and Wales, which registration years keep once they are closed.
"""

from __future__ import annotations

import re

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import SourceError
from toolkit.periods import parse_periods
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    Skipped,
    columns_missing,
    numbers_unread,
    observe,
    period_columns,
)
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_areas

SOURCE = "ons_drug_poisoning_by_la_csv"
_ENGLAND_AND_WALES = "K04000001"
# Deaths related to drug poisoning, England and Wales, by year of registration.
_PUBLISHED = {"1993": 2178, "2000": 2932, "2010": 2747, "2015": 3674, "2020": 4561, "2021": 4859}


def _recognises(file: RawFile) -> bool:
    """Claim a table of codes, names and years; what it counts is seen when it is read."""
    names = [name.casefold() for name in file.header]
    return len(names) > 2 and {"code", "name"} <= set(names[:2]) and any(map(_is_year, names[2:]))


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text) is not None


def _read(file: RawFile) -> Reading:
    columns_missing(file, ["code", "name"])
    table = file.table
    years = [name for name in table.columns if name not in ("code", "name")]
    _check_total(file, table)
    periods = dict(zip(years, parse_periods(years, where=f"{file.name} row 1"), strict=True))
    figures = {year: parse_numbers(table[year]) for year in years}
    numbers_unread(file, figures)
    rows = pd.concat(
        [
            pd.DataFrame({"count": figure.value, "state": figure.state}).assign(
                **period_columns([periods[year]] * len(table)),
                area_code=table["code"].str.strip(),
                locator=[f"row {row + 2}, column {year}" for row in range(len(table))],
            )
            for year, figure in figures.items()
        ],
        ignore_index=True,
    )
    known = rows["area_code"].isin(known_codes())
    strange = table.loc[~table["code"].str.strip().isin(known_codes()), ["code", "name"]]
    skipped = [
        Skipped(f"{code} {name}".strip(), "not an area of the catalogue", len(years))
        for code, name in strange.to_numpy()
    ]
    observations = observe(
        join_repeats(rows[known].assign(indicator="drug_poisoning_deaths"), file),
        file,
        source=SOURCE,
        age="all ages",
        edition=f"{max(periods.values())} registrations",
        note="From an earlier edition of the ONS workbook, reshaped by others",
    )
    regions = reconcile_areas(
        observations, "E92000001", "E12", number=9, name="England against its nine regions"
    )
    return Reading(observations, skipped, regions)


def _check_total(file: RawFile, table: pd.DataFrame) -> None:
    total = table[table["code"].str.strip() == _ENGLAND_AND_WALES]
    held = {year: published for year, published in _PUBLISHED.items() if year in table.columns}
    found = {year: parse_numbers(total[year]).value.tolist() for year in held}
    wrong = [
        f"row {total.index[0] + 2}, column {year}: expected {published:,} deaths registered in "
        f"England and Wales, found {found[year][0]:,g}"
        if found[year]
        else f"column code: expected a row of England and Wales ({_ENGLAND_AND_WALES}), found none"
        for year, published in held.items()
        if found[year] != [published]
    ]
    if wrong or not held:
        raise SourceError(
            f"{file.path}: the table has no title, and its totals are not those of deaths related "
            "to drug poisoning",
            list(dict.fromkeys(wrong))
            or [f"row 1: expected one of the years {', '.join(_PUBLISHED)}"],
            hint="import the publisher's own workbook, which says what it counts",
        )


LAYOUT = Layout(
    source=SOURCE,
    description="deaths related to drug poisoning by local authority, a column a year (CSV)",
    recognises=_recognises,
    read=_read,
)
