"""Areas by name, alias, code or old code, as a person types them and as a publisher prints them."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache

import pandas as pd

from toolkit.catalogue.area_names import (
    choose_area,
    follow_changes,
    tiers_named,
    unknown_area,
)
from toolkit.catalogue.area_rows import NATIONS, TIERS, fold_name
from toolkit.catalogue.area_table import Area, Change, Coverage, load_areas
from toolkit.errors import ParameterError, SourceError, count_of

__all__ = [
    "Area",
    "Change",
    "Coverage",
    "areas_frame",
    "children",
    "current_code",
    "current_upper_tier",
    "find_area",
    "known_codes",
    "load_areas",
    "resolve_names",
    "search_areas",
]


def find_area(
    text: str,
    *,
    tier: str | Collection[str] | None = None,
    as_of: date | None = None,
    resolve: bool = True,
) -> Area:
    """Return the one area of a name, alias, code or old code.

    Case, accents, spaces, punctuation and "&" for "and" do not matter, nor does "City Council"
    and the like. Where areas share a name, an authority goes before a region
    or nation, an upper-tier one before a lower-tier one, a current one before a former.

    Parameters
    ----------
    text : str
        What was typed or printed.
    tier : str or collection of str, optional
        The tiers to look in; ``upper`` takes in combined areas. Left out, all.
    as_of : date, optional
        The day of the boundaries that are meant; among namesakes it picks the
        one of that day, or the last one before it. Left out, today's.
    resolve : bool, default True
        Whether a former area gives way to the current one that took it over
        by a recode or a merge. With ``as_of`` it never does.

    Raises
    ------
    ParameterError
        Where no area is meant (with the nearest names), where several could
        be, and where a former area was split or changed its boundary.

    Examples
    --------
    >>> find_area("plymouth").code, find_area("E10000002").code, find_area("Caerdydd").name
    ('E06000026', 'E06000060', 'Cardiff')
    >>> from datetime import date
    >>> find_area("Somerset", as_of=date(2019, 3, 31)).code
    'E10000027'
    """
    tiers = tiers_named(tier)
    area = choose_area(text, tiers, as_of)
    return follow_changes(area, tiers) if resolve and as_of is None else area


def current_code(code: str) -> str:
    """Return the code that an area has now, where it only changed its code.

    Any other code, that of a merged or split area or of no known one, is returned as it is.

    Examples
    --------
    >>> current_code("S12000024"), current_code("E06000028")
    ('S12000048', 'E06000028')
    """
    area = load_areas().get(code)
    while area and [change.kind for change in area.successors()] == ["recode"]:
        area = load_areas()[area.successors()[0].code]
    return area.code if area else code


def known_codes() -> frozenset[str]:
    """Return the code of every area, current and former.

    Examples
    --------
    >>> {"E06000026", "E10000002"} <= known_codes(), "J99000001" in known_codes()
    (True, False)
    """
    return frozenset(load_areas())


def resolve_names(
    names: Iterable[str],
    *,
    tier: str | Collection[str] | None = None,
    as_of: date | None = None,
    where: str = "",
) -> dict[str, str]:
    """Return the code of each name that a publisher prints.

    A name stands for the area as it was, never for what took it over: the
    figures of a former area are its own.

    Parameters
    ----------
    names : iterable of str
        As printed; repeated names are looked up once.
    tier : str or collection of str, optional
        The tiers that the file holds; ``upper`` takes in combined areas.
    as_of : date, optional
        The day of the boundaries on which the file was made. Left out, today's.
    where : str
        The file, for the message.

    Returns
    -------
    dict of str to str
        Code by name, for :meth:`pandas.Series.map`.

    Raises
    ------
    SourceError
        Listing every name that is no area's, with the nearest ones.

    Examples
    --------
    >>> resolve_names(["Bristol, City of", "Bath & North East Somerset"])
    {'Bristol, City of': 'E06000023', 'Bath & North East Somerset': 'E06000022'}
    """
    tiers = tiers_named(tier)
    codes: dict[str, str] = {}
    problems = []
    for name in dict.fromkeys(names):
        try:
            codes[name] = choose_area(str(name), tiers, as_of).code
        except ParameterError as error:
            problems.append("; ".join([error.summary, *error.problems]))
    if problems:
        raise SourceError(
            f"{where + ': ' if where else ''}{count_of(len(problems), 'area name is', 'area names are')} not in the catalogue",
            problems,
            hint="if a name is a publisher's spelling, add it to the aliases in areas.csv",
        )
    return codes


def search_areas(text: str = "") -> list[Area]:
    """Return the areas that some text may mean, the best first.

    Parameters
    ----------
    text : str
        A part of a name, alias or code, perhaps mistyped; blank for every current area.

    Returns
    -------
    list of Area
        Exact matches, then beginnings, then parts; near ones where there is none of these. Of
        equals, current areas first, authorities before others. An old code finds what followed it.

    Examples
    --------
    >>> [area.code for area in search_areas("perth")][:2]
    ['S12000048', 'S11000023']
    >>> [area.code for area in search_areas("Plymoth")]
    ['E06000026']
    """
    wanted = fold_name(text)
    keys = {
        area.code: {fold_name(name) for name in area.spellings}
        | {fold_name(change.code) for change in area.predecessors()}
        for area in load_areas().values()
        if wanted or area.current
    }
    scores = {code: min(_score(key, wanted) for key in own) for code, own in keys.items()}
    if min(scores.values()) == _NO_MATCH:
        near = set(difflib.get_close_matches(wanted, set().union(*keys.values()), cutoff=0.8))
        scores = {code: _NEAR if own & near else _NO_MATCH for code, own in keys.items()}
    return sorted(
        (load_areas()[code] for code, score in scores.items() if score < _NO_MATCH),
        key=lambda area: (scores[area.code], not area.current, TIERS.index(area.tier), area.code),
    )


_EXACT, _BEGINS, _HOLDS, _NEAR, _NO_MATCH = range(5)


def _score(key: str, wanted: str) -> int:
    if key == wanted:
        return _EXACT
    if wanted not in key:
        return _NO_MATCH
    return _BEGINS if key.startswith(wanted) else _HOLDS


def children(code: str, *, tier: str | None = None, as_of: date | None = None) -> tuple[Area, ...]:
    """Return the areas that lie whole within an area.

    Parameters
    ----------
    code : str
        Code of a county, region, nation, health board or the like.
    tier : str, optional
        Only those of this tier.
    as_of : date, optional
        Those of that day. Left out, the current ones.

    Returns
    -------
    tuple of Area
        In the order of their codes.

    Raises
    ------
    ParameterError
        Where no area has the code, or there is no such tier.

    Examples
    --------
    >>> [area.name for area in children("S08000030", tier="upper")]
    ['Angus', 'Dundee City', 'Perth and Kinross']
    """
    if code not in load_areas():
        raise unknown_area(code)
    if tier is not None:
        tiers_named(tier)
    # A parent that was recoded keeps the children whose own code did not change.
    same = current_code(code)
    return tuple(
        area
        for area in _areas_by_parent().get(same, ())
        if tier in (None, area.tier) and (area.existed_on(as_of) if as_of else area.current)
    )


@cache
def _areas_by_parent() -> dict[str, list[Area]]:
    """Return the areas within each, under the code that it has now."""
    within: dict[str, list[Area]] = {}
    for area in load_areas().values():
        for code in dict.fromkeys(map(current_code, area.parents)):
            within.setdefault(code, []).append(area)
    return within


def current_upper_tier(nation: str | None = None) -> list[Area]:
    """Return the upper-tier authorities of today, of one nation or of all four.

    Examples
    --------
    >>> len(current_upper_tier("England")), len(current_upper_tier())
    (153, 218)
    """
    if nation is not None and nation not in NATIONS:
        raise ParameterError(
            f"{nation!r} is not a nation", hint=f"choose one of {', '.join(NATIONS)}"
        )
    return [
        area
        for area in load_areas().values()
        if area.tier == "upper" and area.current and nation in (None, area.nation)
    ]


def areas_frame() -> pd.DataFrame:
    """Return the table of areas as a frame, one row a code.

    Returns
    -------
    pandas.DataFrame
        code, name, tier, kind, nation, region (code), parents (parted by ``|``), valid_from,
        valid_to, current, longitude, latitude, welsh_name.

    Examples
    --------
    >>> frame = areas_frame()
    >>> frame.loc[frame["code"] == "E06000014", ["name", "region"]].to_numpy().tolist()
    [['York', 'E12000003']]
    """
    plain = ("code", "name", "tier", "kind", "nation", "longitude", "latitude", "welsh_name")
    areas = list(load_areas().values())
    return pd.DataFrame({name: [getattr(area, name) for area in areas] for name in plain}).assign(
        region=[area.region.code if area.region else "" for area in areas],
        parents=["|".join(area.parents) for area in areas],
        valid_from=pd.Series([area.valid_from for area in areas], dtype="datetime64[s]"),
        valid_to=pd.Series([area.valid_to for area in areas], dtype="datetime64[s]"),
        current=[area.current for area in areas],
    )
