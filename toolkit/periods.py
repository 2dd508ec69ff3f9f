"""One type for the time that a figure covers, whichever way its publisher spells it.

Two years joined by a stroke or a dash are read as publishers write them. A stroke is always
a financial year (``2023/24``). A dash between *consecutive* years is a financial year too
(``2023-24`` in NDTMS tables, ``2023 to 2024`` on gov.uk), and between years further apart it
pools calendar years (``2019–21`` at ONS, ``2022 - 24`` in Fingertips). Two calendar years
pooled are written with their months, ``Jan 2019–Dec 2020``, so that nobody mistakes them.
"""

from __future__ import annotations

import datetime as dt
import functools
import numbers
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from toolkit.errors import ParameterError, SourceError, did_you_mean

__all__ = ["Period", "PeriodKind", "parse_periods"]

PeriodKind = Literal["calendar", "financial", "rolling", "pooled", "quarter"]

FIRST_YEAR, LAST_YEAR = 1900, 2100
ACCEPTED = (
    "write it like 2023, 2023/24, 2019–21, 2021/22–2023/24, Apr 2023–Mar 2024, "
    "Jun 2024–May 2025, year ending June 2022, Apr–Jun 2023 or 2023/24 Q1"
)
_SHAPES: dict[PeriodKind, str] = {
    "calendar": "1 January to 31 December of one year",
    "financial": "1 April to 31 March of the next year",
    "rolling": "whole months that are neither whole calendar or financial years nor a quarter",
    "pooled": "two or more whole calendar or financial years",
    "quarter": "three whole months from January, April, July or October",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """The whole months that a figure covers; sorts by end, then start.

    Parameters
    ----------
    kind : {"calendar", "financial", "rolling", "pooled", "quarter"}
        What sort of period it is; the dates must fit it.
    start, end : datetime.date
        First and last day, both included.

    Raises
    ------
    ParameterError
        Where the dates do not fit the kind, or lie outside 1900 to 2100.

    Examples
    --------
    >>> sorted(Period.parse(text) for text in ["2022 - 24", "2023/24", "2023"])[0].label
    '2023'
    """

    kind: PeriodKind
    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.kind not in get_args(PeriodKind):
            near = " or ".join(did_you_mean(str(self.kind), get_args(PeriodKind)))
            raise ParameterError(
                f"{self.kind!r} is not a kind of period",
                hint=f"did you mean {near}?" if near else f"use one of {', '.join(_SHAPES)}",
            )
        fitting = _infer_kind(self.start, self.end)
        if fitting != self.kind:
            raise ParameterError(
                f"{self.start} to {self.end} is not a {self.kind} period, "
                f"which is {_SHAPES[self.kind]}",
                hint=f"these dates make a {fitting} period",
            )

    @classmethod
    def parse(cls, text: object, *, where: str = "") -> Period:
        """Read one period as a publisher spells it.

        Parameters
        ----------
        text : str or number
            The cell; a spreadsheet's number (2023.0) is read as its year.
        where : str, optional
            File and row, named in the error.

        Returns
        -------
        Period

        Raises
        ------
        ParameterError
            Where the text is no period, or an impossible one.

        Examples
        --------
        >>> Period.parse("Apr 2023-Mar 2024").label
        '2023/24'
        >>> Period.parse("2021 - 23").label
        '2021–23'
        >>> print(Period.parse("2029/21", where="deaths.csv row 7"))
        Traceback (most recent call last):
        ...
        toolkit.errors.ParameterError: deaths.csv row 7: '2029/21' is not a period: the second \
year must follow the first (2029/30); or perhaps 2020/21 was meant
        ...
        """
        try:
            return _read(_normalise(text))
        except (ParameterError, ValueError) as error:
            reason = error.summary if isinstance(error, ParameterError) else str(error)
        place = f"{where}: " if where else ""
        found = repr(text) if isinstance(text, str) else str(text)
        found = found if len(found) <= 60 else f"{found[:59]}…"
        raise ParameterError(f"{place}{found} is not a period: {reason}", hint=ACCEPTED)

    @classmethod
    def calendar(cls, year: int) -> Period:
        """Return 1 January to 31 December of a year.

        Examples
        --------
        >>> Period.calendar(2023).label
        '2023'
        """
        _check_years(year, year)
        return cls("calendar", dt.date(year, 1, 1), dt.date(year, 12, 31))

    @classmethod
    def financial(cls, start_year: int) -> Period:
        """Return 1 April of a year to 31 March of the next.

        Examples
        --------
        >>> Period.financial(2023).label
        '2023/24'
        """
        _check_years(start_year, start_year + 1)
        return cls("financial", dt.date(start_year, 4, 1), dt.date(start_year + 1, 3, 31))

    @classmethod
    def between(cls, start: dt.date, end: dt.date) -> Period:
        """Return the period from one day to another, of whichever kind fits.

        Examples
        --------
        >>> Period.between(dt.date(2022, 4, 1), dt.date(2025, 3, 31)).label
        '2022/23–2024/25'
        """
        return cls(_infer_kind(start, end), start, end)

    @property
    def label(self) -> str:
        """The period as the field writes it; `parse` reads it back.

        Examples
        --------
        >>> [Period.parse(text).label for text in ("Jun24 - May25", "2023/24 Q1", "1999-01")]
        ['Jun 2024–May 2025', 'Apr–Jun 2023', '1999–2001']
        """
        first, last = self.start.year, self.end.year
        if self.kind == "calendar":
            return str(first)
        if self.kind == "financial":
            return _label_financial(first)
        if self.kind == "pooled" and self.start.month == 4:
            return f"{_label_financial(first)}–{_label_financial(last - 1)}"
        if self.kind == "pooled" and self.years > 2:
            return _label_years(first, last)
        closing = f"{_short_month(self.end)} {last}"
        if self.months == 1:
            return closing
        opening = _short_month(self.start) + ("" if first == last else f" {first}")
        return f"{opening}–{closing}"

    @property
    def months(self) -> int:
        """Number of months covered."""
        return _month_number(self.end) - _month_number(self.start) + 1

    @property
    def years(self) -> int:
        """Number of whole years covered; 0 for less than one."""
        return self.months // 12

    @property
    def is_pooled(self) -> bool:
        """Whether several whole calendar or financial years are taken together."""
        return self.kind == "pooled"

    def previous(self) -> Period:
        """Return the period of the same kind and length that ends the day before this one.

        Examples
        --------
        >>> Period.parse("2019–21").previous().label
        '2016–18'
        """
        return self._moved(-self.months)

    def rolled(self, years: int) -> Period:
        """Return the same window moved by whole years; windows may overlap.

        Examples
        --------
        >>> Period.parse("2019–21").rolled(-1).label
        '2018–20'
        """
        return self._moved(12 * years)

    def _moved(self, months: int) -> Period:
        first = _month_number(self.start) + months
        last = _month_number(self.end) + months
        _check_years(first // 12, last // 12)
        return Period(self.kind, _first_day(first), _last_day(last))

    def overlaps(self, other: Period) -> bool:
        """Return whether any day lies in both periods."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, date: dt.date) -> bool:
        """Return whether a day lies in the period, its first and last day included."""
        day = date.date() if isinstance(date, dt.datetime) else date
        return self.start <= day <= self.end

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start, self.kind) < (other.end, other.start, other.kind)

    def __str__(self) -> str:
        return self.label


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
        count = sum(map(len, rows.values()))
        cells = "1 cell holds" if count == 1 else f"{count:,} cells hold"
        raise SourceError(f"{cells} no period", problems, hint=ACCEPTED)
    return periods


def _name_rows(rows: list[int], where: Callable[[int], str] | str, most: int = 10) -> str:
    if callable(where):
        named = [where(row) for row in rows[:most]]
    else:
        named = [f"{where} cell {row + 1}".strip() for row in rows[:most]]
    # A column that is blank a million times is one problem to the reader.
    more = f" and {len(rows) - most:,} more" if len(rows) > most else ""
    return ", ".join(named) + more


# Months counted from year 0, so that windows move without minding month lengths.


def _month_number(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def _last_day(month: int) -> dt.date:
    return _first_day(month + 1) - dt.timedelta(days=1)


def _check_years(*years: int) -> None:
    if not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise ParameterError(f"its years must lie between {FIRST_YEAR} and {LAST_YEAR}")


def _infer_kind(start: dt.date, end: dt.date) -> PeriodKind:
    if type(start) is not dt.date or type(end) is not dt.date:
        raise ParameterError("a period runs from day to day: give dates, without a time of day")
    if start > end:
        raise ParameterError(f"it starts on {start}, after its end on {end}")
    _check_years(start.year, end.year)
    first, last = _month_number(start), _month_number(end)
    if start != _first_day(first) or end != _last_day(last):
        raise ParameterError(f"{start} to {end} are not whole months")
    months = last - first + 1
    if months % 12 == 0 and start.month in (1, 4):
        if months > 12:
            return "pooled"
        return "calendar" if start.month == 1 else "financial"
    return "quarter" if months == 3 and start.month in (1, 4, 7, 10) else "rolling"


def _short_month(day: dt.date) -> str:
    return _MONTHS[day.month - 1][:3]  # strftime would follow the machine's language


def _label_financial(start_year: int) -> str:
    return f"{start_year}/{(start_year + 1) % 100:02d}"


def _label_years(first: int, last: int) -> str:
    same_century = first // 100 == last // 100
    return f"{first}–{last % 100:02d}" if same_century else f"{first}–{last}"


# The grammar. Text reaches it in lower case, with plain hyphens and single spaces.

_LONGEST_OVER_A_CENTURY = 10  # years: 1998-03 runs on into 2003, but 2021-19 runs backwards
_FIRST_SHORT_YEAR = 69  # "Jun 69" is 1969, "Jun 68" is 2068, as everywhere in computing
_HYPHENS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("\u200b\ufeff\u00ad", "")
)
_NOTE = r"(?:(?:foot)?notes? ?)?(?:[a-z]{1,2}|[0-9]{1,2}[a-z]?)"
_NOTES = re.compile(
    rf"(?: ?\[{_NOTE}(?:(?: ?[,;&] ?| and ){_NOTE})*\]| ?[\[(](?:p|r|provisional|revised)[\])])+$"
)
_SHORT_FINANCIAL = re.compile(r"\bfy ?([0-9]{2})[/-]([0-9]{2})\b")
_TO = re.compile(r" ?(?:-|to) ?")
_YEAR = "([0-9]{4})"
_SECOND = "([0-9]{4}|[0-9]{2})"
_FINANCIAL = rf"{_YEAR} ?[/-] ?{_SECOND}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_QUARTER = r"(?:q|qtr|quarter) ?(?P<quarter>[0-9]+)"
_QUARTER_YEAR = r"(?:fy ?)?(?P<year>[0-9]{4})(?: ?[/-] ?(?P<second>[0-9]{4}|[0-9]{2}))?"
_QUARTERS = (
    re.compile(rf"{_QUARTER}[ ,-]*(?:of )?{_QUARTER_YEAR}"),
    re.compile(rf"{_QUARTER_YEAR}[ ,:-]*{_QUARTER}"),
)
_MID_YEAR = r"mid[ -]?(?:year)?(?: population)?(?: estimates?)?"
_ENDING = re.compile(
    r"(?:rolling )?(?:(?:y/?e|(?P<fye>fye))|(?:the )?(?:(?P<financial>financial|fiscal) )?years?"
    r" (?:to|end(?:ing|ed)?)|(?P<count>[0-9]{1,3})[ -](?P<unit>month|year)s?(?: period)?"
    r" (?:to|end(?:ing|ed)?))(?: in| on)?:? (?P<rest>.*)"
)

_DAYS = (
    re.compile(
        rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{_MONTH})"
        r"(?:[ ,'’-]*(?P<year>[0-9]{4}|[0-9]{2}))?"
    ),
    re.compile(rf"(?P<year>[0-9]{{4}})[ -]?(?P<month>{_MONTH})"),
    re.compile(r"(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})[/.](?P<year>[0-9]{4})(?: 00:00:00)?"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[ t]00:00:00)?"),
)
_DECLARED = (
    r"(?:(?P<financial>(?:financial|fiscal) years?|fy)|(?P<calendar>calendar(?: years?)?|cy)"
    r"|(?P<count>[0-9]+)[ -]years? (?:rolling )?(?:aggregates?|averages?|pooled)"
    r"|(?P<pooled>pooled|combined|averages?|aggregates?))"
)
_DECLARED_FIRST = re.compile(rf"{_DECLARED}:? ?(?P<rest>[(0-9].*)")
_DECLARED_LAST = re.compile(rf"(?P<rest>.*[0-9)])(?: ?\(| ){_DECLARED}\)?")


class _Day(NamedTuple):
    year: int | None
    month: int
    day: int | None

    def opens(self, year: int) -> dt.date:
        return dt.date(self.year or year, self.month, self.day or 1)

    def closes(self, year: int) -> dt.date:
        last = _last_day(year * 12 + self.month - 1)
        return last if self.day is None else last.replace(day=self.day)


def _normalise(found: object) -> str:
    if found is None or str(found).strip() in {"", "nan", "NaT", "<NA>"}:
        raise ParameterError("the cell is empty")
    if isinstance(found, dt.date):
        raise ParameterError("a date stands where a period was expected")
    if isinstance(found, bool) or not isinstance(found, (str, numbers.Real)):
        raise ParameterError(f"it is a {type(found).__name__}, not text")
    text = " ".join(str(found).translate(_HYPHENS).casefold().split()).removeprefix("from ")
    return _SHORT_FINANCIAL.sub(r"fy 20\1/\2", _NOTES.sub("", text))


def _read(text: str) -> Period:
    for reader in (_read_years, _read_quarter, _read_declared, _read_ending, _read_months):
        period = reader(text)
        if period is not None:
            return period
    raise ParameterError(_explain(text))


def _read_declared(text: str) -> Period | None:
    """Read a period whose kind or length is written beside it, and hold it to that."""
    found = _DECLARED_FIRST.fullmatch(text) or _DECLARED_LAST.fullmatch(text)
    if not found:
        return None
    rest = re.sub(r"^\((.*)\)$", r"\1", found["rest"])
    pooled = found["count"] or found["pooled"] or found["calendar"]
    span = re.fullmatch(f"{_YEAR}{_TO.pattern}{_SECOND}", rest) if pooled else None
    period = _pool(int(span[1]), span[2]) if span else _read(rest)
    if found["count"] and period.months != 12 * int(found["count"]):
        raise ParameterError(
            f"it says {found['count']} years, but {period.label} covers {period.months} months"
        )
    word = found["financial"] or found["calendar"]
    month = 4 if found["financial"] else 1
    if word and (period.start.month != month or period.months % 12):
        raise ParameterError(f"it says {word!r}, but {rest!r} covers {_span(period)}")
    return period


def _read_years(text: str) -> Period | None:
    if found := re.fullmatch(rf"{_YEAR}(?:\.0+)?", text):
        return Period.calendar(int(found[1]))
    if found := re.fullmatch(rf"{_MID_YEAR} ?{_YEAR}|{_YEAR} {_MID_YEAR}", text):
        return Period.calendar(int(found[1] or found[2]))
    if found := re.fullmatch(rf"{_YEAR} ?/ ?{_SECOND}", text):
        return _follow(int(found[1]), found[2])
    if found := re.fullmatch(f"{_YEAR}{_TO.pattern}{_SECOND}", text):
        first = int(found[1])
        consecutive = _complete(first, found[2]) == first + 1
        return Period.financial(first) if consecutive else _pool(first, found[2])
    if found := re.fullmatch(f"{_FINANCIAL}{_TO.pattern}{_SECOND} ?[/-] ?{_SECOND}", text):
        start = _follow(int(found[1]), found[2])
        end = _follow(_complete(start.start.year, found[3]), found[4])
        if start == end:
            raise ParameterError(f"both ends are {start.label}")
        return Period.between(start.start, end.end)
    return None


def _complete(first: int, second: str) -> int:
    """Give a second year of two digits its century: 1999/00 runs into 2000."""
    year = int(second)
    if len(second) == 4:
        return year
    year += first // 100 * 100
    rolls_over = year < first and year + 100 - first <= _LONGEST_OVER_A_CENTURY
    return year + 100 if rolls_over else year


def _follow(first: int, text: str) -> Period:
    second = _complete(first, text)
    if second == first + 1:
        return Period.financial(first)
    pooled = (
        f"; calendar years pooled are written {_label_years(first, second)}"
        if second > first + 1
        else ""
    )
    raise ParameterError(
        f"the second year must follow the first ({_label_financial(first)}); "
        f"or perhaps {_label_financial(second - 1)} was meant{pooled}"
    )


def _pool(first: int, text: str) -> Period:
    last = _complete(first, text)
    if last == first:
        raise ParameterError(f"both ends are {first}")
    if last < first and 1 <= int(text) <= 12:
        raise ParameterError(
            f"it runs backwards; a month is written {_MONTHS[int(text) - 1][:3]} {first}"
        )
    if last < first:
        raise ParameterError(f"it runs backwards; perhaps {_label_years(last, first)} was meant")
    _check_years(first, last)
    return Period.between(dt.date(first, 1, 1), dt.date(last, 12, 31))


def _read_quarter(text: str) -> Period | None:
    found = _QUARTERS[0].fullmatch(text) or _QUARTERS[1].fullmatch(text)
    if not found:
        return None
    quarter, year = int(found["quarter"]), int(found["year"])
    if not 1 <= quarter <= 4:
        raise ParameterError(f"quarters run from 1 to 4, not {quarter}")
    whole = _follow(year, found["second"]) if found["second"] else Period.calendar(year)
    first = _month_number(whole.start) + 3 * (quarter - 1)
    return Period("quarter", _first_day(first), _last_day(first + 2))


def _read_ending(text: str) -> Period | None:
    found = _ENDING.fullmatch(text)
    if not found:
        return None
    financial = found["fye"] or found["financial"]
    if financial and re.fullmatch(_YEAR, found["rest"]):
        return Period.financial(int(found["rest"]) - 1)
    day = _read_day(found["rest"])
    if day is None or day.year is None:
        raise ParameterError("name the month and the year of its end, as in year ending June 2022")
    end = day.closes(day.year)
    months = int(found["count"] or 1) * (1 if found["unit"] == "month" else 12)
    period = Period.between(_first_day(_month_number(end) - months + 1), end)
    if financial and period.kind != "financial":
        raise ParameterError(f"it says {financial!r}, but covers {_span(period)}")
    return period


def _read_months(text: str) -> Period | None:
    for joint in _TO.finditer(text):
        first, last = _read_day(text[: joint.start()]), _read_day(text[joint.end() :])
        if first and last and last.year:
            if first.year is None and first.month > last.month:
                raise ParameterError(f"the year of {_MONTHS[first.month - 1]} is not given")
            return Period.between(first.opens(last.year), last.closes(last.year))
    alone = _read_day(text)
    if alone is None or alone.year is None:
        return None
    if alone.day is not None:
        raise ParameterError("a date stands where a period was expected")
    return Period.between(alone.opens(alone.year), alone.closes(alone.year))


def _read_day(text: str) -> _Day | None:
    """Read one end of a span: a month, or a day of one, with or without its year."""
    found = next((match for pattern in _DAYS if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    short = [name[:3].casefold() for name in _MONTHS]
    number = parts["month"]
    month = int(number) if number.isdigit() else short.index(number[:3]) + 1
    if not 1 <= month <= 12:
        raise ParameterError(f"there is no month {month}")
    year = int(parts["year"]) if parts["year"] else None
    if year is not None and year < 100:
        year += 2000 if year < _FIRST_SHORT_YEAR else 1900
    return _Day(year, month, int(parts["day"]) if parts.get("day") else None)


def _span(period: Period) -> str:
    """Write first and last month out, for errors where the label would hide them."""
    return "–".join(f"{_short_month(day)} {day.year}" for day in (period.start, period.end))


def _explain(text: str) -> str:
    """Say why a text that no reader knows is refused."""
    if not text:
        return "the cell is empty"
    if re.fullmatch("[0-9]{4}", text):
        return f"its years must lie between {FIRST_YEAR} and {LAST_YEAR}"
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(text[:5]))
        return f"it looks like the spreadsheet's number for the date {day}"
    if re.fullmatch(r"[0-9]+\.[0-9]+", text):
        return "a number with a fraction is no year"
    if found := re.fullmatch("([0-9]{1,2})[/-]([0-9]{4})", text):
        month = int(found[1])
        known = 1 <= month <= 12
        return (
            f"write {_MONTHS[month - 1][:3]} {found[2]}" if known else f"there is no month {month}"
        )
    if found := re.fullmatch("([0-9]{2}) ?[/-] ?([0-9]{2})", text):
        return f"write the century too, as in 20{found[1]}/{found[2]}"
    if found := re.fullmatch("([0-9]{4})/?([0-9]{1,4})", text):
        first, second = int(found[1]), found[2]
        if str(first + 1).endswith(second):
            return f"perhaps {_label_financial(first)} was meant"
    if re.search("school|academic|survey|snapshot", text):
        return "school years, survey years and snapshots have no fixed first and last month"
    words = [word for word in re.findall("[a-z]{3,}", text) if not re.fullmatch(_MONTH, word)]
    near = [name for word in words for name in did_you_mean(word, _MONTHS, most=1)]
    if near:
        return f"did you mean {' and '.join(near)}?"
    return "it is written in no way that is known"
