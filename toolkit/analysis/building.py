"""Building the store: observations from raw files, results from observations."""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.analysis.calculation import calculate
from toolkit.analysis.commentary import adopt_commentary, stamp_commentary
from toolkit.analysis.denominators import read_residents
from toolkit.analysis.pace import now_and_then
from toolkit.analysis.standing_checks import (
    StandingChecks,
    read_checks,
    run_checks,
    write_checks,
)
from toolkit.catalogue.areas import Area, current_code, load_areas
from toolkit.catalogue.combinations import undivided
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.own import own_digest
from toolkit.catalogue.places import find_place
from toolkit.contracts import RESULTS
from toolkit.errors import count_of
from toolkit.sources.holdings import find_holdings
from toolkit.sources.manifest import Manifest, Part, code_digest
from toolkit.sources.store import Store

__all__ = ["Built", "build", "figures_beside", "results", "results_of", "unread_measures"]


@dataclass(frozen=True)
class Built:
    """What a build made, and what the standing checks say of it."""

    files: int
    observations: int
    results: int
    areas: int
    indicators: int
    checks: StandingChecks
    seconds: float

    def told(self, most: int = 3) -> str:
        """Say it with a line for each standing check, and the first findings of each."""
        return f"{self.summary()}\n{self.checks.told(most)}"

    def summary(self) -> str:
        """Say it in one line."""
        return (
            f"{count_of(self.files, 'file', 'files')}, "
            f"{count_of(self.observations, 'observation', 'observations')}, "
            f"{count_of(self.results, 'result', 'results')}, "
            f"{count_of(self.areas, 'area', 'areas')}, "
            f"{count_of(self.indicators, 'indicator', 'indicators')}, {self.seconds:.1f} s"
        )


def build(store: Store, progress: Callable[[str], None] = lambda _: None) -> Built:
    """Bring the store up to date with the raw files, the readers and the catalogue.

    Parameters
    ----------
    store : Store
        Which store.
    progress : callable
        Is told what is being done.

    Returns
    -------
    Built

    Raises
    ------
    DataError, SourceError, CatalogueError
        Where there is nothing to build from, or it cannot be read.
    """
    started = time.perf_counter()
    with store.lock():
        adopt_commentary(store)
        parts = store.build_observations(progress)
        key = _results_key(parts)
        held = [part for part in store.manifest().results if part.key == key]
        checks = read_checks(store.folder, key)
        if held and store.holds(held[0]) and checks is not None:
            made = held
        else:
            progress("calculating")
            observations = _read(store, parts)
            frame = calculate(
                observations,
                store.indicators().values(),
                arrived=_arrived(store),
                residents=read_residents(store, parts),
                progress=now_and_then(progress),
            )
            path = f"results/{key}.parquet"
            store.write([frame], path, RESULTS)
            made = [store.part("results", key, path)]
            progress("checking")
            checks = run_checks(observations, frame)
        store.publish(Manifest(parts, made, store.build_plans(progress)))
        if made is not held:
            # A build that is interrupted leaves the old store with its own checks.
            write_checks(store.folder, key, checks)
        stamp_commentary(store, functools.partial(figures_beside, store))
    areas, indicators = _extent(store.folder, made[0].path)
    return Built(
        files=len(parts),
        observations=sum(part.rows for part in parts),
        results=made[0].rows,
        areas=areas,
        indicators=indicators,
        checks=checks,
        seconds=time.perf_counter() - started,
    )


def _arrived(store: Store) -> dict[str, str]:
    """Return when each raw file was fetched or imported."""
    return {
        holding.name: holding.sidecar.get("retrieved", "")
        for holding in find_holdings(store.workspace.raw)
    }


def _read(store: Store, parts: Iterable[Part], **equal: Any) -> pd.DataFrame:
    """Return the observations that indicators read; no others need be in memory."""
    ages: dict[str, set[str]] = {}
    whole = set()
    for measure in (m for one in store.indicators().values() for m in one.figures):
        for name in measure.names:
            ages.setdefault(name, set()).update(measure.ages)
            if not measure.ages:
                whole.add(name)
    # Residents by single year of age are many, of which few indicators read any.
    some = {name for name in ages if name not in whole}
    read = functools.partial(store.read, list(parts), **equal)
    wanted = set().union(*(ages[name] for name in some))
    return pd.concat([read(indicator=whole), read(indicator=some, age=wanted)], ignore_index=True)


def _results_key(parts: list[Part]) -> str:
    code = code_digest("analysis/*.py", "methods/*.py", "catalogue/**/*", "contracts.py")
    own = own_digest("sources.toml", "indicators/*.toml")
    made_of = "".join([code, own, *(part.key for part in parts)])
    return hashlib.sha256(made_of.encode()).hexdigest()[:24]


def unread_measures(measures: Iterable[str]) -> set[str]:
    """Return the measures that no indicator reads.

    Examples
    --------
    >>> unread_measures(["drug_misuse_deaths", "people_who_knit"])
    {'people_who_knit'}
    """
    read = {
        name
        for indicator in load_indicators().values()
        for measure in indicator.measures
        for name in measure.names
    }
    return set(measures) - read


def results(store: Store, **equal: Any) -> pd.DataFrame:
    """Return results, those with the given values in the named columns.

    Parameters
    ----------
    store : Store
        Which store; it must have been built.
    **equal
        Column and the value, or values, that it must hold.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results.
    """
    parts = store.manifest().results
    if not parts:
        return RESULTS.empty()
    rows = _held_results(store.folder, parts[0].path)
    chosen = pd.Series(True, index=rows.index)
    for name, value in equal.items():
        chosen &= rows[name].isin([value] if isinstance(value, str) else list(value))
    return rows[chosen] if equal else rows.copy(deep=False)


@functools.lru_cache(maxsize=2)
def _held_results(folder: Path, path: str) -> pd.DataFrame:
    """All results, read once a process: a part never changes."""
    return pd.read_parquet(folder / path)


@functools.lru_cache(maxsize=2)
def _extent(folder: Path, path: str) -> tuple[int, int]:
    """How many areas and indicators there are results of."""
    rows = _held_results(folder, path)
    return rows["area_code"].nunique(), rows["indicator"].nunique()


def figures_beside(store: Store, area: str, indicator: str = "") -> pd.DataFrame:
    """Return the results that a text beside an indicator, or about a whole area, rests on.

    Parameters
    ----------
    store : Store
        Which store; it must have been built.
    area : str
        Its code.
    indicator : str, optional
        Its id; all without it.
    """
    equal = {"indicator": indicator} if indicator else {}
    if "+" in area:
        return results_of(store, [find_place(area)], **equal)
    return results(store, area_code=area, **equal)


def results_of(store: Store, areas: Sequence[Area], **equal: Any) -> pd.DataFrame:
    """Return the results of some areas; those of authorities taken together are made now.

    Parameters
    ----------
    store : Store
        Which store; it must have been built.
    areas : sequence of Area
        Single areas, or combined ones with their codes joined by ``+``.
    **equal
        Further columns and the value, or values, that they must hold.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results.
    """
    combined = [area for area in areas if len(area.parts) > 1]
    single = [area.code for area in areas if area not in combined]
    made = _combined_results(store, combined) if combined else RESULTS.empty()
    for name, value in equal.items():
        made = made[made[name].isin([value] if isinstance(value, str) else value)]
    stored = results(store, area_code=single, **equal)
    return pd.concat([stored, made], ignore_index=True) if combined else stored


def _within(codes: set[str]) -> set[str]:
    """Return the codes of areas that lie in some others, or made them, now or then."""
    areas = load_areas()
    inside = {
        code
        for code, area in areas.items()
        if not codes.isdisjoint(map(current_code, area.parents))
    }
    return inside | {
        before.code
        for code in (codes | inside) & areas.keys()
        for before in areas[code].predecessors()
    }


def _combined_results(store: Store, combined: Sequence[Area]) -> pd.DataFrame:
    """Make the results of combined areas from their parts alone, beside their nations' own."""
    nations = [area.nation_code for area in combined]
    parts = {part.code for area in combined for part in area.parts}
    # Figures may stand under a code that a part had before.
    former = {code for code in load_areas() if current_code(code) in parts}
    former |= {before.code for area in combined if (before := undivided(area.parts))}
    codes = {area.code for area in combined}
    wanted = {*parts, *former, *codes}
    parts_held = store.manifest().observations
    made = calculate(
        _read(store, parts_held, area_code=wanted),
        store.indicators().values(),
        combined=combined,
        arrived=_arrived(store),
        residents=read_residents(store, parts_held, area_code=wanted | _within(parts)),
        nations=results(store, area_code=nations),
    )
    return made[made["area_code"].isin(codes)]
