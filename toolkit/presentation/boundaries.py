"""True boundaries: a GeoJSON file that a user imports, drawn with the extra ``maps``."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.catalogue.area_table import load_areas
from toolkit.catalogue.areas import current_code, known_codes
from toolkit.errors import ParameterError, SourceError
from toolkit.presentation.blocks import Figure
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.maps import map_in_words, map_table, values_by_part
from toolkit.presentation.shading import HATCH, Shading, shade
from toolkit.presentation.theme import PAPER, PICKED, Drawing

__all__ = ["boundary_map", "read_boundaries"]

_WGS84 = re.compile(r"(CRS:?84|EPSG:.*\b4326)$", re.IGNORECASE)
_CONVERT = (
    "download the boundaries as GeoJSON in WGS84 (EPSG:4326), or convert the file: "
    "ogr2ogr -t_srs EPSG:4326 new.geojson old.geojson"
)


def boundary_map(
    values: pd.Series[float],
    path: Path,
    *,
    title: str,
    subtitle: str,
    measure: Measure,
    highlight: Collection[str] = (),
) -> Figure:
    """Draw areas with their true boundaries, shaded by a value.

    Areas of the file without a value are hatched where they are of a nation that
    the values speak of, and left out elsewhere.

    Parameters
    ----------
    values : pandas.Series
        By code, or codes joined by ``+`` for areas that share a value; NaN where there is none.
    path : Path
        GeoJSON in longitude and latitude, with the areas' codes in one of its properties.
    title, subtitle : str
        The finding; measure and period.
    measure : Measure
        How the values are written.
    highlight : collection of str
        Codes of the areas to outline.

    Returns
    -------
    Figure
        Its subtitle names the areas that the file has no boundary of.

    Raises
    ------
    SourceError
        Where the file is no GeoJSON of known areas, or in another projection.
    ParameterError
        Where the extra ``maps`` is not installed, or the file has none of the areas.
    """
    shapes = read_boundaries(path)
    held = values_by_part(values)
    nations = {load_areas()[code].nation for code in held if code in known_codes()}
    codes = [code for code in shapes.index if load_areas()[code].nation in nations]
    if not set(held) & set(codes):
        raise ParameterError(
            f"{path} has no boundary of any of the {len(held)} areas",
            [
                f"it has {len(shapes)}, such as {shapes.index[0]}; asked for {next(iter(held), 'none')}"
            ],
            hint="import the boundaries of the same areas",
        )
    shown = pd.Series([held.get(code, np.nan) for code in codes], index=codes, dtype=float)
    shading = shade(shown, measure)
    outlined = {current_code(part) for code in highlight for part in code.split("+")} & {*codes}

    areas = [load_areas()[code] for code in codes]

    def paint(axes: Axes) -> None:
        _paint_shapes(axes, shapes.loc[codes], shading, outlined)
        names = [area.name for area in areas if area.code in outlined]
        shading.paint_legend(axes, measure=measure, outlined=names)
        axes.set_axis_off()

    undrawn = [code for code in held if code not in codes]
    if undrawn:
        names = [load_areas()[code].name if code in known_codes() else code for code in undrawn]
        subtitle = f"{subtitle} (no boundary in the file: {', '.join(names)})"
    alt = map_in_words("Map", title, areas, shown, measure=measure, highlight=outlined)
    table = map_table(areas, shown, caption=title, measure=measure)
    drawing = Drawing(paint, width=8.5, height=8.5)
    return Figure.of(drawing, title=title, subtitle=subtitle, alt=alt, table=table)


def _paint_shapes(axes: Axes, shapes: Any, shading: Shading, outlined: Collection[str]) -> None:
    held = shading.colours.dropna()
    shapes.loc[held.index].plot(ax=axes, color=list(held), edgecolor=PAPER, linewidth=0.4)
    missing = shapes.index.difference(held.index)
    if len(missing):
        shapes.loc[missing].plot(ax=axes, linewidth=0.4, **HATCH)
    if outlined:
        shapes.loc[sorted(outlined)].boundary.plot(ax=axes, color=PICKED, linewidth=2)


def read_boundaries(path: Path) -> Any:
    """Return the boundaries of a GeoJSON file by the area's present code.

    Parameters
    ----------
    path : Path
        GeoJSON in longitude and latitude.

    Returns
    -------
    geopandas.GeoDataFrame
        Only areas that the catalogue knows.

    Raises
    ------
    SourceError
        Where the file is no GeoJSON of known areas, or in another projection.
    ParameterError
        Where the extra ``maps`` is not installed.
    """
    features = _features(path)
    codes = _codes(features, path)
    known = [
        {"type": "Feature", "properties": {"code": current_code(code)}, "geometry": one["geometry"]}
        for one, code in zip(features, codes, strict=True)
        if code in known_codes() and one.get("geometry")
    ]
    try:
        geopandas = importlib.import_module("geopandas")
    except ImportError:
        raise ParameterError(
            "true boundaries need the extra maps, which is not installed",
            hint='pip install "partnership-toolkit[maps]", or use the tile map',
        ) from None
    return geopandas.GeoDataFrame.from_features(known, crs=4326).set_index("code")


def _features(path: Path) -> list[dict[str, Any]]:
    """Return the features of a file in longitude and latitude."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
        features = [one for one in whole["features"] if one["type"] == "Feature"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"{path} is no GeoJSON with features: {error}",
            hint="download the boundaries as GeoJSON",
        ) from None
    named = str(((whole.get("crs") or {}).get("properties") or {}).get("name", ""))
    if named and not _WGS84.search(named):
        raise SourceError(f"{path} is in another projection: it says {named}", hint=_CONVERT)
    for place, feature in enumerate(features, 1):
        for x, y in _positions((feature.get("geometry") or {}).get("coordinates", [])):
            if not (-180 <= x <= 180 and -90 <= y <= 90):
                raise SourceError(
                    f"{path} is in another projection",
                    [f"feature {place} has the point {x:g}, {y:g}: no longitude and latitude"],
                    hint=_CONVERT,
                )
    return features


def _positions(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    if coordinates and not isinstance(coordinates[0], list):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        yield from _positions(inner)


def _codes(features: list[dict[str, Any]], path: Path) -> list[str]:
    """Return each feature's code, from the property that most often holds one."""
    properties = [one.get("properties") or {} for one in features]
    hits = Counter(
        name for one in properties for name, value in one.items() if str(value) in known_codes()
    )
    if not hits:
        names = ", ".join(dict.fromkeys(name for one in properties for name in one)) or "none"
        raise SourceError(
            f"{path} holds no area of the catalogue",
            [f"expected a property with codes such as E06000026, found the properties {names}"],
            hint="download the boundaries with the codes of the Office for National Statistics",
        )
    (name, _), *_ = hits.most_common(1)
    return [str(one.get(name, "")) for one in properties]
