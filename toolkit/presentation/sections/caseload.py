"""Numbers in treatment: two years side by side, with the change and what it can carry."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.catalogue.schemes import group_name, in_order, load_schemes
from toolkit.periods import Period
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.context import Context
from toolkit.presentation.marks import absence, explain_marks, mark, marked
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
        caveats=[*indicator.caveats, *context.notes_on(rows)],
        sources=context.sources,
    )


def _years(rows: pd.DataFrame) -> tuple[str, str]:
    """Return the two years that stand side by side, as the rows that have both say it."""
    counted = rows[rows["baseline_start"].notna()]
    if counted.empty:
        period = period_of(rows.iloc[0])
        return (str(period.previous()), str(period)) if period else ("Year before", "Year")
    row = counted.iloc[0]
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
    before, after = _years(total)
    who = (
        f"The number of {context.indicator.noun.removeprefix('change in ')} in {context.area.name}"
    )
    if pd.isna(row["baseline_start"]):
        return [_as_printed_alone(context, row, who)]
    went = f"{who} went from {number(row['denominator'])} in {before} to {number(row['count'])} in {after}"
    if pd.isna(row["value"]):
        return [f"{went}; of none there is no percentage."]
    text = (
        f"{went}: {signed(row['value'])}% "
        f"(95% confidence interval {interval(row['lower'], row['upper'], 1, sign=True)}%)."
    )
    return [text if _moved(row) else f"{text} That is not distinguishable from no change."]


def _as_printed_alone(context: Context, row: pd.Series, who: str) -> str:
    if pd.isna(row["value"]):
        return f"{context.when(row)} {absence(row['state'])} for {context.area.name}."
    change = signed(row["value"], _decimals(row["value"]))
    return (
        f"{who} changed by {change}% to {context.label(row)}, as printed; the counts are not held."
    )


def _parts(rows: pd.DataFrame) -> list[str]:
    if len(rows) < 2 or rows["lower"].isna().all():
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
    before, after = _years(rows)
    # A change that is only printed is not one of ours.
    counted = rows["baseline_start"].notna()
    rows = rows.assign(
        ours=rows["value"].where(counted),
        printed=rows["published"].where(counted, rows["value"]),
    )
    printed = rows["printed"].notna().any()
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
                _change(row),
                interval(row["lower"], row["upper"], 1, sign=True) or "–",
                *([_as_printed(row["printed"])] if printed else []),
            ]
            for _, row in rows.iterrows()
        ],
        notes=explain_marks(rows["state"]),
    )


def _change(row: pd.Series) -> str:
    if pd.isna(row["value"]):
        return marked(row)
    return f"{signed(row['ours'])} {mark(row['state'])}".rstrip()


def _as_printed(value: float) -> str:
    return "not printed" if pd.isna(value) else signed(value, _decimals(value))
