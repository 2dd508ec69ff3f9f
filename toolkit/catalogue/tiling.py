"""Laying the tiles of the tile map: one square an authority of Great Britain, near where it is.

A developer's tool: ``python -m toolkit.catalogue.tiling`` writes ``tiles.csv``
anew from the longitudes, latitudes and regions in ``areas.csv``. Points spread
out until each has the room of a tile, which gives London room without tearing
it up; a linear assignment settles them on the grid; areas that ended apart from
their region are exchanged back to it; and areas of a region are exchanged with
one another where that brings neighbours nearer.

References
----------
Dorling D. Area cartograms: their use and creation. Norwich: Environmental
Publications, 1996.

Gabriel KR, Sokal RR. A new statistical approach to geographic variation
analysis. Syst Zool 1969;18:259-78. doi:10.2307/2412323
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from toolkit.catalogue.area_table import Area
from toolkit.catalogue.areas import current_upper_tier
from toolkit.methods.arrays import BoolArray, FloatArray, IntArray

__all__ = ["count_pieces", "lay_tiles", "write_tiles"]

_NATIONS = ("England", "Scotland", "Wales")
# Tiles to a degree of latitude: about as many as fill Great Britain without gaps.
_SCALE = 2.7
_ROUNDS = 500
_PULL = 0.1
# Regions stand a little apart while the points spread, so that they do not mix.
_APART = 1.12
_MARGIN = 2
# What an area apart from its region costs, in squared tiles, and how far it may be exchanged.
_STRAY = 20.0
_REACH = 4
# How much the nearest area of the region counts beside other neighbours, and being in place beside them.
_NEAREST = 2
_HOME = 3

Cell = tuple[int, int]


def lay_tiles() -> dict[str, Cell]:
    """Return the row and column of every authority's tile, counted from the north-west.

    Returns
    -------
    dict of str to tuple of int
        By code.
    """
    areas = [area for nation in _NATIONS for area in current_upper_tier(nation)]
    regions = _regions(areas)
    places = _project(areas)
    points = _spread(places, regions)
    cells = _settle(points, _grid(points))
    cells = _gather(cells, points, regions)
    cells = _exchange_inside(cells, points, regions, _ties(places, regions))
    first = cells.min(axis=0)
    return {
        area.code: (int(row) + 1, int(column) + 1)
        for area, (row, column) in zip(areas, cells - first, strict=True)
    }


def count_pieces(cells: Sequence[Cell]) -> int:
    """Return into how many pieces some tiles fall that touch along a side.

    Examples
    --------
    >>> count_pieces([(1, 1), (1, 2), (2, 2), (3, 3)])
    2
    """
    return len(_pieces({*cells}))


def write_tiles(path: Path) -> None:
    """Write the table of tiles, in the order of the codes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "row", "column"])
        writer.writerows([code, *cell] for code, cell in sorted(lay_tiles().items()))


def _regions(areas: Sequence[Area]) -> IntArray:
    names = [area.region.name if area.region else area.nation for area in areas]
    return np.unique(names, return_inverse=True)[1]


def _project(areas: Sequence[Area]) -> FloatArray:
    """Return points in tiles, southwards and eastwards."""
    degrees = np.array([[area.latitude, area.longitude] for area in areas], float)
    middle = np.radians(degrees[:, 0].mean())
    scale = np.array([-_SCALE, _SCALE * np.cos(middle)])
    centred: FloatArray = (degrees - degrees.mean(axis=0)) * scale
    return centred


def _neighbours(points: FloatArray) -> IntArray:
    """Return pairs of points with no third in the circle that they span."""
    squares = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    pairs = []
    for one in range(len(points)):
        detours = squares[one] + squares
        detours[:, one] = np.inf
        np.fill_diagonal(detours, np.inf)
        clear = detours.min(axis=1) >= squares[one]
        pairs += [(one, int(other)) for other in np.flatnonzero(clear) if other > one]
    return np.array(pairs)


def _ties(places: FloatArray, regions: IntArray) -> FloatArray:
    """Return how much each two areas belong together: neighbours, and the nearest of a region more."""
    ties = np.zeros((len(places), len(places)))
    one, other = _neighbours(places).T
    ties[one, other] = 1
    squares = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    squares[regions[:, None] != regions] = np.inf
    np.fill_diagonal(squares, np.inf)
    ties[np.arange(len(places)), squares.argmin(axis=1)] += _NEAREST
    return ties + ties.T


def _spread(points: FloatArray, regions: IntArray) -> FloatArray:
    """Let discs grow around the points to the size of a tile, pushing each other apart."""
    one, other = _neighbours(points).T
    apart = np.where(regions[:, None] == regions, 1.0, _APART)
    np.fill_diagonal(apart, 0)
    for turn in range(_ROUNDS):
        size = 1.05 * min(1, (turn + 1) / (0.8 * _ROUNDS))
        between = points[:, None] - points[None]
        distance = np.sqrt((between**2).sum(axis=2))
        overlap = np.clip(size * apart - distance, 0, None) / np.maximum(distance, 1e-9)
        push = 0.5 * (between * overlap[:, :, None]).sum(axis=1)
        gap = points[other] - points[one]
        length = np.sqrt((gap**2).sum(axis=1))
        pull = gap * (_PULL * np.clip(length - size, 0, 1) / length)[:, None]
        np.add.at(push, one, pull)
        np.add.at(push, other, -pull)
        # Rounded, so that the same table comes out on every machine.
        points = np.round(points + 0.4 * push, 6)
    return points


def _grid(points: FloatArray) -> IntArray:
    low = np.floor(points.min(axis=0)).astype(int) - _MARGIN
    high = np.ceil(points.max(axis=0)).astype(int) + _MARGIN
    rows, columns = np.mgrid[low[0] : high[0] + 1, low[1] : high[1] + 1]
    return np.column_stack([rows.ravel(), columns.ravel()])


def _settle(points: FloatArray, cells: IntArray) -> IntArray:
    """Return a cell for each point, the squared distances least in all."""
    squares = ((points[:, None] - cells[None]) ** 2).sum(axis=2)
    # Whole numbers, so that no machine's rounding decides.
    _, chosen = linear_sum_assignment(np.round(squares * 1000).astype(int))
    return cells[chosen]


def _gather(cells: IntArray, points: FloatArray, regions: IntArray) -> IntArray:
    """Exchange areas that lie apart from their region with others, while that gathers more."""
    cells = cells.copy()
    while True:
        moves = [
            (gain, area, cell)
            for area in np.flatnonzero(_apart(cells, regions))
            for cell in _around(cells[area])
            if (gain := _gain(int(area), cell, cells, points, regions)) > 1e-6
        ]
        if not moves:
            return cells
        _, area, cell = max(moves, key=lambda move: (round(move[0], 6), -int(move[1]), move[2]))
        cells = _exchange(cells, int(area), cell)


def _around(cell: IntArray) -> list[Cell]:
    steps = range(-_REACH, _REACH + 1)
    return [(int(cell[0]) + down, int(cell[1]) + right) for down in steps for right in steps]


def _exchange(cells: IntArray, area: int, cell: Cell) -> IntArray:
    """Return the cells after an area has moved to one, whoever is there to its own."""
    after = cells.copy()
    after[(cells == cell).all(axis=1)] = cells[area]
    after[area] = cell
    return after


def _gain(area: int, cell: Cell, cells: IntArray, points: FloatArray, regions: IntArray) -> float:
    after = _exchange(cells, area, cell)
    moved = (after != cells).any(axis=1)
    if not moved.any():
        return 0.0
    concerned = np.isin(regions, regions[moved])
    cost = [
        ((points - where)[moved] ** 2).sum()
        + _STRAY * _apart(where[concerned], regions[concerned]).sum()
        for where in (cells, after)
    ]
    return float(cost[0] - cost[1])


def _apart(cells: IntArray, regions: IntArray) -> BoolArray:
    """Return which areas are not in the largest piece of their region."""
    apart = np.zeros(len(cells), bool)
    for region in np.unique(regions):
        inside = np.flatnonzero(regions == region)
        places = {
            (int(row), int(column)): area
            for area, (row, column) in zip(inside, cells[inside], strict=True)
        }
        for piece in _pieces({*places})[1:]:
            apart[[places[cell] for cell in piece]] = True
    return apart


def _pieces(cells: set[Cell]) -> list[set[Cell]]:
    """Return the pieces that hang together, the largest first."""
    left = sorted(cells)
    pieces = []
    seen: set[Cell] = set()
    for start in left:
        if start in seen:
            continue
        piece, edge = {start}, [start]
        while edge:
            row, column = edge.pop()
            beside = {(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)}
            edge += (found := (beside & cells) - piece)
            piece |= found
        seen |= piece
        pieces.append(piece)
    return sorted(pieces, key=len, reverse=True)


def _exchange_inside(
    cells: IntArray, points: FloatArray, regions: IntArray, ties: FloatArray
) -> IntArray:
    """Exchange areas of a region while that brings neighbours nearer to each other."""
    cells = cells.copy()

    def cost(area: int, cell: IntArray) -> float:
        away = (ties[area] * ((cells - cell) ** 2).sum(axis=1)).sum()
        return float(away + _HOME * ((points[area] - cell) ** 2).sum())

    pairs = [(one, int(other)) for one in range(len(cells))
             for other in np.flatnonzero(regions == regions[one]) if other > one]  # fmt: skip
    exchanged = True
    while exchanged:
        exchanged = False
        for one, other in pairs:
            here, there = cells[[one, other]]
            before = cost(one, here) + cost(other, there)
            cells[[one, other]] = there, here
            if cost(one, there) + cost(other, here) < before - 1e-6:
                exchanged = True
            else:
                cells[[one, other]] = here, there
    return cells


if __name__ == "__main__":
    write_tiles(Path(__file__).with_name("tiles.csv"))
