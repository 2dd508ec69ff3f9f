"""What Fingertips' words mean, whichever way its figures come: CSV, JSON or FingertipsNext."""

from __future__ import annotations

import datetime as dt
import re

from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.sources.ages import age_band

__all__ = [
    "SEXES",
    "read_age",
    "read_basis",
    "read_period",
    "read_rounding",
    "read_state",
]

# What is counted in households or schools has no sex; it stands with persons.
SEXES = {"Persons": "persons", "Male": "male", "Female": "female", "Not applicable": "persons"}

_CALENDAR_YEARS = re.compile(r"(\d{4}) - (\d{2})")
_QUARTERS = re.compile(r"(?P<year>\d{4}(?:/\d{2})?) (?P<first>Q\d) ?- ?(?P<last>\d{4}.* Q\d|Q\d)")
_RANGE = re.compile(r"(\d+)([my])")
_ROUNDED = re.compile(r"\brounded (?:up |down )?to the nearest (\d+)", re.IGNORECASE)
# What a value note says of a figure that is there, and of one that is not.
_PRESENT = {
    "provisional": "provisional",
    "caution": "unreliable",
    "data quality": "unreliable",
}
_ABSENT = {
    "suppressed due to incompleteness": "missing",
    "suppressed": "suppressed",
    "small": "suppressed",
    "not collected": "not_collected",
    "not applicable": "not_collected",
}


def read_age(text: str) -> str:
    """Return an age band as the field writes it.

    Examples
    --------
    >>> [read_age(text) for text in ("15-64 yrs", "<18 yrs", "All ages", "Not applicable", "")]
    ['15-64', 'under 18', 'all ages', 'not applicable', 'not stated']
    """
    return age_band(text) or text.strip().casefold() or "not stated"


def read_state(note: str, *, present: bool) -> str:
    """Return the state of a figure from its value note.

    Parameters
    ----------
    note : str
        The value note; blank where there is none.
    present : bool
        Whether there is a value.

    Examples
    --------
    >>> read_state("Value suppressed for disclosure control due to small count", present=False)
    'suppressed'
    >>> read_state("Value not published for data quality reasons", present=False)
    'missing'
    >>> read_state("Aggregated from all known lower geography values", present=True)
    'ok'
    """
    said = note.casefold()
    words = _PRESENT if present else _ABSENT
    for word, state in words.items():
        if word in said:
            return state
    return "ok" if present else "missing"


def read_basis(note: str) -> str:
    """Return how a figure came about, from its value note.

    Examples
    --------
    >>> read_basis("Value is modelled or synthetic estimate"), read_basis("")
    ('modelled', 'published')
    """
    return "modelled" if re.search(r"\b(modelled|synthetic)\b", note.casefold()) else "published"


def read_rounding(note: str) -> float:
    """Return the base that counts are rounded to, from the value note; 0 for none.

    Examples
    --------
    >>> read_rounding("Value based on count rounded up to the nearest 5")
    5.0
    """
    found = _ROUNDED.search(note)
    return float(found[1]) if found else 0.0


def read_period(text: str, span: str = "") -> Period:
    """Return a period as Fingertips writes it.

    A dash always pools calendar years here, ``2018 - 19`` too: a financial year
    has a stroke, ``2018/19``. Quarters joined by a dash run from the first to
    the last.

    Parameters
    ----------
    text : str
        ``Time period``.
    span : str
        ``Time period range``, such as 1y, 3y or 3m; blank where the file has none.

    Raises
    ------
    ParameterError
        Where it is no period, or not as long as its range says.

    Examples
    --------
    >>> [str(read_period(text)) for text in ("2022 - 24", "2018/19", "2017/18 - 19/20")]
    ['2022–24', '2018/19', '2017/18–2019/20']
    >>> period = read_period("2018 - 19", "2y")
    >>> print(period.start, period.end)
    2018-01-01 2019-12-31
    >>> print(read_period("2013/14 Q2 - 2014/15 Q1"))
    Jul 2013–Jun 2014
    >>> read_period("2021 - 23", "1y")
    Traceback (most recent call last):
    ...
    toolkit.errors.ParameterError: '2021 - 23' covers 36 months, but its range says 1y
    """
    period = _read_text(text.strip())
    found = _RANGE.fullmatch(span.strip())
    if span.strip() and not found:
        raise ParameterError(f"the range {span!r} is not written like 1y, 3y or 3m")
    months = int(found[1]) * (12 if found[2] == "y" else 1) if found else period.months
    # Quarters that add up within the year have the range of one quarter.
    if months != period.months and not ("Q" in text and period.months % months == 0):
        raise ParameterError(
            f"{text!r} covers {period.months} months, but its range says {span.strip()}"
        )
    return period


def _read_text(text: str) -> Period:
    if years := _CALENDAR_YEARS.fullmatch(text):
        first = int(years[1])
        last = first - first % 100 + int(years[2])
        last += 100 if last < first else 0
        return Period.between(dt.date(first, 1, 1), dt.date(last, 12, 31))
    if quarters := _QUARTERS.fullmatch(text):
        last_quarter = quarters["last"]
        if last_quarter.startswith("Q"):
            last_quarter = f"{quarters['year']} {last_quarter}"
        first_quarter = Period.parse(f"{quarters['year']} {quarters['first']}")
        return Period.between(first_quarter.start, Period.parse(last_quarter).end)
    return Period.parse(text)
