"""Whether a series rises or falls by more than chance, and where that is not to be said."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis import series
from toolkit.analysis.trends import add_trends, find_trend
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.measures import Break
from toolkit.errors import DataError
from toolkit.periods import Period

# The vector of methods.md 3.10: chi-squared 46.77, increasing.
VALUES = [24.67, 24.6, 28, 30.2, 30.6]
LOWER = [23.16, 23.15, 26.44, 28.63, 28.98]
UPPER = [26.25, 26.19, 29.64, 31.9, 32.25]
COUNTS = [994, 1023, 1199, 1332, 1367]
PEOPLE = [40299, 41527, 42811, 44064, 44701]

YEARLY = {"indicator": "alcohol_related_mortality"}


def years(values=VALUES, lower=LOWER, upper=UPPER, first=2019, **other):
    """Rows of single years, the last five of the vector unless others are given."""
    rows = []
    for n, value in enumerate(values):
        row = {**YEARLY, "period": str(first + n), "value": value, **other}
        if value is not None:
            row |= {
                "lower": lower[n],
                "upper": upper[n],
                "count": COUNTS[n],
                "denominator": PEOPLE[n],
            }
        rows.append(row)
    return rows


def pooled(*values, last=2021, width=0.1, step=3, **other):
    """Rows of three pooled years, with limits a tenth on either side."""
    ends = [last - step * n for n in reversed(range(len(values)))]
    return [
        {
            "period": f"{end - 2}–{end % 100:02}",
            "value": value,
            "lower": value * (1 - width),
            "upper": value * (1 + width),
            **other,
        }
        for end, value in zip(ends, values, strict=True)
    ]


@pytest.fixture
def trend(stated):
    """Say what the last row's trend is, and why."""

    def last(rows):
        return tuple(add_trends(stated(*rows)).iloc[-1][["trend", "trend_basis"]])

    return last


@pytest.fixture
def broken(monkeypatch):
    """Declare a break of deaths from drug misuse, and of alcohol-related mortality."""
    new = Break(before="2016", reason="another standard population")

    def declare(before):
        told = {
            key: indicator.model_copy(
                update={"breaks": (new.model_copy(update={"before": before}),)}
            )
            for key, indicator in load_indicators().items()
        }
        monkeypatch.setattr(series, "load_indicators", lambda: told)

    return declare


class TestSingleYears:
    def test_the_published_vector_is_increasing(self, trend):
        assert trend(years()) == ("increasing", "the recent trend of Fingertips over five years")

    def test_the_other_way_about_it_is_decreasing(self, trend):
        rows = years(VALUES[::-1], LOWER[::-1], UPPER[::-1])
        assert trend(rows)[0] == "decreasing"

    def test_the_second_vector_is_no_significant_change(self, trend):
        values = [20.55, 19.60, 19.03, 21.40, 18.44]
        rows = years(values, [v - 2.5 for v in values], [v + 2.5 for v in values])
        assert trend(rows)[0] == "no significant change"

    def test_each_figure_has_the_trend_up_to_itself(self, stated):
        rows = add_trends(stated(*years()))
        assert rows["trend"].tolist() == ["cannot be calculated"] * 4 + ["increasing"]

    def test_neither_the_order_of_rows_nor_their_names_matter(self, stated):
        rows = stated(*years()).sample(frac=1, random_state=1)
        rows.index = [f"row {n}" for n in range(5)]
        assert (add_trends(rows)["trend"] == "increasing").sum() == 1

    def test_a_missing_year_leaves_nothing_to_calculate(self, trend):
        rows = [*years(first=2019)[:2], *years(first=2020)[2:]]
        assert trend(rows)[0] == "cannot be calculated"

    def test_a_suppressed_year_leaves_nothing_to_calculate(self, trend):
        rows = years()
        rows[2] |= {"value": None, "lower": None, "upper": None, "state": "suppressed"}
        assert trend(rows)[0] == "cannot be calculated"

    def test_of_a_suppressed_figure_there_is_no_trend(self, trend):
        rows = years()
        rows[4] |= {"value": None, "state": "suppressed"}
        assert trend(rows) == ("cannot be calculated", "there is no figure")

    def test_a_rate_printed_without_its_population_is_tested_all_the_same(self, trend):
        assert trend([{**row, "denominator": None} for row in years()])[0] == "increasing"

    def test_without_the_number_behind_the_figure_nothing_is_calculated(self, trend):
        assert trend([{**row, "count": None} for row in years()])[0] == "cannot be calculated"

    @pytest.mark.parametrize("other", [{"sex": "male"}, {"area_code": "E06000014"}, {"age": "18+"}])
    def test_the_rows_of_another_series_are_no_part_of_it(self, trend, other):
        rows = years()
        rows[0] |= other
        assert trend(rows)[0] == "cannot be calculated"


class TestPooledYears:
    def test_periods_that_share_no_year_are_tested(self, trend):
        assert trend(pooled(2, 4, 8)) == (
            "increasing",
            "3 periods that share no year, from 2013–15 on, tested at 99.8%",
        )

    def test_five_of_them_at_the_most(self, trend):
        assert trend(pooled(9, 9, 2, 4, 8, 16, 32))[1].startswith("5 periods")

    def test_two_are_no_series(self, trend):
        assert trend(pooled(2, 8)) == ("not tested", "fewer than three periods that share no year")

    def test_overlapping_periods_between_them_change_nothing(self, trend):
        between = pooled(20, 1, 20, last=2020)
        assert trend([*between, *pooled(2, 4, 8)]) == trend(pooled(2, 4, 8))

    def test_rolling_periods_alone_are_no_series(self, trend):
        assert trend(pooled(2, 4, 8, step=1))[0] == "not tested"

    def test_figures_that_scatter_are_not_taken_for_a_trend(self, trend):
        assert trend(pooled(4, 9, 3, 10, 6))[0] == "no significant change"

    def test_the_series_ends_at_a_suppressed_period(self, trend):
        rows = pooled(1, 2, 4, 8)
        rows[1] |= {"value": None, "lower": None, "upper": None, "state": "suppressed"}
        assert trend(rows) == ("not tested", "fewer than three periods that share no year")

    def test_a_last_figure_without_an_interval_is_said_to_have_none(self, trend):
        rows = pooled(2, 4, 8)
        rows[-1] |= {"lower": None, "upper": None}
        assert trend(rows) == ("not tested", "the last figure has no interval above 0")

    def test_it_is_least_squares_on_the_logarithm(self, stated):
        """The ratio of a year, by the weighted slope that anybody can reckon by hand."""
        values, times = np.array([5.0, 6.0, 8.0, 9.0]), np.array([0, 3, 6, 9])
        found = find_trend(stated(*pooled(*values)))
        y = np.log(values)
        slope = np.polyfit(times, y, 1)[0]
        assert found.ratio == pytest.approx(math.exp(slope))
        assert (str(found.first), str(found.last), found.points) == ("2010–12", "2019–21", 4)


class TestNotTested:
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"indicator": "numbers_in_treatment"}, "without the population"),
            ({"indicator": "deaths_in_drug_treatment"}, "no common yardstick"),
            ({"indicator": "numbers_in_treatment_change"}, "itself a change"),
            ({"indicator": "unmet_need_alcohol"}, "share their uncertainty"),
            ({"basis": "modelled"}, "share their uncertainty"),
            ({"indicator": "drug_use_last_year_16_to_59"}, "a survey"),
            ({"period": ""}, "states no period"),
            ({"period": "2023/24 Q1"}, "run chart"),
        ],
    )
    def test_what_carries_no_test_says_why(self, trend, fields, reason):
        state, basis = trend([{**years()[-1], **fields}])
        assert state == "not tested"
        assert reason in basis

    def test_figures_of_two_sources_are_not_one_series(self, trend):
        rows = years()
        rows[0]["source"] = "ons_deaths"
        assert trend(rows) == ("not tested", "the figures before come from another source")

    def test_a_second_source_beside_the_first_does_not_break_it(self, trend):
        rows = years()
        rows[0]["source"] = "partnership_reports fingertips"
        assert trend(rows)[0] == "increasing"


class TestBreaks:
    def test_no_test_runs_across_a_break_and_the_break_is_stated(self, trend, broken):
        broken("2021")
        assert trend(years()) == (
            "not tested",
            "a new series begins with 2021: another standard population",
        )

    def test_a_break_before_the_five_years_is_none(self, trend, broken):
        broken("2019")
        assert trend(years())[0] == "increasing"

    def test_periods_of_the_new_series_alone_are_tested(self, trend, broken):
        broken("2010")
        assert trend(pooled(50, 2, 4, 8, 16)) == (
            "increasing",
            "4 periods that share no year, from 2010–12 on, tested at 99.8%",
        )

    def test_a_period_that_lies_across_the_break_is_of_neither_series(self, trend, broken):
        broken("2020")
        assert trend(pooled(2, 4, 8))[1].startswith("a new series begins with 2020")

    def test_asked_for_across_a_break_it_is_an_error_that_names_the_break(self, stated, broken):
        broken("2016")
        with pytest.raises(DataError, match="cannot run across a break") as caught:
            find_trend(stated(*pooled(2, 4, 8)), since=Period.parse("2013–15"))
        assert caught.value.problems == (
            "a new series begins with 2016: another standard population",
        )

    def test_asked_for_from_the_break_on_it_is_made(self, stated, broken):
        broken("2013")
        found = find_trend(stated(*pooled(50, 2, 4, 8)), since=Period.parse("2013–15"))
        assert (found.state, found.points) == ("increasing", 3)

    def test_estimates_of_opiate_and_crack_use_break_before_2017_18(self, stated):
        rows = [
            {"indicator": "opiate_crack_prevalence", "basis": "modelled", "period": period,
             "value": 2000, "lower": 1500, "upper": 2500}
            for period in ("2014/15", "2016/17", "2019/20")
        ]  # fmt: skip
        with pytest.raises(DataError, match="break of method"):
            find_trend(stated(*rows), since=Period.parse("2014/15"))

    def test_unmet_need_breaks_where_the_estimate_behind_it_does(self, stated):
        shares = {"indicator": "unmet_need_opiates_crack", "basis": "modelled", "value": 50}
        rows = stated({**shares, "period": "2018/19"}, {**shares, "period": "2019/20"})
        rows["baseline_start"] = pd.to_datetime(["2016-04-01", "2019-04-01"])
        rows["baseline_end"] = pd.to_datetime(["2017-03-31", "2020-03-31"])
        with pytest.raises(DataError, match="break of method"):
            find_trend(rows, since=Period.parse("2018/19"))


class TestOneSeries:
    def test_the_standing_rule_gives_the_same_word_with_its_numbers(self, stated):
        found = find_trend(stated(*years()))
        assert (found.state, found.points) == ("increasing", 5)
        assert (str(found.first), str(found.last)) == ("2019", "2023")
        assert found.p_value == pytest.approx(8e-12, rel=0.1)

    def test_from_a_chosen_period_on_all_years_are_tested(self, stated):
        found = find_trend(stated(*years()), since=Period.parse("2020"))
        assert found.points == 4
        assert found.basis == "4 periods that share no year, tested at 95%"
        assert found.lower < found.ratio < found.upper

    def test_pooled_years_are_tested_by_their_single_years_where_these_are_given(self, stated):
        counts = {"indicator": "drug_misuse_deaths", "method": "crude_rate"}
        yearly = [
            {**counts, "period": str(2013 + n), "value": 1, "count": count, "denominator": 100_000}
            for n, count in enumerate([10, 11, 14, 15, 19, 22, 26, 30, 36])
        ]
        found = find_trend(stated(*pooled(2, 4, 8)), yearly=stated(*yearly))
        assert found.state == "increasing"
        assert found.basis == "9 single years by Poisson regression, tested at 95%"
        assert found.ratio == pytest.approx(1.17, abs=0.01)

    def test_single_years_without_population_are_none(self, stated):
        yearly = [{"period": str(2013 + n), "value": 1, "count": 10} for n in range(9)]
        found = find_trend(stated(*pooled(2, 4, 8)), yearly=stated(*yearly))
        assert (found.state, found.points) == ("not tested", 0)

    def test_nothing_is_said_of_nothing(self, stated):
        assert find_trend(stated(*years()).iloc[:0]).state == "cannot be calculated"

    def test_nothing_is_said_from_a_period_without_figures_on(self, stated):
        found = find_trend(stated(*years()), since=Period.parse("2030"))
        assert found.basis == "there is no figure from 2030 on"

    def test_two_series_at_once_are_refused_by_what_tells_them_apart(self, stated):
        with pytest.raises(DataError, match="several series") as caught:
            find_trend(stated(*years(), *years(sex="male")))
        assert caught.value.problems == ("sex: male, persons",)
