"""Crude, direct and indirect rates, to the digits that are published."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from toolkit.errors import MethodError
from toolkit.methods import (
    count_repeated_events,
    crude_rate,
    directly_standardised_rate,
    european_standard_population,
    expected_count,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    mean,
    standardised_ratio,
)

ESP = european_standard_population()

# The area with 895 events of the official packages: events and people by age.
EVENTS = (127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91)
PEOPLE = (636, 558, 609, 543, 384, 594, 669, 843, 660)
PEOPLE += (576, 606, 522, 426, 273, 300, 288, 153, 123, 207)


class TestCrudeRate:
    @pytest.mark.parametrize(
        ("count", "expected"),
        [(1, (1, 0.025318, 5.571643)), (20, (20, 12.211429, 30.889880))],
    )
    def test_it_gives_the_published_rates(self, count, expected):
        assert_allclose(crude_rate(count, 100, scale=100), expected, atol=6e-7)

    def test_nothing_happened_is_a_rate_of_zero_with_an_upper_limit(self):
        value, lower, upper = crude_rate(0, 1000, scale=1000)
        assert value == lower == 0
        assert_allclose(upper, 3.68888, atol=6e-6)

    def test_years_are_pooled_by_their_sums_and_not_by_their_means(self):
        """60 deaths in three years among 100,000 people: the interval is that of 60."""
        pooled = crude_rate([20, 20, 20], [100_000] * 3, groups=[0, 0, 0])
        assert_allclose(np.ravel(pooled), (20.0, 15.3, 25.7), atol=0.06)
        of_the_mean = crude_rate(20, 100_000)
        assert_allclose(of_the_mean, (20.0, 12.2, 30.9), atol=0.06)

    def test_a_suppressed_part_makes_the_sum_unknown(self):
        rate = crude_rate([5, np.nan, 7], [100, 100, 100], groups=[0, 0, 1])
        assert_array_equal(np.isnan(rate.value), [True, False])
        assert_array_equal(np.isnan(rate.upper), [True, False])

    def test_nobody_and_nothing_is_no_rate(self):
        assert np.isnan(crude_rate(0, 0)).all()

    def test_a_code_without_rows_is_missing(self):
        rate = crude_rate([5, 7], [100, 100], groups=[0, 2])
        assert_array_equal(np.isnan(rate.value), [False, True, False])


class TestDirectlyStandardisedRate:
    def test_it_gives_the_published_rate_at_both_levels(self):
        rate = directly_standardised_rate(EVENTS, PEOPLE, ESP, confidence=(0.95, 0.998))
        assert_allclose(rate.value, 10_430.248, atol=6e-4)
        assert_allclose(rate.lower, (9_717.709, 9_323.288), atol=6e-4)
        assert_allclose(rate.upper, (11_178.941, 11_620.596), atol=6e-4)

    def test_rows_in_groups_give_the_same_as_a_table(self):
        table = np.array([EVENTS, np.multiply(EVENTS, 2)])
        people = np.tile(PEOPLE, (2, 1))
        by_table = directly_standardised_rate(table, people, ESP)
        by_rows = directly_standardised_rate(
            table.ravel(), people.ravel(), np.tile(ESP, 2), groups=np.repeat([0, 1], 19)
        )
        by_code = directly_standardised_rate(
            table.ravel(),
            people.ravel(),
            ESP,
            bands=np.tile(np.arange(19), 2),
            groups=np.repeat([0, 1], 19),
        )
        assert_allclose(by_rows, by_table, rtol=1e-13)
        assert_array_equal(by_code, by_rows)

    def test_under_ten_events_neither_value_nor_limits_are_available(self):
        count = np.zeros(19)
        count[10] = 9
        assert np.isnan(directly_standardised_rate(count, PEOPLE, ESP)).all()
        count[11] = 1
        assert np.isfinite(directly_standardised_rate(count, PEOPLE, ESP)).all()

    def test_only_the_bands_in_use_are_weighted(self):
        """A rate under 75 divides by 91,000, one of ages 15 to 64 by 64,500."""
        assert ESP[:15].sum() == 91_000
        assert ESP[3:13].sum() == 64_500
        assert ESP[3:5].sum() == 11_500
        rates = np.divide(EVENTS, PEOPLE)
        found = directly_standardised_rate(EVENTS[:15], PEOPLE[:15], ESP[:15], scale=1)
        assert_allclose(found.value, np.sum(rates[:15] * ESP[:15]) / 91_000)

    def test_an_open_band_at_85_takes_the_merged_standard(self):
        standard = european_standard_population(top=85)
        assert standard.size == 18
        assert standard.sum() == ESP.sum() == 100_000
        assert standard[-1] == 2_500
        merged_events, merged_people = [*EVENTS[:17], 173], [*PEOPLE[:17], 330]
        found = directly_standardised_rate(merged_events, merged_people, standard, scale=1)
        rates = np.divide(merged_events, merged_people)
        assert_allclose(found.value, np.sum(rates * standard) / 100_000)

    def test_age_and_sex_in_scotland_is_the_mean_of_the_sexes(self):
        women, men = np.array(EVENTS), np.array(EVENTS[::-1])
        together = directly_standardised_rate([*women, *men], PEOPLE * 2, [*ESP, *ESP])
        apart = directly_standardised_rate([women, men], PEOPLE, ESP)
        assert_allclose(together.value, apart.value.mean())
        persons = directly_standardised_rate(women + men, np.multiply(PEOPLE, 2), ESP)
        assert persons.value == pytest.approx(together.value)
        assert persons.upper != together.upper

    def test_events_that_come_again_widen_the_interval_and_keep_the_value(self):
        events, squares = count_repeated_events(
            people=[10, 5, 20, 0, 3, 4],
            events_each=[1, 3, 1, 3, 1, 3],
            groups=[0, 0, 1, 1, 2, 2],
        )
        assert_array_equal(events, [25, 20, 15])
        assert_array_equal(squares, [55, 20, 39])
        plain = directly_standardised_rate(events, [500, 600, 700], [1, 2, 3])
        again = directly_standardised_rate(
            events, [500, 600, 700], [1, 2, 3], squared_events=squares
        )
        assert again.value == plain.value
        assert again.lower < plain.lower
        assert again.upper > plain.upper

    def test_people_counted_once_are_independent_events(self):
        once = directly_standardised_rate(EVENTS, PEOPLE, ESP, squared_events=EVENTS)
        assert_array_equal(once, directly_standardised_rate(EVENTS, PEOPLE, ESP))

    def test_an_empty_band_leaves_no_rate(self):
        count, people = [0, 20], [0, 100]
        assert np.isnan(directly_standardised_rate(count, people, [1, 1])).all()

    def test_a_group_that_lacks_a_band_is_named(self):
        with pytest.raises(MethodError) as caught:
            directly_standardised_rate(
                [5, 6, 7, 8], 100, [1, 2, 3], bands=[0, 1, 1, 1], groups=[0, 0, 1, 1]
            )
        assert caught.value.problems == (
            "group 1: band 0 is not there",
            "group 1: band 1 is there 2 times",
        )

    def test_a_standard_that_lacks_a_band_is_named(self):
        with pytest.raises(MethodError) as caught:
            directly_standardised_rate([5, 6], 100, [1, 2], bands=[0, 7])
        assert caught.value.problems == ("position 1: the standard population lacks band 7",)
        with pytest.raises(
            MethodError, match="position 1: the standard population lacks this band"
        ):
            directly_standardised_rate([5, 6], 100, [1, np.nan])

    def test_another_open_band_has_no_standard(self):
        with pytest.raises(MethodError, match="use 85 or 90"):
            european_standard_population(top=75)


class TestIndirectStandardisation:
    @pytest.mark.parametrize(
        ("observed", "expected"),
        [
            (895, (1.070723, 1.001715, 1.143233)),
            (91, (0.108867, 0.087650, 0.133666)),
            (9, (0.010767, 0.004923, 0.020439)),
        ],
    )
    def test_it_gives_the_published_ratios(self, observed, expected):
        assert_allclose(standardised_ratio(observed, 835.883561), expected, atol=6e-7)

    def test_it_gives_the_published_wider_limits(self):
        ratio = standardised_ratio(895, 835.883561, confidence=0.998)
        assert_allclose(ratio, (1.070723, 0.963516, 1.186007), atol=6e-7)

    def test_it_gives_the_published_ratio_of_deaths(self):
        assert_allclose(standardised_ratio(31, 20.5), (1.512, 1.027, 2.147), atol=6e-4)

    def test_the_ratio_is_observed_over_expected(self):
        reference = np.multiply(PEOPLE, 80), np.multiply(PEOPLE, 1000)
        expected = expected_count(PEOPLE, *reference)
        assert_allclose(expected, 0.08 * sum(PEOPLE))
        ratio = indirectly_standardised_ratio(EVENTS, PEOPLE, *reference, scale=100)
        assert_allclose(ratio, standardised_ratio(sum(EVENTS), expected, scale=100))

    def test_the_rate_of_a_place_like_its_reference_is_the_reference_rate(self):
        counts, people = np.array([20, 90.0]), np.array([10_000, 9_000])
        rate = indirectly_standardised_rate(counts / 10, people / 10, counts, people, scale=1000)
        assert_allclose(rate.value, 110 / 19)

    def test_groups_share_one_reference(self):
        count = np.array([[4, 10], [6, 8]])
        people = np.array([[1000, 500], [900, 700]])
        by_table = indirectly_standardised_rate(count, people, [20, 90], [10_000, 9_000])
        by_rows = indirectly_standardised_rate(
            count.ravel(), people.ravel(), [20, 90] * 2, [10_000, 9_000] * 2, groups=[0, 0, 1, 1]
        )
        assert_allclose(by_rows, by_table)

    def test_an_empty_reference_leaves_no_rate(self):
        assert np.isnan(indirectly_standardised_rate([3], [50], [0], [0])).all()
        assert np.isnan(expected_count([50], [0], [0]))

    def test_nothing_expected_is_refused(self):
        with pytest.raises(MethodError, match="expected 0 is not above zero"):
            standardised_ratio(3, 0)


class TestMean:
    def test_it_is_students(self):
        assert_allclose(mean([30, 40, 50, 60]), (45, 24.457, 65.543), atol=6e-4)

    def test_one_measurement_has_no_limits(self):
        value, lower, upper = mean([7.5])
        assert value == 7.5
        assert np.isnan([lower, upper]).all()

    def test_groups_stand_apart(self):
        grouped = mean([20, 30, 40, 200, 300, 400], groups=[0, 0, 0, 1, 1, 1])
        for group, part in enumerate(([20, 30, 40], [200, 300, 400])):
            assert_allclose([part[group] for part in grouped], mean(part))

    def test_nothing_measured_is_no_mean(self):
        assert np.isnan(mean([])).all()
