"""A delivery plan at a day: what is late, what is at risk, what has no evidence, and milestones' pace."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pandas as pd

from toolkit.analysis.plan_time import Day, Pace, months_between
from toolkit.plans import NOT_PRINTED

__all__ = ["STANDINGS", "JudgedAction", "Milestone", "judge_actions"]

STANDINGS = ("late", "at risk", "on time", "complete", "stopped", "cannot be told")
"""How an action stands at the report's date."""


@dataclass(frozen=True)
class Milestone:
    """A number to be reached, how far it has come, and the pace that is needed from there.

    Parameters
    ----------
    aimed_at, reached : float
        The number to be reached, and the number so far; NaN where none is given.
    as_at : pandas.Timestamp
        When it was counted; missing where nobody says.
    pace : Pace
        What is left, from that day to the due day.
    standing : str
        ``reached``, ``on track``, ``off track`` or ``cannot be told``.
    reason : str
        What the standing rests on, or why there is none; a clause.
    """

    aimed_at: float
    reached: float
    as_at: Day
    pace: Pace
    standing: str
    reason: str

    @property
    def share(self) -> float:
        """What has been reached, in per cent of what is aimed at."""
        return 100 * self.reached / self.aimed_at


@dataclass(frozen=True)
class JudgedAction:
    """An action, and how it stands on a day.

    Parameters
    ----------
    row : pandas.Series
        The action, under its contract.
    standing : str
        One of `STANDINGS`.
    reason : str
        Why, in a clause; blank where the status says it.
    days_late : int
        Since the due day; 0 where it is not late.
    has_evidence : bool
        Whether somebody says where it can be seen.
    milestone : Milestone or None
        Where a number is aimed at.
    """

    row: pd.Series
    standing: str
    reason: str
    days_late: int
    has_evidence: bool
    milestone: Milestone | None


def judge_actions(actions: pd.DataFrame, as_of: dt.date) -> list[JudgedAction]:
    """Return how each action stands on a day.

    Parameters
    ----------
    actions : pandas.DataFrame
        Under the contract of the actions.
    as_of : date
        The report's date, by which time is reckoned; never today unless it is today.

    Returns
    -------
    list of JudgedAction
        In the plan's order.

    Notes
    -----
    Late: the due day has passed and the action is neither complete nor stopped.
    A status that was stated before the due day says nothing of it once it has
    passed. Of an action without a status nobody can say that it is late, only that its
    due day has passed.

    Examples
    --------
    >>> from toolkit.plans import ACTIONS
    >>> plan = ACTIONS.complete(pd.DataFrame({
    ...     "action": ["Digital brief advice"], "status": "in progress", "due": ["2024-07-31"],
    ...     "aimed_at": 15000.0, "reached": 6860.0, "as_at": ["2023-01-31"]}))
    >>> action = judge_actions(plan, dt.date(2023, 2, 21))[0]
    >>> milestone = action.milestone
    >>> action.standing, round(milestone.share, 1), milestone.pace.left, round(milestone.pace.a_month)
    ('on time', 45.7, 8140.0, 452)
    >>> milestone.standing, milestone.reason
    ('cannot be told', 'when counting began is not given, so no run rate can be set beside the one needed')
    """
    day = pd.Timestamp(as_of)
    return [_judge(row, day) for _, row in actions.iterrows()]


def _judge(row: pd.Series, as_of: pd.Timestamp) -> JudgedAction:
    passed = bool(row["due"] < as_of)
    standing, reason = _standing(row, passed)
    return JudgedAction(
        row=row,
        standing=standing,
        reason=reason,
        days_late=(as_of - row["due"]).days if standing == "late" else 0,
        has_evidence=row["evidence"] not in ("", NOT_PRINTED),
        milestone=None if pd.isna(row["aimed_at"]) else _milestone(row, as_of),
    )


def _standing(row: pd.Series, passed: bool) -> tuple[str, str]:
    status = row["status"]
    if status in ("complete", "stopped"):
        return status, ""
    if status == NOT_PRINTED:
        due = "its due day has passed, and " if passed else ""
        return "cannot be told", f"{due}no status is printed"
    if passed and row["stated_on"] < row["due"]:
        stated = f"{row['stated_on'].day} {row['stated_on']:%B %Y}"
        return "cannot be told", f"{status} on {stated}; its due day has passed since"
    if passed:
        return "late", f"due on {row['due'].day} {row['due']:%B %Y}, and {status}"
    if status == "at risk":
        return status, ""
    if pd.isna(row["due"]):
        return "cannot be told", f"{status}, but no due date is given"
    return "on time", status


def _milestone(row: pd.Series, as_of: pd.Timestamp) -> Milestone:
    aimed_at, reached = float(row["aimed_at"]), float(row["reached"])
    left = math.nan if math.isnan(reached) else max(0.0, aimed_at - reached)
    # What is left was counted on a day: the pace is that from there.
    pace = Pace(left, months_between(row["as_at"], row["due"]))
    standing, reason = _pace_kept(row, as_of, left, pace)
    return Milestone(aimed_at, reached, row["as_at"], pace, standing, reason)


def _pace_kept(row: pd.Series, as_of: pd.Timestamp, left: float, pace: Pace) -> tuple[str, str]:
    """Return whether the run rate so far is the one that is needed."""
    if math.isnan(left):
        return "cannot be told", "no number reached is given"
    if left == 0:
        return "reached", ""
    if row["due"] < as_of:
        if row["as_at"] < row["due"]:
            return "cannot be told", "the due day has passed since it was counted"
        return "off track", "the due day has passed"
    so_far = months_between(row["start"], row["as_at"])
    if math.isnan(so_far) or so_far <= 0:
        lacking = "when it was counted" if pd.isna(row["as_at"]) else "when counting began"
        return "cannot be told", (
            f"{lacking} is not given, so no run rate can be set beside the one needed"
        )
    if math.isnan(pace.a_month):
        return "cannot be told", "no due date is given"
    run_rate = row["reached"] / so_far
    kept = "on track" if run_rate >= pace.a_month else "off track"
    return kept, f"{run_rate:,.0f} a month so far, {pace.a_month:,.0f} a month needed"
