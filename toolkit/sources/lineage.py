"""Walking a figure back: result, observations, file, cell."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit.catalogue.publishers import find_source
from toolkit.sources.holdings import find_holding
from toolkit.sources.manifest import Part
from toolkit.sources.store import Store

__all__ = ["Origin", "cite", "origins"]

_PARTS_HELD = 32
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


def origins(store: Store, rows: pd.DataFrame) -> list[Origin]:
    """Return the observations behind some results, with what is known of their files.

    Parameters
    ----------
    store : Store
        Where the observations stand.
    rows : pandas.DataFrame
        Results.
    """
    return _walk_back(store, rows, lambda parts, ids: store.read(parts, id=ids))


def _walk_back(
    store: Store,
    rows: pd.DataFrame,
    read: Callable[[list[Part], list[str]], pd.DataFrame],
) -> list[Origin]:
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
    held = read(parts, ids).set_index("id").loc[ids]
    files = {file: find_holding(store.workspace.raw, file) for file in set(held["file"])}
    return [
        Origin(
            one := held.loc[first],
            known.sidecar if (known := files[one["file"]]) else {},
            held.loc[last] if last else None,
        )
        for first, last in ends.values()
    ]


def _read_places(folder: Path, parts: list[Part], ids: list[str]) -> pd.DataFrame:
    found = []
    for part in parts:
        held = _places(folder, part.path)
        found.append(held.filter(pc.is_in(held["id"], value_set=pa.array(ids))).to_pandas())
    return pd.concat(found) if found else pd.DataFrame(columns=_CITED)


@functools.lru_cache(maxsize=_PARTS_HELD)
def _places(folder: Path, path: str) -> pa.Table:
    """Where each figure of a part stood, read once a process: a part never changes."""
    few = [name for name in _CITED if name not in ("id", "locator")]
    return pq.read_table(folder / path, columns=_CITED, read_dictionary=few)


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
    for origin in _walk_back(store, rows, functools.partial(_read_places, store.folder)):
        places.setdefault(origin.observation["file"], []).append(origin)
    citations = []
    for file, found in places.items():
        source, sidecar = find_source(found[0].observation["source"]), found[0].sidecar
        edition = found[0].observation["edition"]
        title = sidecar.get("title") or (f"{source.name} ({edition})" if edition else source.name)
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
