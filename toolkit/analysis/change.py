"""How far a series has moved, between periods that share no year."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.periods import Period

__all__ = ["Change", "change_over", "latest", "period_of"]


@dataclass(frozen=True)
class Change:
    """A later figure over an earlier one.

    Parameters
    ----------
    earlier, later : pandas.Series
        The two results.
    ratio, lower, upper : float
        Later over earlier, with 95% limits; NaN where either has no limits, or
        is 0, of which there is no ratio.
    """

    earlier: pd.Series
    later: pd.Series
    ratio: float
    lower: float
    upper: float


def period_of(row: pd.Series) -> Period | None:
    """Return the period of a result or observation; None where none is stated."""
    if pd.isna(row["period_start"]):
        return None
    return Period.between(row["period_start"].date(), row["period_end"].date())


def latest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the last period, or those of no stated period where there are no others."""
    dated = rows[rows["period_end"].notna()]
    return rows if dated.empty else dated[dated["period_end"] == dated["period_end"].max()]


def change_over(series: pd.DataFrame) -> Change | None:
    """Set the last figure of a series beside the first reliable one that shares no year with it.

    Parameters
    ----------
    series : pandas.DataFrame
        Results of one indicator and area, any order.

    Returns
    -------
    Change or None
        None where there are not two periods apart.
    """
    held = series[series["value"].notna() & series["period_start"].notna()].sort_values(
        "period_end"
    )
    if held.empty:
        return None
    later = held.iloc[-1]
    apart = held[held["period_end"] < later["period_start"]]
    if apart.empty:
        return None
    sure = apart[apart["state"] != "unreliable"]
    earlier = (apart if sure.empty else sure).iloc[0]
    estimate = methods.ratio_of_estimates(
        *(
            float(row[name]) if row[name] > 0 else math.nan
            for row in (later, earlier)
            for name in ("value", "lower", "upper")
        )
    )
    return Change(
        earlier, later, float(estimate.value), float(estimate.lower), float(estimate.upper)
    )
