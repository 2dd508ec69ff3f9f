"""One end of a span as publishers spell it: a month, or a day of one."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from toolkit.errors import ParameterError
from toolkit.periods.months import MONTHS, close_month

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_FIRST_SHORT_YEAR = 69  # "Jun 69" is 1969, "Jun 68" is 2068, as everywhere in computing
_SPELLINGS = (
    re.compile(
        rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{MONTH})"
        r"(?:[ ,'’-]*(?P<year>[0-9]{4}|[0-9]{2}))?"
    ),
    re.compile(rf"(?P<year>[0-9]{{4}})[ -]?(?P<month>{MONTH})"),
    re.compile(r"(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})[/.](?P<year>[0-9]{4})(?: 00:00:00)?"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[ t]00:00:00)?"),
)


class Day(NamedTuple):
    """A month, with the year and the day of the month where they are written."""

    year: int | None
    month: int
    day: int | None

    def open(self, year: int) -> dt.date:
        """Return the day, or else the month's first, in the year written or else in this one."""
        return dt.date(self.year or year, self.month, self.day or 1)

    def close(self, year: int) -> dt.date:
        """Return the day, or else the month's last, in the year written or else in this one."""
        last = close_month((self.year or year) * 12 + self.month - 1)
        return last if self.day is None else last.replace(day=self.day)


def read_day(text: str) -> Day | None:
    """Read one end of a span.

    Parameters
    ----------
    text : str
        In lower case, with plain hyphens and single spaces.

    Returns
    -------
    Day or None
        None where it is neither a month nor a day.

    Raises
    ------
    ParameterError
        Where it names a thirteenth month.

    Examples
    --------
    >>> read_day("31st march '24")
    Day(year=2024, month=3, day=31)
    """
    found = next((match for known in _SPELLINGS if (match := known.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    name = parts["month"]
    month = int(name) if name.isdigit() else _NUMBERS[name[:3]]
    if not 1 <= month <= 12:
        raise ParameterError(f"there is no month {month}")
    year = _complete_year(int(parts["year"])) if parts["year"] else None
    return Day(year, month, int(parts["day"]) if parts.get("day") else None)


def _complete_year(year: int) -> int:
    if year >= 100:
        return year
    return year + (2000 if year < _FIRST_SHORT_YEAR else 1900)
