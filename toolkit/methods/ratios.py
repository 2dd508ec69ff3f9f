"""Relative change between two counts, rates or published estimates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import BoolArray, Confidence, Estimate, FloatArray, Limits, unwrap
from toolkit.methods.binomial_intervals import clopper_pearson
from toolkit.methods.confidence import has_few_events, normal_deviate, spread
from toolkit.methods.inputs import Inputs
from toolkit.methods.rates import check_population

__all__ = ["percentage_change", "rate_ratio", "ratio_of_estimates"]


def percentage_change(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    *,
    rounding: npt.ArrayLike = 0,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return the change from one count to another, in per cent of the first.

    Parameters
    ----------
    before, after : array_like
        People or events at the two times, 0 or more.
    rounding : array_like, default 0
        The base that the counts were rounded to before they were published, 5
        for example: the limits are then those of the counts that could lie
        behind them, so that 25 to 30 may be 27 to 28 or 23 to 32.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Per cent: 55 to 75 is 36.4. NaN where an argument is NaN or `before`
        is 0, for from none to some has no percentage.

    Raises
    ------
    MethodError
        A number is negative or infinite, or lengths do not match.

    Notes
    -----
    With counts :math:`a` before and :math:`b` after,

    .. math:: 100 \left(\frac{b}{a} \exp\left(\mp z \sqrt{1/a + 1/b}\right) - 1\right)

    Where either count is under ten, the exact conditional interval:
    :math:`p / (1 - p)` for the limits :math:`p` of `clopper_pearson` of
    :math:`b` in :math:`a + b`. Counts of the same caseload in two years have
    many people in common: the interval describes underlying variation, and is
    wide rather than narrow.

    References
    ----------
    Przyborowski J, Wilenski H. Homogeneity of results in testing samples from
    Poisson series. Biometrika 1940;31:313-23. doi:10.1093/biomet/31.3-4.313

    Examples
    --------
    >>> np.round(percentage_change(55, 75), 1)
    array([36.4, -3.7, 93.1])
    >>> np.round(percentage_change(25, 30, rounding=5), 1)
    array([ 20. , -38.9, 137.7])
    """
    inputs = Inputs("percentage_change")
    a, b, base = inputs.counts(before=before, after=after, rounding=rounding)
    inputs.done()
    # From none to some has no percentage.
    a = np.where(a > 0, a, np.nan)
    half = np.floor(base / 2)
    least_a, least_b = np.maximum(a - half, 0), np.maximum(b - half, 0)
    few = has_few_events(np.minimum(least_a, least_b))
    lower, _ = _limit_ratio(least_b, a + half, few, confidence)
    _, upper = _limit_ratio(b + half, least_a, few, confidence)
    return Estimate(unwrap(100 * (b / a - 1)), unwrap(100 * (lower - 1)), unwrap(100 * (upper - 1)))


def rate_ratio(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return the ratio of two crude rates, from their counts.

    Parameters
    ----------
    count, population : array_like
        Events and people of the rate that is looked at.
    reference_count, reference_population : array_like
        Events and people of the rate it is divided by.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Ratios: 1.27 is 27% higher, 2 twice as high. NaN where an argument is
        NaN, a population is 0, or the reference had no events.

    Raises
    ------
    MethodError
        A number is negative, there are events in a population of 0, or lengths
        do not match.

    Notes
    -----
    With events :math:`x, y` and people :math:`n, m`,

    .. math:: \frac{x / n}{y / m} \exp\left(\mp z \sqrt{1/x + 1/y}\right)

    and the exact conditional interval where either count is under ten, as in
    `percentage_change`. England contains the area it is compared with; for one
    authority of 153 that matters little, for a region say so.

    References
    ----------
    Rothman KJ, Greenland S, Lash TL. Modern epidemiology. 3rd ed. Philadelphia:
    Lippincott; 2008, ch. 14.

    Przyborowski J, Wilenski H. Homogeneity of results in testing samples from
    Poisson series. Biometrika 1940;31:313-23. doi:10.1093/biomet/31.3-4.313

    Examples
    --------
    >>> np.round(rate_ratio(60, 100_000, 90, 200_000), 3)
    array([1.333, 0.962, 1.848])
    """
    inputs = Inputs("rate_ratio")
    x, n, y, m = inputs.counts(
        count=count,
        population=population,
        reference_count=reference_count,
        reference_population=reference_population,
    )
    check_population(inputs, x, n)
    check_population(inputs, y, m)
    inputs.done()
    lower, upper = _limit_ratio(x, y, has_few_events(np.minimum(x, y)), confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        people = np.where((n > 0) & (y > 0), m / n, np.nan)
        ratio = x / y * people
    per_level = spread(people, confidence)
    return Estimate(unwrap(ratio), unwrap(lower * per_level), unwrap(upper * per_level))


def ratio_of_estimates(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    reference_value: npt.ArrayLike,
    reference_lower: npt.ArrayLike,
    reference_upper: npt.ArrayLike,
    *,
    published_confidence: float = 0.95,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return the ratio of two estimates of which value and limits are published.

    Parameters
    ----------
    value, lower, upper : array_like
        The estimate that is looked at: a standardised rate or a prevalence,
        with its limits; all above 0.
    reference_value, reference_lower, reference_upper : array_like
        The estimate it is divided by, in the same unit.
    published_confidence : float, default 0.95
        Level of the limits that are given.
    confidence : float or sequence of float, default 0.95
        Level, or several, of the limits that are returned.

    Returns
    -------
    Estimate
        Ratios; NaN where an argument is NaN.

    Raises
    ------
    MethodError
        A number is not above 0, a value is outside its limits, or lengths do
        not match.

    Notes
    -----
    Each standard error is read off the limits on the log scale,
    :math:`s_i = (\ln U_i - \ln L_i) / 2z`, and the ratio has the limits

    .. math:: \frac{y_1}{y_2} \exp\left(\mp z \sqrt{s_1^2 + s_2^2}\right)

    The two estimates are taken as independent.

    References
    ----------
    Altman DG, Bland JM. Interaction revisited: the difference between two
    estimates. BMJ 2003;326:219. doi:10.1136/bmj.326.7382.219

    Examples
    --------
    >>> np.round(ratio_of_estimates(7.5, 5.7, 9.6, 5.5, 5.4, 5.6), 3)
    array([1.364, 1.05 , 1.771])
    """
    inputs = Inputs("ratio_of_estimates")
    names = ("value", "lower", "upper", "reference_value", "reference_lower", "reference_upper")
    given = (value, lower, upper, reference_value, reference_lower, reference_upper)
    y, low, high, r, r_low, r_high = arrays = inputs.numbers(**dict(zip(names, given, strict=True)))
    for name, array in zip(names, arrays, strict=True):
        inputs.positive(name, array)
    inputs.ordered(low, y, high)
    inputs.ordered(r_low, r, r_high)
    inputs.done()
    width = np.hypot(np.log(high / low), np.log(r_high / r_low))
    error = width / (2 * normal_deviate(published_confidence))
    ratio = y / r
    factor = np.exp(normal_deviate(confidence) * spread(error, confidence))
    centre = spread(ratio, confidence)
    return Estimate(unwrap(ratio), unwrap(centre / factor), unwrap(centre * factor))


def _limit_ratio(
    count: FloatArray, reference: FloatArray, exact: BoolArray, confidence: Confidence
) -> Limits:
    """Return limits of count / reference: conditional exact where asked for, else log-normal."""
    low, high = clopper_pearson(count, count + reference, confidence=confidence)
    x, y, exact = (spread(array, confidence) for array in (count, reference, exact))
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.exp(normal_deviate(confidence) * np.sqrt(1 / x + 1 / y))
        lower = np.where(exact, low / (1 - low), x / y / factor)
        upper = np.where(exact, high / (1 - high), x / y * factor)
    return lower, upper
