"""Unmet need, and the modelled prevalence it is measured against."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import BoolArray, Estimate, FloatArray, IntArray, unwrap
from toolkit.methods.inputs import Inputs

__all__ = ["UnmetNeed", "UnmetNeedState", "combine_prevalence", "unmet_need"]


class UnmetNeedState(IntEnum):
    """What an estimate of unmet need can carry."""

    MISSING = -1
    OK = 0
    NO_INTERVAL = 1
    LOWER_LIMIT_CLIPPED = 2
    TREATED_EXCEEDS_ESTIMATE = 3
    TREATED_EXCEEDS_UPPER_LIMIT = 4


class UnmetNeed(NamedTuple):
    """Unmet need as a proportion, with what was found before anything was clipped."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    raw: FloatArray
    flag: IntArray


def combine_prevalence(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    groups: npt.ArrayLike | None = None,
    *,
    envelope: bool = False,
) -> Estimate:
    """Return the prevalence of areas together, with limits by square-and-add."""
    inputs = Inputs("combine_prevalence")
    p, low, high = inputs.counts(value=value, lower=lower, upper=upper)
    inputs.ordered(low, p, high)
    inputs.done()
    total = inputs.totals(groups, p, over="last axis")
    summed = total(p)
    if envelope:
        return Estimate(unwrap(summed), unwrap(total(low)), unwrap(total(high)))
    below, above = np.sqrt(total((p - low) ** 2)), np.sqrt(total((high - p) ** 2))
    return Estimate(unwrap(summed), unwrap(summed - below), unwrap(summed + above))


def unmet_need(
    treated: npt.ArrayLike,
    prevalence: npt.ArrayLike,
    prevalence_lower: npt.ArrayLike = np.nan,
    prevalence_upper: npt.ArrayLike = np.nan,
    *,
    groups: npt.ArrayLike | None = None,
) -> UnmetNeed:
    """Return the proportion of the people in need who are not in treatment."""
    inputs = Inputs("unmet_need")
    t, p, low, high = inputs.counts(
        treated=treated,
        prevalence=prevalence,
        prevalence_lower=prevalence_lower,
        prevalence_upper=prevalence_upper,
    )
    inputs.positive("prevalence", p)
    inputs.positive("prevalence_lower", low)
    inputs.ordered(low, p, high)
    inputs.done()
    if groups is not None:
        t = inputs.totals(groups, t, over="nothing")(t)
        p, low, high = combine_prevalence(p, low, high, groups)
    raw, lower, upper = 1 - t / p, 1 - t / low, 1 - t / high
    flag = _judge_need(raw, lower, upper)
    return _clip_need(raw, lower, upper, flag)


def _judge_need(raw: FloatArray, lower: FloatArray, upper: FloatArray) -> IntArray:
    unknown: BoolArray = np.isnan(lower) | np.isnan(upper)
    cases = {
        UnmetNeedState.MISSING: np.isnan(raw),
        UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT: upper < 0,
        UnmetNeedState.TREATED_EXCEEDS_ESTIMATE: raw < 0,
        UnmetNeedState.NO_INTERVAL: unknown,
        UnmetNeedState.LOWER_LIMIT_CLIPPED: lower < 0,
    }
    return np.select(
        list(cases.values()), [int(state) for state in cases], int(UnmetNeedState.OK)
    ).astype(np.int64)


def _clip_need(raw: FloatArray, lower: FloatArray, upper: FloatArray, flag: IntArray) -> UnmetNeed:
    nothing = (flag == UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT) | np.isnan(raw)
    one_sided = np.isnan(lower) | np.isnan(upper)
    no_limits = nothing | one_sided
    return UnmetNeed(
        value=unwrap(np.where(nothing, np.nan, np.maximum(raw, 0))),
        lower=unwrap(np.where(no_limits, np.nan, np.maximum(lower, 0))),
        upper=unwrap(np.where(no_limits, np.nan, upper)),
        raw=unwrap(raw),
        flag=flag[()],
    )
