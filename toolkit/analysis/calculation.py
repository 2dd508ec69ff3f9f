"""From observations to results, for every area and period at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.combining import combine
from toolkit.analysis.comparison import compare_with_nation
from toolkit.analysis.crosswalk import bridge
from toolkit.analysis.denominators import Residents, reads_residents
from toolkit.analysis.published import as_published, beside_published, recompute
from toolkit.analysis.ranking import rank_areas
from toolkit.analysis.rates import make_crude_rates, make_standardised_rates
from toolkit.analysis.selection import (
    KEYS,
    choose,
    numerator_rows,
    together,
    with_totals,
)
from toolkit.analysis.shares import make_shares
from toolkit.analysis.trend_windows import add_trends
from toolkit.analysis.unmet_need_shares import make_projected_unmet_need, make_unmet_need
from toolkit.catalogue.areas import Area
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.catalogue.measures import RESIDENTS
from toolkit.contracts import RESULTS

__all__ = ["calculate"]


@dataclass(frozen=True)
class Held:
    """What statistics are made of: one row a figure, and the population."""

    chosen: pd.DataFrame
    residents: Residents


_CARRIED = ["basis", "state", "restricted", "source", "note", "observations"]


def calculate(
    observations: pd.DataFrame,
    indicators: Iterable[Indicator] | None = None,
    combined: Sequence[Area] = (),
    arrived: Mapping[str, str] | None = None,
    residents: pd.DataFrame | None = None,
    nations: pd.DataFrame | None = None,
    progress: Callable[[str], None] = lambda _: None,
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
    residents : pandas.DataFrame, optional
        The observations of residents by single year of age, for denominators;
        by default those among the observations.
    nations : pandas.DataFrame, optional
        Results of nations to compare with, where the observations are not of them.
    progress : callable
        Is told what is being done.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results, compared with each area's nation,
        ranked within it, and with the trend up to each figure.

    Raises
    ------
    DataError
        Where a result breaks the contract.
    """
    if residents is None:
        residents = observations[observations["indicator"] == RESIDENTS]
    chosen = choose(observations, arrived)
    chosen = pd.concat([chosen, bridge(chosen)], ignore_index=True)
    if combined:
        wholes = {area.code: area.parts for area in combined}
        chosen = pd.concat([chosen, combine(chosen, wholes)], ignore_index=True)
    people = Residents(residents, combined)
    measures = {str(name): rows for name, rows in chosen.groupby("indicator")}
    frames = []
    wanted = list(load_indicators().values() if indicators is None else indicators)
    for number, indicator in enumerate(wanted, 1):
        progress(f"calculating indicator {number} of {len(wanted)}")
        # Each reads a small part of what is held, and reads that several times.
        held = Held(_rows_of(indicator, measures, chosen.iloc[:0]), people)
        if indicator.numerator and not held.chosen.empty:
            made = STATISTICS[indicator.statistic](indicator, held)
            frames.append(_state_indicator(indicator, made, held.chosen))
    results = pd.concat([RESULTS.empty(), *(frame for frame in frames if not frame.empty)])
    progress("comparing with nations")
    compared = RESULTS.complete(compare_with_nation(results, nations))
    progress("ranking")
    ranked = rank_areas(compared)
    progress("finding trends")
    return RESULTS.check(add_trends(ranked), where="the calculation")


def _rows_of(
    indicator: Indicator, measures: Mapping[str, pd.DataFrame], empty: pd.DataFrame
) -> pd.DataFrame:
    """Return the rows of every measure that an indicator reads."""
    names = dict.fromkeys(name for measure in indicator.figures for name in measure.names)
    held = [measures[name] for name in names if name in measures]
    return pd.concat(held) if held else empty


def _state_indicator(
    indicator: Indicator, rows: pd.DataFrame, chosen: pd.DataFrame
) -> pd.DataFrame:
    """Give the rows of one indicator its name, unit and what publishers print beside them."""
    rows = beside_published(indicator, rows, chosen).assign(
        indicator=indicator.id, unit=indicator.unit, polarity=indicator.polarity
    )
    if "published" in rows:
        ours = rows["value"] - rows["published"]
        rows["published_difference"] = ours.fillna(rows.get("published_difference", np.nan))
    return RESULTS.complete(rows[[name for name in RESULTS.names if name in rows]])


def _published(indicator: Indicator, held: Held) -> pd.DataFrame:
    stated = as_published(indicator, numerator_rows(indicator, held.chosen))
    if reads_residents(indicator):
        rates = _RATES[indicator.published_as or ""](indicator, held.chosen, held.residents)
        return recompute(indicator, stated, rates)
    return recompute(indicator, stated)


def _count(indicator: Indicator, held: Held) -> pd.DataFrame:
    rows = with_totals(numerator_rows(indicator, held.chosen))
    return rows.assign(value=rows["count"], lower=np.nan, upper=np.nan, method="count", interval="")


def _share(indicator: Indicator, held: Held) -> pd.DataFrame:
    ours, others = make_shares(indicator, held.chosen)
    # Without both numbers a share that is printed speaks for itself.
    return pd.concat([ours, as_published(indicator, others)])


def _percentage_change(indicator: Indicator, held: Held) -> pd.DataFrame:
    """Set each period's count beside that of the period directly before."""
    rows = with_totals(numerator_rows(indicator, held.chosen))
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


def _unmet_need(indicator: Indicator, held: Held) -> pd.DataFrame:
    return make_unmet_need(indicator, held.chosen)


def _projected_unmet_need(indicator: Indicator, held: Held) -> pd.DataFrame:
    return make_projected_unmet_need(indicator, held.chosen, held.residents)


_RATES = {
    "crude_rate": make_crude_rates,
    "directly_standardised_rate": make_standardised_rates,
}


def _rate(indicator: Indicator, held: Held) -> pd.DataFrame:
    return _RATES[indicator.statistic](indicator, held.chosen, held.residents)


STATISTICS: dict[str, Callable[[Indicator, Held], pd.DataFrame]] = {
    "published": _published,
    "count": _count,
    "proportion": _share,
    "standardised_ratio": _share,
    "percentage_change": _percentage_change,
    "unmet_need": _unmet_need,
    "projected_unmet_need": _projected_unmet_need,
    **dict.fromkeys(_RATES, _rate),
}
"""How each statistic of the catalogue is made."""
