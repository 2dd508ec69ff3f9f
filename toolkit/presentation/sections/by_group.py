"""A share for each of several groups: the last period as a table, never one group for all."""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.schemes import group_name, in_order
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.claims import Highest, Measure
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.context import Context
from toolkit.presentation.marks import explain_marks, marked
from toolkit.presentation.wording import number

__all__ = ["by_group"]


def by_group(context: Context) -> Section:
    """Show the groups of the last period beside each other."""
    indicator = context.indicator
    rows = in_order(context.latest)
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=_say(context, rows),
        tables=[_table(context, rows)],
        caveats=[indicator.why_it_matters, *indicator.caveats, *context.notes_on(rows)],
        sources=context.sources,
    )


def _say(context: Context, rows: pd.DataFrame) -> list[str]:
    held = rows[rows["value"].notna()].sort_values("value", kind="stable")
    if held.empty:
        return []
    row = held.iloc[-1]
    reach = held.iloc[:-1]
    highest = Highest(
        Measure.of(context.indicator, row["basis"]),
        context.area.name,
        label_of(row),
        _name(row),
        row["value"],
        row["lower"],
        row["upper"],
        row["count"],
        row["denominator"],
        alone=len(rows) == 1,
        alike=[_name(other) for _, other in reach[reach["upper"] >= row["lower"]].iterrows()],
    )
    return [highest.sentence()]


def _name(row: pd.Series) -> str:
    return group_name(row["grouping_scheme"], row["group"])


def _table(context: Context, rows: pd.DataFrame) -> Table:
    measure = Measure.of(context.indicator)
    counted = rows["count"].notna().any()
    return Table(
        caption=f"{context.indicator.name}, {context.area.name}, {context.label(rows.iloc[0])}",
        columns=[
            "Group",
            *(["Number"] if counted else []),
            f"{context.area.name} ({context.indicator.unit})",
            "95% confidence interval",
        ],
        rows=[
            [
                _name(row),
                *([number(row["count"])] if counted else []),
                marked(row, measure.plain),
                measure.limits(row["lower"], row["upper"]) or "–",
            ]
            for _, row in rows.iterrows()
        ],
        notes=explain_marks(rows["state"]),
    )
