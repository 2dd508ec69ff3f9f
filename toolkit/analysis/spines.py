"""Where an area stands among the authorities of its nation, indicator by indicator."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import latest
from toolkit.analysis.ranking import peers
from toolkit.catalogue.areas import find_area

__all__ = ["make_spine"]

_SAME = [
    "indicator",
    "period_start",
    "period_end",
    "sex",
    "age",
    "group",
    "grouping_scheme",
    "category",
]
_QUARTERS = {
    "lowest": 0.0,
    "lower_quartile": 0.25,
    "upper_quartile": 0.75,
    "highest": 1.0,
}


def make_spine(results: pd.DataFrame, area: str, comparator: str) -> pd.DataFrame:
    """Set the area's latest figures beside all authorities of its nation and one comparator.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results: of the area, the authorities and the
        comparator; headline rows of any indicators.
    area : str
        Code of an upper-tier authority.
    comparator : str
        Code of its nation or region.

    Returns
    -------
    pandas.DataFrame
        The area's row of the latest period in which it is ranked, for every
        indicator that can be set side by side, with comparator,
        comparator_value, lowest, lower_quartile, upper_quartile, highest and
        areas (authorities with a figure), in the order of the results. An
        indicator of which the area is never ranked keeps its latest row.

    Notes
    -----
    Quartiles are of the authorities, unweighted, between the two nearest where
    they fall between two (Hyndman and Fan's type 7).

    References
    ----------
    Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat
    1996;50:361-5. doi:10.1080/00031305.1996.10473566

    Examples
    --------
    >>> from toolkit.catalogue.areas import current_upper_tier
    >>> from toolkit.analysis.ranking import rank_areas
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "drug_misuse_deaths", "sex": "persons", "age": "all ages", "group": "all",
    ...     "area_code": [one.code for one in current_upper_tier("Wales")[:21]],
    ...     "value": [float(n) for n in range(21)],
    ... }))
    >>> rows = rank_areas(rows)
    >>> make_spine(rows, rows["area_code"][3], "W92000004")[["lowest", "upper_quartile", "areas"]].values.tolist()
    [[0.0, 15.0, 21.0]]
    """
    rows = peers(results)
    held = results[results["area_code"] == area]
    ranked = held[held["rank"].notna()]
    unranked = held[~held["indicator"].isin(ranked["indicator"])]
    own = pd.concat([ranked, unranked[unranked["indicator"].isin(rows["indicator"])]])
    own = pd.concat([latest(some) for _, some in own.groupby("indicator", sort=False)])
    same = rows[rows["nation"] == find_area(area).nation].groupby(_SAME, dropna=False)["value"]
    spread = pd.concat(
        [
            *(same.quantile(at).rename(name) for name, at in _QUARTERS.items()),
            same.size().rename("areas"),
        ],
        axis=1,
    ).reset_index()
    beside = results.loc[results["area_code"] == comparator, [*_SAME, "value"]]
    beside = beside.rename(columns={"value": "comparator_value"}).drop_duplicates(_SAME)
    return (
        own.drop(columns="comparator_value")
        .merge(spread, on=_SAME, how="left")
        .merge(beside, on=_SAME, how="left")
        .assign(comparator=comparator)
    )
