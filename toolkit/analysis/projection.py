"""Where a series of counts is heading over the next one to three periods."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["Projection"]


@dataclass(frozen=True)
class Projection:
    """A short projection of a count, and how well the same method would have done before.

    Parameters
    ----------
    history : pandas.DataFrame
        ``period_start``, ``period_end`` and ``value``, the count, oldest first.
    ahead : pandas.DataFrame
        ``period_start``, ``period_end``, ``value``, and ``lower`` and ``upper``,
        the limits of a 95% prediction interval.
    held_back : pandas.DataFrame
        Periods that were projected from the ones before them alone:
        ``period_end``, ``horizon`` (periods ahead), ``actual``, ``predicted``,
        ``lower``, ``upper``.
    error : float
        Mean absolute error of the held-back periods in per cent of the actual.
    coverage : float
        Share of the held-back periods inside their prediction intervals, 0 to 1.
    method : str
        The method's name.
    note : str
        What a reader must know of it.
    naive_error : float
        The error of saying that each held-back period repeats the last one known.
    """

    history: pd.DataFrame
    ahead: pd.DataFrame
    held_back: pd.DataFrame
    error: float
    coverage: float
    method: str
    note: str
    naive_error: float
