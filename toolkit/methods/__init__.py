"""Statistics for public health: arrays in, arrays out.

Intervals are ``f(count, ..., confidence=0.95) -> (lower, upper)``; statistics
are ``f(count, population, ..., groups=None, scale=..., confidence=0.95) ->
Estimate``. Every argument is a number or an array of numbers, broadcast
against the others; groups are integer codes from 0, one a row, and the result
has one element a code. NaN is a number that is suppressed or missing, and
what is made with it is NaN. Numbers for which a formula has no meaning raise
one `MethodError` that lists every one of them.

Confidence is one level, or several: ``confidence=(0.95, 0.998)`` gives the
limits a further axis at the end, in that order.
"""

from toolkit.methods.arrays import Estimate
from toolkit.methods.binomial_intervals import clopper_pearson, wilson
from toolkit.methods.comparison import (
    POLARITIES,
    Comparison,
    compare,
    compare_intervals,
    judge,
)
from toolkit.methods.confidence import FEW_EVENTS
from toolkit.methods.number_needed import (
    number_needed_for_proportion,
    number_needed_for_rate,
    number_needed_for_unmet_need,
)
from toolkit.methods.poisson_intervals import byar, dobson, exact_poisson, poisson
from toolkit.methods.poisson_trends import Trend, poisson_trend
from toolkit.methods.prevalence import UnmetNeed, UnmetNeedState, combine_prevalence, unmet_need
from toolkit.methods.proportions import difference_of_proportions, proportion
from toolkit.methods.rates import crude_rate, directly_standardised_rate
from toolkit.methods.ratios import percentage_change, rate_ratio, ratio_of_estimates

__all__ = [
    "FEW_EVENTS",
    "POLARITIES",
    "Comparison",
    "Estimate",
    "Trend",
    "UnmetNeed",
    "UnmetNeedState",
    "byar",
    "clopper_pearson",
    "combine_prevalence",
    "compare",
    "compare_intervals",
    "crude_rate",
    "difference_of_proportions",
    "directly_standardised_rate",
    "dobson",
    "exact_poisson",
    "judge",
    "number_needed_for_proportion",
    "number_needed_for_rate",
    "number_needed_for_unmet_need",
    "percentage_change",
    "poisson",
    "poisson_trend",
    "proportion",
    "rate_ratio",
    "ratio_of_estimates",
    "unmet_need",
    "wilson",
]
