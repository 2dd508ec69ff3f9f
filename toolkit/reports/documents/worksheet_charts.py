"""Charts of a worksheet: drawn by the spreadsheet, from the table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.presentation.blocks import Figure, Plot
from toolkit.presentation.theme import AREA, COMPARATORS, OTHERS
from toolkit.reports.documents.columns import Column, limits_in

__all__ = ["draw_chart"]

_KINDS = {
    "line": {"type": "line"},
    "bars": {"type": "bar"},
    "columns": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
}
_LINES = (AREA, *(one["color"] for one in COMPARATORS))
_FILLS = (AREA, OTHERS, *(one["color"] for one in COMPARATORS))
_DASHES = ("solid", "dash", "round_dot", "dash_dot")
_MARKERS = ("circle", "square", "triangle", "diamond")


def draw_chart(
    workbook: Any,
    page: Any,
    figure: Figure,
    plot: Plot,
    columns: Sequence[Column],
    *,
    head: int,
    place: tuple[int, int],
) -> None:
    """Put a figure on a worksheet as a chart of the table that stands there.

    Parameters
    ----------
    workbook, page : xlsxwriter's
        Where it goes.
    figure : Figure
        What it shows.
    plot : Plot
        How its table is drawn.
    columns : sequence of Column
        The figure's table, as it stands on the worksheet from its first column.
    head : int
        The row of the table's head.
    place : tuple of int
        Row and column of the chart's upper left corner.
    """
    chart = workbook.add_chart(_KINDS[plot.kind])
    rows = (head + 1, head + len(columns[0].values))
    beside = dict(zip(plot.values, plot.intervals, strict=False))
    for number, source in enumerate(plot.values):
        across = next(at for at, column in enumerate(columns) if column.place == source)
        chart.add_series({
            "name": [page.get_name(), head, across],
            "categories": [page.get_name(), rows[0], 0, rows[1], 0],
            "values": [page.get_name(), rows[0], across, rows[1], across],
            **_look(plot.kind, number),
            **_error_bars(figure, plot.kind, columns[across], beside.get(source, -1)),
        })  # fmt: skip
    chart.set_title({"name": figure.title, "name_font": {"size": 12}})
    _set_axes(chart, plot, columns)
    chart.set_legend({"none": True} if len(plot.values) < 2 else {"position": "bottom"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 860, "height": 460})
    page.insert_chart(*place, chart, {"description": figure.alt, "object_position": 3})


def _set_axes(chart: Any, plot: Plot, columns: Sequence[Column]) -> None:
    """Read the table from its last row to its first where that is the order of time."""
    held = [value for column in columns if column.place in plot.values for value in column.values]
    low = any(isinstance(value, float) and value < 0 for value in held)
    along: dict[str, Any] = {"name": plot.unit, **({} if low else {"min": 0})}
    names: dict[str, Any] = {"label_position": "low"}
    # Bars that lie are read from the top, where a program puts the last of them.
    if plot.latest_first != (plot.kind == "bars"):
        names["reverse"] = True
        along["label_position"] = "high"
    # In a chart of bars xlsxwriter calls the upright axis y, whatever it counts.
    across, upright = (along, names) if plot.kind == "bars" else (names, along)
    chart.set_x_axis(across)
    chart.set_y_axis(upright)


def _look(kind: str, number: int) -> dict[str, Any]:
    if kind != "line":
        return {"fill": {"color": _FILLS[number % len(_FILLS)]}}
    colour, sign = _LINES[number % len(_LINES)], number % len(_DASHES)
    marker = {
        "type": _MARKERS[sign],
        "size": 5,
        "fill": {"color": colour},
        "border": {"color": colour},
    }
    line = {"color": colour, "width": 1.5 if number else 2.25, "dash_type": _DASHES[sign]}
    return {"line": line, "marker": marker}


def _error_bars(figure: Figure, kind: str, column: Column, interval: int) -> dict[str, Any]:
    """Return an interval as bars on both sides; where a point has none, of no length."""
    if interval < 0 or figure.table is None:
        return {}
    limits = [limits_in(row[interval]) for row in figure.table.rows]
    pairs = [
        (limit[1] - value, value - limit[0]) if isinstance(value, float) and limit else (0.0, 0.0)
        for value, limit in zip(column.values, limits, strict=True)
    ]
    bars = {
        "type": "custom",
        "plus_values": [plus for plus, _ in pairs],
        "minus_values": [minus for _, minus in pairs],
    }
    return {"x_error_bars" if kind == "bars" else "y_error_bars": bars} if any(limits) else {}
