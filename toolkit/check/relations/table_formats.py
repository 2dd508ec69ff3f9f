"""How a table is written: one number of decimals a column, periods in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.check.documents import Document
from toolkit.check.findings import Finding
from toolkit.check.grids import Grid, read_grid
from toolkit.check.sentences import names_misprint

__all__ = ["check_table_formats"]

_MOST = 0.8  # of the cells with digits
_FEWEST = 3  # rows: with two nobody can say which is the odd one
_ODD = 0.34  # of the rows: more than a third is no slip


def check_table_formats(document: Document) -> Iterator[Finding]:
    r"""Yield mixed decimals in a column, and columns of periods that are out of order.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rules ``"decimals"`` and ``"period order"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("Area\t%\nDevon\t7.5\nYork\t8\nLeeds\t9.1")
    >>> [found.printed for found in check_table_formats(text)]
    ['8']
    """
    for table in document.tables():
        grid = read_grid(table)
        if grid is not None:
            # A workbook holds values, and not how many of their decimals it shows.
            if not document.name.lower().endswith((".xlsx", ".xlsm")):
                yield from _check_decimals(grid)
            yield from _check_order(grid)


def _check_decimals(grid: Grid) -> Iterator[Finding]:
    for number in grid.columns:
        figures = [(row, one) for row, one in enumerate(grid.column(number)) if one is not None]
        filled = sum(bool(re.search(r"\d", row[number])) for row in grid.rows)
        # A column of words with a figure here and there, or of what others print, has no one format.
        if len(figures) < _MOST * filled or names_misprint(grid.headings[number]):
            continue
        if len(figures) < _FEWEST or not (grid.is_share(number) or grid.is_rate(number)):
            continue
        counted = Counter(one.decimals for _, one in figures)
        usual, most = counted.most_common(1)[0]
        # 0 and 100 are often written bare, and say no less for it.
        odd = [
            (row, one)
            for row, one in figures
            if one.decimals != usual and one.value not in (0, 100)
        ]
        if not odd or len(odd) > _ODD * len(figures) or most == len(figures):
            continue
        for row, one in odd:
            text = f"{usual} decimal{'s' if usual != 1 else ''} stand in the rest of the column, {one.decimals} here"
            yield Finding(
                "decimals",
                "agrees in another sense",
                grid.places[row],
                grid.quote(row),
                one.text,
                "",
                text,
            )


def _check_order(grid: Grid) -> Iterator[Finding]:
    periods = [(grid.period(at), grid.headings[at]) for at in grid.columns if grid.period(at)]
    times = [time for time, _ in periods]
    if len(times) < _FEWEST or len(set(times)) < len(times):
        return
    if times not in (sorted(times), sorted(times, reverse=True)):
        told = ", ".join(heading for _, heading in periods)
        made = ", ".join(heading for _, heading in sorted(periods))
        yield Finding(
            "period order",
            "disagrees",
            grid.places[0],
            told,
            told,
            made,
            "the columns do not run in the order of time",
        )
