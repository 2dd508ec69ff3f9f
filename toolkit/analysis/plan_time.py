"""Time in plans: months from one day to another, and the pace that what is left asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

__all__ = ["Day", "Pace", "months_between"]

# A pandas.Timestamp, or NaT where no day is stated.
Day: TypeAlias = Any

_DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Pace:
    """How much is left, in how many months, and what that is a month.

    Parameters
    ----------
    left : float
        People, events or things still to be reached; NaN where it cannot be told.
    months : float
        Until the due day; NaN where none is given, 0 or less where it has passed.

    Examples
    --------
    >>> pace = Pace(8140, 18)
    >>> round(pace.a_month), round(pace.a_quarter), round(pace.a_year)
    (452, 1357, 5427)
    """

    left: float
    months: float

    @property
    def a_month(self) -> float:
        """What each month that is left must bring; NaN where none is left."""
        return self.left / self.months if self.months > 0 else math.nan

    @property
    def a_quarter(self) -> float:
        """The same for three months."""
        return 3 * self.a_month

    @property
    def a_year(self) -> float:
        """The same for twelve months."""
        return 12 * self.a_month


def months_between(start: Day, end: Day) -> float:
    """Return the months from one day to another; from month's end to month's end they are whole.

    Parameters
    ----------
    start, end : pandas.Timestamp
        NaN comes of one that is missing.

    Examples
    --------
    >>> months_between(pd.Timestamp("2023-01-31"), pd.Timestamp("2024-07-31"))
    18.0
    >>> months_between(pd.Timestamp("2024-02-29"), pd.Timestamp("2024-01-31"))
    -1.0
    """
    if start is pd.NaT or end is pd.NaT:
        return math.nan
    whole = 12 * (end.year - start.year) + end.month - start.month
    if start.is_month_end and end.is_month_end:
        return float(whole)
    return float(whole + (end.day - start.day) / _DAYS_A_MONTH)
