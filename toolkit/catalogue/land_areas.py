"""Land areas of upper-tier authorities, read once from ``land_areas.csv``.

The facts are those of mySociety's list of UK local authorities (CC BY 4.0), in
whole square kilometres. The list lacks Buckinghamshire's, which is that of its
boundary of December 2023, generalised (Office for National Statistics, Open
Government Licence v3); by the same boundaries no other area is out by more than
6 per cent but West Dunbartonshire, which has water within.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

__all__ = ["load_land_areas"]


@cache
def load_land_areas() -> Mapping[str, float]:
    """Return the square kilometres of every upper-tier authority of today by its code.

    Examples
    --------
    >>> load_land_areas()["E06000026"]
    80.0
    """
    with Path(__file__).with_name("land_areas.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    return MappingProxyType({row["code"]: float(row["square_kilometres"]) for row in rows})
