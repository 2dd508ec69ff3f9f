"""The straight line from a baseline to a target, and where an area stands to it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.analysis.change import period_of
from toolkit.analysis.gap import gap_as_people
from toolkit.analysis.series import one_series, refuse_break
from toolkit.errors import DataError, ParameterError
from toolkit.periods import Period

__all__ = ["STATUSES", "Trajectory", "make_trajectory"]

STATUSES = ("not known", "off track", "within uncertainty", "on track", "met")
"""Where the latest value stands to its trajectory, from the worst known."""


@dataclass(frozen=True)
class Trajectory:
    """A target, the way to it, and the latest value beside it.

    Parameters
    ----------
    baseline_period, target_period, latest_period : Period
        When the way begins, when it ends, and the latest period with a value.
    baseline, target : float
        In the indicator's unit.
    path : pandas.DataFrame
        One row a period from baseline to target: period_end and expected, in the unit.
    latest, lower, upper : float
        The latest value, with its limits or NaN.
    status : str
        One of `STATUSES`.
    direction : str
        Which way the target lies: ``up``, ``down`` or ``hold``.
    people_needed : float
        How many people (or, for rates, events) the latest falls short of the
        target, by its own denominator; 0 where it is met, NaN where it cannot be told.
    needed_per_period : float
        That number over the periods that are left; NaN where none is left.
    note : str
        What a reader must know, in sentences.
    """

    baseline_period: Period
    baseline: float
    target_period: Period
    target: float
    path: pd.DataFrame
    latest_period: Period
    latest: float
    lower: float
    upper: float
    status: str
    direction: str
    people_needed: float
    needed_per_period: float
    note: str


_STATUSES = {
    methods.TrajectoryStatus.NOT_KNOWN: "not known",
    methods.TrajectoryStatus.OFF_TRACK: "off track",
    methods.TrajectoryStatus.WITHIN_UNCERTAINTY: "within uncertainty",
    methods.TrajectoryStatus.ON_TRACK: "on track",
    methods.TrajectoryStatus.MET: "met",
}


def make_trajectory(
    series: pd.DataFrame, *, baseline_period: Period, target_period: Period, target: float
) -> Trajectory:
    """Return the straight way from a series' baseline to a target, and where its latest figure stands.

    Parameters
    ----------
    series : pandas.DataFrame
        Results of one indicator, area, sex, age and group, any order.
    baseline_period : Period
        The period to begin with, for which there is a figure.
    target_period : Period
        The period by which the target is to be reached; of the length of the baseline's.
    target : float
        In the indicator's unit.

    Returns
    -------
    Trajectory
        The latest figure is the last one up to the target's period.

    Raises
    ------
    ParameterError
        There is no figure for the baseline, or the target's period does not
        come after it by whole steps (years; for shorter periods, periods).
    DataError
        The rows are of several series, a break of method lies between baseline
        and latest figure, or the target is the baseline and nobody says which
        side of it is good.

    Notes
    -----
    As `toolkit.methods.trajectory`: met at or beyond the target; on track at or
    beyond the line; within uncertainty where the limits hold the line; else off
    track. A monthly series is better read as a run chart.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "planned_exits", "polarity": "higher_is_better", "value": [35.0, 40.0],
    ...     "lower": [32.0, 37.0], "upper": [38.0, 43.0], "count": [350.0, 400.0],
    ...     "denominator": 1000.0, "period_start": ["2021-04-01", "2023-04-01"],
    ...     "period_end": ["2022-03-31", "2024-03-31"]}))
    >>> way = make_trajectory(rows, baseline_period=Period.parse("2021/22"),
    ...                       target_period=Period.parse("2026/27"), target=50)
    >>> way.status, way.people_needed, round(way.needed_per_period, 1)
    ('within uncertainty', 100.0, 33.3)
    """
    rows = one_series(series)
    path = _steps(baseline_period, target_period)
    rows = rows[rows["period_end"] <= pd.Timestamp(target_period.end)]
    baseline = _baseline(rows, baseline_period)
    latest = rows.iloc[-1]
    refuse_break(pd.DataFrame([baseline, latest]), "a trajectory")
    latest_period = period_of(latest) or baseline_period
    begun, ended = float(baseline["value"]), float(target)
    plan = methods.trajectory(
        begun,
        ended,
        _share(baseline_period, target_period, latest_period),
        *(float(latest[name]) for name in ("value", "lower", "upper")),
        polarity=_polarity(latest, begun, ended),
    )
    expected = [begun + (ended - begun) * n / (len(path) - 1) for n in range(len(path))]
    direction = "up" if ended > begun else "down" if ended < begun else "hold"
    gap = gap_as_people(latest, ended, None if direction == "hold" else direction)
    left = sum(period.end > latest_period.end for period in path)
    return Trajectory(
        baseline_period=baseline_period,
        baseline=begun,
        target_period=target_period,
        target=ended,
        path=pd.DataFrame(
            {"period_end": pd.to_datetime([period.end for period in path]), "expected": expected}
        ),
        latest_period=latest_period,
        latest=float(latest["value"]),
        lower=float(latest["lower"]),
        upper=float(latest["upper"]),
        status=_STATUSES[methods.TrajectoryStatus(int(plan.status))],
        direction=direction,
        people_needed=gap.needed,
        needed_per_period=gap.needed / left if left else math.nan,
        note=" ".join(filter(None, [gap.note, _note(latest_period, baseline_period)])),
    )


def _steps(first: Period, last: Period) -> list[Period]:
    """Return the periods from the first to the last, a year apart, or their own length if shorter."""
    step = min(first.months, 12)
    months = (last.end.year - first.end.year) * 12 + last.end.month - first.end.month
    if months <= 0 or months % step or last.months != first.months:
        raise ParameterError(
            f"there is no way from {first} to {last} in whole steps",
            hint="give a target's period that is as long as the baseline's and comes after it",
        )
    path = [first]
    for _ in range(months // step):
        path.append(path[-1].rolled(1) if step == 12 else _next(path[-1]))
    return path


def _next(period: Period) -> Period:
    """Return the period of the same length that begins the day after."""
    start = pd.Timestamp(period.end) + pd.Timedelta(days=1)
    end = start + pd.DateOffset(months=period.months) - pd.Timedelta(days=1)
    return Period.between(start.date(), end.date())


def _baseline(rows: pd.DataFrame, period: Period) -> pd.Series:
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    chosen = rows[(rows["period_start"] == start) & (rows["period_end"] == end)]
    if chosen.empty:
        there = ", ".join(str(period_of(row)) for _, row in rows.iterrows())
        raise ParameterError(
            f"there is no figure for {period}, from which a trajectory was to begin",
            hint=f"choose one of {there}" if there else "import figures first",
        )
    row: pd.Series = chosen.iloc[0]
    return row


def _share(first: Period, last: Period, now: Period) -> float:
    """Return how much of the way's time has gone by."""
    gone, whole = (
        (period.end.year - first.end.year) * 12 + period.end.month - first.end.month
        for period in (now, last)
    )
    return gone / whole


def _polarity(row: pd.Series, baseline: float, target: float) -> str:
    polarity = str(row["polarity"]) or "no_judgement"
    if baseline == target and polarity == "no_judgement":
        raise DataError(
            f"the target {target:g} is the baseline, and nobody says which side of it is good",
            hint="give a target that lies above or below the baseline",
        )
    return polarity


def _note(latest: Period, baseline: Period) -> str:
    return "There is no figure after the baseline." if latest == baseline else ""
