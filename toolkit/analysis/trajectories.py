"""The straight line from a baseline to a target, and where an area stands to it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toolkit.periods import Period

__all__ = ["STATUSES", "Trajectory"]

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
