"""How far a series has moved, between periods that share no year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.series import breaks_between
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import DataError, ParameterError
from toolkit.methods import Estimate
from toolkit.periods import Period

__all__ = ["Change", "Kind", "change_over", "latest", "period_of"]

Kind = Literal["percentage", "points", "ratio"]

# A share that is printed to one decimal is the one that its counts make.
_PRINTED = 0.06


@dataclass(frozen=True)
class Change:
    """A later figure beside an earlier one.

    Parameters
    ----------
    earlier, later : pandas.Series
        The two results.
    kind : {"percentage", "points", "ratio"}
        What the size is: per cent of a number of people or events, percentage
        points of a share, or the later rate over the earlier one.
    value, lower, upper : float
        The size with its 95% limits: 0 is no change, of a ratio 1. NaN where
        either figure has no limits, or where it is 0 and nothing can be said
        over it.
    method : str
        Where the limits come from; blank where there are none.
    """

    earlier: pd.Series
    later: pd.Series
    kind: Kind
    value: float
    lower: float
    upper: float
    method: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether the limits leave no change out."""
        none = 1.0 if self.kind == "ratio" else 0.0
        return self.lower > none or self.upper < none


def period_of(row: pd.Series) -> Period | None:
    """Return the period of a result or observation; None where none is stated."""
    if pd.isna(row["period_start"]):
        return None
    return Period.between(row["period_start"].date(), row["period_end"].date())


def latest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the last period, or those of no stated period where there are no others."""
    dated = rows[rows["period_end"].notna()]
    return rows if dated.empty else dated[dated["period_end"] == dated["period_end"].max()]


def change_over(series: pd.DataFrame, since: Period | None = None) -> Change | None:
    """Set the last figure of a series beside an earlier one that shares no year with it.

    Parameters
    ----------
    series : pandas.DataFrame
        Results of one indicator and area, any order.
    since : Period, optional
        The period to measure from. Left out, the first reliable one.

    Returns
    -------
    Change or None
        None where there are not two periods apart.

    Raises
    ------
    ParameterError
        There is no figure for the period that was asked for, or it shares a
        year with the last.
    DataError
        A break of method lies between the two, and the earlier was asked for.

    Notes
    -----
    Numbers of people or events: `toolkit.methods.percentage_change`. Shares:
    Newcombe's method 10 on the counts, or on the published limits where counts
    are not held. Rates: `toolkit.methods.ratio_of_estimates`. Left to itself,
    the earlier period is taken from the last part of a series with breaks.

    References
    ----------
    Newcombe RG. Interval estimation for the difference between independent
    proportions: comparison of eleven methods. Stat Med 1998;17:873-90.
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "planned_exits", "value": [60.0, 80.0], "lower": [49.0, 69.2],
    ...     "upper": [70.0, 87.7], "count": [48.0, 56.0], "denominator": [80.0, 70.0],
    ...     "period_start": ["2018-04-01", "2023-04-01"],
    ...     "period_end": ["2019-03-31", "2024-03-31"]}))
    >>> change = change_over(rows)
    >>> change.kind, [round(size, 1) for size in (change.value, change.lower, change.upper)]
    ('points', [20.0, 5.2, 33.4])
    """
    held = series[series["value"].notna() & series["period_start"].notna()].sort_values(
        "period_end"
    )
    if held.empty:
        return None
    later = held.iloc[-1]
    earlier = _first(held, later) if since is None else _asked(held, later, since)
    return None if earlier is None else _measure(earlier, later)


def _first(held: pd.DataFrame, later: pd.Series) -> pd.Series | None:
    """Return the first reliable row of the last unbroken part that shares no year with the last."""
    apart = held[held["period_end"] < later["period_start"]]
    apart = apart[[not _broken(row, later) for _, row in apart.iterrows()]]
    if apart.empty:
        return None
    sure = apart[apart["state"] != "unreliable"]
    earliest: pd.Series = (apart if sure.empty else sure).iloc[0]
    return earliest


def _asked(held: pd.DataFrame, later: pd.Series, since: Period) -> pd.Series:
    ends = held["period_end"] == pd.Timestamp(since.end)
    chosen = held[ends & (held["period_start"] == pd.Timestamp(since.start))]
    if chosen.empty:
        periods = [str(period_of(row)) for _, row in held.iterrows()]
        raise ParameterError(
            f"there is no figure for {since}, from which a change was to be measured",
            hint=f"choose one of {', '.join(periods)}",
        )
    earlier = chosen.iloc[0]
    if earlier["period_end"] >= later["period_start"]:
        raise ParameterError(
            f"{since} shares a year with the last period, {period_of(later)}",
            hint="choose a period that ends before it begins",
        )
    if between := _broken(earlier, later):
        raise DataError(
            f"a change of {later['indicator']} since {since} cannot run across a break of method",
            between,
            hint="begin with the new series",
        )
    return earlier


def _broken(earlier: pd.Series, later: pd.Series) -> list[str]:
    return breaks_between(pd.DataFrame([earlier, later]))


def _measure(earlier: pd.Series, later: pd.Series) -> Change:
    kind = _kind(later)
    if kind == "points":
        size, method = _points(earlier, later)
    elif kind == "percentage" and pd.isna(later["lower"]):
        size = methods.percentage_change(earlier["value"], later["value"])
        method = "log-normal, exact below 10"
    else:
        size, method = _ratio(earlier, later), "limits of both figures, on the logarithm"
        if kind == "percentage":
            size = Estimate(*(100 * (number - 1) for number in size))
    value, lower, upper = (float(number) for number in size)
    return Change(earlier, later, kind, value, lower, upper, "" if math.isnan(lower) else method)


def _kind(row: pd.Series) -> Kind:
    """Say how a change is measured: shares in points, numbers in per cent, rates as a ratio."""
    indicator = load_indicators().get(row["indicator"])
    if row["unit"].startswith("%") or (indicator is not None and indicator.unit.startswith("%")):
        return "points"
    counts = indicator is not None and (indicator.statistic == "count" or not indicator.comparable)
    return "percentage" if counts else "ratio"


def _points(earlier: pd.Series, later: pd.Series) -> tuple[Estimate, str]:
    """Return a difference of shares in percentage points."""
    counted = all(
        row["count"] <= row["denominator"]
        and abs(100 * row["count"] / row["denominator"] - row["value"]) < _PRINTED
        for row in (earlier, later)
    )
    if counted:
        x, n, y, m = (
            float(row[name]) for row in (later, earlier) for name in ("count", "denominator")
        )
        return methods.difference_of_proportions(x, n, y, m, scale=100), "Newcombe's method 10"
    # The same construction on the limits as they are printed.
    difference = float(later["value"] - earlier["value"])
    below = math.hypot(later["value"] - later["lower"], earlier["upper"] - earlier["value"])
    above = math.hypot(later["upper"] - later["value"], earlier["value"] - earlier["lower"])
    method = "limits of both figures, combined as in Newcombe's method 10"
    return Estimate(*map(np.asarray, (difference, difference - below, difference + above))), method


def _ratio(earlier: pd.Series, later: pd.Series) -> Estimate:
    return methods.ratio_of_estimates(
        *(
            float(row[name]) if row[name] > 0 else math.nan
            for row in (later, earlier)
            for name in ("value", "lower", "upper")
        )
    )
