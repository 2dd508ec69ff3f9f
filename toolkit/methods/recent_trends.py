"""The recent trend, exactly as Fingertips computes it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError
from toolkit.methods.arrays import BoolArray, FloatArray, IntArray, unwrap
from toolkit.methods.inputs import Inputs

__all__ = ["RecentTrend", "TrendDirection", "recent_trend"]

_POINTS = 5
_CRITICAL = 9.54953570608324  # chi-squared of one degree of freedom at p = 0.002
_WIDTH = 3.92  # Fingertips reads the standard error off the limits with twice 1.96, not 1.95996


class TrendDirection(IntEnum):
    """What a trend test found.

    Attributes
    ----------
    NOT_CALCULATED
        The test does not apply, or there are too few points.
    DECREASING, NO_CHANGE, INCREASING
        The direction of a significant trend, or none.
    """

    NOT_CALCULATED = -9
    DECREASING = -1
    NO_CHANGE = 0
    INCREASING = 1


class RecentTrend(NamedTuple):
    """The outcome of the recent trend test.

    Attributes
    ----------
    direction : ndarray or int
        Codes of `TrendDirection`.
    chi_squared : ndarray or float
        The statistic; above 9.5495 is significant at p = 0.002. NaN where not
        calculated.
    slope : ndarray or float
        Change per point: of the value, or of the logit for proportions; NaN
        where not calculated.
    """

    direction: IntArray
    chi_squared: FloatArray
    slope: FloatArray


def recent_trend(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    method: str = "limits",
    skip_gaps: bool = False,
    years_pooled: int = 1,
) -> RecentTrend:
    r"""Return the trend of the last five points as Fingertips computes it.

    Parameters
    ----------
    value : array_like
        Proportions, crude rates or directly standardised rates, the years on
        the last axis, the latest last.
    lower, upper : array_like
        95% limits of the values.
    count, denominator : array_like
        What the values were made of.
    method : {'limits', 'proportions'}
        The general statistic, from the limits, or the one of indicators that
        Fingertips compares by control limits for proportions, from the counts.
    skip_gaps : bool, default False
        Leave out years without a valid value, as the newer Fingertips does,
        rather than stop at the first gap back from the latest year.
    years_pooled : int, default 1
        Years in each value; pooled values have no recent trend.

    Returns
    -------
    RecentTrend
        One element a series. Not calculated with fewer than five valid points,
        with pooled years, where a count equals its denominator, or where limits
        have no width.

    Raises
    ------
    MethodError
        A count or denominator is negative, the method is unknown, or lengths do
        not match.

    Notes
    -----
    With :math:`t = 1 \ldots 5` and weights :math:`w = (3.92 / (U - L))^2`,

    .. math::
        b = \frac{\sum w \sum w t y - \sum w t \sum w y}
                 {\sum w \sum w t^2 - (\sum w t)^2}, \quad
        \chi^2 = b^2 \, \frac{\sum w \sum w t^2 - (\sum w t)^2}{\sum w}

    and for proportions, of counts :math:`c` in :math:`n` with sums :math:`C`
    and :math:`N`,

    .. math::
        \chi^2 = \frac{N (N \sum c t - C \sum n t)^2}
                      {C (N - C)(N \sum n t^2 - (\sum n t)^2)}

    Significant if :math:`\chi^2 > 9.5495` and the slope has the same sign with
    all five points and with each of them left out; the slopes left out are
    unweighted slopes of the logit for proportions. The test is blind to shape:
    a dip and recovery may be a trend to it.

    References
    ----------
    Office for Health Improvement and Disparities. Fingertips technical
    guidance: recent trends.

    Armitage P. Tests for linear trends in proportions and frequencies.
    Biometrics 1955;11:375-86. doi:10.2307/3001775

    Examples
    --------
    >>> trend = recent_trend(
    ...     value=[24.67, 24.6, 28, 30.2, 30.6],
    ...     lower=[23.16, 23.15, 26.44, 28.63, 28.98],
    ...     upper=[26.25, 26.19, 29.64, 31.9, 32.25],
    ...     count=[994, 1023, 1199, 1332, 1367],
    ...     denominator=[40299, 41527, 42811, 44064, 44701],
    ... )
    >>> TrendDirection(trend.direction).name, round(float(trend.chi_squared), 2)
    ('INCREASING', 46.77)
    """
    if method not in ("limits", "proportions"):
        raise MethodError(
            f"recent_trend has no method {method!r}", hint="use 'limits' or 'proportions'"
        )
    inputs = Inputs("recent_trend")
    y, low, high, c, n = inputs.numbers(
        value=value, lower=lower, upper=upper, count=count, denominator=denominator
    )
    inputs.not_negative("count", c)
    inputs.not_negative("denominator", n)
    inputs.done()
    valid = ~(np.isnan(y) | np.isnan(c)) & (n > 0)
    if not skip_gaps:
        valid = np.logical_and.accumulate(valid[..., ::-1], axis=-1)[..., ::-1]
    usable = (np.sum(valid, axis=-1) >= _POINTS) & ~np.any(valid & (c == n), axis=-1)
    usable &= years_pooled == 1
    points, enough = _take_latest(valid & ~np.isnan(low) & ~np.isnan(high), y, low, high, c, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "limits":
            slope, chi_squared, steady = _fit_values(*points[:3])
        else:
            slope, chi_squared, steady = _fit_counts(*points[3:])
    return _decide(slope, chi_squared, steady, usable & enough)


def _decide(
    slope: FloatArray, chi_squared: FloatArray, steady: BoolArray, usable: BoolArray
) -> RecentTrend:
    usable = usable & ~np.isnan(chi_squared)
    found = np.where(steady & (chi_squared > _CRITICAL), np.where(slope > 0, 1, -1), 0)
    direction = np.where(usable, found, int(TrendDirection.NOT_CALCULATED))
    return RecentTrend(
        direction=direction.astype(np.int64)[()],
        chi_squared=unwrap(np.where(usable, chi_squared, np.nan)),
        slope=unwrap(np.where(usable, slope, np.nan)),
    )


def _take_latest(usable: BoolArray, *arrays: FloatArray) -> tuple[list[FloatArray], BoolArray]:
    """Return the last five usable points of each series, and where there are five."""
    if usable.shape[-1] < _POINTS:
        short = np.full((*usable.shape[:-1], _POINTS), np.nan)
        return [short] * len(arrays), np.zeros(usable.shape[:-1], dtype=bool)
    # A stable sort puts what is not usable first and keeps the years in order.
    order = np.argsort(usable, axis=-1, kind="stable")[..., -_POINTS:]
    taken = [np.take_along_axis(array, order, axis=-1) for array in arrays]
    return taken, np.asarray(np.take_along_axis(usable, order, axis=-1).all(axis=-1))


def _fit_values(
    value: FloatArray, lower: FloatArray, upper: FloatArray
) -> tuple[FloatArray, FloatArray, BoolArray]:
    weight = ((upper - lower) / _WIDTH) ** -2.0
    slopes = []
    for kept in _leave_one_out():
        slope, spread = _fit_line(value, np.where(kept, weight, 0))
        slopes.append(slope)
        if kept.all():
            chi_squared = slope**2 * spread
    return slopes[0], chi_squared, _agree(slopes)


def _fit_counts(
    count: FloatArray, denominator: FloatArray
) -> tuple[FloatArray, FloatArray, BoolArray]:
    t = np.arange(1, _POINTS + 1)
    c, n, ct, nt, ntt = (
        np.sum(array, axis=-1)
        for array in (count, denominator, count * t, denominator * t, denominator * t * t)
    )
    chi_squared = n * (n * ct - c * nt) ** 2 / (c * (n - c) * (n * ntt - nt**2))
    logit = np.log(count / (denominator - count))
    slopes = [
        _fit_line(logit[..., kept], np.ones(int(kept.sum())), t[kept])[0]
        for kept in _leave_one_out()
    ]
    # A count of 0 has no logit; the side of the trend is still that of the counts.
    slope = np.where(np.isfinite(slopes[0]), slopes[0], np.sign(n * ct - c * nt))
    return slope, chi_squared, _agree(slopes)


def _fit_line(
    value: FloatArray, weight: FloatArray, time: npt.NDArray[np.int64] | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return the weighted slope, and one over its variance."""
    t = np.arange(1, _POINTS + 1) if time is None else time
    w, wt, wtt = (np.sum(weight * power, axis=-1) for power in (np.ones_like(t), t, t * t))
    wy, wty = (np.sum(weight * value * power, axis=-1) for power in (np.ones_like(t), t))
    spread = w * wtt - wt**2
    return (w * wty - wt * wy) / spread, spread / w


def _leave_one_out() -> list[BoolArray]:
    """Return all five points, then each four of them."""
    everything = np.ones(_POINTS, dtype=bool)
    return [everything, *(np.arange(_POINTS) != left for left in range(_POINTS))]


def _agree(slopes: list[FloatArray]) -> BoolArray:
    """Say where all slopes have one sign; zero and not-a-number count as rising, as published."""
    signs = np.sum([np.where(slope < 0, -1, 1) for slope in slopes], axis=0)
    return np.asarray(np.abs(signs) == len(slopes))
