"""Targets judged: met, on the way or not, how many people, at what pace, and when nobody can say."""

import datetime as dt
import math

import pandas as pd
import pytest

from toolkit.analysis.targets import judge_targets
from toolkit.contracts import RESULTS
from toolkit.plans import TARGETS

DERBY = "E06000015"
REGISTER = {
    "area_code": DERBY, "name": "Planned exits", "measure": "planned_exits", "group": "all", "sex": "persons",
    "direction": "reach", "better": "higher", "unit": "%", "base": 400.0, "baseline": 20.0, "basis": "local",
    "baseline_period": "2020/21", "baseline_start": "2020-04-01", "baseline_end": "2021-03-31", "target": 40.0,
    "due": "2025-03-31", "due_label": "2024/25", "owner": "Commissioner",
}  # fmt: skip
LATEST = {"latest_period": "2022/23", "latest_start": "2022-04-01", "latest_end": "2023-03-31"}
AS_OF = dt.date(2023, 6, 30)


def judged(results=None, as_of=AS_OF, **changes):
    row = {name: [value] for name, value in {**REGISTER, **changes}.items()}
    frame = TARGETS.complete(pd.DataFrame(row))
    (one,) = judge_targets(frame, RESULTS.empty() if results is None else results, as_of)
    return one


def result(value, end="2023-03-31", **changes):
    row = {
        "indicator": "planned_exits", "area_code": DERBY, "period_start": pd.Timestamp(end) - pd.DateOffset(years=1)
        + pd.Timedelta(days=1), "period_end": end, "sex": "persons", "age": "not stated", "group": "all",
        "value": value, "lower": value - 2, "upper": value + 2, "count": value * 5, "denominator": 500.0,
    }  # fmt: skip
    return RESULTS.complete(pd.DataFrame([{**row, **changes}]))


@pytest.mark.parametrize(
    ("value", "status"),
    [(41.0, "met"), (40.0, "met"), (31.0, "on track"), (30.0, "on track"), (29.0, "within uncertainty"), (25.0, "off track")],
)  # fmt: skip
def test_the_status_is_that_of_the_straight_way_half_way_through(value, status):
    one = judged(result(value))
    assert one.status == status
    assert one.latest.origin == "results"
    assert one.trajectory.latest == value


def test_the_gap_is_points_per_cent_and_people_of_the_latest_base():
    one = judged(result(25.0))
    assert (one.gap, one.relative_gap) == (15, 60)
    assert (one.people, one.about) == (75, False)
    assert one.pace.months == 21
    assert one.pace.a_month == pytest.approx(75 / 21)
    assert one.pace.a_year == pytest.approx(12 * 75 / 21)


def test_of_two_figures_the_later_speaks_and_of_equals_the_publishers():
    register = {**LATEST, "latest": 31.0, "latest_count": 124.0}
    assert judged(result(25.0, "2022-03-31"), **register).latest.origin == "register"
    assert judged(result(25.0), **register).latest.origin == "results"
    assert judged(**register).latest.says_where_from == "from the register"


def test_a_figure_of_the_register_has_wilson_limits_from_its_count():
    one = judged(**LATEST, latest=25.0, latest_count=100.0)
    assert one.latest.lower == pytest.approx(21.0, abs=0.1)
    assert one.latest.upper == pytest.approx(29.5, abs=0.1)
    assert one.status == "off track"


def test_what_ended_after_the_reports_date_is_not_known_yet():
    assert judged(result(41.0, "2024-03-31")).latest.origin == "baseline"


def test_without_a_later_figure_nothing_can_be_told_and_the_reason_says_so():
    one = judged()
    assert one.status == "cannot be told"
    assert one.reason == "there is no figure after the baseline"


def test_a_publisher_s_figure_of_the_baseline_s_own_period_is_none_after_it():
    assert judged(result(20.0, "2021-03-31")).reason == "there is no figure after the baseline"


def test_every_lacking_piece_is_named():
    one = judged(result(31.0), due=pd.NaT, baseline_end=pd.NaT)
    assert one.reason == "there is no period of the baseline and no due date"
    assert one.trajectory is None


def test_a_target_that_is_reached_is_met_without_any_dates():
    assert judged(result(45.0), due=pd.NaT, baseline_end=pd.NaT).status == "met"


@pytest.mark.parametrize(
    ("latest", "status"), [(13.0, "met"), (23.0, "within uncertainty"), (30.0, "off track")]
)
def test_to_stay_below_is_judged_by_the_level_itself(latest, status):
    one = judged(
        result(latest, lower=latest - 2), direction="stay below", baseline=13.0, target=22.0
    )
    assert one.status == status


def test_to_stay_above_is_the_mirror_of_it():
    assert judged(result(92.0), direction="stay above", baseline=91.0, target=90.0).status == "met"
    assert (
        judged(result(80.0), direction="stay above", baseline=91.0, target=90.0).status
        == "off track"
    )


@pytest.mark.parametrize(
    ("value", "status", "goal"),
    [(7.0, "met", 5), (2.0, "off track", 5), (12.0, "on track", 10), (25.0, "off track", 10)],
)
def test_a_range_is_met_inside_and_aims_at_its_nearer_end(value, status, goal):
    baseline = 1.0 if value < 10 else 30.0
    one = judged(result(value, lower=value - 0.1, upper=value + 0.1), direction="range", baseline=baseline,
                 target=5.0, target_upper=10.0)  # fmt: skip
    assert (one.status, one.goal) == (status, goal)


def test_a_percentage_without_a_count_gives_about_so_many_people():
    one = judged(measure="", baseline=2.0, target=3.5, base=1154.0)
    assert (one.people, one.about) == (17, True)


def test_a_target_to_fall_counts_fewer_people():
    one = judged(
        result(30.0, count=120.0, denominator=400.0), better="lower", baseline=40.0, target=20.0
    )
    assert one.people == 40


def test_a_rate_or_a_share_without_base_has_no_people():
    assert math.isnan(judged(measure="", base=math.nan).people)
    assert math.isnan(judged(measure="", unit="deaths per 100,000 people").people)


def test_a_synthetic_estimate_is_never_judged():
    one = judged(result(45.0), basis="synthetic")
    assert (one.status, one.synthetic) == ("cannot be told", True)
    assert "illustration" in one.reason
    assert math.isnan(one.people)


def test_a_figure_in_another_unit_is_not_set_beside_the_target():
    assert judged(result(45.0), unit="people").latest.origin == "baseline"


def test_a_due_day_that_has_passed_leaves_no_pace():
    one = judged(result(31.0), due="2023-05-31")
    assert one.overdue
    assert math.isnan(one.pace.a_month)


def test_a_new_series_between_baseline_and_latest_forbids_a_verdict():
    row = {"indicator": "opiate_crack_prevalence", "age": "15-64"}
    one = judged(result(900.0, "2020-03-31", **row), measure="opiate_crack_prevalence", unit="people (estimate)",
                 baseline=1000.0, baseline_start="2016-04-01", baseline_end="2017-03-31", target=800.0, better="lower")  # fmt: skip
    assert one.status == "cannot be told"
    assert "a new series begins" in one.reason
