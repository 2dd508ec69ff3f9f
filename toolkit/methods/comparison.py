"""Comparison of an area with a value or with another area."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError, did_you_mean
from toolkit.methods.arrays import FloatArray, IntArray
from toolkit.methods.inputs import Inputs

__all__ = ["POLARITIES", "Comparison", "compare", "compare_intervals", "judge"]

POLARITIES = {"higher_is_better": 1, "lower_is_better": -1, "no_judgement": 0}
"""What a higher value says, and the sign of a good difference."""


class Comparison(IntEnum):
    """How an estimate stands to what it is compared with."""

    NOT_COMPARED = -9
    LOWER = -1
    SIMILAR = 0
    HIGHER = 1


_WORDS: dict[int, dict[int, str]] = {
    sign: {-9: "not compared", -1: low, 0: "similar", 1: high}
    for sign, low, high in ((1, "worse", "better"), (-1, "better", "worse"), (0, "lower", "higher"))
}


def compare(lower: npt.ArrayLike, upper: npt.ArrayLike, reference: npt.ArrayLike) -> IntArray:
    """Return codes that say on which side of a value confidence limits lie."""
    inputs = Inputs("compare")
    low, high, value = inputs.numbers(lower=lower, upper=upper, reference=reference)
    _check_order(inputs, low, high)
    inputs.done()
    return _codes(high < value, low > value, np.isnan(low) | np.isnan(high) | np.isnan(value))


def compare_intervals(
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    reference_lower: npt.ArrayLike,
    reference_upper: npt.ArrayLike,
) -> IntArray:
    """Return codes that say whether two intervals lie apart, and which way."""
    inputs = Inputs("compare_intervals")
    low, high, r_low, r_high = inputs.numbers(
        lower=lower,
        upper=upper,
        reference_lower=reference_lower,
        reference_upper=reference_upper,
    )
    _check_order(inputs, low, high)
    _check_order(inputs, r_low, r_high)
    inputs.done()
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(r_low) | np.isnan(r_high)
    return _codes(high < r_low, low > r_high, unknown)


def judge(codes: npt.ArrayLike, polarity: str) -> npt.NDArray[np.str_]:
    """Return the words for codes: better or worse, or higher or lower where nobody may judge."""
    if polarity not in POLARITIES:
        near = did_you_mean(polarity, POLARITIES)
        raise MethodError(
            f"judge does not know the polarity {polarity!r}",
            hint=f"use {' or '.join(near or POLARITIES)}",
        )
    given = np.asarray(codes, dtype=np.int64)
    words = _WORDS[POLARITIES[polarity]]
    unknown = ~np.isin(given, list(words))
    if unknown.any():
        inputs = Inputs("judge")
        inputs.refuse(unknown, "{:g} is not a code of Comparison", given.astype(np.float64))
        inputs.done("give what compare or compare_intervals returned")
    return np.select([given == code for code in words], list(words.values()), "")[()]


def _check_order(inputs: Inputs, lower: FloatArray, upper: FloatArray) -> None:
    inputs.refuse(lower > upper, "lower {:g} is above upper {:g}", lower, upper)


def _codes(
    is_lower: npt.NDArray[np.bool_],
    is_higher: npt.NDArray[np.bool_],
    unknown: npt.NDArray[np.bool_],
) -> IntArray:
    codes = np.asarray(is_higher, dtype=np.int64) - np.asarray(is_lower, dtype=np.int64)
    return np.where(unknown, int(Comparison.NOT_COMPARED), codes)[()]
