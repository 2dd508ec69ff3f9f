"""Confidence intervals for counts and proportions."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.errors import MethodError
from toolkit.methods.arrays import BoolArray, Confidence, FloatArray, Limits, unwrap
from toolkit.methods.inputs import Inputs

__all__ = [
    "FEW_EVENTS",
    "byar",
    "clopper_pearson",
    "dobson",
    "exact_poisson",
    "has_few_events",
    "normal_deviate",
    "poisson",
    "split_tails",
    "wilson",
]

FEW_EVENTS = 10
"""Below this many events the exact interval is used, and a standardised rate is not available."""


def has_few_events(count: FloatArray) -> BoolArray:
    """Say where there are fewer than ten events; thirds that add up to ten are ten."""
    return np.asarray(count < FEW_EVENTS - 1e-9)


def split_tails(confidence: Confidence, *arrays: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], ...]:
    """Return the probability in each tail, then the arrays ready to be combined with it.

    A single level leaves the arrays as they are; several levels give each of
    them a further axis at the end.
    """
    levels = np.asarray(confidence, dtype=np.float64)
    if levels.ndim > 1 or not np.all((levels > 0) & (levels < 1)):
        raise MethodError(
            f"confidence must be above 0 and below 1, not {confidence!r}",
            hint="write 0.95, or (0.95, 0.998) for both levels in one call",
        )
    if levels.ndim:
        arrays = tuple(array[..., np.newaxis] for array in arrays)
    return (1 - levels) / 2, *arrays


def normal_deviate(confidence: Confidence) -> FloatArray:
    """Return the standard normal deviate of a two-sided level, 1.96 for 0.95."""
    (tail,) = split_tails(confidence)
    return unwrap(-special.ndtri(tail))


def wilson(
    count: npt.ArrayLike, denominator: npt.ArrayLike, *, confidence: Confidence = 0.95
) -> Limits:
    """Return Wilson score limits for a proportion."""
    inputs = Inputs("wilson")
    x, n = _check_fraction(inputs, count, denominator)
    tail, x, n = split_tails(confidence, x, n)
    z2 = special.ndtri(tail) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.sqrt(z2 * (z2 + 4 * x * (1 - x / n)))
        lower = np.maximum((2 * x + z2 - half) / (2 * (n + z2)), 0)
        upper = np.minimum((2 * x + z2 + half) / (2 * (n + z2)), 1)
    # Rounding may leave 1e-17 where the formula gives exactly nothing or all.
    lower = np.where((x == 0) & (n > 0), 0, lower)
    upper = np.where((x == n) & (n > 0), 1, upper)
    return unwrap(lower), unwrap(upper)


def clopper_pearson(
    count: npt.ArrayLike, denominator: npt.ArrayLike, *, confidence: Confidence = 0.95
) -> Limits:
    """Return exact binomial limits for a proportion."""
    inputs = Inputs("clopper_pearson")
    x, n = _check_fraction(inputs, count, denominator)
    tail, x, n = split_tails(confidence, x, n)
    known = n > 0
    lower = np.where(x == 0, 0, special.betaincinv(x, n - x + 1, tail))
    upper = np.where(x == n, 1, special.betainccinv(x + 1, n - x, tail))
    return unwrap(np.where(known, lower, np.nan)), unwrap(np.where(known, upper, np.nan))


def byar(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Limits:
    """Return Byar's approximate Poisson limits for a count."""
    inputs = Inputs("byar")
    (x,) = inputs.counts(count=count)
    inputs.done()
    tail, x = split_tails(confidence, x)
    z = -special.ndtri(tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
    lower = np.where(x == 0, 0, np.maximum(lower, 0))
    after = x + 1
    upper = after * (1 - 1 / (9 * after) + z / (3 * np.sqrt(after))) ** 3
    return unwrap(lower), unwrap(upper)


def exact_poisson(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Limits:
    """Return exact Poisson limits for a count."""
    inputs = Inputs("exact_poisson")
    (x,) = inputs.counts(count=count)
    inputs.done()
    tail, x = split_tails(confidence, x)
    lower = np.where(x == 0, 0, special.gammaincinv(x, tail))
    return unwrap(lower), unwrap(special.gammainccinv(x + 1, tail))


def poisson(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Limits:
    """Return Poisson limits for a count: exact below ten, Byar's from ten."""
    inputs = Inputs("poisson")
    (x,) = inputs.counts(count=count)
    inputs.done()
    limits = byar(x, confidence=confidence)
    few = has_few_events(x)
    if not few.any():
        return limits
    if few.ndim == 0:
        return exact_poisson(x, confidence=confidence)
    # Only the few rows pay for the inverse of the gamma integral.
    for approximate, exact in zip(
        limits, exact_poisson(x[few], confidence=confidence), strict=True
    ):
        approximate[few] = exact
    return limits


def dobson(
    value: npt.ArrayLike,
    variance: npt.ArrayLike,
    count: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
) -> Limits:
    """Return Dobson's limits for a weighted sum of Poisson counts."""
    inputs = Inputs("dobson")
    y, v, x = inputs.counts(value=value, variance=variance, count=count)
    inputs.done()
    low, high = byar(x, confidence=confidence)
    _, y, v, x = split_tails(confidence, y, v, x)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.sqrt(v / x)
    return unwrap(y + ratio * (low - x)), unwrap(y + ratio * (high - x))


def _check_fraction(
    inputs: Inputs, count: npt.ArrayLike, denominator: npt.ArrayLike
) -> tuple[FloatArray, FloatArray]:
    x, n = inputs.counts(count=count, denominator=denominator)
    inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
    inputs.done()
    return x, n
