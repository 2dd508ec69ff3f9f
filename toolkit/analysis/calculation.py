"""From observations to results, for every area and period at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.combining import combine
from toolkit.analysis.comparison import compare_with_nation
from toolkit.analysis.crosswalk import bridge
from toolkit.analysis.selection import KEYS, choose, numerator_rows, select, together, with_totals
from toolkit.analysis.shares import make_shares
from toolkit.catalogue.areas import Area
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.contracts import RESULTS
from toolkit.methods import UnmetNeedState

__all__ = ["calculate"]

_CARRIED = ["basis", "state", "restricted", "source", "note", "observations"]


def calculate(
    observations: pd.DataFrame,
    indicators: Iterable[Indicator] | None = None,
    combined: Sequence[Area] = (),
    arrived: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return every statement that the observations carry.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.
    indicators : iterable of Indicator, optional
        Which to calculate; the whole catalogue by default.
    combined : sequence of Area
        Combined areas to be made from their parts.
    arrived : mapping of str to str, optional
        When each file came; of two of one edition the later speaks.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results, compared with each area's nation.

    Raises
    ------
    DataError
        Where a result breaks the contract.
    """
    chosen = choose(observations, arrived)
    chosen = pd.concat([chosen, bridge(chosen)], ignore_index=True)
    if combined:
        wholes = {area.code: area.parts for area in combined}
        chosen = pd.concat([chosen, combine(chosen, wholes)], ignore_index=True)
    frames = [
        _state_indicator(indicator, STATISTICS[indicator.statistic](indicator, chosen), chosen)
        for indicator in (load_indicators().values() if indicators is None else indicators)
        if indicator.numerator
    ]
    results = pd.concat([RESULTS.empty(), *(frame for frame in frames if not frame.empty)])
    return RESULTS.check(RESULTS.complete(compare_with_nation(results)), where="the calculation")


def _state_indicator(
    indicator: Indicator, rows: pd.DataFrame, chosen: pd.DataFrame
) -> pd.DataFrame:
    """Give the rows of one indicator its name, unit and what publishers print beside them."""
    rows = _beside_published(indicator, rows, chosen).assign(
        indicator=indicator.id, unit=indicator.unit, polarity=indicator.polarity
    )
    return RESULTS.complete(rows[[name for name in RESULTS.names if name in rows]])


_PRINTED_ALIKE = 0.05


def _beside_published(
    indicator: Indicator, rows: pd.DataFrame, chosen: pd.DataFrame
) -> pd.DataFrame:
    if not indicator.published:
        return rows
    keys = [key for key in KEYS if key != "age"]
    printed = pd.concat(
        [select(chosen, measure, indicator.period) for measure in indicator.published]
    ).drop_duplicates(keys)
    beside = rows.merge(
        printed[[*keys, "value", "lower", "upper", "restricted", "source", "observations"]],
        on=keys,
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
    alone = printed.merge(rows[keys].drop_duplicates(), on=keys, how="left", indicator="ours")
    alone = alone[alone["ours"] == "left_only"]
    # Where only the printed figure is held, it speaks for itself.
    return pd.concat([beside, _as_published(indicator, alone)])


def _with_printed_limits(beside: pd.DataFrame) -> pd.DataFrame:
    """Take the limits that are printed with the same value, where ours has none."""
    same = (beside["value"] - beside["value_printed"]).abs() < _PRINTED_ALIKE
    taken = same & beside["lower"].isna() & beside["lower_printed"].notna()
    return beside.assign(
        lower=beside["lower"].mask(taken, beside["lower_printed"]),
        upper=beside["upper"].mask(taken, beside["upper_printed"]),
        interval=beside["interval"].mask(taken, "published"),
    )


def _published(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    return _as_published(indicator, numerator_rows(indicator, chosen))


def _as_published(indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
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


def _count(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    rows = with_totals(numerator_rows(indicator, chosen))
    return rows.assign(value=rows["count"], lower=np.nan, upper=np.nan, method="count", interval="")


def _share(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    ours, others = make_shares(indicator, chosen)
    # Without both numbers a share that is printed speaks for itself.
    return pd.concat([ours, _as_published(indicator, others)])


def _percentage_change(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    """Set each period's count beside that of the period directly before."""
    rows = with_totals(numerator_rows(indicator, chosen))
    rows = rows[rows["period_start"].notna() & rows["count"].notna()]
    others = [key for key in KEYS if key not in ("period_start", "period_end")]
    before = rows[[*others, "period_start", "period_end", "count", "rounding", "state",
                   "restricted", "source", "observations"]]  # fmt: skip
    before = before.assign(joined=before["period_end"] + pd.Timedelta(days=1))
    pairs = rows.assign(joined=rows["period_start"]).merge(
        before, on=[*others, "joined"], suffixes=("", "_before")
    )
    change = methods.percentage_change(
        pairs["count_before"].to_numpy(),
        pairs["count"].to_numpy(),
        rounding=pairs[["rounding_before", "rounding"]].max(axis=1).to_numpy(),
    )
    return pairs.assign(
        value=change.value,
        lower=change.lower,
        upper=change.upper,
        denominator=pairs["count_before"],
        baseline_start=pairs["period_start_before"],
        baseline_end=pairs["period_end_before"],
        state=pairs["state"].where(pairs["state"] != "ok", pairs["state_before"]),
        restricted=pairs["restricted"] | pairs["restricted_before"],
        source=together(pairs["source"], pairs["source_before"]),
        observations=together(pairs["observations"], pairs["observations_before"]),
        method="percentage_change",
        interval=np.where(pd.notna(change.lower), indicator.interval or "", ""),
    )


def _unmet_need(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    """Set the treated of each period against the latest estimate up to then."""
    assert indicator.denominator is not None
    treated = numerator_rows(indicator, chosen)
    need = _published(indicator, chosen.iloc[:0])
    estimate = select(chosen, indicator.denominator, indicator.period)
    pairs = _latest_estimate(treated, _as_published(indicator, estimate))
    if pairs.empty:
        return need
    share = methods.unmet_need(
        *(pairs[name].to_numpy() for name in ("count", "value_need", "lower_need", "upper_need"))
    )
    scale = indicator.scale
    return pairs.assign(
        value=share.value * scale,
        lower=share.lower * scale,
        upper=share.upper * scale,
        age=pairs["age_need"],
        denominator=pairs["value_need"],
        baseline_start=pairs["period_start_need"],
        baseline_end=pairs["period_end_need"],
        basis="modelled",
        state=pairs["state"].where(pairs["state"] != "ok", pairs["state_need"]),
        restricted=pairs["restricted"] | pairs["restricted_need"],
        source=together(pairs["source"], pairs["source_need"]),
        observations=together(pairs["observations"], pairs["observations_need"]),
        note=_unmet_notes(pairs, share.flag),
        method="unmet_need",
        interval=np.where(pd.notna(share.lower), indicator.interval or "", ""),
    )


def _latest_estimate(treated: pd.DataFrame, estimate: pd.DataFrame) -> pd.DataFrame:
    """Join each count with the latest estimate for its area and group that had been reached."""
    by = ["area_code", "sex", "group", "category_type", "category"]
    carried = [*by, "age", "period_start", "period_end", "value", "lower", "upper",
               "state", "restricted", "source", "note", "observations"]  # fmt: skip
    counted = treated[treated["count"].notna() & treated["period_end"].notna()]
    known = estimate[estimate["value"].notna() & estimate["period_end"].notna()]
    need = known[carried].rename(
        columns={name: f"{name}_need" for name in carried if name not in by}
    )
    return pd.merge_asof(
        counted.sort_values("period_end"),
        need.sort_values("period_end_need"),
        left_on="period_end",
        right_on="period_end_need",
        by=by,
    ).dropna(subset="value_need")


_UNMET_NOTES = {
    UnmetNeedState.LOWER_LIMIT_CLIPPED: (
        "The number in treatment is above the estimate's lower limit, so the lower limit is shown as 0."
    ),
    UnmetNeedState.TREATED_EXCEEDS_ESTIMATE: (
        "The number in treatment is at or above the estimate; the estimate is too low or too old."
    ),
    UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT: (
        "The number in treatment is above even the estimate's upper limit; no share can be given."
    ),
}


def _unmet_notes(pairs: pd.DataFrame, flags: np.ndarray) -> list[str]:
    notes = []
    for flag, treated_age, need_age, note in zip(
        np.atleast_1d(flags), pairs["age"], pairs["age_need"], pairs["note_need"], strict=True
    ):
        ages = (
            f"People in treatment are counted at ages {treated_age}, the estimate is for ages {need_age}."
            if treated_age != need_age
            else ""
        )
        notes.append(
            " ".join(filter(None, [_UNMET_NOTES.get(UnmetNeedState(flag), ""), ages, note]))
        )
    return notes


STATISTICS: dict[str, Callable[[Indicator, pd.DataFrame], pd.DataFrame]] = {
    "published": _published,
    "count": _count,
    "proportion": _share,
    "standardised_ratio": _share,
    "percentage_change": _percentage_change,
    "unmet_need": _unmet_need,
}
"""How each statistic of the catalogue is made."""
