"""Plain tables for a terminal: areas, sources, crosswalks and neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.analysis.building import build
from toolkit.analysis.crosswalk import find_bridges
from toolkit.analysis.neighbours import find_neighbours, neighbour_variables
from toolkit.catalogue.area_rows import fold_name
from toolkit.catalogue.area_table import load_areas
from toolkit.catalogue.areas import current_code, find_area, search_areas
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.partnerships import Partnership, load_partnerships
from toolkit.catalogue.places import find_place
from toolkit.catalogue.publishers import Source, find_source
from toolkit.presentation.wording import number
from toolkit.reports.columns import set_columns
from toolkit.sources.readers import load_layouts
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = [
    "list_areas",
    "list_crosswalk",
    "list_neighbours",
    "list_sources",
]


def list_areas(text: str, tier: str | None = None) -> str:
    """Return the areas that a text may mean, best first, then partnerships of several of them.

    Raises
    ------
    ParameterError
        Where nothing is like it.

    Examples
    --------
    >>> print(list_areas("plymouth"))  # doctest: +ELLIPSIS
    E06000026  Plymouth  unitary authority  England
    >>> list_areas("rutland").splitlines()[-1].split("  ")[:2]
    ['leicestershire_and_rutland', 'Leicestershire and Rutland']
    """
    found = [area for area in search_areas(text) if tier in (None, area.tier)]
    wanted = fold_name(text)
    if not any(wanted in fold_name(name) for area in found for name in area.spellings):
        # The one message for a name that is not known says what may have been meant.
        find_area(text, tier=tier)
    rows = []
    for area in found:
        ended = f"until {area.valid_to}" if area.valid_to else ""
        now = ", ".join(f"{change.code} ({change.kind})" for change in area.successors())
        rows.append(
            (area.code, area.name, area.kind, area.nation, ended, f"now {now}" if now else "")
        )
    together = [] if tier else _partnerships_like(wanted)
    rows += [
        (one.id, one.name, one.area.kind, one.area.nation, "", f"of {join_names(names)}")
        for one in together
        for names in [[part.name for part in one.area.parts]]
    ]
    return set_columns(rows)


def _partnerships_like(wanted: str) -> list[Partnership]:
    """Return the partnerships of several authorities whose names hold a text, but those that are areas."""
    return [
        one
        for one in load_partnerships().values()
        if one.id not in load_areas() and len(one.parts) > 1
        if any(wanted in fold_name(name) for name in one.spellings)
    ]


def list_sources() -> str:
    """Return every publication that can be read: whose, on what terms, where it is, and how it is read.

    Examples
    --------
    >>> print(list_sources().splitlines()[0])
    commentary: Local commentary
    """
    read: dict[str, list[str]] = {}
    for layout in load_layouts().values():
        read.setdefault(layout.source, []).append(layout.description)
    return "\n\n".join(_tell_source(find_source(name), read[name]) for name in sorted(read))


def _tell_source(source: Source, layouts: Sequence[str]) -> str:
    by_hand = "download a file and toolkit import FILE" if source.page else "toolkit import FILE"
    facts = [
        ("publisher", source.publisher),
        ("licence", source.licence),
        ("page", source.page or ""),
        ("get it", f"toolkit fetch {source.id}; or {by_hand}" if source.fetch else by_hand),
        *(("reads", layout) for layout in sorted(layouts)),
    ]
    lines = [f"  {name:<9}  {told}" for name, told in facts if told]
    return "\n".join([f"{source.id}: {source.name}", *lines])


def list_crosswalk(area_name: str = "", progress: Callable[[str], None] = lambda _: None) -> str:
    """Return how today's authorities stand in each file of authorities.

    Parameters
    ----------
    area_name : str
        One authority; all of them without it.
    progress : callable
        Is told what is being done where the store is not up to date.
    """
    wanted = find_place(area_name).code if area_name else ""
    store = Store(Workspace.current())
    build(store, progress)
    columns = ["area_code", "file", "boundaries", "period_end"]
    rows = store.read(store.manifest().observations, columns=columns).drop_duplicates()
    rows = rows[rows["period_end"].notna()]
    rows["area_code"] = rows["area_code"].map(
        {c: current_code(c) for c in rows["area_code"].unique()}
    )
    told = [
        (
            found.area.code,
            found.area.name,
            found.file.split("/")[0],
            f"{found.day:%Y-%m}",
            found.told(),
        )
        for found in find_bridges(rows)
        if wanted in ("", found.area.code)
    ]
    if not told:
        return (
            f"no file held here covers {area_name or 'authorities'} among all authorities of a nation; "
            "`toolkit sources` lists those that do, `toolkit import FILE…` brings them"
        )
    return set_columns([("code", "authority", "source", "boundaries", "what was done"), *told])


def list_neighbours(
    area_name: str, k: int = 15, progress: Callable[[str], None] = lambda _: None
) -> str:
    """Return an authority's statistical neighbours, nearest first, and what makes them so.

    Parameters
    ----------
    area_name : str
        An upper-tier authority of England, or several joined by ``+``.
    k : int
        How many.
    progress : callable
        Is told what is being done where the store is not up to date.
    """
    area = find_place(area_name)
    store = Store(Workspace.current())
    build(store, progress)
    combined = [area] if len(area.parts) > 1 else []
    variables = neighbour_variables(store, combined)
    found = find_neighbours(variables.table, area.code, k=k)
    shares = [name for name in found.columns if name in variables.table]
    rows = [
        (
            str(row["rank"]),
            row["name"],
            number(row["distance"], 2),
            *(number(row[name], 2) for name in shares),
        )
        for _, row in found.iterrows()
    ]
    told = [f"{name}: {origin}" for name, origin in variables.origins.items()]
    return "\n".join(
        [
            set_columns([("rank", "authority", "distance", *shares), *rows]),
            "",
            "Distance in standard deviations; beside it each variable's part of its square. From:",
            *told,
            *(f"not held: {absent}" for absent in variables.absent),
        ]
    )
