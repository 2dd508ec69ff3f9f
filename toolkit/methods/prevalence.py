"""Modelled prevalence of areas together, and what a survey's proportions would give."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import Estimate, unwrap
from toolkit.methods.inputs import Inputs

__all__ = ["combine_prevalence", "synthetic_estimate"]


def combine_prevalence(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    groups: npt.ArrayLike | None = None,
    *,
    envelope: bool = False,
) -> Estimate:
    r"""Return the prevalence of areas together, with limits by square-and-add.

    Parameters
    ----------
    value, lower, upper : array_like
        Estimated people in each area, with published limits.
    groups : array_like of int, optional
        Codes from 0, one an area: the result has one element a code. Without
        it the areas are the last axis.
    envelope : bool, default False
        Return the sums of the limits instead: wider, and safe whatever the
        dependence between the areas' estimates.

    Returns
    -------
    Estimate
        People, at the confidence of the limits given. The published limits
        where there is one area; NaN where any part is NaN.

    Raises
    ------
    MethodError
        A number is negative, a value is outside its limits, or lengths do not
        match.

    Notes
    -----
    Limits of a sum are not the sum of limits. With independent estimates
    (MOVER, the method of variance estimates recovery),

    .. math::
        L = P - \sqrt{\sum (P_i - L_i)^2}, \quad U = P + \sqrt{\sum (U_i - P_i)^2}

    which keeps the asymmetry of the parts.

    References
    ----------
    Zou GY, Donner A. Construction of confidence limits about effect measures: a
    general approach. Stat Med 2008;27:1693-702. doi:10.1002/sim.3095

    Examples
    --------
    >>> np.round(combine_prevalence([2000, 150], [1500, 90], [2700, 260]))
    array([2150., 1646., 2859.])
    """
    inputs = Inputs("combine_prevalence")
    p, low, high = inputs.counts(value=value, lower=lower, upper=upper)
    inputs.ordered(low, p, high)
    total = inputs.totals(groups, p, over="last axis")
    inputs.done()
    summed = total(p)
    if envelope:
        return Estimate(unwrap(summed), unwrap(total(low)), unwrap(total(high)))
    below, above = np.sqrt(total((p - low) ** 2)), np.sqrt(total((high - p) ** 2))
    return Estimate(unwrap(summed), unwrap(summed - below), unwrap(summed + above))


def synthetic_estimate(
    population: npt.ArrayLike,
    proportion: npt.ArrayLike,
    lower: npt.ArrayLike = np.nan,
    upper: npt.ArrayLike = np.nan,
    *,
    groups: npt.ArrayLike | None = None,
) -> Estimate:
    r"""Return how many people there would be if a survey's proportions held locally.

    Parameters
    ----------
    population : array_like
        People in each band of the area.
    proportion : array_like
        Proportion of each band in the survey, from 0 to 1.
    lower, upper : array_like, optional
        Limits of the proportions.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code. Without it
        the bands are the last axis.

    Returns
    -------
    Estimate
        People, unrounded. Limits NaN where the survey has none.

    Raises
    ------
    MethodError
        A number is negative, a proportion above 1 or outside its limits, or
        lengths do not match.

    Notes
    -----
    .. math:: \sum N_j p_j, \quad \sum N_j l_j, \quad \sum N_j u_j

    The limits know the survey's error alone, not whether local people are like
    the nation's. Round to two significant figures, call it illustrative, and
    neither compare areas by it nor read a trend from it.

    References
    ----------
    Rao JNK, Molina I. Small area estimation. 2nd ed. Hoboken: Wiley; 2015.
    doi:10.1002/9781118735855

    Examples
    --------
    >>> print(*synthetic_estimate([40_000, 60_000], [0.02, 0.01], [0.015, 0.008], [0.026, 0.013]))
    1400.0 1080.0 1820.0
    """
    inputs = Inputs("synthetic_estimate")
    n, p, low, high = inputs.counts(
        population=population, proportion=proportion, lower=lower, upper=upper
    )
    inputs.refuse(p > 1, "proportion {:g} is above 1", p)
    inputs.refuse(high > 1, "upper {:g} is above 1", high)
    inputs.ordered(low, p, high)
    total = inputs.totals(groups, n, over="last axis")
    inputs.done()
    return Estimate(*(unwrap(total(n * share)) for share in (p, low, high)))
