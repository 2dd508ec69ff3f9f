"""Intervals for proportions and counts, to the digits that are published."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import byar, clopper_pearson, dobson, exact_poisson, poisson, wilson

BOTH = (0.95, 0.998)


@pytest.mark.parametrize(
    ("count", "denominator", "confidence", "lower", "upper"),
    [
        (65, 100, 0.95, 0.552544, 0.736358),
        (65, 100, 0.998, 0.495495, 0.778354),
        (1045, 5000, 0.95, 0.197955, 0.220491),
        (1, 100, 0.95, 0.0017674, 0.0544862),
        (0, 10, 0.95, 0, 0.277533),
        (10, 10, 0.95, 0.722467, 1),
    ],
)
def test_wilson_gives_the_published_limits(count, denominator, confidence, lower, upper):
    found = wilson(count, denominator, confidence=confidence)
    assert_allclose(found, (lower, upper), atol=6e-7)


def test_wilson_gives_the_published_single_limits():
    assert_allclose(wilson(20, 360)[0], 0.0362482, atol=5e-8)
    assert_allclose(wilson(30, 400)[1], 0.1050477, atol=5e-8)


def test_wilson_is_exactly_nothing_and_all_at_the_ends():
    lower, upper = wilson([0, 0, 7, 1e6], [7, 1e9, 7, 1e6])
    assert lower[0] == lower[1] == 0
    assert upper[2] == upper[3] == 1


@pytest.mark.parametrize(
    ("count", "denominator", "lower", "upper"),
    [(0, 10, 0, 0.308497), (7, 20, 0.153909, 0.592189), (10, 10, 0.691503, 1)],
)
def test_clopper_pearson_gives_the_published_limits(count, denominator, lower, upper):
    assert_allclose(clopper_pearson(count, denominator), (lower, upper), atol=6e-7)


EXACT = [
    # count, 95% lower and upper, 99.8% lower and upper
    (0, 0, 3.68888, 0, 6.90776),
    (1, 0.02532, 5.57164, 0.00100, 9.23341),
    (5, 1.62349, 11.66833, 0.73937, 16.45475),
    (9, 4.11537, 17.08480, 2.45242, 22.65737),
    (10, 4.79539, 18.39036, 2.96052, 24.13397),
    (20, 12.21652, 30.88838, 8.95821, 38.04188),
]


@pytest.mark.parametrize(("count", "low", "high", "wide_low", "wide_high"), EXACT)
def test_exact_limits_of_a_count_at_both_levels(count, low, high, wide_low, wide_high):
    lower, upper = exact_poisson(count, confidence=BOTH)
    assert_allclose(lower, (low, wide_low), atol=6e-6)
    assert_allclose(upper, (high, wide_high), atol=6e-6)


def test_exact_limits_of_a_hundred():
    assert_allclose(exact_poisson(100), (81.36399, 121.62679), atol=6e-6)
    assert_allclose(exact_poisson(100, confidence=0.998), (71.9214, 134.9243), atol=6e-5)


BYAR = [
    (5, 1.61135, 11.66816, 0.69140, 16.53497),
    (10, 4.78745, 18.39146, 2.91632, 24.19372),
    (20, 12.21143, 30.88988, 8.92280, 38.08504),
    (65, 50.16319, 82.84914, 42.88026, 94.00029),
    (1045, 982.59320, 1110.33121, 947.94070, 1148.80616),
]


@pytest.mark.parametrize(("count", "low", "high", "wide_low", "wide_high"), BYAR)
def test_byars_limits_of_a_count_at_both_levels(count, low, high, wide_low, wide_high):
    lower, upper = byar(count, confidence=BOTH)
    assert_allclose(lower, (low, wide_low), atol=6e-6)
    assert_allclose(upper, (high, wide_high), atol=6e-6)


def test_byars_limits_of_a_hundred():
    assert_allclose(byar(100), (81.36211, 121.62794), atol=6e-6)
    assert_allclose(byar(100, confidence=0.998), (71.9037, 134.9436), atol=6e-5)


def test_byars_lower_limit_is_zero_where_the_formula_is_negative():
    """R's package gives NA and the formula -0.00281 for one event at 99.8%."""
    lower, upper = byar([0, 1], confidence=0.998)
    assert_array_equal(lower, (0, 0))
    assert_allclose(upper[1], 9.36218, atol=6e-6)
    assert_allclose(byar(0)[1], 3.66801, atol=6e-6)
    assert_allclose(byar(1), (0.01307, 5.56376), atol=6e-6)


def test_the_official_rule_changes_method_at_ten():
    assert_array_equal(poisson([9, 9.5]), exact_poisson([9, 9.5]))
    assert_array_equal(poisson([10, 11]), byar([10, 11]))


def test_a_hundred_tenths_of_an_event_count_as_ten():
    tenths = np.add.accumulate([0.1] * 100)[-1]
    assert tenths < 10
    assert_array_equal(poisson(tenths), byar(tenths))


def test_byars_is_within_a_fifth_of_a_per_cent_of_exact_from_ten():
    counts = np.arange(10, 2000)
    for approximate, exact in zip(byar(counts), exact_poisson(counts), strict=True):
        assert np.max(np.abs(approximate / exact - 1)) < 0.002


def test_fractional_counts_lie_between_their_neighbours():
    for interval in (byar, exact_poisson):
        lower, upper = interval([4, 4.5, 5])
        assert np.all(np.diff(lower) > 0)
        assert np.all(np.diff(upper) > 0)


DSR_LIMITS = [
    # events, rate, 95% limits, 99.8% limits, as printed per 100,000
    (91, 1103.212025, (877.455768, 1367.088223), (763.642036, 1530.032895)),
    (895, 10430.248, (9717.709, 11178.941), (9323.288, 11620.596)),
    (895, 10430.248, (9532.950, 11373.075), None),  # events not independent
    (89, 1082.954, (817.686, 1393.559), None),  # events not independent
    (804, 859.209759, (799.116093, 922.525388), None),  # testdata_1976, per 10,000
]


@pytest.mark.parametrize(("events", "rate", "narrow", "wide"), DSR_LIMITS)
def test_dobson_ties_the_published_limits_together(events, rate, narrow, wide):
    """One number, the variance, is read off the upper limit; the others must follow."""
    _, high = byar(events)
    variance = events * ((narrow[1] - rate) / (high - events)) ** 2
    lower, upper = dobson(rate, variance, events, confidence=BOTH)
    assert_allclose(lower[0], narrow[0], rtol=2e-7, atol=6e-4)
    if wide:
        assert_allclose((lower[1], upper[1]), wide, rtol=2e-7, atol=6e-4)


def test_the_official_workbook_has_one_row_ten_times_too_wide():
    """Known bad: sheet testresults_DSR, testdata_1976, 99.8%: 7659.28 to 9599.21."""
    events, rate, upper_95 = 804, 859.209759, 922.525388
    _, high = byar(events)
    variance = events * ((upper_95 - rate) / (high - events)) ** 2
    lower, upper = dobson(rate, variance, events, confidence=0.998)
    assert_allclose((10 * lower, 10 * upper), (7659.28, 9599.21), atol=6e-3)
    assert lower < rate < upper


def test_nothing_is_known_of_a_sum_without_events():
    assert np.isnan(dobson(0, 0, 0)).all()


@pytest.mark.parametrize("interval", [byar, exact_poisson, poisson])
def test_an_empty_column_gives_empty_limits(interval):
    lower, upper = interval([])
    assert lower.shape == upper.shape == (0,)
    assert interval([], confidence=BOTH)[0].shape == (0, 2)


@pytest.mark.parametrize("interval", [byar, exact_poisson, poisson])
def test_a_missing_count_has_missing_limits(interval):
    lower, upper = interval([3, np.nan, 12])
    assert_array_equal(np.isnan(lower), [False, True, False])
    assert_array_equal(np.isnan(upper), [False, True, False])


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_a_missing_or_empty_denominator_has_missing_limits(interval):
    lower, upper = interval([1, 0, np.nan], [np.nan, 0, 5])
    assert np.isnan(lower).all()
    assert np.isnan(upper).all()
    assert interval([], [])[0].shape == (0,)


def test_both_levels_in_one_call_are_the_levels_one_by_one():
    counts = np.array([[0, 3], [10, 400]])
    lower, upper = poisson(counts, confidence=BOTH)
    assert lower.shape == upper.shape == (2, 2, 2)
    for place, level in enumerate(BOTH):
        one_low, one_high = poisson(counts, confidence=level)
        assert_array_equal(lower[..., place], one_low)
        assert_array_equal(upper[..., place], one_high)


@pytest.mark.parametrize("confidence", [95, 0, 1, -0.5, (0.95, 99.8), [[0.95]]])
def test_a_level_that_is_no_level_is_refused(confidence):
    with pytest.raises(MethodError, match=r"write 0\.95"):
        wilson(1, 2, confidence=confidence)


def test_a_single_count_comes_back_as_a_number():
    lower, upper = wilson(65, 100)
    assert isinstance(lower, float)
    assert isinstance(upper, float)
