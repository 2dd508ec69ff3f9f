"""The tile map's layout, read once from ``tiles.csv``."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from toolkit.catalogue.areas import current_upper_tier
from toolkit.errors import CatalogueError, count_of

__all__ = ["Tile", "load_tiles", "read_tiles"]

_TABLE = Path(__file__).with_name("tiles.csv")


class Tile(NamedTuple):
    """Where an area's square stands, counted from the north-west of Great Britain."""

    row: int
    column: int


@cache
def load_tiles() -> Mapping[str, Tile]:
    """Return the tile of every upper-tier authority of Great Britain by its code.

    Examples
    --------
    >>> len(load_tiles())
    207
    """
    return MappingProxyType(read_tiles(_TABLE))


def read_tiles(path: Path) -> dict[str, Tile]:
    """Return the tiles of a table, or refuse it with every fault in it.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns code, row and column.

    Raises
    ------
    CatalogueError
        Where an area has no tile, or two; where a tile has two areas, or one that is none.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    try:
        tiles = [(row["code"], Tile(int(row["row"]), int(row["column"]))) for row in rows]
    except (KeyError, TypeError, ValueError):
        raise CatalogueError(
            f"{path.name}: expected code, row and column, the last two whole numbers"
        ) from None
    nations = ("England", "Scotland", "Wales")
    expected = {area.code: area.name for nation in nations for area in current_upper_tier(nation)}
    areas, places = Counter(code for code, _ in tiles), Counter(tile for _, tile in tiles)
    problems = [
        f"{name} ({code}) has no tile" for code, name in expected.items() if not areas[code]
    ]
    problems += [f"{code} has {times} tiles" for code, times in areas.items() if times > 1]
    problems += [f"{code} is no authority of today" for code in areas if code not in expected]
    problems += [
        f"row {tile.row}, column {tile.column} has {times} areas"
        for tile, times in places.items()
        if times > 1
    ]
    if problems:
        raise CatalogueError(
            f"{path.name}: {count_of(len(problems), 'fault', 'faults')} in the table of tiles",
            problems,
            hint="python -m toolkit.catalogue.tiling lays them anew",
        )
    return dict(tiles)
