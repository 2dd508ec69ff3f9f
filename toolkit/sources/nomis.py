"""Nomis's population estimates, whichever way its API hands them out: CSV or JSON.

Each observation names its area by code, its year, sex and age; a figure that
Nomis does not have is marked by its status, whatever stands for its value.
Percentages of the same people are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.sources.pieces import Faults
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


def read_residents(table: pd.DataFrame, faults: Faults) -> tuple[pd.DataFrame, list[Skipped]]:
    """Turn Nomis's observations into those of this project.

    Parameters
    ----------
    table : pandas.DataFrame
        area (code), year, sex, age, measure and status as Nomis words them,
        value as a number; the index is the row's number in the file.
    faults : Faults
        Where words are noted that are not known.

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
    status = _translate(table["status"], lambda text: _STATUSES.get(text.casefold()), faults)
    rows = pd.DataFrame(
        {
            "area_code": table["area"],
            "sex": _translate(table["sex"], lambda text: _SEXES.get(text.casefold()), faults),
            "age": _translate(table["age"], read_age, faults),
            "count": table["value"].where(status != "missing"),
            "state": status.where(table["value"].notna(), "missing"),
        },
        index=table.index,
    )
    return rows.assign(**_periods(table["year"], faults)), skipped


def _translate(
    column: pd.Series[str], read: Callable[[str], str | None], faults: Faults
) -> pd.Series[str]:
    words: Mapping[str, str | None] = {text: read(text) for text in column.unique()}
    for text, meaning in words.items():
        if meaning is None:
            faults.add(f"the {column.name} {text!r} is not known", column.index[column == text])
    return column.map({text: meaning or "" for text, meaning in words.items()}).astype("str")


def _periods(years: pd.Series[str], faults: Faults) -> pd.DataFrame:
    which, texts = pd.factorize(years)
    periods: list[Period | None] = []
    for place, text in enumerate(texts):
        try:
            periods.append(Period.parse(text))
        except ParameterError as error:
            faults.add(error.summary, years.index[which == place])
            periods.append(None)
    return period_columns(periods).take(which).set_index(years.index)
