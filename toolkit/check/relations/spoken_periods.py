"""Periods as sentences say them: when they begin, and which there cannot be."""

from __future__ import annotations

import re
from calendar import month_name, monthrange

from toolkit.check.other_numbers import YEAR

__all__ = ["backward_dates", "impossible", "impossible_dates", "read_ends", "read_spoken"]

_TWO = re.compile(rf"(?P<first>{YEAR})\s?(?P<joint>[/–—-])\s?(?P<second>{YEAR}|\d{{2}})$")
_LATEST = 2060
_LONGEST_PLAN = 30  # years that a dash may span: 2020–2045 is an ambition, 2020-99 a misprint
_LONGEST_SERIES = 120  # years between two that are printed in full
_MONTHS_SPAN = re.compile(
    rf"(?P<first>[A-Za-z]+\.? {YEAR})\s?(?:[-–—]|to)\s?(?P<last>[A-Za-z]+\.? {YEAR})", re.IGNORECASE
)
_LEAP = 2024
_FEBRUARY = 28
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_DATE = rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_NAMES})\b"
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_NAMES})\b(?: (?P<year>{YEAR}))?"
)
_SPAN = re.compile(
    rf"(?P<first>{_DATE} {YEAR})(?: to | until | and | ?[-–] ?| through to )(?P<last>{_DATE} {YEAR})"
)
_SWAPPED = re.compile(r"\b(?!19|20)(?P<first>[0-3]\d{3})/(?P<second>\d{2})\b")
_QUARTER = re.compile(r"\bQ(?:[05-9]|\d\d)\b(?= (?:of )?(?:19|20)\d\d| \()")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def impossible_dates(text: str) -> list[tuple[str, str]]:
    """Find days and quarters that no calendar has, each with the reason.

    Examples
    --------
    >>> impossible_dates("In the year to 31 April 2024, and in Q5 2023.")
    [('31 April 2024', 'April has 30 days'), ('Q5', 'a year has four quarters')]
    """
    found = []
    for match in _DAY.finditer(text):
        month = _month(match["month"])
        year = int(match["year"] or _LEAP)
        longest = monthrange(year, month)[1]
        if int(match["day"]) > longest:
            why = f"{month_name[month]}{f' {year}' if longest == _FEBRUARY else ''} has {longest} days"
            found.append((match[0].strip(), why))
    for match in _SWAPPED.finditer(text):
        meant = f"20{int(match['second']) - 1:02}"
        if sorted(match["first"]) == sorted(meant):
            found.append((match[0], f"no such year: {meant}/{match['second']} is meant"))
    quarters = [(one[0], "a year has four quarters") for one in _QUARTER.finditer(text)]
    return found + quarters


def backward_dates(text: str) -> list[str]:
    """Find spans between two days of which the second comes before the first.

    Examples
    --------
    >>> backward_dates("Figures cover 1 April 2024 to 31 March 2024.")
    ['1 April 2024 to 31 March 2024']
    """
    found = []
    for match in _SPAN.finditer(text):
        ends = [_DAY.search(match[name]) for name in ("first", "last")]
        days = [(int(one["year"]), _month(one["month"]), int(one["day"])) for one in ends if one]
        if len(days) == len(ends) and days[1] < days[0]:
            found.append(match[0])
    return found


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


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
    months = _MONTHS_SPAN.fullmatch(text.strip())
    if months and read_spoken(months["last"]) < read_spoken(months["first"]):
        return f"it would run from {months['first']} back to {months['last']}"
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
    full = len(match["second"]) > len("23")
    # "2011-04" is April 2011.
    if (
        match["joint"] == "-"
        and not full
        and int(match["second"]) <= len(_MONTHS)
        and second < first
    ):
        return ""
    longest = _LONGEST_SERIES if full else _LONGEST_PLAN
    if second < first or second - first > longest or second > _LATEST:
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
