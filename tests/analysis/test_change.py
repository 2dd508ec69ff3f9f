"""How far a series has moved, between periods that share no year."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from toolkit.analysis.change import change_over, period_of
from toolkit.errors import DataError, ParameterError
from toolkit.periods import Period


def rate(period, value, lower=None, upper=None, **other):
    return {"period": period, "value": value, "lower": lower, "upper": upper, **other}


def ends(change):
    return str(period_of(change.earlier)), str(period_of(change.later))


def test_the_last_figure_is_set_beside_the_first(stated):
    change = change_over(
        stated(rate("2001–03", 4.0), rate("2010–12", 5.0), rate("2019–21", 6.0))
    )  # fmt: skip
    assert ends(change) == ("2001–03", "2019–21")
    assert change.value == 1.5


def test_the_order_of_the_rows_does_not_matter(stated):
    rows = stated(rate("2019–21", 6.0), rate("2001–03", 4.0), rate("2010–12", 5.0))
    assert ends(change_over(rows)) == ("2001–03", "2019–21")


def test_limits_are_those_of_two_independent_estimates(stated):
    """Section 2.4 of the methods: 7.5 (5.7 to 9.6) against 5.5 (5.4 to 5.6)."""
    change = change_over(stated(rate("2016–18", 5.5, 5.4, 5.6), rate("2019–21", 7.5, 5.7, 9.6)))
    found = [round(number, 3) for number in (change.value, change.lower, change.upper)]
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
    assert change.value == 1.5
    assert math.isnan(change.lower)
    assert math.isnan(change.upper)


@pytest.mark.parametrize("place", [0, 1])
def test_a_figure_of_0_has_no_ratio_and_stops_nothing(stated, place):
    values = [4.0, 6.0]
    values[place] = 0.0
    rows = stated(rate("2001–03", values[0], 0, 8), rate("2019–21", values[1], 0, 8))
    change = change_over(rows)
    assert math.isnan(change.value)
    assert math.isnan(change.lower)


def test_a_lower_limit_of_0_leaves_the_ratio_without_limits(stated):
    change = change_over(stated(rate("2001–03", 4.0, 0.0, 9.0), rate("2019–21", 6.0, 5.0, 7.0)))
    assert change.value == 1.5
    assert math.isnan(change.lower)


def share(period, count, denominator, **other):
    return {
        "indicator": "planned_exits",
        "unit": "%",
        "period": period,
        "count": count,
        "denominator": denominator,
        "value": 100 * count / denominator,
        **other,
    }


def people(period, value, **other):
    return {"indicator": "numbers_in_treatment", "unit": "people", "period": period,
            "value": value, "count": value, **other}  # fmt: skip


class TestKinds:
    def test_a_number_of_people_changes_by_per_cent(self, stated):
        """The example of methods.md 2.3: 55 to 75 is +36.4% (-3.7 to +93.1)."""
        change = change_over(stated(people("2022/23", 55), people("2023/24", 75)))
        sizes = [round(size, 1) for size in (change.value, change.lower, change.upper)]
        assert (change.kind, sizes) == ("percentage", [36.4, -3.7, 93.1])
        assert not change.is_certain

    def test_from_none_there_is_no_percentage(self, stated):
        change = change_over(stated(people("2022/23", 0), people("2023/24", 75)))
        assert math.isnan(change.value)
        assert change.method == ""

    def test_a_share_changes_by_points_with_newcombes_limits(self, stated):
        """The vector of methods.md 3.9: 56 of 70 against 48 of 80."""
        change = change_over(stated(share("2018/19", 48, 80), share("2023/24", 56, 70)))
        sizes = [round(size, 2) for size in (change.value, change.lower, change.upper)]
        assert (change.kind, sizes) == ("points", [20, 5.24, 33.39])
        assert change.is_certain
        assert change.method == "Newcombe's method 10"

    def test_without_counts_the_limits_of_the_shares_give_the_same(self, stated):
        """The limits of Wilson's method that Newcombe's is made from."""
        rows = stated(
            share("2018/19", 48, 80, lower=49.0447, upper=70.0378),
            share("2023/24", 56, 70, lower=69.1825, upper=87.6955),
        ).assign(count=math.nan)
        change = change_over(rows)
        assert [round(x, 2) for x in (change.lower, change.upper)] == [5.24, 33.39]
        assert change.method.startswith("limits of both figures")

    def test_shares_without_counts_or_limits_have_a_size_alone(self, stated):
        rows = stated(share("2018/19", 48, 80), share("2023/24", 56, 70)).assign(count=math.nan)
        change = change_over(rows)
        assert change.value == pytest.approx(20)
        assert math.isnan(change.lower)
        assert not change.is_certain

    def test_an_estimated_number_takes_its_limits_from_those_of_the_estimates(self, stated):
        estimate = {"indicator": "alcohol_dependence", "unit": "people (estimate)"}
        change = change_over(
            stated(
                rate("2016/17", 100, 80, 125, **estimate),
                rate("2017/18", 150, 120, 187.5, **estimate),
            )
        )
        assert change.kind == "percentage"
        assert [round(x) for x in (change.value, change.lower, change.upper)] == [50, 9, 106]

    def test_a_rate_changes_by_its_ratio(self, stated):
        change = change_over(stated(rate("2016–18", 4.0), rate("2019–21", 6.0)))
        assert (change.kind, change.value) == ("ratio", 1.5)


class TestSince:
    ROWS = (rate("2010–12", 4.0), rate("2013–15", 5.0), rate("2019–21", 6.0))

    def test_it_is_measured_from_the_period_that_was_asked_for(self, stated):
        change = change_over(stated(*self.ROWS), since=Period.parse("2013–15"))
        assert ends(change) == ("2013–15", "2019–21")

    def test_an_unreliable_figure_that_was_asked_for_is_taken(self, stated):
        rows = stated(*self.ROWS, rate("2001–03", 3.0, state="unreliable"))
        assert ends(change_over(rows, Period.parse("2001–03")))[0] == "2001–03"
        assert ends(change_over(rows))[0] == "2010–12"

    def test_a_period_without_a_figure_is_refused_with_those_there_are(self, stated):
        with pytest.raises(ParameterError, match="there is no figure for 2016–18") as caught:
            change_over(stated(*self.ROWS), since=Period.parse("2016–18"))
        assert caught.value.hint == "choose one of 2010–12, 2013–15, 2019–21"

    def test_a_period_that_shares_a_year_with_the_last_is_refused(self, stated):
        rows = stated(*self.ROWS, rate("2018–20", 5.5))
        with pytest.raises(ParameterError, match="shares a year with the last period"):
            change_over(rows, since=Period.parse("2018–20"))


class TestBreaks:
    def estimates(self, *periods):
        return [
            rate(period, 2000 + n, indicator="opiate_crack_prevalence", unit="people (estimate)")
            for n, period in enumerate(periods)
        ]

    def test_a_change_asked_for_across_a_break_is_refused(self, stated):
        rows = stated(*self.estimates("2014/15", "2019/20"))
        with pytest.raises(DataError, match="break of method"):
            change_over(rows, since=Period.parse("2014/15"))

    def test_left_to_itself_it_begins_after_the_break(self, stated):
        rows = stated(*self.estimates("2014/15", "2018/19", "2019/20"))
        assert ends(change_over(rows)) == ("2018/19", "2019/20")

    def test_where_nothing_is_left_after_the_break_there_is_no_change(self, stated):
        assert change_over(stated(*self.estimates("2014/15", "2019/20"))) is None


class TestPeriods:
    def test_the_period_of_a_row_is_read_from_its_days(self, stated):
        row = stated(rate("2023/24", 1.0)).iloc[0]
        assert str(period_of(row)) == "2023/24"

    def test_a_row_without_one_has_none(self):
        assert period_of(pd.Series({"period_start": pd.NaT, "period_end": pd.NaT})) is None
