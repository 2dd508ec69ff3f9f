"""What is held of each indicator, and where nothing is, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from toolkit.analysis.change import latest, period_of
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.catalogue.supplies import find_suppliers

__all__ = ["DataState", "explain_absence", "states_of_data"]

_STATES = {
    "authority": "not imported",
    "national_only": "national only",
    "restricted": "restricted",
    "discontinued": "discontinued",
    "no_source_held": "no reader",
    "derived": "derived",
}


@dataclass(frozen=True)
class DataState:
    """What is held of one indicator.

    Parameters
    ----------
    indicator : Indicator
        Of the catalogue.
    state : str
        ``held``, or why not: ``not imported``, ``national only``, ``restricted``,
        ``discontinued``, ``no reader`` or ``derived``.
    figures, areas, periods : int
        How many are held.
    latest : str
        The last period; blank where none is stated.
    restricted : bool
        Whether some of it is not for publication.
    reason : str
        Why there is nothing, in a sentence; blank where there is.
    sources : tuple of str
        Ids of the sources whose files would fill it.
    """

    indicator: Indicator
    state: str
    figures: int
    areas: int
    periods: int
    latest: str
    restricted: bool
    reason: str
    sources: tuple[str, ...]


def states_of_data(
    results: pd.DataFrame, indicators: Iterable[Indicator] | None = None
) -> list[DataState]:
    """Return what is held of each indicator.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.
    indicators : iterable of Indicator, optional
        Which; the whole catalogue by default.

    Returns
    -------
    list of DataState
        In the order of the indicators.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> state = states_of_data(RESULTS.empty(), [load_indicators()["drug_misuse_deaths"]])[0]
    >>> state.state, state.sources
    ('not imported', ('ons_drug_poisoning_by_la', 'fingertips'))
    """
    held = dict(list(results[results["value"].notna()].groupby("indicator")))
    chosen = load_indicators().values() if indicators is None else indicators
    return [_state_of(indicator, held.get(indicator.id, results.iloc[:0])) for indicator in chosen]


def _state_of(indicator: Indicator, own: pd.DataFrame) -> DataState:
    dated = own[own["period_end"].notna()]
    absent = own.empty
    return DataState(
        indicator,
        state=_STATES[indicator.availability] if absent else "held",
        figures=len(own),
        areas=own["area_code"].nunique(),
        periods=len(dated[["period_start", "period_end"]].drop_duplicates()),
        latest=str(period_of(latest(dated).iloc[0])) if len(dated) else "",
        restricted=bool(own["restricted"].any()),
        reason=f"{explain_absence(indicator)} {_how_to_fill(indicator)}".strip() if absent else "",
        sources=_suppliers(indicator) if absent else (),
    )


def _suppliers(indicator: Indicator) -> tuple[str, ...]:
    # What is set against the figure is of no use without it.
    wanted = [name for measure in indicator.numerator for name in measure.names]
    return tuple(source.id for source in find_suppliers(wanted))


def explain_absence(indicator: Indicator) -> str:
    """Say why an indicator has no figures, in words for the readers of a report.

    Parameters
    ----------
    indicator : Indicator
        Of which nothing is held.

    Returns
    -------
    str
        Whole sentences.

    Examples
    --------
    >>> print(explain_absence(load_indicators()["alcohol_met_need"]))
    No file with these figures is held.
    """
    said = [indicator.availability_reason] if indicator.availability_reason else []
    if indicator.numerator:
        said.append("No file with these figures is held.")
    return " ".join(said)


def _how_to_fill(indicator: Indicator) -> str:
    """Say to an analyst which files would give an indicator figures; blank where none can."""
    if not indicator.numerator:
        return ""
    sources = " and ".join(_suppliers(indicator))
    return f"`toolkit import FILE` {f'reads those of {sources}' if sources else 'adds one'}."
