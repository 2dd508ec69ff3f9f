"""An indicator's results for an area, in a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd

from toolkit.analysis.building import build
from toolkit.analysis.change import period_of
from toolkit.catalogue.indicators import find_indicator
from toolkit.catalogue.places import find_place
from toolkit.catalogue.schemes import group_name
from toolkit.disclosure.release import release_results, say_left_out
from toolkit.errors import DataError
from toolkit.presentation.wording import interval, number
from toolkit.reports.columns import set_columns
from toolkit.reports.period_choice import choose_period
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["show_results"]

_ORDER = ["period_end", "sex", "age", "grouping_scheme", "group", "category"]
_NONE = "–"
# Shown only where some row has one.
_OPTIONAL = ("category", "as printed", "rank", "trend", "mark", "note")


def show_results(
    indicator_name: str,
    area_name: str,
    format_: str = "table",
    period: str = "",
    mode: str = "public",
    progress: Callable[[str], None] = lambda _: None,
) -> str:
    """Return an indicator's results for an area, as a table, CSV or JSON.

    Parameters
    ----------
    indicator_name, area_name : str
        Id or name; name, alias or code.
    format_ : {"table", "csv", "json"}
        CSV and JSON hold every column of the results.
    period : str, optional
        Only this period, or ``latest``; all of them without.
    mode : str
        In ``public`` what is not for publication is not among them; in
        ``restricted`` it is, and marked.
    progress : callable
        Is told what is being done where the store is not up to date.

    Raises
    ------
    ParameterError
        Where there is no such indicator, area, period or mode.
    DataError
        Where none are held.
    """
    indicator, area = find_indicator(indicator_name), find_place(area_name)
    store = Store(Workspace.current())
    build(store, progress)
    rows = release_results(store, mode, area, indicator=indicator.id)
    left_out = "" if mode == "restricted" else say_left_out(store, area, indicator.id)
    if rows.empty:
        raise DataError(
            f"no figures of {indicator.id} are held for {area.name}",
            hint=left_out
            or "`toolkit indicators` lists what is held; `toolkit import FILE…` adds to it",
        )
    if period:
        rows = choose_period(rows, period, f"{indicator.id} for {area.name}")
    rows = rows.sort_values(_ORDER, ignore_index=True)
    if format_ == "csv":
        return rows.to_csv(index=False, lineterminator="\n").rstrip("\n")
    if format_ == "json":
        records = json.loads(rows.to_json(orient="records", date_format="iso"))
        return json.dumps(records, indent=1, ensure_ascii=False)
    head = f"{indicator.name}, {area.name} ({indicator.unit})"
    return "\n".join(filter(None, [head, _tell(rows, indicator.decimals), left_out]))


def _tell(rows: pd.DataFrame, decimals: int) -> str:
    """Set the rows as a table, with their notes below it."""
    notes = {note: place for place, note in enumerate(filter(None, rows["note"].unique()), start=1)}
    cells = [_cells(row, decimals, notes) for _, row in rows.iterrows()]
    shown = [
        name
        for name in cells[0]
        if name not in _OPTIONAL or any(row[name] != _NONE for row in cells)
    ]
    table = [tuple(shown), *(tuple(row[name] for name in shown) for row in cells)]
    return "\n".join([set_columns(table), *(f"({place}) {note}" for note, place in notes.items())])


def _cells(row: pd.Series, decimals: int, notes: dict[str, int]) -> dict[str, str]:
    against = (
        f"{row['comparator']} {number(row['comparator_value'], decimals)} {row['significance']}"
    )
    return {
        "period": str(period_of(row) or "not stated"),
        "sex": row["sex"],
        "age": row["age"],
        "group": group_name(row["grouping_scheme"], row["group"]),
        "category": row["category"] or _NONE,
        "count": number(row["count"]),
        "value": number(row["value"], decimals),
        "95% interval": interval(row["lower"], row["upper"], decimals) or _NONE,
        "as printed": number(row["published"], decimals),
        "state": row["state"],
        "mark": "restricted: not for publication" if row["restricted"] else _NONE,
        "against": against if row["comparator"] else _NONE,
        "rank": _rank(row),
        "trend": row["trend"] or _NONE,
        "note": f"({notes[row['note']]})" if row["note"] else _NONE,
    }


def _rank(row: pd.Series) -> str:
    if pd.isna(row["rank"]):
        return _NONE
    told = f"{number(row['rank'])} of {number(row['rank_of'])}"
    limits = interval(row["rank_lower"], row["rank_upper"])
    return f"{told} ({limits})" if limits else told
