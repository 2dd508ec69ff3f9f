"""Changes between columns: "2023/24 | 2024/25 | change"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.check.documents import Document
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding, Verdict
from toolkit.check.grids import Grid, read_grid
from toolkit.check.tolerance import compare, reach, show

__all__ = ["change_columns", "check_table_changes"]

_CHANGE = re.compile(
    r"\bchange|difference|\+/-|variance|increase|decrease|growth|reduction|\brise\b|\bgap\b|remaining|shortfall|outstanding|to go\b",
    re.IGNORECASE,
)
# Printed without a sign, whichever of the two is greater.
_UNSIGNED = re.compile(
    r"decrease|reduction|\bgap\b|difference|variance|remaining|shortfall|outstanding|to go\b",
    re.IGNORECASE,
)


def check_table_changes(document: Document) -> Iterator[Finding]:
    r"""Yield what columns of changes come to.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"change"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("Group\t2023/24\t2024/25\t% change\nOCU\t1261\t1306\t+3.5%")
    >>> for found in check_table_changes(text):
    ...     print(found.verdict, found.explanation)
    agrees in another sense 1261 to 1306 is +3.6% (truncated, not rounded)
    """
    for table in document.tables():
        grid = read_grid(table)
        if grid is None:
            continue
        for number in grid.columns:
            if _CHANGE.search(grid.headings[number]):
                before = change_columns(grid, number)
                if before:
                    yield from _check_column(grid, number, before)


def change_columns(grid: Grid, number: int) -> list[tuple[int, int]]:
    """Return the pairs of columns that a column of changes may be made from, likeliest first."""
    values = [
        at
        for at in grid.columns
        if at != number
        and not _CHANGE.search(grid.headings[at])
        and any(one is not None for one in grid.column(at))
    ]
    dated = [at for at in values if grid.period(at)]
    left = [at for at in (dated or values) if at < number]
    if len(left) < 2:
        left = dated or values
    if len(left) < 2:
        return []
    ordered = sorted(left, key=lambda at: (grid.period(at), at)) if dated else left
    likely = [(ordered[-2], ordered[-1]), (ordered[0], ordered[-1])]
    return list(dict.fromkeys(likely))


def _check_column(grid: Grid, number: int, before: list[tuple[int, int]]) -> Iterator[Finding]:
    for row, cells in enumerate(grid.cells):
        printed = cells[number]
        if printed is None:
            continue
        found = [
            _judge_row(grid, row, printed, first, second, number)
            for a, b in before
            if (first := cells[a]) is not None and (second := cells[b]) is not None
        ]
        if found:
            order = ("agrees", "agrees in another sense", "disagrees", "cannot be recomputed")
            yield min(found, key=lambda one: order.index(one.verdict))
        elif any(cells[at] is None for pair in before for at in pair):
            text = "one of the two values is not printed"
            yield Finding(
                "change",
                "cannot be recomputed",
                grid.places[row],
                grid.quote(row),
                printed.text,
                "",
                text,
            )


def _judge_row(
    grid: Grid, row: int, printed: Figure, first: Figure, second: Figure, number: int
) -> Finding:
    a, b = first.value, second.value
    share = grid.is_share(number)
    like = replace(printed, role="P") if share and printed.role == "C" else printed
    shares = first.role == "P" or second.role == "P"

    unsigned = bool(_UNSIGNED.search(grid.headings[number]))
    percent = 100 * (b / a - 1) if a else float("inf")
    senses = [("", percent), ("in percentage points, not per cent", b - a)]
    if not share or (shares and printed.role != "P"):
        senses.reverse()
        senses = [("", b - a), ("in per cent", percent)]
    place, quote = grid.places[row], grid.quote(row)
    if share and not a and not shares:
        text = f"{first.text} to {second.text} is a change from 0, of which there is no percentage"
        return Finding("change", "cannot be recomputed", place, quote, printed.text, "", text)
    told = f"{first.text} to {second.text} is {show(senses[0][1], like, sign=True)}"
    low, high = reach(lambda ends: 100 * (ends[1] / ends[0] - 1) if ends[0] else 0, (first, second))
    for at, (sense, value) in enumerate(senses):
        if value * printed.value < 0 and (printed.signed or not unsigned):
            continue
        ends = sorted((abs(low), abs(high))) if sense == "" and share else [None, None]
        note = compare(printed, value, *ends)
        if note is None or (at and not shares and share):
            continue
        plain = at == 0 and not note.startswith("truncated")
        verdict: Verdict = "agrees" if plain else "agrees in another sense"
        said = "; ".join(part for part in (sense, note) if part)
        text = told + (f" ({said})" if said else "")
        return Finding(
            "change", verdict, place, quote, printed.text, show(senses[0][1], like, sign=True), text
        )
    return Finding(
        "change", "disagrees", place, quote, printed.text, show(senses[0][1], like, sign=True), told
    )
