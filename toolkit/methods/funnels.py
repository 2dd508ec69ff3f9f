"""Funnel plots: the centre, the limits, and which areas lie outside."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.methods.arrays import Confidence, FloatArray, IntArray, Limits, unwrap
from toolkit.methods.comparison import Comparison
from toolkit.methods.confidence import has_few_events, split_tails, spread
from toolkit.methods.funnel_methods import check_method, widen
from toolkit.methods.inputs import Inputs
from toolkit.methods.poisson_intervals import exact_poisson, poisson

__all__ = ["funnel_centre", "funnel_limits", "funnel_significance"]


def funnel_centre(
    count: npt.ArrayLike, denominator: npt.ArrayLike, *, scale: float = 1.0
) -> FloatArray:
    r"""Return the centre line of a funnel: the average of the areas supplied.

    Parameters
    ----------
    count : array_like
        Events of each area, the areas on the last axis.
    denominator : array_like
        People of each area; expected events for a ratio; ``count / rate *
        scale`` for a directly standardised rate.
    scale : float, default 1.0
        What the values of the funnel are written per.

    Returns
    -------
    ndarray or float
        In the unit of the values; NaN with no area. Areas with a NaN are left
        out of both sums.

    Raises
    ------
    MethodError
        A number is negative, or lengths do not match.

    Notes
    -----
    .. math:: m \frac{\sum x}{\sum n}

    This is not the published value for England unless all its areas are there.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat
    Med 2005;24:1185-202. doi:10.1002/sim.1970

    Examples
    --------
    >>> print(funnel_centre([10, 30], [100, 100], scale=100))
    20.0
    """
    inputs = Inputs("funnel_centre")
    x, n = inputs.counts(count=count, denominator=denominator)
    inputs.done()
    known = ~(np.isnan(x) | np.isnan(n))
    events = np.where(known, x, 0).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return unwrap(np.asarray(events) / np.where(known, n, 0).sum(axis=-1) * scale)


def funnel_limits(
    size: npt.ArrayLike,
    centre: npt.ArrayLike,
    *,
    method: str,
    tau_squared: npt.ArrayLike = 0.0,
    scale: float = 1.0,
    confidence: Confidence = (0.95, 0.998),
) -> Limits:
    r"""Return control limits of a funnel about its centre.

    Parameters
    ----------
    size : array_like
        What stands on the axis below: the denominator for proportions and for
        ``fingertips_rate``; else the number of events.
    centre : array_like
        Value of the centre line, written per `scale`, as `funnel_centre` gives.
    method : str
        One of `FUNNEL_METHODS`.
    tau_squared : array_like, default 0.0
        Variance between areas that `overdispersion` found; widens the limits.
    scale : float, default 1.0
        What the values of the funnel are written per.
    confidence : float or sequence of float, default (0.95, 0.998)
        Levels, on a further axis at the end.

    Returns
    -------
    lower, upper : ndarray
        In the unit of the centre; proportions within 0 and `scale`.

    Raises
    ------
    MethodError
        The method is unknown, a size is not above 0, a centre is negative, or a
        proportion's centre is above its scale.

    Notes
    -----
    With centre :math:`\theta`, ``proportion`` has

    .. math:: \theta \mp z \sqrt{\theta (1 - \theta) / n}

    which is where Wilson's interval of an area just touches the centre;
    ``rate``, ``standardised_rate`` and ``ratio`` have, for :math:`x` events
    with exact limits :math:`x_L, x_U`,

    .. math:: \theta x / x_U, \quad \theta x / x_L

    ``fingertips_proportion`` has Wilson's limits of :math:`n\theta` in
    :math:`n`; ``fingertips_rate`` the exact limits of :math:`n\theta` events,
    over :math:`n`. With :math:`\tau^2 > 0` they are those of Spiegelhalter's
    random effects, for a denominator or :math:`n` expected events,

    .. math::
        \sin^2\left(\arcsin\sqrt\theta \mp z\sqrt{\tfrac{1}{4n} + \tau^2}\right), \quad
        \theta \left(1 \mp z\sqrt{\tfrac{1}{4n} + \tau^2}\right)^2

    the first for proportions, the second for rates and ratios.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat
    Med 2005;24:1185-202. doi:10.1002/sim.1970

    Examples
    --------
    >>> lower, upper = funnel_limits([1, 10], 80.642448, method="proportion", scale=100)
    >>> np.round(lower, 4)
    array([[ 3.2043,  0.    ],
           [56.1543, 42.0326]])
    """
    check_method("funnel_limits", method)
    inputs = Inputs("funnel_limits")
    n, middle, tau2 = inputs.counts(size=size, centre=centre, tau_squared=tau_squared)
    inputs.positive("size", n)
    is_proportion = method.endswith("proportion")
    if is_proportion:
        inputs.refuse(middle > scale, "centre {:g} is above the scale", middle)
    inputs.done()
    theta = middle / scale
    if np.any(tau2 > 0):
        expected = n * theta if method == "fingertips_rate" else n
        lower, upper = widen(expected, theta, tau2, is_proportion, confidence)
    else:
        lower, upper = _limit(n, theta, method, confidence)
    return unwrap(lower * scale), unwrap(upper * scale)


def funnel_significance(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    centre: npt.ArrayLike,
    *,
    method: str,
    tau_squared: npt.ArrayLike = 0.0,
    scale: float = 1.0,
    confidence: Confidence = (0.95, 0.998),
) -> IntArray:
    r"""Return on which side of a funnel's limits each area lies.

    Parameters
    ----------
    count, denominator : array_like
        As for `funnel_centre`.
    centre : array_like
        Value of the centre line, written per `scale`.
    method : str
        One of `FUNNEL_METHODS`.
    tau_squared : array_like, default 0.0
        Variance between areas that `overdispersion` found.
    scale : float, default 1.0
        What the values of the funnel are written per.
    confidence : float or sequence of float, default (0.95, 0.998)
        One level, or two from the narrower to the wider.

    Returns
    -------
    ndarray or int
        Codes of `Comparison`: how many of the levels the area lies outside,
        negative below. Not compared where a number is NaN, a denominator 0, or
        a directly standardised rate has fewer than ten events.

    Raises
    ------
    MethodError
        The method is unknown, a number is negative, a count is above its
        denominator for a proportion, or lengths do not match.

    Notes
    -----
    A proportion against `funnel_limits`. Rates and ratios of the official
    packages by whether the limits of `poisson` for the events, exact below ten
    and Byar's from ten, hold the events the centre expects; the Fingertips ones
    by whether the area's value is outside `funnel_limits`. The methods may
    disagree about an area: name the one used.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat
    Med 2005;24:1185-202. doi:10.1002/sim.1970

    Examples
    --------
    >>> funnel_significance([5, 20, 38], 100, 0.2, method="proportion")
    array([-2,  0,  2])
    """
    check_method("funnel_significance", method)
    inputs = Inputs("funnel_significance")
    x, n, middle, tau2 = inputs.counts(
        count=count, denominator=denominator, centre=centre, tau_squared=tau_squared
    )
    if method.endswith("proportion"):
        inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
        inputs.refuse(middle > scale, "centre {:g} is above the scale", middle)
    inputs.done()
    known = ~np.isnan(x + n + middle) & (n > 0)
    if method == "standardised_rate":
        known &= ~has_few_events(x)
    theta = np.where(known, middle / scale, 0.5)
    events, people = np.where(known, x, 0), np.where(known, n, 1)
    codes = _side(events, people, theta, method, tau2, confidence)
    return np.where(known, codes, int(Comparison.NOT_COMPARED))[()]


def _limit(size: FloatArray, theta: FloatArray, method: str, confidence: Confidence) -> Limits:
    tail, n, p = split_tails(confidence, size, theta)
    z = -special.ndtri(tail)
    if method == "proportion":
        half = z * np.sqrt(p * (1 - p) / n)
        return np.maximum(p - half, 0), np.minimum(p + half, 1)
    if method == "fingertips_proportion":
        half = z * np.sqrt(z**2 + 4 * n * p * (1 - p))
        middle = 2 * n * p + z**2
        return (middle - half) / (2 * (n + z**2)), (middle + half) / (2 * (n + z**2))
    if method == "fingertips_rate":
        low, high = exact_poisson(size * theta, confidence=confidence)
        return low / n, high / n
    low, high = exact_poisson(size, confidence=confidence)
    with np.errstate(divide="ignore"):
        return p * n / high, p * n / low


def _side(
    count: FloatArray,
    denominator: FloatArray,
    theta: FloatArray,
    method: str,
    tau_squared: FloatArray,
    confidence: Confidence,
) -> IntArray:
    """Return how many levels an area lies outside, negative below."""
    is_proportion = method.endswith("proportion")
    value = spread(count / denominator, confidence)
    if np.any(tau_squared > 0):
        size = denominator if is_proportion else denominator * theta
        low, high = widen(size, theta, tau_squared, is_proportion, confidence)
    elif method in ("rate", "standardised_rate", "ratio"):
        # The interval of the area misses the centre, rather than the other way about.
        least, most = poisson(count, confidence=confidence)
        expected = spread(theta * denominator, confidence)
        return _count_levels(np.asarray(most < expected), np.asarray(least > expected), confidence)
    else:
        low, high = _limit(denominator, theta, method, confidence)
    return _count_levels(np.asarray(value < low), np.asarray(value > high), confidence)


def _count_levels(
    below: npt.NDArray[np.bool_], above: npt.NDArray[np.bool_], confidence: Confidence
) -> IntArray:
    codes = above.astype(np.int64) - below.astype(np.int64)
    return np.asarray(codes.sum(axis=-1) if np.ndim(confidence) else codes)
