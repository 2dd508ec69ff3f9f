"""The practice set's caseloads: who is in treatment by sex, age and group, as partnerships count them.

They are of the year after the last that is published, as a partnership's own records are ahead
of the national system's, and not for publication, as such extracts are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.measures import RESIDENTS
from toolkit.catalogue.schemes import load_schemes
from toolkit.periods import Period
from toolkit.sources.practice.demand import Demand, demands
from toolkit.sources.practice.people import SEXES, YEARS, People, make_people
from toolkit.sources.practice.series import chance_of, make_series
from toolkit.sources.practice.writing import SEED, mark
from toolkit.sources.reading import period_columns

__all__ = ["CASELOADS", "make_caseloads"]

CASELOADS = "synthetic_caseload"
"""The source that the rows name: a partnership's own rule goes with it."""

_MEASURE = "numbers_in_treatment"
_SCHEME = "national_four_groups"
_ADULTS = "18+"
_AGES = {
    "18-24": 0.08, "25-29": 0.09, "30-34": 0.14, "35-39": 0.16, "40-44": 0.16,
    "45-49": 0.13, "50-54": 0.1, "55-59": 0.08, "60-64": 0.04, "65+": 0.02,
}  # fmt: skip
_GROUPS = (0.45, 0.13, 0.28, 0.14)


def make_caseloads(indicators: Iterable[Indicator], seed: int = SEED) -> Iterator[pd.DataFrame]:
    """Make a year's caseload of every authority: by sex, age and group, with all totals.

    Parameters
    ----------
    indicators : iterable of Indicator
        As `practised` returns them.
    seed : int
        The same one, the same people.

    Yields
    ------
    pandas.DataFrame
        All caseloads, under the contract of the observations; nothing where no
        indicator is of people in treatment.
    """
    for demand in demands(indicators):
        if demand.measure == _MEASURE:
            people = make_people(chance_of(seed, RESIDENTS))
            yield mark(_rows(demand, people, seed), _MEASURE, CASELOADS)


def _rows(demand: Demand, people: People, seed: int) -> pd.DataFrame:
    # As many as the published figures of the last year are made from, and as many men among them.
    last = make_series(demand, people, chance_of(seed, _MEASURE)).count[:, -1]
    chance = chance_of(seed, CASELOADS)
    shape = np.outer([*_AGES.values()], _GROUPS)
    scheme = load_schemes()[_SCHEME]
    frames = []
    for area, sexes in zip(people.areas, last, strict=True):
        uneven = shape * chance.gamma(4, 1 / 4, (len(SEXES), *shape.shape))
        uneven /= uneven.sum(axis=(1, 2), keepdims=True)
        full = chance.poisson(sexes[:, None, None] * uneven)
        for way in range(full.ndim):
            full = np.concatenate([full.sum(axis=way, keepdims=True), full], axis=way)
        keys = pd.MultiIndex.from_product(
            [("persons", *SEXES), (_ADULTS, *_AGES), (scheme.total, *scheme.exclusive)],
            names=["sex", "age", "group"],
        )
        frames.append(keys.to_frame(index=False).assign(area_code=area.code, count=full.ravel()))
    rows = pd.concat(frames, ignore_index=True)
    return rows.assign(
        count=rows["count"].astype(float),
        indicator=_MEASURE,
        grouping_scheme=_SCHEME,
        basis="local",
        state="ok",
        restricted=True,
        edition="synthetic",
        **period_columns([Period.financial(YEARS[-1] + 1)] * len(rows)),
    )
