"""Periods as the field writes them."""

from __future__ import annotations

import datetime as dt

from toolkit.periods.months import abbreviate_month
from toolkit.periods.spans import Span


def label_financial(start_year: int) -> str:
    """Write a financial year.

    Examples
    --------
    >>> label_financial(1999)
    '1999/00'
    """
    return f"{start_year}/{(start_year + 1) % 100:02d}"


def label_years(first: int, last: int) -> str:
    """Write calendar years that are pooled; over a century's turn in full.

    Examples
    --------
    >>> label_years(2019, 2021), label_years(1999, 2001)
    ('2019–21', '1999–2001')
    """
    same_century = first // 100 == last // 100
    return f"{first}–{last % 100:02d}" if same_century else f"{first}–{last}"


def label_span(span: Span) -> str:
    """Write a span so that the grammar reads it back.

    Parameters
    ----------
    span : Span
        Kind, first day and last day.

    Returns
    -------
    str

    Examples
    --------
    >>> label_span(Span("quarter", dt.date(2023, 4, 1), dt.date(2023, 6, 30)))
    'Apr–Jun 2023'
    """
    kind, start, end = span
    if kind == "calendar":
        return str(start.year)
    if kind == "financial":
        return label_financial(start.year)
    if kind == "pooled" and start.month == 4:
        return f"{label_financial(start.year)}–{label_financial(end.year - 1)}"
    # 2018–19 would be taken for the financial year.
    if kind == "pooled" and end.year > start.year + 1:
        return label_years(start.year, end.year)
    return _label_months(start, end)


def _label_months(start: dt.date, end: dt.date) -> str:
    opening, closing = _label_month(start), _label_month(end)
    if opening == closing:
        return closing
    if start.year == end.year:
        opening = abbreviate_month(start.month)
    return f"{opening}–{closing}"


def _label_month(day: dt.date) -> str:
    return f"{abbreviate_month(day.month)} {day.year}"


def spell_out(span: Span) -> str:
    """Write first and last month out, for errors where the label would hide them.

    Examples
    --------
    >>> spell_out(Span("calendar", dt.date(2023, 1, 1), dt.date(2023, 12, 31)))
    'Jan 2023–Dec 2023'
    """
    return f"{_label_month(span.start)}–{_label_month(span.end)}"
