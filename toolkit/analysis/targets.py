"""Where an area stands to each of its targets, how many people the gap is, and the pace it asks for."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.analysis.plan_time import Pace, months_between
from toolkit.analysis.series import series_breaks
from toolkit.analysis.target_figures import TargetFigure, find_latest
from toolkit.analysis.trajectories import Trajectory
from toolkit.periods import Period

__all__ = ["TARGET_STATUSES", "JudgedTarget", "judge_targets"]

TARGET_STATUSES = ("met", "on track", "within uncertainty", "off track", "cannot be told")
"""Where a target stands, the best first."""

_WORDS = {
    methods.TrajectoryStatus.MET: "met",
    methods.TrajectoryStatus.ON_TRACK: "on track",
    methods.TrajectoryStatus.WITHIN_UNCERTAINTY: "within uncertainty",
    methods.TrajectoryStatus.OFF_TRACK: "off track",
    methods.TrajectoryStatus.NOT_KNOWN: "cannot be told",
}


@dataclass(frozen=True)
class JudgedTarget:
    """A target, the latest figure, and what can be said of the two.

    Parameters
    ----------
    row : pandas.Series
        The target, under its contract.
    latest : TargetFigure
        What it is judged by.
    status : str
        One of `TARGET_STATUSES`.
    reason : str
        Why it cannot be told, or what the status rests on; a clause.
    goal : float
        The level to be reached: of a range its nearer end.
    expected : float
        What the straight way asks for by now; NaN where there is no way.
    people : float
        People or events between the latest figure and the goal; 0 where it is reached,
        NaN where it cannot be told.
    about : bool
        Whether that number rests on a rounded percentage, not on a count.
    pace : Pace
        What is left, from the report's date to the due day.
    overdue : bool
        Whether the due day has passed and the target is not met.
    trajectory : Trajectory or None
        The way, to be drawn; None where baseline, latest and due day do not make one.
    """

    row: pd.Series
    latest: TargetFigure
    status: str
    reason: str
    goal: float
    expected: float
    people: float
    about: bool
    pace: Pace
    overdue: bool
    trajectory: Trajectory | None

    @property
    def gap(self) -> float:
        """The goal less the latest figure, in the target's unit."""
        return self.goal - self.latest.value

    @property
    def relative_gap(self) -> float:
        """That gap in per cent of the latest figure; NaN where there is none."""
        return 100 * self.gap / self.latest.value if self.latest.value else math.nan

    @property
    def synthetic(self) -> bool:
        """Whether the figures are national rates laid over local people."""
        return bool(self.row["basis"] == "synthetic")


def judge_targets(
    targets: pd.DataFrame, results: pd.DataFrame, as_of: dt.date
) -> list[JudgedTarget]:
    """Return where each target stands on a day.

    Parameters
    ----------
    targets : pandas.DataFrame
        Under the contract of the targets.
    results : pandas.DataFrame
        Results of their area that may be shown.
    as_of : date
        The report's date, by which time is reckoned.

    Returns
    -------
    list of JudgedTarget
        In the register's order.

    Notes
    -----
    Met at or beyond the target; on track at or beyond the straight line from
    baseline to target; within uncertainty where the 95% limits hold the line;
    else off track (`toolkit.methods.trajectory`). To stay below or above a level
    has no way: the latest figure is set against the level itself. A synthetic
    estimate is an illustration and is never judged.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> from toolkit.plans import TARGETS
    >>> register = TARGETS.complete(pd.DataFrame({
    ...     "direction": ["stay below"], "better": "lower", "unit": "%", "baseline": 13.0, "target": 22.0}))
    >>> judged = judge_targets(register, RESULTS.empty(), dt.date(2009, 4, 1))
    >>> judged[0].status, judged[0].reason
    ('met', 'by the baseline, the only figure there is')
    """
    day = pd.Timestamp(as_of)
    return [_judge(row, find_latest(row, results, day), day) for _, row in targets.iterrows()]


def _judge(row: pd.Series, latest: TargetFigure, as_of: pd.Timestamp) -> JudgedTarget:
    goal = _goal(row, latest)
    status, reason, expected = _status(row, latest, goal)
    people, about = _people(row, latest, goal)
    if status == "met":
        people = 0.0
    overdue = bool(row["due"] < as_of) and status not in ("met", "cannot be told")
    return JudgedTarget(
        row=row,
        latest=latest,
        status=status,
        reason=reason,
        goal=goal,
        expected=expected,
        people=people,
        about=about,
        pace=Pace(people, months_between(as_of, row["due"])),
        overdue=overdue,
        trajectory=_trajectory(row, latest, goal, status, expected, people),
    )


def _goal(row: pd.Series, latest: TargetFigure) -> float:
    """Return the level to be reached: of a range the end that is nearer to where the area is."""
    low, high = float(row["target"]), float(row["target_upper"])
    return high if row["direction"] == "range" and latest.value > high else low


def _status(row: pd.Series, latest: TargetFigure, goal: float) -> tuple[str, str, float]:
    """Return the status, why, and what was expected by now."""
    if why := _why_untold(row, latest, goal):
        return "cannot be told", why, math.nan
    if row["direction"] in ("stay below", "stay above"):
        return _against_level(row, latest, goal)
    if row["direction"] == "range" and row["target"] <= latest.value <= row["target_upper"]:
        return "met", f"inside the range, {latest.says_where_from}", math.nan
    up = goal > row["baseline"]
    if (latest.value >= goal if up else latest.value <= goal) and latest.origin != "baseline":
        return "met", latest.says_where_from, math.nan
    return _on_the_way(row, latest, goal)


def _why_untold(row: pd.Series, latest: TargetFigure, goal: float) -> str:
    """Return why nothing can be said at all; blank where something can."""
    if row["basis"] == "synthetic":
        return "a synthetic estimate is an illustration and is not judged"
    if math.isnan(goal):
        return "no target is given"
    if math.isnan(latest.value):
        return "there is no figure"
    if row["measure"] and latest.origin == "results" and pd.notna(row["baseline_end"]):
        between = [said for day, said in series_breaks(row["measure"]) if row["baseline_end"] < day <= latest.end]  # fmt: skip
        return "; ".join(between)
    return ""


def _against_level(row: pd.Series, latest: TargetFigure, goal: float) -> tuple[str, str, float]:
    polarity = "lower_is_better" if row["direction"] == "stay below" else "higher_is_better"
    found = methods.trajectory(goal, goal, 0, latest.value, latest.lower, latest.upper, polarity=polarity)  # fmt: skip
    return _word(found), f"by {latest.says_where_from}".replace("by from", "from"), math.nan


def _on_the_way(row: pd.Series, latest: TargetFigure, goal: float) -> tuple[str, str, float]:
    """Set the latest figure against the straight line from baseline to target."""
    lacking = [
        words
        for words, missing in (
            ("no figure after the baseline", _is_of_baseline(row, latest)),
            ("no baseline", pd.isna(row["baseline"])),
            ("no period of the baseline", pd.isna(row["baseline_end"])),
            ("no due date", pd.isna(row["due"])),
            ("no period of the latest figure", latest.origin != "baseline" and pd.isna(latest.end)),
        )
        if missing
    ]
    if lacking:
        return "cannot be told", f"there is {_listed(lacking)}", math.nan
    whole = months_between(row["baseline_end"], row["due"])
    share = min(1.0, months_between(row["baseline_end"], latest.end) / whole)
    figures = (latest.value, latest.lower, latest.upper)
    found = methods.trajectory(float(row["baseline"]), goal, share, *figures)
    return _word(found), latest.says_where_from, float(found.expected)


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _is_of_baseline(row: pd.Series, latest: TargetFigure) -> bool:
    return latest.origin == "baseline" or bool(latest.end <= row["baseline_end"])


def _word(found: methods.Trajectory) -> str:
    return _WORDS[methods.TrajectoryStatus(int(found.status))]


def _people(row: pd.Series, latest: TargetFigure, goal: float) -> tuple[float, bool]:
    """Return the gap as people or events, and whether it rests on a rounded percentage."""
    if math.isnan(goal) or math.isnan(latest.value) or row["basis"] == "synthetic":
        return math.nan, False
    up = goal > latest.value
    if row["unit"] == "%":
        if not latest.base > 0:
            return math.nan, False
        if math.isnan(latest.count):
            now, then = (round(level * latest.base / 100) for level in (latest.value, goal))
            return float(abs(then - now)), True
        if up:
            needed = methods.number_needed_for_proportion(latest.count, latest.base, goal / 100)
        else:
            needed = methods.number_needed_for_rate(latest.count, latest.base, goal, scale=100)
        return float(needed), False
    if " per " in row["unit"] or row["unit"].startswith("%"):
        return math.nan, False
    return abs(goal - latest.value), False


def _trajectory(
    row: pd.Series, latest: TargetFigure, goal: float, status: str, expected: float, people: float
) -> Trajectory | None:
    """Return the way to draw, where a baseline, a later figure and a due day make one."""
    # A chart has whole months.
    ends = [row["baseline_end"], latest.end, row["due"] + pd.offsets.MonthEnd(0)]
    if latest.origin == "baseline" or pd.isna(pd.Series(ends)).any() or not ends[0] < ends[2]:
        return None
    way = [(ends[0], row["baseline"]), (ends[2], goal)]
    if math.isfinite(expected) and ends[0] < ends[1] < ends[2]:
        way.insert(1, (ends[1], expected))
    months = max(0.0, months_between(ends[1], ends[2]))
    return Trajectory(
        baseline_period=_period(row["baseline_start"], ends[0]),
        baseline=float(row["baseline"]),
        target_period=Period.between(ends[2].replace(day=1).date(), ends[2].date()),
        target=goal,
        path=pd.DataFrame(way, columns=["period_end", "expected"]),
        latest_period=_period(latest.start, ends[1]),
        latest=latest.value,
        lower=latest.lower,
        upper=latest.upper,
        status="not known" if status == "cannot be told" else status,
        direction="up" if goal > row["baseline"] else "down" if goal < row["baseline"] else "hold",
        people_needed=people,
        needed_per_period=Pace(people, months).a_month,
        note="",
    )


def _period(start: pd.Timestamp, end: pd.Timestamp) -> Period:
    return Period.between(start.date(), end.date())
