"""Unmet need: ours beside the printed share, why they differ, and the gap as people."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.analysis.gap import implied_treated, people_needed
from toolkit.catalogue.schemes import group_name, load_schemes
from toolkit.periods import Period
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.context import Context
from toolkit.presentation.sections.rates import trend_figure
from toolkit.presentation.wording import count_of, interval, number

__all__ = ["unmet_need"]


def unmet_need(context: Context) -> Section:
    """Show the share of the people in need who are not in treatment."""
    rows = _ordered(context.latest)
    indicator = context.indicator
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=[
            *_level(context, rows),
            *(text for _, row in rows.iterrows() for text in _differs(context, row)),
            *(text for _, row in rows.iterrows() for text in _gap(context, row)),
        ],
        figure=trend_figure(context) if rows["group"].nunique() == 1 else None,
        tables=[_table(context, rows)],
        caveats=[indicator.why_it_matters, *indicator.caveats, *_notes(rows)],
        sources=context.sources,
    )


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    scheme = load_schemes().get(rows["grouping_scheme"].iloc[0])
    if scheme is None:
        return rows
    return rows.sort_values("group", key=lambda groups: groups.map(scheme.order))


def _notes(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(note for note in rows["note"] if note))


def _subject(row: pd.Series) -> str:
    return "" if row["group"] == "all" else f"{group_name(row['grouping_scheme'], row['group'])}: "


def _level(context: Context, rows: pd.DataFrame) -> list[str]:
    row = rows.iloc[0]
    if row["method"] == "published":
        return [
            f"{_subject(row)}in {period_of(row)} an estimated {number(row['value'], 1)}% of "
            f"{context.indicator.noun.split(' and are not')[0].split(' who are not')[0]} in "
            f"{context.area.name} were not in treatment, as printed."
        ]
    estimate = Period.between(row["baseline_start"].date(), row["baseline_end"].date())
    limits = interval(row["lower"], row["upper"], 1)
    return [
        f"{_subject(row)}in {period_of(row)} an estimated {number(row['value'], 1)}% were not in treatment"
        + (
            f" (95% interval {limits}%)"
            if limits
            else " (the estimate has no interval, so neither has this)"
        )
        + f": {number(row['count'])} people treated of an estimated {number(row['denominator'])} in need "
        f"(estimate for {estimate}, treatment in {period_of(row)})."
    ]


def _differs(context: Context, row: pd.Series) -> list[str]:
    """Explain a printed share that the printed counts do not give."""
    if pd.isna(row["published"]) or number(row["value"], 1) == number(row["published"], 1):
        return []
    nearest, least, most = implied_treated(row["published"], row["denominator"])
    if least <= row["count"] <= most:
        return [
            f"{_subject(row)}{number(row['published'], 1)}% is printed and {number(row['value'], 1)}% recomputed; "
            "rounding of the estimate explains the difference."
        ]
    treated = f"{number(least)} to {number(most)}" if least < most else number(nearest)
    reasons = " ".join(f"Why: {difference.reason}." for difference in context.indicator.differences)
    return [
        f"{_subject(row)}{number(row['published'], 1)}% is printed, but the counts give {number(row['value'], 1)}%. "
        f"The printed share implies {treated} people treated, where the table has {number(row['count'])}. {reasons}"
    ]


def _gap(context: Context, row: pd.Series) -> list[str]:
    """Say the gap to the nation as people, each way it can be reckoned."""
    if not context.comparators or pd.isna(row["count"]) or pd.isna(row["denominator"]):
        return []
    nation = context.comparators[0]
    others = context.of(nation, row["group"])
    others = others[(others["period_end"] == row["period_end"]) & others["value"].notna()]
    if others.empty or nation.code == context.area.code:
        return []
    target = float(others.iloc[0]["value"])
    ways = people_needed(row, target)
    if not any(way.needed for way in ways):
        return []
    said = "; ".join(
        f"{count_of(way.needed, 'person', 'people')} more if {number(way.treated)} are in treatment now ({way.basis})"
        for way in ways
    )
    limits = " if the estimate of need is right" if pd.notna(row["denominator"]) else ""
    text = f"{_subject(row)}to reach {nation.name}'s {number(target, 1)}%, treatment would have to reach {said},{limits}."
    if len(ways) > 1:
        text += " Both are shown because the printed share and the printed counts do not agree."
    return [text]


def _table(context: Context, rows: pd.DataFrame) -> Table:
    nation = context.comparators[0] if context.comparators else context.area
    printed = rows["published"].notna().any()
    own_nation = nation.code == context.area.code
    lines = []
    for _, row in rows.iterrows():
        others = context.of(nation, row["group"])
        other = others.loc[others["period_end"] == row["period_end"], "value"]
        name = "All" if row["group"] == "all" else group_name(row["grouping_scheme"], row["group"])
        lines.append(
            [
                name,
                number(row["count"]),
                number(row["denominator"]),
                number(row["value"], 1),
                interval(row["lower"], row["upper"], 1) or "–",
                *([number(row["published"], 1)] if printed else []),
                *([] if own_nation else [number(other.iloc[0], 1) if len(other) else "–"]),
            ]
        )
    return Table(
        caption=f"{context.indicator.name}, {context.area.name}, {period_of(rows.iloc[0])}",
        columns=[
            "Group",
            "In treatment",
            "Estimated in need",
            "Not in treatment (%)",
            "95% interval",
            *(["As printed (%)"] if printed else []),
            *([] if own_nation else [f"{nation.name} (%)"]),
        ],
        rows=lines,
    )
