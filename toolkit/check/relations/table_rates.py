"""Rates in a table beside the count and the population that they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.check.documents import Document
from toolkit.check.findings import Finding, Verdict
from toolkit.check.grids import Grid, read_grid
from toolkit.check.tolerance import compare, show

__all__ = ["check_table_rates"]

_POPULATION = re.compile(r"\bpopulation|\bresidents\b|denominator|person-years", re.IGNORECASE)
_PER = re.compile(r"per ([\d,\s]*\d|million|thousand)", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"standardi[sz]ed|adjusted|\bASR\b|\bDSR\b|\bEASR\b|lower|upper|limit", re.IGNORECASE
)


def check_table_rates(document: Document) -> Iterator[Finding]:
    r"""Yield what crude rates come to; standardised rates are of no one row's count and population.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"rate"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("Area\tDeaths\tPopulation\tRate per 100,000\nDundee\t38\t148,000\t35.7")
    >>> [found.recomputed for found in check_table_rates(text)]
    ['25.7']
    """
    for table in document.tables():
        grid = read_grid(table)
        if grid is None:
            continue
        people = [
            at for at in grid.columns if _POPULATION.search(grid.headings[at]) and grid.is_count(at)
        ]
        rates = [at for at in grid.columns if _is_crude(grid, at)]
        counts = [at for at in grid.columns if grid.is_count(at) and at not in (*people, *rates)]
        if len(people) == len(rates) == len(counts) == 1:
            yield from _check_column(grid, counts[0], people[0], rates[0])


def _is_crude(grid: Grid, column: int) -> bool:
    heading = grid.headings[column]
    is_population = _POPULATION.search(_PER.sub("", heading.lower().replace("population)", "")))
    return bool(_PER.search(heading)) and not _OF_ANOTHER.search(heading) and not is_population


def _check_column(grid: Grid, count_at: int, people_at: int, rate_at: int) -> Iterator[Finding]:
    per = _read_per(grid.headings[rate_at])
    for row, cells in enumerate(grid.cells):
        count, people, printed = cells[count_at], cells[people_at], cells[rate_at]
        if count is None or people is None or printed is None or not people.value or not per:
            continue
        value = per * count.value / people.value
        # A population that is printed in round numbers leaves that much open.
        round_to = next((step for step in (1000, 100, 10) if people.value % step == 0), 1)
        ends = sorted(
            per * count.value / (people.value + half) for half in (round_to / 2, -round_to / 2)
        )
        note = compare(replace(printed, role="C"), value, *ends)
        made = show(value, printed)
        text = f"{per:,.0f} × {count.text} ÷ {people.text} is {made}" + (
            f" ({note})" if note else ""
        )
        verdict: Verdict = "disagrees" if note is None else "agrees"
        if note and note.startswith("truncated"):
            verdict = "agrees in another sense"
        yield Finding("rate", verdict, grid.places[row], grid.quote(row), printed.text, made, text)


def _read_per(heading: str) -> float:
    match = _PER.search(heading)
    if not match:
        return 0.0
    words = {"million": 1e6, "thousand": 1e3}
    return words.get(match[1].lower()) or float(re.sub(r"[,\s]", "", match[1]))
