"""Levels of confidence, one or several at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.errors import MethodError
from toolkit.methods.arrays import BoolArray, Confidence, FloatArray, unwrap

__all__ = ["FEW_EVENTS", "has_few_events", "normal_deviate", "split_tails", "spread"]

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
    return (1 - levels) / 2, *(spread(array, levels) for array in arrays)


def spread(array: npt.NDArray[Any], confidence: Confidence) -> npt.NDArray[Any]:
    """Return an array ready to be combined with limits of one or several levels."""
    array = np.asarray(array)
    return array[..., np.newaxis] if np.ndim(confidence) else array


def normal_deviate(confidence: Confidence) -> FloatArray:
    """Return the standard normal deviate of a two-sided level, 1.96 for 0.95."""
    (tail,) = split_tails(confidence)
    return unwrap(-special.ndtri(tail))
