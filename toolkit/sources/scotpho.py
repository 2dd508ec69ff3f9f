"""How ScotPHO's profiles name things: indicators with sex and age in them, periods of every sort."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.sources.ages import age_band

__all__ = ["Named", "Timed", "read_name", "read_period"]

_TAIL = re.compile(r"^(?P<what>.+?)\s*(?:,| - |\()\s*(?P<who>[^,()]+?)\)?$")
_WHO = re.compile(
    r"(?P<sex>males?|females?|men|women)?\s*(?P<age>(?:aged|under|all|\d+[-+]).*)?", re.IGNORECASE
)
_SEXES = {"m": "male", "f": "female", "w": "female"}
_POOLING = re.compile(r"; \d+-year aggregates?$")
_SNAPSHOT = re.compile(r"(?:\d+(?:st|nd|rd|th) )?(?P<month>[A-Z][a-z]+) (?P<year>\d{4}) snapshot")
_SNAPSHOT_TURNED = re.compile(r"(?P<year>\d{4}) (?P<month>[A-Z][a-z]+) snapshot")
_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|to)\s*(\d{4}))?")
_SCHOOL_YEARS = re.compile(r"(\d{4})/\d{2}(?: to (\d{4})/\d{2})? school years?")
_AGGREGATE = re.compile(r"(?P<years>\d+)-year aggregates? ?\((?P<rest>.*)\)")


class Named(NamedTuple):
    """What an indicator's name says: the measure's id, sex and age."""

    measure: str
    sex: str
    age: str


class Timed(NamedTuple):
    """A period, None where it cannot be placed, and what must be said of it."""

    period: Period | None
    note: str


def read_name(name: str) -> Named:
    """Return what the name of an indicator says.

    Parameters
    ----------
    name : str
        As printed, with sex or age at its end or without.

    Examples
    --------
    >>> read_name("Alcohol-specific deaths, females")
    Named(measure='scotpho_alcohol_specific_deaths', sex='female', age='not stated')
    >>> read_name("Drug-related hospital admissions, aged 11-25 years").age
    '11-25'
    >>> read_name("Smoking prevalence, women aged >16 years")[1:]
    ('female', '17+')
    >>> read_name("Immunisation uptake at 24 months - MMR").measure
    'scotpho_immunisation_uptake_at_24_months_mmr'
    """
    what, sex, age = name.strip(), "persons", "not stated"
    tail = _TAIL.fullmatch(what)
    who = _WHO.fullmatch(tail["who"]) if tail else None
    if tail and who:
        band = age_band((who["age"] or "").replace("adults ", ""))
        if (who["sex"] or band) and bool(who["age"]) == bool(band):
            what, age = tail["what"], band or age
            sex = _SEXES[who["sex"][0].lower()] if who["sex"] else sex
    words = re.sub(r"[^a-z0-9]+", "_", what.casefold()).strip("_")
    return Named(f"scotpho_{words}", sex, age)


def read_period(text: str) -> Timed:
    """Return the period of a row, and what must be said of how it was read.

    Parameters
    ----------
    text : str
        As printed.

    Raises
    ------
    ParameterError
        Where it is written in no way that is known.

    Examples
    --------
    >>> print(read_period("2018 to 2022 calendar years; 5-year aggregates").period)
    2018–22
    >>> read_period("4-year aggregate (2018-2022)").note
    'Called a 4-year aggregate; the years it names are 5'
    >>> read_period("2022/23 school year").period.start.isoformat()
    '2022-08-01'
    """
    plain = _POOLING.sub("", text.strip())
    snapshot = _SNAPSHOT.fullmatch(plain) or _SNAPSHOT_TURNED.fullmatch(plain)
    if snapshot:
        period = Period.parse(f"{snapshot['month']} {snapshot['year']}")
        return Timed(period, "As it stood on one day of the month")
    if "snapshot" in plain:
        return Timed(None, "")
    if school := _SCHOOL_YEARS.fullmatch(plain):
        start, last = int(school[1]), int(school[2] or school[1])
        period = Period.between(dt.date(start, 8, 1), dt.date(last + 1, 7, 31))
        return Timed(period, "School years, set as August to July")
    if "survey year" in plain.casefold() and (years := _YEARS.search(plain)):
        return Timed(_calendar(years), "Survey years, set as calendar years")
    if found := _AGGREGATE.fullmatch(plain):
        try:
            return Timed(Period.parse(plain), "")
        except ParameterError:
            return _contradiction(found)
    return Timed(Period.parse(plain), "")


def _contradiction(found: re.Match[str]) -> Timed:
    """Trust the years that are named: a survey may have been held in some of them only."""
    years = _YEARS.fullmatch(found["rest"])
    if years is None:
        raise ParameterError(f"{found[0]!r} is not a period: it names no years")
    period = _calendar(years)
    note = f"Called a {found['years']}-year aggregate; the years it names are {period.years}"
    return Timed(period, note)


def _calendar(years: re.Match[str]) -> Period:
    return Period.between(dt.date(int(years[1]), 1, 1), dt.date(int(years[2] or years[1]), 12, 31))
