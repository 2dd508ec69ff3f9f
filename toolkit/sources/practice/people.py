"""The people of the practice set: residents of every authority, by year, sex and age."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.catalogue.age_bands import OLDEST, years_of_age
from toolkit.catalogue.areas import Area, current_upper_tier, load_areas

__all__ = ["NATIONS", "SEXES", "YEARS", "People", "levels", "make_people"]

NATIONS = ("England", "Scotland", "Wales")
SEXES = ("male", "female")
YEARS = range(2010, 2025)
"""Ten years that end in the last, and what the first figures of five years rest on."""

_SPREAD = 0.45
_GROWTH = 0.005


@cache
def levels() -> dict[str, dict[str, Any]]:
    """Return the typical sizes of ``levels.toml``."""
    path = Path(__file__).with_name("levels.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class People:
    """The authorities and who lives in them.

    Parameters
    ----------
    areas : list of Area
        Today's upper-tier authorities of Great Britain.
    wider : list of Area
        Every area that is made of them.
    member : ndarray of float
        1 where an authority (column) lies in a wider area (row).
    residents : ndarray of float
        By authority, year, sex and single year of age.
    need : ndarray of float
        How far each authority is from the usual, in standard deviations: what its
        figures have in common.
    """

    areas: list[Area]
    wider: list[Area]
    member: np.ndarray
    residents: np.ndarray
    need: np.ndarray

    def of_age(self, age: str) -> np.ndarray:
        """Return the residents of an age by authority, year and sex; all where it is no age."""
        years = years_of_age(age) or range(OLDEST + 1)
        people: np.ndarray = self.residents[..., years[0] : years[-1] + 1].sum(axis=-1)
        return people


def make_people(chance: np.random.Generator) -> People:
    """Make the residents of every authority."""
    areas = [area for nation in NATIONS for area in current_upper_tier(nation)]
    wider = _wider(areas)
    member = np.array([[code in _around(area) for area in areas] for code in wider], dtype=float)
    sizes = np.array([levels()["residents"][area.kind] for area in areas], dtype=float)
    sizes *= np.exp(chance.normal(-(_SPREAD**2) / 2, _SPREAD, len(areas)))
    for code, size in levels()["residents_of"].items():
        sizes[[area.code for area in areas].index(code)] = size
    growth = (1 + chance.normal(_GROWTH, _GROWTH, len(areas)))[:, None] ** np.arange(len(YEARS))
    # Old in some places, young in others.
    tilt = chance.normal(0, 0.004, len(areas))[:, None]
    shape = np.exp(tilt * (np.arange(OLDEST + 1) - 40)) * _pyramid()
    shape /= shape.sum(axis=1, keepdims=True)
    women = 0.49 + 0.18 * (np.arange(OLDEST + 1) / OLDEST) ** 6
    sexes = np.stack([1 - women, women])
    expected = (sizes[:, None] * growth)[:, :, None, None] * shape[:, None, None, :] * sexes
    need = chance.normal(0, 1, len(areas))
    found = load_areas()
    return People(areas, [found[code] for code in wider], member, chance.poisson(expected), need)


def _pyramid() -> np.ndarray:
    """Return how many there are of each age: level to sixty, then fewer; the last is open."""
    age = np.arange(OLDEST + 1)
    people = 1 / (1 + np.exp((age - 76) / 7)) + 0.12 * np.exp(-(((age - 30) / 12) ** 2))
    people[OLDEST] *= 4
    return people


def _wider(areas: list[Area]) -> list[str]:
    return sorted({code for area in areas for code in _around(area)})


def _around(area: Area) -> set[str]:
    """Return the codes of all areas that hold an authority, and of those that hold these."""
    found = set(area.parents)
    for code in area.parents:
        found |= set(load_areas()[code].parents)
    return found
