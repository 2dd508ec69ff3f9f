"""A list of deaths related to drug poisoning by region, year and substance.

Others made it from ONS tables. A death in which several substances were
mentioned stands under each of them; under the first, all deaths stand.
"""

from __future__ import annotations

import re

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.sources.columns import read_numbers, read_periods, read_records
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.repeats import join_repeats
from toolkit.sources.totals import reconcile_areas

SOURCE = "ons_drug_poisoning_by_substance"
_YEAR, _CODE, _NAME = "Year of death registration", "Usual residence code", "Usual residence name"
_COLUMNS = [_YEAR, _CODE, _NAME, "Substance", "Deaths"]
_ALL = re.compile(r"all drug poisonings?", re.IGNORECASE)


def _recognises(file: RawFile) -> bool:
    return len(set(_COLUMNS) & set(file.header)) >= 3


def _read(file: RawFile) -> Reading:
    table = read_records(file, _COLUMNS)
    faults = Faults()
    periods = read_periods(table[_YEAR], faults)
    deaths = read_numbers(table["Deaths"], faults)
    # Substances are numbered: "01 All drug poisonings".
    substance = table["Substance"].str.strip().str.replace(r"^\d+\s+", "", regex=True)
    part = ~substance.map(lambda text: _ALL.fullmatch(text) is not None)
    rows = pd.DataFrame({"count": deaths.value, "state": deaths.state}).assign(
        **period_columns(periods),
        indicator="drug_poisoning_deaths",
        area_code=table[_CODE].str.strip(),
        category_type=part.map({True: "substance mentioned", False: ""}),
        category=substance.where(part, ""),
        locator=[f"row {row}" for row in table.index],
    )
    known = rows["area_code"].isin(known_codes())
    rows = join_repeats(rows[known], file, faults)
    skipped = [
        Skipped(f"{name} ({code})", "not an area of the catalogue", len(group))
        for (code, name), group in table[~known].groupby([_CODE, _NAME])
    ]
    observations = observe(
        rows,
        file,
        source=SOURCE,
        age="all ages",
        edition=f"{max(periods)} registrations",
        note="From ONS tables, reshaped by others",
    )
    regions = reconcile_areas(
        observations, "E92000001", "E12", number=9, name="England against its nine regions"
    )
    return Reading(observations, skipped, regions)


LAYOUT = Layout(
    source=SOURCE,
    description="deaths related to drug poisoning by region and substance (CSV)",
    recognises=_recognises,
    read=_read,
)
