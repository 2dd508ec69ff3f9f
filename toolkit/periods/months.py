"""Months counted from year 0, so that windows move without minding month lengths."""

from __future__ import annotations

import datetime as dt

from toolkit.errors import ParameterError

FIRST_YEAR, LAST_YEAR = 1900, 2100
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def number_month(day: dt.date) -> int:
    """Return how many months lie between January of year 0 and the month of a day.

    Examples
    --------
    >>> number_month(dt.date(2023, 4, 1)) - number_month(dt.date(2022, 12, 31))
    4
    """
    return day.year * 12 + day.month - 1


def count_months(start: dt.date, end: dt.date) -> int:
    """Return how many months two days span, the month of each included.

    Examples
    --------
    >>> count_months(dt.date(2023, 4, 1), dt.date(2024, 3, 31))
    12
    """
    return number_month(end) - number_month(start) + 1


def open_month(number: int) -> dt.date:
    """Return the first day of a numbered month.

    Examples
    --------
    >>> open_month(number_month(dt.date(2024, 2, 10))).isoformat()
    '2024-02-01'
    """
    return dt.date(number // 12, number % 12 + 1, 1)


def close_month(number: int) -> dt.date:
    """Return the last day of a numbered month.

    Examples
    --------
    >>> close_month(number_month(dt.date(2024, 2, 10))).isoformat()
    '2024-02-29'
    """
    return open_month(number + 1) - dt.timedelta(days=1)


def abbreviate_month(month: int) -> str:
    """Return the three letters of a month of the year, in English on every machine.

    Examples
    --------
    >>> abbreviate_month(4)
    'Apr'
    """
    return MONTHS[month - 1][:3]


def check_years(*years: int) -> None:
    """Refuse years in which no figure can lie.

    Parameters
    ----------
    *years : int
        Any number of years.

    Raises
    ------
    ParameterError
        Where one lies outside 1900 to 2100.

    Examples
    --------
    >>> check_years(1900, 2100)
    """
    if not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise ParameterError(f"its years must lie between {FIRST_YEAR} and {LAST_YEAR}")
