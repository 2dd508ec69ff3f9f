"""Unmet need: people estimated to be in need who are not in treatment."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError
from toolkit.methods.arrays import FloatArray, IntArray, unwrap
from toolkit.methods.inputs import Inputs
from toolkit.methods.prevalence import combine_prevalence

__all__ = ["UnmetNeed", "UnmetNeedState", "projected_unmet_need", "unmet_need"]


class UnmetNeedState(IntEnum):
    """What an estimate of unmet need can carry.

    Attributes
    ----------
    MISSING
        Treated or prevalence is not known; everything is NaN.
    OK
        Value and limits stand as they are.
    NO_INTERVAL
        The prevalence has no limits, so neither has the unmet need: no verdict.
    LOWER_LIMIT_CLIPPED
        More are treated than the lower limit of the prevalence: `lower` is
        shown as 0.
    TREATED_EXCEEDS_ESTIMATE
        More are treated than are estimated to be in need: `value` and `lower`
        are shown as 0, and the estimate is too low or too old.
    TREATED_EXCEEDS_UPPER_LIMIT
        More are treated than even the upper limit allows: there is no numerical
        unmet need, and value and limits are NaN.
    """

    MISSING = -1
    OK = 0
    NO_INTERVAL = 1
    LOWER_LIMIT_CLIPPED = 2
    TREATED_EXCEEDS_ESTIMATE = 3
    TREATED_EXCEEDS_UPPER_LIMIT = 4


class UnmetNeed(NamedTuple):
    """Unmet need as a proportion, with what it was before anything was clipped.

    Attributes
    ----------
    value, lower, upper : ndarray or float
        Proportions from 0 to 1, as they may be shown.
    raw : ndarray or float
        The value before clipping; negative where more are treated than are
        estimated to be in need.
    flag : ndarray or int
        Codes of `UnmetNeedState`.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    raw: FloatArray
    flag: IntArray


def unmet_need(
    treated: npt.ArrayLike,
    prevalence: npt.ArrayLike,
    prevalence_lower: npt.ArrayLike = np.nan,
    prevalence_upper: npt.ArrayLike = np.nan,
    *,
    groups: npt.ArrayLike | None = None,
) -> UnmetNeed:
    r"""Return the proportion of the people in need who are not in treatment.

    Parameters
    ----------
    treated : array_like
        People in treatment, of the ages and substance of the prevalence.
    prevalence : array_like
        Estimated people in need, above 0.
    prevalence_lower, prevalence_upper : array_like, optional
        Published limits of the prevalence.
    groups : array_like of int, optional
        Codes from 0, one an area: treated and prevalence are summed first, and
        the limits combined as `combine_prevalence` does. Without it each
        element stands alone.

    Returns
    -------
    UnmetNeed
        Proportions at the confidence of the limits given, with flags.

    Raises
    ------
    MethodError
        A number is negative, a prevalence is 0 or outside its limits, or
        lengths do not match.

    Notes
    -----
    With treated :math:`T` and prevalence :math:`P` between :math:`L` and
    :math:`U`,

    .. math:: u = 1 - T/P, \quad [1 - T/L,\ 1 - T/U]

    Treated is an enumeration and prevalence is not a sample: the interval is
    that of the prevalence, and one for a proportion would be far too narrow.
    Unmet need is not unmet demand.

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
    >>> need = unmet_need([75, 110], [214, 100], [150, 60], [300, 160])
    >>> np.round(need.value, 3)
    array([0.65, 0.  ])
    >>> need.upper
    array([0.75  , 0.3125])
    >>> [UnmetNeedState(flag).name for flag in need.flag]
    ['OK', 'TREATED_EXCEEDS_ESTIMATE']
    """
    inputs = Inputs("unmet_need")
    t, p, low, high = inputs.counts(
        treated=treated,
        prevalence=prevalence,
        prevalence_lower=prevalence_lower,
        prevalence_upper=prevalence_upper,
    )
    inputs.positive("prevalence", p)
    inputs.ordered(low, p, high)
    total = inputs.totals(groups, t, over="nothing")
    inputs.done()
    if groups is not None:
        t, (p, low, high) = total(t), combine_prevalence(p, low, high, groups)
    return _clip(_subtract_met(t, p), _subtract_met(t, low), _subtract_met(t, high))


def projected_unmet_need(
    treated: npt.ArrayLike,
    prevalence: npt.ArrayLike,
    prevalence_lower: npt.ArrayLike = np.nan,
    prevalence_upper: npt.ArrayLike = np.nan,
    *,
    hold: str,
    population_then: npt.ArrayLike | None = None,
    population_now: npt.ArrayLike | None = None,
) -> UnmetNeed:
    r"""Return unmet need in a later year than the estimate of prevalence is for.

    Parameters
    ----------
    treated : array_like
        People in treatment in the later year.
    prevalence, prevalence_lower, prevalence_upper : array_like
        The estimate of the earlier year, with its limits.
    hold : {'count', 'rate'}
        What stays as it was: the number of people in need, as Fingertips has
        it, or their share of the population.
    population_then, population_now : array_like, optional
        Population of the earlier and of the later year, for the rate alone.

    Returns
    -------
    UnmetNeed
        Proportions at the confidence of the limits given, with flags.

    Raises
    ------
    MethodError
        As for `unmet_need`; or `hold` is unknown, or a population is missing or
        not above 0.

    Notes
    -----
    `unmet_need` with the prevalence as it was, or with

    .. math:: P_{now} = P_{then} \frac{N_{now}}{N_{then}}

    and its limits alike. Print the year of the estimate and the year of
    treatment both.

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
    >>> projected = projected_unmet_need(
    ...     900, 2408, 1918, 3206, hold="rate", population_then=170_000, population_now=175_000
    ... )
    >>> np.round(projected[:3], 3)
    array([0.637, 0.544, 0.727])
    """
    if hold not in ("count", "rate"):
        raise MethodError(
            f"projected_unmet_need cannot hold {hold!r}", hint="hold 'count' or 'rate'"
        )
    if hold == "count":
        return unmet_need(treated, prevalence, prevalence_lower, prevalence_upper)
    if population_then is None or population_now is None:
        raise MethodError(
            "projected_unmet_need holds the rate, and was not given both populations",
            hint="give population_then and population_now, or hold the count",
        )
    inputs = Inputs("projected_unmet_need")
    then, now = inputs.numbers(population_then=population_then, population_now=population_now)
    inputs.positive("population_then", then)
    inputs.positive("population_now", now)
    inputs.done()
    then, now, p, low, high = inputs.numbers(
        population_then=then,
        population_now=now,
        prevalence=prevalence,
        prevalence_lower=prevalence_lower,
        prevalence_upper=prevalence_upper,
    )
    growth = now / then
    return unmet_need(treated, p * growth, low * growth, high * growth)


def _subtract_met(treated: FloatArray, need: FloatArray) -> FloatArray:
    """Return 1 - treated / need; nobody in treatment leaves all need unmet, even a need of 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((treated == 0) & (need == 0), 1, 1 - treated / need)


def _clip(raw: FloatArray, lower: FloatArray, upper: FloatArray) -> UnmetNeed:
    flag = _judge(raw, lower, upper)
    no_value = (flag == UnmetNeedState.MISSING) | (
        flag == UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT
    )
    no_limits = no_value | np.isnan(lower) | np.isnan(upper)
    return UnmetNeed(
        value=unwrap(np.where(no_value, np.nan, np.maximum(raw, 0))),
        lower=unwrap(np.where(no_limits, np.nan, np.maximum(lower, 0))),
        upper=unwrap(np.where(no_limits, np.nan, upper)),
        raw=unwrap(raw),
        flag=flag[()],
    )


def _judge(raw: FloatArray, lower: FloatArray, upper: FloatArray) -> IntArray:
    cases = {
        UnmetNeedState.MISSING: np.isnan(raw),
        UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT: upper < 0,
        UnmetNeedState.TREATED_EXCEEDS_ESTIMATE: raw < 0,
        UnmetNeedState.NO_INTERVAL: np.isnan(lower) | np.isnan(upper),
        UnmetNeedState.LOWER_LIMIT_CLIPPED: lower < 0,
    }
    found = np.select(list(cases.values()), [int(state) for state in cases], int(UnmetNeedState.OK))
    return np.asarray(found, dtype=np.int64)
