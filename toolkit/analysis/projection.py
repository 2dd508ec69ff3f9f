"""Where a series of counts is heading over the next one to three periods."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.analysis.change import period_of
from toolkit.analysis.series import SERIES, breaks_between, months_of
from toolkit.errors import DataError

__all__ = ["Projection", "make_projection"]

_FEWEST = 8
_FIRST_ORIGIN = 5
_FURTHEST = 3
# As many as ONS asks of a rate that it calls reliable: below it one more event is a rise by a fifth and more.
_FEWEST_EVENTS = 20
_DAMPED = "damped trend of square roots, weighed over its smoothing parameters"
_HELD = "last count held (random walk of square roots)"


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


def make_projection(series: pd.DataFrame, periods: int = 3) -> Projection:
    """Return a projection of caseload or deaths one to three periods ahead.

    Parameters
    ----------
    series : pandas.DataFrame
        Results of one indicator, area, sex, age and group, with counts.
    periods : int, default 3
        How many periods ahead, 1 to 3.

    Returns
    -------
    Projection
        By a damped trend, or by holding the last count where that has the
        smaller error on held-back periods; the note says which and by how much.

    Raises
    ------
    DataError
        Listing everything that stands against it: fewer than eight periods,
        fewer than 20 events in the last five, periods that overlap, run into one another or are missing, a count that
        is suppressed or missing, several series in one, a break in the method.

    Notes
    -----
    Held back by rolling origin: from the fifth period on, the next one to three
    are projected from what had been known by then. The error is the sum of the
    absolute errors over the sum of the counts, which years without deaths
    do not upset.

    On the series that the project was made with, the trend and the last count
    have about the same error, of held-back periods one to three ahead: drug
    misuse deaths in Scotland's councils 27.1% and 24.3%, alcohol-specific deaths
    there 16.9% and 17.5%, drug poisoning in regions of England and Wales 9.8% and
    10.1%, alcohol-specific deaths in regions of the UK 6.9% both, alcohol treatment
    in England's authorities 26.5% and 24.5%, caseloads of Barnet and of England
    4.9% and 4.7%. Their intervals held 90% to 97% of the counts. So the better
    of the two is taken for each series, which makes its error look a little
    smaller than it will be.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> deaths = RESULTS.complete(pd.DataFrame({
    ...     "period_start": [f"{year}-01-01" for year in range(2014, 2024)],
    ...     "period_end": [f"{year}-12-31" for year in range(2014, 2024)],
    ...     "count": [30, 33, 38, 44, 47, 55, 57, 52, 61, 66]}))
    >>> projection = make_projection(deaths, periods=1)
    >>> projection.ahead["period_end"].dt.year.tolist(), projection.method[:6]
    ([2024], 'damped')
    """
    ordered = series.sort_values("period_end", ignore_index=True)
    _refuse(ordered)
    trials = {hold: _hold_back(ordered, hold_level=hold) for hold in (False, True)}
    errors = {hold: _measure_error(held) for hold, held in trials.items()}
    hold = errors[True] < errors[False]
    estimate = methods.project_counts(ordered["count"].to_numpy(), periods, hold_level=hold)
    return Projection(
        history=ordered[["period_start", "period_end"]].assign(value=ordered["count"]),
        ahead=pd.DataFrame({**_next_periods(ordered, periods), **estimate._asdict()}),
        held_back=trials[hold],
        error=errors[hold],
        coverage=_measure_coverage(trials[hold]),
        method=_HELD if hold else _DAMPED,
        note=_note(errors, hold=hold),
        naive_error=errors[True],
    )


def _hold_back(ordered: pd.DataFrame, *, hold_level: bool) -> pd.DataFrame:
    """Project each period again from those before it alone."""
    counts, frames = ordered["count"].to_numpy(), []
    for origin in range(_FIRST_ORIGIN, len(counts)):
        later = ordered.iloc[origin : origin + _FURTHEST]
        known = methods.project_counts(counts[:origin], len(later), hold_level=hold_level)
        held = {
            "period_end": later["period_end"].to_numpy(),
            "horizon": range(1, len(later) + 1),
            "actual": later["count"].to_numpy(),
            "predicted": known.value,
            "lower": known.lower,
            "upper": known.upper,
        }
        frames.append(pd.DataFrame(held))
    return pd.concat(frames, ignore_index=True)


def _measure_error(held: pd.DataFrame) -> float:
    total = held["actual"].sum()
    missed = (held["actual"] - held["predicted"]).abs().sum()
    return float(100 * missed / total) if total else math.nan


def _measure_coverage(held: pd.DataFrame) -> float:
    return float(held["actual"].between(held["lower"], held["upper"]).mean())


def _next_periods(ordered: pd.DataFrame, periods: int) -> dict[str, list[pd.Timestamp]]:
    months = int(months_of(ordered).iloc[-1])
    start = ordered["period_end"].iloc[-1] + pd.Timedelta(days=1)
    starts = [start + pd.DateOffset(months=months * step) for step in range(periods + 1)]
    return {
        "period_start": starts[:-1],
        "period_end": [one - pd.Timedelta(days=1) for one in starts[1:]],
    }


def _refuse(ordered: pd.DataFrame) -> None:
    """Raise one error with everything that stands against a projection."""
    problems = [
        f"several series, by {name}: {', '.join(map(str, ordered[name].unique()[:4]))}"
        for name in SERIES
        if ordered[name].nunique() > 1
    ]
    if len(ordered) < _FEWEST:
        problems.append(f"{len(ordered)} periods, of {_FEWEST} or more that are needed")
    recent = ordered["count"].tail(_FIRST_ORIGIN).sum(skipna=False)
    if recent < _FEWEST_EVENTS:
        problems.append(
            f"{recent:,.0f} counted in the last {_FIRST_ORIGIN} periods, of {_FEWEST_EVENTS} or more that are needed"
        )
    for _, row in ordered[ordered["count"].isna()].iterrows():
        reason = "missing" if row["state"] == "ok" else row["state"].replace("_", " ")
        problems.append(f"{_label(row)}: the count is {reason}")
    for (_, before), (_, after) in itertools.pairwise(ordered.iterrows()):
        gap = (after["period_start"] - before["period_end"]).days
        if gap != 1:
            how = "overlaps" if gap < 1 else "does not follow on"
            problems.append(f"{_label(after)} {how} {_label(before)}")
    if ordered["period_start"].notna().all() and months_of(ordered).nunique() > 1:
        problems.append("the periods are not all of one length")
    if not ordered.empty:
        problems += breaks_between(ordered)
    if problems:
        raise DataError(
            "the series cannot be projected",
            problems,
            hint="give eight or more single periods of one method that follow on each other",
        )


def _label(row: pd.Series) -> str:
    period = period_of(row)
    return "a period that is not stated" if period is None else period.label


def _note(errors: dict[bool, float], *, hold: bool) -> str:
    own, other = errors[hold], errors[not hold]
    if math.isnan(own):
        return (
            "No event was counted in any held-back period, so the error in per cent is not known."
        )
    beaten = "a damped trend" if hold else "holding the last count"
    return (
        f"On held-back periods the error is {own:.1f}%, and that of {beaten} {other:.1f}%. "
        "It knows nothing of what has changed since."
    )
