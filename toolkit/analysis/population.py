"""Residents by single year of age of some areas, made of whatever areas a file prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.catalogue.areas import Area, current_code
from toolkit.catalogue.publishers import load_sources
from toolkit.sources.residents import AGES, MEASURE, authorities_within
from toolkit.sources.store import Store

__all__ = ["Population", "boundary_day", "count_residents", "parts_held"]


@dataclass(frozen=True)
class Population:
    """Residents of some areas at the middle of a year.

    Parameters
    ----------
    counts : pandas.DataFrame
        A row an area by its code, a column a single year of age, ``0`` to ``90+``.
    year : int
        Of the estimates.
    file : str
        The raw file that they were read from.
    absent : tuple of Area
        Those that could not be made of the areas in the file.
    """

    counts: pd.DataFrame
    year: int
    file: str
    absent: tuple[Area, ...]


@dataclass(frozen=True)
class _Offer:
    """What a file has of some areas in a year: for each the codes that it is made of."""

    made: dict[Area, tuple[str, ...]]
    start: pd.Timestamp
    precedence: int
    file: str


def count_residents(
    store: Store, areas: Sequence[Area], *, sex: str = "persons"
) -> Population | None:
    """Return the residents of some areas from the file whose latest year has most of them.

    An area that a file does not print is the sum of the areas that made it up
    on the day of the file's boundaries.

    Parameters
    ----------
    store : Store
        Whose observations to read.
    areas : sequence of Area
        Of today or former; a combined area is the sum of its parts.
    sex : {'persons', 'male', 'female'}
        Whom to count; few files tell the sexes apart.

    Returns
    -------
    Population or None
        None where the store holds no residents of any of them.
    """
    newborn = store.read(
        store.manifest().observations,
        columns=["area_code", "period_start", "period_end", "boundaries", "source", "file"],
        indicator=MEASURE,
        sex=sex,
        age=AGES[0],
    )
    latest = newborn.groupby("file")["period_start"].transform("max")
    found = [
        _Offer(
            made={area: codes for area in areas if (codes := parts_held(area, held, day))},
            start=rows["period_start"].iloc[0],
            precedence=load_sources()[rows["source"].iloc[0]].precedence,
            file=rows["file"].iloc[0],
        )
        for _, rows in newborn[newborn["period_start"] == latest].groupby("file")
        for held, day in [(set(rows["area_code"]), boundary_day(rows))]
    ]
    best = max(found, key=lambda one: (len(one.made), one.start, -one.precedence), default=None)
    if best is None or not best.made:
        return None
    wanted = {code for own in best.made.values() for code in own}
    printed = _read_ages(store, best.file, best.start, wanted, sex)
    sums = {area.code: printed.reindex([*own]).sum(skipna=False) for area, own in best.made.items()}
    counts = pd.DataFrame(sums).T
    complete = counts.notna().all(axis=1)
    absent = tuple(area for area in areas if not complete.get(area.code, False))
    return Population(counts[complete], best.start.year, best.file, absent)


def _read_ages(
    store: Store, file: str, start: pd.Timestamp, codes: Collection[str], sex: str
) -> pd.DataFrame:
    """Return a file's residents of one year, a row an area as printed, a column an age."""
    rows = store.read(
        [part for part in store.manifest().observations if part.file == file],
        columns=["area_code", "age", "period_start", "count"],
        indicator=MEASURE,
        sex=sex,
        age=[*AGES],
        area_code=[*codes],
    )
    counts = rows[rows["period_start"] == start].set_index(["area_code", "age"])["count"]
    return counts.unstack("age").reindex(columns=[*AGES])  # noqa: PD010


def boundary_day(rows: pd.DataFrame) -> dt.date:
    """Return the day of the boundaries that some rows of one file are on.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns boundaries, which may be blank, and period_end.
    """
    said = rows.loc[rows["boundaries"] != "", "boundaries"]
    if len(said):
        return pd.Timestamp(f"{said.iloc[0]}-01").date()
    return pd.Timestamp(rows["period_end"].max()).date()


def parts_held(area: Area, held: Collection[str], day: dt.date) -> tuple[str, ...]:
    """Return the codes in a file whose counts add up to an area's; none where they do not.

    Parameters
    ----------
    area : Area
        The area that is wanted.
    held : collection of str
        The codes that the file prints.
    day : date
        Of the file's boundaries.

    Returns
    -------
    tuple of str
        The area's own code, an old code of it, or those of its parts.

    Examples
    --------
    >>> from toolkit.catalogue.areas import find_area
    >>> parts_held(find_area("Buckinghamshire"), ["E10000002"], dt.date(2019, 12, 31))
    ('E10000002',)
    >>> parts_held(find_area("Cumberland"), ["E10000006"], dt.date(2019, 12, 31))
    ()
    >>> parts_held(find_area("Rutland"), ["E07000133"], dt.date(2019, 12, 31))
    ()
    """
    return _parts_held(area, {current_code(code): code for code in held}, day)


def _parts_held(area: Area, held: Mapping[str, str], day: dt.date) -> tuple[str, ...]:
    own = held.get(current_code(area.code))
    if own:
        return (own,)
    if len(area.parts) > 1:
        return _add_up(area.parts, held, day)
    coverage = area.at(day)
    before = coverage.areas if coverage.exact and area not in coverage.areas else ()
    inside = authorities_within(area.code, day)
    return _add_up(before, held, day) or _add_up(inside, held, day)


def _add_up(parts: Sequence[Area], held: Mapping[str, str], day: dt.date) -> tuple[str, ...]:
    """Return the codes of every part; none where one of them is not there."""
    codes = [_parts_held(part, held, day) for part in parts]
    return tuple(code for some in codes for code in some) if all(codes) else ()
