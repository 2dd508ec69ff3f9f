"""An authority's place among those of its nation, and how sure that place is."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.indicators import Indicator, load_indicators

__all__ = ["peers", "rank_areas"]

Floats = npt.NDArray[np.float64]

_STATEMENT = ["indicator", "nation", *(key for key in KEYS if key != "area_code")]
_DRAWS = 1_000
_SEED = 20_240_401
_TAILS = (0.025, 0.975)
_Z = float(special.ndtri(0.975))
_RANKS = ["rank", "rank_of", "rank_lower", "rank_upper", "rank_without", "rank_shared"]


def rank_areas(results: pd.DataFrame) -> pd.DataFrame:
    r"""Give every upper-tier authority its place among those of its nation.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    pandas.DataFrame
        The rows with rank (1 is the highest value; equal values share the
        first place), rank_of, rank_lower, rank_upper (the 95% interval of the
        rank, where every authority ranked has limits), rank_without (the
        authorities of that time without a figure) and rank_shared (how many have
        the same value, this one among them). NaN where an area is not
        ranked: it is no upper-tier authority, it has no value, the indicator
        cannot be set side by side (numbers of people, ratios to an expected
        number, synthetic estimates), or fewer than half of the nation's
        authorities have a figure.

    Notes
    -----
    A rank is of one indicator, period, sex, age, group and category. Its
    interval is by simulation: each value is drawn 1,000 times, each time all
    are ranked, and the interval holds the middle 95% of an area's ranks. A draw
    of the standard normal deviate :math:`z` gives

    .. math:: y + z\,(y_U - y) / 1.96 \;(z > 0), \quad y + z\,(y - y_L) / 1.96 \;(z \le 0)

    so that limits of unequal width are kept. The draws are the same at every
    run; areas are taken as independent.

    References
    ----------
    Goldstein H, Spiegelhalter DJ. League tables and their limitations:
    statistical issues in comparisons of institutional performance. J R Stat Soc
    A 1996;159:385-443. doi:10.2307/2983325

    Marshall EC, Spiegelhalter DJ. Reliability of league tables of in vitro
    fertilisation clinics: retrospective analysis of live birth rates. BMJ
    1998;316:1701-4. doi:10.1136/bmj.316.7146.1701

    Examples
    --------
    >>> from toolkit.catalogue.areas import current_upper_tier
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "drug_misuse_deaths", "sex": "persons", "age": "all ages", "group": "all",
    ...     "area_code": [area.code for area in current_upper_tier("Wales")[:20]],
    ...     "value": [float(n) for n in range(20)],
    ... }))
    >>> rank_areas(rows)[["rank", "rank_of", "rank_without"]].tail(2).to_numpy().tolist()
    [[2.0, 20.0, 2.0], [1.0, 20.0, 2.0]]
    """
    bare = results.drop(columns=_RANKS, errors="ignore").reset_index(drop=True)
    ranked = _rank(peers(bare))
    return bare.join(ranked)[[*results.columns, *(n for n in _RANKS if n not in results)]]


def peers(results: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that may be set side by side, with their nation and statement.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    pandas.DataFrame
        Rows of upper-tier authorities with a value, of indicators that allow
        it, with the further columns nation and statement (a number that
        rows of one statement share). A former authority is left out where one
        that followed it has a figure.
    """
    areas = load_areas()
    upper = {code: area.nation for code, area in areas.items() if area.tier == "upper"}
    able = {key for key, indicator in load_indicators().items() if _is_rankable(indicator)}
    rows = results[results["value"].notna() & results["indicator"].isin(able)]
    rows = rows.assign(nation=rows["area_code"].map(upper))
    rows = rows[rows["nation"].notna()]
    rows["statement"] = rows.groupby(_STATEMENT, dropna=False, sort=False).ngroup()
    return rows[~_followed(rows)]


def _is_rankable(indicator: Indicator) -> bool:
    return (
        indicator.comparable
        and indicator.statistic != "standardised_ratio"
        and indicator.published_as != "synthetic_estimate"
    )


def _followed(rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark former authorities beside which one that took them over has a figure."""
    areas = load_areas()
    codes = rows["area_code"].unique()
    pairs = [(code, later.code) for code in codes for later in areas[code].successors()]
    steps = pd.DataFrame(pairs, columns=["area_code", "later"], dtype="str")
    held = rows[["statement", "area_code"]].rename(columns={"area_code": "later"})
    both = rows[["statement", "area_code"]].merge(steps).merge(held)
    doubled = pd.MultiIndex.from_frame(both[["statement", "area_code"]])
    own = pd.MultiIndex.from_frame(rows[["statement", "area_code"]])
    return pd.Series(own.isin(doubled), index=rows.index)


def _rank(rows: pd.DataFrame) -> pd.DataFrame:
    by_statement = rows.groupby("statement")["value"]
    ranked = pd.DataFrame(
        {
            "rank": by_statement.rank(method="min", ascending=False),
            "rank_of": by_statement.transform("size").astype(float),
            "rank_without": 0.0,
            "rank_shared": rows.groupby(["statement", "value"])["value"]
            .transform("size")
            .astype(float),
            "rank_lower": np.nan,
            "rank_upper": np.nan,
        },
        index=rows.index,
    )
    expected = _authorities(rows)
    ranked["rank_without"] = (expected - ranked["rank_of"]).clip(lower=0)
    ranked = ranked[(ranked["rank_of"] >= 2) & (ranked["rank_of"] >= expected / 2)]
    kept = rows.loc[ranked.index]
    sure = kept["lower"].notna() & kept["upper"].notna()
    kept = kept[sure.groupby(kept["statement"]).transform("all")].sort_values("area_code")
    for places in kept.groupby("statement").indices.values():
        group = kept.iloc[places]
        least, most = _simulate(*(group[name].to_numpy() for name in ("value", "lower", "upper")))
        own = ranked.loc[group.index, "rank"]
        ranked.loc[group.index, "rank_lower"] = np.minimum(least, own)
        ranked.loc[group.index, "rank_upper"] = np.maximum(most, own)
    return ranked


def _authorities(rows: pd.DataFrame) -> pd.Series[float]:
    """Return how many upper-tier authorities each row's nation had at the end of its period."""
    moments = rows[["nation", "period_end"]].drop_duplicates()
    moments["expected"] = [
        _count_authorities(nation, None if pd.isna(end) else end.date())
        for nation, end in zip(moments["nation"], moments["period_end"], strict=True)
    ]
    expected = rows[["nation", "period_end"]].merge(moments, how="left")["expected"]
    return expected.astype(float).set_axis(rows.index)


@cache
def _count_authorities(nation: str, day: date | None) -> int:
    return sum(
        area.tier == "upper"
        and area.nation == nation
        and (area.current if day is None else area.existed_on(day))
        for area in load_areas().values()
    )


@cache
def _draws(areas: int) -> Floats:
    """Return draws of the normal deviate, a row a draw, spread evenly over its distribution."""
    even = special.ndtri((np.arange(_DRAWS) + 0.5) / _DRAWS)
    shuffled = np.random.default_rng(_SEED).permuted(np.tile(even, (areas, 1)), axis=1)
    return np.ascontiguousarray(shuffled.T)


def _simulate(value: Floats, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Return the ends of each area's rank over all draws."""
    z = _draws(value.size)
    drawn = value + z * np.where(z > 0, upper - value, value - lower) / _Z
    order = np.argsort(-drawn, axis=1)
    ranks = np.empty(order.shape, dtype=np.int16)
    np.put_along_axis(ranks, order, np.arange(1, value.size + 1, dtype=np.int16)[None, :], axis=1)
    ranks.sort(axis=0)
    low, high = (round(tail * (_DRAWS - 1)) for tail in _TAILS)
    return ranks[low].astype(float), ranks[high].astype(float)
