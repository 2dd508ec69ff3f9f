"""The way to a target: the straight line, the latest value with its interval, and the status."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from toolkit.analysis.trajectories import Trajectory
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.axes import mark_periods, mark_values
from toolkit.presentation.charts.bars import paint_whiskers
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.charts.series import Timeline
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, FAINT, PAPER, PICKED, Drawing
from toolkit.presentation.wording import count_of

__all__ = ["trajectory_chart"]

_WIDEST = 28  # letters on one line
_LATE = 0.65  # of the time, after which a name has no room to the right


def trajectory_chart(
    trajectory: Trajectory, *, title: str, subtitle: str, measure: Measure
) -> Figure:
    """Draw the way from a baseline to a target, and where the latest value stands to it.

    Parameters
    ----------
    trajectory : Trajectory
        Path, target, latest value and status.
    title, subtitle : str
        The finding; measure and periods.
    measure : Measure
        How the values are written.

    Returns
    -------
    Figure
        Its subtitle has the status in words.
    """
    timeline = _timeline(trajectory)

    def paint(axes: Axes) -> None:
        _paint_path(axes, trajectory, timeline.place(trajectory.path))
        _paint_latest(axes, trajectory, timeline.places[pd.Timestamp(trajectory.latest_period.end)])
        mark_periods(axes, timeline)
        mark_values(axes, measure.unit)
        _make_room(axes)
        _name_levels(axes, trajectory, measure)
        _name_latest(axes, trajectory, timeline, measure)

    return Figure.of(
        Drawing(paint),
        title=title,
        subtitle=f"{subtitle}; {_status(trajectory)}",
        alt=describe(
            f"Line chart in {measure.unit}", title, *_trajectory_in_words(trajectory, measure)
        ),
        table=_table(trajectory, measure),
    )


def _timeline(trajectory: Trajectory) -> Timeline:
    """Return the timeline of baseline, path, latest and target; of the path only its ends are named."""
    named = {
        pd.Timestamp(period.end): period.label
        for period in (
            trajectory.baseline_period, trajectory.latest_period, trajectory.target_period
        )
    }  # fmt: skip
    ends = sorted({*trajectory.path["period_end"], *named})
    places = {end: (end.year - ends[0].year) + (end.month - ends[0].month) / 12 for end in ends}
    return Timeline(places, {end: named.get(end, "") for end in ends})


def _paint_path(axes: Axes, trajectory: Trajectory, places: list[float]) -> None:
    axes.plot(
        places, trajectory.path["expected"], color=FAINT, linestyle="--", linewidth=1.6,
        marker="o", markersize=3.5, zorder=3,
    )  # fmt: skip
    if np.isfinite(trajectory.target):
        axes.axhline(trajectory.target, color=PICKED, linestyle="-.", linewidth=1.3, zorder=2)


def _paint_latest(axes: Axes, trajectory: Trajectory, place: float) -> None:
    paint_whiskers(axes, [trajectory.lower], [trajectory.upper], [place], colour=AREA)
    if np.isfinite(trajectory.latest):
        axes.plot([place], [trajectory.latest], "o", color=AREA, markersize=9, zorder=6)
    else:
        say_nothing_is_published(axes)


def _make_room(axes: Axes) -> None:
    """Leave as much room above and below as names take; 0 is passed only by what lies below it."""
    low, high = axes.get_ylim()
    room = 0.3 * (high - low)
    axes.set_ylim(low - room if low < 0 else max(0.0, low - room), high + room)


def _name_levels(axes: Axes, trajectory: Trajectory, measure: Measure) -> None:
    if np.isfinite(trajectory.target):
        said = f"target {measure.say(trajectory.target)}"
        label_ends(axes, [End(said, trajectory.target, PICKED)])


def _name_latest(axes: Axes, trajectory: Trajectory, timeline: Timeline, measure: Measure) -> None:
    """Write the latest value above its interval, where the way does not run."""
    if not np.isfinite(trajectory.latest):
        return
    place = timeline.places[pd.Timestamp(trajectory.latest_period.end)]
    top = max(filter(np.isfinite, (trajectory.latest, trajectory.upper)))
    falls = trajectory.target < trajectory.baseline
    # Above a way that falls there is room to the right, above one that rises to the left.
    aside = "left" if falls and place < _LATE * timeline.last else "right"
    axes.annotate(
        textwrap.fill(
            f"{trajectory.latest_period.label}: {measure.say(trajectory.latest)}, "
            f"{_status(trajectory)}",
            _WIDEST,
        ),
        (place, top), xytext=(0, 9), textcoords="offset points", color=AREA, fontweight="bold",
        ha=aside if place else "left", zorder=8,
        path_effects=[withStroke(linewidth=3, foreground=PAPER)],
    )  # fmt: skip


def _status(trajectory: Trajectory) -> str:
    words = {
        "met": "the target is met",
        "not known": "whether it is on track is not known",
        "within uncertainty": "short of the way to the target, but within uncertainty",
        "on track": "on track to the target",
        "off track": "off track",
    }
    return words[trajectory.status]


def _trajectory_in_words(trajectory: Trajectory, measure: Measure) -> list[str]:
    said = [
        f"The straight way from {measure.say(trajectory.baseline)} in "
        f"{trajectory.baseline_period} to a target of {measure.say(trajectory.target)} in "
        f"{trajectory.target_period}."
    ]
    limits = measure.limits(trajectory.lower, trajectory.upper)
    if np.isfinite(trajectory.latest):
        said.append(
            f"The latest value, in {trajectory.latest_period}, is "
            f"{measure.write(trajectory.latest)}"
            + (f" (95% interval {limits})" if limits else "")
            + f": {_status(trajectory)}."
        )
    else:
        said.append(f"There is no latest value: {_status(trajectory)}.")
    if trajectory.people_needed > 0 and np.isfinite(trajectory.people_needed):
        said.append(f"Short by {count_of(trajectory.people_needed, 'person', 'people')}.")
    return said


def _table(trajectory: Trajectory, measure: Measure) -> Table:
    path, exact = trajectory.path, measure.in_full
    rows = [
        [f"On the way, {end:%B %Y}", exact.plain(expected), "–"]
        for end, expected in zip(path["period_end"], path["expected"], strict=True)
    ]
    limits = exact.limits(trajectory.lower, trajectory.upper) or "–"
    rows.append([f"Latest, {trajectory.latest_period}", exact.plain(trajectory.latest), limits])
    rows.append([f"Target, {trajectory.target_period}", exact.plain(trajectory.target), "–"])
    return Table(
        "The way to the target", ["Point", f"Value ({measure.unit})", "95% interval"], rows
    )
