"""Partnerships of authorities, declared in ``partnerships.toml`` or derived from ``areas.csv``.

``partnerships.toml`` declares England's Combating Drugs Partnerships and
Wales's area planning boards. Scotland's alcohol and drug partnerships and
health boards follow from ``areas.csv``: each is the councils whose parent it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Literal, Self

from pydantic import model_validator

from toolkit.catalogue.area_rows import fold_name
from toolkit.catalogue.area_table import Area, load_areas
from toolkit.catalogue.areas import children
from toolkit.catalogue.combinations import combine, faults_of_parts, join_names, present_part
from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations
from toolkit.errors import ParameterError, did_you_mean

__all__ = [
    "Partnership",
    "find_partnership",
    "load_partnerships",
    "partnerships_called",
]

_NATION_OF = {"combating_drugs_partnership": "England", "area_planning_board": "Wales",
              "alcohol_and_drug_partnership": "Scotland", "health_board": "Scotland"}  # fmt: skip
_OFFICE = re.compile(
    r" +(combatt?ing drugs( and alcohol)? partnership|cda?p"
    r"|(alcohol and drug|drug and alcohol) partnership|adp|area planning board|apb)$",
    re.IGNORECASE,
)


class Partnership(Declaration):
    """An area that authorities plan for together.

    Parameters
    ----------
    id : str
        Its key; a derived one's is its official code.
    name : str
        As it reads in a sentence.
    aliases : tuple of str
        What else it is called.
    kind : str
        ``combating_drugs_partnership`` in England, ``area_planning_board`` in
        Wales, ``alcohol_and_drug_partnership`` or ``health_board`` in Scotland.
    parts : tuple of str
        Codes of its upper-tier authorities, in the order that its own code takes.
    valid_from, valid_to : date, optional
        First and last day with these parts, where a document states them.
    reference : str
        The document that says which authorities it is of.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal[
        "combating_drugs_partnership",
        "alcohol_and_drug_partnership",
        "health_board",
        "area_planning_board",
    ]
    parts: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    reference: str

    @model_validator(mode="after")
    def _is_of_authorities(self) -> Self:
        areas = [load_areas()[code] for code in self.parts if code in load_areas()]
        problems = [
            f"no area has the code {part}" for part in self.parts if part not in load_areas()
        ]
        problems += [
            f"{area.name} is no upper-tier authority" for area in areas if area.tier != "upper"
        ]
        problems += faults_of_parts(areas)
        if not self.valid_to:
            problems += [fault for area in areas if (fault := present_part(area)[1])]
        if not areas or any(area.nation != _NATION_OF[self.kind] for area in areas):
            problems.append(
                f"kind {self.kind} is of {_NATION_OF[self.kind]}, not all its parts are"
            )
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            problems.append("it ends before it begins")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def area(self) -> Area:
        """Its authorities as one area; the authority itself where there is one alone."""
        parts = [load_areas()[code] for code in self.parts]
        if len(parts) == 1:
            return parts[0]
        return combine(parts, name=self.name, kind=self.kind.replace("_", " "))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.id, self.name, *self.aliases)

    def existed_on(self, day: date) -> bool:
        """Return whether it was of these authorities on a day, as far as is known."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@cache
def load_partnerships() -> Mapping[str, Partnership]:
    """Return every partnership by its id, the declared ones first.

    Raises
    ------
    CatalogueError
        Listing every fault of ``partnerships.toml``.

    Examples
    --------
    >>> [load_areas()[code].name for code in load_partnerships()["S08000030"].parts]
    ['Angus', 'Dundee City', 'Perth and Kinross']
    """
    declared = read_declarations([CATALOGUE / "partnerships.toml"], Partnership)
    return declared | {partnership.id: partnership for partnership in _derived()}


def _derived() -> Iterator[Partnership]:
    """Yield Scotland's health boards, then its alcohol and drug partnerships."""
    for kind in ("health_board", "alcohol_and_drug_partnership"):
        for area in load_areas().values():
            councils = children(area.code, tier="upper") if area.tier == kind else ()
            if area.current and councils:
                yield Partnership(
                    id=area.code,
                    name=area.name,
                    aliases=area.aliases,
                    kind=kind,
                    parts=tuple(council.code for council in councils),
                    valid_from=_since(area),
                    reference="Public Health Scotland's geography lookup; the parents in areas.csv",
                )


def _since(area: Area) -> date | None:
    """Return the first day of an area, under whatever code."""
    before = [load_areas()[one.code] for one in area.predecessors() if one.kind == "recode"]
    return _since(before[0]) if before else area.valid_from


def find_partnership(text: str, *, as_of: date | None = None) -> Partnership:
    """Return the one partnership of a name, alias, id or code.

    Parameters
    ----------
    text : str
        Case, accents, punctuation and "&" for "and" do not matter; "Combating
        Drugs Partnership", "ADP" and the like may be left out.
    as_of : date, optional
        The day on which it must have been of the same authorities.

    Raises
    ------
    ParameterError
        Where there is none (with the nearest names), where several of
        different authorities are called so, and where it was another on that day.

    Examples
    --------
    >>> find_partnership("Leicestershire & Rutland CDP").area.code
    'E10000018+E06000017'
    >>> find_partnership("NHS Tayside").area.name
    'NHS Tayside'
    """
    called = partnerships_called(text)
    if not called:
        near = did_you_mean(
            text, [name for one in load_partnerships().values() for name in one.spellings]
        )
        guess = f": did you mean {near[0]}?" if near else ""
        raise ParameterError(
            f"no partnership is called {text!r}{guess}",
            hint='give its authorities, as in "Leicestershire + Rutland"',
        )
    if len({frozenset(one.parts) for one in called}) > 1:
        raise ParameterError(
            f"{text!r} may mean {len(called)} partnerships",
            [f"{one.name} ({one.id}): {_authorities(one)}" for one in called],
            hint="give the full name or the code",
        )
    found = called[0]
    if as_of and not found.existed_on(as_of):
        raise ParameterError(
            f"{found.name} was not of {_authorities(found)} on {as_of}",
            [f"it is known from {found.valid_from or 'of old'} to {found.valid_to or 'now'}"],
            hint="name the authorities that you mean, joined by +",
        )
    return found


def partnerships_called(text: str) -> list[Partnership]:
    """Return the partnerships of a name, alias, id or code.

    Examples
    --------
    >>> [one.name for one in partnerships_called("Mid & East Lothian Alcohol and Drug Partnership")]
    ['Mid and East Lothian ADP']
    """
    for name in (text.strip(), _OFFICE.sub("", text.strip())):
        folded = fold_name(name)
        called = [
            one for one in load_partnerships().values() if folded in map(fold_name, one.spellings)
        ]
        if folded and called:
            return called
    return []


def _authorities(partnership: Partnership) -> str:
    return join_names([load_areas()[code].name for code in partnership.parts])
