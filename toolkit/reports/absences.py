"""What a report cannot show of an area, or shows of it and another together, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.analysis.data_states import explain_absence
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.wording import join_words, placed

__all__ = ["notes_on_together", "published_as", "why_missing"]


def published_as(area: Area, rows: pd.DataFrame) -> Area:
    """Return an area, or the combined one that a publisher prints in its stead."""
    held = set(rows["area_code"])
    together = [code for code in sorted(held) if area.code in code.split("+")]
    return area if area.code in held or not together else load_areas().get(together[0], area)


def notes_on_together(area: Area, shown: Area, rows: pd.DataFrame) -> list[str]:
    """Say which periods a publisher prints for the area and another together, and are not shown."""
    if shown.code != area.code:
        return [f"Published for {shown.name} together."]
    together = [
        code
        for code in rows["area_code"].unique()
        if area.code in code.split("+") and code != area.code and code in load_areas()
    ]
    if not together:
        return []
    others = rows[rows["area_code"].isin(together)]
    absent = others[
        ~others["period_end"].isin(rows.loc[rows["area_code"] == area.code, "period_end"])
    ]
    if absent.empty:
        return []
    first, last = (period_of(absent.iloc[place]) for place in (0, -1))
    names = load_areas()[absent["area_code"].iloc[0]].name
    return [f"Figures for {first} to {last} are published for {names} together and are not shown."]


def why_missing(area: Area, indicator: Indicator, held: Collection[str]) -> str:
    """Say why a report has no figures of an indicator for its area.

    Parameters
    ----------
    area : Area
        The report's.
    indicator : Indicator
        Of which it has none.
    held : collection of str
        Codes of the areas that have some.
    """
    name = placed(area.name)
    if area.nation and area.nation not in indicator.nations:
        return (
            f"Not available for {name}: a statistic of {join_words(indicator.nations)}, with no "
            f"counterpart of {area.nation} in the catalogue."
        )
    before = [
        load_areas()[change.code]
        for change in area.predecessors()
        if change.kind in ("split", "boundary_change") and change.code in held
    ]
    if before:
        return (
            f"Not available for {name}: the figures are those of {before[0].name} "
            f"({before[0].code}), which ended on {_day(before[0].valid_to)} and was not the "
            "same area. A series is never carried over such a change."
        )
    if not held:
        return f"Not available for {name}. {explain_absence(indicator)}"
    return f"Not available for {name}: the files at hand give these figures for other areas only."


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"
