"""Comparator sets: the authorities that stand behind a rank or a distribution, and why they do."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.analysis.deprivation import average_scores, deprivation_deciles, deprivation_editions
from toolkit.analysis.neighbours import find_neighbours, neighbour_variables
from toolkit.analysis.own_lists import find_own_list, read_own_list
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.place_sets import (
    ComparatorSet,
    Member,
    SetAsked,
    check_set,
    place_set,
    refuse_no_authority,
)
from toolkit.catalogue.places import find_place
from toolkit.errors import DataError, ParameterError
from toolkit.sources.store import Store

__all__ = ["resolve_set"]

_USUAL_NEIGHBOURS = 15


def resolve_set(
    asked: SetAsked, area: Area, store: Store, *, across_nations: bool = False
) -> ComparatorSet:
    """Return the members of a set for an area.

    Parameters
    ----------
    asked : SetAsked
        The set.
    area : Area
        An upper-tier authority, or several taken together.
    store : Store
        Whose figures and lists to read; it must have been built.
    across_nations : bool
        Whether authorities of another nation may be in it.

    Raises
    ------
    ParameterError
        Where the area cannot have such a set, where none but itself is in it,
        and where another nation's authorities are, with the reasons against it.
    DataError
        Where the store does not hold what it is made from.
    SourceError
        Where a list cannot be read.
    """
    held: dict[str, Callable[[str, Area, Store], ComparatorSet]] = {
        "deprivation decile": _decile,
        "neighbours": _neighbours,
        "list": _own_list,
    }
    if asked.word not in held:
        return place_set(asked, area, across_nations=across_nations)
    refuse_no_authority(asked, area)
    return check_set(held[asked.word](asked.value, area, store), area, across_nations)


def _decile(value: str, area: Area, store: Store) -> ComparatorSet:
    _refuse_outside_england("deprivation decile", area)
    editions = deprivation_editions(store)
    if not value and not editions:
        raise DataError(
            "deprivation decile: the store holds no average scores of deprivation",
            hint="import the Indices of Deprivation's summaries by local authority",
        )
    edition = int(value or editions[0])
    scores = average_scores(store, edition)["score"]
    tenths = deprivation_deciles(scores)
    alone = average_scores(store, edition, [area])["score"]
    if alone.empty:
        raise DataError(
            f"deprivation decile: there is no score of {edition} for {area.name}",
            hint="the edition's areas do not add up to it; ask for another edition",
        )
    # A combined area is in the tenth of the authorities that are as deprived as it or more.
    tenth = int(tenths[scores >= alone.iloc[0]].max()) if (scores >= alone.iloc[0]).any() else 1
    members = [
        Member(load_areas()[str(code)], f"score {scores[code]:.1f}")
        for code in scores[tenths == tenth].sort_values(ascending=False).index
    ]
    return ComparatorSet(
        f"Authorities in tenth {tenth} of deprivation",
        tuple(members),
        f"Indices of Deprivation {edition}, average scores, 1 the most deprived tenth of England's "
        f"upper-tier authorities; {area.name} has {alone.iloc[0]:.1f}",
    )


def _neighbours(value: str, area: Area, store: Store) -> ComparatorSet:
    _refuse_outside_england("neighbours", area)
    k = int(value or _USUAL_NEIGHBOURS)
    variables = neighbour_variables(store, [area] if len(area.parts) > 1 else [])
    found = find_neighbours(variables.table, area.code, k=k)
    members = [
        Member(load_areas()[row["code"]], f"distance {row['distance']:.2f}")
        for _, row in found.iterrows()
    ]
    return ComparatorSet(
        f"The {k} nearest statistical neighbours of {area.name}",
        tuple(members),
        f"Nearest by standardised distance over {join_names([*map(str, variables.table)])}",
        tuple(f"{absent}." for absent in variables.absent),
    )


def _refuse_outside_england(word: str, area: Area) -> None:
    if area.nation != "England":
        raise ParameterError(
            f"{word}: it is made for England's authorities, and {area.name} is in {area.nation}; "
            "import a list of your own and ask for list:NAME"
        )


def _own_list(value: str, area: Area, store: Store) -> ComparatorSet:
    path = find_own_list(value, store.workspace)
    peers = read_own_list(path)
    if area.code not in peers:
        listed = ", ".join(sorted(find_place(code).name for code in peers))
        raise ParameterError(f"list: {path.name} names no peers of {area.name}; it has {listed}")
    return ComparatorSet(
        f"Peers of {area.name} in the list {path.stem}",
        tuple(
            Member(find_place(code), f"place {place}")
            for place, code in enumerate(peers[area.code], start=1)
        ),
        "In the list's own order",
    )
