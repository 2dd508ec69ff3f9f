"""Sums in tables: a row or column of totals, and rows that are parts of the row above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding
from toolkit.check.grids import TOTAL, Grid, read_grid
from toolkit.check.relations.parts import judge_sum, says_apart

__all__ = ["check_table_sums", "part_rows"]

_MOST_PARTS = 6
_FAR = 0.2
_SEX = re.compile(r"\b(?:wo)?men\b|\b(?:fe)?males?\b", re.IGNORECASE)
_PERSONS = re.compile(r"\b(?:persons|people|everyone|adults)\b", re.IGNORECASE)
_AND_OR = re.compile(r"and/or|\band or\b", re.IGNORECASE)


def check_table_sums(document: Document) -> Iterator[Finding]:
    r"""Yield what totals of rows and columns come to.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rules ``"column sum"``, ``"row sum"`` and ``"parts"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("Group\t2024/25\nAlcohol only\t425\nOpiates only\t850\nTotal\t1,285")
    >>> for found in check_table_sums(text):
    ...     print(found.verdict, found.explanation)
    disagrees 425 + 850 = 1,275, 10 fewer than 1,285
    """
    noted = says_apart(document)
    for table in document.tables():
        grid = read_grid(table)
        if grid is None:
            continue
        children = part_rows(grid)
        yield from _check_parts(grid, children, noted)
        yield from _check_total_rows(grid, {at for group in children.values() for at in group})
        yield from _check_total_columns(grid)


def part_rows(grid: Grid) -> dict[int, list[int]]:
    """Find the rows that are followed by their own parts.

    Parameters
    ----------
    grid : Grid
        As `read_grid` gives it.

    Returns
    -------
    dict of int to list of int
        The row of a whole, and those of its parts: the rows right under it that sum to it in
        every column of counts, or that are named as the "only" and "and" of its "and/or".
    """
    counts = [at for at in grid.columns if grid.is_count(at)]
    found: dict[int, list[int]] = {}
    for row in range(len(grid.labels) - 2):
        if TOTAL.search(grid.labels[row]) or any(row in group for group in found.values()):
            continue
        parts = _named_parts(grid, row) or _adding_parts(grid, row, counts)
        if parts:
            found[row] = parts
    return found


def _named_parts(grid: Grid, row: int) -> list[int]:
    if not _AND_OR.search(grid.labels[row]):
        return []
    below = range(row + 1, min(row + 4, len(grid.labels)))
    named = [at for at in below if re.search(r"\bonly\b|\band\b|\bboth\b", grid.labels[at])]
    return named if len(named) == 3 else []


def _adding_parts(grid: Grid, row: int, counts: list[int]) -> list[int]:
    # One column may add by chance; two do not.
    if len(counts) < 2:
        return []
    for size in range(2, _MOST_PARTS + 1):
        below = list(range(row + 1, row + 1 + size))
        if below[-1] >= len(grid.labels) or any(TOTAL.search(grid.labels[at]) for at in below):
            return []
        sums = [_sum(grid, below, column) for column in counts]
        wholes = [grid.cells[row][column] for column in counts]
        if all(
            w is not None and w.value and w.value == s for w, s in zip(wholes, sums, strict=True)
        ):
            return below
    return []


def _sum(grid: Grid, rows: list[int], column: int) -> float | None:
    figures = [grid.cells[row][column] for row in rows]
    known = [one.value for one in figures if one is not None]
    return sum(known) if len(known) == len(figures) else None


def _check_parts(grid: Grid, children: dict[int, list[int]], noted: bool) -> Iterator[Finding]:
    for row, parts in children.items():
        for column in grid.columns:
            if grid.is_count(column):
                yield from _judge(grid, row, column, parts, "parts", noted)


def _judge(
    grid: Grid, row: int, column: int, rows: list[int], rule: str, noted: bool = False
) -> Iterator[Finding]:
    whole = grid.cells[row][column]
    figures = [grid.cells[at][column] for at in rows]
    known = [one for one in figures if one is not None]
    if whole is None or not known:
        return
    if len(known) < len(figures):
        missing = len(figures) - len(known)
        text = f"{missing} of its {len(figures)} parts are not printed, and what is not printed is not 0"
        yield Finding(
            rule, "cannot be recomputed", grid.places[row], grid.quote(row), whole.text, "", text
        )
        return
    yield from judge_sum(whole, known, grid.places[row], grid.quote(row), rule=rule, noted=noted)


def _check_total_rows(grid: Grid, parts: set[int]) -> Iterator[Finding]:
    totals = [row for row, label in enumerate(grid.labels) if TOTAL.search(label.strip())]
    start = 0
    for row in totals:
        above = [at for at in range(start, row) if at not in parts and at not in totals]
        rows = above or [
            at for at in range(row + 1, len(grid.labels)) if at not in parts and len(totals) == 1
        ]
        start = row + 1
        if len(rows) < 2:
            continue
        for column in grid.columns:
            if grid.is_count(column):
                yield from _judge(grid, row, column, rows, "column sum")


def _check_total_columns(grid: Grid) -> Iterator[Finding]:
    totals = [at for at in grid.columns if TOTAL.search(grid.headings[at].strip())]
    if not totals and sum(bool(_SEX.search(grid.headings[at])) for at in grid.columns) > 1:
        totals = [at for at in grid.columns if _PERSONS.search(grid.headings[at])]
    if len(totals) != 1 or not grid.is_count(totals[0]):
        return
    parts = [at for at in grid.columns if at < totals[0] and grid.is_count(at)]
    if len(parts) < 2 or (
        sum(bool(grid.period(at)) for at in parts) > 1 and not _adds(grid, totals[0], parts)
    ):
        return
    # Where the other rows add up, a row that misses its total by much is wrong, and no other kind.
    far = 1.0 if _adds(grid, totals[0], parts) else _FAR
    for row in range(len(grid.labels)):
        whole = grid.cells[row][totals[0]]
        figures: list[Figure] = [one for at in parts if (one := grid.cells[row][at]) is not None]
        if whole is not None and len(figures) == len(parts):
            yield from judge_sum(
                whole, figures, grid.places[row], grid.quote(row), rule="row sum", far=far
            )


def _adds(grid: Grid, total: int, parts: list[int]) -> bool:
    """Say whether a total of years is a sum in most rows."""
    held = 0
    for row in grid.cells:
        known = [one.value for at in parts if (one := row[at]) is not None]
        whole = row[total]
        held += whole is not None and sum(known) == whole.value
    return 2 * held > len(grid.cells)
