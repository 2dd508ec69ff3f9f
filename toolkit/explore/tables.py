"""Results and observations as plain tables."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis import building
from toolkit.catalogue.areas import find_area
from toolkit.catalogue.indicators import find_indicator
from toolkit.catalogue.places import find_place
from toolkit.disclosure.release import release_observations, release_results
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["observations", "results"]


def results(
    indicator: str | None = None, area: str | None = None, *, mode: str = "public"
) -> pd.DataFrame:
    """Return what can be said: results of an indicator, an area, both or all.

    Parameters
    ----------
    indicator : str, optional
        Id or name.
    area : str, optional
        Name, alias or code.
    mode : str
        ``public``, as a public report shows them; or ``restricted``, with
        everything that is not for publication, marked in the column ``restricted``.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results, in order of indicator and period.

    Raises
    ------
    ParameterError
        Where there is no such indicator, area or mode.
    DataError
        Where no data are held.
    """
    chosen = {} if indicator is None else {"indicator": find_indicator(indicator).id}
    place = None if area is None else find_place(area)
    rows = release_results(_store(), mode, place, **chosen)
    return rows.sort_values(
        ["indicator", "area_code", "period_end", "sex", "group"], ignore_index=True
    )


def observations(
    measure: str | None = None, area: str | None = None, *, mode: str = "public"
) -> pd.DataFrame:
    """Return what publishers print: observations of a measure, an area, both or all.

    Parameters
    ----------
    measure : str, optional
        The observations' ``indicator``.
    area : str, optional
        Name, alias or code.
    mode : str
        As of `results`.

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
    return release_observations(_store(), mode, **chosen)


def _store() -> Store:
    store = Store(Workspace.current())
    building.build(store)
    return store
