"""A delivery plan at a day: late, at risk, without evidence, and the pace of its milestones."""

import datetime as dt
import math

import pandas as pd
import pytest

from toolkit.analysis.delivery_plans import judge_actions
from toolkit.plans import ACTIONS

AS_OF = dt.date(2023, 2, 21)


def judged(as_of=AS_OF, **row):
    frame = ACTIONS.complete(pd.DataFrame([{"action": "Naloxone", "status": "in progress", **row}]))
    (one,) = judge_actions(frame, as_of)
    return one


@pytest.mark.parametrize(
    ("row", "standing", "reason"),
    [
        ({"due": "2023-03-31"}, "on time", "in progress"),
        ({"due": "2023-02-21"}, "on time", "in progress"),
        ({"due": "2023-02-20"}, "late", "due on 20 February 2023, and in progress"),
        ({"due": "2023-01-31", "status": "complete"}, "complete", ""),
        ({"due": "2023-01-31", "status": "stopped"}, "stopped", ""),
        ({"due": "2023-03-31", "status": "at risk"}, "at risk", ""),
        ({"due": "2023-01-31", "status": "at risk"}, "late", "due on 31 January 2023, and at risk"),
        ({"due": "2023-01-31", "status": "not printed"}, "cannot be told", "its due day has passed, and no status is printed"),
        ({"status": "not printed"}, "cannot be told", "no status is printed"),
        ({}, "cannot be told", "in progress, but no due date is given"),
    ],
)  # fmt: skip
def test_an_action_stands_by_its_due_day_and_status(row, standing, reason):
    one = judged(**row)
    assert (one.standing, one.reason) == (standing, reason)


def test_the_report_s_date_decides_and_not_today():
    assert judged(dt.date(2023, 4, 1), due="2023-03-31").days_late == 1
    assert judged(dt.date(2023, 3, 31), due="2023-03-31").days_late == 0


def test_evidence_that_is_blank_or_not_printed_is_none():
    assert judged(evidence="Minutes of May").has_evidence
    assert not judged(evidence="").has_evidence
    assert not judged(evidence="not printed").has_evidence


IBA = {"aimed_at": 15000.0, "reached": 6860.0, "as_at": "2023-01-31", "due": "2024-07-31"}


def test_york_s_digital_interventions_need_about_452_a_month():
    milestone = judged(**IBA).milestone
    assert milestone.share == pytest.approx(45.7, abs=0.05)
    assert (milestone.pace.left, milestone.pace.months) == (8140, 18)
    assert milestone.pace.a_month == pytest.approx(452.2, abs=0.05)
    assert milestone.standing == "cannot be told"
    assert "when counting began is not given" in milestone.reason


@pytest.mark.parametrize(
    ("start", "standing"), [("2021-12-31", "on track"), ("2020-12-31", "off track")]
)
def test_with_a_start_the_run_rate_is_set_beside_the_one_needed(start, standing):
    milestone = judged(**IBA, start=start).milestone
    assert milestone.standing == standing
    assert "a month so far, 452 a month needed" in milestone.reason


@pytest.mark.parametrize(
    ("change", "standing", "reason"),
    [
        ({"reached": 15000.0}, "reached", ""),
        ({"reached": math.nan}, "cannot be told", "no number reached is given"),
        ({"as_at": pd.NaT}, "cannot be told", "when it was counted is not given"),
        ({"start": "2022-01-31", "due": pd.NaT}, "cannot be told", "no due date is given"),
    ],
)
def test_a_milestone_that_cannot_be_judged_says_why(change, standing, reason):
    milestone = judged(**{**IBA, **change}).milestone
    assert milestone.standing == standing
    assert milestone.reason.startswith(reason)


def test_a_status_from_before_the_due_day_does_not_tell_that_an_action_is_late():
    row = {"due": "2023-03-31", "stated_on": "2023-02-21"}
    one = judged(dt.date(2025, 1, 1), **row)
    assert one.standing == "cannot be told"
    assert one.reason == "in progress on 21 February 2023; its due day has passed since"
    assert judged(dt.date(2025, 1, 1), **{**row, "stated_on": "2023-04-02"}).standing == "late"


def test_a_count_from_before_the_due_day_does_not_tell_whether_it_was_reached():
    milestone = judged(dt.date(2024, 8, 1), **IBA).milestone
    assert milestone.standing == "cannot be told"
    assert milestone.reason == "the due day has passed since it was counted"


def test_a_milestone_whose_day_has_passed_is_off_track():
    milestone = judged(dt.date(2024, 8, 1), **{**IBA, "as_at": "2024-07-31"}).milestone
    assert (milestone.standing, milestone.reason) == ("off track", "the due day has passed")
