"""Confidence intervals for a count, and for a weighted sum of counts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.methods.arrays import Confidence, FloatArray, Limits, unwrap
from toolkit.methods.confidence import has_few_events, split_tails
from toolkit.methods.inputs import Inputs

__all__ = ["byar", "dobson", "exact_poisson", "poisson"]


def byar(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Limits:
    r"""Return Byar's approximate Poisson limits for a count.

    Parameters
    ----------
    count : array_like
        Events, 0 or more; may be fractional.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    lower, upper : ndarray or float
        In events. NaN where the count is NaN.

    Raises
    ------
    MethodError
        A count is negative or infinite; all of them are listed.

    Notes
    -----
    .. math::
        x\left(1 - \frac{1}{9x} - \frac{z}{3\sqrt{x}}\right)^3, \quad
        (x + 1)\left(1 - \frac{1}{9(x + 1)} + \frac{z}{3\sqrt{x + 1}}\right)^3

    Within 0.2% of the exact limits from ten events. The lower formula goes
    below 0 for the smallest counts, where the limit is 0.

    References
    ----------
    Breslow NE, Day NE. Statistical methods in cancer research, volume II: the
    design and analysis of cohort studies. Lyon: IARC; 1987, p. 69. Reviewed in
    doi:10.1002/sim.4780080614

    Examples
    --------
    >>> np.round(byar(65), 5)
    array([50.16319, 82.84914])
    """
    (x,) = _check_count("byar", count)
    tail, x = split_tails(confidence, x)
    z = -special.ndtri(tail)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
    lower = np.where(x == 0, 0, np.maximum(lower, 0))
    after = x + 1
    upper = after * (1 - 1 / (9 * after) + z / (3 * np.sqrt(after))) ** 3
    return unwrap(lower), unwrap(upper)


def exact_poisson(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Limits:
    r"""Return exact Poisson limits for a count.

    Parameters
    ----------
    count : array_like
        Events, 0 or more; may be fractional.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    lower, upper : ndarray or float
        In events. NaN where the count is NaN.

    Raises
    ------
    MethodError
        A count is negative or infinite; all of them are listed.

    Notes
    -----
    With :math:`\chi^2_k(p)` the quantile of the chi-squared distribution,

    .. math::
        \tfrac12 \chi^2_{2x}(\alpha/2), \quad \tfrac12 \chi^2_{2x + 2}(1 - \alpha/2)

    and 0 below where nothing happened. A fractional count, as a sum of
    attributable fractions gives, has fractional degrees of freedom.

    References
    ----------
    Garwood F. Fiducial limits for the Poisson distribution. Biometrika
    1936;28:437-42. doi:10.1093/biomet/28.3-4.437

    Examples
    --------
    >>> np.round(exact_poisson([0, 5]), 5)
    array([[ 0.     ,  1.62349],
           [ 3.68888, 11.66833]])
    """
    (x,) = _check_count("exact_poisson", count)
    tail, x = split_tails(confidence, x)
    lower = np.where(x == 0, 0, special.gammaincinv(x, tail))
    return unwrap(lower), unwrap(special.gammainccinv(x + 1, tail))


def poisson(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Limits:
    """Return Poisson limits for a count: exact below ten events, Byar's from ten.

    Parameters
    ----------
    count : array_like
        Events, 0 or more; may be fractional.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    lower, upper : ndarray or float
        In events. NaN where the count is NaN.

    Raises
    ------
    MethodError
        A count is negative or infinite; all of them are listed.

    Notes
    -----
    `exact_poisson` where :math:`x < 10`, else `byar`: the rule of official
    statistics in England.

    References
    ----------
    Garwood F. Fiducial limits for the Poisson distribution. Biometrika
    1936;28:437-42. doi:10.1093/biomet/28.3-4.437

    Public Health England. Technical guide: confidence intervals. London; 2018.

    Examples
    --------
    >>> np.round(poisson([9, 10]), 5)
    array([[ 4.11537,  4.78745],
           [17.0848 , 18.39146]])
    """
    (x,) = _check_count("poisson", count)
    few = has_few_events(x)
    if few.ndim == 0:
        return (exact_poisson if few else byar)(x, confidence=confidence)
    limits = byar(x, confidence=confidence)
    # Only the few rows pay for the inverse of the gamma integral.
    exact_limits = exact_poisson(x[few], confidence=confidence)
    for limit, exact in zip(limits, exact_limits, strict=True):
        limit[few] = exact
    return limits


def dobson(
    value: npt.ArrayLike,
    variance: npt.ArrayLike,
    count: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
) -> Limits:
    r"""Return Dobson's limits for a weighted sum of Poisson counts.

    Parameters
    ----------
    value : array_like
        The weighted sum, such as a directly standardised rate.
    variance : array_like
        Its variance, in the square of the unit of `value`.
    count : array_like
        All events in it, 0 or more.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    lower, upper : ndarray or float
        In the unit of `value`. NaN where an argument is NaN or there are no
        events.

    Raises
    ------
    MethodError
        A number is negative or infinite; all of them are listed.

    Notes
    -----
    With :math:`x_L` and :math:`x_U` the limits of `byar` for the count
    :math:`x`,

    .. math::
        y + \sqrt{v / x}\,(x_L - x), \quad y + \sqrt{v / x}\,(x_U - x)

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for
    weighted sums of Poisson parameters. Stat Med 1991;10:457-62.
    doi:10.1002/sim.4780100317

    Examples
    --------
    >>> np.round(dobson(1082.95, 11500.0, 89), 2)
    array([ 883.71, 1316.24])
    """
    inputs = Inputs("dobson")
    y, v, x = inputs.counts(value=value, variance=variance, count=count)
    inputs.done()
    low, high = byar(x, confidence=confidence)
    _, y, v, x = split_tails(confidence, y, v, x)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.sqrt(v / x)
        return unwrap(y + ratio * (low - x)), unwrap(y + ratio * (high - x))


def _check_count(statistic: str, count: npt.ArrayLike) -> tuple[FloatArray, ...]:
    inputs = Inputs(statistic)
    arrays = inputs.counts(count=count)
    inputs.done()
    return arrays
