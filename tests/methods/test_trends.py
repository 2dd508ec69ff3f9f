"""Trends: the recent trend of Fingertips, Poisson regression, pooled windows."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import TrendDirection, poisson_trend, pooled_trend, recent_trend

RISING = {
    "value": [24.67, 24.6, 28, 30.2, 30.6],
    "lower": [23.16, 23.15, 26.44, 28.63, 28.98],
    "upper": [26.25, 26.19, 29.64, 31.9, 32.25],
    "count": [994, 1023, 1199, 1332, 1367],
    "denominator": [40299, 41527, 42811, 44064, 44701],
}
STEADY = {
    "value": [20.5506, 19.5952, 19.0349, 21.3966, 18.4372],
    "lower": [18.1803, 17.3444, 16.8421, 19.0918, 16.2925],
    "upper": [23.1427, 22.0602, 21.4394, 23.8975, 20.7941],
    "count": [209, 213, 213, 239, 210],
    "denominator": [1017, 1087, 1119, 1117, 1139],
}
YORKSHIRE_MMR = {
    "value": [92.6254, 92.3221, 90.8708, 90.017, 90.1013],
    "lower": [92.4168, 92.1072, 90.6358, 89.7694, 89.8578],
    "upper": [92.8288, 92.5315, 91.1004, 90.2594, 90.3396],
    "count": [57274, 55865, 53681, 51767, 53185],
    "denominator": [61834, 60511, 59074, 57508, 59028],
}
EYE_DISEASE = {
    "value": [2.935, 1.93028, 2.7567, 2.8701, 3.0121],
    "lower": [2.7841, 1.8085, 2.6113, 2.7225, 2.8616],
    "upper": [3.0919, 2.058, 2.9082, 3.0237, 3.1683],
    "count": [1416, 935, 1344, 1415, 1502],
    "denominator": [48246126, 48440507, 48753376, 49300918, 49866388],
}
CANCER = {
    "value": [126.9341, 125.829, 121.5234, 122.3782, 120.7742],
    "lower": [125.9343, 124.8371, 120.5533, 121.4012, 119.8035],
    "upper": [127.94, 126.8268, 122.4993, 123.361, 121.7507],
    "count": [61807, 61740, 60202, 60192, 59423],
    "denominator": [51510878, 51530437, 51653460, 51966274, 52380101],
}


def change(series, **changes):
    """Return a series with some points put in another's place."""
    changed = {name: np.array(numbers, dtype=float) for name, numbers in series.items()}
    for name, points in changes.items():
        for place, number in points.items():
            changed[name][place] = number
    return changed


def extend(series, years):
    """Return a series with earlier years before it, the same as its first."""
    return {name: [numbers[0]] * years + list(numbers) for name, numbers in series.items()}


class TestRecentTrend:
    @pytest.mark.parametrize(
        ("series", "chi_squared", "direction"),
        [
            (RISING, 46.77, TrendDirection.INCREASING),
            (STEADY, 0.46, TrendDirection.NO_CHANGE),
            (YORKSHIRE_MMR, 418.54, TrendDirection.DECREASING),
            (EYE_DISEASE, 33.49, TrendDirection.INCREASING),
        ],
    )
    def test_it_gives_the_statistics_of_the_service(self, series, chi_squared, direction):
        trend = recent_trend(**series)
        assert_allclose(trend.chi_squared, chi_squared, atol=0.005)
        assert trend.direction == direction

    def test_the_slope_of_the_first_vector(self):
        assert_allclose(recent_trend(**RISING).slope, 1.7516, atol=5e-5)

    def test_proportions_have_a_statistic_of_their_own(self):
        trend = recent_trend(**RISING, method="proportions")
        assert_allclose(trend.chi_squared, 47.90, atol=0.005)
        assert trend.direction == TrendDirection.INCREASING

    def test_proportions_that_fall_are_falling(self):
        trend = recent_trend(**YORKSHIRE_MMR, method="proportions")
        assert trend.direction == TrendDirection.DECREASING
        assert trend.slope < 0

    def test_a_rate_typed_as_a_whole_number_division_falls_for_the_wrong_reason(self):
        """Known bad: the service's own test has 120/7742, which is 0, for 120.7742."""
        bad = recent_trend(**change(CANCER, value={4: 120 // 7742}))
        good = recent_trend(**CANCER)
        assert good.direction == bad.direction == TrendDirection.DECREASING
        assert bad.chi_squared > 50 * good.chi_squared

    def test_one_point_that_carries_the_trend_is_no_trend(self):
        falling = {0: 22, 1: 21, 2: 20, 3: 19, 4: 60}
        narrower = {place: value - 2 for place, value in falling.items()}
        wider = {place: value + 2 for place, value in falling.items()}
        trend = recent_trend(**change(STEADY, value=falling, lower=narrower, upper=wider))
        assert trend.chi_squared > 9.55
        assert trend.direction == TrendDirection.NO_CHANGE

    def test_only_the_last_five_points_are_looked_at(self):
        assert recent_trend(**extend(RISING, 4)) == recent_trend(**RISING)

    def test_a_gap_ends_the_series_or_is_skipped(self):
        series = change(extend(RISING, 2), value={3: np.nan})
        assert recent_trend(**series).direction == TrendDirection.NOT_CALCULATED
        assert recent_trend(**series, skip_gaps=True).direction == TrendDirection.INCREASING

    @pytest.mark.parametrize(
        "series",
        [
            {name: numbers[:4] for name, numbers in RISING.items()},
            change(RISING, count={2: 42811}),
            change(RISING, denominator={0: 0}, count={0: 0}),
            change(RISING, lower={1: np.nan}),
            change(RISING, lower={1: 24.6}, upper={1: 24.6}),
        ],
        ids=["four points", "count is denominator", "nobody", "no limits", "limits of no width"],
    )
    def test_it_cannot_be_calculated(self, series):
        trend = recent_trend(**series)
        assert trend.direction == TrendDirection.NOT_CALCULATED
        assert np.isnan([trend.chi_squared, trend.slope]).all()

    def test_pooled_years_have_no_recent_trend(self):
        trend = recent_trend(**RISING, years_pooled=3)
        assert trend.direction == TrendDirection.NOT_CALCULATED

    def test_many_areas_at_once(self):
        both = {name: [RISING[name], STEADY[name]] for name in RISING}
        trend = recent_trend(**both)
        assert_array_equal(trend.direction, [1, 0])
        assert_allclose(trend.chi_squared, (46.77, 0.46), atol=0.005)

    def test_a_rise_from_nothing_is_a_rise(self):
        counts = {"count": [0, 10, 25, 45, 70], "denominator": [100] * 5}
        proportions = np.array(counts["count"]) / 100
        limits = {"lower": proportions / 2, "upper": proportions + 0.05}
        trend = recent_trend(proportions, **limits, **counts, method="proportions")
        assert trend.direction == TrendDirection.INCREASING

    def test_an_unknown_method_is_refused(self):
        with pytest.raises(MethodError, match="'limits' or 'proportions'"):
            recent_trend(**RISING, method="spc")


class TestPoissonTrend:
    def test_a_steady_growth_is_found(self):
        time = np.arange(2015, 2025)
        trend = poisson_trend(100 * 1.07 ** (time - 2015), 1000, time)
        assert_allclose(trend.value, 1.07)
        assert_allclose(trend.dispersion, 0, atol=1e-12)

    def test_the_origin_of_time_does_not_matter(self):
        counts = [3, 8, 5, 12, 20]
        near = poisson_trend(counts, 100, [0, 1, 2, 3, 4])
        far = poisson_trend(counts, 100, [2000, 2001, 2002, 2003, 2004])
        assert_allclose(near, far, rtol=1e-9)

    def test_groups_are_series(self):
        counts, time = [3, 8, 5, 12, 20, 7, 6, 6], [1, 2, 3, 4, 5, 1, 2, 3]
        trend = poisson_trend(counts, 100, time, groups=[0, 0, 0, 0, 0, 1, 1, 1])
        for group, rows in enumerate((slice(0, 5), slice(5, 8))):
            alone = poisson_trend(counts[rows], 100, time[rows])
            assert_allclose([part[group] for part in trend], alone)

    def test_events_at_one_end_alone_have_no_finite_trend(self):
        trend = poisson_trend([[0, 0, 5], [5, 0, 0], [0, 0, 0], [0, 5, 0]], 100, [1, 2, 3])
        assert_array_equal(np.isnan(trend.value), [True, True, True, False])
        assert_allclose(trend.value[3], 1)

    def test_a_steep_rise_converges(self):
        trend = poisson_trend([1, 0, 0, 0, 0, 100_000], 10, [1, 2, 3, 4, 5, 6])
        assert trend.value > 9
        assert trend.p_value < 1e-10

    def test_two_points_have_a_ratio_and_no_dispersion(self):
        trend = poisson_trend([10, 20], [100, 100], [0, 2])
        assert_allclose(trend.value, np.sqrt(2))
        assert np.isnan(trend.dispersion)

    def test_overdispersion_widens_and_never_narrows(self):
        scattered = [20, 60, 15, 70, 30]
        plain = poisson_trend(scattered, 100, range(5))
        wide = poisson_trend(scattered, 100, range(5), overdispersed=True)
        assert plain.dispersion > 1
        assert wide.lower < plain.lower < plain.value == wide.value
        smooth = [20, 22, 24, 26, 29]
        assert poisson_trend(smooth, 100, range(5)) == poisson_trend(
            smooth, 100, range(5), overdispersed=True
        )

    def test_no_years_have_no_trend(self):
        assert np.isnan(poisson_trend([], [], []).value)
        assert poisson_trend([], [], [], groups=[]).value.shape == (0,)

    def test_a_missing_year_leaves_the_series_unknown(self):
        assert np.isnan(poisson_trend([1, np.nan, 3], 100, [1, 2, 3]).value)


class TestPooledTrend:
    def test_single_years_are_a_weighted_regression(self):
        rates, time = np.array([5.0, 5.5, 6.5, 6.8]), np.array([0, 1, 2, 3])
        error = np.array([0.1, 0.08, 0.09, 0.07])
        trend = pooled_trend(
            rates, rates * np.exp(-1.959964 * error), rates * np.exp(1.959964 * error), time
        )
        weight = error**-2.0
        centred = time - np.sum(weight * time) / weight.sum()
        slope = np.sum(weight * centred * np.log(rates)) / np.sum(weight * centred**2)
        assert_allclose(trend.value, np.exp(slope), rtol=1e-7)
        half = 1.959963984540054 / np.sqrt(np.sum(weight * centred**2))
        assert_allclose(trend.upper, np.exp(slope + half), rtol=1e-6)

    def test_windows_that_share_years_tell_less_than_windows_that_do_not(self):
        rates = np.array([5.0, 5.5, 6.5, 6.8, 7.5])
        limits = rates * 0.8, rates * 1.25
        apart = pooled_trend(rates, *limits, range(5))
        shared = pooled_trend(rates, *limits, range(5), years_pooled=3)
        assert shared.p_value > apart.p_value

    def test_rolling_windows_of_pure_chance_show_a_trend_as_rarely_as_they_should(self):
        """Ordinary regression on the same windows finds one several times too often."""
        generator = np.random.default_rng(8)
        yearly = generator.poisson(60, size=(4000, 9))
        windows = yearly[:, :-2] + yearly[:, 1:-1] + yearly[:, 2:]
        half = 1.959963984540054 / np.sqrt(windows)
        series = windows, windows * np.exp(-half), windows * np.exp(half), np.arange(7)
        aware = np.mean(pooled_trend(*series, years_pooled=3).p_value < 0.05)
        blind = np.mean(pooled_trend(*series).p_value < 0.05)
        assert 0.04 < aware < 0.06
        assert blind > 0.15

    def test_it_is_nearly_poisson_regression_on_the_years_behind_the_windows(self):
        yearly = np.array([50, 54, 61, 60, 70, 74, 80])
        windows = np.convolve(yearly, [1, 1, 1], mode="valid")
        half = 1.959963984540054 / np.sqrt(windows)
        pooled = pooled_trend(
            windows, windows * np.exp(-half), windows * np.exp(half), range(5), years_pooled=3
        )
        single = poisson_trend(yearly, 1, range(7))
        assert_allclose(pooled.value, single.value, rtol=0.01)
        assert_allclose(
            np.log(pooled.upper / pooled.lower), np.log(single.upper / single.lower), rtol=0.15
        )

    def test_a_suppressed_point_is_left_out(self):
        rates = np.array([5.0, np.nan, 6.5, 6.8])
        with_gap = pooled_trend(rates, rates * 0.8, rates * 1.25, [0, 1, 2, 3], years_pooled=2)
        kept = rates[[0, 2, 3]]
        without = pooled_trend(kept, kept * 0.8, kept * 1.25, [0, 2, 3], years_pooled=2)
        assert_allclose(with_gap, without)

    def test_one_point_has_no_trend(self):
        trend = pooled_trend([5.0, np.nan], [4, np.nan], [6, np.nan], [0, 1])
        assert np.isnan(trend.value)

    def test_proportions_take_the_logit(self):
        p = np.array([0.80, 0.85, 0.90])
        trend = pooled_trend(p, p - 0.02, p + 0.02, [0, 1, 2], link="logit")
        assert trend.value > 1.3
        with pytest.raises(MethodError, match=r"upper 1\.02 is not below 1"):
            pooled_trend([0.9, 1.0], [0.8, 0.9], [0.95, 1.02], [0, 1], link="logit")

    def test_a_rate_of_zero_is_sent_to_its_counts(self):
        with pytest.raises(MethodError, match="value 0 is not above zero"):
            pooled_trend([0, 1], [0, 0.5], [1, 2], [0, 1])

    def test_one_time_given_twice_is_refused(self):
        with pytest.raises(MethodError, match="time 2 is there more than once"):
            pooled_trend([1, 1, 1], [0.5] * 3, [2] * 3, [1, 2, 2])

    def test_an_unknown_link_is_refused(self):
        with pytest.raises(MethodError, match="'log' or 'logit'"):
            pooled_trend([1, 1], [0.5] * 2, [2] * 2, [1, 2], link="probit")
