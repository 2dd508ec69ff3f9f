"""Nomis's mid-year population estimates as a table: a row an authority and year, a column an age.

Persons alone. In the first years the ages from 85 are not told apart and stand
as ``-``: they are missing, not nought, and no total is printed in their stead.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.catalogue.areas import known_codes
from toolkit.errors import SourceError
from toolkit.periods import parse_periods
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    Skipped,
    columns_missing,
    observe,
    period_columns,
)
from toolkit.sources.residents import MEASURE, read_age, read_wide

SOURCE = "nomis_population"


def _recognises(file: RawFile) -> bool:
    ages = [name for name in file.header if name.startswith("Age") and read_age(name)]
    return len(ages) > 20 and len({"name", "code", "year"} & set(file.header)) >= 2


def _read(file: RawFile) -> Iterator[Reading]:
    columns_missing(file, ["name", "code", "year"])
    table = file.table
    again = table.duplicated(["code", "year"])
    if again.any():
        raise SourceError(
            f"{file.path}: {again.sum()} rows repeat an authority and year",
            [
                f"row {row + 2}: {table['code'][row]} in {table['year'][row]}"
                for row in table.index[again]
            ],
            hint="ask where the file comes from which rows hold, and remove the others",
        )
    periods = parse_periods(table["year"], where=lambda row: f"{file.name} row {row + 2}")
    rows = read_wide(file, area_code=table["code"], **period_columns(periods))
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
