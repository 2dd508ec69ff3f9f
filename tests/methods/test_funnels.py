"""Funnels, their significance, overdispersion and quantiles."""

import naive
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import (
    FUNNEL_METHODS,
    Comparison,
    exact_poisson,
    funnel_centre,
    funnel_limits,
    funnel_significance,
    overdispersion,
    proportion,
    quantile,
    wilson,
)

BASELINE = 80.642448

# Official outputs: the denominator, and the limits per cent about the baseline.
PROPORTIONS = [
    # n, lower and upper 95%, lower and upper 99.8%
    (1, 3.204264, 100, 0, 100),
    (2, 25.885383, 100, 0, 100),
    (3, 35.933491, 100, 10.150815, 100),
    (18, 62.390093, 98.894803, 51.864359, 100),
    (102, 72.974925, 88.309971, 68.553233, 92.731663),
    (1008, 78.203374, 83.081521, 76.796814, 84.488082),
    (110_000, 80.408963, 80.875933, 80.274317, 81.010578),
]

# The same for ratios times 100, by the number of events.
RATIOS = [
    (1, 17.94802207, 3949.774946, 10.83023482, 99945.32721),
    (9, 52.67840524, 218.6921502, 39.72215762, 366.9836676),
    (20, 64.74926614, 163.7127595, 52.57362804, 223.2588569),
    (100, 82.21871402, 122.9044681, 74.11562345, 139.0406755),
    (716, 92.93605352, 107.7488421, 89.20960712, 112.5516964),
]

# The same for rates per 100,000 about 116.1720835, by the number of events.
RATES = [
    (1, 20.85059119, 4588.535848, 12.58170943, 116108.569),
    (10, 63.17010446, 242.2579623, 48.13632908, 392.4043292),
    (104, 95.87787415, 142.1808715, 86.58805154, 160.4288333),
    (1360, 110.158048, 122.6021934, 106.9073359, 126.5084525),
]


class TestFunnelLimits:
    @pytest.mark.parametrize(("size", "low", "high", "wide_low", "wide_high"), PROPORTIONS)
    def test_the_published_limits_of_proportions(self, size, low, high, wide_low, wide_high):
        lower, upper = funnel_limits(size, BASELINE, method="proportion", scale=100)
        assert_allclose(lower, (low, wide_low), atol=2e-6)
        assert_allclose(upper, (high, wide_high), atol=2e-6)

    @pytest.mark.parametrize(("size", "low", "high", "wide_low", "wide_high"), RATIOS)
    def test_the_published_limits_of_ratios(self, size, low, high, wide_low, wide_high):
        """They were found by bisection to 1e-7, hence the tolerance."""
        lower, upper = funnel_limits(size, 100, method="ratio", scale=100)
        assert_allclose(lower, (low, wide_low), rtol=2e-6)
        assert_allclose(upper, (high, wide_high), rtol=1.5e-4 if size == 1 else 5e-6)

    @pytest.mark.parametrize(("size", "low", "high", "wide_low", "wide_high"), RATES)
    def test_the_published_limits_of_rates(self, size, low, high, wide_low, wide_high):
        lower, upper = funnel_limits(size, 116.1720835, method="rate", scale=100_000)
        assert_allclose(lower, (low, wide_low), rtol=2e-6)
        assert_allclose(upper, (high, wide_high), rtol=1.5e-4 if size == 1 else 5e-6)

    def test_wilsons_interval_just_touches_the_centre_at_the_limit(self):
        """The long formula of the official packages comes to this."""
        for n in (20, 333, 5000):
            (low,), (high,) = funnel_limits(n, 0.3, method="proportion", confidence=[0.95])
            assert_allclose(wilson(low * n, n)[1], 0.3, rtol=1e-12)
            assert_allclose(wilson(high * n, n)[0], 0.3, rtol=1e-12)

    def test_three_funnels_give_three_answers_for_ten_people(self):
        package, _ = funnel_limits(10, 0.8064, method="proportion", confidence=0.95)
        fingertips, _ = funnel_limits(10, 0.8064, method="fingertips_proportion", confidence=0.95)
        assert_allclose((package, fingertips), (0.5615, 0.4965), atol=6e-5)

    def test_fingertips_rates_have_exact_limits_about_what_is_expected(self):
        lower, upper = funnel_limits(200, 0.1, method="fingertips_rate", confidence=0.95)
        assert_allclose((lower, upper), np.divide(exact_poisson(20), 200))

    def test_the_smallest_fraction_of_an_event_has_no_upper_limit(self):
        _, upper = funnel_limits(1e-6, 1, method="ratio", confidence=0.95)
        assert upper == np.inf

    def test_an_unknown_method_is_put_right(self):
        with pytest.raises(MethodError, match="use proportion"):
            funnel_limits(10, 0.5, method="proportions")

    def test_a_centre_above_its_scale_is_refused(self):
        with pytest.raises(MethodError, match=r"centre 80\.6424 is above the scale"):
            funnel_limits(10, BASELINE, method="proportion")


class TestFunnelCentre:
    def test_it_is_the_sum_over_the_sum_of_the_areas_supplied(self):
        assert funnel_centre([10, 30], [100, 300], scale=100) == 10

    def test_a_suppressed_area_is_left_out_of_both_sums(self):
        assert funnel_centre([10, np.nan, 30], [100, 5000, 300]) == 0.1
        assert np.isnan(funnel_centre([], []))


class TestFunnelSignificance:
    @pytest.mark.parametrize("method", ["proportion", "fingertips_proportion"])
    def test_a_proportion_is_held_against_the_limits(self, method):
        n, centre = 400, 0.3
        lower, upper = funnel_limits(n, centre, method=method)
        share = np.array([lower[1] - 1e-9, lower[0] - 1e-9, 0.3, upper[0] + 1e-9, upper[1] + 1e-9])
        codes = funnel_significance(share * n, n, centre, method=method)
        assert_array_equal(codes, [-2, -1, 0, 1, 2])

    @pytest.mark.parametrize("method", ["rate", "ratio", "fingertips_rate"])
    def test_rates_far_from_the_centre_are_outside(self, method):
        codes = funnel_significance([5, 60, 100, 140, 200], 100, 1, method=method)
        assert_array_equal(codes, [-2, -2, 0, 2, 2])

    def test_standardised_rates_of_few_events_are_not_compared(self):
        """The denominator is the events over the rate."""
        count, rate = np.array([9, 10, 2419]), np.array([300, 300, 907.6174266])
        codes = funnel_significance(
            count, count / rate * 100_000, 700, method="standardised_rate", scale=100_000
        )
        assert_array_equal(codes, [Comparison.NOT_COMPARED, -1, 2])

    def test_nothing_happened_is_low_where_much_was_expected(self):
        assert funnel_significance(0, 297_820, 685.0, method="rate", scale=100_000) == -2

    def test_missing_and_empty_areas_are_not_compared(self):
        for method in FUNNEL_METHODS:
            codes = funnel_significance([np.nan, 20, 0], [100, np.nan, 0], 0.2, method=method)
            assert_array_equal(codes, [Comparison.NOT_COMPARED] * 3)

    def test_one_level_alone(self):
        codes = funnel_significance([1, 20, 60], 100, 0.2, method="proportion", confidence=0.998)
        assert_array_equal(codes, [-1, 0, 1])


class TestOverdispersion:
    @pytest.mark.parametrize("method", ["proportion", "rate"])
    def test_it_is_what_the_loops_find(self, method):
        generator = np.random.default_rng(2)
        n = generator.integers(200, 3000, 40)
        x = np.round(n * np.clip(generator.normal(0.2, 0.04, 40), 0.02, 0.9))
        centre = float(funnel_centre(x, n))
        if method == "proportion":
            scores = (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(centre))) * 2 * np.sqrt(n)
            weights = 4.0 * n
        else:
            scores = (np.sqrt(x / (n * centre)) - 1) * 2 * np.sqrt(n * centre)
            weights = 4 * n * centre
        found = overdispersion(x, n, centre, method=method)
        assert_allclose(found, naive.overdispersion(list(scores), list(weights)))

    def test_it_recovers_the_variance_between_areas(self):
        generator = np.random.default_rng(11)
        n = np.full(4000, 900)
        share = np.sin(np.arcsin(np.sqrt(0.3)) + generator.normal(0, 0.05, n.size)) ** 2
        found = overdispersion(
            generator.binomial(n, share), n, 0.3, method="proportion", winsorised=0
        )
        assert_allclose(np.sqrt(found.tau_squared), 0.05, rtol=0.05)

    def test_chance_alone_has_none(self):
        found = overdispersion([20, 21, 19, 20], 100, 0.2, method="proportion")
        assert found.dispersion < 1
        assert found.tau_squared == 0

    @pytest.mark.parametrize("method", FUNNEL_METHODS)
    def test_it_widens_the_funnel_and_brings_areas_inside(self, method):
        size = np.array([50, 500.0])
        narrow = funnel_limits(size, 0.3, method=method)
        wide = funnel_limits(size, 0.3, method=method, tau_squared=0.02)
        assert np.all(wide[0] <= narrow[0])
        assert np.all(wide[1] >= narrow[1])
        inside = {"tau_squared": 0.05, "method": method}
        assert funnel_significance(200, 500, 0.3, method=method) > 0
        assert funnel_significance(200, 500, 0.3, **inside) == 0

    def test_one_area_has_no_variance_between_areas(self):
        assert np.isnan(overdispersion([5], [10], 0.5, method="proportion")).all()

    def test_areas_without_a_number_are_left_out(self):
        full = overdispersion([5, 30, 12, 44], 100, 0.2, method="rate")
        gaps = overdispersion([5, 30, np.nan, 12, 44, 0], [100] * 5 + [0], 0.2, method="rate")
        assert full == gaps

    def test_a_share_that_leaves_nothing_is_refused(self):
        with pytest.raises(MethodError, match=r"winsorised 0\.5"):
            overdispersion([5, 6], 10, 0.5, method="proportion", winsorised=0.5)


class TestQuantile:
    def test_twelve_areas_in_fifths(self):
        found = quantile(np.arange(12), highest_first=False)
        assert_array_equal(np.bincount(found.astype(int))[1:], [3, 2, 3, 2, 2])

    def test_equal_values_stay_together(self):
        assert_array_equal(quantile([1, 1, 1, 2, 3], highest_first=False)[:3], [1, 1, 1])

    def test_the_highest_are_first_unless_asked_otherwise(self):
        value = [5, 1, 4, 2, 3]
        assert_array_equal(quantile(value), [1, 5, 2, 4, 3])
        assert_array_equal(quantile(value, highest_first=False), [5, 1, 4, 2, 3])

    def test_fewer_values_than_quantiles_have_none(self):
        assert np.isnan(quantile([1, 2, 3, np.nan, np.nan])).all()
        assert quantile([]).shape == (0,)

    def test_groups_and_gaps_agree_with_the_loops(self):
        generator = np.random.default_rng(7)
        for _ in range(100):
            value = generator.integers(0, 12, 60).astype(float)
            value[generator.random(60) < 0.1] = np.nan
            group = generator.integers(0, 3, 60)
            number = int(generator.integers(2, 9))
            first = bool(generator.integers(2))
            found = quantile(value, number, groups=group, highest_first=first)
            for code in range(3):
                rows = (group == code) & ~np.isnan(value)
                if rows.sum() >= number:
                    expected = naive.quantiles(list(value[rows]), number, first)
                    assert_array_equal(found[rows], expected)
                else:
                    assert np.isnan(found[rows]).all()

    def test_a_table_and_one_quantile_are_refused(self):
        with pytest.raises(MethodError, match="one column of values"):
            quantile([[1, 2], [3, 4]])
        with pytest.raises(MethodError, match="number is 1"):
            quantile([1, 2], 1)


def test_the_funnel_and_the_interval_may_disagree_about_an_area():
    share = proportion(11, 20)
    assert share.upper < 0.8064 or share.lower < 0.8064
    package = funnel_significance(5, 10, 0.8064, method="proportion", confidence=0.95)
    fingertips = funnel_significance(5, 10, 0.8064, method="fingertips_proportion", confidence=0.95)
    assert (package, fingertips) == (-1, 0)
