"""Names beside what they name, in place of a legend."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from toolkit.presentation.theme import INK

__all__ = ["End", "label_ends", "say_nothing_is_published"]

_LINE = 15  # dots from one line of text to the next
_WIDEST = 24  # letters


@dataclass(frozen=True)
class End:
    """What a line or a mark is called, and where its name should stand.

    Parameters
    ----------
    label : str
        Its name.
    height : float
        Where it ends, in the unit of the vertical axis.
    colour : str
        That of the line.
    own : bool
        Whether it is the area that the chart is about.
    """

    label: str
    height: float
    colour: str = INK
    own: bool = False


def label_ends(axes: Axes, ends: Sequence[End]) -> None:
    """Write names right of the axes, each as near to its height as the others leave room.

    Parameters
    ----------
    axes : Axes
        With the limits that it will keep.
    ends : sequence of End
        In any order.
    """
    texts = [textwrap.fill(end.label, _WIDEST) for end in ends]
    low, high = axes.get_ylim()
    dots = (high - low) / (axes.figure.bbox.height * 0.8)  # the axes take most of the paper
    sizes = [dots * (2 + _LINE * (1 + text.count("\n"))) for text in texts]
    heights = spread_out([end.height for end in ends], sizes)
    for end, text, height in zip(ends, texts, heights, strict=True):
        axes.annotate(
            text,
            (1, height),
            xycoords=axes.get_yaxis_transform(),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=end.colour,
            fontweight="bold" if end.own else "normal",
            linespacing=1,
            annotation_clip=False,
        )


def spread_out(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return places near the wanted ones at which nothing overlaps.

    Parameters
    ----------
    wanted : sequence of float
        Middles.
    sizes : sequence of float
        How much room each takes.

    Returns
    -------
    list of float
        In the order given: blocks of what would overlap are kept around their
        common middle.

    Examples
    --------
    >>> spread_out([1, 1, 9], [2, 2, 2])
    [0.0, 2.0, 9.0]
    """
    blocks: list[tuple[float, float, list[int]]] = []  # middle, size, members
    for place in sorted(range(len(wanted)), key=lambda one: wanted[one]):
        middle, size, members = float(wanted[place]), float(sizes[place]), [place]
        while blocks and blocks[-1][0] + blocks[-1][1] / 2 > middle - size / 2:
            before, room, others = blocks.pop()
            count = len(others) + len(members)
            middle = (before * len(others) + middle * len(members)) / count
            size, members = size + room, others + members
        blocks.append((middle, size, members))
    found = [0.0] * len(wanted)
    for middle, size, members in blocks:
        start = middle - size / 2
        for place in members:
            found[place] = start + float(sizes[place]) / 2
            start += float(sizes[place])
    return found


def say_nothing_is_published(axes: Axes) -> None:
    """Say in the middle of an empty chart why it is empty."""
    axes.text(0.5, 0.5, "No value is published", transform=axes.transAxes, ha="center", color=INK)
