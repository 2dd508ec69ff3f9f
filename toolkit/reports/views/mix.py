"""What a caseload is made of."""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.schemes import group_name, in_order
from toolkit.errors import ParameterError
from toolkit.presentation.blocks import Section
from toolkit.presentation.charts import composition_chart
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.context import Context
from toolkit.presentation.wording import number, owned
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent

__all__ = ["composition"]


def composition(material: Material, name: str) -> Section:
    """Show what a whole is made of, period by period, in one grouping scheme."""
    indicator = material.of_nation(name)
    id_, heading = f"{indicator.id}_composition", f"{indicator.name}: the mix and how it shifts"
    if not material.holds(indicator):
        return absent(id_, heading, material.why_missing(indicator))
    if not indicator.unit.startswith("%"):
        return absent(
            id_, heading, f"these figures are told in {indicator.unit}; a mix is made of shares"
        )
    context = material.context(indicator)
    scheme = context.latest["grouping_scheme"].iloc[0]
    held = context.own[(context.own["grouping_scheme"] == scheme) & (context.own["group"] != "all")]
    dated = held["period_end"].notna()
    rows, undated = held[dated], held[~dated & held["value"].notna()]
    if rows["value"].notna().sum() < 2 or rows["group"].nunique() < 2:
        return absent(
            id_, heading, "the files at hand do not give the groups of one period together"
        )
    largest = _largest(context, scheme)
    try:
        figure = composition_chart(
            rows, title=largest, subtitle=f"{indicator.name}, {context.area.name}"
        )
    except ParameterError:
        return absent(id_, heading, "the groups overlap, so that their shares are of no one whole")
    return Section(
        id_,
        heading,
        sentences=[f"{largest}.", *_shift(context, scheme), *_at_another_time(undated, scheme)],
        figure=figure,
        caveats=[*indicator.caveats, *context.notes_on(rows), *context.notes_on(undated)],
        sources=material.cite(held),
    )


def _largest(context: Context, scheme: str) -> str:
    rows = context.latest[context.latest["group"] != "all"]
    top = rows[rows["value"].notna()].sort_values("value").iloc[-1]
    of_those = " of those shown" if rows["value"].isna().any() else ""
    return (
        f"{owned(context.area.name)} largest group{of_those} in {label_of(top)}: "
        f"{group_name(scheme, top['group'])}, {number(top['value'])}%"
    )


def _shift(context: Context, scheme: str) -> list[str]:
    """Say which group's share moved most since the first period."""
    rows = context.own[(context.own["grouping_scheme"] == scheme) & (context.own["group"] != "all")]
    wide = rows.pivot_table(index="period_end", columns="group", values="value").dropna(axis=1)
    if len(wide) < 2 or wide.empty:
        return []
    moved = wide.iloc[-1] - wide.iloc[0]
    group = str(moved.abs().idxmax())
    own = rows[rows["group"] == group]
    first, last = own.iloc[0], own.iloc[-1]
    return [
        f"{group_name(scheme, group)} moved most: from {number(first['value'], 1)}% in "
        f"{label_of(first)} to {number(last['value'], 1)}% in {label_of(last)}. A share also moves "
        "when the other groups do."
    ]


def _at_another_time(undated: pd.DataFrame, scheme: str) -> list[str]:
    """Say the shares of which the source states no period, and which no chart can place."""
    if undated.empty:
        return []
    shares = [
        f"{group_name(scheme, row['group'])} {number(row['value'])}%"
        for _, row in in_order(undated).iterrows()
    ]
    return [f"In a period that the source does not state the shares were: {', '.join(shares)}."]
