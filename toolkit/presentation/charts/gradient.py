"""The inequality gradient: groups from the most to the least deprived, and the slope through them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from toolkit.analysis.inequality import Gradient
from toolkit.presentation.blocks import Figure, Plot
from toolkit.presentation.charts.axes import mark_values
from toolkit.presentation.charts.bars import paint_bars, paint_whiskers
from toolkit.presentation.charts.direct_labels import say_nothing_is_published
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, INK, PAPER, PICKED, Drawing
from toolkit.presentation.wording import number

__all__ = ["gradient_chart"]

_LETTERS = 95  # that fit below the axis
_FILL: dict[str, Any] = {"facecolor": "#a9c3dd", "edgecolor": AREA}


def gradient_chart(gradient: Gradient, *, title: str, subtitle: str, measure: Measure) -> Figure:
    """Draw a figure by deprivation: bars as broad as the group, intervals, and the slope.

    Parameters
    ----------
    gradient : Gradient
        Groups in order, the most deprived first.
    title, subtitle : str
        The finding; measure, unit and period.
    measure : Measure
        How the values are written.

    Returns
    -------
    Figure
        The slope's interval is in its subtitle.
    """

    def paint(axes: Axes) -> None:
        _paint_groups(axes, gradient)
        _paint_slope(axes, gradient)
        mark_values(axes, measure.unit)

    slope = _slope_in_words(gradient, measure)
    return Figure.of(
        Drawing(paint),
        title=title,
        subtitle=f"{subtitle}; {slope}; bars as broad as their share of the population",
        alt=describe(
            f"Bar chart in {measure.unit} by {gradient.category_type}, the most deprived first",
            title,
            *_gradient_in_words(gradient, measure),
            slope,
        ),
        table=_table(gradient, measure),
        plot=Plot("columns", measure.unit, [3], [4]),
    )


def _paint_groups(axes: Axes, gradient: Gradient) -> None:
    points = gradient.points
    middles = points["midpoint"].to_numpy(dtype=float)
    paint_bars(axes, 0, points["value"], middles, points["population_share"], **_FILL)
    paint_whiskers(axes, points["lower"], points["upper"], middles, colour=INK)
    axes.set_xticks(middles, _short_labels(points))
    axes.set_xlim(0, 1)
    axes.set_xlabel("from the most to the least deprived")
    drawn = np.append(points[["value", "lower", "upper"]].to_numpy(dtype=float), gradient.intercept)
    drawn = drawn[np.isfinite(drawn)]
    axes.set_ylim(min(0.0, *drawn, 0.0), max(drawn, default=1.0) * 1.08 or 1.0)
    if not np.isfinite(points["value"].to_numpy(dtype=float)).any():
        say_nothing_is_published(axes)


def _short_labels(points: pd.DataFrame) -> list[str]:
    """Return the groups' labels where each fits below its bar; else their places."""
    labels = [str(label) for label in points["label"]]
    room = points["population_share"].to_numpy(dtype=float) * _LETTERS
    if all(len(label) <= most for label, most in zip(labels, room, strict=True)):
        return labels
    return [str(place) for place in range(1, len(labels) + 1)]


def _paint_slope(axes: Axes, gradient: Gradient) -> None:
    """Put the fitted line on: straight on its own scale, hence bent on this one."""
    first, last = gradient.intercept, gradient.intercept - gradient.slope_index
    if not np.isfinite([first, last]).all():
        return
    x = np.linspace(0, 1, 50)
    scale = 100.0 if gradient.unit.startswith("%") else 1.0
    y = _between(np.array([first, last]) / scale, x, gradient.link) * scale
    axes.plot(x, y, color=PAPER, linewidth=4.5, zorder=4)
    axes.plot(x, y, color=PICKED, linestyle="--", linewidth=2, zorder=4)
    axes.annotate(
        "slope", (1, y[-1]), xytext=(6, 0), textcoords="offset points", va="center", color=PICKED,
        annotation_clip=False,
    )  # fmt: skip


def _between(
    ends: npt.NDArray[np.float64], x: npt.NDArray[np.float64], link: str
) -> npt.NDArray[np.float64]:
    """Return the line from one end to the other, drawn straight on the scale of the link."""
    if link == "log" and (ends > 0).all():
        return np.exp(np.interp(x, [0, 1], np.log(ends)))
    if link == "logit" and ((ends > 0) & (ends < 1)).all():
        return 1 / (1 + np.exp(-np.interp(x, [0, 1], np.log(ends / (1 - ends)))))
    return np.interp(x, [0, 1], ends)


def _slope_in_words(gradient: Gradient, measure: Measure) -> str:
    if not np.isfinite(gradient.slope_index):
        return "no slope can be given"
    fine = measure.finer(gradient.slope_index, gradient.slope_lower, gradient.slope_upper)
    sign = "−" if gradient.slope_index < 0 else ""
    index = f"{sign}{fine.difference(gradient.slope_index)}"
    limits = fine.limits(gradient.slope_lower, gradient.slope_upper)
    return f"slope index {index}" + (f" (95% interval {limits})" if limits else "")


def _gradient_in_words(gradient: Gradient, measure: Measure) -> list[str]:
    held = gradient.points[np.isfinite(gradient.points["value"].to_numpy(dtype=float))]
    if held.empty:
        return ["No value is published"]
    ends = held.iloc[[0, -1]] if len(held) > 1 else held
    said = ["; ".join(f"{row['label']}: {measure.say(row['value'])}" for _, row in ends.iterrows())]
    hidden = len(gradient.points) - len(held)
    if hidden:
        said.append(f"Without a value: {hidden} of {len(gradient.points)} groups")
    return said


def _table(gradient: Gradient, measure: Measure) -> Table:
    return Table(
        f"By {gradient.category_type}",
        ["Group", "Share of the population (%)", "Number", f"Value ({measure.unit})", "95% interval"],
        [
            [
                str(row["label"]),
                number(row["population_share"] * 100, 1),
                number(row["count"]),
                measure.plain(row["value"]),
                measure.limits(row["lower"], row["upper"]) or "–",
            ]
            for _, row in gradient.points.iterrows()
        ],
        ["–: no figure."] if gradient.points["value"].isna().any() else [],
    )  # fmt: skip
