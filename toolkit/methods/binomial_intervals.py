"""Confidence intervals for a proportion."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.methods.arrays import Confidence, FloatArray, Limits, unwrap
from toolkit.methods.confidence import split_tails
from toolkit.methods.inputs import Inputs

__all__ = ["clopper_pearson", "wilson"]


def wilson(
    count: npt.ArrayLike, denominator: npt.ArrayLike, *, confidence: Confidence = 0.95
) -> Limits:
    r"""Return Wilson score limits for a proportion.

    Parameters
    ----------
    count : array_like
        People (or things) counted, from 0 to `denominator`; may be fractional.
    denominator : array_like
        People who could have been counted; broadcast against `count`.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    lower, upper : ndarray or float
        Proportions from 0 to 1. NaN where an argument is NaN or the
        denominator is 0.

    Raises
    ------
    MethodError
        A count is negative or above its denominator; all of them are listed.

    Notes
    -----
    With count :math:`x`, denominator :math:`n` and normal deviate :math:`z`,

    .. math:: \frac{2x + z^2 \mp z\sqrt{z^2 + 4x(1 - x/n)}}{2(n + z^2)}

    The interval of official statistics for proportions in England at every
    size of denominator. It is 0 at the bottom where nobody was counted, and 1
    at the top where everybody was.

    References
    ----------
    Wilson EB. Probable inference, the law of succession, and statistical
    inference. J Am Stat Assoc 1927;22:209-12. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> np.round(wilson(65, 100), 6)
    array([0.552544, 0.736358])
    >>> lower, upper = wilson([0, 10], 10, confidence=(0.95, 0.998))
    >>> np.round(upper, 4)
    array([[0.2775, 0.4885],
           [1.    , 1.    ]])
    """
    x, n = _check_fraction(Inputs("wilson"), count, denominator)
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
    r"""Return exact binomial limits for a proportion.

    Parameters
    ----------
    count, denominator : array_like
        As for `wilson`.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    lower, upper : ndarray or float
        Proportions from 0 to 1. NaN where an argument is NaN or the
        denominator is 0.

    Raises
    ------
    MethodError
        A count is negative or above its denominator; all of them are listed.

    Notes
    -----
    With :math:`B(p; a, b)` the quantile of the beta distribution and
    :math:`\alpha` one minus the confidence,

    .. math:: B(\alpha/2;\, x,\, n - x + 1), \quad B(1 - \alpha/2;\, x + 1,\, n - x)

    and 0 below where :math:`x = 0`, 1 above where :math:`x = n`. Wider than it
    need be on average; published proportions use `wilson`.

    References
    ----------
    Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated
    in the case of the binomial. Biometrika 1934;26:404-13.
    doi:10.1093/biomet/26.4.404

    Examples
    --------
    >>> np.round(clopper_pearson(7, 20), 6)
    array([0.153909, 0.592189])
    """
    x, n = _check_fraction(Inputs("clopper_pearson"), count, denominator)
    tail, x, n = split_tails(confidence, x, n)
    known = n > 0
    lower = np.where(x == 0, 0, special.betaincinv(x, n - x + 1, tail))
    upper = np.where(x == n, 1, special.betainccinv(x + 1, n - x, tail))
    return unwrap(np.where(known, lower, np.nan)), unwrap(np.where(known, upper, np.nan))


def _check_fraction(
    inputs: Inputs, count: npt.ArrayLike, denominator: npt.ArrayLike
) -> tuple[FloatArray, FloatArray]:
    x, n = inputs.counts(count=count, denominator=denominator)
    inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
    inputs.done()
    return x, n
