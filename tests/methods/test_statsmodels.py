"""Against statsmodels, on random data, to 1e-9."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson
from statsmodels.stats.weightstats import DescrStatsW

from toolkit.methods import (
    clopper_pearson,
    difference_of_proportions,
    exact_poisson,
    mean,
    poisson_trend,
    pooled_trend,
    rate_ratio,
    wilson,
)

GENERATOR = np.random.default_rng(20_240_601)
DENOMINATOR = GENERATOR.integers(1, 5000, 400)
COUNT = GENERATOR.binomial(DENOMINATOR, GENERATOR.random(400))


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_wilson(confidence):
    expected = proportion_confint(COUNT, DENOMINATOR, alpha=1 - confidence, method="wilson")
    assert_allclose(
        wilson(COUNT, DENOMINATOR, confidence=confidence), expected, rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_clopper_pearson(confidence):
    expected = proportion_confint(COUNT, DENOMINATOR, alpha=1 - confidence, method="beta")
    found = clopper_pearson(COUNT, DENOMINATOR, confidence=confidence)
    assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_exact_poisson(confidence):
    """It gives NaN below for no events, where the limit is 0."""
    counts = np.arange(1, 3000, 7)
    expected = confint_poisson(counts, 1, method="exact-c", alpha=1 - confidence)
    assert_allclose(exact_poisson(counts, confidence=confidence), expected, rtol=1e-9)


def test_difference_of_proportions():
    for _ in range(60):
        n, m = GENERATOR.integers(5, 400, 2)
        x, y = GENERATOR.integers(0, n + 1), GENERATOR.integers(0, m + 1)
        expected = confint_proportions_2indep(x, n, y, m, method="newcomb", compare="diff")
        found = difference_of_proportions(x, n, y, m)
        assert_allclose((found.lower, found.upper), expected, rtol=1e-9, atol=1e-12)


def test_mean():
    values = GENERATOR.gamma(2, 9, 80)
    expected = DescrStatsW(values).tconfint_mean(alpha=0.002)
    found = mean(values, confidence=0.998)
    assert_allclose((found.lower, found.upper), expected, rtol=1e-9)


@pytest.mark.parametrize("overdispersed", [False, True])
def test_poisson_trend(overdispersed):
    for _ in range(40):
        points = int(GENERATOR.integers(3, 15))
        time = np.sort(GENERATOR.choice(np.arange(2000, 2030), points, replace=False))
        population = GENERATOR.integers(1_000, 90_000, points)
        count = GENERATOR.poisson(population * GENERATOR.gamma(5, 0.0004, points))
        count[0] += 1
        count[-1] += 1
        model = sm.GLM(
            count,
            sm.add_constant(time - 2010.0),
            family=sm.families.Poisson(),
            offset=np.log(population),
        )
        fit = model.fit(tol=1e-14, maxiter=200)
        found = poisson_trend(count, population, time, overdispersed=overdispersed)
        error = fit.bse[1]
        assert_allclose(found.dispersion, fit.pearson_chi2 / fit.df_resid, rtol=1e-8)
        if overdispersed:
            error *= np.sqrt(max(found.dispersion, 1))
        half = 1.959963984540054 * error
        assert_allclose(np.log(found.value), fit.params[1], rtol=1e-8, atol=1e-11)
        assert_allclose(np.log(found.lower), fit.params[1] - half, rtol=1e-8, atol=1e-10)
        assert_allclose(np.log(found.upper), fit.params[1] + half, rtol=1e-8, atol=1e-10)


def test_rate_ratio_is_poisson_regression_on_two_rates():
    """Each rate is given in two halves, for it cannot fit without a degree of freedom."""
    fit = sm.GLM(
        [25, 35, 40, 50],
        [[1, 1], [1, 1], [1, 0], [1, 0]],
        family=sm.families.Poisson(),
        offset=np.log([50_000, 50_000, 100_000, 100_000]),
    ).fit(tol=1e-14)
    found = rate_ratio(60, 100_000, 90, 200_000)
    assert_allclose(found, np.exp([fit.params[1], *fit.conf_int()[1]]), rtol=1e-9)


def test_pooled_trend_is_generalised_least_squares():
    time = np.array([2014, 2015, 2016, 2018, 2019, 2021])
    rate = GENERATOR.gamma(40, 0.2, 6)
    error = GENERATOR.uniform(0.05, 0.2, 6)
    half = 1.959963984540054 * error
    found = pooled_trend(rate, rate * np.exp(-half), rate * np.exp(half), time, years_pooled=3)
    shared = np.maximum(0, 1 - np.abs(np.subtract.outer(time, time)) / 3)
    model = sm.GLS(
        np.log(rate), sm.add_constant(time - 2017.0), sigma=shared * np.outer(error, error)
    )
    fit = model.fit(cov_type="fixed scale")
    assert_allclose(np.log(found.value), fit.params[1], rtol=1e-8)
    assert_allclose(
        np.log(found.upper) - np.log(found.value), 1.959963984540054 * fit.bse[1], rtol=1e-8
    )
    assert_allclose(found.p_value, fit.pvalues[1], rtol=1e-6)
