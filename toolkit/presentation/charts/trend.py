"""A series over time with its interval, beside its comparators."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from toolkit.analysis.change import period_of
from toolkit.catalogue.measures import Break
from toolkit.presentation.blocks import Figure, Plot
from toolkit.presentation.charts.axes import mark_periods, mark_values
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.charts.rows import limited_at
from toolkit.presentation.charts.series import Series, Timeline
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.marks import HIDDEN, explain_marks, mark, marked
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, BAND, BAND_EDGE, COMPARATORS, FAINT, INK, Drawing

__all__ = ["say_series", "series_plot", "series_table", "trend_chart"]

_OWN = {"color": AREA, "linestyle": "-", "marker": "o", "linewidth": 2.2, "markersize": 5}
_OTHER = {"linewidth": 1.5, "markersize": 4}
# What a point looks like that is not plainly given: a shape of its own, not a hue.
_UNSURE = {"unreliable": None, "provisional": "P"}
_MEANINGS = {"unreliable": "hollow point: unreliable", "provisional": "cross: provisional"}


def trend_chart(
    series: Sequence[Series],
    *,
    title: str,
    subtitle: str,
    measure: Measure,
    breaks: Sequence[Break] = (),
) -> Figure:
    """Draw the area's series with its intervals, and its comparators' lines.

    Parameters
    ----------
    series : sequence of Series
        The area's first.
    title, subtitle : str
        The finding; measure, unit and period.
    measure : Measure
        How the values are written.
    breaks : sequence of Break
        Where a series ends and another begins; no line is drawn across.

    Returns
    -------
    Figure
        Its subtitle says what the band and the points that stand out mean.
    """
    timeline = Timeline.of(series, breaks)

    def paint(axes: Axes) -> None:
        for place, (one, style) in enumerate(zip(series[1:], itertools.cycle(COMPARATORS))):
            _paint_line(axes, one, timeline, **style, **_OTHER, zorder=2 + place)
        _paint_interval(axes, series[0], timeline)
        _paint_line(axes, series[0], timeline, **_OWN, zorder=6)
        mark_periods(axes, timeline)
        mark_values(axes, measure.unit)
        axes.set_ylim(bottom=0)
        _paint_breaks(axes, timeline)
        _paint_hidden(axes, series[0], timeline)
        _label_ends(axes, series)

    said = [say_series(one, measure) for one in series]
    reasons = [f"The series breaks before {one.before}: {one.reason}" for one in timeline.breaks]
    return Figure.of(
        Drawing(paint),
        title=title,
        subtitle="; ".join([subtitle, *_key(series)]),
        alt=describe(f"Line chart of {measure.unit}", title, *said, *reasons),
        table=series_table(series, title, measure, reasons),
        # A program would draw its line across the break.
        plot=None if reasons else series_plot(series, measure.unit),
    )


def _paint_line(axes: Axes, one: Series, timeline: Timeline, **style: Any) -> None:
    x: list[float] = []
    y: list[float] = []
    for run in timeline.runs(one):
        x += [*timeline.place(run), math.nan]
        y += [*run["value"], math.nan]
    axes.plot(x[:-1], y[:-1], label=one.label, **style)
    for state, marker in _UNSURE.items():
        unsure = one.held[one.held["state"] == state]
        if len(unsure):
            axes.plot(
                timeline.place(unsure),
                unsure["value"],
                linestyle="none",
                marker=marker or style["marker"],
                markersize=style["markersize"] + (4 if marker else 0),
                markeredgecolor=style["color"],
                markerfacecolor="white",
                zorder=7,
            )


def _paint_interval(axes: Axes, one: Series, timeline: Timeline) -> None:
    for run in timeline.runs(one):
        axes.fill_between(
            timeline.place(run),
            run["lower"],
            run["upper"],
            facecolor=BAND,
            edgecolor=BAND_EDGE,
            linewidth=0.8,
        )
        # A band has no width at an interval that stands alone.
        alone = run[_alone(limited_at(run))]
        if len(alone):
            axes.vlines(
                timeline.place(alone), alone["lower"], alone["upper"], color=BAND_EDGE, linewidth=2
            )


def _alone(there: pd.Series[bool]) -> pd.Series[bool]:
    """Return which of some places are there without a neighbour."""
    before, after = (there.shift(step, fill_value=False) for step in (1, -1))
    return there & ~before & ~after


def _paint_breaks(axes: Axes, timeline: Timeline) -> None:
    for one in timeline.breaks:
        place = timeline.place_of_break(one)
        axes.axvline(place, color=INK, linewidth=1, linestyle=(0, (2, 2)))
        axes.text(
            place, 0.99, " break in series", transform=axes.get_xaxis_transform(), va="top",
            color=INK, fontsize=8,
        )  # fmt: skip


def _paint_hidden(axes: Axes, one: Series, timeline: Timeline) -> None:
    """Write the mark of what is not given where it would stand, above the axis and never at 0."""
    hidden = one.rows[one.rows["value"].isna() & one.rows["state"].isin(HIDDEN)]
    for place, state in dict(zip(timeline.place(hidden), hidden["state"], strict=True)).items():
        axes.text(
            place, 0.02, mark(state), transform=axes.get_xaxis_transform(), ha="center",
            color=FAINT, fontsize=8,
        )  # fmt: skip


def _label_ends(axes: Axes, series: Sequence[Series]) -> None:
    colours = [AREA, *(str(style["color"]) for style in COMPARATORS)]
    ends = [
        End(one.label, one.held["value"].iloc[-1], colours[(place - 1) % 3 + 1 if place else 0],
            own=place == 0)
        for place, one in enumerate(series)
        if len(one.held)
    ]  # fmt: skip
    label_ends(axes, ends)
    if not ends:
        say_nothing_is_published(axes)


def _key(series: Sequence[Series]) -> list[str]:
    """Say what on the chart is not plain: the band, and points that stand out."""
    states = {state for one in series for state in one.held["state"]}
    own = series[0].rows
    hidden = set(own.loc[own["value"].isna(), "state"])
    return [
        *(["band: 95% confidence interval"] if own["lower"].notna().any() else []),
        *(text for state, text in _MEANINGS.items() if state in states),
        *(f"{mark(state)} {said}" for state, said in HIDDEN.items() if state in hidden),
    ]


def say_series(one: Series, measure: Measure) -> str:
    """Say the first and the last figure of a series."""
    if one.held.empty:
        return f"{one.label}: no value is published."
    first, last = one.held.iloc[0], one.held.iloc[-1]
    text = f"{one.label}: {measure.say(first['value'])} in {period_of(first)}"
    if len(one.held) > 1:
        text += f", {measure.say(last['value'])} in {period_of(last)}"
    limits = measure.limits(last["lower"], last["upper"])
    return text + (f" (95% interval {limits})" if limits else "") + "."


def series_table(
    series: Sequence[Series],
    caption: str,
    measure: Measure,
    notes: Sequence[str] = (),
) -> Table:
    """Return what is drawn, the last period first."""
    timeline = Timeline.of(series)
    exact = measure.in_full
    by_end = [{row["period_end"]: row for _, row in one.rows[::-1].iterrows()} for one in series]
    rows = []
    for end in sorted(timeline.places, reverse=True):
        cells = [marked(one[end], exact.plain) if end in one else "–" for one in by_end]
        own = by_end[0].get(end)
        limits = "" if own is None else exact.limits(own["lower"], own["upper"])
        rows.append([timeline.labels[end], cells[0], limits or "–", *cells[1:]])
    heads = [
        f"{series[0].label} ({measure.unit})",
        "95% interval",
        *(one.label for one in series[1:]),
    ]
    every = pd.concat([one.rows for one in series])
    rounded = measure.explain_rounding(every["value"])
    return Table(
        caption, ["Period", *heads], rows, [*explain_marks(every["state"]), *rounded, *notes]
    )


def series_plot(series: Sequence[Series], unit: str) -> Plot:
    """Return how a program may draw the table of some series: the first has the intervals."""
    others = range(3, 2 + len(series))
    return Plot("line", unit, [1, *others], [2, *(-1 for _ in others)], latest_first=True)
