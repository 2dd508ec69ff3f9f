"""Points of a chart that a program draws: the numbers that the figure's table prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.presentation.blocks import Figure
from toolkit.presentation.tables import figure_in
from toolkit.reports.documents.columns import limits_in

__all__ = ["Points", "points_of"]


@dataclass(frozen=True)
class Points:
    """What a chart draws.

    Parameters
    ----------
    names : sequence of str
        Of the points, in their order.
    series : dict of str to list of float or None
        A value a point, None where none is printed; never 0 for it.
    limits : dict of str to list of tuple or None
        The intervals of the series that have some.
    unit : str
        Of the values.
    """

    names: Sequence[str]
    series: dict[str, list[float | None]]
    limits: dict[str, list[tuple[float, float] | None]]
    unit: str

    @property
    def least(self) -> float:
        """The lowest value; 0 where there is none."""
        held = [value for values in self.series.values() for value in values if value is not None]
        return min(held, default=0.0)


def points_of(figure: Figure) -> Points | None:
    """Return what a program draws of a figure; None where it can draw nothing.

    Parameters
    ----------
    figure : Figure
        With a table and a plot of it, or without.

    Examples
    --------
    >>> from toolkit.presentation.blocks import Plot, Table
    >>> table = Table("Deaths", ["Period", "York"], [["2021", "3 [u]"], ["2020", "[c]"]])
    >>> plot = Plot("line", "deaths", [1], latest_first=True)
    >>> points_of(Figure("", "Deaths", "", "", table, plot=plot)).series
    {'York': [None, 3.0]}
    """
    plot, table = figure.plot, figure.table
    if plot is None or table is None:
        return None
    rows = list(table.rows)[::-1] if plot.latest_first else list(table.rows)
    named = {place: f"{table.columns[place]}" for place in plot.values}
    series = {name: [figure_in(row[place]) for row in rows] for place, name in named.items()}
    beside = dict(zip(plot.values, plot.intervals, strict=False))
    limits = {
        named[place]: [limits_in(row[at]) for row in rows]
        for place, at in beside.items()
        if at >= 0 and any(limits_in(row[at]) for row in rows)
    }
    if not any(value is not None for values in series.values() for value in values):
        return None
    return Points([row[0] for row in rows], series, limits, plot.unit)
