"""How many more people, or fewer events, a target asks for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import FloatArray, unwrap
from toolkit.methods.inputs import Inputs

__all__ = [
    "number_needed_for_proportion",
    "number_needed_for_rate",
    "number_needed_for_standardised_rate",
    "number_needed_for_unmet_need",
]


def number_needed_for_proportion(
    count: npt.ArrayLike, denominator: npt.ArrayLike, target: npt.ArrayLike
) -> FloatArray:
    r"""Return how many more people must be counted to reach a proportion.

    Parameters
    ----------
    count : array_like
        People counted, from 0 to `denominator`.
    denominator : array_like
        People who could have been counted.
    target : array_like
        The proportion to be reached, from 0 to 1.

    Returns
    -------
    ndarray or float
        Whole people if the count is whole; 0 where the target is reached; NaN
        where an argument is NaN.

    Raises
    ------
    MethodError
        A count is negative or above its denominator, or a target above 1.

    Notes
    -----
    .. math:: \max(0, \lceil p_0 n \rceil - x)

    A product that is whole but for rounding in the machine counts as whole.

    References
    ----------
    Walter SD. The estimation and interpretation of attributable risk in health
    research. Biometrics 1976;32:829-49. doi:10.2307/2529268

    Examples
    --------
    >>> print(number_needed_for_proportion(5, 10, 0.7))
    2.0
    """
    inputs = Inputs("number_needed_for_proportion")
    x, n, goal = inputs.counts(count=count, denominator=denominator, target=target)
    inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
    _check_proportion(inputs, goal)
    inputs.done()
    return unwrap(np.maximum(_round_up(goal * n) - x, 0))


def number_needed_for_unmet_need(
    treated: npt.ArrayLike, prevalence: npt.ArrayLike, target: npt.ArrayLike
) -> FloatArray:
    r"""Return how many more people must be in treatment to bring unmet need down to a target.

    Parameters
    ----------
    treated : array_like
        People in treatment.
    prevalence : array_like
        Estimated people in need, above 0.
    target : array_like
        The unmet need to be reached, a proportion from 0 to 1.

    Returns
    -------
    ndarray or float
        People; 0 where the target is reached; NaN where an argument is NaN.

    Raises
    ------
    MethodError
        A number is negative, a prevalence 0, or a target above 1.

    Notes
    -----
    .. math:: \max(0, \lceil P(1 - u_0) \rceil - T)

    It holds if the estimate of prevalence is right: call it again with the
    lower and the upper limit of the prevalence, and print the range.

    References
    ----------
    Jones HE, Harris RJ, Downing BC, et al. Estimating the prevalence of problem
    drug use from drug-related mortality data. Addiction 2020;115:2393-404.
    doi:10.1111/add.15111

    Pryce R, Buykx P, Gray L, Stone T, Drummond C, Brennan A. Estimates of
    alcohol dependence in England based on APMS 2014. University of Sheffield;
    2017.

    Examples
    --------
    Plymouth needs 112 more people in alcohol treatment to reach England's 75.9%.

    >>> number_needed_for_unmet_need([731, 692], 3496, 0.759)
    array([112., 151.])
    """
    inputs = Inputs("number_needed_for_unmet_need")
    t, p, goal = inputs.counts(treated=treated, prevalence=prevalence, target=target)
    inputs.positive("prevalence", p)
    _check_proportion(inputs, goal)
    inputs.done()
    return unwrap(np.maximum(_round_up(p * (1 - goal)) - t, 0))


def number_needed_for_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    target: npt.ArrayLike,
    *,
    scale: float = 100_000,
) -> FloatArray:
    r"""Return how many fewer events there must be to bring a crude rate down to a target.

    Parameters
    ----------
    count : array_like
        Events, 0 or more.
    population : array_like
        People, or person-years, that had them.
    target : array_like
        The rate to be reached, per `scale`.
    scale : float, default 100,000
        People per which the rate is written.

    Returns
    -------
    ndarray or float
        Events; 0 where the target is reached; NaN where an argument is NaN.

    Raises
    ------
    MethodError
        A number is negative or infinite.

    Notes
    -----
    .. math:: \max(0, x - \lfloor r_0 n / m \rfloor)

    with :math:`m` the scale.

    References
    ----------
    Walter SD. The estimation and interpretation of attributable risk in health
    research. Biometrics 1976;32:829-49. doi:10.2307/2529268

    Examples
    --------
    >>> print(number_needed_for_rate(20, 100_000, 15))
    5.0
    """
    inputs = Inputs("number_needed_for_rate")
    x, n, goal = inputs.counts(count=count, population=population, target=target)
    inputs.done()
    return unwrap(np.maximum(x - _round_down(goal * n / scale), 0))


def number_needed_for_standardised_rate(
    count: npt.ArrayLike, rate: npt.ArrayLike, target: npt.ArrayLike
) -> FloatArray:
    r"""Return about how many fewer events bring a standardised rate down to a target.

    Parameters
    ----------
    count : array_like
        Events, 0 or more.
    rate : array_like
        The directly standardised rate, above 0.
    target : array_like
        The rate to be reached, in the unit of `rate`.

    Returns
    -------
    ndarray or float
        Whole events; 0 where the target is reached; NaN where an argument is
        NaN.

    Raises
    ------
    MethodError
        A number is negative or infinite, or a rate 0.

    Notes
    -----
    .. math:: \max\left(0, \left\lceil x \frac{y - y_0}{y} \right\rceil\right)

    Exact only if every age band falls by the same share: say "about".

    References
    ----------
    Walter SD. The estimation and interpretation of attributable risk in health
    research. Biometrics 1976;32:829-49. doi:10.2307/2529268

    Examples
    --------
    >>> print(number_needed_for_standardised_rate(91, 110.3, 100.0))
    9.0
    """
    inputs = Inputs("number_needed_for_standardised_rate")
    x, y, goal = inputs.counts(count=count, rate=rate, target=target)
    inputs.positive("rate", y)
    inputs.done()
    return unwrap(np.maximum(_round_up(x * (y - goal) / y), 0))


def _check_proportion(inputs: Inputs, target: FloatArray) -> None:
    inputs.refuse(target > 1, "target {:g} is above 1; give a proportion, not per cent", target)


def _round_up(number: FloatArray) -> FloatArray:
    """Round up, but leave 843.0000000001 at 843: the excess is rounding in the machine."""
    nearest = np.round(number)
    whole = np.abs(number - nearest) <= 1e-9 * np.maximum(np.abs(nearest), 1)
    return np.where(whole, nearest, np.ceil(number))


def _round_down(number: FloatArray) -> FloatArray:
    return -_round_up(-number)
