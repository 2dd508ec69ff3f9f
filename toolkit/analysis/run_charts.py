"""A series of single periods, and what in it is more than common variation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.analysis.series import one_series, refuse_break
from toolkit.errors import DataError

__all__ = ["CAUSES", "RunChart", "make_run_chart"]

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


_ASSURANCES = {
    methods.Assurance.CONSISTENTLY_PASSES: "consistently passes",
    methods.Assurance.CONSISTENTLY_FAILS: "consistently fails",
    methods.Assurance.INCONSISTENT: "met at times, by chance",
    methods.Assurance.NOT_KNOWN: "",
}
_DAY = pd.Timedelta(days=1)


def make_run_chart(series: pd.DataFrame, *, target: float = math.nan) -> RunChart:
    """Return the XmR chart of one series of single periods.

    Parameters
    ----------
    series : pandas.DataFrame
        Results of one indicator, area, sex, age and group, any order.
    target : float, optional
        What is to be reached, in the unit.

    Returns
    -------
    RunChart
        A period without a figure has a point without a value, which ends every
        run; several that follow each other have one together.

    Raises
    ------
    DataError
        There is no figure, the rows are of several series, the periods overlap
        or take several years together, or a break of method lies between them.

    Notes
    -----
    Rolling 12-month values follow each other by construction, and show shifts
    everywhere: give single months, quarters or years. With fewer than 12 points
    the limits are not to be relied on.

    References
    ----------
    Mohammed MA, Worthington P, Woodall WH. Plotting basic control charts:
    tutorial notes for healthcare practitioners. Qual Saf Health Care
    2008;17:137-45. doi:10.1136/qshc.2004.012047

    NHS England. Making data count. London; 2019.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> years = [str(year) for year in range(2012, 2024)]
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "drug_misuse_deaths_scotland_yearly", "polarity": "no_judgement",
    ...     "value": [10.0, 12, 11, 13, 9, 10, 14, 12, 11, 13, 12, 30],
    ...     "period_start": [f"{year}-01-01" for year in years],
    ...     "period_end": [f"{year}-12-31" for year in years]}))
    >>> chart = make_run_chart(rows)
    >>> round(chart.mean, 4), round(chart.upper, 4), chart.points["cause"].iloc[-1]
    (13.0833, 18.4033, 'outside the limits')
    """
    rows = one_series(series)
    _refuse_periods(rows)
    refuse_break(rows, "a run chart")
    points = _with_gaps(rows[["period_start", "period_end", "value"]])
    chart = methods.xmr(points["value"].to_numpy())
    met = methods.assurance(chart.lower, chart.upper, target, str(rows["polarity"].iloc[-1]))
    return RunChart(
        points=points.assign(cause=[CAUSES[code] for code in chart.cause], side=chart.side),
        mean=float(chart.mean),
        lower=float(chart.lower),
        upper=float(chart.upper),
        target=target,
        assurance=_ASSURANCES[methods.Assurance(int(met))],
        note=_note(len(rows), len(points) > len(rows)),
    )


def _refuse_periods(rows: pd.DataFrame) -> None:
    problems = []
    if rows.empty:
        problems.append("there is no figure with a period")
    if (rows["period_start"] <= rows["period_end"].shift()).any():
        problems.append("its periods overlap, so that each figure holds a part of the one before")
    if (rows["period_kind"] == "pooled").any():
        problems.append("its periods take several years together")
    if problems:
        raise DataError(
            "no run chart of this series can be made",
            problems,
            hint="give single months, quarters or years that do not overlap",
        )


def _with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Add a point without a value where periods are missing, that no run passes over."""
    before = rows["period_end"].shift()
    apart = rows["period_start"] - before > _DAY
    gaps = pd.DataFrame(
        {
            "period_start": before[apart] + _DAY,
            "period_end": rows.loc[apart, "period_start"] - _DAY,
            "value": math.nan,
        }
    )
    return (
        pd.concat([rows, gaps]).sort_values("period_end", ignore_index=True) if len(gaps) else rows
    )


def _note(points: int, gaps: bool) -> str:
    notes = []
    if points < methods.FEW_POINTS:
        notes.append(
            f"With {points} points, fewer than {methods.FEW_POINTS}, the limits are not to be relied on."
        )
    if gaps:
        notes.append("Periods without a figure end every run.")
    return " ".join(notes)
