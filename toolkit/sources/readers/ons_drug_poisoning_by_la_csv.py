"""One table of deaths related to drug poisoning: authorities down, years across.

Others made it from an earlier edition of the ONS workbook by local authority.
It bears no title, so what it counts is told by the totals that ONS published
for England and Wales, which registration years keep once they are closed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.sources.cells import Numbers
from toolkit.sources.columns import read_numbers, read_periods, read_records
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_areas

SOURCE = "ons_drug_poisoning_by_la_csv"
_ENGLAND_AND_WALES = "K04000001"
# Deaths related to drug poisoning, England and Wales, by year of registration.
_PUBLISHED = {"1993": 2178, "2000": 2932, "2010": 2747, "2015": 3674, "2020": 4561, "2021": 4859}
_UNTITLED = (
    "the table has no title, and its totals are not those of deaths related to drug poisoning: "
    "import the publisher's own workbook, which says what it counts"
)


def _recognises(file: RawFile) -> bool:
    """Claim a table of codes, names and years; what it counts is seen when it is read."""
    names = [name.casefold() for name in file.header]
    return len(names) > 2 and {"code", "name"} <= set(names[:2]) and any(map(_is_year, names[2:]))


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text) is not None


def _read(file: RawFile) -> Reading:
    table = read_records(file, ["code", "name"])
    faults = Faults()
    years = [name for name in table.columns if name not in ("code", "name")]
    headings = pd.Series(years, index=pd.Index(["row 1"] * len(years)), dtype="str")
    periods = dict(zip(years, read_periods(headings, faults), strict=True))
    figures = {year: read_numbers(table[year], faults) for year in years}
    _check_totals(table, figures, faults)
    rows = pd.concat(
        [
            pd.DataFrame({"count": figure.value, "state": figure.state}).assign(
                **period_columns([periods[year]] * len(table)).set_axis(table.index),
                area_code=table["code"].str.strip(),
                locator=[f"row {row}, column {year}" for row in table.index],
            )
            for year, figure in figures.items()
        ],
        ignore_index=True,
    )
    rows["indicator"] = "drug_poisoning_deaths"
    known = rows["area_code"].isin(known_codes())
    strange = table.loc[~table["code"].str.strip().isin(known_codes()), ["code", "name"]]
    skipped = [
        Skipped(f"{code} {name}".strip(), "not an area of the catalogue", len(years))
        for code, name in strange.to_numpy()
    ]
    observations = observe(
        join_repeats(rows[known], file, faults),
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


def _check_totals(table: pd.DataFrame, figures: Mapping[str, Numbers], faults: Faults) -> None:
    total = table.index[table["code"].str.strip() == _ENGLAND_AND_WALES]
    held = {year: published for year, published in _PUBLISHED.items() if year in figures}
    if not held:
        faults.add(f"expected one of the years {', '.join(_PUBLISHED)}", ["row 1"], hint=_UNTITLED)
    if not len(total):
        reason = f"expected a row of England and Wales ({_ENGLAND_AND_WALES}), found none"
        faults.add(reason, column="code", hint=_UNTITLED)
        return
    for year, published in held.items():
        if figures[year].value[total[0]] != published:
            faults.add(
                f"expected {published:,} deaths registered in England and Wales, "
                f"found {table.loc[total[0], year]}",
                [total[0]],
                column=year,
                hint=_UNTITLED,
            )


LAYOUT = Layout(
    source=SOURCE,
    description="deaths related to drug poisoning by local authority, a column a year (CSV)",
    recognises=_recognises,
    read=_read,
)
