"""The gradient over authorities by deprivation, from the events and people of each tenth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.analysis.inequality import Gradient, fit_gradient
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import DataError

__all__ = ["make_area_gradient"]

_DAYS_A_YEAR = 365.25


def make_area_gradient(
    results: pd.DataFrame,
    deciles: pd.Series[int],
    *,
    residents: pd.Series[float] | None = None,
) -> Gradient:
    """Return the gradient over authorities by deprivation, each tenth of them summed.

    Parameters
    ----------
    results : pandas.DataFrame
        Results of one indicator, period, sex, age and group, with counts.
    deciles : pandas.Series
        The tenth of each area by its code, 1 the most deprived, as
        `toolkit.analysis.deprivation.deprivation_deciles` returns it.
    residents : pandas.Series, optional
        People by area code, for events that are printed without a denominator;
        of pooled years each counts once a year.

    Returns
    -------
    Gradient
        Of crude figures: counts and denominators of the areas of each tenth,
        added up. Never an average of rates.

    Raises
    ------
    DataError
        A count is suppressed, an area stands twice, a tenth has no areas or
        fewer than 10 events, or the figures are modelled.

    Examples
    --------
    >>> codes = [f"E0600{n:04d}" for n in range(1, 21)]
    >>> exits = pd.DataFrame({"indicator": "planned_exits", "area_code": codes,
    ...     "period_start": pd.Timestamp("2021-04-01"), "period_end": pd.Timestamp("2022-03-31"),
    ...     "count": 40.0, "denominator": [*range(80, 100)], "unit": "%", "state": "ok",
    ...     "basis": "published"})
    >>> tenths = pd.Series([n // 2 + 1 for n in range(20)], index=codes)
    >>> round(make_area_gradient(exits, tenths).slope_index, 1)
    10.0
    """
    rows = results[results["area_code"].isin(deciles.index)]
    if rows.empty:
        raise DataError("there is no figure of any authority whose deprivation is known")
    _check_areas(rows)
    notes = ["Crude: the events and people of each tenth's authorities, added up."]
    if residents is not None:
        rows = rows.assign(denominator=rows["denominator"].fillna(_person_years(rows, residents)))
        notes.append("Divided by residents of one year, once for each year that is pooled.")
    known = rows[rows["count"].notna() & rows["denominator"].notna()]
    if left := len(deciles) - len(known):
        notes.append(f"{left} of {len(deciles)} authorities have no figure and are left out.")
    points = known.assign(rank=known["area_code"].map(deciles).astype("float64")).groupby("rank")
    summed = points[["count", "denominator"]].sum().reset_index()
    ranks = summed["rank"].map("{:.0f}".format)
    scale = load_indicators()[rows["indicator"].iloc[0]].scale
    made = summed.assign(
        value=summed["count"] / summed["denominator"] * scale,
        lower=np.nan,
        upper=np.nan,
        category=ranks,
        label="Tenth " + ranks,
        unit=rows["unit"].iloc[0],
        basis=rows["basis"].iloc[0],
    )
    return fit_gradient(made, "authorities by deprivation decile", notes)


def _check_areas(rows: pd.DataFrame) -> None:
    twice = rows.loc[rows["area_code"].duplicated(), "area_code"].unique()
    if len(twice):
        raise DataError(
            "an area stands more than once in the figures to be added up",
            [f"more than once: {', '.join(twice)}"],
            hint="keep one period, sex, age and group",
        )
    hidden = rows.loc[rows["count"].isna() & (rows["state"] == "suppressed"), "area_code"]
    if not hidden.empty:
        raise DataError(
            "the sum of a tenth is not known where a part of it is suppressed",
            [f"suppressed: {', '.join(hidden)}"],
            hint="use pooled years, of which fewer are suppressed",
        )


def _person_years(rows: pd.DataFrame, residents: pd.Series[float]) -> pd.Series[float]:
    days = (rows["period_end"] - rows["period_start"]).dt.days + 1
    return rows["area_code"].map(residents) * (days / _DAYS_A_YEAR).round().clip(lower=1)
