"""Residents by single year of age: the ages as every publisher writes them, and the sums."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from toolkit.catalogue.areas import Area, children
from toolkit.errors import SourceError
from toolkit.sources.columns import read_numbers
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Reconciliation

__all__ = [
    "AGES",
    "ALL_AGES",
    "MEASURE",
    "age_columns",
    "ages_missing",
    "authorities_within",
    "read_age",
    "read_wide",
    "reconcile_residents",
]

MEASURE = "residents"
ALL_AGES = "all ages"
AGES = (*map(str, range(90)), "90+")
"""Every single year of age; the last is open."""

_WHOLE = {"all ages", "all_ages", "total_population", "total"}
_AGE = re.compile(
    r"(?:aged? )?(?P<first>\d{1,3})(?:\.0)?(?:(?P<open> ?\+| and over)|(?: to | ?- ?)(?P<last>\d+))?"
)
# The authorities that lie side by side and make up a county, region or nation.
_LOWEST = ("E06", "E07", "E08", "E09", "W06", "S12", "N09")
_NATIONS = ("E92", "W92", "S92", "N92")


def read_age(label: object) -> str | None:
    """Return an age as the observations write it; None where the label is no age.

    Examples
    --------
    >>> [read_age(label) for label in (0.0, "Age 7", "Aged 90+", "90 and over", "All Ages")]
    ['0', '7', '90+', '90+', 'all ages']
    >>> read_age("Aged 16 to 64"), read_age("Geography1")
    ('16-64', None)
    """
    text = " ".join(str(label).split()).casefold()
    if text in _WHOLE:
        return ALL_AGES
    found = _AGE.fullmatch(text)
    if not found:
        return None
    if found["open"]:
        return f"{found['first']}+"
    return f"{found['first']}-{found['last']}" if found["last"] else found["first"]


def ages_missing(found: Sequence[str | None]) -> list[str]:
    """Return which single years are not among some ages, as few words as possible.

    Examples
    --------
    >>> ages_missing([age for age in AGES if age not in ("3", "4", "5", "90+")])
    ['3 to 5', '90+']
    """
    absent = [place for place, age in enumerate(AGES) if age not in found]
    runs: list[list[int]] = []
    for place in absent:
        if runs and runs[-1][-1] == place - 1 and AGES[place] != "90+":
            runs[-1].append(place)
        else:
            runs.append([place])
    return [AGES[run[0]] if len(run) == 1 else f"{AGES[run[0]]} to {AGES[run[-1]]}" for run in runs]


def age_columns(file: RawFile) -> dict[str, str]:
    """Return the age of each column of a CSV whose name reads as one.

    Raises
    ------
    SourceError
        Naming the ages without a column.
    """
    ages = {name: age for name in file.header if (age := read_age(name))}
    if absent := ages_missing(list(ages.values())):
        raise SourceError(
            f"{file.path}: expected a column for every age",
            [f"row 1: found none for {', '.join(absent)}"],
            hint="download the file again",
        )
    return ages


def read_wide(
    table: pd.DataFrame, ages: Mapping[str, str], faults: Faults, **fixed: pd.Series[Any]
) -> pd.DataFrame:
    """Read a table with a column an age into a row an age.

    Parameters
    ----------
    table : pandas.DataFrame of str
        The index is the row's number in the file.
    ages : mapping of str to str
        The age of each column that holds one.
    faults : Faults
        Where the cells are noted that are no number.
    **fixed
        What holds of each record, such as its code.

    Returns
    -------
    pandas.DataFrame
        The fixed columns with age, count, state and locator.
    """
    figures = {name: read_numbers(table[name], faults) for name in ages}
    return pd.concat(
        [
            pd.DataFrame(fixed).assign(
                age=age,
                count=figures[name].value,
                state=figures[name].state,
                locator=[f"row {row}, column {name}" for row in table.index],
            )
            for name, age in ages.items()
        ],
        ignore_index=True,
    )


def reconcile_residents(observations: pd.DataFrame, as_of: date | None) -> list[Reconciliation]:
    """Check the printed sums: all ages, both sexes, and every area that is made of others.

    Parameters
    ----------
    observations : pandas.DataFrame
        Residents by single year, with or without a row for all ages.
    as_of : date, optional
        The day of the file's boundaries; left out, areas are not added up.

    Returns
    -------
    list of Reconciliation
        Whole people, so nothing may differ.
    """
    whole: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    singles: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    printed = (observations["age"] == ALL_AGES) & observations["count"].notna()
    for rows, totals in ((observations[printed], whole), (_add_ages(observations), singles)):
        years = rows["period_start"].dt.year
        for year, sex, code, count in zip(
            years, rows["sex"], rows["area_code"], rows["count"], strict=True
        ):
            totals[year, sex][code] = count
    checks = [
        _check(f"{code}, {sex}, {year}: all ages", residents[code], ages[code])
        for (year, sex), ages in singles.items()
        if (residents := whole.get((year, sex)))
        for code in ages
        if code in residents
    ]
    for (year, sex), residents in (whole or singles).items():
        checks += _check_areas(f"{sex}, {year}", residents, as_of) if as_of else []
    return [*checks, *_check_sexes(whole or singles)]


def authorities_within(code: str, as_of: date | None) -> list[Area]:
    """Return the lowest authorities that together are an area; of countries, the nations.

    Examples
    --------
    >>> len(authorities_within("E92000001", date(2021, 4, 1))), len(authorities_within("K04000001", None))
    (309, 2)
    """
    # Two authorities taken together would be counted twice.
    inside = [area for area in children(code, as_of=as_of) if len(area.parts) == 1]
    lowest = [area for area in inside if area.code.startswith(_LOWEST)]
    return lowest or [area for area in inside if area.code.startswith(_NATIONS)]


def _add_ages(observations: pd.DataFrame) -> pd.DataFrame:
    """Add up the single years of those areas that have every one of them."""
    single = observations[observations["age"].isin(AGES) & observations["count"].notna()]
    sums = single.groupby(["period_start", "sex", "area_code"], as_index=False).agg(
        ages=("age", "nunique"), count=("count", "sum")
    )
    return sums[sums["ages"] == len(AGES)]


def _check_sexes(
    whole: Mapping[tuple[int, str], Mapping[str, float]],
) -> Iterator[Reconciliation]:
    for year in sorted({year for year, _ in whole}):
        persons, males, females = (
            whole.get((year, sex), {}) for sex in ("persons", "male", "female")
        )
        for code in persons:
            if code in males and code in females:
                summed = males[code] + females[code]
                yield _check(f"{code}, {year}: males and females", persons[code], summed)


def _check_areas(
    what: str, residents: Mapping[str, float], as_of: date
) -> Iterator[Reconciliation]:
    for code, printed in residents.items():
        if code.startswith(_LOWEST):
            continue
        parts = [area.code for area in authorities_within(code, as_of)]
        if parts and set(parts) <= set(residents):
            summed = sum(residents[part] for part in parts)
            yield _check(f"{code}, {what}: {len(parts)} areas within", printed, summed)


def _check(what: str, printed: float, summed: float) -> Reconciliation:
    return Reconciliation(f"residents of {what}", printed, summed, 0.5)
