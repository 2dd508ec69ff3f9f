"""How good the data at hand are: what is covered, hidden, old, and changed between editions."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import load_indicators

__all__ = ["coverage", "editions_apart", "freshness", "gaps_in_time", "hidden_shares"]


def coverage(results: pd.DataFrame) -> pd.DataFrame:
    """Return the share of upper-tier authorities that have a value, by indicator and period.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    pandas.DataFrame
        Columns indicator, period_start, period_end, areas, expected, share (0 to 1).
    """
    expected = {
        nation: {area.code for area in current_upper_tier(nation)}
        for nation in ("England", "Scotland", "Wales", "Northern Ireland")
    }
    frames = []
    for indicator in load_indicators().values():
        codes = set().union(*(expected[nation] for nation in indicator.nations))
        rows = results[
            (results["indicator"] == indicator.id)
            & results["value"].notna()
            & results["period_end"].notna()
            & results["area_code"].isin(codes)
        ]
        counted = rows.groupby(["indicator", "period_start", "period_end"], as_index=False).agg(
            areas=("area_code", "nunique")
        )
        frames.append(counted.assign(expected=len(codes), share=counted["areas"] / len(codes)))
    return pd.concat(frames, ignore_index=True)


def hidden_shares(observations: pd.DataFrame) -> pd.DataFrame:
    """Return how many figures of each source are in each state.

    Parameters
    ----------
    observations : pandas.DataFrame
        With source and state.

    Returns
    -------
    pandas.DataFrame
        One row a source, a column a state, and the total.
    """
    counted = pd.crosstab(observations["source"], observations["state"])
    return counted.assign(figures=counted.sum(axis=1)).reset_index()


def freshness(observations: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Return how old each file's last figures are.

    Parameters
    ----------
    observations : pandas.DataFrame
        With source, file, edition and period_end.
    today : date
        The day from which age is reckoned.

    Returns
    -------
    pandas.DataFrame
        Columns source, file, edition, last, years; the oldest first.
    """
    last = observations.groupby(["source", "file", "edition"], as_index=False).agg(
        last=("period_end", "max")
    )
    years = (pd.Timestamp(today) - last["last"]).dt.days / 365.25
    return last.assign(years=years).sort_values("years", ascending=False, ignore_index=True)


def gaps_in_time(results: pd.DataFrame) -> pd.DataFrame:
    """Return the periods that are missing inside an indicator's series, areas taken together.

    Returns
    -------
    pandas.DataFrame
        Columns indicator, after, before: the ends of the periods on either side of each gap.
    """
    dated = results[results["period_end"].notna() & results["value"].notna()]
    ends = dated.groupby(["indicator", "period_end"], as_index=False).size()
    ends["after"] = ends.groupby("indicator")["period_end"].shift()
    wide = ends[(ends["period_end"] - ends["after"]).dt.days > 370]
    return wide.rename(columns={"period_end": "before"})[["indicator", "after", "before"]]


def editions_apart(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that two editions of one source print differently.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.

    Returns
    -------
    pandas.DataFrame
        One row a figure: the keys, and file, count and value in the earlier and the later edition.
    """
    several = observations.groupby("source")["file"].transform("nunique") > 1
    keys = ["source", "indicator", *KEYS]
    rows = observations.loc[several, [*keys, "edition", "file", "count", "value"]]
    rows = rows.sort_values(["edition", "file"])
    pairs = rows.merge(rows, on=keys, suffixes=("_earlier", "_later"))
    pairs = pairs[pairs["file_earlier"] < pairs["file_later"]]
    differs = pd.Series(False, index=pairs.index)
    for name in ("count", "value"):
        one, other = pairs[f"{name}_earlier"], pairs[f"{name}_later"]
        differs |= ~((one == other) | (one.isna() & other.isna()))
    return pairs[differs].reset_index(drop=True)
