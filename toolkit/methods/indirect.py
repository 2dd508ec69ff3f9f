"""Indirectly standardised ratios and rates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import Confidence, Estimate, FloatArray, unwrap
from toolkit.methods.confidence import spread
from toolkit.methods.inputs import Inputs
from toolkit.methods.rates import check_population
from toolkit.methods.standardised_ratios import standardised_ratio

__all__ = [
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
]


def indirectly_standardised_ratio(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    scale: float = 1.0,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return indirectly standardised ratios, such as the standardised mortality ratio.

    Parameters
    ----------
    count, population : array_like
        Events and people in each band.
    reference_count, reference_population : array_like
        Events and people in each band of the reference, broadcast against
        `count`.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code. Without it
        the bands are the last axis.
    scale : float, default 1.0
        1, or 100 to have the reference at 100.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Ratios times `scale`; NaN where any part is NaN.

    Raises
    ------
    MethodError
        A number is negative, there are events in a population of 0, nothing is
        expected in a group, or lengths do not match.

    Notes
    -----
    .. math:: m \frac{\sum x_i}{\sum n_i X_i / N_i}

    Where only the total of the events is known, give it to
    `standardised_ratio` with what `expected_count` returns.

    References
    ----------
    Keiding N, Clayton D. Standardization and control for confounding in
    observational studies: a historical perspective. Stat Sci 2014;29:529-58.
    doi:10.1214/13-STS453

    Breslow NE, Day NE. Statistical methods in cancer research, volume II: the
    design and analysis of cohort studies. Lyon: IARC; 1987. Reviewed in
    doi:10.1002/sim.4780080614

    Examples
    --------
    >>> ratio = indirectly_standardised_ratio([4, 10], [1000, 500], [20, 90], [10_000, 9_000])
    >>> np.round(ratio, 3)
    array([2.   , 1.093, 3.356])
    """
    observed, expected = _observe(
        "indirectly_standardised_ratio",
        count, population, reference_count, reference_population, groups,
    )  # fmt: skip
    return standardised_ratio(observed, expected, scale=scale, confidence=confidence)


def indirectly_standardised_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    scale: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return indirectly standardised rates: the ratio times the reference's crude rate.

    Parameters
    ----------
    count, population : array_like
        Events and people in each band.
    reference_count, reference_population : array_like
        Events and people in each band of the reference, broadcast against
        `count`.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code. Without it
        the bands are the last axis.
    scale : float, default 100,000
        People per which the rate is written.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Events per `scale`; NaN where any part is NaN.

    Raises
    ------
    MethodError
        A number is negative, there are events in a population of 0, nothing is
        expected in a group, or lengths do not match.

    Notes
    -----
    .. math:: m \frac{\sum x_i}{\sum n_i X_i / N_i} \cdot \frac{\sum X_i}{\sum N_i}

    References
    ----------
    Keiding N, Clayton D. Standardization and control for confounding in
    observational studies: a historical perspective. Stat Sci 2014;29:529-58.
    doi:10.1214/13-STS453

    Breslow NE, Day NE. Statistical methods in cancer research, volume II: the
    design and analysis of cohort studies. Lyon: IARC; 1987. Reviewed in
    doi:10.1002/sim.4780080614

    Examples
    --------
    >>> rate = indirectly_standardised_rate(
    ...     [4, 10], [1000, 500], [20, 90], [10_000, 9_000], scale=1000
    ... )
    >>> np.round(rate, 3)
    array([11.579,  6.325, 19.429])
    """
    name = "indirectly_standardised_rate"
    observed, expected = _observe(
        name, count, population, reference_count, reference_population, groups
    )
    inputs = Inputs(name)
    _, x_ref, n_ref = inputs.numbers(
        population=population, events=reference_count, people=reference_population
    )
    total = inputs.totals(groups, x_ref, over="last axis")
    with np.errstate(divide="ignore", invalid="ignore"):
        reference_rate = np.asarray(total(x_ref) / total(n_ref) * scale)
    ratio = standardised_ratio(observed, expected, confidence=confidence)
    per_level = spread(reference_rate, confidence)
    return Estimate(
        unwrap(ratio.value * reference_rate),
        unwrap(ratio.lower * per_level),
        unwrap(ratio.upper * per_level),
    )


def _observe(
    statistic: str,
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    groups: npt.ArrayLike | None,
) -> tuple[FloatArray, FloatArray]:
    """Return observed and expected events of each group."""
    inputs = Inputs(statistic)
    x, n, x_ref, n_ref = inputs.counts(
        count=count,
        population=population,
        reference_count=reference_count,
        reference_population=reference_population,
    )
    check_population(inputs, x, n)
    check_population(inputs, x_ref, n_ref)
    total = inputs.totals(groups, x, over="last axis")
    inputs.done()
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = total(n * (x_ref / n_ref))
    return total(x), expected
