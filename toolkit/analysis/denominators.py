"""Residents as denominators: person-years of areas, made of whatever a file prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.population import boundary_day, parts_held
from toolkit.catalogue.age_bands import OLDEST, years_of_age
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.measures import RESIDENTS
from toolkit.catalogue.publishers import load_sources
from toolkit.sources.manifest import Part
from toolkit.sources.store import Store

__all__ = ["WHOSE", "Residents", "read_residents", "reads_residents"]

WHOSE = ["area_code", "year", "sex", "age"]
"""What tells one number of residents from another."""


@dataclass(frozen=True)
class _File:
    """One file's residents: a row an area, year and sex; a column a year of age, then other bands."""

    source: str
    day: dt.date
    index: pd.MultiIndex
    bands: dict[str, int]
    counts: np.ndarray
    ids: np.ndarray
    held: frozenset[str]
    made: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def codes(self, area: Area | None) -> tuple[str, ...]:
        """Return the codes in the file that an area is the sum of."""
        if area is None:
            return ()
        if area.code not in self.made:
            self.made[area.code] = parts_held(area, self.held, self.day)
        return self.made[area.code]

    def take(self, place: np.ndarray, ages: pd.Series[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return the people of an age in each of some rows, and their observations."""
        people = np.full(len(place), np.nan)
        ids = np.full(len(place), "", dtype=object)
        for band, rows in ages.reset_index(drop=True).groupby(ages.to_numpy()).indices.items():
            there = rows[place[rows] >= 0]
            people[there], ids[there] = self.of_band(str(band), place[there])
        return people, ids

    def of_band(self, band: str, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the people of a band in some rows, and which observations they are."""
        years = years_of_age(band)
        if years is None:
            return np.full(len(rows), np.nan), np.full(len(rows), "", dtype=object)
        first, last = years[0], years[-1]
        people = self.counts[rows, first : last + 1].sum(axis=1)
        ids = self.ids[rows, first]
        if last > first:
            # Ninety ids a row would be most of the results: the two ends name them all.
            ids = ids + ".." + self.ids[rows, last]
        if band in self.bands:
            whole = self.counts[rows, self.bands[band]]
            printed = ~np.isnan(whole)
            people = np.where(printed, whole, people)
            ids = np.where(printed, self.ids[rows, self.bands[band]], ids)
        return people, ids


def reads_residents(indicator: Indicator) -> bool:
    """Return whether an indicator's denominator is the residents.

    Examples
    --------
    >>> from toolkit.catalogue.indicators import load_indicators
    >>> reads_residents(load_indicators()["numbers_in_treatment_rate"])
    True
    """
    return indicator.denominator is not None and indicator.denominator.measure == RESIDENTS


def read_residents(store: Store, parts: Iterable[Part], **equal: Any) -> pd.DataFrame:
    """Return the observations of residents, of all or some areas, as denominators need them."""
    columns = ["id", "area_code", "period_start", "period_end", "sex", "age",
               "count", "boundaries", "source", "file"]  # fmt: skip
    return store.read(list(parts), columns=columns, indicator=RESIDENTS, **equal)


class Residents:
    """The residents that are held, ready to be summed to any area, years and ages.

    Parameters
    ----------
    observations : pandas.DataFrame
        Of the measure ``residents``, by single year of age or for all ages.
    combined : iterable of Area
        Combined areas that are no area of the catalogue.
    """

    def __init__(self, observations: pd.DataFrame, combined: Iterable[Area] = ()) -> None:
        self._areas = {**load_areas(), **{area.code: area for area in combined}}
        precedence = {source.id: source.precedence for source in load_sources().values()}
        days = observations["period_end"] - observations["period_start"]
        yearly = observations[days < pd.Timedelta(days=366)]
        files = [_read_file(rows) for _, rows in yearly.groupby("file", sort=True)]
        self._files = sorted(files, key=lambda file: precedence.get(file.source, 0))

    def count(self, wanted: pd.DataFrame) -> pd.DataFrame:
        """Return the residents of some areas, years, sexes and ages.

        Parameters
        ----------
        wanted : pandas.DataFrame
            With area_code, year, sex and age.

        Returns
        -------
        pandas.DataFrame
            The different rows of those columns, with ``people`` (NaN where they
            are not held), and the ``source`` and ``observations`` that they come
            from: ``first..last`` for every single year of age between two.

        Examples
        --------
        >>> from toolkit.contracts import OBSERVATIONS
        >>> nobody = Residents(OBSERVATIONS.empty())
        >>> asked = pd.DataFrame(
        ...     {"area_code": ["E06000026"], "year": [2021], "sex": ["persons"], "age": ["18+"]}
        ... )
        >>> nobody.count(asked)["people"].tolist()
        [nan]
        """
        found = wanted[WHOSE].drop_duplicates(ignore_index=True)
        found = found.assign(people=np.nan, source="", observations="")
        for file in self._files:
            open_ = found["people"].isna()
            if not open_.any():
                break
            made = self._count_in(file, found.loc[open_, WHOSE])
            found.loc[made.index, ["people", "source", "observations"]] = made
        return found

    def _count_in(self, file: _File, wanted: pd.DataFrame) -> pd.DataFrame:
        """Return what one file has of some rows, by their index."""
        codes = [file.codes(self._areas.get(code)) for code in wanted["area_code"]]
        sizes = np.array([len(some) for some in codes])
        whole = wanted[sizes > 0]
        sizes = sizes[sizes > 0]
        parts = whole.loc[whole.index.repeat(sizes)]
        part = [code for some in codes for code in some]
        place = file.index.get_indexer(
            pd.MultiIndex.from_arrays([part, parts["year"], parts["sex"]])
        )
        people, ids = file.take(place, parts["age"])
        starts = np.append(0, np.cumsum(sizes))
        # A part that is not held leaves its whole without people: NaN is passed on.
        sums = np.add.reduceat(people, starts[:-1]) if len(whole) else people
        held = np.flatnonzero(~np.isnan(sums))
        return pd.DataFrame(
            {
                "people": sums[held],
                "source": file.source,
                "observations": [" ".join(ids[starts[n] : starts[n + 1]]) for n in held],
            },
            index=whole.index[held],
        )


def _read_file(rows: pd.DataFrame) -> _File:
    areas = load_areas()
    keys = pd.MultiIndex.from_arrays([rows["area_code"], rows["period_start"].dt.year, rows["sex"]])
    place, _ = keys.factorize()
    index = keys[~keys.duplicated()]
    bands = _columns(rows["age"].unique())
    column = rows["age"].map(bands).to_numpy()
    counts = np.full((len(index), max(OLDEST, *bands.values()) + 1), np.nan)
    ids = np.full(counts.shape, "", dtype=object)
    counts[place, column] = rows["count"].to_numpy()
    ids[place, column] = rows["id"].to_numpy(dtype=object)
    # A file that prints an area is on no older boundaries than that area.
    begun = [areas[code].valid_from for code in rows["area_code"].unique() if code in areas]
    day = max([boundary_day(rows), *(start for start in begun if start)])
    held = frozenset(rows["area_code"].unique())
    return _File(rows["source"].iloc[0], day, index, bands, counts, ids, held)


def _columns(ages: Iterable[str]) -> dict[str, int]:
    """Return the column of each age: a single year's own place, and a further one for each band."""
    columns, further = {}, OLDEST
    for age in ages:
        years = years_of_age(age)
        if years is not None and len(years) == 1:
            columns[age] = years[0]
        else:
            columns[age] = further = further + 1
    return columns
