"""What an indicator reads: which observations, of whom, and over what time."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from toolkit.catalogue.tables import Declaration
from toolkit.periods import Period

__all__ = ["RESIDENTS", "Break", "Difference", "Measure", "Population", "Window"]

RESIDENTS = "residents"
"""The measure that counts the population by single year of age."""


class Measure(Declaration):
    """Which observations a numerator or denominator reads.

    Parameters
    ----------
    measure : str
        The observations' ``indicator``.
    plus : tuple of str
        Further measures to be added to it, figure by figure; all must be there.
    source : str, optional
        Only from this source; otherwise the rule of ``sources.toml`` decides.
    edition : str, optional
        Only from this edition, where two editions measure different things.
    ages : tuple of str
        Only figures for these ages, of several the first that is there; empty for
        every age band, each with a result of its own.
    group : str, optional
        Only figures for this group, which keeps its name.
    groups : tuple of str
        Groups to be summed to one; all must be there.
    """

    measure: str
    plus: tuple[str, ...] = ()
    source: str | None = None
    edition: str | None = None
    ages: tuple[str, ...] = ()
    group: str | None = None
    groups: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every ``indicator`` of the observations that it reads."""
        return (self.measure, *self.plus)

    @property
    def named_groups(self) -> tuple[str, ...]:
        """Every group that it names; none where it takes them all."""
        return (self.group,) if self.group else self.groups


class Population(Declaration):
    """Whom the indicator is about."""

    sex: Literal["persons", "male", "female"] = "persons"
    age: str


class Window(Declaration):
    """Over what time one figure runs.

    Parameters
    ----------
    kind : str
        ``calendar`` years begin in January, ``financial`` years in April,
        ``rolling`` ones in any month. A ``survey`` lasts as long as it was in
        the field, a ``snapshot`` one day, or the month that it is placed in.
    years : int
        How many years one figure takes together.
    """

    kind: Literal["calendar", "financial", "rolling", "survey", "snapshot"]
    years: int = Field(default=1, ge=1)


class Difference(Declaration):
    """Why a printed figure and the recomputed one may differ.

    Parameters
    ----------
    groups : tuple of str
        The groups that it is about; empty for all.
    reason : str
        What is known or supposed, said as such.
    """

    groups: tuple[str, ...] = ()
    reason: str


class Break(Declaration):
    """Where a series ends and another begins, of which no trend is made.

    Parameters
    ----------
    before : str
        The first period of the new series, as the field writes it.
    reason : str
        What changed: a clause that can stand in a sentence.

    Examples
    --------
    >>> Break(before="2017/18", reason="the method of the estimates changed").day
    datetime.date(2017, 4, 1)
    """

    before: str
    reason: str

    @field_validator("before")
    @classmethod
    def _is_a_period(cls, given: str) -> str:
        return Period.parse(given).label

    @property
    def day(self) -> date:
        """The first day of the new series."""
        return Period.parse(self.before).start
