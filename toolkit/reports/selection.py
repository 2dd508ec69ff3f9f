"""Which areas a batch is for, from the words that ask for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from toolkit.analysis.comparator_sets import resolve_set
from toolkit.catalogue.areas import Area, children, current_upper_tier
from toolkit.catalogue.place_sets import SetAsked
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError, ToolkitError, did_you_mean
from toolkit.sources.store import Store

__all__ = ["choose_areas", "take_shard"]

T = TypeVar("T")

_NATIONS = ("England", "Scotland", "Wales")
_TIERS = {
    "region": "region",
    "nhs region": "nhs_region",
    "icb": "icb",
    "health board": "health_board",
}
_WORDS = ("nation", *_TIERS, "neighbours")
_CODE = re.compile(r"\s*[A-Z]\d{8}\s*(,\s*[A-Z]\d{8}\s*)+")


def choose_areas(text: str, store: Store) -> list[Area]:
    """Return the areas that a text asks for, each once.

    Parameters
    ----------
    text : str
        ``all``, or one or more of these separated by semicolons: a name or code,
        ``nation:…``, ``region:…``, ``icb:…``, ``nhs region:…``, ``health board:…``,
        and ``neighbours:AREA``, which is the area and its statistical neighbours.
        Codes alone may be separated by commas.
    store : Store
        Whose figures tell neighbours.

    Returns
    -------
    list of Area

    Raises
    ------
    ParameterError
        With every piece that asks for nothing.
    """
    pieces = re.split("[,;]" if _CODE.fullmatch(text) else ";", text)
    chosen: list[Area] = []
    problems, hints = [], []
    for piece in filter(None, map(str.strip, pieces)):
        try:
            chosen += _chosen(piece, store)
        except ToolkitError as error:
            problems.append("; ".join([error.summary, *error.problems]))
            hints.append(error.hint)
    if problems or not chosen:
        raise ParameterError(
            "; ".join(problems) if len(problems) == 1 else "the areas cannot be read",
            problems[1:] and problems,
            hint=next(filter(None, hints), f"all, areas by semicolons, or {_choices()}"),
        )
    return list(dict.fromkeys(chosen))


def take_shard(areas: Sequence[T], shard: str) -> list[T]:
    """Return one of several shares of some areas; together the shares are all, each area once.

    Parameters
    ----------
    areas : sequence of Area
        All of them, in the same order for every shard.
    shard : str
        Such as ``2/8``, the second of eight; blank for all.

    Raises
    ------
    ParameterError
        Where it is not one.

    Examples
    --------
    >>> [take_shard("abcde", f"{number}/2") for number in (1, 2)]
    [['a', 'c', 'e'], ['b', 'd']]
    """
    if not shard:
        return list(areas)
    found = re.fullmatch(r"(\d+)/(\d+)", shard)
    number, of = map(int, found.groups()) if found else (0, 0)
    if not 1 <= number <= of:
        raise ParameterError(
            f"shard: expected one such as 2/8, found {shard!r}",
            hint="the first number goes from 1 to the second",
        )
    return list(areas[number - 1 :: of])


def _chosen(piece: str, store: Store) -> list[Area]:
    if piece.casefold() == "all":
        return [area for nation in _NATIONS for area in current_upper_tier(nation)]
    word, colon, value = (part.strip() for part in piece.partition(":"))
    if not colon:
        return [find_place(piece)]
    word = word.casefold()
    if word == "nation":
        return current_upper_tier(find_place(value, tier="nation").name)
    if word == "neighbours":
        area = find_place(value)
        found = resolve_set(SetAsked("neighbours"), area, store)
        return [area, *(member.area for member in found.members)]
    if word in _TIERS:
        return list(children(find_place(value, tier=_TIERS[word]).code, tier="upper"))
    near = did_you_mean(word, _WORDS)
    raise ParameterError(
        f"{word!r} chooses no areas" + (f": did you mean {near[0]}?" if near else ""),
        hint=f"choose by {_choices()}",
    )


def _choices() -> str:
    return ", ".join(f"{word}:…" for word in _WORDS)
