"""What a filled row says against itself, and two rows against each other."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from toolkit.catalogue.indicators import load_indicators
from toolkit.plans import NOT_PRINTED
from toolkit.sources.faults import Faults
from toolkit.sources.filled_tables import FilledTable

__all__ = ["check_actions", "check_targets"]

_PER_CENT = ("per cent", "percent", "percentage", "pct")
_WAYS = {"higher_is_better": "higher", "lower_is_better": "lower"}
_ONE_TARGET = ["area_code", "plan", "name", "measure_name", "group", "sex", "age", "due"]
_ONE_ACTION = ["area_code", "plan", "aim", "priority", "action"]


def check_targets(rows: pd.DataFrame, table: FilledTable, faults: Faults) -> pd.DataFrame:
    """Note every target that cannot be, and return the rows with the side that is better filled in.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `read_cells` gives them.
    table : FilledTable
        For the places of cells.
    faults : Faults
        Where faults are noted.
    """
    known = load_indicators()
    by_catalogue = rows["measure"].map(
        {key: _WAYS.get(one.polarity, "") for key, one in known.items()}
    )
    better = rows["better"].replace(NOT_PRINTED, "")
    rows = rows.assign(better=better.where(better != "", by_catalogue.fillna("")))
    for at, (_, row) in enumerate(rows.iterrows()):

        def note(column: str, reason: str, hint: str = "", at: int = at) -> None:
            faults.add(reason, [table.place(at, column)], hint=hint)

        _check_side(row, note)
        _check_share(row, note)
        if row["due"] <= row["baseline_end"]:
            note("due", f"due on {row['due']:%Y-%m-%d}, before its baseline's period is over")
    _note_repeats(rows, _ONE_TARGET, "name", table, faults)
    return rows


Note = Callable[..., None]


def _check_side(row: pd.Series, note: Note) -> None:
    """Note a target that lies on the wrong side of its baseline for its direction."""
    base, target, upper = row["baseline"], row["target"], row["target_upper"]
    if row["direction"] == "reach":
        if not row["better"] and "better" not in row["not_printed"].split():
            note("better", "expected higher or lower, since the target is to reach a level of a measure "
                 "of which no catalogue says which way is better")  # fmt: skip
        wrong = (row["better"] == "higher" and target <= base) or (
            row["better"] == "lower" and target >= base
        )
        if wrong:
            note("target", f"{target:g} is on the wrong side of the baseline {base:g}: {row['better']} is "
                 "better of this measure", hint="to hold a level, say stay below or stay above")  # fmt: skip
    if row["direction"] == "stay below" and base > target:
        note(
            "target",
            f"the baseline {base:g} is already above {target:g}, which it is to stay below",
        )
    if row["direction"] == "stay above" and base < target:
        note(
            "target",
            f"the baseline {base:g} is already below {target:g}, which it is to stay above",
        )
    if row["direction"] == "range" and not target < upper:
        found = "a blank" if pd.isna(upper) else f"{upper:g}"
        note("target_upper", f"expected an upper end above {target:g}, found {found}")
    elif row["direction"] in ("reach", "stay below", "stay above") and pd.notna(upper):
        note("target_upper", f"expected a blank, found {upper:g}: a range alone has an upper end")


def _check_share(row: pd.Series, note: Note) -> None:
    """Note a percentage without a base, beyond 100, or written as a share."""
    if row["base"] <= 0:
        note("base", f"expected a number of people or events above 0, found {row['base']:g}")
    if row["latest_count"] < 0:
        note(
            "latest_count", f"expected a number of people or events, found {row['latest_count']:g}"
        )
    if pd.notna(row["latest"]) and not row["latest_period"]:
        note("latest_period", "a latest figure without its period")
    if row["unit"].casefold() in _PER_CENT:
        note("unit", f"expected %, found {row['unit']!r}")
    elif row["unit"] != "%":
        return
    if pd.isna(row["base"]) and "base" not in row["not_printed"].split():
        note("base", "a percentage without a base: say of how many people or events it is a part")
    for name in ("baseline", "target", "target_upper", "latest", "national", "national_upper"):
        if not (pd.isna(row[name]) or 0 <= row[name] <= 100):
            note(name, f"expected a percentage from 0 to 100, found {row[name]:g}")
    share = row["latest_count"] / row["base"] if row["base"] > 0 else float("nan")
    if share > 1:
        note("latest_count", f"{row['latest_count']:g} is more than its base {row['base']:g}")
    elif row["latest"] > 0 and abs(share - row["latest"]) < min(0.01, share / 10):
        note(
            "latest",
            f"expected per cent, such as {100 * share:.3g}, found the share {row['latest']:g}",
        )


def check_actions(rows: pd.DataFrame, table: FilledTable, faults: Faults) -> pd.DataFrame:
    """Note every action that cannot be, and return the rows.

    Parameters
    ----------
    rows, table, faults
        As for `check_targets`.
    """
    for at, (_, row) in enumerate(rows.iterrows()):
        if row["due"] < row["start"]:
            faults.add(
                f"due on {row['due']:%Y-%m-%d}, before its start on {row['start']:%Y-%m-%d}",
                [table.place(at, "due")],
            )
        if pd.notna(row["reached"]) and pd.isna(row["as_at"]) and "as_at" not in row["not_printed"]:
            faults.add(
                "a number reached without the day on which it was counted",
                [table.place(at, "as_at")],
            )
        if row["aimed_at"] <= 0:
            faults.add(
                f"expected a number above 0, found {row['aimed_at']:g}",
                [table.place(at, "aimed_at")],
            )
        if row["reached"] < 0:
            faults.add(
                f"expected a number of 0 or more, found {row['reached']:g}",
                [table.place(at, "reached")],
            )
    _note_statuses(rows, table, faults)
    return rows


def _note_statuses(rows: pd.DataFrame, table: FilledTable, faults: Faults) -> None:
    """Note an action that stands twice: with two statuses, or simply repeated."""
    for _, same in rows.groupby([rows[name].str.casefold() for name in _ONE_ACTION], sort=False):
        if len(same) < 2:
            continue
        statuses = list(dict.fromkeys(same["status"]))
        places = [table.place(at, "status") for at in same.index.tolist()]
        what = f"the action {same['action'].iloc[0]!r}"
        if len(statuses) > 1:
            faults.add(f"{what} has {len(statuses)} statuses: {', '.join(statuses)}", places,
                       hint="leave one row an action, with the status it has now")  # fmt: skip
        else:
            faults.add(f"{what} stands {len(same)} times", places, hint="leave one row of it")


def _note_repeats(
    rows: pd.DataFrame, key: list[str], name: str, table: FilledTable, faults: Faults
) -> None:
    for _, same in rows.groupby(key, sort=False, dropna=False):
        if len(same) > 1:
            places = [table.place(at, name) for at in same.index.tolist()]
            reason = f"the {name} {same[name].iloc[0]!r} stands {len(same)} times"
            faults.add(reason, places, hint="leave one row of it")
