"""Nomis's population estimates, whichever way its API hands them out: CSV or JSON.

Each observation names its area by code, its year, sex and age; a figure that
Nomis does not have is marked by its status, whatever stands for its value.
Percentages of the same people are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.sources.columns import read_periods, read_words
from toolkit.sources.faults import Faults
from toolkit.sources.reading import Skipped, period_columns
from toolkit.sources.residents import read_age

__all__ = ["DIMENSIONS", "read_residents"]

DIMENSIONS = {
    "area": ("geography",),
    "year": ("time", "date"),
    "sex": ("gender", "sex", "c_sex"),
    "age": ("c_age", "age"),
    "measure": ("measures",),
}
"""What Nomis calls each dimension of the estimates, in one data set or another."""

_SEXES = {"total": "persons", "persons": "persons", "all persons": "persons", "male": "male",
          "males": "male", "female": "female", "females": "female"}  # fmt: skip
_STATUSES = {
    "": "ok",
    "normal value": "ok",
    "provisional value": "provisional",
    "these figures are missing.": "missing",
}


def read_residents(
    table: pd.DataFrame, faults: Faults, columns: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Skipped]]:
    """Turn Nomis's observations into those of this project.

    Parameters
    ----------
    table : pandas.DataFrame
        area (code), year, sex, age, measure and status as Nomis words them,
        value as a number; the index is the row's number in the file.
    faults : Faults
        Where words are noted that are not known.
    columns : mapping of str to str
        What the file calls each dimension, for the message.

    Returns
    -------
    tuple of (pandas.DataFrame, list of Skipped)
        Rows with the observations' columns, and what was passed over.
    """
    people = table["measure"].str.casefold().isin(["value", ""])
    known = table["area"].isin(known_codes())
    skipped = [
        Skipped("rows of percentages", "the counts are read", int((~people).sum())),
        Skipped(
            "rows of other areas", "not an area of the catalogue", int((people & ~known).sum())
        ),
    ]
    table = table[people & known]
    said = {name: table[name].rename(columns.get(name)) for name in (*_READ, "year")}
    sex, age, status = (read_words(said[name], *_READ[name], faults) for name in _READ)
    rows = pd.DataFrame(
        {
            "area_code": table["area"],
            "sex": sex,
            "age": age,
            "count": table["value"].where(status != "missing"),
            "state": status.where(table["value"].notna(), "missing"),
        },
        index=table.index,
    ).assign(**period_columns(read_periods(said["year"], faults)))
    return rows, skipped


def _read_sex(text: str) -> str | None:
    return _SEXES.get(text.casefold())


def _read_status(text: str) -> str | None:
    return _STATUSES.get(text.casefold())


_READ = {
    "sex": (_read_sex, "a sex such as Total or Male"),
    "age": (read_age, "an age such as Age 7 or All Ages"),
    "status": (_read_status, "a status such as Normal Value"),
}
