"""Against the loops of naive.py, on random grouped data."""

import naive
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.methods import (
    byar,
    clopper_pearson,
    combine_prevalence,
    crude_rate,
    difference_of_proportions,
    directly_standardised_rate,
    exact_poisson,
    indirectly_standardised_ratio,
    mean,
    percentage_change,
    poisson,
    proportion,
    recent_trend,
    wilson,
)

GENERATOR = np.random.default_rng(77)
LEVELS = (0.9, 0.95, 0.998)


@pytest.fixture(scope="module")
def table():
    """Rows of forty groups of one to twelve bands, some groups with few events."""
    sizes = GENERATOR.integers(1, 13, 40)
    group = np.repeat(np.arange(40), sizes)
    GENERATOR.shuffle(group)
    population = GENERATOR.integers(50, 5000, group.size)
    rate = GENERATOR.choice([0.0005, 0.004, 0.05], 40)[group]
    return {
        "group": group,
        "count": GENERATOR.poisson(population * rate),
        "population": population,
        "standard": GENERATOR.integers(1, 9, group.size),
        "reference_count": GENERATOR.integers(1, 300, group.size),
        "reference_population": GENERATOR.integers(1000, 20_000, group.size),
    }


def rows_of(table, group, *names):
    chosen = table["group"] == group
    return [list(table[name][chosen]) for name in names]


def assert_each(estimate, expected):
    for code, numbers in enumerate(expected):
        assert_allclose([part[code] for part in estimate], numbers, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("confidence", LEVELS)
def test_intervals(confidence):
    for count in (0, 0.3, 1, 2.5, 9, 9.999, 10, 11, 150, 99_999):
        for ours in (byar, exact_poisson, poisson):
            theirs = getattr(naive, ours.__name__)(count, confidence)
            assert_allclose(ours(count, confidence=confidence), theirs, rtol=1e-9, atol=1e-12)
    for count, denominator in ((0, 4), (4, 4), (1.5, 7), (65, 100), (3, 90_000)):
        for ours in (wilson, clopper_pearson):
            theirs = getattr(naive, ours.__name__)(count, denominator, confidence)
            found = ours(count, denominator, confidence=confidence)
            assert_allclose(found, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("confidence", LEVELS)
def test_grouped_proportions_and_rates(table, confidence):
    group, count, population = (table[name] for name in ("group", "count", "population"))
    found = proportion(count, population, groups=group, confidence=confidence)
    assert_each(
        found,
        (
            naive.proportion(*rows_of(table, code, "count", "population"), confidence)
            for code in range(40)
        ),
    )
    found = crude_rate(count, population, groups=group, confidence=confidence)
    assert_each(
        found,
        (
            naive.crude_rate(*rows_of(table, code, "count", "population"), 100_000, confidence)
            for code in range(40)
        ),
    )


@pytest.mark.parametrize("confidence", LEVELS)
def test_grouped_standardisation(table, confidence):
    columns = ("count", "population", "standard")
    found = directly_standardised_rate(
        *(table[name] for name in columns), groups=table["group"], confidence=confidence
    )
    expected = [
        naive.directly_standardised_rate(*rows_of(table, code, *columns), 100_000, confidence)
        for code in range(40)
    ]
    assert 5 < np.isnan(found.value).sum() < 35
    assert_each(found, expected)
    columns = ("count", "population", "reference_count", "reference_population")
    found = indirectly_standardised_ratio(
        *(table[name] for name in columns), groups=table["group"], confidence=confidence
    )
    assert_each(
        found,
        (
            naive.indirectly_standardised_ratio(*rows_of(table, code, *columns), confidence)
            for code in range(40)
        ),
    )


def test_standardisation_of_events_that_come_again():
    count, squares = [12, 30, 9], [20, 75, 9]
    found = directly_standardised_rate(
        count, [500, 900, 300], [2, 3, 1], squared_events=squares, scale=1000
    )
    expected = naive.directly_standardised_rate(
        count, [500, 900, 300], [2, 3, 1], 1000, squared_events=squares
    )
    assert_allclose(found, expected)


def test_means(table):
    big = [code for code in range(40) if np.sum(table["group"] == code) > 1]
    found = mean(table["count"], groups=table["group"])
    for code in big:
        expected = naive.mean(*rows_of(table, code, "count"))
        assert_allclose([part[code] for part in found], expected, atol=1e-12)


def test_changes_and_differences():
    for _ in range(200):
        before, after = (int(n) for n in GENERATOR.integers(1, 60, 2))
        expected = naive.percentage_change(before, after)
        assert_allclose(percentage_change(before, after), expected, rtol=1e-9, atol=1e-9)
        n, m = (int(n) for n in GENERATOR.integers(1, 90, 2))
        x, y = int(GENERATOR.integers(0, n + 1)), int(GENERATOR.integers(0, m + 1))
        expected = naive.difference_of_proportions(x, n, y, m)
        assert_allclose(difference_of_proportions(x, n, y, m), expected, rtol=1e-9, atol=1e-12)


def test_combined_prevalence():
    value = GENERATOR.uniform(50, 5000, 24)
    lower = value * GENERATOR.uniform(0.6, 1, 24)
    upper = value * GENERATOR.uniform(1, 1.6, 24)
    group = np.repeat([0, 1, 2], [1, 8, 15])
    found = combine_prevalence(value, lower, upper, group)
    for code in range(3):
        rows = group == code
        expected = naive.combine_prevalence(value[rows], lower[rows], upper[rows])
        assert_allclose([part[code] for part in found], expected)


def test_recent_trends():
    for _ in range(300):
        value = np.cumsum(GENERATOR.normal(0.4 * GENERATOR.integers(-2, 3), 1, 5)) + 30
        width = GENERATOR.uniform(0.2, 2, 5)
        lower, upper = value - width, value + width
        found = recent_trend(value, lower, upper, count=[5] * 5, denominator=[9] * 5)
        expected = naive.recent_trend(value, lower, upper)
        assert found.direction == expected[0]
        assert_allclose(found.chi_squared, expected[1], rtol=1e-9)
    assert_array_equal(found.slope.shape, ())
