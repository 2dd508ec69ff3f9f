"""Charts: results in, a figure with its words out; no statistic is made here.

One module a kind. Every function takes results, or what the analysis makes of
them, and ``title``, ``subtitle``, ``unit`` and ``decimals`` where these do not
follow from what it is given; it returns a `Figure` with its alternative text and
the table of what is drawn.
"""

from toolkit.presentation.charts.trend import Series, trend_chart

__all__ = ["Series", "trend_chart"]
