"""Against the Department of Health's own Python package, wherever it is right.

Where it is wrong, the case is pinned here beside an independent derivation.
"""

import math

import naive
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import optimize, stats

from toolkit.methods import (
    byar,
    clopper_pearson,
    crude_rate,
    directly_standardised_rate,
    european_standard_population,
    exact_poisson,
    funnel_centre,
    funnel_limits,
    funnel_significance,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    mean,
    poisson,
    proportion,
    quantile,
)

phs = pytest.importorskip("PHStatsMethods", reason="the oracle is not installed")

LEVELS = [0.95, 0.998]
LIMITS = ["lower_95_ci", "upper_95_ci", "lower_99_8_ci", "upper_99_8_ci"]


@pytest.fixture(scope="module")
def rows():
    """Sixty areas of nineteen bands each, every area with some events."""
    generator = np.random.default_rng(41)
    areas, bands = 60, 19
    population = generator.integers(200, 20_000, areas * bands)
    rate = np.repeat(generator.gamma(2, 0.002, areas), bands)
    count = generator.poisson(population * rate)
    count[::bands] += 1
    return pd.DataFrame(
        {
            "area": np.repeat(np.arange(areas), bands),
            "age": np.tile([f"{5 * band}-{5 * band + 4}" for band in range(bands)], areas),
            "standard": np.tile(european_standard_population(), areas),
            "count": count,
            "population": population,
            "reference_count": np.tile(generator.integers(50, 500, bands), areas),
            "reference_population": np.tile(generator.integers(50_000, 90_000, bands), areas),
        }
    )


def assert_same(estimate, frame, names=LIMITS):
    """Compare an estimate at both levels with the columns of the package."""
    assert_allclose(estimate.value, frame["Value"], rtol=1e-9)
    limits = np.stack([estimate.lower, estimate.upper], axis=-1).reshape(len(frame), -1)
    assert_allclose(limits, frame[names], rtol=1e-9, atol=1e-12)


def test_proportions(rows):
    frame = phs.ph_proportion(rows, "count", "population", "area", confidence=LEVELS)
    found = proportion(rows["count"], rows["population"], groups=rows["area"], confidence=LEVELS)
    assert_same(found, frame)


def test_crude_rates(rows):
    frame = phs.ph_rate(rows, "count", "population", "area", confidence=LEVELS)
    found = crude_rate(rows["count"], rows["population"], groups=rows["area"], confidence=LEVELS)
    assert_same(found, frame)


def test_directly_standardised_rates(rows, capsys):
    frame = phs.ph_dsr(rows, "count", "population", "age", "area", confidence=LEVELS)
    assert "Please check" in capsys.readouterr().out  # it prints; ours is silent
    found = directly_standardised_rate(
        rows["count"], rows["population"], rows["standard"], groups=rows["area"], confidence=LEVELS
    )
    assert np.isfinite(found.value).sum() > 50
    assert_same(found, frame)


def test_indirectly_standardised_ratios_and_rates(rows):
    columns = ["count", "population", "reference_count", "reference_population"]
    given = [rows[name] for name in columns]
    frame = phs.ph_ISRatio(rows, *columns, "area", confidence=LEVELS, refvalue=100)
    found = indirectly_standardised_ratio(*given, groups=rows["area"], scale=100, confidence=LEVELS)
    assert_same(found, frame)
    frame = phs.ph_ISRate(rows, *columns, "area", confidence=LEVELS)
    found = indirectly_standardised_rate(*given, groups=rows["area"], confidence=LEVELS)
    assert_same(found, frame)


def test_means(rows):
    frame = phs.ph_mean(rows, "count", "area", confidence=LEVELS)
    assert_same(mean(rows["count"], groups=rows["area"], confidence=LEVELS), frame)


@pytest.mark.parametrize("number", [2, 5, 10])
@pytest.mark.parametrize("highest_first", [True, False])
def test_quantiles(rows, number, highest_first):
    frame = phs.ph_quantile(rows, "count", "area", nquantiles=number, invert=highest_first)
    found = quantile(rows["count"], number, groups=rows["area"], highest_first=highest_first)
    assert_array_equal(found, frame["quantile"])


def test_quantiles_of_every_size():
    """Theirs divides in floating point and repairs a quantile of 0; ours stays whole."""
    for areas in (*range(5, 31), 49, 57, 91, 149, 151, 152, 153, 317):
        frame = pd.DataFrame({"value": np.arange(float(areas))})
        theirs = phs.ph_quantile(frame, "value", nquantiles=5)["quantile"]
        assert_array_equal(quantile(frame["value"]), theirs, err_msg=f"{areas} areas")


WORDS = {
    "Low (0.001)": -2,
    "Low (0.025)": -1,
    "Not significant": 0,
    "High (0.025)": 1,
    "High (0.001)": 2,
    "Not applicable for events less than 10 for DSRs": -9,
}


@pytest.fixture(scope="module")
def areas():
    """Eighty areas that differ more than chance would have it."""
    generator = np.random.default_rng(6)
    population = generator.integers(300, 9_000, 80)
    count = generator.binomial(population, generator.uniform(0.01, 0.05, 80))
    expected = population * 0.03
    frame = pd.DataFrame({"count": count, "population": population, "expected": expected})
    frame["rate"] = count / population * 100_000
    return frame


def test_funnel_of_proportions(areas):
    frame = phs.calculate_funnel_limits(areas.copy(), "count", "proportion", 100, "population")
    centre = funnel_centre(areas["count"], areas["population"], scale=100)
    assert_allclose(frame["baseline"], centre)
    lower, upper = funnel_limits(frame["Population"], centre, method="proportion", scale=100)
    assert_allclose(lower, frame[["lower_2s_limit", "lower_3s_limit"]], rtol=1e-9, atol=1e-9)
    assert_allclose(upper, frame[["upper_2s_limit", "upper_3s_limit"]], rtol=1e-9)


def test_funnel_of_rates_and_ratios_to_the_precision_of_their_bisection(areas):
    frame = phs.calculate_funnel_limits(
        areas.copy(), "count", "rate", 100_000, rate="rate", rate_type="crude", years_of_data=1
    )
    centre = funnel_centre(areas["count"], areas["population"], scale=100_000)
    lower, upper = funnel_limits(frame["Events"], centre, method="rate", scale=100_000)
    assert_allclose(lower, frame[["lower_2s_limit", "lower_3s_limit"]], rtol=2e-5)
    assert_allclose(upper, frame[["upper_2s_limit", "upper_3s_limit"]], rtol=2e-4)
    frame = phs.calculate_funnel_limits(
        areas.copy(), "count", "ratio", 1, "expected", ratio_type="isr", years_of_data=1
    )
    lower, upper = funnel_limits(frame["Observed_events"], 100, method="ratio", scale=100)
    assert_allclose(lower, frame[["lower_2s_limit", "lower_3s_limit"]], rtol=2e-5)
    assert_allclose(upper, frame[["upper_2s_limit", "upper_3s_limit"]], rtol=2e-4)


def test_the_bisection_of_theirs_is_what_is_inexact():
    """At one event they are 1e-6 out; the root that defines the limit is ours."""
    for events, tail in ((1, 0.025), (7, 0.001)):
        root = optimize.brentq(lambda m, x=events, p=tail: stats.poisson.cdf(x, m) - p, 1e-9, 99)
        _, upper = exact_poisson(events, confidence=1 - 2 * tail)
        assert_allclose(upper, root, rtol=1e-10)
        lower, _ = funnel_limits(events, 1, method="ratio", confidence=1 - 2 * tail)
        assert_allclose(lower, events / root, rtol=1e-10)


def test_funnel_significance(areas):
    theirs = phs.assign_funnel_significance(areas.copy(), "count", "proportion", "population")
    centre = funnel_centre(areas["count"], areas["population"])
    found = funnel_significance(areas["count"], areas["population"], centre, method="proportion")
    assert_array_equal(found, theirs["significance"].map(WORDS))
    theirs = phs.assign_funnel_significance(areas.copy(), "count", "ratio", "expected")
    found = funnel_significance(areas["count"], areas["expected"], 1, method="ratio")
    assert_array_equal(found, theirs["significance"].map(WORDS))
    few = areas.assign(count=areas["count"].where(areas.index % 9 > 0, 9))
    few["rate"] = few["count"] / few["population"] * 100_000
    theirs = phs.assign_funnel_significance(
        few.copy(), "count", "rate", rate="rate", rate_type="dsr", multiplier=100_000
    )
    effective = few["count"] / few["rate"] * 100_000
    found = funnel_significance(
        few["count"],
        effective,
        funnel_centre(few["count"], effective),
        method="standardised_rate",
    )
    assert_array_equal(found, theirs["significance"].map(WORDS))


class TestWhereItIsWrong:
    def test_its_byars_function_passes_the_level_the_wrong_way_round(self):
        assert_allclose(phs.confidence_intervals.byars(65), (64.16, 66.18), atol=0.005)
        assert_allclose(byar(65), (50.16319, 82.84914), atol=6e-6)

    def test_its_single_limits_are_right_from_one_event(self):
        low, high = phs.confidence_intervals.byars_lower, phs.confidence_intervals.byars_upper
        for count in (1, 5, 9, 10, 65, 1045):
            assert_allclose(poisson(count), (low(count), high(count)), rtol=1e-9)

    def test_it_refuses_a_rate_of_no_events(self):
        frame = pd.DataFrame({"count": [0, 5], "population": [100, 100]})
        with pytest.raises(ValueError, match="must be a positive number"):
            phs.ph_rate(frame, "count", "population")
        upper_of_none = -math.log(0.025)  # the mean at which nothing happens one time in forty
        assert_allclose(crude_rate(0, 100, scale=100), (0, 0, upper_of_none))

    def test_its_exact_lower_limit_of_no_events_is_not_a_number(self):
        assert math.isnan(phs.confidence_intervals.exact_lower(0))
        assert exact_poisson(0)[0] == 0

    def test_a_ratio_without_a_level_breaks_it(self):
        frame = pd.DataFrame({"a": [12], "b": [100], "c": [50], "d": [1000]})
        with pytest.raises(TypeError):
            phs.ph_ISRatio(frame, "a", "b", "c", "d", confidence=None)

    def test_it_takes_a_suppressed_band_for_a_band_without_events(self, rows, capsys):
        hidden = rows.copy()
        hidden["count"] = hidden["count"].astype(float)
        hidden.loc[5, "count"] = np.nan
        theirs = phs.ph_dsr(hidden, "count", "population", "age", "area")
        capsys.readouterr()
        found = directly_standardised_rate(
            hidden["count"], hidden["population"], hidden["standard"], groups=hidden["area"]
        )
        assert np.isfinite(theirs["Value"][0])
        assert np.isnan(found.value[0])
        assert_allclose(found.value[1:], theirs["Value"][1:], rtol=1e-9)

    def test_it_needs_nineteen_bands(self, rows):
        under_75 = rows[rows["standard"].cumsum() % 100_000 <= 91_000]
        with pytest.raises(ValueError, match="19"):
            phs.ph_dsr(under_75[under_75["area"] == 0], "count", "population", "age")

    def test_wilson_in_it_and_here_contain_the_same_true_proportions(self):
        """A Wilson limit is where the score test just rejects."""
        low, high = (float(x) for x in proportion(7, 20)[1:])
        for limit in (low, high):
            score = (7 / 20 - limit) / math.sqrt(limit * (1 - limit) / 20)
            assert_allclose(abs(score), 1.959963984540054)
        assert clopper_pearson(7, 20)[0] < low
        assert_allclose((low, high), naive.wilson(7, 20))
