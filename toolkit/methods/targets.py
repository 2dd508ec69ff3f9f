"""The straight line from a baseline to a target, and where the latest value stands."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError
from toolkit.methods.arrays import BoolArray, FloatArray, IntArray, unwrap
from toolkit.methods.comparison import POLARITIES
from toolkit.methods.inputs import Inputs

__all__ = ["Trajectory", "TrajectoryStatus", "trajectory"]


class TrajectoryStatus(IntEnum):
    """Where the latest value stands to its trajectory.

    Attributes
    ----------
    NOT_KNOWN
        A number is missing.
    OFF_TRACK
        Short of the trajectory, and its limits do not reach it.
    WITHIN_UNCERTAINTY
        Short of the trajectory, which is within its limits.
    ON_TRACK
        At or beyond the trajectory.
    MET
        At or beyond the target.
    """

    NOT_KNOWN = -9
    OFF_TRACK = 0
    WITHIN_UNCERTAINTY = 1
    ON_TRACK = 2
    MET = 3


class Trajectory(NamedTuple):
    """The value a trajectory asks for, and the status against it.

    Attributes
    ----------
    expected : ndarray or float
        In the unit of the values.
    status : ndarray or int
        Codes of `TrajectoryStatus`.
    """

    expected: FloatArray
    status: IntArray


def trajectory(
    baseline: npt.ArrayLike,
    target: npt.ArrayLike,
    progress: npt.ArrayLike,
    latest: npt.ArrayLike,
    lower: npt.ArrayLike = np.nan,
    upper: npt.ArrayLike = np.nan,
    *,
    polarity: str = "no_judgement",
) -> Trajectory:
    r"""Return what a linear trajectory expects by now, and whether it is kept.

    Parameters
    ----------
    baseline, target : array_like
        Value at the start, and value to be reached at the end.
    progress : array_like
        Share of the time that has gone by: 0 at the baseline, 1 at the end, 0.4
        after two years of five.
    latest : array_like
        The latest value.
    lower, upper : array_like, optional
        95% limits of the latest value; without them nothing is within
        uncertainty.
    polarity : {'no_judgement', 'higher_is_better', 'lower_is_better'}
        Needed where the target equals the baseline, to say which side is good;
        else the way from baseline to target says it.

    Returns
    -------
    Trajectory
        Expected value and status.

    Raises
    ------
    MethodError
        Progress is outside 0 to 1, limits do not hold the value, the polarity
        is unknown, or it is not given where target and baseline are equal.

    Notes
    -----
    With baseline :math:`b`, target :math:`t` and :math:`k` of :math:`m` periods
    gone by,

    .. math:: y_k = b + (t - b) \frac{k}{m}

    Met if the latest value is at or beyond the target; on track if at or beyond
    :math:`y_k`; within uncertainty if its limits hold :math:`y_k`; else off
    track. A monthly series is better read with `xmr` and `assurance`.

    References
    ----------
    Mohammed MA, Worthington P, Woodall WH. Plotting basic control charts:
    tutorial notes for healthcare practitioners. Qual Saf Health Care
    2008;17:137-45. doi:10.1136/qshc.2004.012047

    Examples
    --------
    >>> plan = trajectory(0.35, 0.50, 2 / 5, latest=0.40, lower=0.37, upper=0.43)
    >>> print(round(float(plan.expected), 2), TrajectoryStatus(plan.status).name)
    0.41 WITHIN_UNCERTAINTY
    """
    if polarity not in POLARITIES:
        raise MethodError(
            f"trajectory does not know the polarity {polarity!r}",
            hint=f"use {' or '.join(POLARITIES)}",
        )
    inputs = Inputs("trajectory")
    b, t, share, y, low, high = inputs.numbers(
        baseline=baseline, target=target, progress=progress, latest=latest, lower=lower, upper=upper
    )
    inputs.refuse((share < 0) | (share > 1), "progress {:g} is outside 0 to 1", share)
    inputs.ordered(low, y, high)
    sign = np.where(t == b, float(POLARITIES[polarity]), np.sign(t - b))
    inputs.refuse(sign == 0, "target {:g} is the baseline; which side of it is good?", t)
    inputs.done("correct the values; give the polarity where the target is to hold the baseline")
    expected = b + (t - b) * share
    ahead, reached = sign * (y - expected) >= 0, sign * (y - t) >= 0
    return Trajectory(unwrap(expected), _choose(reached, ahead, low, high, expected, y, sign))


def _choose(
    reached: BoolArray,
    ahead: BoolArray,
    lower: FloatArray,
    upper: FloatArray,
    expected: FloatArray,
    latest: FloatArray,
    sign: FloatArray,
) -> IntArray:
    near = (lower <= expected) & (expected <= upper)
    unknown = np.isnan(expected) | np.isnan(latest) | np.isnan(sign)
    cases = {
        TrajectoryStatus.NOT_KNOWN: unknown,
        TrajectoryStatus.MET: reached,
        TrajectoryStatus.ON_TRACK: ahead,
        TrajectoryStatus.WITHIN_UNCERTAINTY: near,
    }
    status = np.select(list(cases.values()), [int(case) for case in cases], 0)
    return np.asarray(status, dtype=np.int64)[()]
