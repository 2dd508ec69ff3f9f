"""Charts: results in, a figure with its words out; no statistic is made here.

One module a kind. Every function takes results, or what the analysis makes of
them, and ``title``, ``subtitle`` and the ``measure`` that its figures are written
in where that does not follow from what it is given; it returns a `Figure` with its alternative text and
the table of what is drawn.
"""

from toolkit.presentation.charts.caterpillar import caterpillar_chart
from toolkit.presentation.charts.comparison_bars import comparison_chart
from toolkit.presentation.charts.composition import composition_chart
from toolkit.presentation.charts.funnel import funnel_chart
from toolkit.presentation.charts.gradient import gradient_chart
from toolkit.presentation.charts.projection import projection_chart
from toolkit.presentation.charts.pyramid import pyramid_chart
from toolkit.presentation.charts.run_chart import run_chart
from toolkit.presentation.charts.series import Series, Timeline
from toolkit.presentation.charts.small_multiples import small_multiples
from toolkit.presentation.charts.spine import spine_chart
from toolkit.presentation.charts.trajectory import trajectory_chart
from toolkit.presentation.charts.trend import trend_chart
from toolkit.presentation.charts.unmet_need import unmet_need_chart

__all__ = [
    "Series",
    "Timeline",
    "caterpillar_chart",
    "comparison_chart",
    "composition_chart",
    "funnel_chart",
    "gradient_chart",
    "projection_chart",
    "pyramid_chart",
    "run_chart",
    "small_multiples",
    "spine_chart",
    "trajectory_chart",
    "trend_chart",
    "unmet_need_chart",
]
