"""Numbers as the field writes them, and never more said than an interval carries."""

from __future__ import annotations

from math import nan

import pytest

from toolkit.presentation.wording import (
    about,
    change_in_words,
    interval,
    join_words,
    measured,
    number,
    percentage_points,
    sentence,
    signed,
)


class TestRounding:
    @pytest.mark.parametrize(
        ("value", "decimals", "written"),
        [
            (0.5, 0, "1"),
            (1.5, 0, "2"),
            (2.5, 0, "3"),
            (-0.5, 0, "−1"),
            (-2.5, 0, "−3"),
            (0.49, 0, "0"),
            (1.005, 2, "1.01"),
            (2.675, 2, "2.68"),
            (-1.005, 2, "−1.01"),
            (0.25, 1, "0.3"),
            (0.35, 1, "0.4"),
            (8.35, 1, "8.4"),
            (9.95, 1, "10.0"),
            (999.5, 0, "1,000"),
        ],
    )
    def test_halves_go_away_from_zero_on_the_number_as_it_is_printed(
        self, value, decimals, written
    ):
        assert number(value, decimals) == written

    @pytest.mark.parametrize("value", [-0.0, -0.04, 0.04])
    def test_nothing_is_never_less_than_nothing(self, value):
        assert number(value, 1) == "0.0"

    def test_thousands_are_parted(self):
        assert number(1234567) == "1,234,567"
        assert number(-1306) == "−1,306"

    def test_as_many_decimals_are_printed_as_asked_for(self):
        assert (number(5, 1), number(5, 0), number(5, 3)) == ("5.0", "5", "5.000")

    @pytest.mark.parametrize("nothing", [nan, None])
    def test_a_missing_number_is_a_dash_and_not_a_0(self, nothing):
        assert number(nothing) == "–"


class TestSigns:
    def test_a_rise_has_a_plus_and_a_fall_a_minus_of_its_own_width(self):
        assert (signed(3.5686), signed(-12.1495)) == ("+3.6", "−12.1")

    def test_a_hyphen_never_stands_for_a_minus(self):
        texts = [number(-3.7, 1), signed(-3.7), interval(-3.7, -1, 1), about(-3435)]
        assert not any("-" in text for text in texts)
        assert all(text.startswith("−") for text in texts)

    @pytest.mark.parametrize("value", [0.0, 0.04, -0.04])
    def test_what_rounds_to_nothing_has_no_sign(self, value):
        assert signed(value) == "0.0"

    def test_a_missing_change_has_no_sign(self):
        assert signed(nan) == "–"


class TestIntervals:
    def test_an_interval_is_written_in_words(self):
        assert interval(1918, 3206) == "1,918 to 3,206"
        assert interval(-3.7, 93.1, 1, sign=True) == "−3.7 to +93.1"

    @pytest.mark.parametrize(("lower", "upper"), [(nan, nan), (3, nan), (nan, 3)])
    def test_without_both_limits_there_is_none(self, lower, upper):
        assert interval(lower, upper) == ""


class TestUnits:
    def test_a_unit_stands_apart_and_a_per_cent_sign_close(self):
        assert measured(5.1, "deaths per 100,000 people", 1) == "5.1 deaths per 100,000 people"
        assert measured(47, "%") == "47%"
        assert measured(36.04, "% of the estimate", 1) == "36.0% of the estimate"

    def test_points_are_not_per_cent(self):
        assert percentage_points(-20.8) == "20.8 percentage points"
        assert percentage_points(1, 0) == "1 percentage point"
        assert percentage_points(-1, 0) == "1 percentage point"
        assert percentage_points(2, 0) == "2 percentage points"
        assert percentage_points(0, 0) == "0 percentage points"


class TestAbout:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            (3435, "3,400"),
            (3450, "3,500"),
            (2042, "2,000"),
            (271, "270"),
            (96, "96"),
            (96.5, "97"),
            (999, "1,000"),
            (586_780, "590,000"),
            (7, "7"),
            (0, "0"),
        ],
    )
    def test_a_modelled_number_has_two_figures(self, value, written):
        assert about(value) == written

    def test_more_figures_where_they_are_asked_for(self):
        assert about(586_780, 3) == "587,000"

    def test_a_missing_estimate_is_a_dash(self):
        assert about(nan) == "–"


class TestChange:
    def test_a_rise_beyond_chance(self):
        assert change_in_words(1.364, 1.05, 1.771) == (
            "is 36% higher (95% confidence interval 5% to 77% higher)"
        )

    def test_a_fall_beyond_chance_says_the_smaller_fall_first(self):
        assert change_in_words(0.79, 0.7, 0.89) == (
            "is 21% lower (95% confidence interval 11% to 30% lower)"
        )

    def test_a_rise_that_may_be_chance(self):
        assert change_in_words(1.36, 0.96, 1.93) == (
            "is not distinguishable from no change "
            "(36% higher, 95% confidence interval 4% lower to 93% higher)"
        )

    def test_a_fall_that_may_be_chance(self):
        assert change_in_words(0.88, 0.67, 1.16) == (
            "is not distinguishable from no change "
            "(12% lower, 95% confidence interval 33% lower to 16% higher)"
        )

    @pytest.mark.parametrize(("lower", "upper"), [(1.0, 1.5), (0.5, 1.0), (1.0, 1.0)])
    def test_a_limit_at_no_change_is_not_a_change(self, lower, upper):
        assert change_in_words(1.0, lower, upper).startswith("is not distinguishable")

    def test_without_an_interval_only_the_size_is_said(self):
        assert change_in_words(1.36, nan, nan) == "is 36% higher"
        assert change_in_words(0.64, nan, 1.2) == "is 36% lower"

    @pytest.mark.parametrize("ratio", [1.0, 1.004, 0.996])
    def test_the_same_figure_is_not_called_higher_or_lower(self, ratio):
        text = change_in_words(ratio, nan, nan)
        assert "higher" not in text
        assert "lower" not in text

    def test_what_cannot_be_compared_is_said_so(self):
        assert change_in_words(nan, nan, nan) == "cannot be compared"


class TestSentences:
    def test_words_are_joined_by_commas_and_a_last_and(self):
        assert join_words([]) == ""
        assert join_words(["England"]) == "England"
        assert join_words(["England", "Devon"]) == "England and Devon"
        assert join_words(["England", "Wales", "Devon"]) == "England, Wales and Devon"

    def test_a_sentence_begins_with_a_capital_and_the_rest_stays(self):
        assert sentence("in 2024/25 OCU rose") == "In 2024/25 OCU rose"
        assert sentence("") == ""
