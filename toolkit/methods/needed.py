"""How many more people, or fewer events, a target asks for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import FloatArray, unwrap
from toolkit.methods.inputs import Inputs

__all__ = [
    "number_needed_for_proportion",
    "number_needed_for_rate",
    "number_needed_for_unmet_need",
]


def number_needed_for_proportion(
    count: npt.ArrayLike, denominator: npt.ArrayLike, target: npt.ArrayLike
) -> FloatArray:
    """Return how many more people of the denominator must be counted to reach a proportion."""
    inputs = Inputs("number_needed_for_proportion")
    x, n, goal = inputs.counts(count=count, denominator=denominator, target=target)
    inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
    _check_proportion(inputs, goal)
    inputs.done()
    return unwrap(np.maximum(_round_up(goal * n) - x, 0))


def number_needed_for_unmet_need(
    treated: npt.ArrayLike, prevalence: npt.ArrayLike, target: npt.ArrayLike
) -> FloatArray:
    """Return how many more people must be in treatment to bring unmet need down to a target."""
    inputs = Inputs("number_needed_for_unmet_need")
    t, p, goal = inputs.counts(treated=treated, prevalence=prevalence, target=target)
    inputs.positive("prevalence", p)
    _check_proportion(inputs, goal)
    inputs.done()
    return unwrap(np.maximum(_round_up(p * (1 - goal)) - t, 0))


def number_needed_for_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    target: npt.ArrayLike,
    *,
    scale: float = 100_000,
) -> FloatArray:
    """Return how many fewer events there must be to bring a crude rate down to a target."""
    inputs = Inputs("number_needed_for_rate")
    x, n, goal = inputs.counts(count=count, population=population, target=target)
    inputs.done()
    return unwrap(np.maximum(x - _round_down(goal * n / scale), 0))


def _check_proportion(inputs: Inputs, target: FloatArray) -> None:
    inputs.refuse(target > 1, "target {:g} is above 1; give a proportion, not per cent", target)


def _round_up(number: FloatArray) -> FloatArray:
    """Round up, but leave 843.0000000001 at 843: the excess is rounding in the machine."""
    nearest = np.round(number)
    return np.where(
        np.abs(number - nearest) <= 1e-9 * np.maximum(nearest, 1), nearest, np.ceil(number)
    )


def _round_down(number: FloatArray) -> FloatArray:
    return -_round_up(-number)
