"""Comparison of an area with a value or with another area."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError, did_you_mean
from toolkit.methods.arrays import BoolArray, IntArray
from toolkit.methods.inputs import Inputs

__all__ = ["POLARITIES", "Comparison", "compare", "compare_intervals", "compare_levels", "judge"]

POLARITIES = {"higher_is_better": 1, "lower_is_better": -1, "no_judgement": 0}
"""What may be said of a difference, and the sign of a good one."""


class Comparison(IntEnum):
    """How an estimate stands to what it is compared with.

    Attributes
    ----------
    NOT_COMPARED
        A limit or the reference is not known.
    MUCH_LOWER, MUCH_HIGHER
        Apart at both of two levels of confidence; `compare_levels` and
        `funnel_significance` alone.
    LOWER, HIGHER
        Apart at the first level.
    SIMILAR
        Not apart; equality is similar.
    """

    NOT_COMPARED = -9
    MUCH_LOWER = -2
    LOWER = -1
    SIMILAR = 0
    HIGHER = 1
    MUCH_HIGHER = 2


_GOOD = ("worst", "worse", "similar", "better", "best")
_WORDS = {1: _GOOD, -1: _GOOD[::-1], 0: ("lowest", "lower", "similar", "higher", "highest")}


def compare(lower: npt.ArrayLike, upper: npt.ArrayLike, reference: npt.ArrayLike) -> IntArray:
    r"""Return on which side of a value confidence limits lie.

    Parameters
    ----------
    lower, upper : array_like
        Limits of the area.
    reference : array_like
        The value it is compared with, taken as known: England's, or a target.

    Returns
    -------
    ndarray or int
        Codes of `Comparison`: -1 lower, 0 similar, 1 higher, -9 not compared
        where a limit or the reference is NaN.

    Raises
    ------
    MethodError
        A lower limit is above its upper limit, or lengths do not match.

    Notes
    -----
    .. math:: u < r: -1, \quad l > r: 1, \quad \text{else } 0

    Strict: a limit that equals the reference is similar. The comparison that
    Fingertips makes by default.

    References
    ----------
    Schenker N, Gentleman JF. On judging the significance of differences by
    examining the overlap between confidence intervals. Am Stat 2001;55:182-6.
    doi:10.1198/000313001317097960

    Office for Health Improvement and Disparities. Fingertips technical
    guidance: comparing with a benchmark.

    Examples
    --------
    >>> compare([1, 2, 3, np.nan], [2, 3, 4, 5], 2.5)
    array([-1,  0,  1, -9])
    """
    inputs = Inputs("compare")
    low, high, value = inputs.numbers(lower=lower, upper=upper, reference=reference)
    inputs.refuse(low > high, "lower {:g} is above upper {:g}", low, high)
    inputs.done()
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(value)
    return _encode(np.asarray(high < value), np.asarray(low > value), unknown)


def compare_levels(
    lower: npt.ArrayLike, upper: npt.ArrayLike, reference: npt.ArrayLike
) -> IntArray:
    r"""Return on which side of a value limits of two levels of confidence lie.

    Parameters
    ----------
    lower, upper : array_like
        Limits with the levels on the last axis, as ``confidence=(0.95, 0.998)``
        gives them.
    reference : array_like
        The value compared with, without that axis.

    Returns
    -------
    ndarray or int
        Codes of `Comparison`: -2 and 2 where the value is outside the wider
        limits, -1 and 1 outside the narrower alone, 0 inside, -9 not compared.

    Raises
    ------
    MethodError
        A lower limit is above its upper limit, or lengths do not match.

    Notes
    -----
    The sum of the codes of `compare` at the two levels.

    References
    ----------
    Schenker N, Gentleman JF. On judging the significance of differences by
    examining the overlap between confidence intervals. Am Stat 2001;55:182-6.
    doi:10.1198/000313001317097960

    Office for Health Improvement and Disparities. Fingertips technical
    guidance: comparing with a benchmark.

    Examples
    --------
    >>> print(compare_levels([7.0, 6.0], [9.0, 10.0], 6.5))
    1
    """
    codes = compare(lower, upper, np.asarray(reference)[..., np.newaxis])
    known = np.all(codes != Comparison.NOT_COMPARED, axis=-1)
    return np.where(known, codes.sum(axis=-1), int(Comparison.NOT_COMPARED))[()]


def compare_intervals(
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    reference_lower: npt.ArrayLike,
    reference_upper: npt.ArrayLike,
) -> IntArray:
    r"""Return whether two intervals lie apart, and which way.

    Parameters
    ----------
    lower, upper : array_like
        Limits of the area.
    reference_lower, reference_upper : array_like
        Limits of the area it is compared with.

    Returns
    -------
    ndarray or int
        Codes of `Comparison`, as `compare` gives them.

    Raises
    ------
    MethodError
        A lower limit is above its upper limit, or lengths do not match.

    Notes
    -----
    .. math:: u < l_r: -1, \quad l > u_r: 1, \quad \text{else } 0

    Cautious: with two 95% intervals that just meet, the difference has a
    p-value of about 0.006. Prefer `rate_ratio` or `difference_of_proportions`
    where the counts are known.

    References
    ----------
    Schenker N, Gentleman JF. On judging the significance of differences by
    examining the overlap between confidence intervals. Am Stat 2001;55:182-6.
    doi:10.1198/000313001317097960

    Examples
    --------
    >>> compare_intervals([1, 5], [3, 8], [2, 2], [4, 4])
    array([0, 1])
    """
    inputs = Inputs("compare_intervals")
    low, high, r_low, r_high = inputs.numbers(
        lower=lower,
        upper=upper,
        reference_lower=reference_lower,
        reference_upper=reference_upper,
    )
    inputs.refuse(low > high, "lower {:g} is above upper {:g}", low, high)
    text = "reference_lower {:g} is above reference_upper {:g}"
    inputs.refuse(r_low > r_high, text, r_low, r_high)
    inputs.done()
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(r_low) | np.isnan(r_high)
    return _encode(np.asarray(high < r_low), np.asarray(low > r_high), unknown)


def judge(codes: npt.ArrayLike, polarity: str) -> npt.NDArray[np.str_]:
    """Return the words for codes: better or worse, or higher or lower where nobody may judge.

    Parameters
    ----------
    codes : array_like of int
        Codes of `Comparison`.
    polarity : {'higher_is_better', 'lower_is_better', 'no_judgement'}
        What a higher value says.

    Returns
    -------
    ndarray of str
        'worst', 'worse', 'similar', 'better', 'best'; 'lowest', 'lower',
        'similar', 'higher', 'highest' without judgement; or 'not compared'.

    Raises
    ------
    MethodError
        The polarity or a code is unknown.

    References
    ----------
    Schenker N, Gentleman JF. On judging the significance of differences by
    examining the overlap between confidence intervals. Am Stat 2001;55:182-6.
    doi:10.1198/000313001317097960

    Office for Health Improvement and Disparities. Fingertips technical
    guidance: comparing with a benchmark.

    Examples
    --------
    >>> print(*judge([-1, 0, 1, -9], "lower_is_better"), sep=", ")
    better, similar, worse, not compared
    """
    if polarity not in POLARITIES:
        near = did_you_mean(polarity, POLARITIES)
        raise MethodError(
            f"judge does not know the polarity {polarity!r}",
            hint=f"use {' or '.join(near or POLARITIES)}",
        )
    given = np.asarray(codes, dtype=np.int64)
    words = {code - 2: word for code, word in enumerate(_WORDS[POLARITIES[polarity]])}
    words[int(Comparison.NOT_COMPARED)] = "not compared"
    inputs = Inputs("judge")
    inputs.refuse(~np.isin(given, list(words)), "{:.0f} is not a code", given.astype(np.float64))
    inputs.done("give what compare, compare_levels or compare_intervals returned")
    return np.select([given == code for code in words], list(words.values()), "")[()]


def _encode(is_lower: BoolArray, is_higher: BoolArray, unknown: BoolArray) -> IntArray:
    codes = is_higher.astype(np.int64) - is_lower.astype(np.int64)
    return np.where(unknown, int(Comparison.NOT_COMPARED), codes)[()]
