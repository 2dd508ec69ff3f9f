"""The slope and relative index of inequality, and life expectancy."""

import naive
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats

from toolkit.errors import MethodError
from toolkit.methods import life_expectancy, relative_index, slope_index

# The example area of the official package, printed to one decimal.
AREA = {
    "value": [75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3],
    "lower": [72.7, 75.3, 80.9, 80.2, 77.1, 78, 79, 81.4, 75.8, 83.2],
    "upper": [79.1, 81.4, 86.8, 87.1, 83.8, 84.2, 84.4, 86.9, 85.4, 89.4],
    "population": [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534],
}


class TestSlopeIndex:
    def test_the_official_vector_as_near_as_its_rounded_inputs_allow(self):
        """Published: 6.934616 (3.1276 to 10.7587), relative 1.088818, from unrounded values."""
        index = slope_index(**AREA, link="identity")
        assert_allclose(index.value, 6.934616, atol=0.07)
        assert_allclose((index.lower, index.upper), (3.1276, 10.7587), atol=0.12)
        assert_allclose(relative_index(**AREA, link="identity").value, 1.088818, atol=0.001)

    def test_value_and_ratio_are_those_of_the_normal_equations(self):
        slope, ratio = naive.slope_index(AREA["value"], AREA["population"])
        assert_allclose(slope_index(**AREA, link="identity").value, slope)
        assert_allclose(relative_index(**AREA, link="identity").value, ratio)

    def test_simulated_limits_are_the_analytic_ones_where_there_are_such(self):
        index = slope_index(**AREA, link="identity", repetitions=400_000)
        share = np.divide(AREA["population"], sum(AREA["population"]))
        rank = np.cumsum(share) - share / 2
        weight = share * (rank - np.sum(share * rank))
        weight /= np.sum(weight * rank)
        width = np.subtract(AREA["upper"], AREA["lower"])
        half = np.sqrt(np.sum((weight * width / 2) ** 2))
        assert_allclose(index.lower, index.value - half, atol=0.03)
        assert_allclose(index.upper, index.value + half, atol=0.03)

    def test_simulating_the_ends_is_simulating_every_quantile(self):
        generator = np.random.default_rng(9)
        value, lower, upper = (np.log(AREA[name]) for name in ("value", "lower", "upper"))
        error = (upper - lower) / (2 * 1.959963984540054)
        share = np.divide(AREA["population"], sum(AREA["population"]))
        rank = np.cumsum(share) - share / 2
        found = []
        for _ in range(6_000):
            drawn = generator.normal(value, error)
            slope, start = np.polyfit(rank, drawn, 1, w=np.sqrt(share))
            found.append(np.exp(start + slope) - np.exp(start))
        index = slope_index(**AREA, link="log")
        assert_allclose((index.lower, index.upper), np.quantile(found, [0.025, 0.975]), atol=0.3)

    def test_the_seed_fixes_the_limits(self):
        first = slope_index(**AREA, link="log", seed=3, repetitions=2_000)
        again = slope_index(**AREA, link="log", seed=3, repetitions=2_000)
        other = slope_index(**AREA, link="log", seed=4, repetitions=2_000)
        assert first == again
        assert first.value == other.value
        assert first.lower != other.lower

    def test_an_area_has_the_same_limits_whoever_is_beside_it(self):
        shifted = {name: np.array(numbers) * 1.0 for name, numbers in AREA.items()}
        both = {name: [shifted[name][::-1], shifted[name]] for name in AREA}
        together = slope_index(**both, link="log", repetitions=2_000, confidence=(0.95, 0.998))
        alone = slope_index(**AREA, link="log", repetitions=2_000, confidence=(0.95, 0.998))
        assert together.lower.shape == (2, 2)
        assert_allclose(together.value[1], alone.value)
        assert_allclose((together.lower[1], together.upper[1]), (alone.lower, alone.upper))

    def test_equal_rates_have_no_slope(self):
        flat = np.full(5, 60.0)
        index = slope_index(flat, flat * 0.9, flat * 1.1, [1, 2, 3, 2, 1], link="log")
        ratio = relative_index(flat, flat * 0.9, flat * 1.1, [1, 2, 3, 2, 1], link="log")
        assert_allclose(index.value, 0, atol=1e-12)
        assert index.lower < 0 < index.upper
        assert_allclose(ratio.value, 1)

    def test_proportions_stay_within_0_and_1(self):
        steep = np.array([0.02, 0.1, 0.4, 0.9, 0.98])
        index = slope_index(steep, steep - 0.01, steep + 0.01, [1] * 5, link="logit")
        assert 0.9 < index.value < index.upper < 1

    def test_a_negative_scale_turns_the_gap_and_its_limits_round(self):
        there = slope_index(**AREA, link="identity", repetitions=2_000)
        back = slope_index(**AREA, link="identity", repetitions=2_000, scale=-1)
        assert_allclose(
            (back.value, back.lower, back.upper),
            np.negative((there.value, there.upper, there.lower)),
        )

    def test_the_inverse_ratio_turns_its_limits_round(self):
        there = relative_index(**AREA, link="log", repetitions=2_000)
        back = relative_index(**AREA, link="log", repetitions=2_000, inverse=True)
        assert_allclose(np.multiply(there.value, back.value), 1)
        assert_allclose((back.lower, back.upper), (1 / there.upper, 1 / there.lower), rtol=1e-4)

    def test_a_suppressed_quantile_leaves_no_index(self):
        series = {name: np.array(numbers, dtype=float) for name, numbers in AREA.items()}
        series["value"][2] = np.nan
        assert np.isnan(slope_index(**series, link="log", repetitions=1_000)).all()

    def test_it_needs_five_quantiles_a_known_link_and_a_thousand_repetitions(self):
        short = {name: numbers[:4] for name, numbers in AREA.items()}
        with pytest.raises(MethodError, match="5 to 100 quantiles"):
            slope_index(**short, link="log")
        with pytest.raises(MethodError, match="use log"):
            slope_index(**AREA, link="logg")
        with pytest.raises(MethodError, match="999 repetitions"):
            slope_index(**AREA, link="log", repetitions=999)
        with pytest.raises(MethodError, match=r"value 75\.9 is not below 1"):
            slope_index(**AREA, link="logit")


AGES = [0, 1, *range(5, 95, 5)]
DEATHS = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605]
DEATHS += [1936, 1937]
PEOPLE = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601, 50209, 56416]
PEOPLE += [46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936]

# Official answers: expectancy at each age, with 95% limits.
EXPECTANCY = [
    (0, 80.16960813, 79.88268548, 80.45653078),
    (1, 79.36245674, 79.0898816, 79.63503188),
    (5, 75.44193645, 75.17407307, 75.70979983),
    (25, 55.78835987, 55.53801579, 56.03870395),
    (50, 31.83343842, 31.60996318, 32.05691365),
    (65, 18.76856852, 18.57570352, 18.96143352),
    (80, 8.618849241, 8.451134045, 8.786564437),
    (85, 6.163942934, 5.978358351, 6.349527517),
    (90, 6.16210635, 5.887683386, 6.436529314),
]


class TestLifeExpectancy:
    @pytest.mark.parametrize(("age", "value", "lower", "upper"), EXPECTANCY)
    def test_it_gives_the_official_answers(self, age, value, lower, upper):
        """Their limits were made with 1.96, which is a level a little above 95%."""
        level = 2 * stats.norm.cdf(1.96) - 1
        found = life_expectancy(DEATHS, PEOPLE, AGES, at_age=age, confidence=level)
        assert_allclose(found, (value, lower, upper), rtol=1e-9)
        at_95 = life_expectancy(DEATHS, PEOPLE, AGES, at_age=age)
        assert_allclose(at_95, (value, lower, upper), atol=6e-6)

    def test_it_is_what_the_loops_find(self):
        assert_allclose(
            life_expectancy(DEATHS, PEOPLE, AGES, confidence=0.998),
            naive.life_expectancy(DEATHS, PEOPLE, AGES, 0.998),
        )

    def test_rows_in_any_order_make_the_same_table(self):
        order = np.random.default_rng(1).permutation(40)
        columns = [np.tile(column, 2)[order] for column in (DEATHS, PEOPLE, AGES)]
        found = life_expectancy(*columns, groups=np.repeat([0, 1], 20)[order])
        alone = life_expectancy(DEATHS, PEOPLE, AGES)
        for part, expected in zip(found, alone, strict=True):
            assert_allclose(part, [expected] * 2)

    def test_no_deaths_in_a_band_are_no_problem_unless_it_is_the_last(self):
        calm = [*DEATHS[:3], 0, *DEATHS[4:]]
        assert np.isfinite(life_expectancy(calm, PEOPLE, AGES)).all()
        assert np.isnan(life_expectancy([*DEATHS[:-1], 0], PEOPLE, AGES)).all()

    def test_under_5000_person_years_there_is_none(self):
        assert np.isnan(life_expectancy([1] * 20, [249] * 20, AGES)).all()
        assert np.isfinite(life_expectancy([5] * 20, [250] * 20, AGES).upper)

    def test_an_interval_wider_than_twenty_years_hides_the_value(self):
        value, lower, upper = life_expectancy([*[0] * 19, 1], [264] * 20, AGES)
        assert np.isnan(value)
        assert upper - lower > 20

    def test_an_empty_band_leaves_none(self):
        people, deaths = [*PEOPLE[:5], 0, *PEOPLE[6:]], [*DEATHS[:5], 0, *DEATHS[6:]]
        assert np.isnan(life_expectancy(deaths, people, AGES)).all()

    def test_a_code_without_rows_has_none(self):
        found = life_expectancy(DEATHS, PEOPLE, AGES, groups=[1] * 20)
        assert_array_equal(np.isnan(found.value), [True, False])

    def test_more_deaths_than_people_are_refused(self):
        with pytest.raises(
            MethodError, match="position 18: deaths 1936 are above the population 119"
        ):
            life_expectancy(DEATHS, [*PEOPLE[:18], 119, 11936], AGES)

    def test_bands_must_start_at_birth_and_rise(self):
        with pytest.raises(MethodError, match="start at age 0 and rise"):
            life_expectancy(DEATHS[1:], PEOPLE[1:], AGES[1:])
        with pytest.raises(MethodError, match="no band from age 4"):
            life_expectancy(DEATHS, PEOPLE, AGES, at_age=4)

    def test_a_group_that_lacks_a_band_is_named(self):
        groups = [0] * 20 + [1] * 19
        columns = [column * 2 for column in (DEATHS, PEOPLE, AGES)]
        with pytest.raises(MethodError, match="group 1: the band from 90 is there 0 times"):
            life_expectancy(*(column[:-1] for column in columns), groups=groups)
