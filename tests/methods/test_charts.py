"""XmR charts, assurance and trajectories."""

import naive
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import (
    Assurance,
    SpecialCause,
    TrajectoryStatus,
    assurance,
    trajectory,
    xmr,
)

SPIKE = [10, 12, 11, 13, 9, 10, 14, 12, 11, 13, 12, 30]


class TestXmR:
    def test_the_published_vector_with_outliers_screened(self):
        chart = xmr(SPIKE)
        found = (chart.mean, chart.lower, chart.upper)
        assert_allclose(found, (13.0833, 7.7633, 18.4033), atol=6e-5)

    def test_the_published_vector_without_screening(self):
        chart = xmr(SPIKE, screen_outliers=False)
        assert_allclose((chart.lower, chart.upper), (3.8942, 22.2724), atol=6e-5)

    def test_a_point_outside_the_limits_stands_out(self):
        assert xmr(SPIKE).cause[-1] == SpecialCause.OUTSIDE_LIMITS

    @pytest.mark.parametrize("sign", [1, -1])
    def test_seven_on_one_side_are_a_shift_and_six_are_not(self, sign):
        calm = [5, -5, 4, -4, 5, -5]
        after = [-5, 5, -4, 4, -5, 5]
        six = sign * np.array([*calm, 1, 2, 1, 2, 1, 2, *after])
        seven = sign * np.array([*calm, 1, 2, 1, 2, 1, 2, 1, *after])
        assert SpecialCause.SHIFT not in xmr(six).cause
        shifted = np.flatnonzero(xmr(seven).cause == SpecialCause.SHIFT)
        assert_array_equal(shifted, range(6, 13))

    def test_a_point_on_the_mean_breaks_the_run(self):
        broken = [6, -6, 3, 3, 3, 0, 3, 3, 3, -6, 6, -3, -3, -3, 0, -3, -3, -3, 6, -6]
        assert not xmr(broken).cause.any()
        whole = [7 if value == 0 else value for value in broken]
        assert SpecialCause.SHIFT in xmr(whole).cause

    @pytest.mark.parametrize("sign", [1, -1])
    def test_seven_points_that_rise_or_fall_are_a_trend(self, sign):
        steps = sign * np.array([0, 9, -9, 8, -6, -4, -2, 0, 2, 4, 6, -8, 9, -9])
        causes = xmr(steps).cause
        assert_array_equal(np.flatnonzero(causes == SpecialCause.TREND), range(4, 11))

    def test_a_tie_breaks_the_trend(self):
        tied = [0, 9, -9, 8, -6, -4, -2, -2, 2, 4, 6, -8, 9, -9]
        assert SpecialCause.TREND not in xmr(tied).cause

    def test_two_in_three_near_the_limit_on_one_side(self):
        values = [0, 1, -1, 1, -1, 0, 1, -1, 5, 1, 5, -1, 1, -1, 0, 1, -1, 1, -1]
        chart = xmr(values)
        near = np.flatnonzero(chart.cause == SpecialCause.TWO_IN_THREE)
        assert_array_equal(near, [8, 10])

    def test_it_is_what_the_loops_find(self):
        generator = np.random.default_rng(5)
        for _ in range(300):
            values = np.round(generator.normal(20, 5, generator.integers(3, 40)), 1)
            values[generator.integers(values.size) :] += generator.choice([0, 6, 20])
            screen = bool(generator.integers(2))
            chart = xmr(values, screen_outliers=screen)
            expected = naive.xmr(list(values), screen)
            assert_allclose((chart.mean, chart.lower, chart.upper), expected)
            if not np.isnan(chart.upper):
                assert_array_equal(chart.cause, naive.xmr_causes(list(values), screen))

    def test_many_series_at_once(self):
        both = xmr([SPIKE, SPIKE[::-1]])
        assert_array_equal(both.cause[0], xmr(SPIKE).cause)
        assert_array_equal(both.cause[1], xmr(SPIKE[::-1]).cause)
        assert both.mean.shape == (2,)

    def test_a_missing_point_breaks_runs_and_its_ranges_are_left_out(self):
        gap = [6, -6, 3, 3, 3, np.nan, 3, 3, 3, -6, 6, -3, -3, -3, np.nan, -3, -3, -3, 6, -6]
        chart = xmr(gap, screen_outliers=False)
        assert chart.mean == 0
        assert not chart.cause.any()
        assert chart.side[5] == 0
        ranges = [12, 9, 0, 0, 0, 0, 9, 12, 9, 0, 0, 0, 0, 9, 12]
        assert_allclose(chart.upper, 2.66 * np.mean(ranges))

    def test_few_points_are_said_to_be_few(self):
        assert xmr(SPIKE[:11]).few_points
        assert not xmr(SPIKE).few_points
        assert xmr([*SPIKE[:11], np.nan]).few_points

    def test_one_point_and_none_have_no_limits(self):
        assert np.isnan(xmr([5]).upper)
        assert np.isnan(xmr([]).mean)


class TestAssurance:
    @pytest.mark.parametrize(
        ("target", "higher", "lower"),
        [
            (20, Assurance.CONSISTENTLY_FAILS, Assurance.CONSISTENTLY_PASSES),
            (5, Assurance.CONSISTENTLY_PASSES, Assurance.CONSISTENTLY_FAILS),
            (10, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
            (18, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
            (np.nan, Assurance.NOT_KNOWN, Assurance.NOT_KNOWN),
        ],
    )
    def test_the_target_is_outside_the_limits_or_met_by_chance(self, target, higher, lower):
        assert assurance(8, 18, target, "higher_is_better") == higher
        assert assurance(8, 18, target, "lower_is_better") == lower

    def test_nobody_may_judge(self):
        assert assurance(8, 18, 20, "no_judgement") == Assurance.NOT_KNOWN
        with pytest.raises(MethodError, match="higher_is_better"):
            assurance(8, 18, 20, "up")


class TestTrajectory:
    @pytest.mark.parametrize(
        ("latest", "limits", "status"),
        [
            (0.52, (0.5, 0.54), TrajectoryStatus.MET),
            (0.50, (0.48, 0.52), TrajectoryStatus.MET),
            (0.45, (0.43, 0.47), TrajectoryStatus.ON_TRACK),
            (0.41, (0.39, 0.43), TrajectoryStatus.ON_TRACK),
            (0.40, (0.37, 0.43), TrajectoryStatus.WITHIN_UNCERTAINTY),
            (0.40, (np.nan, np.nan), TrajectoryStatus.OFF_TRACK),
            (0.36, (0.34, 0.38), TrajectoryStatus.OFF_TRACK),
            (np.nan, (0.34, 0.38), TrajectoryStatus.NOT_KNOWN),
        ],
    )
    def test_the_four_statuses_on_the_way_up(self, latest, limits, status):
        plan = trajectory(0.35, 0.50, 0.4, latest, *limits)
        assert_allclose(plan.expected, 0.41)
        assert plan.status == status

    def test_on_the_way_down_less_is_further(self):
        plan = trajectory(10, 4, 0.5, [3.9, 7, 7.5, 9], [3, 6, 6.9, 8], [5, 8, 8, 10])
        assert_allclose(plan.expected, 7)
        assert_array_equal(
            plan.status,
            [
                TrajectoryStatus.MET,
                TrajectoryStatus.ON_TRACK,
                TrajectoryStatus.WITHIN_UNCERTAINTY,
                TrajectoryStatus.OFF_TRACK,
            ],
        )

    def test_a_target_that_holds_the_baseline_needs_a_polarity(self):
        with pytest.raises(MethodError, match="which side of it is good"):
            trajectory(5, 5, 0.5, 4)
        assert trajectory(5, 5, 0.5, 4, polarity="lower_is_better").status == TrajectoryStatus.MET
        held = trajectory(5, 5, 0.5, 4, 3.5, 4.5, polarity="higher_is_better")
        assert held.status == TrajectoryStatus.OFF_TRACK

    def test_progress_is_a_share_of_the_time(self):
        with pytest.raises(MethodError, match="progress 2 is outside 0 to 1"):
            trajectory(1, 2, 2, 1.5)
        with pytest.raises(MethodError, match="no_judgement"):
            trajectory(1, 2, 1, 1.5, polarity="up")
