"""The run chart (XmR): a series with its mean and limits, and what in it stands out."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from toolkit.analysis.run_charts import RunChart
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.axes import mark_periods, mark_values
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.charts.series import Series, Timeline
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, FAINT, INK, PAPER, PICKED, Drawing
from toolkit.presentation.wording import count_of, join_words

__all__ = ["run_chart"]


def run_chart(chart: RunChart, *, title: str, subtitle: str, measure: Measure) -> Figure:
    """Draw a run chart; points of special cause are picked out by shape and colour.

    Parameters
    ----------
    chart : RunChart
        Points, centre line, limits and target.
    title, subtitle : str
        The finding; measure and periods.
    measure : Measure
        How the values are written.

    Returns
    -------
    Figure
    """
    timeline = Timeline.of([Series("", chart.points)])
    labels = [timeline.labels[end] for end in chart.points["period_end"]]

    def paint(axes: Axes) -> None:
        _paint_points(axes, chart, timeline.place(chart.points))
        mark_periods(axes, timeline)
        mark_values(axes, measure.unit)
        _paint_levels(axes, chart, measure)

    return Figure.of(
        Drawing(paint),
        title=title,
        subtitle=f"{subtitle}; diamonds: more than common variation",
        alt=describe(f"Run chart in {measure.unit}", title, *_run_in_words(chart, labels, measure)),
        table=_table(chart, labels, measure),
    )


def _paint_points(axes: Axes, chart: RunChart, places: list[float]) -> None:
    """Put the series on, a gap where a value is missing."""
    x = np.array(places)
    values = chart.points["value"].where(np.isfinite(chart.points["value"])).to_numpy()
    if np.isnan(values).all():
        say_nothing_is_published(axes)
    axes.plot(x, values, color=AREA, linewidth=1.6, marker="o", markersize=5, zorder=4)
    special = (chart.points["cause"] != "").to_numpy()
    axes.plot(
        x[special], values[special], linestyle="none", marker="D", markersize=8,
        color=PICKED, markeredgecolor=PAPER, zorder=5,
    )  # fmt: skip


def _paint_levels(axes: Axes, chart: RunChart, measure: Measure) -> None:
    """Put mean, limits and target on, each named at its end."""
    levels = [
        ("mean", chart.mean, INK, "-"),
        ("upper limit", chart.upper, FAINT, "--"),
        ("lower limit", chart.lower, FAINT, "--"),
        ("target", chart.target, PICKED, "-."),
    ]
    shown = [level for level in levels if np.isfinite(level[1])]
    for _, height, colour, style in shown:
        axes.axhline(height, color=colour, linestyle=style, linewidth=1.3, zorder=2)
    label_ends(
        axes, [End(f"{name} {measure.say(at)}", at, colour) for name, at, colour, _ in shown]
    )


def _run_in_words(chart: RunChart, labels: list[str], measure: Measure) -> list[str]:
    held = chart.points[np.isfinite(chart.points["value"])]
    if held.empty:
        return ["No value is published"]
    said = [
        f"{count_of(len(held), 'point', 'points')} from {labels[0]} to {labels[-1]}, "
        f"between {measure.say(held['value'].min())} and {measure.say(held['value'].max())}."
    ]
    if np.isfinite(chart.mean):
        said.append(f"Mean {measure.say(chart.mean)}.")
    if np.isfinite(chart.lower):
        said.append(f"Limits {measure.say(chart.lower)} and {measure.say(chart.upper)}.")
    special = chart.points[chart.points["cause"] != ""]
    causes = join_words(list(dict.fromkeys(special["cause"])))
    said.append(
        f"{count_of(len(special), 'point stands', 'points stand')} out: {causes}."
        if len(special)
        else "No point stands out."
    )
    if np.isfinite(chart.target):
        said.append(f"Target {measure.say(chart.target)}: {chart.assurance or 'not judged'}.")
    return said


def _table(chart: RunChart, labels: list[str], measure: Measure) -> Table:
    cells = zip(labels, chart.points["value"], chart.points["cause"], strict=True)
    return Table(
        "Points of the run chart",
        ["Period", f"Value ({measure.unit})", "More than common variation"],
        [[label, measure.in_full.plain(value), cause or "no"] for label, value, cause in cells][
            ::-1
        ],
        ["–: no figure."] if chart.points["value"].isna().any() else [],
    )
