"""Plain tables for a terminal: areas, indicators, results."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from toolkit.analysis.building import build, results, results_of
from toolkit.analysis.change import period_of
from toolkit.analysis.crosswalk import find_bridges
from toolkit.analysis.neighbours import find_neighbours, neighbour_variables
from toolkit.catalogue.area_rows import fold_name
from toolkit.catalogue.areas import current_code, find_area, search_areas
from toolkit.catalogue.indicators import find_indicator, load_indicators
from toolkit.catalogue.places import find_place
from toolkit.catalogue.publishers import find_source
from toolkit.catalogue.schemes import group_name
from toolkit.errors import DataError
from toolkit.presentation.wording import interval, number
from toolkit.sources.readers import load_layouts
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = [
    "list_areas",
    "list_crosswalk",
    "list_indicators",
    "list_neighbours",
    "list_sources",
    "show_results",
]


def list_areas(text: str, tier: str | None = None) -> str:
    """Return the areas that a text may mean, best first.

    Raises
    ------
    ParameterError
        Where nothing is like it.

    Examples
    --------
    >>> print(list_areas("plymouth"))  # doctest: +ELLIPSIS
    E06000026  Plymouth  unitary authority  England
    """
    found = [area for area in search_areas(text) if tier in (None, area.tier)]
    wanted = fold_name(text)
    if not any(wanted in fold_name(name) for area in found for name in area.spellings):
        # The one message for a name that is not known says what may have been meant.
        find_area(text, tier=tier)
    rows = []
    for area in found:
        ended = f"until {area.valid_to}" if area.valid_to else ""
        now = ", ".join(f"{change.code} ({change.kind})" for change in area.successors)
        rows.append(
            (area.code, area.name, area.kind, area.nation, ended, f"now {now}" if now else "")
        )
    return _columns(rows)


def list_sources() -> str:
    """Return every publication that can be read: its layouts, publisher and licence."""
    rows = []
    for name, layout in load_layouts().items():
        source = find_source(layout.source)
        fetched = "fetched" if source.fetch else "imported"
        rows.append((name, layout.description, source.publisher, source.licence, fetched))
    return _columns([("reader", "layout", "publisher", "licence", "how"), *sorted(rows)])


def list_indicators() -> str:
    """Return every indicator with what is held for it."""
    store = Store(Workspace.current())
    try:
        build(store)
        held = results(store)
    except DataError:
        held = results(store)
    rows = [("id", "figures", "areas", "latest", "unit", "name")]
    for indicator in load_indicators().values():
        own = held[(held["indicator"] == indicator.id) & held["value"].notna()]
        dated = own[own["period_end"].notna()].sort_values("period_end")
        latest = str(period_of(dated.iloc[-1])) if len(dated) else "–"
        rows.append(
            (
                indicator.id,
                f"{len(own):,}" if len(own) else "no data",
                f"{own['area_code'].nunique():,}",
                latest,
                indicator.unit,
                indicator.name,
            )
        )
    return _columns(rows)


def list_crosswalk(area_name: str = "") -> str:
    """Return how today's authorities stand in each file of authorities.

    Parameters
    ----------
    area_name : str
        One authority; all of them without it.
    """
    store = Store(Workspace.current())
    build(store)
    columns = ["area_code", "file", "boundaries", "period_end"]
    rows = store.read(store.manifest().observations, columns=columns).drop_duplicates()
    rows = rows[rows["period_end"].notna()]
    rows["area_code"] = rows["area_code"].map(
        {c: current_code(c) for c in rows["area_code"].unique()}
    )
    wanted = find_place(area_name).code if area_name else ""
    told = [
        (
            found.area.code,
            found.area.name,
            found.file.split("/")[0],
            f"{found.day:%Y-%m}",
            found.told(),
        )
        for found in find_bridges(rows)
        if wanted in ("", found.area.code)
    ]
    return _columns([("code", "authority", "source", "boundaries", "what was done"), *told])


def list_neighbours(area_name: str, k: int = 15) -> str:
    """Return an authority's statistical neighbours, nearest first, and what makes them so.

    Parameters
    ----------
    area_name : str
        An upper-tier authority of England, or several joined by ``+``.
    k : int
        How many.
    """
    area = find_place(area_name)
    store = Store(Workspace.current())
    build(store)
    combined = [area] if len(area.parts) > 1 else []
    variables = neighbour_variables(store, combined)
    found = find_neighbours(variables.table, area.code, k=k)
    shares = [name for name in found.columns if name in variables.table]
    rows = [
        (
            str(row["rank"]),
            row["name"],
            number(row["distance"], 2),
            *(number(row[name], 2) for name in shares),
        )
        for _, row in found.iterrows()
    ]
    told = [f"{name}: {origin}" for name, origin in variables.origins.items()]
    return "\n".join(
        [
            _columns([("rank", "authority", "distance", *shares), *rows]),
            "",
            "Distance in standard deviations; beside it each variable's part of its square. From:",
            *told,
            *(f"not held: {absent}" for absent in variables.absent),
        ]
    )


def show_results(indicator_name: str, area_name: str, format_: str = "table") -> str:
    """Return an indicator's results for an area, as a table, CSV or JSON.

    Raises
    ------
    ParameterError
        Where there is no such indicator or area.
    DataError
        Where none are held.
    """
    indicator, area = find_indicator(indicator_name), find_place(area_name)
    store = Store(Workspace.current())
    build(store)
    rows = results_of(store, [area], indicator=indicator.id)
    if rows.empty:
        raise DataError(
            f"no figures of {indicator.id} are held for {area.name}",
            hint="`toolkit indicators` lists what is held; `toolkit import FILE…` adds to it",
        )
    rows = rows.sort_values(
        ["period_end", "sex", "age", "grouping_scheme", "group", "category"], ignore_index=True
    )
    if format_ == "csv":
        return rows.to_csv(index=False, lineterminator="\n").rstrip("\n")
    if format_ == "json":
        records = json.loads(rows.to_json(orient="records", date_format="iso"))
        return json.dumps(records, indent=1, ensure_ascii=False)
    return f"{indicator.name}, {area.name} ({indicator.unit})\n" + _results_table(
        rows, indicator.decimals
    )


def _results_table(rows: pd.DataFrame, decimals: int) -> str:
    lines = [
        (
            "period",
            "sex",
            "age",
            "group",
            "category",
            "count",
            "value",
            "95% interval",
            "state",
            "against",
        )
    ]
    for _, row in rows.iterrows():
        against = (
            f"{row['comparator']} {number(row['comparator_value'], decimals)} {row['significance']}"
        )
        lines.append(
            (
                str(period_of(row) or "not stated"),
                row["sex"],
                row["age"],
                group_name(row["grouping_scheme"], row["group"]),
                row["category"] or "–",
                number(row["count"]),
                number(row["value"], decimals),
                interval(row["lower"], row["upper"], decimals) or "–",
                row["state"],
                against if row["comparator"] else "–",
            )
        )
    return _columns(lines)


def _columns(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
