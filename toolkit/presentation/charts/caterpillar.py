"""Ranked areas, each with its interval, and the one that a report is about picked out."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.axes import mark_values
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.charts.rows import area_table, drawable, limited, name_areas
from toolkit.presentation.claims.alt_text import describe, spread
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.theme import AREA, COMPARATORS, INK, OTHERS, PAPER, Drawing
from toolkit.presentation.wording import count_of, number

__all__ = ["caterpillar_chart"]


def caterpillar_chart(
    rows: pd.DataFrame,
    *,
    area: str,
    title: str,
    subtitle: str,
    measure: Measure,
    comparators: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    place: str = "",
) -> Figure:
    """Draw areas from the lowest to the highest, with their intervals.

    Parameters
    ----------
    rows : pandas.DataFrame
        Results of one indicator and period: the areas and the comparators.
    area : str
        Code of the area to pick out.
    title, subtitle : str
        The finding; measure and period.
    measure : Measure
        How the values are written.
    comparators : sequence of str
        Codes of nations or regions, drawn as lines across.
    names : mapping, optional
        Names by code, where they are not the catalogue's.
    place : str
        The area's rank in words, for the alternative text.

    Returns
    -------
    Figure
        Areas without a figure are counted below it, and stand in its table.
    """
    called = names or {}
    beside = rows[rows["area_code"].isin(comparators)]
    ranked = rows[~rows["area_code"].isin(comparators)].sort_values("value", kind="stable")
    shown = drawable(ranked).reset_index(drop=True)
    own = shown[shown["area_code"] == area]

    def paint(axes: Axes) -> None:
        _paint_areas(axes, shown, area)
        axes.margins(x=0.02, y=0.08)
        _paint_comparators(axes, drawable(beside), called, measure)
        mark_values(axes, measure.unit)
        _name_extremes(axes, shown, called, measure)
        _name_own(axes, own, called, len(shown))
        axes.set_xlabel(_counted(ranked, shown))
        if shown.empty:
            say_nothing_is_published(axes)

    return Figure.of(
        Drawing(paint),
        title=title,
        subtitle=f"{subtitle}; lines: 95% confidence intervals"
        if len(limited(shown))
        else subtitle,
        alt=describe(
            f"Ranked dot chart of areas by {measure.unit}",
            title,
            spread(ranked["value"].tolist(), measure, names=name_areas(ranked, called)),
            *(_say(row, called, measure) for _, row in pd.concat([own, beside]).iterrows()),
            place,
        ),
        table=area_table(
            pd.concat([beside, ranked.iloc[::-1]]),
            called,
            caption=title,
            measure=measure,
        ),
    )


def _paint_areas(axes: Axes, shown: pd.DataFrame, area: str) -> None:
    """Draw all areas as one collection of lines and one of points; the own area over them."""
    mine = shown["area_code"] == area
    for some, colour, line, size, marker, order in (
        (shown[~mine], OTHERS, 0.9, 9, "o", 2),
        (shown[mine], AREA, 2.4, 70, "D", 5),
    ):
        sure = limited(some)
        axes.vlines(
            sure.index, sure["lower"], sure["upper"], color=colour, linewidth=line, zorder=order
        )
        axes.scatter(
            some.index, some["value"], s=size, marker=marker, color=colour if order > 2 else INK,
            linewidth=0, zorder=order + 1,
        )  # fmt: skip


def _paint_comparators(
    axes: Axes, beside: pd.DataFrame, names: Mapping[str, str], measure: Measure
) -> None:
    ends = []
    named = zip(name_areas(beside, names), beside["value"], strict=True)
    for (name, value), style in zip(named, itertools.cycle(COMPARATORS)):
        colour = str(style["color"])
        axes.axhline(value, color=colour, linestyle=style["linestyle"], linewidth=1.5, zorder=4)
        ends.append(End(f"{name} {measure.say(value)}", value, colour))
    label_ends(axes, ends)


def _name_extremes(
    axes: Axes, shown: pd.DataFrame, names: Mapping[str, str], measure: Measure
) -> None:
    """Name the lowest and the highest area below the axis, where no mark is covered."""
    axes.set_xticks([])
    if len(shown) < 2:
        return
    called = name_areas(shown.iloc[[0, -1]], names)
    ends = zip((0, 1), ("Lowest", "Highest"), called, shown["value"].iloc[[0, -1]], strict=True)
    for across, word, name, value in ends:
        axes.annotate(
            f"{word}: {name} {measure.say(value)}",
            (across, 0),
            xycoords="axes fraction",
            xytext=(0, -5),
            textcoords="offset points",
            ha="right" if across else "left",
            va="top",
            annotation_clip=False,
            fontsize=9,
        )
    axes.xaxis.labelpad = 20


def _name_own(axes: Axes, own: pd.DataFrame, names: Mapping[str, str], areas: int) -> None:
    for name, (place, row) in zip(name_areas(own, names), own.iterrows(), strict=True):
        top = row["upper"] if len(limited(own)) else row["value"]
        third = 3 * int(str(place)) // max(areas, 1)
        axes.annotate(
            name,
            (int(str(place)), top),
            xytext=(0, 7),
            textcoords="offset points",
            ha=("left", "center", "right")[min(third, 2)],
            color=AREA,
            fontweight="bold",
            path_effects=[withStroke(linewidth=3, foreground=PAPER)],
            zorder=8,
        )


def _counted(ranked: pd.DataFrame, shown: pd.DataFrame) -> str:
    absent = len(ranked) - len(shown)
    without = f"; {number(absent)} without a figure" if absent else ""
    return f"{count_of(len(shown), 'area', 'areas')}, from the lowest to the highest{without}"


def _say(row: pd.Series, names: Mapping[str, str], measure: Measure) -> str:
    (name,) = name_areas(row.to_frame().T, names)
    limits = measure.limits(row["lower"], row["upper"])
    said = f" (95% interval {limits})" if limits else ""
    return f"{name}: {measure.say(row['value'])}{said}"
