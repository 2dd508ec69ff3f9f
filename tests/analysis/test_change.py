"""How far a series has moved, between periods that share no year."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from toolkit.analysis.change import change_over, period_of


def rate(period, value, lower=None, upper=None, **other):
    return {"period": period, "value": value, "lower": lower, "upper": upper, **other}


def ends(change):
    return str(period_of(change.earlier)), str(period_of(change.later))


def test_the_last_figure_is_set_beside_the_first(stated):
    change = change_over(
        stated(rate("2001–03", 4.0), rate("2010–12", 5.0), rate("2019–21", 6.0))
    )  # fmt: skip
    assert ends(change) == ("2001–03", "2019–21")
    assert change.ratio == 1.5


def test_the_order_of_the_rows_does_not_matter(stated):
    rows = stated(rate("2019–21", 6.0), rate("2001–03", 4.0), rate("2010–12", 5.0))
    assert ends(change_over(rows)) == ("2001–03", "2019–21")


def test_limits_are_those_of_two_independent_estimates(stated):
    """Section 2.4 of the methods: 7.5 (5.7 to 9.6) against 5.5 (5.4 to 5.6)."""
    change = change_over(stated(rate("2016–18", 5.5, 5.4, 5.6), rate("2019–21", 7.5, 5.7, 9.6)))
    found = [round(number, 3) for number in (change.ratio, change.lower, change.upper)]
    assert found == [1.364, 1.050, 1.771]


@pytest.mark.parametrize("period", ["2018–20", "2017–19"])
def test_periods_that_share_a_year_are_never_compared(stated, period):
    assert change_over(stated(rate(period, 4.0), rate("2019–21", 6.0))) is None


def test_of_a_rolling_series_the_first_period_apart_from_the_last_is_taken(stated):
    rows = stated(*(rate(f"{y}–{y % 100 + 2}", 4.0 + y - 2015) for y in range(2015, 2020)))
    assert ends(change_over(rows)) == ("2015–17", "2019–21")


def test_neighbouring_periods_share_no_year(stated):
    assert ends(change_over(stated(rate("2016–18", 4.0), rate("2019–21", 6.0))))


def test_one_period_is_no_change(stated):
    assert change_over(stated(rate("2019–21", 6.0))) is None


def test_a_suppressed_end_is_passed_over(stated):
    hidden = rate("2019–21", None, state="suppressed")
    change = change_over(stated(rate("2001–03", 4.0), rate("2010–12", 5.0), hidden))
    assert ends(change) == ("2001–03", "2010–12")


def test_nothing_but_suppressed_figures_is_no_change(stated):
    hidden = [rate(period, None, state="suppressed") for period in ("2001–03", "2019–21")]
    assert change_over(stated(*hidden)) is None


def test_a_figure_of_no_stated_period_is_left_out(stated):
    assert change_over(stated(rate("", 4.0), rate("2019–21", 6.0))) is None


def test_without_limits_on_both_the_ratio_has_none(stated):
    change = change_over(stated(rate("2001–03", 4.0), rate("2019–21", 6.0, 5.0, 7.0)))
    assert change.ratio == 1.5
    assert math.isnan(change.lower)
    assert math.isnan(change.upper)


@pytest.mark.parametrize("place", [0, 1])
def test_a_figure_of_0_has_no_ratio_and_stops_nothing(stated, place):
    values = [4.0, 6.0]
    values[place] = 0.0
    rows = stated(rate("2001–03", values[0], 0, 8), rate("2019–21", values[1], 0, 8))
    change = change_over(rows)
    assert math.isnan(change.ratio)
    assert math.isnan(change.lower)


def test_a_lower_limit_of_0_leaves_the_ratio_without_limits(stated):
    change = change_over(stated(rate("2001–03", 4.0, 0.0, 9.0), rate("2019–21", 6.0, 5.0, 7.0)))
    assert change.ratio == 1.5
    assert math.isnan(change.lower)


class TestPeriods:
    def test_the_period_of_a_row_is_read_from_its_days(self, stated):
        row = stated(rate("2023/24", 1.0)).iloc[0]
        assert str(period_of(row)) == "2023/24"

    def test_a_row_without_one_has_none(self):
        assert period_of(pd.Series({"period_start": pd.NaT, "period_end": pd.NaT})) is None
