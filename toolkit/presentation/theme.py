"""One look for every chart: colours that hold without colour vision and in grey, one font."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib as mpl
import matplotlib.style
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as MplFigure
from matplotlib.transforms import Bbox
from PIL import Image

__all__ = [
    "AREA",
    "BAND",
    "BAND_EDGE",
    "COMPARATORS",
    "FAINT",
    "GRID",
    "INK",
    "OTHERS",
    "PAPER",
    "PICKED",
    "Drawing",
    "stamped",
]

PAPER = "#ffffff"
INK = "#1d2733"
FAINT = "#5b6570"
GRID = "#d9dde2"

AREA = "#12436d"
"""The area that a report is about."""
PICKED = "#a8450b"
"""What is to be seen first where the area's own colour is the scale's, as on a map."""
OTHERS = "#7c8792"
"""Areas that are there to be compared with, many of them."""
BAND = "#d4dfea"
BAND_EDGE = "#527498"
"""The edge of an interval's band: the band itself is too light to be seen by everyone."""
# Line, marker and lightness differ as well as hue, so that grey print keeps them apart.
COMPARATORS = (
    {"color": "#a8450b", "linestyle": "--", "marker": "s"},
    {"color": "#5b6570", "linestyle": ":", "marker": "^"},
    {"color": "#117a71", "linestyle": "-.", "marker": "D"},
)

_DOTS_PER_INCH = 110
_EDGE = 8  # dots of paper around everything
_COLOURS = 256
_MACHINE = ("backend", "backend_fallback", "interactive")
_STYLE: dict[Any, object] = {
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "figure.facecolor": PAPER,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "grid.color": GRID,
    # Letters as outlines: a picture looks alike where the font is not installed.
    "svg.fonttype": "path",
    "svg.hashsalt": "toolkit",
    "text.color": INK,
    # A sixth of the time, and the same letters on every machine.
    "text.hinting": "none",
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
}


_STAMP: ContextVar[str] = ContextVar("stamp", default="")


@contextmanager
def stamped(words: str) -> Iterator[None]:
    """Have every picture that is drawn meanwhile bear some words across it; blank for none."""
    before = _STAMP.set(words)
    try:
        yield
    finally:
        _STAMP.reset(before)


@dataclass(frozen=True)
class Drawing:
    """A picture that can be drawn: once as PNG, and again as SVG or for a reader to change.

    Parameters
    ----------
    paint : callable
        Puts everything on the axes it is given. What it puts beside them, at
        their edge, gets the room it needs.
    width, height : float
        In inches, at 110 dots an inch.

    Examples
    --------
    >>> drawing = Drawing(lambda axes: axes.axhline(1), width=2, height=1)
    >>> drawing.as_png()[1:4], drawing.as_svg()[:5]
    (b'PNG', '<?xml')
    """

    paint: Callable[[Axes], object]
    width: float = 8
    height: float = 4

    def compose(self) -> MplFigure:
        """Return the figure of matplotlib, everything on it and in its place."""
        with _style():
            return self._compose()

    def as_png(self) -> bytes:
        """Return the picture as PNG; the same drawing, the same bytes."""
        with _style():
            canvas: Any = FigureCanvasAgg(self._compose())
            canvas.draw()
        picture = Image.frombuffer(
            "RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1
        )
        # A palette takes a third of the bytes, and less time than they take to write.
        few = picture.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        stream = io.BytesIO()
        few.save(stream, "png", compress_level=6)
        return stream.getvalue()

    def as_svg(self) -> str:
        """Return the picture as SVG; the same drawing, the same text."""
        with _style():
            stream = io.StringIO()
            figure = self._compose()
            # SVG counts in points of 1/72 inch.
            figure.dpi = 72
            nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
            canvas: Any = FigureCanvasSVG(figure)
            canvas.print_svg(stream, metadata=nothing)
        return stream.getvalue()

    def _compose(self) -> MplFigure:
        figure = MplFigure(figsize=(self.width, self.height), dpi=_DOTS_PER_INCH)
        axes = figure.add_subplot()
        axes.grid(visible=False, axis="x")
        self.paint(axes)
        _make_room(figure)
        if words := _STAMP.get():
            figure.text(0.5, 0.5, words, color=INK, alpha=0.28, fontsize=4.2 * self.width,
                        fontweight="bold", ha="center", va="center", rotation=14)  # fmt: skip
        return figure


def _make_room(figure: MplFigure) -> None:
    """Give the axes all the paper that their labels leave: one look, where a solver takes many."""
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    canvas: Any = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    paper = figure.bbox
    needed = Bbox.union([box for axes in figure.axes if (box := axes.get_tightbbox(renderer))])
    figure.subplots_adjust(
        left=(_EDGE + paper.x0 - min(needed.x0, paper.x0)) / paper.width,
        right=1 - (_EDGE + max(needed.x1, paper.x1) - paper.x1) / paper.width,
        bottom=(_EDGE + paper.y0 - min(needed.y0, paper.y0)) / paper.height,
        top=1 - (_EDGE + max(needed.y1, paper.y1) - paper.y1) / paper.height,
    )


@contextmanager
def _style() -> Iterator[None]:
    """Set matplotlib's own settings, so that a reader's do not change the picture, and ours."""
    with mpl.rc_context(_settings()):
        yield


@cache
def _settings() -> Any:
    with mpl.style.context("default", after_reset=True), sns.axes_style("whitegrid"):
        # seaborn knows only some of what we set.
        own = {name: mpl.rcParams[name] for name in mpl.rcParams if name not in _MACHINE}
    return {**own, **_STYLE}
