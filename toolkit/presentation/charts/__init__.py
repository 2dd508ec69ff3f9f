"""Charts: results in, a figure with its words out; no statistic is made here.

One module a kind. Every function takes results, or what the analysis makes of
them, and ``title``, ``subtitle``, ``unit`` and ``decimals`` where these do not
follow from what it is given; it returns a `Figure` with its alternative text and
the table of what is drawn.
"""

from toolkit.presentation.charts.caterpillar import caterpillar_chart
from toolkit.presentation.charts.comparison_bars import comparison_chart
from toolkit.presentation.charts.funnel import funnel_chart
from toolkit.presentation.charts.series import Series, Timeline
from toolkit.presentation.charts.small_multiples import small_multiples
from toolkit.presentation.charts.spine import spine_chart
from toolkit.presentation.charts.trend import trend_chart

__all__ = [
    "Series",
    "Timeline",
    "caterpillar_chart",
    "comparison_chart",
    "funnel_chart",
    "small_multiples",
    "spine_chart",
    "trend_chart",
]
