"""The axes of charts: periods, and values with their unit."""

from __future__ import annotations

from matplotlib.axes import Axes

from toolkit.presentation.charts.series import Timeline

__all__ = ["mark_periods", "mark_values", "write_tick"]


def mark_periods(axes: Axes, timeline: Timeline) -> None:
    """Name the periods of a timeline, as far as there is room, and set the axis's limits."""
    shown = timeline.named()
    axes.set_xticks(
        [timeline.places[end] for end in shown], [timeline.labels[end] for end in shown]
    )
    axes.set_xlim(-0.02 * timeline.last - 0.1, 1.02 * timeline.last + 0.1)


def mark_values(axes: Axes, unit: str, *, upright: bool = True) -> None:
    """Name the unit of the values on their axis, and write its numbers as the text does."""
    axis = axes.yaxis if upright else axes.xaxis
    axis.set_label_text(unit)
    axis.set_major_formatter(lambda value, _: write_tick(value))


def write_tick(value: float) -> str:
    """Return a number of an axis: commas, a true minus sign, and no more decimals than it has.

    Examples
    --------
    >>> write_tick(12000.0), write_tick(-0.5)
    ('12,000', '−0.5')
    """
    return f"{value:,.10g}".replace("-", "−")
