"""A column of periods, each distinct spelling read once and every bad cell named."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toolkit.errors import ParameterError, SourceError
from toolkit.periods.period import Period
from toolkit.periods.refusals import ACCEPTED


def parse_periods(
    texts: Iterable[object], *, where: Callable[[int], str] | str = ""
) -> list[Period]:
    """Read a column of periods, each distinct spelling once.

    Parameters
    ----------
    texts : iterable of str
        The cells, in order.
    where : callable or str, optional
        Names the place of the cell at a position counted from 0, such as
        ``lambda i: f"deaths.csv row {i + 2}"``; or the file alone, and cells are
        then counted from 1.

    Returns
    -------
    list of Period
        One for each cell.

    Raises
    ------
    SourceError
        Names every cell that is no period.

    Examples
    --------
    >>> [period.label for period in parse_periods(["2023/24", "2019to2021"])]
    ['2023/24', '2019–21']
    """
    read: dict[str, Period] = {}
    refused: dict[str, str] = {}
    rows: dict[str, list[int]] = {}
    periods: list[Period] = []
    for row, text in enumerate(texts):
        key = text if isinstance(text, str) else repr(text)
        if key not in read and key not in refused:
            try:
                read[key] = Period.parse(text)
            except ParameterError as error:
                refused[key] = error.summary
        if key in refused:
            rows.setdefault(key, []).append(row)
        else:
            periods.append(read[key])
    if refused:
        problems = [f"{_name_rows(rows[key], where)}: {refused[key]}" for key in refused]
        raise SourceError(_count_cells(rows.values()), problems, hint=ACCEPTED)
    return periods


def _count_cells(rows: Iterable[list[int]]) -> str:
    count = sum(map(len, rows))
    return f"{'1 cell holds' if count == 1 else f'{count:,} cells hold'} no period"


def _name_rows(rows: list[int], where: Callable[[int], str] | str, most: int = 10) -> str:
    if callable(where):
        named = [where(row) for row in rows[:most]]
    else:
        named = [f"{where} cell {row + 1}".strip() for row in rows[:most]]
    # A column that is blank a million times is one problem to the reader.
    more = f" and {len(rows) - most:,} more" if len(rows) > most else ""
    return ", ".join(named) + more
