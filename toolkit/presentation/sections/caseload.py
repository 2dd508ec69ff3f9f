"""Numbers in treatment: two years side by side, with the change and what it can carry."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.catalogue.schemes import group_name, in_order, load_schemes
from toolkit.periods import Period
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.context import Context
from toolkit.presentation.wording import interval, join_words, number, signed

__all__ = ["caseload"]


def caseload(context: Context) -> Section:
    """Show the change of each group from one year to the next, beside what a report prints."""
    rows = in_order(context.latest)
    indicator = context.indicator
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=[*_whole(context, rows), *_parts(rows), *_printed(context, rows)],
        tables=[_table(context, rows)],
        caveats=indicator.caveats,
        sources=context.sources,
    )


def _years(row: pd.Series) -> tuple[str, str]:
    before = Period.between(row["baseline_start"].date(), row["baseline_end"].date())
    return str(before), str(period_of(row))


def _moved(row: pd.Series) -> bool:
    """Whether the interval leaves no change out."""
    return pd.notna(row["lower"]) and not row["lower"] <= 0 <= row["upper"]


def _whole(context: Context, rows: pd.DataFrame) -> list[str]:
    scheme = load_schemes().get(rows["grouping_scheme"].iloc[0])
    total = rows[rows["group"].isin(["all", scheme.total if scheme else "all"])]
    if total.empty:
        return []
    row = total.iloc[0]
    before, after = _years(row)
    who = context.indicator.noun.removeprefix("change in ")
    text = (
        f"The number of {who} in {context.area.name} went from {number(row['denominator'])} in {before} "
        f"to {number(row['count'])} in {after}: {signed(row['value'])}% "
        f"(95% confidence interval {interval(row['lower'], row['upper'], 1, sign=True)}%)."
    )
    return [text if _moved(row) else f"{text} That is not distinguishable from no change."]


def _parts(rows: pd.DataFrame) -> list[str]:
    if len(rows) < 2:
        return []
    moved = [
        f"{_name(row).lower().replace('(ocu)', '(OCU)')} ({signed(row['value'])}%)"
        for _, row in rows.iterrows()
        if _moved(row) and row["group"] not in {scheme.total for scheme in load_schemes().values()}
    ]
    if not moved:
        return ["No single group changed by more than chance variation could explain."]
    return [
        f"The groups that changed by more than chance variation could explain: {join_words(moved)}."
    ]


def _printed(context: Context, rows: pd.DataFrame) -> list[str]:
    """Name the groups whose printed change is not the recomputed one."""
    apart = [
        f"{_name(row)}: printed {signed(row['published'], _decimals(row['published']))}%, "
        f"recomputed {signed(row['value'])}%"
        for _, row in rows.iterrows()
        if pd.notna(row["published"]) and signed(row["value"]) != signed(row["published"])
    ]
    if not apart:
        return []
    reasons = join_words([difference.reason for difference in context.indicator.differences])
    return [f"Where the report prints another change than its own counts give: {'; '.join(apart)}"
            + (f". The reason: {reasons}." if reasons else ".")]  # fmt: skip


def _decimals(value: float) -> int:
    return 0 if value == round(value) else 1


def _name(row: pd.Series) -> str:
    return group_name(row["grouping_scheme"], row["group"])


def _table(context: Context, rows: pd.DataFrame) -> Table:
    before, after = _years(rows.iloc[0])
    printed = rows["published"].notna().any()
    who = context.indicator.noun.removeprefix("change in ")
    return Table(
        caption=f"Number of {who}, {context.area.name}, {before} and {after}",
        columns=[
            "Group",
            before,
            after,
            "Change (%)",
            "95% confidence interval",
            *(["Change as printed (%)"] if printed else []),
        ],
        rows=[
            [
                _name(row),
                number(row["denominator"]),
                number(row["count"]),
                signed(row["value"]),
                interval(row["lower"], row["upper"], 1, sign=True),
                *([_as_printed(row["published"])] if printed else []),
            ]
            for _, row in rows.iterrows()
        ],
    )


def _as_printed(value: float) -> str:
    return "not printed" if pd.isna(value) else signed(value, _decimals(value))
