"""Counts set against what they are a part of, or against what was expected."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from toolkit import methods
from toolkit.analysis.selection import KEYS, numerator_rows, select, together, with_totals
from toolkit.catalogue.indicators import Indicator, load_indicators

__all__ = ["make_shares"]

_FORMULAS: dict[str, Callable[..., methods.Estimate]] = {
    "proportion": methods.proportion,
    "standardised_ratio": methods.standardised_ratio,
}
_ROUNDED = "The limits do not take in that the counts are rounded."


def make_shares(indicator: Indicator, chosen: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a proportion or a standardised ratio wherever both its numbers are there.

    Parameters
    ----------
    indicator : Indicator
        Whose statistic is one of the two.
    chosen : pandas.DataFrame
        One row a figure, as ``choose`` returns it.

    Returns
    -------
    tuple of pandas.DataFrame
        The shares, beside what their rows print of them as ``published``; and
        the rows of which none can be made. A rounded part that is printed above
        its rounded whole is one of these.
    """
    rows = _without_rates(indicator, numerator_rows(indicator, chosen))
    rows = _with_denominator(indicator, chosen, rows)
    count, whole = rows["count"], rows["denominator"]
    part = (count <= whole) | (indicator.statistic != "proportion")
    able = count.notna() & (whole > 0) & part
    made = rows[able]
    share = _FORMULAS[indicator.statistic](
        made["count"].to_numpy(), made["denominator"].to_numpy(), scale=indicator.scale
    )
    shares = made.assign(
        value=share.value,
        lower=share.lower,
        upper=share.upper,
        published=made["value"],
        note=made["note"].fillna("").where(made["rounding"] == 0, _ROUNDED),
        method=indicator.statistic,
        interval=indicator.interval or "",
    )
    return shares, rows[~able]


def _without_rates(indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out printed values that another indicator is published as: a rate of deaths is no share of them."""
    rates = {
        name
        for one in load_indicators().values()
        if one.statistic == "published" and one.unit != indicator.unit
        for measure in one.numerator
        for name in measure.names
    }
    others = rows["indicator"].isin(rates)
    return rows.assign(**{name: rows[name].mask(others) for name in ("value", "lower", "upper")})


def _with_denominator(
    indicator: Indicator, chosen: pd.DataFrame, rows: pd.DataFrame
) -> pd.DataFrame:
    """Fill in what the counts are a part of, where their own rows do not hold it."""
    measure = indicator.denominator
    if measure is None:
        return rows
    keys = KEYS
    if total := measure.group:
        # The groups of one scheme, as parts of its total.
        keys = [key for key in KEYS if key != "group"]
        whole = with_totals(
            select(chosen, measure.model_copy(update={"group": None}), indicator.period)
        )
        whole, rows = whole[whole["group"] == total], rows[rows["group"] != total]
    else:
        whole = select(chosen, measure, indicator.period)
    carried = ["count", "rounding", "state", "restricted", "source", "observations"]
    both = rows.merge(whole[[*keys, *carried]], on=keys, how="left", suffixes=("", "_whole"))
    lent = both["denominator"].isna() & both["count_whole"].notna()
    return both.assign(
        denominator=both["denominator"].fillna(both["count_whole"]),
        rounding=both["rounding"].where(~lent, both[["rounding", "rounding_whole"]].max(axis=1)),
        state=both["state"].where(~lent | (both["state"] != "ok"), both["state_whole"]),
        restricted=both["restricted"] | (lent & both["restricted_whole"].eq(True)),
        source=together(both["source"], both["source_whole"].where(lent, "")),
        observations=together(both["observations"], both["observations_whole"].where(lent, "")),
    )
