"""Run charts: limits, what stands out, and the series that have none."""

from __future__ import annotations

import math

import pytest

from toolkit.analysis.run_charts import make_run_chart
from toolkit.errors import DataError

# The vector of methods.md 3.11: mean 13.0833, screened limits 7.7633 to 18.4033.
VECTOR = (10, 12, 11, 13, 9, 10, 14, 12, 11, 13, 12, 30)


def yearly(values, first=2008, **other):
    usual = {"indicator": "treatment_progress", "polarity": "higher_is_better"}
    return [
        {**usual, "period": f"{first + n}/{(first + n + 1) % 100:02}", "value": value, **other}
        for n, value in enumerate(values)
        if value is not ...
    ]


@pytest.fixture
def chart(stated):
    def make(values, target=math.nan, **other):
        return make_run_chart(stated(*yearly(values, **other)), target=target)

    return make


class TestLimits:
    def test_they_are_those_of_the_vector(self, chart):
        made = chart(VECTOR)
        assert [round(x, 4) for x in (made.lower, made.mean, made.upper)] == [
            7.7633,
            13.0833,
            18.4033,
        ]

    def test_the_last_point_stands_out(self, chart):
        causes = chart(VECTOR).points["cause"]
        assert causes.iloc[-1] == "outside the limits"

    def test_seven_in_a_row_above_the_mean_are_a_shift(self, chart):
        points = chart([1, 2, 1, 2, 1, 2, 1, *[4, 5] * 4]).points
        assert "shift of seven" in set(points["cause"])
        assert set(points["side"]) == {-1, 1}

    def test_seven_that_rise_are_a_trend(self, chart):
        assert (
            chart([9, 10, 9, 10, 9, 6, 7, 8, 9, 10, 11, 12, 9, 10]).points["cause"].tolist()[5:12]
            == ["trend of seven"] * 7
        )

    def test_few_points_carry_a_warning(self, chart):
        assert "With 5 points, fewer than 12" in chart(VECTOR[:5]).note
        assert chart(VECTOR).note == ""

    def test_one_point_has_no_limits(self, chart):
        made = chart([10])
        assert made.mean == 10
        assert math.isnan(made.lower)


class TestTarget:
    STEADY = (50, 51, 49, 50, 52, 50, 49, 51, 50, 49, 51, 50)

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            (40, "consistently passes"),
            (60, "consistently fails"),
            (50.5, "met at times, by chance"),
        ],
    )
    def test_the_limits_say_whether_it_is_met(self, chart, target, said):
        assert chart(self.STEADY, target=target).assurance == said

    def test_of_deaths_the_other_side_is_the_good_one(self, chart):
        made = chart(self.STEADY, target=60, polarity="lower_is_better")
        assert made.assurance == "consistently passes"

    def test_without_a_target_or_a_good_side_nothing_is_said(self, chart):
        assert chart(self.STEADY).assurance == ""
        assert chart(self.STEADY, target=60, polarity="no_judgement").assurance == ""


class TestGaps:
    def test_a_missing_year_is_a_point_without_a_value(self, chart):
        made = chart([*VECTOR[:4], ..., ..., *VECTOR[4:]])
        assert len(made.points) == 13
        gap = made.points.iloc[4]
        assert math.isnan(gap["value"])
        assert (str(gap["period_start"].date()), str(gap["period_end"].date())) == (
            "2012-04-01",
            "2014-03-31",
        )
        assert "end every run" in made.note

    def test_no_run_passes_over_it(self, chart):
        whole = [1, 2, 1, 2, 1, 2, 1, 4, 5, 4, 5, 4, 5, 4]
        assert "shift of seven" in set(chart(whole).points["cause"])
        broken = [1, 2, 1, ..., 2, 1, 2, 1, 4, 5, 4, ..., 5, 4, 5, 4]
        assert "shift of seven" not in set(chart(broken).points["cause"])

    def test_a_suppressed_figure_is_such_a_point_too(self, stated):
        rows = yearly(VECTOR)
        rows[4] |= {"value": None, "state": "suppressed"}
        assert math.isnan(make_run_chart(stated(*rows)).points["value"].iloc[4])

    def test_the_order_of_the_rows_does_not_matter(self, stated):
        rows = stated(*yearly(VECTOR))
        assert make_run_chart(rows.iloc[::-1]).upper == make_run_chart(rows).upper


class TestRefused:
    def refusal(self, rows):
        with pytest.raises(DataError) as caught:
            make_run_chart(rows)
        return " ".join(caught.value.problems)

    def test_rolling_twelve_months(self, stated):
        rows = stated(
            {"period": "Apr 2023–Mar 2024", "value": 1, "indicator": "planned_exits"},
            {"period": "May 2023–Apr 2024", "value": 2, "indicator": "planned_exits"},
        ).assign(period_kind="rolling")
        assert "its periods overlap" in self.refusal(rows)

    def test_pooled_years(self, stated):
        rows = stated({"period": "2016–18", "value": 1}, {"period": "2019–21", "value": 2})
        assert "several years together" in self.refusal(rows)

    def test_nothing(self, stated):
        assert "no figure" in self.refusal(stated(*yearly([None, None])))

    def test_several_series(self, stated):
        rows = stated(*yearly([1, 2]), *yearly([1, 2], sex="male"))
        assert self.refusal(rows) == "sex: male, persons"

    def test_estimates_across_a_break_of_method(self, stated):
        rows = stated(*yearly([1, 2, 3, 4], first=2015, indicator="opiate_crack_prevalence"))
        assert "a new series begins with 2017/18" in self.refusal(rows)
