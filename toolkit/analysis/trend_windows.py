"""The trend up to every period of every series, tested for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from toolkit import methods
from toolkit.analysis.series import SERIES, month_number, months_of, series_breaks
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.periods import Period

__all__ = ["add_trends", "refuse_trend", "windowed_trends"]

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_POINTS = 5
_FEWEST = 3
# The level of Fingertips' recent trend, so that the words mean the same for pooled years.
_LEVEL = 0.002
_WORDS = {-1: "decreasing", 0: "no significant change", 1: "increasing"}
_NUMBERS = ("value", "lower", "upper", "count", "denominator")

_NO_INTERVAL = "the last figure has no interval above 0"
_ESTIMATED = "modelled estimates share their uncertainty between years"
_TESTED = ("proportion", "crude_rate", "directly_standardised_rate")
_REFUSALS = {
    "count": "a number of people or events is not tested without the population behind it",
    "standardised_ratio": "ratios to an expected number have no common yardstick over time",
    "percentage_change": "the figure is itself a change",
    "unmet_need": _ESTIMATED,
    "projected_unmet_need": _ESTIMATED,
    "modelled_estimate": _ESTIMATED,
    "synthetic_estimate": "a synthetic estimate follows the population alone",
    "survey_estimate": "the years of a survey are not a series of single years",
}


def add_trends(results: pd.DataFrame) -> pd.DataFrame:
    """Say of every figure whether its series, up to it, rises or falls by more than chance.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    pandas.DataFrame
        The rows with trend (``increasing``, ``decreasing``, ``no significant
        change``, ``cannot be calculated`` or ``not tested``) and trend_basis
        (how it was tested, or why it was not).

    Notes
    -----
    Single years: the recent trend of Fingertips over the last five, which must
    follow each other. Pooled years: three to five periods that share no year,
    by least squares on the logarithm, at the same level of significance
    (99.8%); where they scatter about the line by more than chance, the limits
    are widened. No test runs across a break that the catalogue declares, nor from
    one source to another.

    References
    ----------
    Office for Health Improvement and Disparities. Fingertips technical
    guidance: recent trends.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({"indicator": ["numbers_in_treatment"],
    ...     "value": [1290.0], "period_start": ["2023-04-01"], "period_end": ["2024-03-31"]}))
    >>> add_trends(rows)["trend"].tolist()
    ['not tested']
    """
    tested = windowed_trends(results)
    return results.assign(trend=tested["trend"], trend_basis=tested["trend_basis"])


def windowed_trends(results: pd.DataFrame) -> pd.DataFrame:
    """Return the test of the trend up to each row, with the numbers behind it.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    pandas.DataFrame
        In the order of the rows: trend, trend_basis, points, p_value, ratio,
        lower, upper (a value over that of a year before, for pooled years).
    """
    reasons = refuse_trend(results)
    found = pd.DataFrame(
        {"trend": "not tested", "trend_basis": reasons, "points": 0.0, "p_value": np.nan}
        | dict.fromkeys(("ratio", "lower", "upper"), np.nan),
        index=results.index,
    )
    missing = (reasons == "") & results["value"].isna()
    found.loc[missing, ["trend", "trend_basis"]] = ["cannot be calculated", "there is no figure"]
    rows = results[(reasons == "") & results["value"].notna()]
    for pooled, test in ((False, _test_single), (True, _test_pooled)):
        chosen = rows[(months_of(rows) > 12) == pooled]
        if not chosen.empty:
            tested = test(_Windows.of(chosen))
            found.loc[chosen.index, tested.columns] = tested
    return found


def refuse_trend(results: pd.DataFrame) -> pd.Series[str]:
    """Return why no trend of each row's series is tested; blank where it may be."""
    kinds = {key: _refuse(indicator) for key, indicator in load_indicators().items()}
    by_indicator = results["indicator"].map(kinds).fillna("the indicator is not in the catalogue")
    months = months_of(results)
    reasons = {
        "the source states no period": results["period_end"].isna(),
        _ESTIMATED: results["basis"] == "modelled",
        "periods of less than a year are read with a run chart": months % 12 != 0,
    }
    own = np.select(list(reasons.values()), list(reasons), "")
    return by_indicator.mask(by_indicator == "", pd.Series(own, index=results.index))


def _refuse(indicator: Indicator) -> str:
    kind = indicator.published_as or indicator.statistic
    if kind in _TESTED:
        return ""
    return _REFUSALS.get(kind, "the figure has no interval of chance")


@dataclass(frozen=True)
class _Windows:
    """The last five periods up to each row that share no year, the row itself last.

    Parameters
    ----------
    rows : pandas.DataFrame
        The rows that the windows end with.
    numbers : dict of str to ndarray
        Of each column, rows by five, NaN where a window has no such period.
    run : ndarray of bool
        Which points form one unbroken series with the row itself.
    why : ndarray of str
        What ends that series; blank where all five are one.
    """

    rows: pd.DataFrame
    numbers: dict[str, Floats]
    run: Flags
    why: npt.NDArray[np.object_]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> _Windows:
        places = _places(rows)
        there = places >= 0
        numbers = {
            name: np.where(there, rows[name].to_numpy()[places], np.nan) for name in _NUMBERS
        }
        fitting, parts = _fitting(rows), _parts(rows)
        held = there & fitting[places]
        alike = parts[places] == parts[:, np.newaxis]
        unbroken = alike & (parts[:, np.newaxis] >= 0)
        source = rows["source"].str.replace(" .*", "", regex=True).to_numpy()
        same = source[places] == source[:, np.newaxis]
        run = np.logical_and.accumulate((held & unbroken & same)[:, ::-1], axis=1)[:, ::-1]
        return cls(rows, numbers, run, _why(rows, run, held & ~unbroken, held & unbroken & ~same))

    @property
    def points(self) -> npt.NDArray[np.int64]:
        return np.asarray(self.run.sum(axis=1), dtype=np.int64)


def _places(rows: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Return where the five points of each row stand; -1 for none."""
    months = months_of(rows).astype(int)
    series = rows.assign(months=months).groupby([*SERIES, "months"], dropna=False).ngroup()
    codes = series * 100_000 + month_number(rows["period_end"]).astype(int)
    firsts = np.flatnonzero(~codes.duplicated())
    index, places = pd.Index(codes.iloc[firsts]), np.append(firsts, -1)
    found = [
        index.get_indexer(pd.Index(codes - back * months)) for back in reversed(range(_POINTS))
    ]
    return np.asarray(places[np.stack(found, axis=1)])


def _fitting(rows: pd.DataFrame) -> Flags:
    """Mark the points that have an interval with their value in it."""
    value, lower, upper = rows["value"], rows["lower"], rows["upper"]
    inside = (lower <= value) & (value <= upper) & (lower < upper)
    # A rate of 0, or one whose limit is, has no logarithm.
    return np.asarray(inside & ((months_of(rows) == 12) | (lower > 0)))


def _parts(rows: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return which part of a broken series each row is in; -1 across a break."""
    parts = np.zeros(len(rows), dtype=np.int64)
    start = rows["baseline_start"].fillna(rows["period_start"]).to_numpy()
    end = rows["baseline_end"].fillna(rows["period_end"]).to_numpy()
    for indicator, places in rows.reset_index(drop=True).groupby("indicator").indices.items():
        for day, _ in series_breaks(str(indicator)):
            moment = day.to_datetime64()
            parts[places] += end[places] >= moment
            across = (start[places] < moment) & (end[places] >= moment)
            parts[places[across]] = -len(rows)
    return np.maximum(parts, -1)


def _why(rows: pd.DataFrame, run: Flags, broken: Flags, moved: Flags) -> npt.NDArray[np.object_]:
    """Say what ends each series where it is shorter than a window."""
    last = _POINTS - 1 - run.sum(axis=1)
    at = (np.arange(len(rows)), np.maximum(last, 0))
    short = last >= 0
    why = np.full(len(rows), "", dtype=object)
    why[short] = "too short"
    why[short & moved[at]] = "the figures before come from another source"
    for place in np.flatnonzero(short & broken[at]):
        row = rows.iloc[place]
        said = [text for day, text in series_breaks(row["indicator"]) if day <= row["period_end"]]
        why[place] = said[-1]
    return why


def _test_single(windows: _Windows) -> pd.DataFrame:
    numbers = {
        name: np.where(windows.run, array, np.nan) for name, array in windows.numbers.items()
    }
    # Where a rate is printed without its population, the one that it implies shows it is there.
    value = np.where(numbers["value"] > 0, numbers["value"], np.nan)
    given = numbers["denominator"]
    numbers["denominator"] = np.where(np.isnan(given), numbers["count"] / value * 100_000, given)
    trend = methods.recent_trend(*(numbers[name] for name in _NUMBERS))
    calculated = trend.direction != methods.TrendDirection.NOT_CALCULATED
    ended = (windows.points < _POINTS) & (windows.why != "too short")
    basis = np.where(
        windows.points < _POINTS,
        "fewer than five years in a row with a figure, its limits and the number behind it",
        "the numbers behind the figures allow no test",
    )
    states = np.where(ended, "not tested", "cannot be calculated").astype(object)
    basis = np.where(ended, windows.why, basis)
    states[calculated] = [_WORDS[code] for code in trend.direction[calculated].tolist()]
    basis[calculated] = "the recent trend of Fingertips over five years"
    return pd.DataFrame(
        {
            "trend": states,
            "trend_basis": basis,
            "points": np.where(calculated, _POINTS, 0.0),
            "p_value": special.chdtrc(1, trend.chi_squared),
        },
        index=windows.rows.index,
    )


@cache
def _first(start: pd.Timestamp, end: pd.Timestamp, points: int) -> str:
    """Return the label of the first of some periods that share no year, by the last of them."""
    last = Period.between(start.date(), end.date())
    return last.rolled(-last.years * (points - 1)).label


def _test_pooled(windows: _Windows) -> pd.DataFrame:
    enough = windows.points >= _FEWEST
    value, lower, upper = (
        np.where(windows.run & enough[:, np.newaxis], windows.numbers[name], np.nan)
        for name in ("value", "lower", "upper")
    )
    years = (months_of(windows.rows) / 12).to_numpy()
    time = years[:, np.newaxis] * np.arange(_POINTS)
    # The periods of a window share no year, so that their estimates are independent.
    trend = methods.pooled_trend(value, lower, upper, time, overdispersed=True)
    found = np.where(trend.p_value < _LEVEL, np.sign(trend.value - 1), 0)
    short = np.where(
        windows.why == "too short",
        np.where(windows.points, "fewer than three periods that share no year", _NO_INTERVAL),
        windows.why,
    )
    return pd.DataFrame(
        {
            "trend": [
                _WORDS[int(code)] if tested else "not tested"
                for code, tested in zip(found, enough, strict=True)
            ],
            "trend_basis": [
                f"{points} periods that share no year, from {_first(start, end, points)} on, tested at 99.8%"
                if tested
                else why
                for start, end, points, tested, why in zip(
                    *(windows.rows[name] for name in ("period_start", "period_end")),
                    windows.points.tolist(),
                    enough,
                    short,
                    strict=True,
                )
            ],
            "points": np.where(enough, windows.points, 0.0),
            "p_value": trend.p_value,
            "ratio": trend.value,
            "lower": trend.lower,
            "upper": trend.upper,
        },
        index=windows.rows.index,
    )
