"""Several authorities taken together as one area."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.catalogue.area_table import Area, load_areas
from toolkit.catalogue.areas import current_code

__all__ = ["combine", "faults_of_parts", "join_names", "present_part", "undivided"]


def present_part(area: Area) -> tuple[Area, str]:
    """Return a part under its present code, and what is wrong with it where it has none.

    A part that only changed its code is the same area; one that was merged,
    split or changed its boundary is not.

    Examples
    --------
    >>> present_part(load_areas()["E10000027"])[0].code
    'E06000066'
    >>> present_part(load_areas()["E10000006"])[1]
    'Cumbria ended on 2023-03-31; Cumberland, and Westmorland and Furness followed it'
    """
    area = load_areas()[current_code(area.code)]
    if area.current:
        return area, ""
    heirs = [load_areas()[change.code].name for change in area.successors()]
    followed = f"; {join_names(heirs)} followed it" if heirs else ""
    return area, f"{area.name} ended on {area.valid_to}{followed}"


def faults_of_parts(parts: Sequence[Area]) -> Iterator[str]:
    """Yield why some areas cannot be taken together.

    Parameters
    ----------
    parts : sequence of Area
        Current areas.

    Yields
    ------
    str
        A part that is there twice or lies in another, parts of several nations or tiers.
    """
    for area, times in Counter(parts).items():
        if times > 1:
            yield f"{area.name} is given {times} times"
    unlike = [*dict.fromkeys(parts)]
    for whole, part in itertools.permutations(unlike, 2):
        if whole.code in map(current_code, part.parents):
            yield f"{part.name} lies in {whole.name}, so its people would be counted twice"
    nations = dict.fromkeys(area.nation or area.name for area in unlike)
    if len(nations) > 1:
        yield f"they are of different nations ({join_names([*nations])}), which publish differently"
    tiers = {area.tier: f"{area.name} is a {area.kind}" for area in reversed(unlike)}
    if len(tiers) > 1:
        yield f"they are of different tiers: {'; '.join(reversed(tiers.values()))}"


def combine(parts: Sequence[Area], *, name: str, kind: str) -> Area:
    """Return the area that some faultless parts make up.

    Parameters
    ----------
    parts : sequence of Area
        In the order in which their codes are to stand.
    name, kind : str
        Of the whole.

    Returns
    -------
    Area
        Of the tier ``combined``, its code the codes of the parts joined by
        ``+``, valid since the youngest of them.

    Examples
    --------
    >>> both = combine(
    ...     [load_areas()["E10000018"], load_areas()["E06000017"]],
    ...     name="Leicestershire and Rutland",
    ...     kind="authorities taken together",
    ... )
    >>> both.code, both.region.name, [part.name for part in both.parts]
    ('E10000018+E06000017', 'East Midlands', ['Leicestershire', 'Rutland'])
    """
    starts = [part.valid_from for part in parts if part.valid_from]
    places = [part.longitude for part in parts], [part.latitude for part in parts]
    longitude, latitude = (
        sum(known) / len(parts) if len(known := [x for x in xs if x is not None]) == len(parts)
        else None
        for xs in places
    )  # fmt: skip
    return Area(
        code="+".join(part.code for part in parts),
        name=name,
        tier="combined",
        kind=kind,
        nation=parts[0].nation,
        parents=tuple(
            code for code in parts[0].parents if all(code in part.parents for part in parts)
        ),
        valid_from=max(starts, default=None),
        longitude=longitude,
        latitude=latitude,
    )


def undivided(parts: Sequence[Area]) -> Area | None:
    """Return the former authority that some areas were split from and make up between them.

    Parameters
    ----------
    parts : sequence of Area
        Current areas.

    Returns
    -------
    Area or None
        None where one of its heirs is not among them, or one of them is more than an heir.

    Examples
    --------
    >>> undivided([load_areas()["E06000063"], load_areas()["E06000064"]]).name
    'Cumbria'
    >>> undivided([load_areas()["E06000063"], load_areas()["E06000014"]])
    """
    areas, codes = load_areas(), {part.code for part in parts}
    before = {
        change.code
        for part in parts
        for change in part.predecessors()
        if areas[change.code].tier == "upper"
    }
    if len(codes) < 2 or len(before) != 1:
        return None
    former = areas[before.pop()]
    heirs = former.successors()
    split = {change.kind for change in heirs} == {"split"}
    return former if split and {change.code for change in heirs} == codes else None


def join_names(names: Sequence[str]) -> str:
    """Return names as they read in a sentence, told apart where a name holds an "and".

    Examples
    --------
    >>> join_names(["Leicestershire", "Rutland"])
    'Leicestershire and Rutland'
    >>> join_names(["Angus", "Dundee City", "Perth and Kinross"])
    'Angus, Dundee City, and Perth and Kinross'
    """
    comma = "," if any(" and " in name for name in names) else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}" if len(names) > 1 else names[0]
