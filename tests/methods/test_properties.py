"""What must hold for any numbers at all."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.methods import (
    byar,
    clopper_pearson,
    combine_prevalence,
    compare,
    crude_rate,
    difference_of_proportions,
    directly_standardised_rate,
    exact_poisson,
    indirectly_standardised_ratio,
    mean,
    number_needed_for_unmet_need,
    percentage_change,
    poisson,
    poisson_trend,
    proportion,
    quantile,
    rate_ratio,
    unmet_need,
    wilson,
)

steady = settings(max_examples=80, deadline=None, derandomize=True)

COUNT_INTERVALS = pytest.mark.parametrize("interval", [byar, exact_poisson, poisson])
FRACTION_INTERVALS = pytest.mark.parametrize("interval", [wilson, clopper_pearson])

counts = st.one_of(
    st.integers(0, 10**6).map(float),
    st.floats(0.001, 10**5, allow_nan=False, allow_infinity=False),
)
levels = st.floats(0.5, 0.999)
seeds = st.integers(0, 2**32 - 1)


@st.composite
def fractions(draw):
    """A whole count and its denominator."""
    denominator = draw(st.integers(1, 10**6))
    return draw(st.integers(0, denominator)), denominator


@st.composite
def tables(draw):
    """Rows of bands in groups: group, count, population, standard."""
    generator = np.random.default_rng(draw(seeds))
    bands, groups = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    population = generator.integers(20, 10_000, groups * bands)
    count = generator.binomial(population, draw(st.floats(0.001, 0.3)))
    standard = np.tile(generator.integers(1, 9, bands), groups)
    return np.repeat(np.arange(groups), bands), count, population, standard


def around(value, lower, upper, slack=1e-12):
    """Whether the limits hold the value, but for rounding."""
    room = slack * np.maximum(1, np.abs(value))
    return np.all((lower <= value + room) & (value <= upper + room))


@COUNT_INTERVALS
@steady
@given(count=counts, level=levels)
def test_limits_hold_the_count(interval, count, level):
    assert around(count, *interval(count, confidence=level))


@FRACTION_INTERVALS
@steady
@given(fraction=fractions(), level=levels)
def test_limits_hold_the_proportion_and_stay_within_0_and_1(interval, fraction, level):
    lower, upper = interval(*fraction, confidence=level)
    assert around(fraction[0] / fraction[1], lower, upper)
    assert 0 <= lower <= upper <= 1


@COUNT_INTERVALS
@steady
@given(count=counts, pair=st.tuples(levels, levels).map(sorted))
def test_more_confidence_is_never_narrower_for_counts(interval, count, pair):
    lower, upper = interval(count, confidence=pair)
    assert lower[1] <= lower[0] + 1e-9
    assert upper[0] <= upper[1] + 1e-9


@FRACTION_INTERVALS
@steady
@given(fraction=fractions(), pair=st.tuples(levels, levels).map(sorted))
def test_more_confidence_is_never_narrower_for_proportions(interval, fraction, pair):
    lower, upper = interval(*fraction, confidence=pair)
    assert lower[1] <= lower[0] + 1e-12
    assert upper[0] <= upper[1] + 1e-12


@COUNT_INTERVALS
@steady
@given(count=st.floats(1, 10**4))
def test_limits_of_a_count_come_together_as_it_grows(interval, count):
    grown = count * np.array([1, 10, 100, 1000])
    lower, upper = interval(grown)
    assert np.all(np.diff((upper - lower) / grown) < 0)
    exact = exact_poisson(grown)
    apart = np.abs(np.subtract(interval(grown), exact)) / grown
    assert np.all(apart[:, -1] <= 1e-4)


@FRACTION_INTERVALS
@steady
@given(fraction=fractions())
def test_limits_of_a_proportion_come_together_as_it_grows(interval, fraction):
    grown = np.multiply.outer([1, 10, 100], fraction)
    lower, upper = interval(grown[:, 0], grown[:, 1])
    assert np.all(np.diff(upper - lower) < 0)


@steady
@given(fraction=fractions())
def test_wilson_and_clopper_pearson_tend_to_each_other(fraction):
    count, denominator = fraction[0] * 1000, fraction[1] * 1000
    assert_allclose(
        wilson(count, denominator), clopper_pearson(count, denominator), atol=1.5 / denominator**0.9
    )


@steady
@given(fraction=fractions())
def test_who_is_not_counted_mirrors_who_is(fraction):
    count, denominator = fraction
    for interval in (wilson, clopper_pearson):
        lower, upper = interval(count, denominator)
        mirrored = interval(denominator - count, denominator)
        assert_allclose((1 - upper, 1 - lower), mirrored, atol=1e-9)


@steady
@given(table=tables(), level=levels)
def test_every_grouped_statistic_holds_its_value(table, level):
    group, count, population, standard = table
    for found in (
        proportion(count, population, groups=group, confidence=level),
        crude_rate(count, population, groups=group, confidence=level),
    ):
        assert around(found.value, found.lower, found.upper)
    found = directly_standardised_rate(count, population, standard, groups=group, confidence=level)
    known = np.isfinite(found.value)
    assert around(found.value[known], found.lower[known], found.upper[known])


@steady
@given(table=tables(), seed=seeds)
def test_the_order_of_rows_changes_nothing(table, seed):
    group, count, population, standard = table
    order = np.random.default_rng(seed).permutation(group.size)
    shuffled = [column[order] for column in table]
    statistics = (
        lambda g, x, n, _: proportion(x, n, groups=g),
        lambda g, x, n, _: crude_rate(x, n, groups=g),
        lambda g, x, n, w: directly_standardised_rate(x, n, w, groups=g),
        lambda g, x, n, w: indirectly_standardised_ratio(x, n, w, n + w, groups=g),
        lambda g, x, n, _: mean(x / n, groups=g),
    )
    for statistic in statistics:
        for part, again in zip(
            statistic(group, count, population, standard), statistic(*shuffled), strict=True
        ):
            assert_allclose(part, again, rtol=1e-9)


@steady
@given(table=tables(), seed=seeds)
def test_the_order_of_elements_goes_with_the_result(table, seed):
    _, count, population, _ = table
    order = np.random.default_rng(seed).permutation(count.size)
    for statistic in (proportion, crude_rate):
        straight, shuffled = (
            statistic(count, population),
            statistic(count[order], population[order]),
        )
        for part, again in zip(straight, shuffled, strict=True):
            assert_array_equal(part[order], again)
    assert_array_equal(quantile(count / population)[order], quantile((count / population)[order]))


@steady
@given(table=tables())
def test_two_areas_merged_are_the_area_of_their_sums(table):
    group, count, population, standard = table
    bands = int(np.sum(group == 0))
    merged = [column.reshape(-1, bands).sum(axis=0) for column in (count, population)]
    everybody = np.zeros(group.size, dtype=int)
    for statistic in (proportion, crude_rate):
        together = statistic(count, population, groups=everybody)
        apart = statistic(merged[0].sum(), merged[1].sum())
        assert_allclose(np.ravel(together), apart)
    summed = directly_standardised_rate(*merged, standard[:bands])
    by_band = np.tile(np.arange(bands), group.size // bands)
    again = directly_standardised_rate(
        np.bincount(by_band, count), np.bincount(by_band, population), standard[:bands]
    )
    assert_allclose(summed, again)


@steady
@given(table=tables())
def test_a_standard_twice_as_large_is_the_same_standard(table):
    group, count, population, standard = table
    once = directly_standardised_rate(count, population, standard, groups=group)
    twice = directly_standardised_rate(count, population, 2 * standard, groups=group)
    assert_allclose(once, twice, rtol=1e-10)


@steady
@given(table=tables())
def test_a_standard_like_the_people_gives_the_crude_rate(table):
    group, count, population, _ = table
    standardised = directly_standardised_rate(count, population, population, groups=group)
    crude = crude_rate(count, population, groups=group)
    known = np.isfinite(standardised.value)
    for part, plain in zip(standardised, crude, strict=True):
        assert_allclose(part[known], plain[known], rtol=1e-9)


@steady
@given(before=st.integers(1, 3000), after=st.integers(0, 3000), level=levels)
def test_a_change_holds_its_value_and_rounding_only_widens_it(before, after, level):
    plain = percentage_change(before, after, confidence=level)
    assert around(plain.value, plain.lower, plain.upper, slack=1e-9)
    rounded = percentage_change(before, after, rounding=5, confidence=level)
    assert rounded.value == plain.value
    assume(min(before, after) >= 12)
    assert rounded.lower <= plain.lower
    assert plain.upper <= rounded.upper


@steady
@given(x=st.integers(1, 900), y=st.integers(1, 900), n=st.integers(1000, 90_000))
def test_a_ratio_the_other_way_round_is_its_inverse(x, y, n):
    there, back = rate_ratio(x, n, y, 5000), rate_ratio(y, 5000, x, n)
    assert_allclose(there.value * back.value, 1)
    assert_allclose((there.lower, there.upper), (1 / back.upper, 1 / back.lower), rtol=1e-7)


@steady
@given(first=fractions(), second=fractions(), level=levels)
def test_a_difference_holds_its_value_and_stays_within_1(first, second, level):
    found = difference_of_proportions(*first, *second, confidence=level)
    assert around(found.value, found.lower, found.upper)
    assert found.lower >= -1 - 1e-12
    assert found.upper <= 1 + 1e-12


@steady
@given(
    treated=st.integers(0, 5000),
    limits=st.lists(st.integers(1, 5000), min_size=3, max_size=3).map(sorted),
)
def test_unmet_need_is_a_proportion_within_its_limits_or_nothing(treated, limits):
    lower, prevalence, upper = limits
    need = unmet_need(treated, prevalence, lower, upper)
    assert_allclose(need.raw, 1 - treated / prevalence)
    if np.isnan(need.value):
        assert treated > upper
    else:
        assert 0 <= need.lower <= need.value <= need.upper <= 1


@steady
@given(treated=st.integers(0, 5000), prevalence=st.integers(1, 5000), percent=st.integers(0, 100))
def test_the_people_needed_are_enough_and_not_one_too_many(treated, prevalence, percent):
    needed = int(number_needed_for_unmet_need(treated, prevalence, percent / 100))
    assert 100 * (prevalence - treated - needed) <= percent * prevalence
    if needed:
        assert 100 * (prevalence - treated - needed + 1) > percent * prevalence


@steady
@given(seed=seeds, areas=st.integers(1, 9))
def test_square_and_add_is_never_wider_than_the_envelope(seed, areas):
    generator = np.random.default_rng(seed)
    value = generator.uniform(10, 1000, areas)
    lower, upper = value * generator.uniform(0, 1, areas), value * generator.uniform(1, 3, areas)
    added = combine_prevalence(value, lower, upper)
    widest = combine_prevalence(value, lower, upper, envelope=True)
    assert widest.lower - 1e-9 <= added.lower <= added.value <= added.upper <= widest.upper + 1e-9


@steady
@given(seed=seeds, shift=st.floats(-3000, 3000))
def test_a_trend_does_not_depend_on_when_time_began_or_who_is_first(seed, shift):
    generator = np.random.default_rng(seed)
    count, time = generator.poisson(30, 6), np.arange(6.0)
    order = generator.permutation(6)
    straight = poisson_trend(count, 1000, time)
    moved = poisson_trend(count[order], 1000, time[order] + shift)
    assert_allclose(straight, moved, rtol=1e-6)


@steady
@given(
    limits=st.tuples(st.floats(-10, 10), st.floats(-10, 10)).map(sorted), value=st.floats(-10, 10)
)
def test_a_comparison_turned_round_is_the_other_side(limits, value):
    lower, upper = limits
    assert compare(lower, upper, value) == -compare(-upper, -lower, -value)
