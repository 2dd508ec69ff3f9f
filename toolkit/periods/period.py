"""The period type: whole months of a known kind that sort, move and print themselves."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import get_args

from toolkit.errors import ParameterError, did_you_mean
from toolkit.periods.grammar import read_span
from toolkit.periods.labels import label_span
from toolkit.periods.months import (
    check_years,
    close_month,
    count_months,
    number_month,
    open_month,
)
from toolkit.periods.refusals import ACCEPTED
from toolkit.periods.spans import (
    SHAPES,
    PeriodKind,
    Span,
    infer_kind,
    make_span,
    span_calendar,
    span_financial,
)
from toolkit.periods.spelling import clean_cell


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
                hint=f"did you mean {near}?" if near else f"use one of {', '.join(SHAPES)}",
            )
        fitting = infer_kind(self.start, self.end)
        if fitting != self.kind:
            raise ParameterError(
                f"{self.start} to {self.end} is not a {self.kind} period, "
                f"which is {SHAPES[self.kind]}",
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
            return cls(*read_span(clean_cell(text)))
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
        return cls(*span_calendar(year, year))

    @classmethod
    def financial(cls, start_year: int) -> Period:
        """Return 1 April of a year to 31 March of the next.

        Examples
        --------
        >>> Period.financial(2023).label
        '2023/24'
        """
        return cls(*span_financial(start_year))

    @classmethod
    def between(cls, start: dt.date, end: dt.date) -> Period:
        """Return the period from one day to another, of whichever kind fits.

        Examples
        --------
        >>> Period.between(dt.date(2022, 4, 1), dt.date(2025, 3, 31)).label
        '2022/23–2024/25'
        """
        return cls(*make_span(start, end))

    @property
    def label(self) -> str:
        """The period as the field writes it; `parse` reads it back.

        Examples
        --------
        >>> [Period.parse(text).label for text in ("Jun24 - May25", "2023/24 Q1", "1999-01")]
        ['Jun 2024–May 2025', 'Apr–Jun 2023', '1999–2001']
        """
        return label_span(Span(self.kind, self.start, self.end))

    @property
    def months(self) -> int:
        """Number of months covered."""
        return count_months(self.start, self.end)

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
        first = number_month(self.start) + months
        last = number_month(self.end) + months
        check_years(first // 12, last // 12)
        return Period(self.kind, open_month(first), close_month(last))

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
