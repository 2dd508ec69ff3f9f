"""The nations' own statistics of one subject, and why they never meet on one axis unasked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from pydantic import Field, model_validator

from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations
from toolkit.errors import CatalogueError

__all__ = [
    "Subject",
    "Traits",
    "differences_between",
    "indicator_of_nation",
    "load_subjects",
    "reasons_apart",
]


class Traits(Declaration):
    """What sets one nation's statistic of a subject apart; left out where nothing is at issue.

    Parameters
    ----------
    publisher : str, optional
        Who makes it.
    definition : str, optional
        What it takes in.
    counting : str, optional
        What is counted, or when.
    period : str, optional
        How many years, and how they are put together.
    standardisation : str, optional
        By which standard population and what it weighs by.
    """

    publisher: str | None = None
    definition: str | None = None
    counting: str | None = None
    period: str | None = None
    standardisation: str | None = None


class Subject(Declaration):
    """One subject and the indicators that are the nations' statistics of it.

    Parameters
    ----------
    id, name : str
        Its key, and what it is called.
    indicators : dict of str to Traits
        By the indicator's id; of a nation's several, the first is its usual one.
    """

    id: str
    name: str
    indicators: dict[str, Traits] = Field(min_length=2)

    @model_validator(mode="after")
    def _sets_nations_apart(self) -> Subject:
        known = load_indicators()
        problems = [f"there is no indicator {one}" for one in self.indicators if one not in known]
        pairs = () if problems else itertools.combinations(self.indicators, 2)
        problems += [
            f"nothing is said of how {one} and {other} differ"
            for one, other in pairs
            if known[one].nations != known[other].nations
            and not [*_told_apart(self, known[one], known[other])]
        ]
        if problems:
            raise ValueError("; ".join(problems))
        return self


@cache
def load_subjects() -> Mapping[str, Subject]:
    """Return every subject by id.

    Raises
    ------
    CatalogueError
        With every fault of ``equivalents.toml``: an unknown indicator, one of
        two subjects, two nations' that are not told apart.

    Examples
    --------
    >>> list(load_subjects()["waiting_times"].indicators)[0]
    'waiting_within_3_weeks'
    """
    subjects = read_declarations([CATALOGUE / "equivalents.toml"], Subject)
    owners: dict[str, list[str]] = {}
    for subject in subjects.values():
        for one in subject.indicators:
            owners.setdefault(one, []).append(subject.id)
    if several := {one: ids for one, ids in owners.items() if len(ids) > 1}:
        raise CatalogueError(
            "equivalents.toml: an indicator stands in several subjects",
            [f"{one}: {', '.join(ids)}" for one, ids in several.items()],
            hint="leave each indicator in the one subject that it is of",
        )
    return MappingProxyType(subjects)


def indicator_of_nation(indicator: Indicator, nation: str) -> Indicator | None:
    """Return a nation's own indicator of the same subject.

    Parameters
    ----------
    indicator : Indicator
        Of any nation.
    nation : str
        "England", "Scotland", "Wales" or "Northern Ireland".

    Returns
    -------
    Indicator or None
        The indicator itself where it is that nation's too; None where the
        catalogue has none.

    Examples
    --------
    >>> deaths = load_indicators()["drug_misuse_deaths"]
    >>> indicator_of_nation(deaths, "Wales").id, indicator_of_nation(deaths, "Scotland").id
    ('drug_misuse_deaths', 'drug_misuse_deaths_scotland')
    """
    if nation in indicator.nations:
        return indicator
    subject = _subject_of(indicator)
    own = [load_indicators()[one] for one in subject.indicators] if subject else []
    return next((one for one in own if nation in one.nations), None)


def differences_between(one: Indicator, other: Indicator) -> tuple[str, ...]:
    """Return why two nations' statistics of a subject are not comparable, a line a reason.

    Parameters
    ----------
    one, other : Indicator
        Of one subject.

    Examples
    --------
    >>> indicators = load_indicators()
    >>> differences_between(
    ...     indicators["waiting_within_3_weeks"],
    ...     indicators["waiting_within_20_working_days_wales"],
    ... )[0]
    'definition: three weeks (England), 20 working days, about four weeks (Wales)'
    """
    subject = _subject_of(one)
    if one == other or subject is None or other.id not in subject.indicators:
        return ()
    return tuple(_told_apart(subject, one, other))


def reasons_apart(nation: str, other: str) -> tuple[str, ...]:
    """Return why areas of two nations are not set beside each other, subject by subject.

    Parameters
    ----------
    nation, other : str
        Two nations.

    Returns
    -------
    tuple of str
        Empty for one nation, and for two whose authorities share statistics
        of one publisher, as England and Wales do.

    Examples
    --------
    >>> reasons_apart("England", "Wales")
    ()
    >>> len(reasons_apart("England", "Scotland")) > 5
    True
    """
    if nation == other or _share_statistics(nation, other):
        return ()
    lines = []
    for subject in load_subjects().values():
        own, others = (_of(subject, each) for each in (nation, other))
        if own and others and own != others:
            told = "; ".join(differences_between(own, others))
            lines.append(f"{subject.name}: {told}")
    return tuple(lines) or (f"no statistics are held that {nation} and {other} publish alike",)


def _share_statistics(nation: str, other: str) -> bool:
    return any(
        {nation, other} <= {*one.nations}
        for one in load_indicators().values()
        if one.comparable and one.availability == "authority"
    )


def _of(subject: Subject, nation: str) -> Indicator | None:
    own = (load_indicators()[one] for one in subject.indicators)
    return next((one for one in own if nation in one.nations), None)


def _subject_of(indicator: Indicator) -> Subject | None:
    held = (subject for subject in load_subjects().values() if indicator.id in subject.indicators)
    return next(held, None)


def _told_apart(subject: Subject, one: Indicator, other: Indicator) -> Iterator[str]:
    mine, theirs = subject.indicators[one.id], subject.indicators[other.id]
    for aspect in Traits.model_fields:
        here, there = getattr(mine, aspect), getattr(theirs, aspect)
        if here != there and here and there:
            yield f"{aspect}: {here} ({_where(one)}), {there} ({_where(other)})"


def _where(indicator: Indicator) -> str:
    return " and ".join(indicator.nations)
