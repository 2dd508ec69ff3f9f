"""Plots: how a program that draws charts itself may draw what a figure shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Plot"]


@dataclass(frozen=True)
class Plot:
    """Which columns of a figure's table are drawn, and how.

    The numbers are those that the table prints, so that a chart that a
    reader can edit and the table behind it cannot differ.

    Parameters
    ----------
    kind : {"line", "bars", "columns", "stacked"}
        Lines over periods; bars that lie; columns that stand; columns on top
        of each other.
    unit : str
        Of the values, for the axis.
    values : sequence of int
        Places of the columns that hold a series each; the first column of the
        table names the points.
    intervals : sequence of int
        For each series the place of the column that holds its interval; -1
        where it has none.
    latest_first : bool
        Whether the table's last row is the first point.
    """

    kind: str
    unit: str
    values: Sequence[int]
    intervals: Sequence[int] = ()
    latest_first: bool = False
