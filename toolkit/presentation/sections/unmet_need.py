"""Unmet need: ours beside the printed share, why they differ, and the gap as people."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.gap import implied_treated, people_needed
from toolkit.catalogue.schemes import group_name, in_order
from toolkit.periods import Period
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.context import Context
from toolkit.presentation.marks import absence, explain_marks, marked
from toolkit.presentation.sections.rates import trend_figure
from toolkit.presentation.wording import count_of, interval, number, placed, sentence

__all__ = ["unmet_need"]


def unmet_need(context: Context) -> Section:
    """Show the share of the people in need who are not in treatment."""
    indicator = context.indicator
    rows = in_order(context.latest)
    one_group = context.own["group"].nunique() == 1
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=[*_levels(context, rows), *_differs(context, rows), *_gaps(context, rows)],
        figure=trend_figure(context) if one_group else None,
        tables=[_table(context, context.own.iloc[::-1] if one_group else rows, one_group)],
        caveats=[indicator.why_it_matters, *indicator.caveats, *context.notes_on(rows)],
        sources=context.sources,
    )


_STALE_YEARS = 3


def _subject(row: pd.Series) -> str:
    return "" if row["group"] == "all" else f"{group_name(row['grouping_scheme'], row['group'])}: "


def _levels(context: Context, rows: pd.DataFrame) -> list[str]:
    """Say the whole, and the latest share with an interval where the last has none."""
    row = rows.iloc[0]
    with_limits = context.of(context.area, row["group"])
    with_limits = with_limits[with_limits["lower"].notna()]
    said = [_level(context, row)]
    if pd.isna(row["lower"]) and len(with_limits):
        said.append(
            "The latest share with an interval is older. " + _level(context, with_limits.iloc[-1])
        )
    return said


def _level(context: Context, row: pd.Series) -> str:
    when = context.when(row)
    if row["group"] != "all":
        when = f"{_subject(row)}{when[:1].lower()}{when[1:]}"
    if row["method"] == "published":
        return f"{when} {_printed(context, row)}."
    people = (
        f"{number(row['count'])} people treated of an estimated {number(row['denominator'])} in need "
        f"(estimate for {_estimate_period(row)}, treatment in {context.label(row)}{_age(row)})"
    )
    if pd.isna(row["value"]):
        return f"{when} no share can be given for {context.area.name}: {people}."
    limits = interval(row["lower"], row["upper"], 1)
    sure = (
        f"95% interval {limits}%" if limits else "the estimate has no interval, so neither has this"
    )
    return f"{when} {_share(context, row)} ({sure}): {people}."


def _age(row: pd.Series) -> str:
    """Say by how much an estimate is older than it should be to be set against a count."""
    years = row["period_end"].year - row["baseline_end"].year
    return f"; the estimate is {years} years older" if years > _STALE_YEARS else ""


def _share(context: Context, row: pd.Series) -> str:
    return f"an estimated {number(row['value'], 1)}% were not in treatment in {placed(context.area.name)}"


def _printed(context: Context, row: pd.Series) -> str:
    if pd.isna(row["value"]):
        return f"{absence(row['state'])} for {context.area.name}"
    limits = interval(row["lower"], row["upper"], 1)
    return f"{_share(context, row)}, as printed" + (f" (95% interval {limits}%)" if limits else "")


def _estimate_period(row: pd.Series) -> Period:
    return Period.between(row["baseline_start"].date(), row["baseline_end"].date())


def _differs(context: Context, rows: pd.DataFrame) -> list[str]:
    """Explain printed shares that the printed counts do not give."""
    said, unexplained = [], False
    for _, row in rows.iterrows():
        printed, ours = number(row["published"], 1), number(row["value"], 1)
        if pd.isna(row["published"]) or pd.isna(row["value"]) or printed == ours:
            continue
        nearest, least, most = implied_treated(row["published"], row["denominator"])
        if least <= row["count"] <= most:
            why = "rounding of the estimate could explain the difference"
        else:
            implied = f"{number(least)} to {number(most)}" if least < most else number(nearest)
            why = f"the printed share implies {implied} people treated, the table has {number(row['count'])}"
            unexplained = True
        said.append(
            sentence(
                f"{_subject(row)}{printed}% is printed, the printed counts give {ours}%; {why}."
            )
        )
    if unexplained:
        said += [
            f"Why they differ: {difference.reason}." for difference in context.indicator.differences
        ]
    return said


def _gaps(context: Context, rows: pd.DataFrame) -> list[str]:
    """Say the gap to the first comparator as people, each way it can be reckoned."""
    said = []
    for _, row in rows.iterrows():
        other = _beside(context, row)
        if other is None or pd.isna(row["count"]) or pd.isna(row["denominator"]):
            continue
        ways = people_needed(row, float(other["value"]))
        # A gap that the interval does not carry is no gap.
        within = row["lower"] <= other["value"] <= row["upper"]
        if within or not any(way.needed for way in ways):
            continue
        counted = " or ".join(
            f"{count_of(way.needed, 'more person', 'more people')}, if {number(way.treated)} were in "
            f"treatment in {context.label(row)} ({way.basis})"
            for way in ways
        )
        text = f"{_subject(row)}to reach {context.comparators[0].name}'s {number(other['value'], 1)}% takes {counted}."
        if len(ways) > 1:
            text += (
                " Both are given because the printed share and the printed counts do not agree; "
                "the comparator's share is made like the printed one."
            )
        said.append(sentence(text) + " This holds only as far as the estimate of need does.")
    return said


def _beside(context: Context, row: pd.Series) -> pd.Series | None:
    if not context.comparators:
        return None
    others = context.of(context.comparators[0], row["group"])
    others = others[(others["period_end"] == row["period_end"]) & others["value"].notna()]
    return None if others.empty else others.iloc[0]


def _table(context: Context, rows: pd.DataFrame, one_group: bool) -> Table:
    printed = rows["published"].notna().any()
    beside = [_beside(context, row) for _, row in rows.iterrows()]
    compared = any(other is not None for other in beside)
    lines = [
        [
            context.label(row) if one_group else group_name(row["grouping_scheme"], row["group"]),
            number(row["count"]),
            number(row["denominator"]),
            marked(row, 1),
            interval(row["lower"], row["upper"], 1) or "–",
            *([number(row["published"], 1)] if printed else []),
            *([number(other["value"], 1) if other is not None else "–"] if compared else []),
        ]
        for (_, row), other in zip(rows.iterrows(), beside, strict=True)
    ]
    period = "" if one_group else f", {context.label(rows.iloc[0])}"
    return Table(
        caption=f"{context.indicator.name}, {context.area.name}{period}",
        columns=[
            "Period" if one_group else "Group",
            "In treatment",
            "Estimated in need",
            "Not in treatment (%)",
            "95% interval",
            *(["As printed (%)"] if printed else []),
            *([f"{context.comparators[0].name} (%)"] if compared else []),
        ],
        rows=lines,
        notes=explain_marks(rows["state"]),
    )
