"""How many there are of a measure: by authority, year and sex, and shared out over groups and ages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from toolkit.catalogue.age_bands import OLDEST
from toolkit.sources.practice.demand import Demand
from toolkit.sources.practice.people import YEARS, People, levels

__all__ = ["BANDS", "Series", "chance_of", "make_series", "share_out"]

BANDS = (*(f"{first}-{first + 4}" for first in range(0, OLDEST, 5)), f"{OLDEST}+")
"""Five-year bands of age, as rates are standardised from."""

_AREA, _TREND, _YEAR = 0.12, 0.02, 0.03
_USUAL_RATE = 200.0
_HUNDRED_THOUSAND = 1e5


@dataclass(frozen=True)
class Series:
    """Events, and the people among whom they are counted.

    Parameters
    ----------
    count, people : ndarray of float
        By authority, year and sex.
    """

    count: np.ndarray
    people: np.ndarray


def chance_of(seed: int, *names: str) -> np.random.Generator:
    """Return chance of a measure's own, so that a new indicator leaves the others as they are."""
    digest = hashlib.sha256("/".join((str(seed), *names)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def make_series(demand: Demand, people: People, chance: np.random.Generator) -> Series:
    """Make the events of a measure, more of them where need is great."""
    among = people.of_age(demand.ages[0])
    apart = _differences(people, chance)
    if demand.kind in ("share", "score"):
        value = levels()["per_cent"].get(demand.measure) or _by_unit(demand)
        if demand.kind == "score":
            return Series(value * apart * among, among)
        whole = chance.poisson(among * _share_of_residents(demand))
        odds = value / (100 - value) * apart
        return Series(chance.binomial(whole, odds / (1 + odds)), whole)
    expected = among * _per_head(demand)
    if demand.kind == "ratio":
        return Series(chance.poisson(expected * apart), expected)
    return Series(chance.poisson(expected * apart), among)


def _differences(people: People, chance: np.random.Generator) -> np.ndarray:
    """Return how many times the usual there are, by authority, year and sex."""
    where = chance.uniform(0.05, 0.3) * people.need + chance.normal(0, _AREA, len(people.areas))
    slope = chance.normal(0, _TREND) + chance.normal(0, _TREND, len(people.areas))
    years = np.arange(len(YEARS)) - len(YEARS) / 2
    when = slope[:, None] * years + chance.normal(0, _YEAR, (len(people.areas), len(YEARS)))
    sexes = np.log([1.25, 0.75])
    apart: np.ndarray = np.exp(where[:, None, None] + when[:, :, None] + sexes)
    return apart


def _per_head(demand: Demand) -> float:
    known: dict[str, float] = levels()["per_100k"]
    if demand.measure in known:
        return known[demand.measure] / _HUNDRED_THOUSAND
    parts = levels()["parts_per_100k"].items()
    return next((size for end, size in parts if demand.measure.endswith(end)), _USUAL_RATE) / (
        _HUNDRED_THOUSAND
    )


def _by_unit(demand: Demand) -> float:
    known: dict[str, float] = levels()["value_by_unit"]
    return next((value for unit, value in known.items() if demand.unit.startswith(unit)), 25.0)


def _share_of_residents(demand: Demand) -> float:
    # A survey asks few; a share of all residents is of them all.
    per: float = levels()["people_per_100k"].get(demand.basis, 500.0)
    return per / _HUNDRED_THOUSAND


def share_out(whole: np.ndarray, shares: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Share numbers out at random: each into parts that make it up, along a new last axis."""
    if len(shares) == 1:
        return whole[..., None]
    parts: np.ndarray = chance.multinomial(whole.astype("int64"), shares)
    return parts
