"""Every publisher's spelling of a period, read into its first and last day.

Two years joined by a stroke or a dash are read as publishers write them. A stroke is always
a financial year (``2023/24``). A dash between *consecutive* years is a financial year too
(``2023-24`` in NDTMS tables, ``2023 to 2024`` on gov.uk), and between years further apart it
pools calendar years (``2019–21`` at ONS, ``2022 - 24`` in Fingertips). Two calendar years
pooled are written with their months, ``Jan 2019–Dec 2020``, so that nobody mistakes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.errors import ParameterError
from toolkit.periods.days import read_day
from toolkit.periods.labels import label_financial, label_span, label_years, spell_out
from toolkit.periods.months import (
    MONTHS,
    abbreviate_month,
    close_month,
    count_months,
    number_month,
    open_month,
)
from toolkit.periods.refusals import explain
from toolkit.periods.spans import Span, make_span, span_calendar, span_financial

_LONGEST_OVER_A_CENTURY = 10  # years: 1998-03 runs on into 2003, but 2021-19 runs backwards

_TO = " ?(?:-|to) ?"
_STROKE = " ?[/-] ?"
_SHORT = "[0-9]{4}|[0-9]{2}"
_YEAR = "(?P<year>[0-9]{4})"
_SECOND = f"(?P<second>{_SHORT})"
_LAST_FINANCIAL = f"(?P<third>{_SHORT}){_STROKE}(?P<fourth>{_SHORT})"
_MID_YEAR = r"mid[ -]?(?:year)?(?: population)?(?: estimates?)?"
_QUARTER = r"(?:q|qtr|quarter) ?(?P<quarter>[0-9]+)"
_QUARTER_YEAR = f"(?:fy ?)?{_YEAR}(?:{_STROKE}{_SECOND})?"
_DECLARED = (
    r"(?:(?P<financial>(?:financial|fiscal) years?|fy)|(?P<calendar>calendar(?: years?)?|cy)"
    r"|(?P<count>[0-9]+)[ -]years? (?:rolling )?(?:aggregates?|averages?|pooled)"
    r"|pooled|combined|averages?|aggregates?)"
)
_END = "(?:to|end(?:ing|ed)?)"
_ON = "(?: in| on)?:? "
_YEAR_END = rf"(?:rolling )?(?:y/?e|(?:the )?years? {_END}){_ON}"
_FINANCIAL_END = (
    rf"(?:rolling )?(?:fye|(?:the )?(?P<financial>financial|fiscal) years? {_END}){_ON}"
)
_COUNTED_END = (
    r"(?:rolling )?(?P<count>[0-9]{1,3})[ -](?P<unit>month|year)s?(?: period)?"
    f" {_END}{_ON}"
)
_REST = "(?P<rest>.*)"


def read_span(text: str) -> Span:
    """Read one period.

    Parameters
    ----------
    text : str
        In lower case, with plain hyphens and single spaces, as `clean_cell` gives it.

    Returns
    -------
    Span
        Kind, first day and last day.

    Raises
    ------
    ParameterError
        Where the text is no period, or an impossible one; says why.
    ValueError
        Where it names a day that its month does not have.

    Examples
    --------
    >>> kind, start, end = read_span("year ending june 2022")
    >>> print(kind, start, end)
    rolling 2021-07-01 2022-06-30
    """
    for pattern, read in _SPELLINGS:
        if found := pattern.fullmatch(text):
            return read(found)
    span = _read_ends(text) or _read_month(text)
    if span is None:
        raise ParameterError(explain(text))
    return span


def _read_year(found: re.Match[str]) -> Span:
    return span_calendar(int(found["year"]), int(found["year"]))


def _read_stroke(found: re.Match[str]) -> Span:
    return _follow(int(found["year"]), found["second"])


def _read_dash(found: re.Match[str]) -> Span:
    first = int(found["year"])
    consecutive = _complete(first, found["second"]) == first + 1
    return span_financial(first) if consecutive else _read_pool(found)


def _read_pool(found: re.Match[str]) -> Span:
    first, short = int(found["year"]), int(found["second"])
    last = _complete(first, found["second"])
    if last == first:
        raise ParameterError(f"both ends are {first}")
    if last < first and 1 <= short <= 12:
        month = abbreviate_month(short)
        raise ParameterError(f"it runs backwards; a month is written {month} {first}")
    if last < first:
        raise ParameterError(f"it runs backwards; perhaps {label_years(last, first)} was meant")
    return span_calendar(first, last)


def _read_strokes(found: re.Match[str]) -> Span:
    first = _follow(int(found["year"]), found["second"])
    last = _follow(_complete(first.start.year, found["third"]), found["fourth"])
    if first == last:
        raise ParameterError(f"both ends are {label_span(first)}")
    return make_span(first.start, last.end)


def _complete(first: int, second: str) -> int:
    """Give a second year of two digits its century: 1999/00 runs into 2000."""
    year = int(second)
    if len(second) == 4:
        return year
    year += first // 100 * 100
    rolls_over = year < first and year + 100 - first <= _LONGEST_OVER_A_CENTURY
    return year + 100 if rolls_over else year


def _follow(first: int, text: str) -> Span:
    second = _complete(first, text)
    if second == first + 1:
        return span_financial(first)
    pooled = f"; calendar years pooled are written {label_years(first, second)}"
    raise ParameterError(
        f"the second year must follow the first ({label_financial(first)}); "
        f"or perhaps {label_financial(second - 1)} was meant{pooled if second > first else ''}"
    )


def _read_quarter(found: re.Match[str]) -> Span:
    quarter = int(found["quarter"])
    if not 1 <= quarter <= 4:
        raise ParameterError(f"quarters run from 1 to 4, not {quarter}")
    whole = _read_stroke(found) if found["second"] else _read_year(found)
    first = number_month(whole.start) + 3 * (quarter - 1)
    return make_span(open_month(first), close_month(first + 2))


def _read_declared(found: re.Match[str]) -> Span:
    """Read a period whose kind or length is written beside it, and hold it to that."""
    rest = re.sub(r"^\((.*)\)$", r"\1", found["rest"])
    pool = None if found["financial"] else re.fullmatch(f"{_YEAR}{_TO}{_SECOND}", rest)
    span = _read_pool(pool) if pool else read_span(rest)
    months = count_months(span.start, span.end)
    if found["count"] and months != 12 * int(found["count"]):
        raise ParameterError(
            f"it says {found['count']} years, but {label_span(span)} covers {months} months"
        )
    for word, opening in ((found["financial"], 4), (found["calendar"], 1)):
        if word and (span.start.month != opening or months % 12):
            raise ParameterError(f"it says {word!r}, but {rest!r} covers {spell_out(span)}")
    return span


def _read_financial_end(found: re.Match[str]) -> Span:
    return span_financial(int(found["year"]) - 1)


def _read_financial_end_month(found: re.Match[str]) -> Span:
    span = _read_year_end(found)
    if span.kind != "financial":
        word = found["financial"] or "fye"
        raise ParameterError(f"it says {word!r}, but covers {spell_out(span)}")
    return span


def _read_year_end(found: re.Match[str]) -> Span:
    return _reach_back(found["rest"], 12)


def _read_counted_end(found: re.Match[str]) -> Span:
    return _reach_back(found["rest"], int(found["count"]) * (1 if found["unit"] == "month" else 12))


def _reach_back(text: str, months: int) -> Span:
    day = read_day(text)
    if day is None or day.year is None:
        raise ParameterError("name the month and the year of its end, as in year ending June 2022")
    end = day.close(day.year)
    return make_span(open_month(number_month(end) - months + 1), end)


def _read_ends(text: str) -> Span | None:
    for joint in re.finditer(_TO, text):
        first, last = read_day(text[: joint.start()]), read_day(text[joint.end() :])
        if first and last and last.year:
            if first.year is None and first.month > last.month:
                raise ParameterError(f"the year of {MONTHS[first.month - 1]} is not given")
            return make_span(first.open(last.year), last.close(last.year))
    return None


def _read_month(text: str) -> Span | None:
    day = read_day(text)
    if day is None or day.year is None:
        return None
    if day.day is not None:
        raise ParameterError("a date stands where a period was expected")
    return make_span(day.open(day.year), day.close(day.year))


# The first that fits is read; what names its ends by month or day comes after them all.
_SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_YEAR}(?:\.0+)?", _read_year),
        (f"{_MID_YEAR} ?{_YEAR}", _read_year),
        (f"{_YEAR} {_MID_YEAR}", _read_year),
        (f"{_YEAR} ?/ ?{_SECOND}", _read_stroke),
        (f"{_YEAR}{_TO}{_SECOND}", _read_dash),
        (f"{_YEAR}{_STROKE}{_SECOND}{_TO}{_LAST_FINANCIAL}", _read_strokes),
        (f"{_QUARTER}[ ,-]*(?:of )?{_QUARTER_YEAR}", _read_quarter),
        (f"{_QUARTER_YEAR}[ ,:-]*{_QUARTER}", _read_quarter),
        (f"{_DECLARED}:? ?(?P<rest>[(0-9].*)", _read_declared),
        (rf"(?P<rest>.*[0-9)])(?: ?\(| ){_DECLARED}\)?", _read_declared),
        (f"{_FINANCIAL_END}{_YEAR}", _read_financial_end),
        (f"{_FINANCIAL_END}{_REST}", _read_financial_end_month),
        (f"{_YEAR_END}{_REST}", _read_year_end),
        (f"{_COUNTED_END}{_REST}", _read_counted_end),
    )
)
