"""Statistics for public health: arrays in, arrays out.

Intervals are ``f(count, ..., confidence=0.95) -> (lower, upper)``; statistics
are ``f(count, population, ..., groups=None, scale=..., confidence=0.95) ->
Estimate``. Every argument is a number or an array of numbers, broadcast
against the others; groups are integer codes from 0, one a row, and the result
has one element a code, NaN for a code without rows. NaN is a number that is
suppressed or missing, and what is made with it is NaN. Numbers for which a
formula has no meaning raise one `MethodError` that lists every one of them.

Confidence is one level, or several: ``confidence=(0.95, 0.998)`` gives the
limits a further axis at the end, in that order.
"""

from toolkit.methods.arrays import Estimate
from toolkit.methods.bands import european_standard_population
from toolkit.methods.binomial_intervals import clopper_pearson, wilson
from toolkit.methods.comparison import (
    POLARITIES,
    Comparison,
    compare,
    compare_intervals,
    compare_levels,
    judge,
)
from toolkit.methods.confidence import FEW_EVENTS
from toolkit.methods.control_charts import FEW_POINTS, Assurance, SpecialCause, XmR, assurance, xmr
from toolkit.methods.funnel_methods import FUNNEL_METHODS
from toolkit.methods.funnels import funnel_centre, funnel_limits, funnel_significance
from toolkit.methods.indirect import indirectly_standardised_rate, indirectly_standardised_ratio
from toolkit.methods.inequality import relative_index, slope_index
from toolkit.methods.life_tables import life_expectancy
from toolkit.methods.means import mean
from toolkit.methods.number_needed import (
    number_needed_for_proportion,
    number_needed_for_rate,
    number_needed_for_standardised_rate,
    number_needed_for_unmet_need,
)
from toolkit.methods.overdispersions import Overdispersion, overdispersion
from toolkit.methods.poisson_intervals import byar, dobson, exact_poisson, poisson
from toolkit.methods.prevalence import combine_prevalence, synthetic_estimate
from toolkit.methods.projections import project_counts
from toolkit.methods.proportions import difference_of_proportions, proportion
from toolkit.methods.quantiles import quantile
from toolkit.methods.rate_trends import Trend, poisson_trend, pooled_trend
from toolkit.methods.rates import (
    RepeatedEvents,
    count_repeated_events,
    crude_rate,
    directly_standardised_rate,
)
from toolkit.methods.ratios import percentage_change, rate_ratio, ratio_of_estimates
from toolkit.methods.recent_trends import RecentTrend, TrendDirection, recent_trend
from toolkit.methods.standardised_ratios import expected_count, standardised_ratio
from toolkit.methods.targets import Trajectory, TrajectoryStatus, trajectory
from toolkit.methods.unmet_needs import (
    UnmetNeed,
    UnmetNeedState,
    projected_unmet_need,
    unmet_need,
)

__all__ = [
    "FEW_EVENTS",
    "FEW_POINTS",
    "FUNNEL_METHODS",
    "POLARITIES",
    "Assurance",
    "Comparison",
    "Estimate",
    "Overdispersion",
    "RecentTrend",
    "RepeatedEvents",
    "SpecialCause",
    "Trajectory",
    "TrajectoryStatus",
    "Trend",
    "TrendDirection",
    "UnmetNeed",
    "UnmetNeedState",
    "XmR",
    "assurance",
    "byar",
    "clopper_pearson",
    "combine_prevalence",
    "compare",
    "compare_intervals",
    "compare_levels",
    "count_repeated_events",
    "crude_rate",
    "difference_of_proportions",
    "directly_standardised_rate",
    "dobson",
    "european_standard_population",
    "exact_poisson",
    "expected_count",
    "funnel_centre",
    "funnel_limits",
    "funnel_significance",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "judge",
    "life_expectancy",
    "mean",
    "number_needed_for_proportion",
    "number_needed_for_rate",
    "number_needed_for_standardised_rate",
    "number_needed_for_unmet_need",
    "overdispersion",
    "percentage_change",
    "poisson",
    "poisson_trend",
    "pooled_trend",
    "project_counts",
    "projected_unmet_need",
    "proportion",
    "quantile",
    "rate_ratio",
    "ratio_of_estimates",
    "recent_trend",
    "relative_index",
    "slope_index",
    "standardised_ratio",
    "synthetic_estimate",
    "trajectory",
    "unmet_need",
    "wilson",
    "xmr",
]
