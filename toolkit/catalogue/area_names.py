"""Which area a name means: namesakes, former areas, a council's style, near misses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache

from toolkit.catalogue.area_rows import TIERS, fold_name
from toolkit.catalogue.area_table import Area, load_areas
from toolkit.errors import ParameterError, did_you_mean

__all__ = ["choose_area", "follow_changes", "tiers_named", "unknown_area"]

# A name that several tiers share goes to the authority, then to the larger area of government.
# The tiers in neither set are equals: a name that they share is ambiguous.
_RANKED = (("upper", "combined", "lower"), ("nation", "region", "country_group"))
_EQUALS = tuple(tier for tier in TIERS if tier not in sum(_RANKED, ()))

_OFFICE = re.compile(
    r" +((metropolitan |county )?(city and district|borough|district|city|county) )?"
    r"(council|corporation)$",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"^(the )?((borough council|council|(london |royal )?borough|city and county|city) of )?"
    r"(the )?",
    re.IGNORECASE,
)
# Fingertips prints an n before the codes of new NHS areas.
_NHS_PREFIX = re.compile(r"^n(?=E\d{8}$)")


def tiers_named(tier: str | Collection[str] | None) -> tuple[str, ...]:
    """Return the tiers that were asked for; ``upper`` takes in combined areas, None is all."""
    named = TIERS if tier is None else (tier,) if isinstance(tier, str) else tuple(tier)
    for name in named:
        if name not in TIERS:
            near = did_you_mean(name, TIERS) or TIERS
            raise ParameterError(f"there is no tier {name!r}", hint=f"use {' or '.join(near)}")
    return (*named, "combined") if "upper" in named else named


def choose_area(text: str, tiers: Sequence[str], as_of: date | None) -> Area:
    """Return the one area of some tiers that a name or code means on a day.

    Raises
    ------
    ParameterError
        Where there is none, none yet, or more than one.
    """
    called = [area for area in _called(text) if area.tier in tiers]
    if not called:
        raise unknown_area(text, tiers)
    for rank in (*_RANKED, _EQUALS):
        found = _of_day([area for area in called if area.tier in rank], as_of)
        if found and rank is not _EQUALS:
            first = min(rank.index(area.tier) for area in found)
            found = [area for area in found if rank.index(area.tier) == first]
        if len(found) > 1:
            raise ParameterError(
                f"{text!r} may mean {len(found)} areas",
                [f"{area.name} ({area.code}), {area.kind}" for area in found],
                hint="give the code",
            )
        if found:
            return found[0]
    raise ParameterError(
        f"{text!r} did not exist on {as_of}",
        [f"{area.name} ({area.code}) starts on {area.valid_from}" for area in called],
        hint="use the name that the area had on that day",
    )


def follow_changes(area: Area, tiers: Sequence[str]) -> Area:
    """Return the current area that took over an area whole, by recodes and merges.

    Raises
    ------
    ParameterError
        Where the area was split or changed its boundary, and where the area
        that took it over is of another tier than those allowed.
    """
    former = area
    while not area.current and area.successors():
        kinds = {change.kind for change in area.successors()}
        if kinds <= {"recode", "merge"} and len(area.successors()) == 1:
            area = load_areas()[area.successors()[0].code]
            continue
        heirs = [load_areas()[change.code] for change in area.successors()]
        what = "was split" if "split" in kinds else "changed its boundary"
        raise ParameterError(
            f"{area.name} ({area.code}) ended on {area.valid_to}, when it {what}",
            [f"{heir.name} ({heir.code}) followed it" for heir in heirs],
            hint="ask for an area that followed it; an area that "
            f"{what} is never relabelled as another",
        )
    if area.tier not in tiers:
        raise ParameterError(
            f"{former.name} ({former.code}) ended on {former.valid_to} and is part of "
            f"{area.name} ({area.code}), which is of the tier {area.tier}",
            hint=f"ask for {area.name}",
        )
    return area


def unknown_area(text: str, tiers: Sequence[str] = TIERS) -> ParameterError:
    """Return the error for a name or code that is no area's, with the nearest names."""
    if not fold_name(text):
        return ParameterError("the name of an area is blank", hint="give a name or a code")
    names = _names(tuple(tiers))
    holding = [name for name in names if fold_name(text) in fold_name(name)]
    near = holding or did_you_mean(text, names, most=1)
    guess = f": did you mean {near[0]}?" if near else ""
    return ParameterError(
        f"no area is called {text!r}{guess}",
        hint="toolkit areas TEXT lists the areas whose name or code holds a text",
    )


@cache
def _names(tiers: tuple[str, ...]) -> list[str]:
    """Return the names and aliases, not the codes, of the current areas of some tiers."""
    areas = [area for area in load_areas().values() if area.tier in tiers and area.current]
    areas.sort(key=lambda area: (TIERS.index(area.tier), area.name))
    names = dict.fromkeys(name for area in areas for name in area.spellings)
    return [name for name in names if not any(letter.isdigit() for letter in name)]


@cache
def _index() -> Mapping[str, Collection[Area]]:
    index: dict[str, dict[str, Area]] = defaultdict(dict)
    for area in load_areas().values():
        for spelling in area.spellings:
            index[fold_name(spelling)][area.code] = area
    return {name: tuple(areas.values()) for name, areas in index.items()}


def _called(text: str) -> Collection[Area]:
    """Return the areas of a name; "Plymouth City Council" is tried as it stands first."""
    text = _NHS_PREFIX.sub("", text.strip())
    place = _OFFICE.sub("", text)
    for name in (text, place, _STYLE.sub("", place)):
        if found := _index().get(fold_name(name)):
            return found
    return ()


def _of_day(areas: Sequence[Area], as_of: date | None) -> list[Area]:
    """Return the areas of a day, or else those that ended last before it."""
    started = [area for area in areas if as_of is None or not area.begins_after(as_of)]
    there = [area for area in started if (area.existed_on(as_of) if as_of else area.current)]
    last = max((area.valid_to for area in started if area.valid_to), default=None)
    return there or [area for area in started if area.valid_to == last]
