"""Counts over the next periods, with statsmodels' state space models as the oracle."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from toolkit import methods
from toolkit.errors import MethodError
from toolkit.methods.projections import damped_trend

RISING = [120, 131, 139, 152, 158, 171, 180, 186]


@pytest.mark.parametrize("parameters", [(0.6, 0.2, 0.8), (0.95, 0.1, 0.9), (0.3, 0.05, 0.7)])
def test_the_recursion_is_that_of_statsmodels(parameters):
    series = np.sqrt(np.array([25.0, 31, 22, 40, 38, 51, 47, 60, 72, 66]))
    mean, growth, errors = damped_trend(series, *(np.array([p]) for p in parameters), periods=3)
    model = ETSModel(
        pd.Series(series[1:]),
        trend="add",
        damped_trend=True,
        initialization_method="known",
        initial_level=series[0],
        initial_trend=0.0,
    )
    fitted = model.smooth(parameters)
    ahead = fitted.get_prediction(start=len(series) - 1, end=len(series) + 1)
    assert mean.ravel() == pytest.approx(ahead.predicted_mean)
    assert (growth * errors).ravel() == pytest.approx(ahead.forecast_variance)


def test_a_rising_series_rises_on_and_by_less_each_time():
    ahead = methods.project_counts(RISING).value
    steps = np.diff([RISING[-1], *ahead])
    assert (steps > 0).all()
    assert steps[0] > steps[2]


def test_the_interval_widens_with_every_period():
    ahead = methods.project_counts(RISING)
    width = ahead.upper - ahead.lower
    assert (np.diff(width) > 0).all()


def test_the_last_count_can_be_held():
    assert methods.project_counts(RISING, hold_level=True).value == pytest.approx([186] * 3)


def test_a_held_series_has_the_interval_of_a_random_walk():
    counts = np.array([100.0, 144, 121, 169, 100, 144])
    roots = np.sqrt(counts + 3 / 8)
    error = np.sqrt(np.mean(np.diff(roots) ** 2) * np.arange(1, 4))
    t = 2.570581835636314  # 97.5% of t with 5 degrees of freedom
    ahead = methods.project_counts(counts, hold_level=True)
    assert ahead.upper == pytest.approx((roots[-1] + t * error) ** 2 - 3 / 8)


def test_more_scatter_makes_a_wider_interval():
    calm = methods.project_counts([100, 102, 99, 101, 100, 98, 101, 100])
    wild = methods.project_counts([100, 160, 60, 140, 70, 150, 55, 100])
    assert wild.upper[0] - wild.lower[0] > 2 * (calm.upper[0] - calm.lower[0])


def test_a_series_without_scatter_keeps_the_scatter_of_chance():
    ahead = methods.project_counts([400] * 10, periods=1)
    assert ahead.lower[0] < 400 - 1.96 * 20 < 400 + 1.96 * 20 < ahead.upper[0]


def test_no_count_is_below_none():
    ahead = methods.project_counts([3, 1, 0, 2, 1, 0, 0, 1])
    assert (ahead.lower == 0).all()
    assert (ahead.value >= 0).all()


def test_a_missing_count_leaves_nothing_to_project():
    ahead = methods.project_counts([3, np.nan, 4, 5])
    assert np.isnan(np.array(ahead)).all()


def test_nine_in_ten_intervals_and_more_hold_poisson_counts():
    draws = np.random.default_rng(1).poisson(50, (120, 12))
    inside = [
        ahead.lower[0] <= row[-1] <= ahead.upper[0]
        for row in draws
        for ahead in [methods.project_counts(row[:-1], periods=1)]
    ]
    assert np.mean(inside) > 0.9


@pytest.mark.parametrize(
    ("counts", "periods", "reason"),
    [([1, 2], 1, "3 counts"), ([1, 2, 3], 4, "1 to 3"), ([1, -2, 3], 1, "negative")],
)
def test_what_cannot_be_projected_is_refused(counts, periods, reason):
    with pytest.raises(MethodError, match=reason):
        methods.project_counts(counts, periods)
