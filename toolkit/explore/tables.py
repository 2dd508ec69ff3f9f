"""Results, observations, areas and indicators as plain tables."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis import building
from toolkit.catalogue.areas import Area, areas_frame, find_area, search_areas
from toolkit.catalogue.indicators import Indicator, find_indicator, load_indicators
from toolkit.catalogue.places import find_place
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["area", "areas", "indicator", "indicators", "observations", "results"]


def area(name: str) -> Area:
    """Return an area by name, alias, code or old code.

    Examples
    --------
    >>> area("plymouth").code
    'E06000026'
    """
    return find_place(name)


def areas(text: str = "") -> pd.DataFrame:
    """Return the areas whose name or code is like a text; all of them without one.

    Examples
    --------
    >>> areas("perth and kinross")["code"].iloc[0]
    'S12000048'
    """
    frame = areas_frame()
    if not text:
        return frame
    found = [hit.code for hit in search_areas(text)]
    return frame.set_index("code").loc[found].reset_index()


def indicator(name: str) -> Indicator:
    """Return an indicator by id or name.

    Examples
    --------
    >>> indicator("drug_misuse_deaths").polarity
    'lower_is_better'
    """
    return find_indicator(name)


def indicators() -> pd.DataFrame:
    """Return every indicator of the catalogue, one row each.

    Examples
    --------
    >>> list(indicators().columns)
    ['id', 'name', 'domain', 'unit', 'statistic', 'polarity', 'nations']
    """
    columns = ["id", "name", "domain", "unit", "statistic", "polarity", "nations"]
    rows = [
        {name: getattr(one, name) for name in columns} | {"nations": ", ".join(one.nations)}
        for one in load_indicators().values()
    ]
    return pd.DataFrame(rows, columns=columns)


def results(indicator: str | None = None, area: str | None = None) -> pd.DataFrame:
    """Return what can be said: results of an indicator, an area, both or all.

    Parameters
    ----------
    indicator : str, optional
        Id or name.
    area : str, optional
        Name, alias or code.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results, in order of indicator and period.

    Raises
    ------
    ParameterError
        Where there is no such indicator or area.
    DataError
        Where no data are held.
    """
    chosen = {}
    if indicator is not None:
        chosen["indicator"] = find_indicator(indicator).id
    store = _store()
    rows = (
        building.results(store, **chosen)
        if area is None
        else building.results_of(store, [find_place(area)], **chosen)
    )
    return rows.sort_values(
        ["indicator", "area_code", "period_end", "sex", "group"], ignore_index=True
    )


def observations(measure: str | None = None, area: str | None = None) -> pd.DataFrame:
    """Return what publishers print: observations of a measure, an area, both or all.

    Parameters
    ----------
    measure : str, optional
        The observations' ``indicator``.
    area : str, optional
        Name, alias or code.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the observations.
    """
    chosen = {}
    if measure is not None:
        chosen["indicator"] = measure
    if area is not None:
        chosen["area_code"] = find_area(area).code
    return _store().observations(**chosen)


def _store() -> Store:
    store = Store(Workspace.current())
    building.build(store)
    return store
