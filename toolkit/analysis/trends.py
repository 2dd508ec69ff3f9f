"""Whether a series rises or falls by more than chance, and why that cannot be said where it cannot."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.change import period_of
from toolkit.analysis.series import months_of, one_series, refuse_break
from toolkit.analysis.trend_windows import add_trends, refuse_trend, windowed_trends
from toolkit.contracts import TREND_STATES
from toolkit.periods import Period

__all__ = ["TREND_STATES", "SeriesTrend", "add_trends", "find_trend"]

_LEVEL = 0.05
_FEWEST = 3


@dataclass(frozen=True)
class SeriesTrend:
    """The trend of one series up to its last period.

    Parameters
    ----------
    state : str
        One of `TREND_STATES`. It says which way, never whether that is good.
    basis : str
        How it was tested, or why it was not: a clause that can stand in a sentence.
    first, last : Period or None
        The periods from which to which it was tested; None without a test.
    points : int
        How many values it rests on; 0 without a test.
    ratio, lower, upper : float
        A value over that of a year before, with 95% limits, where the test gives it; else NaN.
    p_value : float
        Two-sided, of no trend; NaN without a test.
    """

    state: str
    basis: str
    first: Period | None = None
    last: Period | None = None
    points: int = 0
    ratio: float = math.nan
    lower: float = math.nan
    upper: float = math.nan
    p_value: float = math.nan


def find_trend(
    series: pd.DataFrame, *, since: Period | None = None, yearly: pd.DataFrame | None = None
) -> SeriesTrend:
    """Return the trend of one series, up to its last figure.

    Parameters
    ----------
    series : pandas.DataFrame
        Results of one indicator, area, sex, age and group, any order.
    since : Period, optional
        The period to begin with. Left out, the standing rule of `add_trends`:
        five single years, or three to five periods that share no year.
    yearly : pandas.DataFrame, optional
        Results of the same area with count and denominator of single years, to
        be tested in place of a series of pooled years.

    Returns
    -------
    SeriesTrend

    Raises
    ------
    DataError
        The rows are of several series, or a break of method lies in the span
        that was asked for.

    Notes
    -----
    With `yearly`, Poisson regression on its counts; with `since`, least squares
    on the logarithm of the periods that share no year, counted back from the
    last. Both are tested at 95%, with limits that are widened where the figures
    scatter by more than chance.

    References
    ----------
    Frome EL. The analysis of rates using Poisson regression models. Biometrics
    1983;39:665-74. doi:10.2307/2531094

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({"indicator": "drug_misuse_deaths", "value": [4.0, 8.0],
    ...     "lower": [3.5, 7.2], "upper": [4.6, 8.9], "period_start": ["2013-01-01", "2019-01-01"],
    ...     "period_end": ["2015-12-31", "2021-12-31"]}))
    >>> find_trend(rows).basis
    'fewer than three periods that share no year'
    """
    rows = one_series(series)
    if rows.empty:
        return SeriesTrend("cannot be calculated", "there is no figure")
    if since is None and yearly is None:
        return _standing(rows)
    span = rows[rows["period_start"] >= pd.Timestamp(since.start)] if since else rows
    if span.empty:
        return SeriesTrend("cannot be calculated", f"there is no figure from {since} on")
    refuse_break(span, "a trend")
    if reason := refuse_trend(span.tail(1)).iloc[0]:
        return SeriesTrend("not tested", reason)
    return _by_limits(span) if yearly is None else _by_counts(span, one_series(yearly))


def _standing(rows: pd.DataFrame) -> SeriesTrend:
    """Return what the rule that holds for every figure says of the last one."""
    found = windowed_trends(rows).iloc[-1]
    last = period_of(rows.iloc[-1])
    if found["points"] == 0 or last is None:
        return SeriesTrend(found["trend"], found["trend_basis"])
    points = int(found["points"])
    return SeriesTrend(
        found["trend"],
        found["trend_basis"],
        last.rolled(-last.years * (points - 1)),
        last,
        points,
        *(float(found[name]) for name in ("ratio", "lower", "upper", "p_value")),
    )


def _by_limits(span: pd.DataFrame) -> SeriesTrend:
    usable = span[(span["lower"] > 0) & (span["lower"] < span["upper"])]
    usable = usable[(usable["lower"] <= usable["value"]) & (usable["value"] <= usable["upper"])]
    apart = _apart(usable)
    if len(apart) < _FEWEST:
        return SeriesTrend("not tested", "fewer than three periods that share no year")
    value, lower, upper = (apart[name].to_numpy() for name in ("value", "lower", "upper"))
    trend = methods.pooled_trend(value, lower, upper, _years(apart), overdispersed=True)
    return _tested(trend, apart, f"{len(apart)} periods that share no year, tested at 95%")


def _by_counts(span: pd.DataFrame, yearly: pd.DataFrame) -> SeriesTrend:
    """Test single years' counts from the first to the last day of the span."""
    inside = yearly[
        (yearly["period_start"] >= span["period_start"].min())
        & (yearly["period_end"] <= span["period_end"].max())
        & (yearly["denominator"] > 0)
        & yearly["count"].notna()
        & (months_of(yearly) == 12)
    ]
    apart = _apart(inside)
    if len(apart) < _FEWEST:
        return SeriesTrend("not tested", "fewer than three single years with count and population")
    refuse_break(apart, "a trend")
    trend = methods.poisson_trend(
        apart["count"].to_numpy(),
        apart["denominator"].to_numpy(),
        _years(apart),
        overdispersed=True,
    )
    return _tested(trend, apart, f"{len(apart)} single years by Poisson regression, tested at 95%")


def _apart(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that share no day, counted back from the last."""
    kept: list[int] = []
    for place in reversed(range(len(rows))):
        if not kept or rows["period_end"].iloc[place] < rows["period_start"].iloc[kept[-1]]:
            kept.append(place)
    return rows.iloc[kept[::-1]]


def _years(rows: pd.DataFrame) -> np.ndarray:
    ends = rows["period_end"]
    return np.asarray(ends.dt.year + ends.dt.month / 12)


def _tested(trend: methods.Trend, rows: pd.DataFrame, basis: str) -> SeriesTrend:
    ratio, lower, upper, p_value = (
        float(number) for number in (trend.value, trend.lower, trend.upper, trend.p_value)
    )
    if math.isnan(p_value):
        return SeriesTrend("cannot be calculated", "the numbers behind the figures allow no test")
    state = "no significant change"
    if p_value < _LEVEL:
        state = "increasing" if ratio > 1 else "decreasing"
    first, last = period_of(rows.iloc[0]), period_of(rows.iloc[-1])
    return SeriesTrend(state, basis, first, last, len(rows), ratio, lower, upper, p_value)
