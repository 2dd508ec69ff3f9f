"""Walking a figure back: result, observations, file, cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.catalogue.publishers import find_source
from toolkit.sources.holdings import find_holdings
from toolkit.sources.store import Store

__all__ = ["Origin", "cite", "origins"]

_CITED = ["id", "file", "source", "edition", "locator"]


@dataclass(frozen=True)
class Origin:
    """Where one observation stood.

    Parameters
    ----------
    observation : pandas.Series
        What was printed.
    sidecar : dict
        What is known of the file: URL, licence, date retrieved, sha256.
    until : pandas.Series, optional
        Of a sum over years of age, the oldest; the observation is the youngest.
    """

    observation: pd.Series
    sidecar: dict[str, Any]
    until: pd.Series | None = None


def origins(store: Store, rows: pd.DataFrame, columns: list[str] | None = None) -> list[Origin]:
    """Return the observations behind some results, with what is known of their files.

    Parameters
    ----------
    store : Store
        Where the observations stand.
    rows : pandas.DataFrame
        Results.
    columns : list of str, optional
        What of the observations is wanted, ``id`` and ``file`` among it; all by default.
    """
    named = dict.fromkeys(part for text in rows["observations"] for part in text.split())
    if not named:
        return []
    # "first..last" stands for every year of age from the one to the other.
    ends = {part: part.partition("..")[::2] for part in named}
    ids = list(dict.fromkeys(end for both in ends.values() for end in both if end))
    # An id begins with its source and its file's digest; no other file need be read.
    begun = {id_.rpartition("-")[0] for id_ in ids}
    parts = [
        part
        for part in store.manifest().observations
        if not part.sha256 or f"{part.file.split('/')[0]}-{part.sha256[:8]}" in begun
    ]
    held = store.read(parts, columns=columns, id=ids).set_index("id").loc[ids]
    sidecars = {holding.name: holding for holding in find_holdings(store.workspace.raw)}
    return [
        Origin(
            one := held.loc[first],
            sidecars[one["file"]].sidecar if one["file"] in sidecars else {},
            held.loc[last] if last else None,
        )
        for first, last in ends.values()
    ]


def cite(store: Store, rows: pd.DataFrame) -> list[str]:
    """Return a citation for each file behind some results: publication, licence, places in it.

    Parameters
    ----------
    store : Store
        Where the observations stand.
    rows : pandas.DataFrame
        Results, those first whose places are to be named.
    """
    places: dict[str, list[Origin]] = {}
    for origin in origins(store, rows, _CITED):
        places.setdefault(origin.observation["file"], []).append(origin)
    citations = []
    for file, found in places.items():
        source, sidecar = find_source(found[0].observation["source"]), found[0].sidecar
        title = sidecar.get("title") or f"{source.name} ({found[0].observation['edition']})"
        publisher = sidecar["publisher"] if sidecar.get("title") else source.publisher
        shown = [_place(origin) for origin in found]
        more = f" and {len(shown) - 4} more" if len(shown) > 4 else ""
        citations.append(
            f"{title}. {publisher}. {source.licence}. File {file.split('/')[-1]}: "
            f"{', '.join(shown[:4])}{more}."
        )
    return citations


def _place(origin: Origin) -> str:
    place = str(origin.observation["locator"].split("; section")[0])
    return place if origin.until is None else f"{place} to {origin.until['locator']}"
