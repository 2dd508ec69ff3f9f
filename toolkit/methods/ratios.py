"""Relative change between two counts, rates or published estimates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import BoolArray, Confidence, Estimate, FloatArray, Limits, unwrap
from toolkit.methods.binomial_intervals import clopper_pearson
from toolkit.methods.confidence import has_few_events, normal_deviate, split_tails
from toolkit.methods.inputs import Inputs
from toolkit.methods.rates import check_population

__all__ = ["percentage_change", "rate_ratio", "ratio_of_estimates"]


def percentage_change(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    *,
    rounding: float = 0,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Return the change from one count to another, in per cent of the first."""
    inputs = Inputs("percentage_change")
    a, b, base = inputs.counts(before=before, after=after, rounding=rounding)
    inputs.done()
    # From none to some has no percentage.
    a = np.where(a > 0, a, np.nan)
    half = np.floor(base / 2)
    least_a, least_b = np.maximum(a - half, 0), np.maximum(b - half, 0)
    few = has_few_events(np.minimum(least_a, least_b))
    lower, _ = _limit_ratio(least_b, a + half, few, confidence)
    _, upper = _limit_ratio(b + half, least_a, few, confidence)
    return Estimate(unwrap(100 * (b / a - 1)), unwrap(100 * (lower - 1)), unwrap(100 * (upper - 1)))


def rate_ratio(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Return ratios of two crude rates."""
    inputs = Inputs("rate_ratio")
    x, n, y, m = inputs.counts(
        count=count,
        population=population,
        reference_count=reference_count,
        reference_population=reference_population,
    )
    check_population(inputs, x, n)
    check_population(inputs, y, m)
    inputs.done()
    lower, upper = _limit_ratio(x, y, has_few_events(np.minimum(x, y)), confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        exposure = np.where((n > 0) & (y > 0), m / n, np.nan)
        ratio = x / y * exposure
    _, exposure = split_tails(confidence, exposure)
    return Estimate(unwrap(ratio), unwrap(lower * exposure), unwrap(upper * exposure))


def ratio_of_estimates(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    reference_value: npt.ArrayLike,
    reference_lower: npt.ArrayLike,
    reference_upper: npt.ArrayLike,
    *,
    published_confidence: float = 0.95,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Return ratios of two estimates of which only value and limits are published."""
    inputs = Inputs("ratio_of_estimates")
    names = ("value", "lower", "upper", "reference_value", "reference_lower", "reference_upper")
    given = (value, lower, upper, reference_value, reference_lower, reference_upper)
    y, low, high, r, r_low, r_high = arrays = inputs.numbers(**dict(zip(names, given, strict=True)))
    for name, array in zip(names, arrays, strict=True):
        inputs.positive(name, array)
    inputs.ordered(low, y, high)
    inputs.ordered(r_low, r, r_high)
    inputs.done()
    width = np.hypot(np.log(high / low), np.log(r_high / r_low))
    error = width / (2 * normal_deviate(published_confidence))
    ratio = y / r
    _, centre, error = split_tails(confidence, ratio, error)
    factor = np.exp(normal_deviate(confidence) * error)
    return Estimate(unwrap(ratio), unwrap(centre / factor), unwrap(centre * factor))


def _limit_ratio(
    count: FloatArray, reference: FloatArray, exact: BoolArray, confidence: Confidence
) -> Limits:
    """Return limits of count / reference: conditional exact where asked for, else log-normal."""
    low, high = clopper_pearson(count, count + reference, confidence=confidence)
    _, x, y, exact_ = split_tails(confidence, count, reference, exact)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.exp(normal_deviate(confidence) * np.sqrt(1 / x + 1 / y))
        lower = np.where(exact_, low / (1 - low), x / y / factor)
        upper = np.where(exact_, high / (1 - high), x / y * factor)
    return lower, upper
