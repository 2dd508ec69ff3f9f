"""Observed events against those that a reference would have expected."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import Confidence, Estimate, FloatArray, unwrap
from toolkit.methods.confidence import spread
from toolkit.methods.inputs import Inputs
from toolkit.methods.poisson_intervals import poisson
from toolkit.methods.rates import check_population

__all__ = ["expected_count", "standardised_ratio"]


def expected_count(
    population: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
) -> FloatArray:
    r"""Return the events a population would have had at the rates of a reference.

    Parameters
    ----------
    population : array_like
        People in each band.
    reference_count, reference_population : array_like
        Events and people in each band of the reference, broadcast against
        `population`.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code. Without it
        the bands are the last axis.

    Returns
    -------
    ndarray or float
        Events; NaN where any part is NaN or a band of the reference is empty.

    Raises
    ------
    MethodError
        A number is negative, there are events in a population of 0, or lengths
        do not match.

    Notes
    -----
    .. math:: E = \sum n_i \frac{X_i}{N_i}

    For deaths in treatment the reference is England's caseload, not its
    population.

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
    >>> print(expected_count([1000, 500], [20, 90], [10_000, 9_000]))
    7.0
    """
    inputs = Inputs("expected_count")
    n, x_ref, n_ref = inputs.counts(
        population=population,
        reference_count=reference_count,
        reference_population=reference_population,
    )
    check_population(inputs, x_ref, n_ref)
    total = inputs.totals(groups, n, over="last axis")
    inputs.done()
    with np.errstate(divide="ignore", invalid="ignore"):
        return unwrap(total(n * (x_ref / n_ref)))


def standardised_ratio(
    count: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    scale: float = 1.0,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return observed over expected events with Poisson limits.

    Parameters
    ----------
    count : array_like
        Observed events, 0 or more; may be fractional.
    expected : array_like
        Expected events, above 0.
    scale : float, default 1.0
        1 or 100 for a ratio; the crude rate of the reference for an indirectly
        standardised rate.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Ratios times `scale`; NaN where an argument is NaN.

    Raises
    ------
    MethodError
        A count is negative, or an expected number is not above 0.

    Notes
    -----
    .. math:: m \frac{O}{E}

    with :math:`m` the scale and the limits of `poisson` for the observed
    events; the expected number is taken as known.

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
    >>> np.round(standardised_ratio(31, 20.5), 3)
    array([1.512, 1.027, 2.147])
    """
    inputs = Inputs("standardised_ratio")
    x, e = inputs.counts(count=count, expected=expected)
    inputs.positive("expected", e)
    inputs.done()
    lower, upper = poisson(x, confidence=confidence)
    e_ = spread(e, confidence)
    return Estimate(unwrap(x / e * scale), unwrap(lower / e_ * scale), unwrap(upper / e_ * scale))
