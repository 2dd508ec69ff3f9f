"""Nomis's mid-year population estimates as a table: a row an authority and year, a column an age.

Persons alone. In the first years the ages from 85 are not told apart and stand
as ``-``: they are missing, not nought, and no total is printed in their stead.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.sources.columns import read_periods, read_records
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.repeats import note_repeats
from toolkit.sources.residents import MEASURE, age_columns, read_age, read_wide

SOURCE = "nomis_population"


def _recognises(file: RawFile) -> bool:
    ages = [name for name in file.header if name.startswith("Age") and read_age(name)]
    return len(ages) > 20 and len({"name", "code", "year"} & set(file.header)) >= 2


def _read(file: RawFile) -> Iterator[Reading]:
    table = read_records(file, ["name", "code", "year"])
    ages = age_columns(file)
    faults = Faults()
    periods = read_periods(table["year"], faults)
    note_repeats(pd.DataFrame({"code": table["code"], "year": periods}), faults)
    rows = read_wide(table, ages, faults, area_code=table["code"], **period_columns(periods))
    faults.refuse(file)
    known = rows["area_code"].isin(known_codes())
    unknown = rows.loc[~known, "area_code"].value_counts()
    # One year at a time: with its texts, the whole is too much to hold at once.
    for _, year in rows[known].groupby("period_start"):
        yield Reading(observe(year, file, source=SOURCE, indicator=MEASURE))
    yield Reading(
        observe(rows[:0], file, source=SOURCE, indicator=MEASURE),
        [Skipped(str(code), "not an area of the catalogue", int(n)) for code, n in unknown.items()],
    )


LAYOUT = Layout(
    source=SOURCE,
    description="Nomis mid-year population estimates, one row an authority and year (CSV)",
    recognises=_recognises,
    read=_read,
)
