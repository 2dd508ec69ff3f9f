"""The observations of the practice set, measure by measure, each marked as made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.measures import RESIDENTS
from toolkit.contracts import OBSERVATIONS
from toolkit.sources.practice.demand import demands
from toolkit.sources.practice.figures import make_figures
from toolkit.sources.practice.people import SEXES, YEARS, People, make_people
from toolkit.sources.practice.series import chance_of
from toolkit.sources.residents import AGES, ALL_AGES

__all__ = ["SEED", "SOURCE", "make_observations", "mark", "practice_file"]

SEED = 2024
SOURCE = "synthetic"
_NOTE = "Synthetic: made by chance to practise with; nobody's figure."
_TEN = 10
_WHOLE = ("region", "nation")


def make_observations(indicators: Iterable[Indicator], seed: int = SEED) -> Iterator[pd.DataFrame]:
    """Make ten years of every measure that some indicators read, for every authority.

    Parameters
    ----------
    indicators : iterable of Indicator
        As `practised` returns them.
    seed : int
        The same one, the same figures.

    Yields
    ------
    pandas.DataFrame
        A measure, under the contract of the observations, residents first.
    """
    people = make_people(chance_of(seed, RESIDENTS))
    yield mark(_residents(people), RESIDENTS)
    for demand in demands(indicators):
        made = make_figures(demand, people, chance_of(seed, demand.measure))
        yield mark(made, demand.measure)


def _residents(people: People) -> pd.DataFrame:
    """Return the residents by single year of age, of authorities and of what is made of them."""
    counts = people.residents[:, -_TEN:]
    # Other areas are summed from their authorities where they are asked for.
    whole = [n for n, area in enumerate(people.wider) if area.tier in _WHOLE]
    codes = [area.code for area in (*people.areas, *(people.wider[n] for n in whole))]
    counts = np.concatenate([counts, np.tensordot(people.member[whole], counts, axes=1)])
    counts = np.concatenate([counts.sum(axis=2, keepdims=True), counts], axis=2)
    counts = np.concatenate([counts.sum(axis=3, keepdims=True), counts], axis=3)
    years = YEARS[-_TEN:]
    keys = pd.MultiIndex.from_product(
        [codes, years, ("persons", *SEXES), (ALL_AGES, *AGES)],
        names=["area_code", "year", "sex", "age"],
    ).to_frame(index=False)
    year = keys.pop("year").astype(str)
    return keys.assign(
        indicator=RESIDENTS,
        period_kind="calendar",
        period_start=pd.to_datetime(year + "-01-01"),
        period_end=pd.to_datetime(year + "-12-31"),
        group="all",
        count=counts.ravel().astype(float),
        basis="published",
        state="ok",
        edition="synthetic",
    )


def practice_file(source: str) -> str:
    """Return what stands for a raw file of figures that no file holds.

    Examples
    --------
    >>> practice_file("synthetic")
    'synthetic/practice set'
    """
    return f"{source}/practice set"


def mark(rows: pd.DataFrame, measure: str, source: str = SOURCE) -> pd.DataFrame:
    """Name every row of a measure, and say in it that it is made up."""
    number = np.arange(1, len(rows) + 1).astype(str)
    made = rows.assign(
        id=np.char.add(f"{source}-{measure}-", number),
        rounding=0.0,
        source=source,
        file=practice_file(source),
        locator=np.char.add(f"{measure}, row ", number),
        note=_NOTE,
    )
    return OBSERVATIONS.complete(made)
