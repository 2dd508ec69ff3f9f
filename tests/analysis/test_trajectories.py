"""The straight way from a baseline to a target, and where an area stands to it."""

from __future__ import annotations

import math

import pytest

from toolkit.analysis.trajectories import make_trajectory
from toolkit.errors import DataError, ParameterError
from toolkit.periods import Period


def share(period, value, width=3.0, people=1000, **other):
    return {
        "indicator": "planned_exits",
        "polarity": "higher_is_better",
        "unit": "%",
        "period": period,
        "value": value,
        "lower": value - width,
        "upper": value + width,
        "count": value * people / 100,
        "denominator": people,
        **other,
    }


@pytest.fixture
def way(stated):
    def make(*rows, start="2021/22", end="2026/27", target=50):
        return make_trajectory(
            stated(*rows),
            baseline_period=Period.parse(start),
            target_period=Period.parse(end),
            target=target,
        )

    return make


class TestPath:
    def test_it_is_a_straight_line_of_a_step_a_year(self, way):
        path = way(share("2021/22", 35)).path
        assert path["expected"].tolist() == pytest.approx([35, 38, 41, 44, 47, 50])
        assert [str(end.date()) for end in path["period_end"]][::5] == ["2022-03-31", "2027-03-31"]

    def test_pooled_years_go_on_by_a_year(self, way):
        rate = {"indicator": "drug_misuse_deaths", "polarity": "lower_is_better", "people": 100}
        made = way(share("2019–21", 8, **rate), start="2019–21", end="2022–24", target=5)
        assert made.path["expected"].tolist() == pytest.approx([8, 7, 6, 5])
        assert made.direction == "down"

    def test_quarters_go_on_by_a_quarter(self, way):
        made = way(share("2023/24 Q1", 35), start="2023/24 Q1", end="2024/25 Q1", target=39)
        assert made.path["expected"].tolist() == pytest.approx([35, 36, 37, 38, 39])
        assert str(made.path["period_end"].iloc[1].date()) == "2023-09-30"


class TestStatus:
    """After two years of five the way from 35 to 50 asks for 41."""

    @pytest.mark.parametrize(
        ("value", "status"),
        [(50, "met"), (55, "met"), (41, "on track"), (44, "on track"),
         (40, "within uncertainty"), (38, "within uncertainty"), (37.9, "off track")],
    )  # fmt: skip
    def test_it_is_told_by_the_latest_figure_and_its_limits(self, way, value, status):
        made = way(share("2021/22", 35), share("2023/24", value))
        assert made.status == status
        assert (made.latest, str(made.latest_period)) == (value, "2023/24")

    def test_without_limits_nothing_is_within_uncertainty(self, way):
        made = way(share("2021/22", 35), share("2023/24", 40, lower=None, upper=None))
        assert made.status == "off track"

    def test_a_target_below_the_baseline_is_met_from_above(self, way):
        made = way(share("2021/22", 50), share("2023/24", 40), target=40)
        assert (made.status, made.direction) == ("met", "down")

    def test_a_target_that_holds_the_baseline_is_judged_by_the_good_side(self, way):
        made = way(share("2021/22", 50), share("2023/24", 49), target=50)
        assert (made.status, made.direction) == ("within uncertainty", "hold")

    def test_a_figure_after_the_targets_period_plays_no_part(self, way):
        made = way(share("2021/22", 35), share("2023/24", 40), share("2030/31", 90))
        assert str(made.latest_period) == "2023/24"

    def test_a_suppressed_year_is_passed_over(self, way):
        hidden = share("2024/25", 40) | {"value": None, "state": "suppressed"}
        assert (
            str(way(share("2021/22", 35), share("2023/24", 40), hidden).latest_period) == "2023/24"
        )


class TestPeople:
    def test_people_short_of_the_target_are_shared_among_the_years_that_are_left(self, way):
        made = way(share("2021/22", 35), share("2023/24", 41))
        assert (made.people_needed, made.needed_per_period) == (90, 30)

    def test_in_the_last_year_nothing_is_left_to_share_among(self, way):
        made = way(share("2021/22", 35), share("2026/27", 41))
        assert made.people_needed == 90
        assert math.isnan(made.needed_per_period)

    def test_where_it_is_met_nobody_is_needed(self, way):
        made = way(share("2021/22", 35), share("2023/24", 51))
        assert (made.people_needed, made.needed_per_period) == (0, 0)

    def test_without_the_numbers_behind_it_that_is_said(self, way):
        made = way(share("2021/22", 35), share("2023/24", 41, count=None, denominator=None))
        assert math.isnan(made.people_needed)
        assert "not held" in made.note

    def test_a_number_of_people_follows_the_way_of_its_target(self, way):
        people = {"indicator": "numbers_in_treatment", "polarity": "no_judgement"}
        made = way(share("2021/22", 1000, **people), share("2023/24", 1100, **people), target=1300)
        assert (made.people_needed, made.status) == (200, "off track")

    def test_before_anything_has_followed_the_baseline_that_is_said(self, way):
        assert way(share("2021/22", 35)).note == "There is no figure after the baseline."


class TestRefused:
    def test_a_baseline_without_a_figure_with_those_there_are(self, way):
        with pytest.raises(ParameterError, match="no figure for 2020/21") as caught:
            way(share("2021/22", 35), start="2020/21")
        assert caught.value.hint == "choose one of 2021/22"

    @pytest.mark.parametrize("end", ["2021/22", "2019/20", "2025", "2022/23–2024/25"])
    def test_a_target_that_no_whole_steps_lead_to(self, way, end):
        with pytest.raises(ParameterError, match="in whole steps"):
            way(share("2021/22", 35), end=end)

    def test_a_way_across_a_break_of_method(self, way):
        estimates = {"indicator": "opiate_crack_prevalence", "polarity": "no_judgement"}
        rows = [share("2016/17", 35, **estimates), share("2019/20", 40, **estimates)]
        with pytest.raises(DataError, match="cannot run across a break"):
            way(*rows, start="2016/17", end="2020/21")

    def test_holding_what_nobody_may_judge(self, way):
        with pytest.raises(DataError, match="which side of it is good"):
            way(share("2021/22", 50, polarity="no_judgement"), target=50)
