"""One look for every chart: colours that hold without colour vision and in grey, one font."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import matplotlib.style
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as MplFigure

__all__ = ["AREA", "COMPARATORS", "FAINT", "INK", "PAPER", "draw"]

PAPER = "#ffffff"
INK = "#1d2733"
FAINT = "#5b6570"
AREA = "#12436d"
# Line, marker and lightness differ as well as hue, so that grey print keeps them apart.
COMPARATORS = (
    {"color": "#a8450b", "linestyle": "--", "marker": "s"},
    {"color": "#5b6570", "linestyle": ":", "marker": "^"},
    {"color": "#117a71", "linestyle": "-.", "marker": "D"},
)

_STYLE: dict[Any, object] = {
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "figure.facecolor": PAPER,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "grid.color": "#d9dde2",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
}


def draw(paint: Callable[[Axes], None], *, width: float = 8, height: float = 4) -> bytes:
    """Draw one picture, once, and return it as PNG.

    Parameters
    ----------
    paint : callable
        Puts everything on the axes it is given.
    width, height : float
        In inches, at 110 dots an inch.

    Returns
    -------
    bytes
    """
    # From matplotlib's own settings, so that a reader's do not change the picture; seaborn
    # knows only some of ours.
    with (
        mpl.style.context("default", after_reset=True),
        sns.axes_style("whitegrid"),
        mpl.rc_context(_STYLE),
    ):
        figure = MplFigure(figsize=(width, height), dpi=110, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.grid(visible=False, axis="x")
        paint(axes)
        stream = io.BytesIO()
        figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()
