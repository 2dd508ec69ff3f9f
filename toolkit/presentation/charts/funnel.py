"""Areas by size, inside and outside what chance would give."""

from __future__ import annotations

from typing import Any

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
_NEAR = (0.3, 0.045)  # of the axes: names nearer to each other would overlap
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
    taken: list[tuple[float, float]] = []
    for place, row in pd.concat([own, outside.loc[furthest]]).iterrows():
        x = (row["denominator"] - left) / (right - left)
        y = (row["value"] - low) / (high - low)
        if any(abs(x - a) < _NEAR[0] and abs(y - b) < _NEAR[1] for a, b in taken):
            continue
        taken.append((x, y))
        mine = place in own.index
        axes.annotate(
            row["area_name"], (row["denominator"], row["value"]),
            xytext=(-8 if x > 0.5 else 8, 0), textcoords="offset points", va="center",
            ha="right" if x > 0.5 else "left", color=AREA if mine else INK, fontsize=9,
            fontweight="bold" if mine else "normal", zorder=7,
            path_effects=[withStroke(linewidth=2, foreground=PAPER)],
        )  # fmt: skip


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
            [str(row["area_name"]), number(row["denominator"]), measure.plain(row["value"]),
             str(row["level"])]
            for _, row in funnel.points.sort_values("value", ascending=False).iterrows()
        ],
        [funnel.note] if funnel.note else [],
    )  # fmt: skip
