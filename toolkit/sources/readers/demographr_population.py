"""Mid-year population estimates as the demographr package keeps them, saved as CSV.

A row an authority, a column an age. The April whose codes are used stands in
the names of the columns (``utla20_code``), but the year that is estimated
stands nowhere in the table: the package has both mid-2019 and mid-2020 on the
codes of 2020. It is therefore read from the file's name, which carries the
package's name of the table (``population20_utla20``), and a file whose name
does not say it is refused.
"""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.periods import Period
from toolkit.sources.columns import read_records, read_words
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.repeats import note_repeats
from toolkit.sources.residents import (
    MEASURE,
    age_columns,
    read_age,
    read_wide,
    reconcile_residents,
)

SOURCE = "demographr_population"
_CODE = re.compile(r"[ul]tla(\d{2})_code")
_YEAR = re.compile(r"population_?(?:20)?(\d{2})(?!\d)")
_SEXES = {"persons": "persons", "all": "persons", "male": "male", "female": "female",
          "males": "male", "females": "female"}  # fmt: skip


def _recognises(file: RawFile) -> bool:
    coded = any(_CODE.fullmatch(name) for name in file.header)
    return coded and sum(read_age(name) is not None for name in file.header) > 20


def _read(file: RawFile) -> Reading:
    ages = age_columns(file)
    table = read_records(file)
    faults = Faults(hint="save the table again")
    year = _read_year(file, faults)
    code, edition = next(
        (name, found[1]) for name in table.columns if (found := _CODE.fullmatch(name))
    )
    sexes = pd.Series("persons", table.index)
    if "sex" in table:
        sexes = read_words(table["sex"], _read_sex, f"one of {', '.join(_SEXES)}", faults)
    note_repeats(pd.DataFrame({"code": table[code], "sex": sexes}), faults)
    rows = read_wide(table, ages, faults, area_code=table[code], sex=sexes)
    faults.refuse(file)
    rows = rows.assign(**period_columns([Period.calendar(year)] * len(rows)))
    known = rows["area_code"].isin(known_codes())
    observations = observe(
        rows[known],
        file,
        source=SOURCE,
        indicator=MEASURE,
        edition=f"mid-{year}",
        boundaries=f"20{edition}-04",
    )
    unknown = rows.loc[~known, "area_code"].value_counts()
    skipped = [
        Skipped(str(code), "not an area of the catalogue", int(n)) for code, n in unknown.items()
    ]
    boundaries = dt.date(2000 + int(edition), 4, 1)
    return Reading(observations, skipped, reconcile_residents(observations, boundaries))


def _read_year(file: RawFile, faults: Faults) -> int:
    found = _YEAR.search(file.name)
    if not found:
        faults.add(
            "the table does not say which year it estimates, and neither does its name",
            hint="name the file as the package names the table, such as population20_utla20.csv",
        )
    return 2000 + int(found[1]) if found else 0


def _read_sex(text: str) -> str | None:
    return _SEXES.get(text.casefold())


LAYOUT = Layout(
    source=SOURCE,
    description="mid-year population estimates from the demographr package, single years (CSV)",
    recognises=_recognises,
    read=_read,
)
