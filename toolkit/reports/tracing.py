"""Tracing: a figure's way back, told in lines that a person can follow."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from toolkit.analysis.building import build
from toolkit.analysis.change import period_of
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.indicators import Indicator, find_indicator
from toolkit.catalogue.places import find_place
from toolkit.catalogue.schemes import group_name
from toolkit.disclosure.release import release_results, say_left_out
from toolkit.errors import DataError
from toolkit.presentation.wording import interval, number
from toolkit.reports.period_choice import choose_period
from toolkit.sources.lineage import Origin, origins
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["trace_figures"]


def trace_figures(
    indicator_name: str,
    area_name: str,
    period: str = "latest",
    mode: str = "public",
    progress: Callable[[str], None] = lambda _: None,
) -> str:
    """Return the way of an area's figures back to their cells.

    Parameters
    ----------
    indicator_name, area_name : str
        Id or name; name, alias or code.
    period : str
        A period, or ``latest``.
    mode : str
        In ``public`` what is withheld is told with its place and without its
        numbers, and what is restricted not at all.
    progress : callable
        Is told what is being done where the store is not up to date.

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
    build(store, progress)
    rows = release_results(store, mode, area, indicator=indicator.id)
    left_out = "" if mode == "restricted" else say_left_out(store, area, indicator.id)
    together = [one.code for one in load_areas().values() if one != area and area in one.parts]
    if rows.empty and together:
        # A report shows what is published for the area and another together; so does its trace.
        rows = release_results(store, mode, indicator=indicator.id, area_code=together)
    if rows.empty and left_out:
        raise DataError(
            f"no figure of {indicator.id} for {area.name} is for publication", hint=left_out
        )
    chosen = choose_period(rows, period, f"{indicator.id} for {area.name}")
    told = [_told(store, indicator, area.name, row) for _, row in chosen.iterrows()]
    return "\n\n".join(filter(None, [*told, left_out]))


def _told(store: Store, indicator: Indicator, area: str, row: pd.Series) -> str:
    limits = interval(row["lower"], row["upper"], indicator.decimals)
    group = "" if row["group"] == "all" else f", {group_name(row['grouping_scheme'], row['group'])}"
    breakdown = f", {row['category_type']}: {row['category']}" if row["category"] else ""
    hidden = row["state"] == "withheld"
    value = f"{number(row['value'], indicator.decimals)} {indicator.unit}"
    lines = [
        f"{indicator.name}, {area}, {period_of(row) or 'period not stated'}, {row['sex']}, {row['age']}{group}{breakdown}"
        + ("; restricted: not for publication" if row["restricted"] else ""),
        f"  result       {row['note'] if hidden else value}"
        + (f" ({limits})" if limits else "")
        + f"; method {row['method']}; state {row['state']}",
    ]
    for origin in origins(store, pd.DataFrame([row])):
        lines += _told_origin(origin, hidden=hidden)
    return "\n".join(lines)


def _told_origin(origin: Origin, *, hidden: bool) -> list[str]:
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
        f"{'withheld' if hidden else figures or one['state']}",
        f"    file       data/raw/{one['file']}",
        f"    place      {place}",
        f"    source     {sidecar.get('title') or one['source']}; {sidecar.get('publisher', 'publisher not recorded')}",
        f"    licence    {sidecar.get('licence', 'not recorded')}",
        f"    url        {sidecar.get('url') or 'not recorded'}",
        f"    retrieved  {sidecar.get('retrieved', 'tracked with the project')}",
        f"    sha256     {sidecar.get('sha256', 'held by git')}",
    ]
