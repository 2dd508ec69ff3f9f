"""The trend of rates: from counts by Poisson regression, or from published limits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.errors import MethodError
from toolkit.methods.arrays import BoolArray, Confidence, FloatArray, unwrap
from toolkit.methods.confidence import normal_deviate, spread
from toolkit.methods.inputs import Inputs
from toolkit.methods.rates import check_population
from toolkit.methods.series import Series

__all__ = ["Trend", "poisson_trend", "pooled_trend"]


class Trend(NamedTuple):
    """The ratio of a rate to that of one unit of time before.

    Attributes
    ----------
    value, lower, upper : ndarray or float
        1.05 rises by 5% with each unit of time; NaN where there is no trend to
        be found.
    p_value : ndarray or float
        Two-sided, of no trend.
    dispersion : ndarray or float
        Scatter about the line over what chance alone would give: near 1 where
        the line fits. NaN with two points.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    p_value: FloatArray
    dispersion: FloatArray


def poisson_trend(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    time: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    overdispersed: bool = False,
    confidence: Confidence = 0.95,
) -> Trend:
    r"""Return the trend of rates by Poisson regression on counts.

    Parameters
    ----------
    count : array_like
        Events of single periods that do not overlap, 0 or more.
    population : array_like
        People, or person-years, that had them.
    time : array_like
        Time of each count, in any unit, such as years.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code. Without it
        time is the last axis.
    overdispersed : bool, default False
        Widen the limits by the square root of the dispersion where it is above
        1 (quasi-Poisson).
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Trend
        Ratio of rates from one unit of time to the next. NaN where any part is
        NaN, or where all events stand at the first or the last time, which has
        no finite slope.

    Raises
    ------
    MethodError
        A number is negative, there are events in a population of 0, a time is
        not finite, or lengths do not match.

    Notes
    -----
    .. math:: \ln E(x_i) = \ln n_i + \alpha + \beta t_i

    by maximum likelihood; the value is :math:`e^\beta` with Wald's limits.

    References
    ----------
    Frome EL. The analysis of rates using Poisson regression models. Biometrics
    1983;39:665-74. doi:10.2307/2531094

    Examples
    --------
    >>> trend = poisson_trend([10, 12, 15, 20], [100, 100, 100, 110], [1, 2, 3, 4])
    >>> np.round(trend[:4], 3)
    array([1.224, 0.967, 1.548, 0.093])
    """
    inputs = Inputs("poisson_trend")
    x, n, t = inputs.numbers(count=count, population=population, time=time)
    inputs.not_negative("count", x)
    inputs.not_negative("population", n)
    inputs.refuse(~np.isfinite(t), "time {:g} is not a time", t)
    check_population(inputs, x, n)
    total = inputs.totals(groups, x, over="last axis")
    inputs.done()
    series = Series(x, n, t, total, groups)
    slope, error = series.solve()
    dispersion = series.measure_dispersion(slope)
    if overdispersed:
        error = error * np.sqrt(np.fmax(dispersion, 1))
    return _summarise(slope, error, dispersion, confidence)


def pooled_trend(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    time: npt.ArrayLike,
    *,
    years_pooled: float = 1,
    link: str = "log",
    published_confidence: float = 0.95,
    overdispersed: bool = False,
    confidence: Confidence = 0.95,
) -> Trend:
    r"""Return the trend of a short series or one of overlapping pooled years.

    Parameters
    ----------
    value, lower, upper : array_like
        Rates with published limits, time on the last axis; all above 0.
    time : array_like
        Start, or end, of each period, in years.
    years_pooled : float, default 1
        Years in each period; periods nearer than this have years in common.
    link : {'log', 'logit'}, default 'log'
        Logarithm for rates, logit for proportions from 0 to 1.
    published_confidence : float, default 0.95
        Level of the limits that are given.
    overdispersed : bool, default False
        Widen the limits by the square root of the dispersion where it is above
        1: a line that does not fit is less of a trend.
    confidence : float or sequence of float, default 0.95
        Level, or several, of the limits that are returned.

    Returns
    -------
    Trend
        Ratio of rates (of odds, for proportions) from one year to the next.
        Points with a NaN, or with limits of no width, are left out; NaN where
        fewer than two are left.

    Raises
    ------
    MethodError
        A number is not above 0, a proportion not below 1, a value outside its
        limits, two periods have one time, or lengths do not match. A rate of 0
        has no logarithm: use `poisson_trend` on its counts.

    Notes
    -----
    Generalised least squares of :math:`\ln y` on time. Each standard error is
    read off the limits, :math:`s_i = (\ln U_i - \ln L_i) / 2z`, and windows of
    :math:`k` years that share years covary as their share,

    .. math:: V_{ij} = s_i s_j \max\left(0,\ 1 - \frac{|t_i - t_j|}{k}\right)

    Ordinary regression on rolling rates counts the shared years several times
    over and finds trends in chance. Fingertips tests no trend in pooled years.

    References
    ----------
    Aitken AC. On least squares and linear combination of observations. Proc R
    Soc Edinb 1935;55:42-8. doi:10.1017/S0370164600014346

    Examples
    --------
    >>> trend = pooled_trend(
    ...     value=[5.2, 5.6, 6.4, 7.1],
    ...     lower=[3.9, 4.3, 5.0, 5.6],
    ...     upper=[6.8, 7.2, 8.1, 8.9],
    ...     time=[2017, 2018, 2019, 2020],
    ...     years_pooled=3,
    ... )
    >>> np.round(trend[:4], 3)
    array([1.111, 0.985, 1.253, 0.086])
    """
    if link not in ("log", "logit"):
        raise MethodError(f"pooled_trend has no link {link!r}", hint="use 'log' or 'logit'")
    inputs = Inputs("pooled_trend")
    y, low, high, t = inputs.numbers(value=value, lower=lower, upper=upper, time=time)
    for name, array in (("value", y), ("lower", low), ("upper", high)):
        inputs.positive(name, array)
        if link == "logit":
            inputs.refuse(array >= 1, name + " {:g} is not below 1", array)
    inputs.positive("years_pooled", np.asarray(years_pooled, dtype=np.float64))
    inputs.refuse(~np.isfinite(t), "time {:g} is not a time", t)
    inputs.ordered(low, y, high)
    inputs.done()
    _check_times(inputs, t)
    transform = np.log if link == "log" else special.logit
    error = (transform(high) - transform(low)) / (2 * normal_deviate(published_confidence))
    slope, slope_error, dispersion = _fit(transform(y), error, t, years_pooled)
    if overdispersed:
        slope_error = slope_error * np.sqrt(np.fmax(dispersion, 1))
    return _summarise(slope, slope_error, dispersion, confidence)


def _check_times(inputs: Inputs, time: FloatArray) -> None:
    gaps = np.abs(time[..., :, np.newaxis] - time[..., np.newaxis, :])
    same = np.triu(np.ones(gaps.shape[-2:], dtype=bool), k=1) & (gaps == 0)
    inputs.refuse(same.any(axis=-2), "time {:g} is there more than once", time)
    inputs.done("give each period of a series its own time")


def _fit(
    value: FloatArray, error: FloatArray, time: FloatArray, years: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return slope, standard error and dispersion by generalised least squares."""
    known = ~np.isnan(value) & ~np.isnan(error) & (error > 0)
    points = known.sum(axis=-1)
    enough = points >= 2
    middle = np.where(known, time, 0).sum(axis=-1) / np.maximum(points, 1)
    # A point left out has no row in the design and stands apart in the covariance.
    design = np.stack([known, known * (time - middle[..., np.newaxis])], axis=-1)
    y = np.where(known, value, 0.0)[..., np.newaxis]
    covariance = _covary(error, time, known, years)
    weighed = np.swapaxes(np.linalg.solve(covariance, design), -1, -2)
    inverse = np.linalg.inv(
        np.where(enough[..., np.newaxis, np.newaxis], weighed @ design, np.eye(2))
    )
    fitted = inverse @ (weighed @ y)
    residual = y - design @ fitted
    misfit = np.swapaxes(residual, -1, -2) @ np.linalg.solve(covariance, residual)
    dispersion = np.where(points > 2, misfit[..., 0, 0] / np.maximum(points - 2, 1), np.nan)
    slope = np.where(enough, fitted[..., 1, 0], np.nan)
    return slope, np.where(enough, np.sqrt(inverse[..., 1, 1]), np.nan), dispersion


def _covary(error: FloatArray, time: FloatArray, known: BoolArray, years: float) -> FloatArray:
    """Return the covariance of windows, that of a point left out being of no weight."""
    apart = np.abs(time[..., :, np.newaxis] - time[..., np.newaxis, :])
    shared = np.maximum(0.0, 1 - apart / years)
    s = np.where(known, error, 1.0)
    both = known[..., :, np.newaxis] & known[..., np.newaxis, :]
    covariance = np.where(both, s[..., :, np.newaxis] * s[..., np.newaxis, :] * shared, 0.0)
    return np.where(both, covariance, np.eye(time.shape[-1]))


def _summarise(
    slope: FloatArray, error: FloatArray, dispersion: FloatArray, confidence: Confidence
) -> Trend:
    half = normal_deviate(confidence) * spread(error, confidence)
    centre = spread(slope, confidence)
    with np.errstate(over="ignore", invalid="ignore"):
        return Trend(
            value=unwrap(np.exp(slope)),
            lower=unwrap(np.exp(centre - half)),
            upper=unwrap(np.exp(centre + half)),
            p_value=unwrap(2 * special.ndtr(-np.abs(slope / error))),
            dispersion=unwrap(dispersion),
        )
