"""Proportions and the difference between two of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import Confidence, Estimate, unwrap
from toolkit.methods.binomial_intervals import wilson
from toolkit.methods.confidence import spread
from toolkit.methods.inputs import Inputs

__all__ = ["difference_of_proportions", "proportion"]


def proportion(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    scale: float = 1.0,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return proportions with Wilson score limits.

    Parameters
    ----------
    count : array_like
        People counted, from 0 to `denominator`.
    denominator : array_like
        People who could have been counted; broadcast against `count`.
    groups : array_like of int, optional
        Codes from 0, one a row: counts and denominators are summed first, and
        the result has one element a code. Without it each element stands alone.
    scale : float, default 1.0
        1 for a proportion, 100 for per cent.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Proportions times `scale`. NaN where any part is NaN or the
        denominator is 0.

    Raises
    ------
    MethodError
        A count is negative or above its denominator, or lengths do not match.

    Notes
    -----
    .. math:: p = \frac{\sum x}{\sum n}

    with the limits of `wilson`. Proportions of areas are never averaged.

    References
    ----------
    Wilson EB. Probable inference, the law of succession, and statistical
    inference. J Am Stat Assoc 1927;22:209-12. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> np.round(proportion(65, 100, scale=100), 1)
    array([65. , 55.3, 73.6])
    >>> proportion([3, 7, 1], [10, 10, 8], groups=[0, 0, 1]).value
    array([0.5  , 0.125])
    """
    inputs = Inputs("proportion")
    x, n = inputs.counts(count=count, denominator=denominator)
    inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
    total = inputs.totals(groups, x, over="nothing")
    inputs.done()
    x, n = total(x), total(n)
    lower, upper = wilson(x, n, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Estimate(unwrap(x / n * scale), lower * scale, upper * scale)


def difference_of_proportions(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_denominator: npt.ArrayLike,
    *,
    scale: float = 1.0,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return the difference of two independent proportions.

    Parameters
    ----------
    count, denominator : array_like
        Of the proportion that is looked at.
    reference_count, reference_denominator : array_like
        Of the proportion that is taken away from it.
    scale : float, default 1.0
        1 for a proportion, 100 for percentage points.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Differences times `scale`: percentage points, not per cent. NaN where
        an argument is NaN or a denominator is 0.

    Raises
    ------
    MethodError
        A count is negative or above its denominator, or lengths do not match.

    Notes
    -----
    Newcombe's method 10, with :math:`l, u` the limits of `wilson`:

    .. math::
        d - \sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2}, \quad
        d + \sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}

    References
    ----------
    Newcombe RG. Interval estimation for the difference between independent
    proportions: comparison of eleven methods. Stat Med 1998;17:873-90.
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I

    Examples
    --------
    >>> np.round(difference_of_proportions(56, 70, 48, 80), 4)
    array([0.2   , 0.0524, 0.3339])
    """
    inputs = Inputs("difference_of_proportions")
    x, n, y, m = inputs.counts(
        count=count,
        denominator=denominator,
        reference_count=reference_count,
        reference_denominator=reference_denominator,
    )
    inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
    inputs.refuse(y > m, "reference_count {:g} is above the reference_denominator {:g}", y, m)
    inputs.done()
    first, low, high = proportion(x, n, confidence=confidence)
    second, low_2, high_2 = proportion(y, m, confidence=confidence)
    p, q = spread(first, confidence), spread(second, confidence)
    lower = (p - q) - np.hypot(p - low, high_2 - q)
    upper = (p - q) + np.hypot(high - p, q - low_2)
    return Estimate(unwrap((first - second) * scale), unwrap(lower * scale), unwrap(upper * scale))
