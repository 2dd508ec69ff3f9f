"""Comparison with a value, with another area, and the words for it."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import (
    POLARITIES,
    Comparison,
    compare,
    compare_intervals,
    compare_levels,
    judge,
    proportion,
)


def test_a_limit_that_equals_the_value_is_similar():
    assert_array_equal(compare([1, 1, 3, 3.1], [2.9, 3, 5, 5], 3), [-1, 0, 0, 1])


def test_without_a_limit_or_a_value_there_is_no_comparison():
    codes = compare([np.nan, 1, 1], [2, np.nan, 2], [5, 5, np.nan])
    assert_array_equal(codes, [Comparison.NOT_COMPARED] * 3)


def test_two_levels_tell_far_from_near():
    share = proportion([10, 38, 50, 62, 90], 100, confidence=(0.95, 0.998))
    codes = compare_levels(share.lower, share.upper, 0.5)
    assert_array_equal(codes, [-2, -1, 0, 1, 2])
    assert compare_levels([np.nan, 1], [2, 3], 5) == Comparison.NOT_COMPARED


def test_the_reference_may_differ_by_area():
    codes = compare_levels([[4, 3], [4, 3]], [[6, 7], [6, 7]], [2, 3.5])
    assert_array_equal(codes, [2, 1])


def test_two_intervals_that_touch_do_not_lie_apart():
    assert_array_equal(compare_intervals([1, 4, 5], [3, 6, 6], 3, 4), [0, 0, 1])
    assert compare_intervals(1, 2, 3, 4) == Comparison.LOWER
    assert compare_intervals(1, 2, np.nan, 4) == Comparison.NOT_COMPARED


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("higher_is_better", ["worst", "worse", "similar", "better", "best"]),
        ("lower_is_better", ["best", "better", "similar", "worse", "worst"]),
        ("no_judgement", ["lowest", "lower", "similar", "higher", "highest"]),
    ],
)
def test_polarity_turns_codes_into_words(polarity, words):
    assert list(judge([-2, -1, 0, 1, 2, -9], polarity)) == [*words, "not compared"]


def test_every_code_and_every_polarity_has_a_word():
    for polarity in POLARITIES:
        assert all(judge(list(Comparison), polarity))


def test_a_mistyped_polarity_is_put_right():
    with pytest.raises(MethodError, match="use lower_is_better"):
        judge([1], "lower_is_beter")


def test_a_number_that_is_no_code_is_refused():
    with pytest.raises(MethodError, match="position 1: 5 is not a code"):
        judge([1, 5], "no_judgement")


@pytest.mark.parametrize(
    "compared", [lambda: compare(3, 2, 1), lambda: compare_intervals(3, 2, 1, 1)]
)
def test_limits_the_wrong_way_round_are_refused(compared):
    with pytest.raises(MethodError, match="lower 3 is above upper 2"):
        compared()
