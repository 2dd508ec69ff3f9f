"""Percentage changes, ratios and differences, against the reports that printed them."""

import naive
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import (
    clopper_pearson,
    difference_of_proportions,
    percentage_change,
    rate_ratio,
    ratio_of_estimates,
)


class TestPercentageChange:
    @pytest.mark.parametrize(
        ("before", "after", "value", "lower", "upper"),
        [
            (55, 75, 36.36, -3.7, 93.1),
            (107, 94, -12.15, -33.4, 15.9),
            (201, 267, 32.84, 10.6, 59.5),
            (2039, 2196, 7.70, 1.4, 14.4),
            (339, 658, 94.1, 70.3, 121.3),
            (122, 438, 259.0, 193.7, 338.8),
            (175, 89, -49.1, -60.6, -34.4),
        ],
    )
    def test_it_gives_the_changes_of_the_reports(self, before, after, value, lower, upper):
        found = percentage_change(before, after)
        assert_allclose(found.value, value, atol=0.051)
        assert_allclose((found.lower, found.upper), (lower, upper), atol=0.051)

    def test_crack_in_plymouth_rose_by_a_third_and_may_not_have_risen(self):
        """Printed: 1,261 to 1,306 is 3.57%; 170 to 693 shops is 307.6% more, 4.08 times."""
        assert_allclose(percentage_change(1261, 1306).value, 3.57, atol=0.005)
        assert_allclose(percentage_change(170, 693).value, 307.6, atol=0.05)
        assert percentage_change(55, 75).lower < 0 < percentage_change(201, 267).lower

    @pytest.mark.parametrize(
        ("before", "after", "lower", "upper"), [(55, 75, -5.0, 96.8), (107, 94, -34.1, 17.0)]
    )
    def test_the_exact_interval_is_a_little_wider(self, before, after, lower, upper):
        low, high = clopper_pearson(after, before + after)
        exact = [100 * (p / (1 - p) - 1) for p in (low, high)]
        assert_allclose(exact, (lower, upper), atol=0.051)

    def test_under_ten_it_is_exact(self):
        for before, after in ((9, 30), (30, 9), (4, 4), (5, 0)):
            assert_allclose(
                percentage_change(before, after), naive.percentage_change(before, after)
            )

    def test_from_none_to_some_has_no_percentage(self):
        assert np.isnan(percentage_change(0, 4)).all()
        assert np.isnan(percentage_change(0, 0)).all()

    def test_from_some_to_none_falls_by_all_of_it(self):
        value, lower, upper = percentage_change(12, 0)
        assert value == lower == -100
        assert -100 < upper < 0

    @pytest.mark.parametrize("base", [5, 10])
    @pytest.mark.parametrize(("before", "after"), [(25, 30), (10, 45), (200, 195), (30, 5)])
    def test_rounded_counts_take_in_every_count_behind_them(self, before, after, base):
        found = percentage_change(before, after, rounding=base)
        assert_allclose(found, naive.percentage_change_of_rounded(before, after, base))

    def test_counts_rounded_to_0_may_have_been_none(self):
        assert percentage_change(5, 10, rounding=10).upper == np.inf
        assert np.isnan(percentage_change(0, 10, rounding=5)).all()

    def test_rounding_may_differ_by_row(self):
        found = percentage_change([25, 25], [30, 30], rounding=[0, 5])
        assert found.lower[1] < found.lower[0]
        assert_array_equal(found.value, [found.value[0]] * 2)


class TestRateRatio:
    def test_equal_populations_make_it_the_percentage_change(self):
        ratio, change = rate_ratio(75, 1000, 55, 1000), percentage_change(55, 75)
        assert_allclose([100 * (part - 1) for part in ratio], change)

    def test_it_is_exact_under_ten(self):
        ratio = rate_ratio(3, 500, 40, 2000)
        lower, upper = naive.ratio_limits(3, 40)
        assert_allclose(ratio, (0.3, lower * 4, upper * 4))

    def test_no_events_have_an_upper_limit_alone(self):
        value, lower, upper = rate_ratio(0, 500, 40, 2000)
        assert value == lower == 0
        assert upper > 0

    def test_a_reference_without_events_has_no_ratio(self):
        assert np.isnan(rate_ratio(5, 500, 0, 2000)).all()
        assert np.isnan(rate_ratio(0, 0, 3, 2000)).all()


class TestRatioOfEstimates:
    def test_it_gives_the_published_ratio(self):
        found = ratio_of_estimates(7.5, 5.7, 9.6, 5.5, 5.4, 5.6)
        assert_allclose(found, (1.364, 1.050, 1.771), atol=6e-4)

    def test_the_level_of_the_limits_given_may_differ_from_that_asked_for(self):
        estimate = (7.5, 5.7, 9.6, 5.5, 5.4, 5.6)
        wide = ratio_of_estimates(*estimate, confidence=(0.95, 0.998))
        assert wide.lower[1] < wide.lower[0] < wide.value
        told = ratio_of_estimates(*estimate, published_confidence=0.998)
        assert told.lower > wide.lower[0]

    def test_a_value_outside_its_limits_is_refused(self):
        with pytest.raises(MethodError, match="value 9 is outside its limits 5 to 8"):
            ratio_of_estimates(9, 5, 8, 5, 4, 6)


class TestDifferenceOfProportions:
    @pytest.mark.parametrize(
        ("counts", "expected"),
        [
            ((56, 70, 48, 80), (0.2000, 0.0524, 0.3339)),
            ((9, 10, 3, 10), (0.6, 0.1705, 0.8090)),
            ((10, 10, 0, 10), (1, 0.6075, 1)),
        ],
    )
    def test_it_gives_newcombes_own_examples(self, counts, expected):
        assert_allclose(difference_of_proportions(*counts), expected, atol=6e-5)

    def test_the_two_ways_round_mirror_each_other(self):
        there = difference_of_proportions(56, 70, 48, 80, scale=100)
        back = difference_of_proportions(48, 80, 56, 70, scale=100)
        assert_allclose((there.lower, there.upper), (-back.upper, -back.lower))
