"""The methods that funnels know, and the scale on which variation between areas is steady."""

from __future__ import annotations

import numpy as np

from toolkit.errors import MethodError, did_you_mean
from toolkit.methods.arrays import Confidence, FloatArray, Limits
from toolkit.methods.confidence import normal_deviate, spread

__all__ = ["FUNNEL_METHODS", "check_method", "transform", "widen"]

FUNNEL_METHODS = (
    "proportion",
    "rate",
    "standardised_rate",
    "ratio",
    "fingertips_proportion",
    "fingertips_rate",
)
"""The first four as the official packages have them, the others as Fingertips does."""


def check_method(statistic: str, method: str) -> None:
    """Refuse a method that no funnel has."""
    if method not in FUNNEL_METHODS:
        near = did_you_mean(method, FUNNEL_METHODS) or FUNNEL_METHODS
        raise MethodError(f"{statistic} has no method {method!r}", hint=f"use {' or '.join(near)}")


def transform(theta: FloatArray, *, is_proportion: bool) -> FloatArray:
    """Return a proportion or ratio on the scale where its variance is steady."""
    root = np.sqrt(theta)
    return np.arcsin(root) if is_proportion else root


def widen(
    size: FloatArray,
    theta: FloatArray,
    tau_squared: FloatArray,
    is_proportion: bool,
    confidence: Confidence,
) -> Limits:
    """Return random-effects limits about a centre, for a denominator or expected events."""
    # A rate's square root has the variance of the ratio's, times its own level.
    level = 1.0 if is_proportion else theta
    half = normal_deviate(confidence) * spread(
        np.sqrt(level * (1 / (4 * size) + tau_squared)), confidence
    )
    middle = spread(transform(theta, is_proportion=is_proportion), confidence)
    if is_proportion:
        low, high = np.clip(middle - half, 0, np.pi / 2), np.clip(middle + half, 0, np.pi / 2)
        return np.sin(low) ** 2, np.sin(high) ** 2
    return np.maximum(middle - half, 0) ** 2, (middle + half) ** 2
