"""One indicator over several areas: a small panel each, all on one scale."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from toolkit.catalogue.measures import Break
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.rows import limited
from toolkit.presentation.charts.series import Series, Timeline
from toolkit.presentation.charts.trend import say_series, series_table
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.theme import AREA, BAND, BAND_EDGE, FAINT, INK, OTHERS, Drawing
from toolkit.presentation.wording import number

__all__ = ["small_multiples"]

_ACROSS = 4
_GAP = 0.26  # of a panel's width
_HEAD = 0.5  # of a panel's height, for its name
_WIDEST = 25  # letters of a name on one line

Point = tuple[float, float]


def small_multiples(
    series: Sequence[Series],
    *,
    title: str,
    subtitle: str,
    measure: Measure,
    breaks: Sequence[Break] = (),
) -> Figure:
    """Draw a panel for each series, the first series in all of them for comparison.

    Parameters
    ----------
    series : sequence of Series
        The area's first, then its neighbours, nearest first.
    title, subtitle : str
        The finding; measure, unit and period.
    measure : Measure
        How the values are written.
    breaks : sequence of Break
        Where a series ends and another begins.

    Returns
    -------
    Figure
        All panels stand on one scale, from 0.

    Notes
    -----
    The panels are one pair of axes with its parts moved: fifteen axes take ten
    times as long to draw.
    """
    timeline = Timeline.of(series, breaks)
    top = _top(series)
    rows = math.ceil(len(series) / _ACROSS)

    def paint(axes: Axes) -> None:
        corners = [_corner(place) for place in range(len(series))]
        _paint_ground(axes, corners)
        own = _paths([*timeline.runs(series[0])], timeline, top)
        axes.add_collection(
            _moved(own, corners[1:], colors=OTHERS, linewidths=1.4, linestyles="--")
        )
        for one, corner in zip(series, corners, strict=True):
            _paint_panel(axes, one, timeline, top, corner, measure, own=one is series[0])
        _paint_scale(axes, timeline, top, rows, len(series))

    return Figure.of(
        Drawing(paint, height=0.7 + 1.5 * rows),
        title=title,
        subtitle=f"{subtitle}; dashed line: {series[0].label}; all on one scale",
        alt=describe(
            f"Small line charts of {measure.unit}, one for each of {number(len(series))} areas",
            title,
            *(say_series(one, measure) for one in series),
        ),
        table=series_table(series, title, measure),
    )


def _top(series: Sequence[Series]) -> float:
    """Return the highest figure or limit there is."""
    every = pd.concat([one.held[["value", "upper"]] for one in series]).to_numpy(dtype=float)
    finite = every[np.isfinite(every)]
    return float(finite.max()) if finite.size and finite.max() > 0 else 1.0


def _corner(place: int) -> Point:
    row, column = divmod(place, _ACROSS)
    return column * (1 + _GAP), -row * (1 + _HEAD)


def _paint_ground(axes: Axes, corners: Sequence[Point]) -> None:
    axes.add_collection(
        LineCollection([[(x, y), (x + 1, y)] for x, y in corners], colors=FAINT, linewidths=0.8)
    )


def _paths(runs: Sequence[pd.DataFrame], timeline: Timeline, top: float) -> list[list[Point]]:
    """Return the stretches of a line within a panel of width and height 1."""
    width = max(timeline.last, 1)
    return [
        [(x / width, y / top) for x, y in zip(timeline.place(run), run["value"], strict=True)]
        for run in runs
        if len(run)
    ]


def _moved(
    paths: Sequence[Sequence[Point]], corners: Sequence[Point], **style: object
) -> LineCollection:
    moved = [[(x + dx, y + dy) for x, y in path] for dx, dy in corners for path in paths]
    return LineCollection(moved, **style)  # type: ignore[arg-type]


def _paint_panel(
    axes: Axes,
    one: Series,
    timeline: Timeline,
    top: float,
    corner: Point,
    measure: Measure,
    *,
    own: bool,
) -> None:
    dx, dy = corner
    runs = [*timeline.runs(one)]
    paths = _paths(runs, timeline, top)
    bands = [_band(run, timeline, top, corner) for run in runs]
    axes.add_collection(
        PolyCollection(
            [band for band in bands if len(band)],
            facecolors=BAND,
            edgecolors=BAND_EDGE,
            linewidths=0.5,
        )
    )
    axes.add_collection(
        _moved(paths, [corner], colors=AREA, linewidths=2.2 if own else 1.6, zorder=4)
    )
    points = [(x + dx, y + dy) for path in paths for x, y in path]
    # The last figure, and those that no line can be drawn to.
    alone = [(path[0][0] + dx, path[0][1] + dy) for path in paths if len(path) == 1]
    dots = np.array([*alone, *points[-1:]]).reshape(-1, 2)
    axes.plot(*dots.T, linestyle="none", marker="o", markersize=4, color=AREA, zorder=5)
    said = measure.say(one.held["value"].iloc[-1]) if len(one.held) else "no value"
    axes.text(
        dx, dy + 1.04, textwrap.fill(one.label, _WIDEST), va="bottom", fontsize=9,
        fontweight="bold" if own else "normal", color=AREA if own else INK,
    )  # fmt: skip
    axes.text(dx + 1.05, points[-1][1] if points else dy + 0.45, said, va="center", fontsize=8)


def _band(run: pd.DataFrame, timeline: Timeline, top: float, corner: Point) -> list[Point]:
    sure = limited(run)
    dx, dy = corner
    x = [place / max(timeline.last, 1) + dx for place in timeline.place(sure)]
    low = [(at, value / top + dy) for at, value in zip(x, sure["lower"], strict=True)]
    high = [(at, value / top + dy) for at, value in zip(x, sure["upper"], strict=True)]
    return low + high[::-1]


def _paint_scale(axes: Axes, timeline: Timeline, top: float, rows: int, panels: int) -> None:
    """Write 0 and the highest value beside the first panel of each row, the years below the last."""
    bottoms = [_corner(row * _ACROSS)[1] for row in range(rows)]
    axes.set_yticks(
        [at for bottom in bottoms for at in (bottom, bottom + 1)],
        ["0", f"{top:,.3g}"] * rows,
        fontsize=8,
    )
    ends = sorted(timeline.places)
    across = min(panels, _ACROSS)
    lefts = [_corner(column)[0] for column in range(across)]
    first, last = timeline.labels[ends[0]], timeline.labels[ends[-1]]
    axes.set_xticks(
        [left + 0.5 for left in lefts],
        [first if first == last else f"{first} to {last}"] * across,
        fontsize=8,
    )
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xlim(-0.03, across * (1 + _GAP))
    axes.set_ylim(bottoms[-1] - 0.05, 1 + _HEAD)
