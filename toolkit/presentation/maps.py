"""Maps: values in, a figure with its words out; no statistic is made here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patheffects import withStroke

from toolkit.catalogue.area_table import Area, load_areas
from toolkit.catalogue.areas import current_code
from toolkit.catalogue.tiles import Tile, load_tiles
from toolkit.errors import ParameterError
from toolkit.presentation.blocks import Figure, Table
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.labels import shorten_names
from toolkit.presentation.shading import HATCH, Shading, shade
from toolkit.presentation.theme import INK, PAPER, PICKED, Drawing
from toolkit.presentation.wording import join_words

__all__ = ["map_in_words", "map_table", "tile_map", "values_by_part"]

_LISTED = 10


def tile_map(
    values: pd.Series[float],
    *,
    title: str,
    subtitle: str,
    measure: Measure,
    highlight: Collection[str] = (),
) -> Figure:
    """Draw the authorities of a nation as squares of one size, shaded by a value.

    Every authority of the nations that the values speak of is drawn; one
    without a value is hatched.

    Parameters
    ----------
    values : pandas.Series
        By code of an upper-tier authority of Great Britain, or codes joined by
        ``+`` for authorities that share a value; NaN where there is none.
    title, subtitle : str
        The finding; measure and period.
    measure : Measure
        How the values are written.
    highlight : collection of str
        Codes of the areas to outline.

    Returns
    -------
    Figure
        With alternative text made from the same values.

    Raises
    ------
    ParameterError
        Where a code is no authority's that has a tile, listing all, and where
        no value is given.
    """
    areas, shown = _by_area(values)
    outlined = {part for code in highlight for part in _parts(code)}
    shading = shade(shown, measure)
    tiles = {area.code: load_tiles()[area.code] for area in areas}
    labels = dict(zip(tiles, shorten_names([area.name for area in areas]), strict=True))
    rows = [tile.row for tile in tiles.values()]
    columns = [tile.column for tile in tiles.values()]
    wide, high = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    side = min(0.6, 6 / wide)

    def paint(axes: Axes) -> None:
        _paint_tiles(axes, tiles, shading)
        _paint_edges(axes, tiles, areas, outlined)
        _paint_labels(axes, tiles, labels, shading, size=side * 72 * 0.25)
        names = [area.name for area in areas if area.code in outlined]
        shading.paint_legend(axes, measure=measure, outlined=names)
        axes.set_xlim(min(columns) - 0.6, max(columns) + 0.6)
        axes.set_ylim(max(rows) + 0.6, min(rows) - 0.6)
        axes.set_aspect("equal", anchor="NW")
        axes.set_axis_off()

    drawing = Drawing(paint, width=wide * side + 2.8, height=max(high * side + 0.2, 2.6))
    kind = "Tile map, one square for each authority"
    alt = map_in_words(kind, title, areas, shown, measure=measure, highlight=outlined)
    return Figure.of(
        drawing,
        title=title,
        subtitle=subtitle,
        alt=alt,
        table=map_table(areas, shown, caption=title, measure=measure, labels=labels),
    )


def map_table(
    areas: Sequence[Area],
    values: pd.Series[float],
    *,
    caption: str,
    measure: Measure,
    labels: Mapping[str, str] | None = None,
) -> Table:
    """Return what a map shows, in the order of the areas.

    Parameters
    ----------
    areas : sequence of Area
        All that are drawn.
    values : pandas.Series
        By code; NaN where there is none.
    caption : str
        What the table holds.
    measure : Measure
        How the values are written.
    labels : mapping, optional
        What stands for an area on the map, by code.
    """
    return Table(
        caption,
        ["Area", *(["On the map"] if labels else []), measure.unit],
        [
            [
                area.name,
                *([labels[area.code]] if labels else []),
                measure.in_full.plain(values[area.code]),
            ]
            for area in areas
        ],
        [*(["–: no value"] if values.isna().any() else []), *measure.explain_rounding(values)],
    )


def values_by_part(values: pd.Series[float]) -> dict[str, float]:
    """Return the value of each authority under its present code; a joint value is each part's.

    Examples
    --------
    >>> values_by_part(pd.Series({"E06000052+E06000053": 2.0, "E06000052": 1.0}))
    {'E06000052': 1.0, 'E06000053': 2.0}
    """
    joint_first = sorted(values.items(), key=lambda item: "+" not in str(item[0]))
    return {part: float(value) for code, value in joint_first for part in _parts(str(code))}


def _parts(code: str) -> list[str]:
    return [current_code(part) for part in code.split("+")]


def _by_area(values: pd.Series[float]) -> tuple[list[Area], pd.Series[float]]:
    """Return every authority of the values' nations, by name, and the values in that order."""
    held = values_by_part(values)
    strangers = [code for code in held if code not in load_tiles()]
    if strangers or not held:
        raise ParameterError(
            "the tile map shows upper-tier authorities of Great Britain of today",
            [f"{code} is none" for code in strangers] or ["no value is given"],
            hint="leave out regions, nations, districts and authorities that ended",
        )
    nations = {load_areas()[code].nation for code in held}
    areas = [area for code in load_tiles() if (area := load_areas()[code]).nation in nations]
    areas.sort(key=lambda area: area.name)
    codes = [area.code for area in areas]
    shown = pd.Series([held.get(code, np.nan) for code in codes], index=codes, dtype=float)
    # No shade stands for what has no end.
    return areas, shown.where(np.isfinite(shown))


def _square(tile: Tile, half: float = 0.5) -> list[tuple[float, float]]:
    across, down = tile.column, tile.row
    return [(across - half, down - half), (across + half, down - half),
            (across + half, down + half), (across - half, down + half)]  # fmt: skip


def _paint_tiles(axes: Axes, tiles: Mapping[str, Tile], shading: Shading) -> None:
    held = shading.colours.dropna()
    axes.add_collection(
        PolyCollection(
            [_square(tiles[code]) for code in held.index],
            facecolors=list(held),
            edgecolors=PAPER,
            linewidths=0.8,
        )
    )
    missing = [_square(tiles[code], 0.47) for code in shading.colours.index.difference(held.index)]
    if missing:
        axes.add_collection(PolyCollection(missing, linewidths=0.5, **HATCH))


def _paint_edges(
    axes: Axes, tiles: Mapping[str, Tile], areas: Sequence[Area], outlined: Collection[str]
) -> None:
    """Draw a line between the regions, and around what is to be seen first."""
    region = {tiles[area.code]: area.region or area.nation for area in areas}
    borders = [*_borders(region)]
    for colour, width in ((PAPER, 3.2), (INK, 1.2)):
        axes.add_collection(LineCollection(borders, colors=colour, linewidths=width))
    seen_first = [_square(tiles[code], 0.46) for code in tiles if code in outlined]
    if seen_first:
        for colour, width in ((PAPER, 4.6), (PICKED, 2.4)):
            axes.add_collection(
                PolyCollection(seen_first, facecolors="none", edgecolors=colour, linewidths=width)
            )


def _borders(region: Mapping[Tile, object]) -> Iterator[list[tuple[float, float]]]:
    for tile, own in region.items():
        corners = _square(tile)
        right, below = Tile(tile.row, tile.column + 1), Tile(tile.row + 1, tile.column)
        if region.get(right, own) != own:
            yield [corners[1], corners[2]]
        if region.get(below, own) != own:
            yield [corners[2], corners[3]]


def _paint_labels(
    axes: Axes,
    tiles: Mapping[str, Tile],
    labels: Mapping[str, str],
    shading: Shading,
    *,
    size: float,
) -> None:
    for code, tile in tiles.items():
        hatched = pd.isna(shading.colours[code])
        axes.text(
            tile.column,
            tile.row,
            labels[code],
            ha="center",
            va="center",
            fontsize=size,
            color=shading.ink(code),
            path_effects=[withStroke(linewidth=2.5, foreground=PAPER)] if hatched else None,
        )


def map_in_words(
    kind: str,
    finding: str,
    areas: Sequence[Area],
    values: pd.Series[float],
    *,
    measure: Measure,
    highlight: Collection[str] = (),
) -> str:
    """Return what a map shows: the outlined areas, the highest and lowest, and who has no value.

    Parameters
    ----------
    kind, finding : str
        What sort of map it is; its title.
    areas : sequence of Area
        All that are drawn.
    values : pandas.Series
        By code.
    measure : Measure
        How the values are written.
    highlight : collection of str
        Codes of the outlined areas.
    """
    nations = join_words(sorted({area.nation for area in areas}))
    names = {area.code: area.name for area in areas}
    ranked = values.dropna().sort_values(ascending=False, kind="stable")

    def listed(some: pd.Series[float]) -> str:
        return ", ".join(f"{names[code]} {measure.say(some[code])}" for code in some.index)

    shows = f"{kind}: {len(areas)} areas of {nations}, the darker the higher, in {measure.unit}"
    parts = []
    outlined = values[[code for code in names if code in highlight]]
    if len(outlined):
        parts.append(f"Outlined: {listed(outlined)}.")
    if len(ranked) > 2 * 3:
        parts.append(f"Highest: {listed(ranked.head(3))}. Lowest: {listed(ranked.tail(3)[::-1])}.")
    else:
        parts.append(f"Values: {listed(ranked)}." if len(ranked) else "No value is published.")
    without = [names[code] for code in values.index[values.isna()]]
    if without and len(ranked):
        more = f" and {len(without) - _LISTED} more" if len(without) > _LISTED else ""
        parts.append(f"No value: {', '.join(without[:_LISTED])}{more}.")
    return describe(shows, finding, *parts)
