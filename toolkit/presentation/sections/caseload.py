"""Numbers in treatment: two years side by side, with the change and what it can carry."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.catalogue.schemes import group_name, in_order, load_schemes
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.claims import (
    Change,
    Missing,
    PrintedChange,
    say_moved,
    say_printed_apart,
)
from toolkit.presentation.claims.when import baseline_of, label_of
from toolkit.presentation.context import Context
from toolkit.presentation.marks import HIDDEN, explain_marks, mark, marked
from toolkit.presentation.wording import interval, join_words, number, signed

__all__ = ["caseload"]


def caseload(context: Context) -> Section:
    """Show the change of each group from one year to the next, beside what a report prints."""
    rows = in_order(context.latest)
    indicator = context.indicator
    return Section(
        id=indicator.id,
        heading=indicator.name,
        sentences=[*_whole(context, rows), *_parts(context, rows), *_printed(context, rows)],
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
    return baseline_of(row), label_of(row)


def _whole(context: Context, rows: pd.DataFrame) -> list[str]:
    scheme = load_schemes().get(rows["grouping_scheme"].iloc[0])
    total = rows[rows["group"].isin(["all", scheme.total if scheme else "all"])]
    if total.empty:
        return []
    row, place = total.iloc[0], context.area.name
    if pd.isna(row["value"]) and (pd.isna(row["baseline_start"]) or row["state"] in HIDDEN):
        return [Missing.of_state(row["state"], place, label_of(row)).sentence()]
    return [Change.of_counts(row, context.indicator, place).sentence()]


def _parts(context: Context, rows: pd.DataFrame) -> list[str]:
    if len(rows) < 2 or rows["lower"].isna().all():
        return []
    totals = {scheme.total for scheme in load_schemes().values()}
    changes = {
        _name(row): Change.of_counts(row, context.indicator, context.area.name)
        for _, row in rows.iterrows()
        if row["group"] not in totals
    }
    return [say_moved(changes)]


def _printed(context: Context, rows: pd.DataFrame) -> list[str]:
    """Name the groups whose printed change is not the recomputed one."""
    changes = [
        PrintedChange(_name(row), row["published"], row["value"]) for _, row in rows.iterrows()
    ]
    apart = [change for change in changes if change.apart]
    reasons = join_words([difference.reason for difference in context.indicator.differences])
    return [say_printed_apart(apart, reasons)] if apart else []


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
