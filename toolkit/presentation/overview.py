"""The overview: many figures beside a comparator, judged in words with colours beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.catalogue.areas import Area, find_area
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.marks import explain_marks, marked
from toolkit.presentation.tables import TONES, Table, natural_order
from toolkit.presentation.wording import interval, number, placed

__all__ = ["overview_of_areas", "overview_of_indicators"]

_WAYS = {"increasing": 1, "decreasing": -1}
_GOOD = {"higher_is_better": 1, "lower_is_better": -1, "no_judgement": 0}
_HEADS = ("95% interval", "Recent trend", "Rank, 1 is highest (95% interval)")


def overview_of_indicators(results: pd.DataFrame, *, area: Area, comparator: Area) -> Table:
    """Set an area's indicators below each other, each beside a comparator.

    Parameters
    ----------
    results : pandas.DataFrame
        Results of the area beside the comparator, a row an indicator.
    area, comparator : Area
        Whose figures they are, and whom they are set beside.

    Returns
    -------
    Table
        In the catalogue's order, units with the names; verdict, trend and rank
        are words, and the colours of their cells say the same again.
    """
    declared = load_indicators()
    order = {name: place for place, name in enumerate(declared)}
    rows = sorted(_records(results), key=lambda row: order[row["indicator"]])
    return Table(
        f"{area.name} beside {placed(comparator.name)}",
        ["Indicator", "Period", area.name, _HEADS[0], comparator.name, _beside(comparator), *_HEADS[1:]],
        [
            [
                f"{declared[row['indicator']].name} ({row['unit']})",
                str(period_of(row) or "–"),
                *_levels(row, Measure.of(declared[row["indicator"]], row["basis"])),
                Measure.of(declared[row["indicator"]]).plain(row["comparator_value"]),
                *_judgements(row),
            ]
            for row in rows
        ],
        _explain(rows),
        [["", "", "", "", "", *_tones(row)] for row in rows],
    )  # fmt: skip


def overview_of_areas(
    results: pd.DataFrame, *, indicator: Indicator, comparator: Area, area: Area | None = None
) -> Table:
    """Set areas below each other by one indicator, the highest first.

    Parameters
    ----------
    results : pandas.DataFrame
        Results of one indicator and period beside the comparator, a row an area.
    indicator : Indicator
        Which.
    comparator : Area
        Whom they are set beside.
    area : Area, optional
        The one to be picked out.

    Returns
    -------
    Table
        Areas without a figure last, by name.
    """
    names = {code: find_area(code, resolve=False).name for code in results["area_code"].unique()}
    rows = sorted(
        _records(results),
        key=lambda row: (
            pd.isna(row["value"]),
            0 if pd.isna(row["value"]) else -row["value"],
            natural_order(names[row["area_code"]]),
        ),
    )
    own = area.code if area else ""
    periods = dict.fromkeys(str(period_of(row) or "no period stated") for row in rows)
    return Table(
        f"{indicator.name}, {', '.join(periods)}: areas beside {placed(comparator.name)}",
        ["Area", f"Value ({indicator.unit})", _HEADS[0], _beside(comparator), *_HEADS[1:]],
        [
            [
                names[row["area_code"]],
                *_levels(row, Measure.of(indicator, row["basis"])),
                *_judgements(row),
            ]
            for row in rows
        ],
        _explain(rows),
        [["own" if row["area_code"] == own else "", "", "", *_tones(row)] for row in rows],
    )


def _records(results: pd.DataFrame) -> list[Any]:
    """Return the rows as records: a Series each would take longer than all the rest."""
    return list(results.to_dict("records"))


def _beside(comparator: Area) -> str:
    return f"Beside {placed(comparator.name)}"


def _levels(row: Any, measure: Measure) -> list[str]:
    exact = measure.in_full
    return [marked(row, exact.plain), exact.limits(row["lower"], row["upper"]) or "–"]


def _judgements(row: Any) -> list[str]:
    return [row["significance"] or "not compared", _trend(row), _rank(row)]


def _trend(row: Any) -> str:
    """Say which way a figure goes, and whether that is the good way."""
    judged = {"better": ": getting better", "worse": ": getting worse"}.get(_trend_tone(row), "")
    return f"{row['trend'] or 'not tested'}{judged}"


def _trend_tone(row: Any) -> str:
    way = _WAYS.get(row["trend"], 0) * _GOOD[row["polarity"]]
    return {1: "better", -1: "worse"}.get(way, "")


def _rank(row: Any) -> str:
    if pd.isna(row["rank"]):
        return "–"
    limits = interval(row["rank_lower"], row["rank_upper"])
    joint = "joint " if row["rank_shared"] > 1 else ""
    place = f"{joint}{number(row['rank'])} of {number(row['rank_of'])}"
    return place + (f" ({limits})" if limits else "")


def _tones(row: Any) -> list[str]:
    verdict = row["significance"]
    return [verdict if verdict in TONES else "", _trend_tone(row), ""]


def _explain(rows: Sequence[Any]) -> list[str]:
    notes = explain_marks(row["state"] for row in rows)
    if any(pd.isna(row["value"]) for row in rows):
        notes.append("–: no figure.")
    judged = {row["significance"] for row in rows}
    if judged & {"better", "worse"}:
        notes.append(
            "Better and worse: the comparator's figure lies outside the 95% interval; "
            "similar: inside it."
        )
    if judged & {"higher", "lower"}:
        notes.append(
            "Higher and lower: the comparator's figure lies outside the 95% interval, and neither is better."
        )
    return [*notes, *_unranked(rows)]


def _unranked(rows: Iterable[Any]) -> list[str]:
    """Say that ranks leave out areas without a figure, where some do."""
    without = any(row["rank_without"] > 0 for row in rows)
    return ["Ranks are among the areas that have a figure."] if without else []
