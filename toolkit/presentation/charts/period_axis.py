"""The horizontal axis of time."""

from __future__ import annotations

from matplotlib.axes import Axes

from toolkit.presentation.charts.series import Timeline

__all__ = ["mark_periods"]


def mark_periods(axes: Axes, timeline: Timeline) -> None:
    """Name the periods of a timeline, as far as there is room, and set the axis's limits."""
    shown = timeline.named()
    axes.set_xticks(
        [timeline.places[end] for end in shown], [timeline.labels[end] for end in shown]
    )
    axes.set_xlim(-0.02 * timeline.last - 0.1, 1.02 * timeline.last + 0.1)
