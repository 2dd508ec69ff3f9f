"""What publishers print: as the figure that is shown, or beside ours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.analysis.selection import KEYS, select, together
from toolkit.catalogue.indicators import Indicator

__all__ = ["as_published", "beside_published", "half_decimal", "recompute"]

_SAME = [key for key in KEYS if key != "age"]

_PRINTED_ALIKE = 0.05


def beside_published(
    indicator: Indicator, rows: pd.DataFrame, chosen: pd.DataFrame
) -> pd.DataFrame:
    """Set what publishers print of the same statement beside our rows; alone where there is none of ours."""
    if not indicator.published:
        return rows
    printed = pd.concat(
        [select(chosen, measure, indicator.period) for measure in indicator.published]
    ).drop_duplicates(_SAME)
    beside = rows.merge(
        printed[[*_SAME, "value", "lower", "upper", "restricted", "source", "observations"]],
        on=_SAME,
        how="left",
        suffixes=("", "_printed"),
    )
    own = beside.get("published", np.nan)
    beside = beside.assign(
        published=beside["value_printed"].fillna(own),
        restricted=beside["restricted"] | beside["restricted_printed"].eq(True),
        source=together(beside["source"], beside["source_printed"].fillna("")),
        observations=together(beside["observations"], beside["observations_printed"].fillna("")),
    )
    beside = _with_printed_limits(beside)
    alone = printed.merge(rows[_SAME].drop_duplicates(), on=_SAME, how="left", indicator="ours")
    alone = as_published(indicator, alone[alone["ours"] == "left_only"])
    # Where only the printed figure is held, it speaks for itself.
    return pd.concat(
        [beside, _count_treated(alone) if indicator.statistic == "unmet_need" else alone]
    )


_SHARE_ALIKE = 0.05
_TURNED = (
    "Treated: the printed estimate less the printed number of people who are not in treatment."
)


def _count_treated(rows: pd.DataFrame) -> pd.DataFrame:
    """Count those in treatment, as all unmet need does, where those who are not are printed.

    Fingertips prints as its count the numerator of the share: people who are
    not in treatment. A count that is nobody's share of the denominator is left
    out; the printed value stands.
    """
    share = 100 * rows["count"] / rows["denominator"].where(rows["denominator"] > 0)
    untreated = (share - rows["value"]).abs() < _SHARE_ALIKE
    note = rows["note"].fillna("")
    return rows.assign(
        count=(rows["denominator"] - rows["count"]).where(untreated),
        note=note.mask(untreated, (note + " " + _TURNED).str.strip()),
    )


def _with_printed_limits(beside: pd.DataFrame) -> pd.DataFrame:
    """Take the limits that are printed with the same value, where ours has none."""
    same = (beside["value"] - beside["value_printed"]).abs() < _PRINTED_ALIKE
    taken = same & beside["lower"].isna() & beside["lower_printed"].notna()
    return beside.assign(
        lower=beside["lower"].mask(taken, beside["lower_printed"]),
        upper=beside["upper"].mask(taken, beside["upper_printed"]),
        interval=beside["interval"].mask(taken, "published"),
    )


def as_published(indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Let rows speak as they are printed, those with neither a value nor a reason left out."""
    limits = rows["lower"].notna() & rows["upper"].notna() & rows["value"].notna()
    # A modelled number of people may be printed as a count.
    value = rows["value"].where(
        rows["value"].notna() | (rows["basis"] != "modelled"), rows["count"]
    )
    stated = rows.assign(
        value=value,
        lower=rows["lower"].where(limits),
        upper=rows["upper"].where(limits),
        method="published",
        interval=np.where(limits, indicator.interval or "published", ""),
    )
    return stated[stated["value"].notna() | (stated["state"] != "ok")]


_RECOMPUTABLE = ("crude_rate", "proportion")


def recompute(
    indicator: Indicator, rows: pd.DataFrame, rates: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Set beside published values what count and denominator give; the published ones stay.

    Parameters
    ----------
    indicator : Indicator
        Which is taken as published.
    rows : pandas.DataFrame
        As ``as_published`` returns them.
    rates : pandas.DataFrame, optional
        Rates that were made of the counts and the residents. Left out, a share
        or crude rate is made of the row's own count and denominator.

    Returns
    -------
    pandas.DataFrame
        The rows with ``recomputed`` and ``published_difference``, recomputed
        less published. Where that is more than rounding allows, the note says so.

    Notes
    -----
    A count rounded to the nearest :math:`b` lies up to :math:`b/2` from the
    true one, so a rate per :math:`m` of :math:`n` people may differ by
    :math:`m b / 2n`, and by half of the last decimal that is printed.
    """
    if rates is not None:
        made = rates.drop_duplicates(_SAME)[[*_SAME, "value", "denominator"]]
        beside = rows[_SAME].merge(made, on=_SAME, how="left")
        # The rates are the headline's: those of other ages printed under the same keys are not.
        same = (rows["age"] == indicator.population.age).to_numpy()
        own = np.where(same, beside["value"], np.nan)
        people = beside["denominator"].to_numpy()
    elif indicator.published_as in _RECOMPUTABLE:
        people = rows["denominator"].where(rows["denominator"] > 0).to_numpy()
        own = rows["count"].to_numpy() / people * indicator.scale
        own = np.where(rows["basis"] == "published", own, np.nan)
    else:
        return rows
    rounded = rows["rounding"].to_numpy() / 2 / people * indicator.scale
    allowed = (
        rounded
        + half_decimal(rows["value"], rows["source"])
        + 1e-6 * rows["value"].abs().to_numpy()
    )
    difference = own - rows["value"].to_numpy()
    note = rows["note"].fillna("").to_numpy(dtype=object).copy()
    for place in np.flatnonzero(np.abs(difference) > allowed):
        said = (
            f"Count and denominator give {own[place]:,.4g}, which is further from the published "
            f"value than rounding explains ({allowed[place]:,.2g})."
        )
        note[place] = f"{note[place]} {said}".strip()
    return rows.assign(recomputed=own, published_difference=difference, note=note)


def half_decimal(values: pd.Series[float], sources: pd.Series[str]) -> np.ndarray:
    """Return half of the last decimal that each source prints; 0 where it prints them all.

    Examples
    --------
    >>> half_decimal(pd.Series([1.2, 3.0, 2.7182818]), pd.Series(["one", "one", "other"]))
    array([0.05, 0.05, 0.  ])
    """
    half = pd.Series(0.0, index=values.index)
    for _, some in values.groupby(sources):
        known = some.dropna()
        for places in range(4):
            if np.allclose(known, known.round(places), rtol=0, atol=1e-9):
                half[some.index] = 0.5 * 10.0**-places
                break
    return half.to_numpy()
