"""The XmR chart with the rules of NHS plot the dots."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError
from toolkit.methods.arrays import BoolArray, FloatArray, IntArray, unwrap
from toolkit.methods.comparison import POLARITIES
from toolkit.methods.inputs import Inputs

__all__ = ["FEW_POINTS", "Assurance", "SpecialCause", "XmR", "assurance", "xmr"]

FEW_POINTS = 12
"""With fewer points than this the limits of a chart are not to be relied on."""

_LIMIT = 2.66
_OUTLIER = 3.267
_RUN = 7


class SpecialCause(IntEnum):
    """Why a point of a chart stands out; the lowest that applies is given.

    Attributes
    ----------
    NONE
        Nothing but common cause.
    OUTSIDE_LIMITS
        Beyond a process limit.
    TREND
        One of seven points that rise, or fall, one after another.
    TWO_IN_THREE
        One of two points in three in the outer third of the limits, all three
        on one side of the mean.
    SHIFT
        One of seven points in a row on one side of the mean.
    """

    NONE = 0
    OUTSIDE_LIMITS = 1
    TREND = 2
    TWO_IN_THREE = 3
    SHIFT = 4


class Assurance(IntEnum):
    """Whether a process as it is meets a target.

    Attributes
    ----------
    NOT_KNOWN
        There are no limits, or nobody may judge.
    CONSISTENTLY_FAILS, CONSISTENTLY_PASSES
        The target is outside the limits on the bad, or on the good, side.
    INCONSISTENT
        The target is between the limits: met at times, by chance.
    """

    NOT_KNOWN = -9
    CONSISTENTLY_FAILS = -1
    INCONSISTENT = 0
    CONSISTENTLY_PASSES = 1


class XmR(NamedTuple):
    """A chart of individual values and moving ranges.

    Attributes
    ----------
    mean, lower, upper : ndarray or float
        Centre line and process limits, one a series.
    cause : ndarray of int
        Codes of `SpecialCause`, one a point.
    side : ndarray of int
        -1 below the mean, 1 above it, 0 on it or missing, one a point.
    few_points : ndarray or bool
        Whether there are fewer than `FEW_POINTS` points, one a series.
    """

    mean: FloatArray
    lower: FloatArray
    upper: FloatArray
    cause: IntArray
    side: IntArray
    few_points: BoolArray


def xmr(value: npt.ArrayLike, *, screen_outliers: bool = True) -> XmR:
    r"""Return the XmR chart of a series, with the points that stand out.

    Parameters
    ----------
    value : array_like
        One number a period, the periods on the last axis, the latest last. NaN
        where one is missing: it breaks every run.
    screen_outliers : bool, default True
        Leave moving ranges of 3.267 times their mean and over out of the
        limits.

    Returns
    -------
    XmR
        Centre, limits and codes.

    Raises
    ------
    MethodError
        A value is infinite.

    Notes
    -----
    With moving ranges :math:`R_i = |y_i - y_{i-1}|`,

    .. math:: \bar{y} \mp 2.66 \bar{R}

    Never on rolling 12-month values, which follow each other by construction:
    chart monthly starts, or quarters that do not overlap. Limits are NaN with
    fewer than two points.

    References
    ----------
    Mohammed MA, Worthington P, Woodall WH. Plotting basic control charts:
    tutorial notes for healthcare practitioners. Qual Saf Health Care
    2008;17:137-45. doi:10.1136/qshc.2004.012047

    NHS England. Making data count. London; 2019.

    Examples
    --------
    >>> chart = xmr([10, 12, 11, 13, 9, 10, 14, 12, 11, 13, 12, 30])
    >>> np.round([chart.mean, chart.lower, chart.upper], 4)
    array([13.0833,  7.7633, 18.4033])
    >>> SpecialCause(chart.cause[-1]).name
    'OUTSIDE_LIMITS'
    """
    inputs = Inputs("xmr")
    (y,) = inputs.numbers(value=value)
    y = np.atleast_1d(y)
    inputs.refuse(np.isinf(y), "value {:g} is not a measurement", y)
    inputs.done()
    ranges = np.abs(np.diff(y, axis=-1))
    mean, mean_range = _average(y), _average(ranges)
    if screen_outliers:
        usual = ranges < _OUTLIER * mean_range[..., np.newaxis]
        mean_range = _average(np.where(usual, ranges, np.nan))
    centre, reach = mean[..., np.newaxis], _LIMIT * mean_range[..., np.newaxis]
    # A point on the mean breaks a run, also where rounding puts it 1e-16 beside it.
    beside = np.abs(y - centre) > 1e-12 * np.abs(centre)
    side = np.where(beside, np.nan_to_num(np.sign(y - centre)), 0).astype(np.int64)
    return XmR(
        mean=unwrap(mean),
        lower=unwrap(mean - _LIMIT * mean_range),
        upper=unwrap(mean + _LIMIT * mean_range),
        cause=_find_causes(y, side, np.abs(y - centre), reach),
        side=side,
        few_points=np.asarray(np.sum(~np.isnan(y), axis=-1) < FEW_POINTS)[()],
    )


def assurance(
    lower: npt.ArrayLike, upper: npt.ArrayLike, target: npt.ArrayLike, polarity: str
) -> IntArray:
    """Return whether a process as it is meets a target, by chance or consistently.

    Parameters
    ----------
    lower, upper : array_like
        Process limits that `xmr` gives.
    target : array_like
        The target, in the unit of the limits.
    polarity : {'higher_is_better', 'lower_is_better', 'no_judgement'}
        What a higher value says.

    Returns
    -------
    ndarray or int
        Codes of `Assurance`.

    Raises
    ------
    MethodError
        The polarity is unknown, or lengths do not match.

    Notes
    -----
    Consistently fails where the target is above the upper limit and higher is
    better, or below the lower limit and lower is better; consistently passes on
    the other side; a target that equals a limit is met inconsistently.

    References
    ----------
    Mohammed MA, Worthington P, Woodall WH. Plotting basic control charts:
    tutorial notes for healthcare practitioners. Qual Saf Health Care
    2008;17:137-45. doi:10.1136/qshc.2004.012047

    NHS England. Making data count. London; 2019.

    Examples
    --------
    >>> Assurance(assurance(7.8, 18.4, 20, "higher_is_better")).name
    'CONSISTENTLY_FAILS'
    """
    if polarity not in POLARITIES:
        raise MethodError(
            f"assurance does not know the polarity {polarity!r}",
            hint=f"use {' or '.join(POLARITIES)}",
        )
    low, high, goal = Inputs("assurance").numbers(lower=lower, upper=upper, target=target)
    sign = POLARITIES[polarity]
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(goal) | (sign == 0)
    found = sign * ((goal < low).astype(np.int64) - (goal > high).astype(np.int64))
    return np.where(unknown, int(Assurance.NOT_KNOWN), found)[()]


def _average(array: FloatArray) -> FloatArray:
    """Return the mean of what is not missing along the last axis; NaN of nothing."""
    known = ~np.isnan(array)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(known, array, 0).sum(axis=-1) / known.sum(axis=-1))


def _find_causes(
    value: FloatArray, side: IntArray, distance: FloatArray, reach: FloatArray
) -> IntArray:
    """Return the first cause that applies, in the order of the codes."""
    steps = np.nan_to_num(np.sign(np.diff(value, axis=-1))).astype(np.int64)
    outside = distance > reach
    near = ~outside & (distance > reach * 2 / 3)
    found = {
        SpecialCause.OUTSIDE_LIMITS: outside,
        SpecialCause.TREND: _mark_runs(steps, _RUN - 1, reach=1),
        SpecialCause.TWO_IN_THREE: near & _mark_two_in_three(near, side),
        SpecialCause.SHIFT: _mark_runs(side, _RUN, reach=0),
    }
    causes = np.select(list(found.values()), [int(cause) for cause in found], 0)
    return np.asarray(causes, dtype=np.int64)


def _mark_runs(signs: IntArray, length: int, *, reach: int) -> BoolArray:
    """Mark the points of every run of one sign; a step marks the points at both its ends."""
    points = signs.shape[-1] + reach
    marked = np.zeros((*signs.shape[:-1], points), dtype=bool)
    for start in range(signs.shape[-1] - length + 1):
        run = signs[..., start : start + length].sum(axis=-1)
        marked[..., start : start + length + reach] |= (np.abs(run) == length)[..., np.newaxis]
    return marked


def _mark_two_in_three(near: BoolArray, side: IntArray) -> BoolArray:
    marked = np.zeros(near.shape, dtype=bool)
    for start in range(near.shape[-1] - 2):
        three = slice(start, start + 3)
        enough = near[..., three].sum(axis=-1) >= 2
        alike = np.abs(side[..., three].sum(axis=-1)) == 3
        marked[..., three] |= (enough & alike)[..., np.newaxis]
    return marked
