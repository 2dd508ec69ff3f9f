"""A rate or share over time, beside its comparators."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import change_over
from toolkit.analysis.gap import gap_as_people
from toolkit.presentation.blocks import Figure, Section, Table
from toolkit.presentation.charts import Series, trend_chart
from toolkit.presentation.claims import (
    Change,
    Comparison,
    Level,
    Measure,
    Missing,
    Rank,
    Shortfall,
    Trend,
    say_together,
)
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.context import Context
from toolkit.presentation.marks import explain_marks, marked
from toolkit.presentation.wording import number

__all__ = ["rates", "trend_figure"]

_RULE = (
    "Better or worse means that the comparator's figure lies outside the area's 95% interval; the "
    "comparator is taken as exact, though it may hold the area itself."
)


def rates(context: Context) -> Section:
    """Show an area's rate over time, with interval, against its comparators."""
    indicator = context.indicator
    stands, untested = _place_and_trend(context)
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=[*_say(context), *_shortfall(context), *stands, *_change(context)],
        figure=trend_figure(context),
        tables=[_table(context)],
        caveats=[
            indicator.why_it_matters,
            *indicator.caveats,
            *context.notes_on(context.latest),
            *untested,
            *([_RULE] if context.own["lower"].notna().any() else []),
        ],
        sources=context.sources,
    )


def _say(context: Context) -> list[str]:
    """Say the latest level, and the latest with an interval where the last has none."""
    row = context.latest.iloc[-1]
    with_limits = context.own[context.own["lower"].notna()]
    said = _level(context, row)
    if pd.isna(row["lower"]) and len(with_limits):
        said.append("The latest figure with an interval is older.")
        said += _level(context, with_limits.iloc[-1])
    if context.comparators and pd.notna(row["value"]) and not _comparisons(context, row):
        alone = Missing("no_comparator", context.area.name, label_of(row))
        said.append(alone.sentence())
    return said


def _level(context: Context, row: pd.Series) -> list[str]:
    level = Level.of(row, context.indicator, context.area.name)
    beside = say_together(_comparisons(context, row)) if pd.notna(row["value"]) else ""
    return [f"{level.sentence()} {beside}".rstrip(), *level.uncertainty.cautions()]


def _comparisons(context: Context, row: pd.Series) -> list[Comparison]:
    """Return how the area stands beside each comparator that has a figure of the period."""
    found = []
    for comparator in context.comparators:
        other = context.in_period(comparator, row["period_end"])
        if other is not None:
            places = (context.area.name, comparator.name)
            verdict = context.verdict(row, other)
            found.append(Comparison.of(row, other, context.indicator, places, verdict))
    return found


def _shortfall(context: Context) -> list[str]:
    """Say as people or events what lies between the area and the first comparator it is worse than."""
    row = context.latest.iloc[-1]
    if pd.isna(row["value"]):
        return []
    for comparison in _comparisons(context, row):
        if comparison.verdict == "worse":
            gap = gap_as_people(row, comparison.other_value)
            claim = Shortfall.of(gap, row, comparison.measure, comparison.place, comparison.other)
            return [claim.sentence()] if claim.known else []
    return []


def _place_and_trend(context: Context) -> tuple[list[str], list[str]]:
    """Return what is said of rank and trend, and why no trend is given where none is."""
    row = context.latest.iloc[-1]
    rank = Rank.of_row(row, context.area.name)
    trend = Trend.of(row, context.indicator, context.area.name)
    said = [
        claim.sentence() for claim, known in ((rank, rank.known), (trend, trend.tested)) if known
    ]
    return said, [trend.sentence()] if trend.state and not trend.tested else []


def _change(context: Context) -> list[str]:
    """Set the last figure beside the first reliable one, in points where it is a share."""
    change = change_over(context.own)
    if change is None:
        return []
    return [Change.of(change, context.indicator, context.area.name).sentence()]


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
        title=_finding(context),
        subtitle=f"{indicator.name}, {indicator.unit}, {context.label(first)} to {context.label(last)}",
        measure=Measure.of(indicator, last["basis"]),
    )


def _finding(context: Context) -> str:
    """Return how the area stands beside the first comparator that it is judged against, or its level."""
    row = context.latest.iloc[-1]
    if pd.notna(row["value"]):
        for comparison in _comparisons(context, row):
            if comparison.judged:
                return comparison.finding()
    return Level.of(row, context.indicator, context.area.name).finding()


def _table(context: Context) -> Table:
    measure = Measure.of(context.indicator)
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
                marked(row, measure.plain),
                measure.limits(row["lower"], row["upper"]) or "–",
                *(marked(other, measure.plain) if other is not None else "–" for other in beside),
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
