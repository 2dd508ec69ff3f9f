"""Nomis API, CSV: mid-year population estimates, one row an area, year, sex and age.

What the API hands out for its data set of estimates by single year of age
(``NM_2002_1.data.csv``); which columns there are depends on what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from toolkit.contracts import OBSERVATIONS
from toolkit.errors import SourceError
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.nomis import DIMENSIONS, read_residents
from toolkit.sources.pieces import Repeats, read_pieces
from toolkit.sources.reading import Layout, Reading, Skipped, observe
from toolkit.sources.residents import MEASURE, reconcile_residents

SOURCE = "nomis_population"
_OPTIONAL = ("measure", "status")
_KEYS = ["period_start", "area_code", "sex", "age"]


def _recognises(file: RawFile) -> bool:
    return "OBS_VALUE" in file.header and len(_columns(file)) >= 4


def _columns(file: RawFile) -> dict[str, str]:
    """Find the column of each dimension: an area by its code, the others by their names."""
    found = {}
    for dimension, names in DIMENSIONS.items():
        endings = ("_CODE",) if dimension == "area" else ("_NAME", "_CODE", "")
        wanted = [f"{name.upper()}{ending}" for ending in endings for name in names]
        column = next((name for name in wanted if name in file.header), None)
        if column:
            found[dimension] = column
    if "OBS_STATUS_NAME" in file.header:
        found["status"] = "OBS_STATUS_NAME"
    return found


def _read(file: RawFile) -> Iterator[Reading]:
    columns = _columns(file)
    _refuse_columns(file, columns)
    faults = Faults(hint="fetch the estimates of NM_2002_1 again")
    repeats = Repeats()
    counted = []
    for piece in read_pieces(file, list(columns.values()), ["OBS_VALUE"], faults):
        words = {dimension: piece[column].astype("str") for dimension, column in columns.items()}
        table = pd.DataFrame({**dict.fromkeys(_OPTIONAL, ""), **words, "value": piece["OBS_VALUE"]})
        rows, skipped = read_residents(table, faults, columns)
        rows["locator"] = [f"row {row}" for row in rows.index]
        again = repeats.find(rows[_KEYS], rows[["count"]], faults)
        skipped.append(Skipped("rows", "the same figure printed again", int(again.sum())))
        if not faults:
            made = observe(rows[~again], file, source=SOURCE, indicator=MEASURE)
            counted.append(made[[*_KEYS, "count"]].astype(dict.fromkeys(_KEYS[1:], "category")))
            yield Reading(made, skipped)
    if not counted and not faults:
        faults.add("expected estimates below the headings, found none")
    faults.refuse(file)
    whole = pd.concat(counted).astype(dict.fromkeys(_KEYS[1:], "str"))
    yield Reading(OBSERVATIONS.empty(), (), reconcile_residents(whole, as_of=None))


def _refuse_columns(file: RawFile, columns: dict[str, str]) -> None:
    problems = [
        f"row 1: expected a column for the {dimension}, found {', '.join(file.header)}"
        for dimension in DIMENSIONS
        if dimension not in (*columns, *_OPTIONAL)
    ]
    read = {name for names in DIMENSIONS.values() for name in names} | {"obs_status", "obs_conf"}
    problems += [
        f"row 1, column {name}: a breakdown that population estimates do not have"
        for name in file.header
        if name.endswith("_NAME") and name.removesuffix("_NAME").lower() not in read
    ]
    if problems:
        raise SourceError(
            f"{file.path}: not Nomis's population estimates by age and sex",
            problems,
            hint="fetch NM_2002_1 with geography_code, date_name, gender_name, c_age_name and obs_value",
        )


LAYOUT = Layout(
    source=SOURCE,
    description="Nomis API, mid-year population estimates by age and sex (CSV)",
    recognises=_recognises,
    read=_read,
)
