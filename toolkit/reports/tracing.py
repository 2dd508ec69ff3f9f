"""Tracing: a figure's way back, told in lines that a person can follow."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.building import build, results, results_of
from toolkit.analysis.change import period_of
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.indicators import Indicator, find_indicator
from toolkit.catalogue.places import find_place
from toolkit.catalogue.schemes import group_name
from toolkit.presentation.wording import interval, number
from toolkit.reports.period_choice import choose_period
from toolkit.sources.lineage import Origin, origins
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["trace_figures"]


def trace_figures(indicator_name: str, area_name: str, period: str = "latest") -> str:
    """Return the way of an area's figures back to their cells.

    Parameters
    ----------
    indicator_name, area_name : str
        Id or name; name, alias or code.
    period : str
        A period, or ``latest``.

    Returns
    -------
    str
        For each result the observations behind it, each with file, sheet and
        cells (or report and section), publisher, licence, date and digest.

    Raises
    ------
    ParameterError
        Where one of them does not exist.
    DataError
        Where no figure of that period is held, naming the periods that are.
    """
    indicator, area = find_indicator(indicator_name), find_place(area_name)
    store = Store(Workspace.current())
    build(store)
    rows = results_of(store, [area], indicator=indicator.id)
    together = [one.code for one in load_areas().values() if one != area and area in one.parts]
    if rows.empty and together:
        # A report shows what is published for the area and another together; so does its trace.
        rows = results(store, indicator=indicator.id, area_code=together)
    chosen = choose_period(rows, period, f"{indicator.id} for {area.name}")
    return "\n\n".join(_told(store, indicator, area.name, row) for _, row in chosen.iterrows())


def _told(store: Store, indicator: Indicator, area: str, row: pd.Series) -> str:
    limits = interval(row["lower"], row["upper"], indicator.decimals)
    group = "" if row["group"] == "all" else f", {group_name(row['grouping_scheme'], row['group'])}"
    breakdown = f", {row['category_type']}: {row['category']}" if row["category"] else ""
    lines = [
        f"{indicator.name}, {area}, {period_of(row) or 'period not stated'}, {row['sex']}, {row['age']}{group}{breakdown}",
        f"  result       {number(row['value'], indicator.decimals)} {indicator.unit}"
        + (f" ({limits})" if limits else "")
        + f"; method {row['method']}; state {row['state']}",
    ]
    for origin in origins(store, pd.DataFrame([row])):
        lines += _told_origin(origin)
    return "\n".join(lines)


def _told_origin(origin: Origin) -> list[str]:
    one, sidecar = origin.observation, origin.sidecar
    figures = ", ".join(
        f"{name} {one[name]:,g}"
        for name in ("count", "denominator", "value", "lower", "upper")
        if pd.notna(one[name])
    )
    sheet, _, cells = one["locator"].partition("!")
    place = f"sheet {sheet}, cells {cells}" if cells else one["locator"]
    if (last := origin.until) is not None:
        figures = f"the sum over every year of age from {one['age']} ({one['count']:,g}) to {last['age']} ({last['count']:,g})"
        place = f"{place} to {last['locator']}"
    return [
        f"  observation  {one['indicator']}, {period_of(one) or 'period not stated'}, group {one['group']}: "
        f"{figures or one['state']}",
        f"    file       data/raw/{one['file']}",
        f"    place      {place}",
        f"    source     {sidecar.get('title') or one['source']}; {sidecar.get('publisher', 'publisher not recorded')}",
        f"    licence    {sidecar.get('licence', 'not recorded')}",
        f"    url        {sidecar.get('url') or 'not recorded'}",
        f"    retrieved  {sidecar.get('retrieved', 'tracked with the project')}",
        f"    sha256     {sidecar.get('sha256', 'held by git')}",
    ]
