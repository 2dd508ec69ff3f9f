"""Sets of authorities by nation, region, board or partnership, and the words that ask for a set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.catalogue.areas import Area, children, current_upper_tier, load_areas
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.equivalents import reasons_apart
from toolkit.catalogue.partnerships import Partnership, find_partnership, load_partnerships
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError

__all__ = [
    "PLACE_WORDS",
    "SET_WORDS",
    "ComparatorSet",
    "Member",
    "SetAsked",
    "check_set",
    "parse_set",
    "place_set",
    "refuse_no_authority",
]

_TIERS = {
    "nation": ("nation", "nation"),
    "region": ("region", "government region"),
    "nhs region": ("nhs_region", "NHS region"),
    "icb": ("icb", "integrated care board"),
    "health board": ("health_board", "health board"),
}
PLACE_WORDS = (*_TIERS, "partnership")
"""The words for sets that the catalogue alone gives."""

SET_WORDS = (*PLACE_WORDS, "deprivation decile", "neighbours", "list")
"""The words that ask for a set; each may be followed by a colon and which one is meant."""


@dataclass(frozen=True)
class SetAsked:
    """A set as it was asked for.

    Parameters
    ----------
    word : str
        One of ``SET_WORDS``.
    value : str
        Which one, how many or of what year; blank for the usual one.
    """

    word: str
    value: str = ""


@dataclass(frozen=True)
class Member:
    """An authority of a set, and why it is one; blank where the set's own account says it."""

    area: Area
    why: str = ""


@dataclass(frozen=True)
class ComparatorSet:
    """Authorities that an area is ranked among.

    Parameters
    ----------
    name : str
        As it reads in a sentence.
    members : tuple of Member
        Without the area itself and its parts.
    how : str
        How they were chosen, and on which boundaries or figures.
    notes : tuple of str
        Who was not taken, and why.
    """

    name: str
    members: tuple[Member, ...]
    how: str
    notes: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the members."""
        return frozenset(member.area.code for member in self.members)

    def told(self) -> str:
        """Say who is in it and why, in one paragraph."""
        names = "; ".join(
            f"{member.area.name} ({member.why})" if member.why else member.area.name
            for member in self.members
        )
        return " ".join([f"{self.name}: {names}. {self.how}.", *self.notes])


def parse_set(text: str) -> SetAsked | None:
    """Return the set that a text asks for; None where it is no word for one.

    Parameters
    ----------
    text : str
        A word, perhaps with a colon and a value: ``region``, ``neighbours:10``,
        ``deprivation decile 2019``, ``list:cipfa``.

    Raises
    ------
    ParameterError
        Where the value cannot be one.

    Examples
    --------
    >>> parse_set("Neighbours: 10"), parse_set("Derby")
    (SetAsked(word='neighbours', value='10'), None)
    >>> parse_set("deprivation decile 2019").value
    '2019'
    """
    head, _, value = text.partition(":")
    word, value = " ".join(head.casefold().split()), value.strip()
    if dated := re.fullmatch(r"(deprivation decile) (\d{4})", word):
        word, value = dated.groups()
    if word not in SET_WORDS:
        return None
    if word == "neighbours" and value and not (value.isdecimal() and int(value) > 0):
        raise ParameterError(f"neighbours: expected how many, as in neighbours:10, found {value!r}")
    if word == "deprivation decile" and value and not re.fullmatch(r"\d{4}", value):
        raise ParameterError(
            f"deprivation decile: expected a year, as in deprivation decile:2019, found {value!r}"
        )
    return SetAsked(word, value)


def place_set(asked: SetAsked, area: Area, *, across_nations: bool = False) -> ComparatorSet:
    """Return a set that the catalogue alone gives: one by nation, region, board or partnership.

    Raises
    ------
    ParameterError
        As ``resolve_set`` does; and where the area lies across several, naming them.

    Examples
    --------
    >>> devon = place_set(SetAsked("icb"), load_areas()["E06000026"])
    >>> [member.area.name for member in devon.members]
    ['Torbay', 'Devon']
    """
    refuse_no_authority(asked, area)
    if asked.word == "partnership":
        partnership = _partnership(asked.value, area)
        areas: Sequence[Area] = partnership.area.parts
        found = ComparatorSet(
            f"Authorities of the partnership {partnership.name}",
            tuple(map(Member, areas)),
            f"As known from: {partnership.reference.rstrip('.')}",
        )
    else:
        found = _within(_holder(asked, area), asked.word)
    return check_set(found, area, across_nations)


def refuse_no_authority(asked: SetAsked, area: Area) -> None:
    """Refuse a set for an area that is neither an upper-tier authority nor several of them."""
    if area.tier not in ("upper", "combined"):
        raise ParameterError(
            f"{asked.word}: a set is of upper-tier authorities, and {area.name} is a {area.kind}",
            hint="name single areas as comparators, or ask for the report of an authority",
        )


def check_set(found: ComparatorSet, area: Area, across_nations: bool) -> ComparatorSet:
    """Return a set without the area itself.

    Raises
    ------
    ParameterError
        Where no other authority is in it, and where another nation's are unasked.
    """
    own = {area, *area.parts}
    others = tuple(member for member in found.members if member.area not in own)
    if not others:
        raise ParameterError(f"{found.name}: it contains only {area.name} itself")
    foreign = sorted({one.area.nation for one in others} - {area.nation})
    reasons = [
        f"{nation}: {why}" for nation in foreign for why in reasons_apart(area.nation, nation)
    ]
    if reasons and not across_nations:
        raise ParameterError(
            f"{found.name}: it holds authorities of {join_names(foreign)}, which publish otherwise",
            reasons,
            hint="leave them out, or ask for it with --across-nations",
        )
    return ComparatorSet(found.name, others, found.how, found.notes)


def _holder(asked: SetAsked, area: Area) -> Area:
    """Return the one area of a tier that is named, or that holds the area or any part of it."""
    tier, kind = _TIERS[asked.word]
    if asked.value:
        return find_place(asked.value, tier=tier)
    codes = {code for part in area.parts for code in (*part.parents, *part.partly_in)}
    codes |= {parent for code in codes for parent in load_areas()[code].parents}
    holders = [load_areas()[code] for code in sorted(codes) if load_areas()[code].tier == tier]
    if not holders:
        raise ParameterError(f"{asked.word}: {area.name} lies in no {kind}")
    if len(holders) > 1:
        raise ParameterError(
            f"{asked.word}: {area.name} lies across {len(holders)} of them, and none is chosen "
            f"silently; ask for one of {', '.join(f'{asked.word}:{one.name}' for one in holders)}"
        )
    return holders[0]


def _within(holder: Area, word: str) -> ComparatorSet:
    _, kind = _TIERS[word]
    authorities = (
        current_upper_tier(holder.nation)
        if word == "nation"
        else children(holder.code, tier="upper")
    )
    across = [area.name for area in current_upper_tier() if holder.code in area.partly_in]
    since = f", on its boundaries since {holder.valid_from}" if holder.valid_from else ""
    notes = (
        f"Not taken, because only a part of each lies in it: {join_names(across)}.",
    ) if across else ()  # fmt: skip
    return ComparatorSet(
        f"Upper-tier authorities of {holder.name}",
        tuple(map(Member, authorities)),
        f"All of today that lie whole in the {kind} {holder.code}{since}",
        notes,
    )


def _partnership(name: str, area: Area) -> Partnership:
    if name:
        return find_partnership(name)
    own = {part.code for part in area.parts}
    found = [one for one in load_partnerships().values() if own & {*one.parts}]
    found = [one for one in found if not {*one.parts} <= own]
    if not found:
        raise ParameterError(
            f"partnership: no partnership is known that joins {area.name} with other authorities"
        )
    if len({frozenset(one.parts) for one in found}) > 1:
        raise ParameterError(
            f"partnership: {area.name} is in {len(found)}; "
            f"ask for one of {', '.join(f'partnership:{one.name}' for one in found)}"
        )
    return found[0]
