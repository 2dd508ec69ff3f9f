"""Unmet need: ours beside the printed share, why they differ, and the gap as people."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.gap import people_needed
from toolkit.analysis.unmet_need import list_variants
from toolkit.catalogue.schemes import group_name, in_order
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.claims import Discrepancy, Gap, Measure, UnmetNeed
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.context import Context
from toolkit.presentation.marks import explain_marks, marked
from toolkit.presentation.sections.rates import trend_figure
from toolkit.presentation.wording import join_words, number, sentence

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
        tables=[
            _table(context, context.own.iloc[::-1] if one_group else rows, one_group),
            *_sensitivity(context, rows),
        ],
        caveats=[indicator.why_it_matters, *indicator.caveats, *context.notes_on(rows)],
        sources=context.sources,
    )


def _group(row: pd.Series) -> str:
    return "" if row["group"] == "all" else group_name(row["grouping_scheme"], row["group"])


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
    return UnmetNeed.of(row, context.area.name, _group(row)).sentence()


def _differs(context: Context, rows: pd.DataFrame) -> list[str]:
    """Explain printed shares that the printed counts do not give."""
    differences = [
        Discrepancy(row["published"], row["value"], row["count"], row["denominator"], _group(row))
        for _, row in rows.iterrows()
    ]
    apart = [difference for difference in differences if difference.apart]
    said = [difference.sentence() for difference in apart]
    if not all(difference.explained for difference in apart):
        said += [f"Why they differ: {known.reason}." for known in context.indicator.differences]
    return said


def _gaps(context: Context, rows: pd.DataFrame) -> list[str]:
    """Say the gap to the first comparator as people, each way it can be reckoned."""
    said = []
    for _, row in rows.iterrows():
        other = _beside(context, row)
        if other is None or pd.isna(row["count"]) or pd.isna(row["denominator"]):
            continue
        gap = Gap(
            Measure.of(context.indicator),
            context.area.name,
            label_of(row),
            context.comparators[0].name,
            row["value"],
            float(other["value"]),
            people_needed(row, float(other["value"])),
            row["lower"],
            row["upper"],
            _group(row),
        )
        if gap.real:
            said.append(gap.sentence())
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
    share = Measure.of(context.indicator)
    lines = [
        [
            context.label(row) if one_group else group_name(row["grouping_scheme"], row["group"]),
            number(row["count"]),
            number(row["denominator"]),
            marked(row, share.plain),
            share.limits(row["lower"], row["upper"]) or "–",
            *([share.plain(row["published"])] if printed else []),
            *([share.plain(other["value"]) if other is not None else "–"] if compared else []),
        ]
        for (_, row), other in zip(rows.iterrows(), beside, strict=True)
    ]
    period = "" if one_group else f", {context.label(rows.iloc[0])}"
    return Table(
        caption=f"{context.indicator.name}, {context.area.name}{period}",
        columns=[
            "Period" if one_group else "Group",
            "In treatment (people)",
            "Estimated in need (people)",
            "Not in treatment (%)",
            "95% interval (%)",
            *(["As printed (%)"] if printed else []),
            *([f"{context.comparators[0].name} (%)"] if compared else []),
        ],
        rows=lines,
        notes=explain_marks(rows["state"]),
    )


def _sensitivity(context: Context, rows: pd.DataFrame) -> list[Table]:
    """Set the ways to count the latest share beside each other, where there are several."""
    ways = [
        (_group(row) or "All", way)
        for _, row in rows[rows["count"].notna() & (rows["denominator"] > 0)].iterrows()
        for way in list_variants(context.of(context.area, row["group"]))
    ]
    if len(ways) == len({group for group, _ in ways}):
        return []
    lines = [
        [group, sentence(way.basis), number(way.treated), way.treated_ages, way.treatment_period,
         number(way.estimate), way.estimate_ages, way.estimate_period, number(way.value, 1)]
        for group, way in ways
    ]  # fmt: skip
    schemes = sorted({way.scheme for _, way in ways} - {""})
    return [
        Table(
            caption=f"How far unmet need hangs on what is counted, {context.area.name}",
            columns=["Group", "Counted how", "In treatment (people)", "Ages of those in treatment", "Year of the count",
                     "In need (people)", "Ages of the estimate", "Year of the estimate", "Not in treatment (%)"],
            rows=lines,
            notes=[
                f"Both numbers are of {context.area.name}"
                + (f", grouped as {join_words([name[:1].lower() + name[1:] for name in schemes])}." if schemes else "."),
                *(["Where the two bands of ages are not the same, they match only nearly."]
                  if any(way.near_match for _, way in ways) else []),
            ],
        )
    ]  # fmt: skip
