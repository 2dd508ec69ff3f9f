"""Percentages beside their counts in a table, and unmet need beside its two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.check.documents import Document
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding
from toolkit.check.grids import TOTAL, Grid, read_grid
from toolkit.check.other_numbers import PERIOD
from toolkit.check.relations.needs import UNMET, judge_need
from toolkit.check.relations.shares import judge_share
from toolkit.check.sentences import Sentence

__all__ = ["check_table_needs", "check_table_shares", "has_own_need"]

_OTHER = re.compile(r"change|difference|unmet|lower|upper|limit|CI\b|target|rate", re.IGNORECASE)
_WHOLE = re.compile(
    r"\bbase\b|denominator|out of|\bof all|number of|total|eligible|assessed", re.IGNORECASE
)
_PERIOD = re.compile(PERIOD, re.IGNORECASE)
_NEAR = 5.0
_MOST = 0.5  # of the rows
_ESTIMATE = re.compile(r"estimat|prevalence", re.IGNORECASE)
_TREATED = re.compile(r"in treatment|treated|in contact", re.IGNORECASE)


def check_table_shares(document: Document) -> Iterator[Finding]:
    r"""Yield what percentages beside counts come to.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"share"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("Sex\tNumber\t%\nMen\t120\t60\nWomen\t80\t45\nTotal\t200\t100")
    >>> [found.recomputed for found in check_table_shares(text) if found.verdict == "disagrees"]
    ['40%']
    """
    for table in document.tables():
        grid = read_grid(table)
        if grid is None:
            continue
        for number in grid.columns:
            if number < 2 or not grid.is_share(number) or _OTHER.search(grid.headings[number]):
                continue
            if grid.is_count(number - 1):
                yield from _check_column(grid, number)


def _check_column(grid: Grid, number: int) -> Iterator[Finding]:
    found = [
        findings
        for part, base in _bases(grid, number)
        if (findings := _judge_rows(grid, number, part, base))
    ]
    # A column of shares is of the base in which most of its rows hold.
    best = max(found, key=_agreed, default=[])
    # That nothing is 0% of anything tells of no base.
    telling = any(one.verdict == "agrees" and re.search("[1-9]", one.printed) for one in best)
    if telling and _agreed(best) >= _MOST:
        yield from best


def _agreed(findings: list[Finding]) -> float:
    return sum(one.verdict == "agrees" for one in findings) / len(findings)


def _bases(grid: Grid, number: int) -> Iterator[tuple[int, Figure | int]]:
    """Yield the column of parts with what they may be of: its total, its sum, or another column."""
    counts = grid.column(number - 1)
    for row, label in enumerate(grid.labels):
        total = counts[row]
        if TOTAL.search(label.strip()) and total is not None:
            yield number - 1, total
    parts = [
        one for row, one in enumerate(counts) if one and not TOTAL.search(grid.labels[row].strip())
    ]
    shares = [
        one
        for row, one in enumerate(grid.column(number))
        if one and not TOTAL.search(grid.labels[row].strip())
    ]
    near = abs(sum(one.value for one in shares) - 100) <= _NEAR
    # Years stand beside each other, and are no parts of a whole.
    if (
        parts
        and near
        and not any(map(_PERIOD.match, grid.labels))
        and len(parts) == len(grid.labels)
    ):
        whole = sum(one.value for one in parts)
        yield number - 1, replace(parts[0], value=whole, text=f"{whole:,.0f}")
    for at in grid.columns:
        if (at < number - 1 and grid.is_count(at)) or (
            at == number + 1 and grid.is_count(at) and _WHOLE.search(grid.headings[at])
        ):
            yield number - 1, at
        if at == number - 2 and grid.is_count(at):
            yield at, number - 1


def _judge_rows(grid: Grid, number: int, of: int, base: Figure | int) -> list[Finding]:
    findings = []
    for row, cells in enumerate(grid.cells):
        share, part = cells[number], cells[of]
        whole = cells[base] if isinstance(base, int) else base
        if share is None or part is None or whole is None or part.value > whole.value:
            continue
        if part is whole or not whole.value:
            continue
        where = Sentence(grid.quote(row), (), grid.places[row])
        findings.append(judge_share(where, part, whole, replace(share, role="P")))
    return findings


def check_table_needs(document: Document) -> Iterator[Finding]:
    r"""Yield what unmet need comes to beside the estimate and those in treatment.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"unmet need"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("Group\tPrevalence\tIn treatment\tUnmet need\nOCU\t2042\t1306\t36.8%")
    >>> [found.recomputed for found in check_table_needs(text)]
    ['36.0%']
    """
    for table in document.tables():
        grid = read_grid(table)
        if grid is None:
            continue
        columns = _need_columns(grid)
        if any(at is None for at in columns):
            continue
        estimate_at, treated_at, need_at = (at for at in columns if at is not None)
        for row, cells in enumerate(grid.cells):
            estimate, treated, printed = cells[estimate_at], cells[treated_at], cells[need_at]
            if estimate is None or treated is None or printed is None or not grid.is_share(need_at):
                continue
            where = Sentence(grid.quote(row), (), grid.places[row])
            shown = replace(printed, role="P")
            yield judge_need(shown, treated, estimate, where, unmet=True)


def has_own_need(grid: Grid) -> bool:
    """Say whether a table holds the estimate and those in treatment beside its unmet need."""
    return all(at is not None for at in _need_columns(grid))


def _need_columns(grid: Grid) -> list[int | None]:
    return [_find(grid, pattern) for pattern in (_ESTIMATE, _TREATED, UNMET)]


def _find(grid: Grid, pattern: re.Pattern[str]) -> int | None:
    found = [at for at in grid.columns if pattern.search(grid.headings[at].lower())]
    if pattern is _TREATED:
        found = [at for at in found if not UNMET.search(grid.headings[at].lower())]
    return found[0] if len(found) == 1 else None
