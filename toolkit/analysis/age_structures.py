"""Residents by age and sex, beside those of a comparator."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toolkit.analysis.population import count_residents
from toolkit.catalogue.areas import Area
from toolkit.errors import DataError
from toolkit.sources.residents import AGES
from toolkit.sources.store import Store

__all__ = ["AgeStructure", "group_ages", "make_age_structure"]

_SEXES = ("male", "female")
_YEARS = 5


@dataclass(frozen=True)
class AgeStructure:
    """Residents by five years of age and sex.

    Parameters
    ----------
    ages : pandas.DataFrame
        A row a sex and age band, the youngest first: ``age``, ``sex`` (male or
        female), ``count``, and ``share`` and ``comparator_share`` in per cent of
        all residents of the area and of the comparator; NaN where there is none.
    year : int
        Of the estimates.
    file : str
        The raw file that they were read from.
    """

    ages: pd.DataFrame
    year: int
    file: str


def make_age_structure(store: Store, area: Area, comparator: Area | None = None) -> AgeStructure:
    """Return the residents of an area by age and sex, beside those of a comparator.

    Parameters
    ----------
    store : Store
        Whose observations to read.
    area, comparator : Area
        Whose residents; without a comparator its shares are missing.

    Returns
    -------
    AgeStructure

    Raises
    ------
    DataError
        Where no file holds the area's residents of both sexes in one year.
    """
    areas = [area] if comparator is None else [area, comparator]
    held = {sex: count_residents(store, areas, sex=sex) for sex in _SEXES}
    files = {one.file for one in held.values() if one and area.code in one.counts.index}
    if len(files) != 1 or None in held.values():
        raise DataError(
            f"residents of {area.name} by age and sex cannot be given",
            ["expected one file with both sexes, found " + (" and ".join(sorted(files)) or "none")],
            hint="import the mid-year population estimates by single year of age and sex",
        )
    counts = {sex: group_ages(one.counts) for sex, one in held.items() if one}
    both = sum(one.sum(axis=1) for one in counts.values())
    shares = {sex: one.div(both, axis=0) * 100 for sex, one in counts.items()}
    beside = comparator.code if comparator else ""
    ages = pd.concat(
        pd.DataFrame(
            {
                "age": one.columns,
                "sex": sex,
                "count": one.loc[area.code].to_numpy(),
                "share": shares[sex].loc[area.code].to_numpy(),
                "comparator_share": shares[sex].reindex([beside]).iloc[0].to_numpy(),
            }
        )
        for sex, one in counts.items()
    )
    first = next(one for one in held.values() if one)
    return AgeStructure(ages.reset_index(drop=True), first.year, first.file)


def group_ages(counts: pd.DataFrame) -> pd.DataFrame:
    """Return single years of age summed to bands of five; the last stays open.

    Parameters
    ----------
    counts : pandas.DataFrame
        A row an area, a column a single year of age, ``0`` to ``90+``.

    Returns
    -------
    pandas.DataFrame
        A column a band, from ``0 to 4`` to ``90+``.

    Examples
    --------
    >>> bands = group_ages(pd.DataFrame([range(91)], columns=[*AGES]))
    >>> list(bands)[0], int(bands["0 to 4"].iloc[0]), int(bands["90+"].iloc[0])
    ('0 to 4', 10, 90)
    """
    starts = range(0, len(AGES) - 1, _YEARS)
    bands = {
        f"{start} to {start + _YEARS - 1}": counts[[*AGES[start : start + _YEARS]]].sum(
            axis=1, skipna=False
        )
        for start in starts
    }
    return pd.DataFrame({**bands, AGES[-1]: counts[AGES[-1]]})
