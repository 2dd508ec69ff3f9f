"""First day, last day and the kind of period that they make."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from toolkit.errors import ParameterError
from toolkit.periods.months import (
    check_years,
    close_month,
    count_months,
    number_month,
    open_month,
)

PeriodKind = Literal["calendar", "financial", "rolling", "pooled", "quarter"]

SHAPES: dict[PeriodKind, str] = {
    "calendar": "1 January to 31 December of one year",
    "financial": "1 April to 31 March of the next year",
    "rolling": "whole months that are neither whole calendar or financial years nor a quarter",
    "pooled": "two or more whole calendar or financial years",
    "quarter": "three whole months from January, April, July or October",
}
_YEAR_STARTS = (1, 4)
_KINDS: dict[tuple[int, int], PeriodKind] = {
    (1, 12): "calendar",
    (4, 12): "financial",
    (1, 3): "quarter",
    (4, 3): "quarter",
    (7, 3): "quarter",
    (10, 3): "quarter",
}


class Span(NamedTuple):
    """What makes a period, in the order in which `Period` takes it."""

    kind: PeriodKind
    start: dt.date
    end: dt.date


def infer_kind(start: dt.date, end: dt.date) -> PeriodKind:
    """Return the one kind of period that fits two days.

    Parameters
    ----------
    start, end : datetime.date
        First and last day, both included.

    Returns
    -------
    {"calendar", "financial", "rolling", "pooled", "quarter"}

    Raises
    ------
    ParameterError
        Where they bound no whole months between 1900 and 2100.

    Examples
    --------
    >>> infer_kind(dt.date(2023, 4, 1), dt.date(2023, 6, 30))
    'quarter'
    """
    _check_days(start, end)
    months = count_months(start, end)
    if start.month in _YEAR_STARTS and months > 12 and months % 12 == 0:
        return "pooled"
    return _KINDS.get((start.month, months), "rolling")


def _check_days(start: dt.date, end: dt.date) -> None:
    if type(start) is not dt.date or type(end) is not dt.date:
        raise ParameterError("a period runs from day to day: give dates, without a time of day")
    if start > end:
        raise ParameterError(f"it starts on {start}, after its end on {end}")
    check_years(start.year, end.year)
    if start != open_month(number_month(start)) or end != close_month(number_month(end)):
        raise ParameterError(f"{start} to {end} are not whole months")


def make_span(start: dt.date, end: dt.date) -> Span:
    """Return two days with the kind of period they make.

    Examples
    --------
    >>> make_span(dt.date(2021, 1, 1), dt.date(2023, 12, 31)).kind
    'pooled'
    """
    return Span(infer_kind(start, end), start, end)


def span_calendar(first: int, last: int) -> Span:
    """Return 1 January of a year to 31 December of the same or a later one.

    Examples
    --------
    >>> span_calendar(2023, 2023).kind
    'calendar'
    """
    check_years(first, last)
    return make_span(dt.date(first, 1, 1), dt.date(last, 12, 31))


def span_financial(start_year: int) -> Span:
    """Return 1 April of a year to 31 March of the next.

    Examples
    --------
    >>> span_financial(2023).end.isoformat()
    '2024-03-31'
    """
    check_years(start_year, start_year + 1)
    return make_span(dt.date(start_year, 4, 1), dt.date(start_year + 1, 3, 31))
