"""A rate or share over time, beside its comparators."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from toolkit.analysis.change import change_over, period_of
from toolkit.catalogue.areas import Area
from toolkit.methods import FEW_EVENTS
from toolkit.presentation.blocks import Figure, Section, Table
from toolkit.presentation.charts import Series, trend_chart
from toolkit.presentation.context import Context
from toolkit.presentation.marks import absence, explain_marks, marked
from toolkit.presentation.wording import (
    change_in_words,
    interval,
    join_words,
    measured,
    number,
    percentage_points,
    placed,
)

__all__ = ["rates", "trend_figure"]

_VERDICTS = {
    "better": "better than",
    "worse": "worse than",
    "higher": "higher than",
    "lower": "lower than",
    "similar": "similar to",
}


_RULE = (
    "Better or worse means that the comparator's figure lies outside the area's 95% interval; the "
    "comparator is taken as exact, though it may hold the area itself."
)


def rates(context: Context) -> Section:
    """Show an area's rate over time, with interval, against its comparators."""
    indicator = context.indicator
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=[*_say(context), *_change(context)],
        figure=trend_figure(context),
        tables=[_table(context)],
        caveats=[
            indicator.why_it_matters,
            *indicator.caveats,
            *context.notes_on(context.latest),
            *([_RULE] if context.own["lower"].notna().any() else []),
        ],
        sources=context.sources,
    )


def _say(context: Context) -> list[str]:
    """Say the latest level, and the latest with an interval where the last has none."""
    row = context.latest.iloc[-1]
    with_limits = context.own[context.own["lower"].notna()]
    said = _level(context, row)
    if pd.notna(row["value"]) and pd.isna(row["lower"]) and len(with_limits):
        said.append("The latest figure with an interval is older.")
        said += _level(context, with_limits.iloc[-1])
    return said


def _level(context: Context, row: pd.Series) -> list[str]:
    indicator, period, place = context.indicator, context.when(row), placed(context.area.name)
    if pd.isna(row["value"]):
        return [_without_value(context, row)]
    counted = f": {number(row['count'])} {indicator.noun}" if pd.notna(row["count"]) else ""
    limits = interval(row["lower"], row["upper"], indicator.decimals)
    level = (
        f"{period} the figure for {place} was {measured(row['value'], indicator.unit, indicator.decimals)}"
        + (f" (95% confidence interval {limits})" if limits else "")
        + f"{counted}."
    )
    unsure = "The publisher marks this figure as unreliable, because it rests on small numbers."
    return [
        level + f" {_verdicts(context, row)}".rstrip(),
        *([unsure] if row["state"] == "unreliable" else []),
    ]


def _without_value(context: Context, row: pd.Series) -> str:
    period, place = context.when(row), placed(context.area.name)
    if pd.notna(row["count"]):
        few = row["state"] == "suppressed"
        why = "too few for a rate to be given" if few else "but no rate can be given"
        return (
            f"{period} the number of {context.indicator.noun} in {place} was "
            f"{number(row['count'])}, {why}."
        )
    return f"{period} {absence(row['state'])} for {place}."


def _verdicts(context: Context, row: pd.Series) -> str:
    """Say how the area stands beside each comparator, where an interval allows it."""
    said: dict[str, list[str]] = {}
    unjudged: list[str] = []
    for comparator in context.comparators:
        other = context.in_period(comparator, row["period_end"])
        if other is None:
            continue
        counted = (
            f"; {number(other['count'])} {context.indicator.noun}"
            if pd.notna(other["count"])
            else ""
        )
        named = f"{placed(comparator.name)} ({number(other['value'], context.indicator.decimals)}{counted})"
        verdict = context.verdict(row, other)
        if verdict in _VERDICTS:
            said.setdefault(verdict, []).append(named)
        else:
            unjudged.append(named)
    parts = [f"{_VERDICTS[verdict]} {join_words(names)}" for verdict, names in said.items()]
    text = f"That is {join_words(parts)}." if parts else ""
    if unjudged:
        stands = "stands" if len(unjudged) == 1 else "stand"
        why = (
            "without an interval no judgement is made"
            if pd.isna(row["lower"])
            else "on fewer than 10 events no judgement is made"
            if row["count"] < FEW_EVENTS
            else "estimates of different years are not judged"
        )
        text += f" Beside it {stands} {join_words(unjudged)}; {why}."
    return text.strip()


def _change(context: Context) -> list[str]:
    """Set the last figure beside the first reliable one, in points where it is a share."""
    change = change_over(context.own)
    if change is None:
        return []
    decimals = context.indicator.decimals
    moved = (
        f"Between {period_of(change.earlier)} and {period_of(change.later)} it went from "
        f"{number(change.earlier['value'], decimals)} to {number(change.later['value'], decimals)}: "
    )
    if context.indicator.unit.startswith("%"):
        points = change.later["value"] - change.earlier["value"]
        way = "up" if points > 0 else "down"
        moved += f"{way} by {percentage_points(points, decimals)}" if points else "no change"
        unsure = math.isnan(change.lower)
    else:
        moved += f"the later figure {change_in_words(change.ratio, change.lower, change.upper)}"
        unsure = math.isnan(change.lower) and not math.isnan(change.ratio)
    return [moved + ("; without an interval for both, chance is not ruled out." if unsure else ".")]


def trend_figure(context: Context) -> Figure | None:
    """Draw the area's series beside its comparators; None for fewer than two values."""
    own = context.own[context.own["period_end"].notna()]
    if own["value"].notna().sum() < 2:
        return None
    others = [(area, context.of(area)) for area in context.comparators]
    series = [Series(context.area.name, own)] + [
        Series(area.name, rows[rows["period_end"].isin(own["period_end"])])
        for area, rows in others
        if rows["value"].notna().any()
    ]
    indicator = context.indicator
    first, last = own.iloc[0], own.iloc[-1]
    return trend_chart(
        series,
        title=_finding(context, others),
        subtitle=f"{indicator.name}, {indicator.unit}, {context.label(first)} to {context.label(last)}",
        unit=indicator.unit,
        decimals=indicator.decimals,
    )


def _finding(context: Context, others: Sequence[tuple[Area, pd.DataFrame]]) -> str:
    row = context.latest.iloc[-1]
    name, period = context.area.name, context.label(row)
    if pd.isna(row["value"]):
        return f"{name}: {absence(row['state'])} for {period}"
    for area, _ in others:
        other = context.in_period(area, row["period_end"])
        verdict = context.verdict(row, other) if other is not None else ""
        if verdict in _VERDICTS:
            unsure = ", on an unreliable rate" if row["state"] == "unreliable" else ""
            return f"{name} was {_VERDICTS[verdict]} {placed(area.name)} in {period}{unsure}"
    return f"{name}: {measured(row['value'], context.indicator.unit, context.indicator.decimals)} in {period}"


def _table(context: Context) -> Table:
    decimals = context.indicator.decimals
    areas = [area for area in context.comparators if context.of(area)["value"].notna().any()]
    counted = context.own["count"].notna().any()
    rows, states = [], set(context.own["state"])
    for _, row in context.own.iloc[::-1].iterrows():
        beside = [context.in_period(area, row["period_end"]) for area in areas]
        states |= {other["state"] for other in beside if other is not None}
        rows.append(
            [
                context.label(row),
                *([number(row["count"])] if counted else []),
                marked(row, decimals),
                interval(row["lower"], row["upper"], decimals) or "–",
                *(marked(other, decimals) if other is not None else "–" for other in beside),
            ]
        )
    return Table(
        caption=f"{context.indicator.name}, {context.area.name}",
        columns=[
            "Period",
            *(["Number"] if counted else []),
            f"{context.area.name} ({context.indicator.unit})",
            "95% confidence interval",
            *(area.name for area in areas),
        ],
        rows=rows,
        notes=explain_marks(states),
    )
