"""A series of single periods, and what in it is more than common variation."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["CAUSES", "RunChart"]

CAUSES = ("", "outside the limits", "trend of seven", "two in three near a limit", "shift of seven")
"""Why a point stands out; blank where it does not."""


@dataclass(frozen=True)
class RunChart:
    """An XmR chart of one series.

    Parameters
    ----------
    points : pandas.DataFrame
        One row a period, in order: period_start, period_end, value, cause (one
        of `CAUSES`) and side (-1 below the mean, 1 above, 0 on it or missing).
    mean, lower, upper : float
        Centre line and process limits, in the unit; NaN with fewer than two points.
    target : float
        What is to be reached, in the unit; NaN where there is none.
    assurance : str
        Whether the process as it is meets the target: ``consistently passes``,
        ``consistently fails``, ``met at times, by chance``, or blank where nobody can say.
    note : str
        What a reader must know, in sentences.
    """

    points: pd.DataFrame
    mean: float
    lower: float
    upper: float
    target: float
    assurance: str
    note: str
