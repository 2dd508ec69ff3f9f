"""Areas by size, inside and outside what chance would give."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from toolkit.analysis.funnels import Funnel
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.axes import mark_values
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.charts.rows import drawable
from toolkit.presentation.claims.alt_text import describe, spread
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, FAINT, INK, OTHERS, PAPER, PICKED, Drawing
from toolkit.presentation.wording import count_of, join_words, number

__all__ = ["funnel_chart"]

_NAMED = 6  # areas beyond the outer limits that are named
_LETTER = (0.0125, 0.05)  # of the axes: what a letter takes
_Side = tuple[tuple[int, int], str, str]
_Room = tuple[float, float, float, float]
# Where a name may stand: its offset in points, and which of its ends is at the point.
_SIDES: tuple[_Side, ...] = (
    ((8, 0), "left", "center"),
    ((-8, 0), "right", "center"),
    ((0, 6), "center", "bottom"),
    ((0, -6), "center", "top"),
)
# Shape and filling tell the level, with the colour and without it.
_MARKS: dict[str, dict[str, Any]] = {
    "within": {"marker": "o", "facecolor": OTHERS, "edgecolor": OTHERS, "s": 14},
    "not compared": {"marker": "x", "color": FAINT, "s": 18},
    "above 95%": {"marker": "^", "facecolor": PAPER, "edgecolor": PICKED, "s": 30},
    "below 95%": {"marker": "v", "facecolor": PAPER, "edgecolor": PICKED, "s": 30},
    "above 99.8%": {"marker": "^", "facecolor": PICKED, "edgecolor": PICKED, "s": 38},
    "below 99.8%": {"marker": "v", "facecolor": PICKED, "edgecolor": PICKED, "s": 38},
}
_LIMITS = (("99_8", "99.8% limits", "-", 1.4), ("95", "95% limits", "--", 1.2))


def funnel_chart(
    funnel: Funnel, *, area: str, title: str, subtitle: str, measure: Measure, size: str
) -> Figure:
    """Draw areas by their size, with the average and its 95% and 99.8% limits.

    Parameters
    ----------
    funnel : Funnel
        Points, limits and average.
    area : str
        Code of the area to pick out.
    title, subtitle : str
        The finding; measure and period.
    measure : Measure
        How the values are written.
    size : str
        What the denominator counts: the other axis.

    Returns
    -------
    Figure
        Areas beyond the 99.8% limits are named, up to six of the furthest.
    """
    shown = drawable(funnel.points)
    own = shown[shown["area_code"] == area]

    def paint(axes: Axes) -> None:
        _paint_limits(axes, funnel)
        _paint_points(axes, shown, own)
        mark_values(axes, size, upright=False)
        mark_values(axes, measure.unit)
        axes.margins(x=0.03)
        axes.set_ylim(bottom=min(0.0, shown["value"].min()) if len(shown) else 0)
        _label_limits(axes, funnel, measure)
        _name_points(axes, shown, own, funnel.average)
        if shown.empty:
            say_nothing_is_published(axes)

    values = funnel.points["value"].tolist()
    return Figure.of(
        Drawing(paint, height=4.6),
        title=title,
        subtitle=f"{subtitle}; filled triangle: beyond the 99.8% limits, hollow: beyond the 95% limits",
        alt=describe(
            f"Funnel plot of {measure.unit} by {size}",
            title,
            spread(
                values,
                measure,
                names=[str(one) for one in funnel.points["area_name"]],
            ),
            *_say(funnel, own, measure),
        ),
        table=_table(funnel, title, size, measure),
    )


def _paint_limits(axes: Axes, funnel: Funnel) -> None:
    for name, _, style, width in _LIMITS:
        for side in ("lower", "upper"):
            axes.plot(
                funnel.limits["denominator"], funnel.limits[f"{side}_{name}"], color=FAINT,
                linestyle=style, linewidth=width, zorder=2,
            )  # fmt: skip
    if pd.notna(funnel.average):
        axes.axhline(funnel.average, color=INK, linewidth=1.4, zorder=2)


def _label_limits(axes: Axes, funnel: Funnel, measure: Measure) -> None:
    ends = [End(f"average {measure.say(funnel.average)}", funnel.average)]
    if len(funnel.limits):
        last = funnel.limits.iloc[-1]
        ends += [End(label, last[f"upper_{name}"], FAINT) for name, label, *_ in _LIMITS]
    label_ends(axes, [end for end in ends if pd.notna(end.height)])


def _paint_points(axes: Axes, shown: pd.DataFrame, own: pd.DataFrame) -> None:
    """Draw the points of each level as one collection, the own area over them."""
    for level, style in _MARKS.items():
        some = shown[shown["level"] == level]
        if len(some):
            axes.scatter(some["denominator"], some["value"], linewidth=1, zorder=3, **style)
    if len(own):
        axes.scatter(
            own["denominator"], own["value"], s=90, marker="D", color=AREA, linewidth=1.5,
            edgecolor=PAPER, zorder=5,
        )  # fmt: skip


def _name_points(axes: Axes, shown: pd.DataFrame, own: pd.DataFrame, average: float) -> None:
    """Name the own area, then what lies furthest out, where no other name stands."""
    outside = shown[shown["level"].isin(["above 99.8%", "below 99.8%"])]
    outside = outside.drop(own.index, errors="ignore")
    furthest = (outside["value"] - average).abs().sort_values(ascending=False).index[:_NAMED]
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    across = ((shown["denominator"] - left) / (right - left)).to_numpy()
    up = ((shown["value"] - low) / (high - low)).to_numpy()
    at = dict(zip(shown.index, zip(across, up, strict=True), strict=True))
    taken: list[_Room] = []
    for place, row in pd.concat([own, outside.loc[furthest]]).iterrows():
        mine = place in own.index
        most = len(shown) if mine else 0
        side = _find_side(at[place], len(row["area_name"]), across, up, taken, most)
        if side is None and not mine:
            continue
        offset, across_from, up_from = side or _SIDES[0]
        axes.annotate(
            row["area_name"], (row["denominator"], row["value"]),
            xytext=offset, textcoords="offset points", ha=across_from, va=up_from,
            color=AREA if mine else INK, fontsize=9, zorder=7,
            fontweight="bold" if mine else "normal",
            path_effects=[withStroke(linewidth=2, foreground=PAPER)],
        )  # fmt: skip


def _find_side(
    point: tuple[float, float],
    letters: int,
    across: npt.NDArray[np.float64],
    up: npt.NDArray[np.float64],
    taken: list[_Room],
    most: int,
) -> _Side | None:
    """Return the side of a point on which its name covers no name and the fewest points, if few."""
    free: list[tuple[int, int, _Side, _Room]] = []
    for side in _SIDES:
        left, right, low, high = room = _room(point, letters, side)
        meets = any(left < b and a < right and low < d and c < high for a, b, c, d in taken)
        inside = (across > left) & (across < right) & (up > low) & (up < high)
        covered = int(inside.sum())
        if not meets and covered <= most and right <= 1 and left >= 0 and high <= 1:
            free.append((covered, len(free), side, room))
    if not free:
        return None
    _, _, side, room = min(free, key=lambda one: one[:2])
    taken.append(room)
    return side


def _room(point: tuple[float, float], letters: int, side: _Side) -> _Room:
    """Return left, right, lower and upper end of a name, as shares of the axes."""
    (x, y), wide = point, letters * _LETTER[0]
    _, across, up = side
    left = {"left": x + 0.012, "right": x - 0.012 - wide, "center": x - wide / 2}[across]
    low = {"center": y - _LETTER[1] / 2, "bottom": y + 0.015, "top": y - 0.015 - _LETTER[1]}[up]
    return left, left + wide, low, low + _LETTER[1]


def _say(funnel: Funnel, own: pd.DataFrame, measure: Measure) -> list[str]:
    counts = funnel.points["level"].value_counts()
    said = [
        f"{count_of(counts[level], 'area', 'areas')} {level} limits"
        for level in ("above 99.8%", "above 95%", "below 95%", "below 99.8%")
        if level in counts
    ]
    return [
        f"The average is {measure.say(funnel.average)}" if pd.notna(funnel.average) else "",
        f"Outside: {join_words(said)}" if said else "No area lies outside the limits",
        *(
            f"{row['area_name']}: {measure.say(row['value'])}, {row['level']}"
            + ("" if row["level"] == "not compared" else " limits")
            for _, row in own.iterrows()
        ),
        funnel.note,
    ]


def _table(funnel: Funnel, caption: str, size: str, measure: Measure) -> Table:
    return Table(
        caption,
        ["Area", size, measure.unit, "Level"],
        [
            [str(row["area_name"]), number(row["denominator"]), measure.in_full.plain(row["value"]),
             str(row["level"])]
            for _, row in funnel.points.sort_values("value", ascending=False).iterrows()
        ],
        [funnel.note] if funnel.note else [],
    )  # fmt: skip
