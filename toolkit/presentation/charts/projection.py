"""The projection: what was, what is ahead with its interval, and how well that did before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.analysis.change import period_of
from toolkit.analysis.projection import Projection
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.axes import mark_periods, mark_values
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.charts.series import Series, Timeline
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, BAND, BAND_EDGE, PICKED, Drawing
from toolkit.presentation.wording import number

__all__ = ["projection_chart"]

_LEVELS = ["value", "lower", "upper"]


def projection_chart(
    projection: Projection, *, title: str, subtitle: str, measure: Measure
) -> Figure:
    """Draw a count and its projection, with the 95% prediction interval.

    Parameters
    ----------
    projection : Projection
        History, what is ahead, and the error on periods that were held back.
    title, subtitle : str
        The finding; measure and periods.
    measure : Measure
        How the values are written.

    Returns
    -------
    Figure
        Its subtitle has the method and its error on held-back periods.
    """
    rows = pd.concat([projection.history, projection.ahead], ignore_index=True)
    timeline = Timeline.of([Series("", rows)])
    labels = [timeline.labels[end] for end in rows["period_end"]]

    def paint(axes: Axes) -> None:
        places = timeline.place(rows)
        split = len(projection.history)
        mark_values(axes, measure.unit)
        _paint_ahead(axes, projection, places[max(split - 1, 0) :])
        _paint_history(axes, projection, places[:split])
        mark_periods(axes, timeline)
        axes.set_ylim(0, axes.get_ylim()[1] * 1.05)
        _name_ahead(axes, projection, measure)

    return Figure.of(
        Drawing(paint),
        title=title,
        subtitle=f"{subtitle}; {projection.method}, {_error(projection)}",
        alt=describe(
            f"Line chart in {measure.unit} with a projection",
            title,
            *_projection_in_words(projection, labels, measure),
            _error(projection),
        ),
        table=_table(projection, labels, measure),
    )


def _foreseen(measure: Measure) -> Measure:
    """Return how what is ahead is written: to the digits that a model carries."""
    return replace(measure, modelled=True)


def _finite(values: pd.Series[float]) -> pd.Series[float]:
    return values.where(np.isfinite(values.to_numpy(dtype=float)))


def _paint_history(axes: Axes, projection: Projection, places: list[float]) -> None:
    values = _finite(projection.history["value"])
    if values.isna().all():
        say_nothing_is_published(axes)
    axes.plot(places, values.to_numpy(), color=AREA, linewidth=2.2, marker="o", markersize=5)


def _paint_ahead(axes: Axes, projection: Projection, places: list[float]) -> None:
    """Put the band on, opening at the last value known, and the way through it."""
    ahead = projection.ahead
    last = projection.history["value"].tail(1)
    middle, low, high = (_finite(pd.concat([last, ahead[name]])).to_numpy() for name in _LEVELS)
    axes.fill_between(places, low, high, facecolor=BAND, edgecolor=BAND_EDGE, linewidth=1)
    axes.plot(places, middle, color=PICKED, linestyle="--", linewidth=2)
    axes.plot(places[1:], middle[1:], "D", color=PICKED, markersize=6, markerfacecolor="white")


def _name_ahead(axes: Axes, projection: Projection, measure: Measure) -> None:
    held = projection.ahead[np.isfinite(projection.ahead["value"])]
    if len(held):
        last = held.iloc[-1]
        said = _foreseen(measure).say(*last[_LEVELS])
        text = f"projected for {period_of(last)}: {said}"
        label_ends(axes, [End(text, last["value"], PICKED)])


def _error(projection: Projection) -> str:
    if not np.isfinite(projection.error):
        return "error on held-back periods not known"
    said = f"mean error on held-back periods {number(projection.error)}%"
    if np.isfinite(projection.naive_error):
        said += f" (repeating the last value: {number(projection.naive_error)}%)"
    return said


def _projection_in_words(projection: Projection, labels: list[str], measure: Measure) -> list[str]:
    said = []
    known = projection.history[np.isfinite(projection.history["value"])]
    if known.empty:
        said.append("No value is published.")
    else:
        last = known.iloc[-1]
        label = labels[projection.history.index.get_loc(known.index[-1])]
        said.append(
            f"{measure.plain(last['value'])} in {label}; before between "
            f"{measure.plain(known['value'].min())} and {measure.plain(known['value'].max())}."
        )
    for label, (_, row) in zip(
        labels[len(projection.history) :], projection.ahead[_LEVELS].iterrows(), strict=True
    ):
        limits = _foreseen(measure).limits(row["lower"], row["upper"])
        said.append(
            f"Projected for {label}: {_foreseen(measure).say(row['value'])}"
            + (f" (95% prediction interval {limits})" if limits else "")
            + "."
        )
    return said


def _table(projection: Projection, labels: list[str], measure: Measure) -> Table:
    history = [["–", measure.plain(value)] for value in projection.history["value"]]
    ahead = [
        [
            _foreseen(measure).limits(row["lower"], row["upper"]) or "–",
            f"{_foreseen(measure).plain(row['value'])} [e]",
        ]
        for _, row in projection.ahead[_LEVELS].iterrows()
    ]
    cells = zip(labels, history + ahead, strict=True)
    return Table(
        "The count and its projection",
        ["Period", f"Value ({measure.unit})", "95% prediction interval"],
        [[label, value, limits] for label, (limits, value) in cells][::-1],
        ["[e] projected, not counted, and given to two significant figures."],
    )
