"""Charts: results in, a figure with its words out; no statistic is made here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from toolkit.analysis.change import period_of
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.theme import AREA, BAND, BAND_EDGE, COMPARATORS, Drawing
from toolkit.presentation.wording import interval, number

__all__ = ["Series", "trend_chart"]


@dataclass(frozen=True)
class Series:
    """One line of a trend chart.

    Parameters
    ----------
    label : str
        Whose it is.
    rows : pandas.DataFrame
        Results in order of period.
    """

    label: str
    rows: pd.DataFrame


def trend_chart(
    series: Sequence[Series], *, title: str, subtitle: str, unit: str, decimals: int
) -> Figure:
    """Draw the area's series with its intervals, and its comparators' lines.

    Parameters
    ----------
    series : sequence of Series
        The area's first.
    title, subtitle, unit : str
        The finding; measure, unit and period; the axis.
    decimals : int
        Of the values in the words.

    Returns
    -------
    Figure
        With alternative text made from the same rows.
    """
    ends = sorted({end for one in series for end in one.rows["period_end"]})
    # Years stand apart as they are in time, so that a missing one is seen.
    places = {end: (end.year - ends[0].year) + (end.month - ends[0].month) / 12 for end in ends}
    labels = {
        row["period_end"]: str(period_of(row)) for one in series for _, row in one.rows.iterrows()
    }

    def paint(axes: Axes) -> None:
        for place, (one, style) in enumerate(zip(series[1:], itertools.cycle(COMPARATORS))):
            _paint_line(axes, one, places, **style, linewidth=1.5, markersize=4, zorder=2 + place)
        _paint_interval(axes, series[0], places)
        _paint_line(axes, series[0], places, color=AREA, linestyle="-", marker="o", linewidth=2.2,
                    markersize=5, zorder=6)  # fmt: skip
        shown = _spaced(places, labels)
        axes.set_xticks([places[end] for end in shown], [labels[end] for end in shown])
        axes.set_ylabel(unit)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        axes.set_ylim(bottom=0)
        last = max(places.values())
        axes.set_xlim(-0.02 * last - 0.1, 1.02 * last + 0.1)
        _label_ends(axes, series)

    return Figure.of(
        Drawing(paint), title=title, subtitle=subtitle, alt=_trend_in_words(series, unit, decimals)
    )


def _held(one: Series) -> pd.DataFrame:
    return one.rows[one.rows["value"].notna()]


def _paint_line(axes: Axes, one: Series, places: dict[pd.Timestamp, float], **style: Any) -> None:
    x: list[float] = []
    y: list[float] = []
    for run in _runs(one.rows.drop_duplicates("period_end"), places):
        x += [*(places[end] for end in run["period_end"]), math.nan]
        y += [*run["value"], math.nan]
    axes.plot(x[:-1], y[:-1], label=one.label, **style)
    unsure = one.rows[one.rows["state"] == "unreliable"]
    axes.plot(
        [places[end] for end in unsure["period_end"]],
        unsure["value"],
        linestyle="none",
        marker=style["marker"],
        markersize=style["markersize"],
        markeredgecolor=style["color"],
        markerfacecolor="white",
        zorder=7,
    )


def _runs(rows: pd.DataFrame, places: dict[pd.Timestamp, float]) -> Iterator[pd.DataFrame]:
    """Yield the stretches of a series that may be joined: no gap in time, one source throughout."""
    rows = rows[rows["value"].notna()]
    steps = sorted(b - a for a, b in itertools.pairwise(sorted(places.values())))
    usual = steps[len(steps) // 2] if steps else 1.0
    start = 0
    for place in range(1, len(rows)):
        before, after = rows.iloc[place - 1], rows.iloc[place]
        apart = places[after["period_end"]] - places[before["period_end"]] > 1.5 * usual
        if apart or not set(before["source"].split()) & set(after["source"].split()):
            yield rows.iloc[start:place]
            start = place
    yield rows.iloc[start:]


def _spaced(
    places: dict[pd.Timestamp, float], labels: dict[pd.Timestamp, str]
) -> list[pd.Timestamp]:
    """Return the periods to be named on the axis, from the last back, as far as there is room."""
    # Some seventy characters fit below the axis.
    width = 2 + max(map(len, labels.values()))
    room = (max(places.values()) + 1) * width / 70
    shown: list[pd.Timestamp] = []
    for end in sorted(places, reverse=True):
        if not shown or places[shown[-1]] - places[end] >= room:
            shown.append(end)
    return shown[::-1]


def _paint_interval(axes: Axes, one: Series, places: dict[pd.Timestamp, float]) -> None:
    for run in _runs(one.rows.drop_duplicates("period_end"), places):
        x = [places[end] for end in run["period_end"]]
        axes.fill_between(
            x, run["lower"], run["upper"], facecolor=BAND, edgecolor=BAND_EDGE, linewidth=0.8
        )
    apart = one.rows[one.rows["lower"].notna()]
    if len(apart):
        axes.vlines(
            [places[end] for end in apart["period_end"]],
            apart["lower"],
            apart["upper"],
            color=BAND_EDGE,
            linewidth=1,
        )


def _label_ends(axes: Axes, series: Sequence[Series]) -> None:
    """Name each line beside the axes, at the height of its end."""
    ends = []
    for place, one in enumerate(series):
        held = _held(one)
        if len(held):
            color = (
                AREA if place == 0 else str(COMPARATORS[(place - 1) % len(COMPARATORS)]["color"])
            )
            ends.append(End(one.label, held.iloc[-1]["value"], color, own=place == 0))
    label_ends(axes, ends)
    if not ends:
        say_nothing_is_published(axes)


def _trend_in_words(series: Sequence[Series], unit: str, decimals: int) -> str:
    parts = []
    for one in series:
        held = _held(one)
        if held.empty:
            parts.append(f"{one.label}: no value is published.")
            continue
        first, last = held.iloc[0], held.iloc[-1]
        text = f"{one.label}: {number(first['value'], decimals)} in {period_of(first)}"
        if len(held) > 1:
            text += f", {number(last['value'], decimals)} in {period_of(last)}"
        limits = interval(last["lower"], last["upper"], decimals)
        parts.append(text + (f" (95% interval {limits})" if limits else "") + ".")
    return f"Line chart of {unit}. " + " ".join(parts)
