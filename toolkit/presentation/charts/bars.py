"""Bars: one collection for all of a kind, where an artist each takes many times as long."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from toolkit.presentation.theme import PAPER

__all__ = ["FILLS", "paint_bars", "paint_whiskers"]

# Dark and light by turns, with a pattern besides: in grey and without colour vision they stay
# apart. A light fill has a dark edge, for it would not be seen on paper.
FILLS: tuple[dict[str, Any], ...] = (
    {"facecolor": "#12436d", "edgecolor": PAPER, "hatch": ""},
    {"facecolor": "#d3e2f1", "edgecolor": "#12436d", "hatch": "///"},
    {"facecolor": "#a8450b", "edgecolor": PAPER, "hatch": "..."},
    {"facecolor": "#f6dcc7", "edgecolor": "#a8450b", "hatch": "\\\\\\"},
    {"facecolor": "#117a71", "edgecolor": PAPER, "hatch": "--"},
    {"facecolor": "#d5edea", "edgecolor": "#117a71", "hatch": "xx"},
    {"facecolor": "#5b6570", "edgecolor": PAPER, "hatch": "++"},
    {"facecolor": "#eceef1", "edgecolor": "#5b6570", "hatch": "|||"},
)
"""How the parts of a whole are filled, in their order."""


def paint_bars(
    axes: Axes,
    starts: npt.ArrayLike,
    stops: npt.ArrayLike,
    middles: npt.ArrayLike,
    thickness: npt.ArrayLike = 0.8,
    *,
    upright: bool = True,
    facecolor: str,
    hatch: str = "",
    edgecolor: str = PAPER,
) -> None:
    """Put bars of one kind on the axes; a bar with a missing end is left out.

    Parameters
    ----------
    axes : Axes
        Its limits are the caller's to set.
    starts, stops : array_like
        Where each bar begins and ends, in the unit of the value.
    middles, thickness : array_like
        Where it stands on the other axis, and how broad it is.
    upright : bool
        Whether bars rise; else they lie.
    facecolor, hatch, edgecolor : str
        Fill, pattern in the edge's colour, and edge.
    """
    begin, end, middle, broad = (
        np.asarray(one, dtype=float)
        for one in np.broadcast_arrays(starts, stops, middles, thickness)
    )
    there = np.isfinite(begin) & np.isfinite(end)
    low, high = middle - broad / 2, middle + broad / 2
    corners = np.stack(
        [np.stack([low, low, high, high], -1), np.stack([begin, end, end, begin], -1)], -1
    )[there]
    axes.add_collection(
        PolyCollection(
            list(corners if upright else corners[..., ::-1]),
            facecolor=facecolor,
            edgecolor=edgecolor,
            hatch=hatch,
            linewidth=0.8,
        ),
        autolim=False,
    )


def paint_whiskers(
    axes: Axes,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    middles: npt.ArrayLike,
    *,
    upright: bool = True,
    colour: str,
    width: float = 1.8,
) -> None:
    """Put intervals on the axes, capped, on a halo of paper so that they are seen on any fill."""
    low, high, middle = (np.asarray(one, dtype=float) for one in (lower, upper, middles))
    there = np.isfinite(low) & np.isfinite(high)
    low, high, middle = low[there], high[there], middle[there]
    lines, mark = (axes.vlines, "_") if upright else (axes.hlines, "|")
    for paint, broad in ((PAPER, width + 2.4), (colour, width)):
        lines(middle, low, high, color=paint, linewidth=broad, zorder=5)
        ends, places = np.concatenate([low, high]), np.concatenate([middle, middle])
        x, y = (places, ends) if upright else (ends, places)
        axes.plot(x, y, mark, color=paint, markersize=8, markeredgewidth=broad, zorder=5)
