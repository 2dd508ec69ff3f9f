"""A number of people, counted or estimated: never set against another area's."""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.schemes import group_name, in_order, load_schemes
from toolkit.presentation.blocks import Figure, Section, Table
from toolkit.presentation.charts import Series, trend_chart
from toolkit.presentation.claims import Level, Measure
from toolkit.presentation.context import Context
from toolkit.presentation.marks import explain_marks, marked

__all__ = ["estimates"]


def estimates(context: Context) -> Section:
    """Show a number of people, by group where the source has groups."""
    indicator = context.indicator
    grouped = context.own["group"].nunique() > 1
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=_say(context),
        figure=None if grouped else _figure(context),
        tables=[_groups(context) if grouped else _periods(context)],
        caveats=[
            indicator.why_it_matters,
            *indicator.caveats,
            *context.notes_on(context.latest if grouped else context.own),
        ],
        sources=context.sources,
    )


def _say(context: Context) -> list[str]:
    row = _headline(context.latest)
    level = _level(context, row)
    said = [level.sentence(), *level.uncertainty.cautions()]
    with_limits = context.own[context.own["lower"].notna()]
    if pd.isna(row["lower"]) and len(with_limits):
        older = _level(context, with_limits.iloc[-1])
        said.append(f"The latest estimate published with limits is older. {older.sentence()}")
    elif row["basis"] == "modelled" and pd.isna(row["lower"]) and pd.notna(row["value"]):
        said.append(level.uncertainty.sentence())
    return said


def _headline(rows: pd.DataFrame) -> pd.Series:
    """Return the row of the whole: everybody, a scheme's total, or its first group."""
    totals = {"all", *(scheme.total for scheme in load_schemes().values())}
    whole = rows[rows["group"].isin(totals)]
    return in_order(rows if whole.empty else whole).iloc[0]


def _level(context: Context, row: pd.Series) -> Level:
    return Level.of(row, context.indicator, context.area.name)


def _figure(context: Context) -> Figure | None:
    own = context.own[context.own["period_end"].notna()]
    if own["value"].notna().sum() < 2:
        return None
    row = own[own["value"].notna()].iloc[-1]
    return trend_chart(
        [Series(context.area.name, own)],
        title=_level(context, row).finding(),
        subtitle=f"{context.indicator.name}, {context.label(own.iloc[0])} to {context.label(own.iloc[-1])}",
        measure=Measure.of(context.indicator, row["basis"]),
    )


def _periods(context: Context) -> Table:
    own = context.own.iloc[::-1]
    limits = own["lower"].notna().any()
    return Table(
        caption=f"{context.indicator.name}, {context.area.name}",
        columns=[
            "Period",
            context.indicator.unit.capitalize(),
            *(["95% interval"] if limits else []),
        ],
        rows=[
            [context.label(row), *(_cells(context, row, "–")[: 1 + limits])]
            for _, row in own.iterrows()
        ],
        notes=_notes(context, own),
    )


def _groups(context: Context) -> Table:
    latest = in_order(context.latest)
    return Table(
        caption=f"{context.indicator.name}, {context.area.name}, {context.label(latest.iloc[0])}",
        columns=["Group", context.indicator.unit.capitalize(), "95% interval"],
        rows=[
            [
                group_name(row["grouping_scheme"], row["group"]),
                *_cells(context, row, "not printed"),
            ]
            for _, row in latest.iterrows()
        ],
        notes=_notes(context, latest),
    )


def _cells(context: Context, row: pd.Series, without: str) -> list[str]:
    """Return a figure and its limits as they are published."""
    measure = Measure.of(context.indicator, row["basis"]).in_full
    return [marked(row, measure.plain), measure.limits(row["lower"], row["upper"]) or without]


def _notes(context: Context, rows: pd.DataFrame) -> list[str]:
    modelled = rows["value"][rows["basis"] == "modelled"]
    rounded = Measure.of(context.indicator, "modelled").explain_rounding(modelled)
    return [*explain_marks(rows["state"]), *rounded]
