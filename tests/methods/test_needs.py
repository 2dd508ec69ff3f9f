"""Unmet need, prevalence, numbers needed and synthetic estimates."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import (
    UnmetNeedState,
    combine_prevalence,
    number_needed_for_proportion,
    number_needed_for_rate,
    number_needed_for_standardised_rate,
    number_needed_for_unmet_need,
    projected_unmet_need,
    synthetic_estimate,
    unmet_need,
)


class TestUnmetNeed:
    @pytest.mark.parametrize(
        ("place", "prevalence", "treated", "value", "limits", "of_prevalence"),
        [
            ("W Sussex OCU", 2585.33, 1233.00, 52.308, (26.461, 65.264), (1676.67, 3549.67)),
            ("Hartlepool OCU", 1179, 644.00, 45.377, (36.447, 56.339), (1013.33, 1475.00)),
            ("England OCU", 305_118, 146_005.67, 52.148, (51.576, 53.759), (301_515, 315_753)),
            ("W Sussex alcohol", 7147.67, 1555, 78.245, (72.481, 83.396), (5650.67, 9365.33)),
            ("Hartlepool alcohol", 1339, 311.33, 76.749, (69.228, 83.036), (1011.75, 1835.3)),
        ],
    )
    def test_it_reproduces_the_rows_that_were_published(
        self, place, prevalence, treated, value, limits, of_prevalence
    ):
        need = unmet_need(treated, prevalence, *of_prevalence)
        assert_allclose(100 * need.value, value, atol=6e-4, err_msg=place)
        assert_allclose((100 * need.lower, 100 * need.upper), limits, atol=6e-4, err_msg=place)
        assert need.flag == UnmetNeedState.OK

    def test_plymouth_as_the_report_has_it(self):
        assert_allclose(unmet_need(1306, 2042).value, 0.360, atol=5e-4)
        assert_allclose(unmet_need(1290, 2042).value, 0.368, atol=5e-4)
        assert_allclose(unmet_need([731, 425 + 267], 3496).value, (0.791, 0.802), atol=5e-4)

    def test_the_three_worked_cases(self):
        need = unmet_need([75, 95, 110], [214, 100, 100], [150, 90, 60], [300, 160, 160])
        assert_allclose(need.value, (0.650, 0.05, 0), atol=5e-4)
        assert_allclose(need.lower, (0.500, 0, 0), atol=5e-4)
        assert_allclose(need.upper, (0.750, 0.406, 0.312), atol=6e-4)
        assert_allclose(need.raw, (0.650, 0.05, -0.10), atol=5e-4)
        assert_array_equal(
            need.flag,
            [
                UnmetNeedState.OK,
                UnmetNeedState.LOWER_LIMIT_CLIPPED,
                UnmetNeedState.TREATED_EXCEEDS_ESTIMATE,
            ],
        )

    def test_more_treated_than_the_upper_limit_leaves_no_number(self):
        need = unmet_need(170, 100, 60, 160)
        assert np.isnan([need.value, need.lower, need.upper]).all()
        assert_allclose(need.raw, -0.7)
        assert need.flag == UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT

    def test_as_many_treated_as_the_upper_limit_leave_nobody(self):
        need = unmet_need(160, 100, 60, 160)
        assert (need.value, need.lower, need.upper) == (0, 0, 0)
        assert need.flag == UnmetNeedState.TREATED_EXCEEDS_ESTIMATE

    def test_a_prevalence_without_limits_has_no_interval(self):
        need = unmet_need([5, 15], 10)
        assert_array_equal(need.value, [0.5, 0])
        assert np.isnan([need.lower, need.upper]).all()
        assert_array_equal(
            need.flag, [UnmetNeedState.NO_INTERVAL, UnmetNeedState.TREATED_EXCEEDS_ESTIMATE]
        )

    def test_a_missing_count_is_missing_and_not_everybody(self):
        need = unmet_need([np.nan, 5], [10, np.nan], 8, 12)
        assert np.isnan(need.value).all()
        assert_array_equal(need.flag, [UnmetNeedState.MISSING] * 2)

    def test_nobody_treated_leaves_all_need_unmet(self):
        need = unmet_need(0, 10, 0, 20)
        assert (need.value, need.lower, need.upper) == (1, 1, 1)
        assert unmet_need(5, 10, 0, 20).flag == UnmetNeedState.LOWER_LIMIT_CLIPPED

    def test_areas_are_summed_before_they_are_divided(self):
        joint = unmet_need([1000, 30], [5457, 271], [4134, 199], [7437, 382], groups=[0, 0])
        assert_allclose(joint.value, 1 - 1030 / 5728)
        assert_allclose(joint.lower, 1 - 1030 / 4403.042, rtol=1e-6)
        assert_allclose(joint.upper, 1 - 1030 / 7711.109, rtol=1e-6)

    def test_an_estimate_of_nobody_is_refused(self):
        with pytest.raises(MethodError, match="position 1: prevalence 0 is not above zero"):
            unmet_need([1, 1], [2, 0])


class TestProjectedUnmetNeed:
    def test_holding_the_count_keeps_the_prevalence(self):
        held = projected_unmet_need(600, 1179, 1013, 1475, hold="count")
        assert_allclose(held, unmet_need(600, 1179, 1013, 1475))

    def test_holding_the_rate_follows_the_population(self):
        held = projected_unmet_need(
            600, 1179, 1013, 1475, hold="rate", population_then=60_000, population_now=66_000
        )
        assert_allclose(held, unmet_need(600, 1179 * 1.1, 1013 * 1.1, 1475 * 1.1))

    def test_it_says_what_is_missing(self):
        with pytest.raises(MethodError, match="both populations"):
            projected_unmet_need(1, 2, hold="rate")
        with pytest.raises(MethodError, match="hold 'count' or 'rate'"):
            projected_unmet_need(1, 2, hold="share")
        with pytest.raises(MethodError, match="population_now 0 is not above zero"):
            projected_unmet_need(1, 2, hold="rate", population_then=5, population_now=0)


class TestCombinePrevalence:
    def test_it_gives_the_worked_combinations(self):
        joint = combine_prevalence([2000, 150], [1500, 90], [2700, 260])
        assert_allclose(joint, (2150, 1646, 2859), atol=0.5)
        county = combine_prevalence([5457, 271], [4134, 199], [7437, 382])
        assert_allclose(county, (5728, 4403, 7711), atol=0.5)

    def test_the_envelope_is_the_sum_of_the_limits(self):
        joint = combine_prevalence([2000, 150], [1500, 90], [2700, 260], envelope=True)
        assert_array_equal(joint, (2150, 1590, 2960))
        county = combine_prevalence([5457, 271], [4134, 199], [7437, 382], envelope=True)
        assert_array_equal(county, (5728, 4333, 7819))

    def test_one_area_keeps_its_published_limits(self):
        assert_allclose(combine_prevalence([2408], [1918], [3206]), (2408, 1918, 3206))

    def test_it_agrees_with_a_monte_carlo_of_the_same(self):
        """Each part log-normal about its value, as wide as its limits: 1,639 to 2,842."""
        generator = np.random.default_rng(3)
        parts = np.array([[2000, 1500, 2700], [150, 90, 260]])
        drawn = np.zeros(400_000)
        for value, lower, upper in parts:
            error = np.log(upper / lower) / (2 * 1.959963984540054)
            drawn += value * np.exp(error * generator.standard_normal(drawn.size))
        simulated = np.quantile(drawn, [0.025, 0.975])
        assert_allclose(simulated, (1639, 2842), atol=8)
        _, lower, upper = combine_prevalence(*parts.T)
        assert_allclose((lower, upper), simulated, rtol=0.01)

    def test_it_agrees_with_a_monte_carlo_of_halves_of_their_own_width(self):
        generator = np.random.default_rng(4)
        parts = np.array([[5457, 4134, 7437], [271, 199, 382], [900, 600, 1300]])
        drawn = np.zeros(400_000)
        for value, lower, upper in parts:
            z = generator.standard_normal(drawn.size) / 1.959963984540054
            drawn += value + np.where(z < 0, z * (value - lower), z * (upper - value))
        _, lower, upper = combine_prevalence(*parts.T)
        assert_allclose((lower, upper), np.quantile(drawn, [0.025, 0.975]), rtol=0.02)

    def test_an_unknown_part_leaves_the_whole_unknown(self):
        joint = combine_prevalence([10, 20], [5, np.nan], [15, np.nan], groups=[0, 0])
        assert joint.value[0] == 30
        assert np.isnan([joint.lower, joint.upper]).all()


class TestNumberNeeded:
    def test_plymouth_needs_112_people_to_reach_england(self):
        assert number_needed_for_unmet_need(731, 3496, 0.759) == 112
        assert number_needed_for_unmet_need(692, 3496, 0.759) == 151
        assert 3496 * (1 - 0.759) > 842

    @pytest.mark.parametrize("target", np.arange(1, 100))
    def test_a_whole_number_of_people_is_not_rounded_up_again(self, target):
        """0.07 x 100 is 7.000000000000001 in the machine."""
        assert number_needed_for_proportion(0, 100, target / 100) == target
        assert number_needed_for_unmet_need(0, 100, 1 - target / 100) == target
        assert number_needed_for_rate(200, 100, target, scale=100) == 200 - target

    def test_a_target_reached_needs_nobody(self):
        assert number_needed_for_proportion(8, 10, 0.7) == 0
        assert number_needed_for_unmet_need(9, 10, 0.5) == 0
        assert number_needed_for_rate(5, 100, 10, scale=100) == 0
        assert number_needed_for_standardised_rate(50, 90.0, 100.0) == 0

    def test_the_range_of_the_estimate_gives_a_range_of_people(self):
        needed = number_needed_for_unmet_need(731, [2804, 3496, 4402], 0.759)
        assert_array_equal(needed, [0, 112, 330])

    def test_a_rate_falls_to_its_target_by_whole_events(self):
        assert number_needed_for_rate(20, 100_000, 15.5) == 5
        assert number_needed_for_standardised_rate(91, 110.3, 100.0) == 9

    def test_missing_stays_missing(self):
        assert np.isnan(number_needed_for_rate([np.nan, 5], 100, [1, np.nan])).all()

    def test_per_cent_is_refused_where_a_proportion_is_asked_for(self):
        with pytest.raises(MethodError, match="give a proportion, not per cent"):
            number_needed_for_unmet_need(731, 3496, 75.9)


class TestSyntheticEstimate:
    def test_limits_come_from_the_survey_alone(self):
        found = synthetic_estimate([40_000, 60_000], [0.02, 0.01], [0.01, 0.005], [0.03, 0.02])
        assert_allclose(found, (1400, 700, 2400))

    def test_groups_of_bands(self):
        found = synthetic_estimate([100, 200, 300], [0.1, 0.2, 0.3], groups=[0, 0, 1])
        assert_allclose(found.value, (50, 90))
        assert np.isnan(found.lower).all()
