"""The shapes that go into every statistic and come out of it."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["BoolArray", "Confidence", "Estimate", "FloatArray", "IntArray", "Limits", "unwrap"]

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Limits: TypeAlias = tuple[FloatArray, FloatArray]
Confidence: TypeAlias = npt.ArrayLike


class Estimate(NamedTuple):
    """A value with its lower and upper confidence limits.

    Attributes
    ----------
    value : ndarray or float
        One number an element, or one a group; NaN where it is not available.
    lower, upper : ndarray or float
        Of the shape of `value`; where several levels of confidence were asked
        for, with one further axis at the end, in the order they were given.

    Examples
    --------
    >>> Estimate(value=0.65, lower=0.55, upper=0.74)
    Estimate(value=0.65, lower=0.55, upper=0.74)
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray


def unwrap(array: npt.ArrayLike) -> FloatArray:
    """Return an array as it is, and an array without axes as the number in it."""
    return np.asarray(array, dtype=np.float64)[()]
