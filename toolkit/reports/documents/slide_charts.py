"""Charts of a slide: PowerPoint's own, so that a reader can edit them."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from toolkit.presentation.blocks import Plot
from toolkit.presentation.theme import AREA, COMPARATORS, INK, OTHERS
from toolkit.reports.documents.points import Points

__all__ = ["add_chart"]

_KINDS = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
}
_LINES = (AREA, *(str(one["color"]) for one in COMPARATORS))
_FILLS = (AREA, OTHERS, *(str(one["color"]) for one in COMPARATORS))
_DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)
_MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)  # fmt: skip
_NAMESPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_SMALL = Pt(11)


def add_chart(slide: Any, plot: Plot, points: Points, box: tuple[int, int, int, int]) -> Any:
    """Put a chart on a slide, with its numbers in it; return its shape.

    Parameters
    ----------
    slide : pptx's
        Where it goes.
    plot : Plot
        How it is drawn.
    points : Points
        What is drawn; a missing value leaves a gap.
    box : tuple of int
        Left, top, width and height.
    """
    data = CategoryChartData()
    data.categories = points.names
    for name, values in points.series.items():
        data.add_series(name, values)
    frame = slide.shapes.add_chart(_KINDS[plot.kind], *box, data)
    chart = frame.chart
    chart.font.size = _SMALL
    chart.has_title = False
    chart.has_legend = len(points.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _set_axes(chart, plot, points)
    for number, one in enumerate(chart.plots[0].series):
        _look(one, plot.kind, number)
        _add_limits(one, plot.kind, points)
    return frame


def _set_axes(chart: Any, plot: Plot, points: Points) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.has_title = True
    values.axis_title.text_frame.text = points.unit
    values.axis_title.text_frame.paragraphs[0].font.size = _SMALL
    values.axis_title.text_frame.paragraphs[0].font.bold = False
    values.major_gridlines.format.line.color.rgb = RGBColor(0xD9, 0xDD, 0xE2)
    if points.least >= 0:
        values.minimum_scale = 0
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if plot.kind == "bars":
        # The first of the table on top, and the values' axis below all the same.
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if plot.kind == "stacked":
        values.maximum_scale = 100


def _look(one: Any, kind: str, number: int) -> None:
    if kind != "line":
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = _colour(_FILLS[number % len(_FILLS)])
        return
    colour, sign = _colour(_LINES[number % len(_LINES)]), number % len(_DASHES)
    one.smooth = False
    one.format.line.color.rgb = colour
    one.format.line.width = Pt(1.5 if number else 2.25)
    one.format.line.dash_style = _DASHES[sign]
    one.marker.style = _MARKERS[sign]
    one.marker.size = 6
    one.marker.format.fill.solid()
    one.marker.format.fill.fore_color.rgb = colour
    one.marker.format.line.color.rgb = colour


def _add_limits(one: Any, kind: str, points: Points) -> None:
    """Put the intervals on as bars on both sides; pptx has no call for them."""
    if one.name not in points.limits:
        return
    pairs = [
        (limit[1] - value, value - limit[0]) if limit and value is not None else (0.0, 0.0)
        for value, limit in zip(points.series[one.name], points.limits[one.name], strict=True)
    ]
    sides = "".join(
        f"<c:{side}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val='{len(pairs)}'/>"
        + "".join(
            f"<c:pt idx='{at}'><c:v>{pair[place]!r}</c:v></c:pt>" for at, pair in enumerate(pairs)
        )
        + f"</c:numLit></c:{side}>"
        for place, side in enumerate(("plus", "minus"))
    )
    # The schema wants no direction of bars that lie or stand, and one of lines.
    direction = "<c:errDir val='y'/>" if kind == "line" else ""
    bars = parse_xml(
        f"<c:errBars {_NAMESPACE}>{direction}<c:errBarType val='both'/><c:errValType val='cust'/>"
        f"<c:noEndCap val='0'/>{sides}<c:spPr><a:ln w='15875'><a:solidFill><a:srgbClr val='{INK[1:].upper()}'/>"
        "</a:solidFill></a:ln></c:spPr></c:errBars>"
    )
    first = one._element.find(".//c:cat", {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"})  # fmt: skip
    first.addprevious(bars)


def _colour(text: str) -> Any:
    return RGBColor.from_string(text[1:].upper())
