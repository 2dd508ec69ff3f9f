"""Walking a figure back: result, observations, file, cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.catalogue.publishers import find_source
from toolkit.sources.holdings import find_holdings
from toolkit.sources.store import Store

__all__ = ["Origin", "cite", "origins"]


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


def origins(store: Store, rows: pd.DataFrame) -> list[Origin]:
    """Return the observations behind some results, with what is known of their files.

    Parameters
    ----------
    store : Store
        Where the observations stand.
    rows : pandas.DataFrame
        Results.
    """
    named = dict.fromkeys(part for text in rows["observations"] for part in text.split())
    if not named:
        return []
    # "first..last" stands for every year of age from the one to the other.
    ends = {part: part.partition("..")[::2] for part in named}
    ids = list(dict.fromkeys(end for both in ends.values() for end in both if end))
    # An id begins with its source; no other source's files need be read.
    parts = [
        part
        for part in store.manifest().observations
        if any(id_.startswith(f"{part.file.split('/')[0]}-") for id_ in ids)
    ]
    held = store.read(parts, id=ids).set_index("id").loc[ids]
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
    for origin in origins(store, rows):
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
