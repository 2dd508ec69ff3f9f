"""Periods as sentences say them: when they begin, and which there cannot be."""

from __future__ import annotations

import re

from toolkit.check.other_numbers import YEAR

__all__ = ["impossible", "read_ends", "read_spoken"]

_TWO = re.compile(rf"(?P<first>{YEAR})\s?(?P<joint>[/–—-])\s?(?P<second>{YEAR}|\d{{2}})$")
_LATEST = 2060
_LONGEST_PLAN = 30  # years that a dash may span: 2020–2045 is an ambition, 2020-99 a misprint
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read_ends(text: str) -> tuple[int, int] | None:
    """Return the first and last year of two years joined by a stroke or dash.

    Examples
    --------
    >>> read_ends("2023-26"), read_ends("1999/00"), read_ends("May 2022")
    ((2023, 2026), (1999, 2000), None)
    """
    match = _TWO.search(text.strip())
    if not match:
        return None
    first = int(match["first"])
    second = int(match["second"])
    if second < 100:
        second += first // 100 * 100
        second += 100 if second < first and second % 100 < 10 and first % 100 > 90 else 0
    return first, second


def impossible(text: str) -> str:
    """Say why there cannot be such a period; empty where there can.

    Examples
    --------
    >>> impossible("2029/21")
    'the second year of a financial year must follow the first: 2029/30 or 2020/21'
    >>> impossible("2023-26")
    ''
    """
    match = _TWO.search(text.strip())
    ends = read_ends(text)
    if not match or not ends:
        return ""
    first, second = ends
    if match["joint"] == "/" and second != first + 1:
        tail = f"{(first + 1) % 100:02}"
        other = second - 1
        return (
            "the second year of a financial year must follow the first: "
            f"{first}/{tail} or {other}/{second % 100:02}"
        )
    if second < first or second - first > _LONGEST_PLAN or second > _LATEST:
        return f"it would run from {first} to {second}"
    return ""


def read_spoken(text: str) -> int:
    """Return a number that puts periods in order: year and month of the beginning; 0 if none.

    Examples
    --------
    >>> read_spoken("2022/23") < read_spoken("Apr 2023-Mar 2024") < read_spoken("2024/25")
    True
    """
    low = text.lower()
    found = re.search(YEAR, low)
    if not found:
        short = re.match(r"(\d\d)/\d\d$", low)
        return (2000 + int(short[1])) * 100 + 4 if short else 0
    month = next(
        (at for at, name in enumerate(_MONTHS, start=1) if name in low[: found.start()]), 0
    )
    if not month and _TWO.search(low) and "/" in low:
        month = 4
    quarter = re.match(r"q([1-4])", low)
    return int(found[0]) * 100 + (int(quarter[1]) * 3 if quarter else month)
