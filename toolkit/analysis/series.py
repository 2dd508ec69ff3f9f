"""What a series is: the periods of one statement, in order, and where a new one begins."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.selection import KEYS
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import DataError

__all__ = [
    "SERIES",
    "breaks_between",
    "month_number",
    "months_of",
    "one_series",
    "refuse_break",
    "series_breaks",
]

SERIES = ["indicator", *(key for key in KEYS if key not in ("period_start", "period_end"))]
"""The columns that tell one series from another."""


def months_of(rows: pd.DataFrame) -> pd.Series[float]:
    """Return how many months each row's period lasts."""
    return month_number(rows["period_end"]) - month_number(rows["period_start"]) + 1


def month_number(days: pd.Series) -> pd.Series[float]:
    """Return months since the year 0, which go on by one a month."""
    number: pd.Series[float] = days.dt.year * 12 + days.dt.month
    return number


def series_breaks(indicator: str) -> list[tuple[pd.Timestamp, str]]:
    """Return the first day of each new series of an indicator, and how it is said, in order.

    Examples
    --------
    >>> series_breaks("drug_misuse_deaths")
    []
    >>> series_breaks("opiate_crack_prevalence")[0][0]
    Timestamp('2017-04-01 00:00:00')
    """
    declared = load_indicators()[indicator].breaks if indicator in load_indicators() else ()
    return sorted(
        (pd.Timestamp(one.day), f"a new series begins with {one.before}: {one.reason}")
        for one in declared
    )


def one_series(series: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one series that have a period and a value, in order; refuse several.

    Raises
    ------
    DataError
        Naming the columns that tell the series apart.
    """
    several = [
        f"{name}: {', '.join(sorted(map(str, series[name].unique())))}"
        for name in SERIES
        if series[name].nunique() > 1
    ]
    if several:
        raise DataError(
            "these results are of several series, and a series is of one statement",
            several,
            hint="choose one indicator, area, kind of period, sex, age and group",
        )
    held = series[series["period_end"].notna() & series["value"].notna()]
    return held.sort_values(["period_end", "period_start"], ignore_index=True)


def breaks_between(rows: pd.DataFrame) -> list[str]:
    """Return the breaks that the catalogue declares between some rows of one series, in words.

    Where a figure rests on an estimate of another year, that year counts.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "opiate_crack_prevalence",
    ...     "period_start": ["2016-04-01", "2019-04-01"],
    ...     "period_end": ["2017-03-31", "2020-03-31"]}))
    >>> len(breaks_between(rows)), breaks_between(rows[1:])
    (1, [])
    """
    start = rows["baseline_start"].fillna(rows["period_start"]).min()
    end = rows["baseline_end"].fillna(rows["period_end"]).max()
    found = series_breaks(str(rows["indicator"].iloc[0]))
    return [said for day, said in found if start < day <= end]


def refuse_break(rows: pd.DataFrame, what: str) -> None:
    """Refuse rows between which the catalogue declares that a new series begins.

    Parameters
    ----------
    rows : pandas.DataFrame
        Results of one series.
    what : str
        What was to be made of them, for the message.

    Raises
    ------
    DataError
        Listing every break between the first and the last.
    """
    indicator, between = rows["indicator"].iloc[0], breaks_between(rows)
    if between:
        raise DataError(
            f"{what} of {indicator} cannot run across a break of method",
            between,
            hint="begin with the new series, or end with the old one",
        )
