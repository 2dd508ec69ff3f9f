"""Proportions and the difference between two of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import Confidence, Estimate, unwrap
from toolkit.methods.inputs import Inputs
from toolkit.methods.intervals import split_tails, wilson

__all__ = ["difference_of_proportions", "proportion"]


def proportion(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    scale: float = 1.0,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Return proportions with Wilson score limits."""
    inputs = Inputs("proportion")
    x, n = inputs.counts(count=count, denominator=denominator)
    inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
    inputs.done()
    total = inputs.totals(groups, x, over="nothing")
    x, n = total(x), total(n)
    lower, upper = wilson(x, n, confidence=confidence)
    with np.errstate(invalid="ignore"):
        return Estimate(unwrap(x / n * scale), lower * scale, upper * scale)


def difference_of_proportions(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_denominator: npt.ArrayLike,
    *,
    scale: float = 1.0,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Return differences of two independent proportions with Newcombe's limits (method 10)."""
    p, low, high = proportion(count, denominator, confidence=confidence)
    q, q_low, q_high = proportion(reference_count, reference_denominator, confidence=confidence)
    _, p_, q_ = split_tails(confidence, np.asarray(p), np.asarray(q))
    lower = (p_ - q_) - np.hypot(p_ - low, q_high - q_)
    upper = (p_ - q_) + np.hypot(high - p_, q_ - q_low)
    return Estimate(unwrap((p - q) * scale), unwrap(lower * scale), unwrap(upper * scale))
