"""The store: observations in parquet, a part a raw file, rebuilt only where something changed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.catalogue.publishers import find_source
from toolkit.contracts import OBSERVATIONS, Contract
from toolkit.errors import DataError, count_of
from toolkit.plans import ACTIONS, COMMENTARY, TARGETS
from toolkit.sources.files import RawFile
from toolkit.sources.holdings import Holding, find_holdings
from toolkit.sources.manifest import Manifest, Part, code_digest, read_manifest, write_manifest
from toolkit.sources.own_readers import own_reader_digest
from toolkit.sources.parquet_tables import count_rows, read_notes, read_tables, write_table
from toolkit.sources.practice.caseloads import CASELOADS, make_caseloads
from toolkit.sources.practice.demand import practised
from toolkit.sources.practice.writing import SEED, SOURCE, make_observations, practice_file
from toolkit.sources.reading import Layout
from toolkit.sources.summary import PlanSummary, Summary
from toolkit.sources.workspace import Workspace

__all__ = ["Store"]


_ABANDONED_SECONDS = 3600
_PRACTICE = {SOURCE: make_observations, CASELOADS: make_caseloads}
_PRACTICE_FILES = {practice_file(source) for source in _PRACTICE}
_NOUNS = {"targets": "target", "actions": "action", "commentary": "text"}


class Store:
    """The observations and results of a workspace.

    Parameters
    ----------
    workspace : Workspace
        Whose ``data/processed`` it is.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.folder = workspace.processed
        self._manifest_path = self.folder / "manifest.json"

    def lock(self) -> AbstractContextManager[object]:
        """Return a lock that one writer holds at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / ".lock", timeout=600)

    def manifest(self) -> Manifest:
        """Return which parts are the store now; empty before the first build.

        Raises
        ------
        DataError
            Where synthetic figures lie among others, or in a place that is not theirs.
        """
        manifest = read_manifest(self._manifest_path)
        self._refuse_mixed(manifest)
        return manifest

    @property
    def is_synthetic(self) -> bool:
        """Whether its figures are the practice set's."""
        return self.workspace.is_practice

    def _refuse_mixed(self, manifest: Manifest) -> None:
        wrong = [
            part.file
            for part in (*manifest.observations, *manifest.plans)
            if (part.file in _PRACTICE_FILES) != self.is_synthetic
        ]
        if wrong:
            raise DataError(
                f"{self.folder} is {'' if self.is_synthetic else 'not '}the place of synthetic figures, "
                f"and holds {', '.join(wrong[:3])}",
                hint=f"delete {self.folder} and build anew; `toolkit demo` has a folder of its own",
            )

    def publish(self, manifest: Manifest) -> None:
        """Make some parts the store, in one step, and clear away the others."""
        self._refuse_mixed(manifest)
        write_manifest(self._manifest_path, manifest)
        kept = {self.folder / part.path for part in manifest.parts}
        for path in self.folder.glob("*/*.parquet"):
            if path not in kept:
                path.unlink(missing_ok=True)
        for path in self.folder.glob("*/.*.parquet.*"):
            # A write under way is younger; what a killed process left is not missed.
            if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink(missing_ok=True)

    def build_observations(self, progress: Callable[[str], None] = lambda _: None) -> list[Part]:
        """Read every raw file that is new or whose reader changed, and return all parts.

        Raises
        ------
        DataError
            Where ``data/raw`` holds nothing.
        SourceError
            Where a raw file can no longer be read.
        """
        if self.is_synthetic:
            return [self._build_practice(source, progress) for source in _PRACTICE]
        held = self._holdings(lambda layout: layout.contract is OBSERVATIONS)
        if not held:
            raise DataError(
                f"{self.workspace.raw} holds no data",
                hint="`toolkit import FILE…` puts a publisher's file there",
            )
        return self._build(held, self.manifest().observations, progress)

    def build_plans(self, progress: Callable[[str], None] = lambda _: None) -> list[Part]:
        """Read every table of plans that is new or whose reader changed, and return all parts.

        Raises
        ------
        SourceError
            Where one can no longer be read.
        """
        held = self._holdings(lambda layout: layout.contract is not OBSERVATIONS)
        return self._build(held, self.manifest().plans, progress)

    def indicators(self) -> dict[str, Indicator]:
        """Return every indicator as this store's figures are read: the catalogue's, as a rule."""
        declared = load_indicators()
        if not self.is_synthetic:
            return declared
        return {name: practised(indicator) for name, indicator in declared.items()}

    def _build_practice(self, source: str, progress: Callable[[str], None]) -> Part:
        code = code_digest("sources/practice/*", "catalogue/**/*", "contracts.py", "methods/*.py")
        key = hashlib.sha256(f"{SEED}{code}".encode()).hexdigest()[:24]
        path = f"observations/{source}-{key}.parquet"
        for part in self.manifest().observations:
            if part.path == path and self.holds(part):
                return part
        progress(f"making the practice set: {source}")
        self.write(_PRACTICE[source](self.indicators().values()), path, OBSERVATIONS)
        return self.part(practice_file(source), key, path)

    def _holdings(self, wanted: Callable[[Layout], bool]) -> list[Holding]:
        return [one for one in find_holdings(self.workspace.raw) if wanted(one.layout)]

    def _build(
        self, holdings: list[Holding], known_parts: list[Part], progress: Callable[[str], None]
    ) -> list[Part]:
        before = {part.file: part for part in known_parts}
        parts = []
        for holding in holdings:
            file, known = RawFile(holding.path), before.get(holding.name)
            sha256 = known.sha256 if known and known.stamp == file.stamp else file.sha256
            path = self._part_path(holding.layout, sha256, holding.name)
            if known and known.path == path:
                if self.holds(known):
                    written = RawFile(self.folder / path).stamp
                    parts.append(replace(known, stamp=file.stamp, written=written))
                    continue
                (self.folder / path).unlink(missing_ok=True)
            # A part that the manifest does not know was written by an import just now.
            if not (self.folder / path).is_file():
                progress(f"reading {holding.name}")
                self.read_file(file, holding.layout, holding.name)
            parts.append(self.part(holding.name, Path(path).stem, path, file.stamp, sha256))
        return parts

    def part(
        self, file: str, key: str, path: str, stamp: tuple[int, int] = (0, 0), sha256: str = ""
    ) -> Part:
        """Return the record of a written parquet file."""
        rows, written = count_rows(self.folder / path), RawFile(self.folder / path)
        return Part(file, key, path, rows, written.sha256, written.stamp, stamp, sha256)

    def holds(self, part: Part) -> bool:
        """Return whether a part is there and is what was written; digested only where touched."""
        file = RawFile(self.folder / part.path)
        return file.path.is_file() and (file.stamp == part.written or file.sha256 == part.digest)

    def read_file(self, file: RawFile, layout: Layout, name: str) -> Summary:
        """Read a raw file into its part of the store, piece by piece.

        The part is not yet the store's: ``publish`` makes it so.

        Parameters
        ----------
        file : RawFile
            Where to read.
        layout : Layout
            How.
        name : str
            Folder and file name under ``data/raw``.

        Returns
        -------
        Summary
        """
        named = layout.contract.name
        summary = Summary() if layout.contract is OBSERVATIONS else PlanSummary(noun=_NOUNS[named])
        frames = (rows.assign(file=name) for rows in summary.follow(layout.readings(file)))
        path = self._part_path(layout, file.sha256, name)
        self.write(frames, path, layout.contract, told=lambda: json.dumps(summary.lines()))
        return summary

    def discard(self, file: RawFile, layout: Layout, name: str) -> None:
        """Remove the part of a raw file that was read and is not to be kept."""
        (self.folder / self._part_path(layout, file.sha256, name)).unlink(missing_ok=True)

    def told(self, part: Part) -> list[str]:
        """Return what was said when a part was read: counts, what was passed over, failed totals."""
        return read_notes(self.folder / part.path)

    def _part_path(self, layout: Layout, sha256: str, name: str) -> str:
        reader = layout.read.__module__.rpartition(".")[2]
        code = code_digest(
            "sources/*.py",
            f"sources/readers/{reader}.py",
            "periods/*.py",
            "contracts.py",
            "catalogue/area*",
            *([] if layout.contract is OBSERVATIONS else ["plans.py", "sources/plans/*.py"]),
        )
        code += own_reader_digest(layout)
        code += "restricted" * find_source(layout.source).restricted
        key = hashlib.sha256(f"{sha256}{code}{name}".encode()).hexdigest()[:24]
        return f"{layout.contract.name}/{layout.source}-{key}.parquet"

    def write(
        self,
        frames: Iterable[pd.DataFrame],
        path: str,
        contract: Contract,
        told: Callable[[], str] = lambda: "[]",
    ) -> None:
        """Write a table to a path below the store's folder, as `write_table` does."""
        write_table(frames, self.folder / path, contract, told)

    def check(self) -> str:
        """Verify that every raw file and every part is what it was when it was built.

        Returns
        -------
        str
            One line that counts what was verified.

        Raises
        ------
        DataError
            Naming every file that is changed or gone.
        """
        manifest = self.manifest()
        problems = []
        raw_parts = [*manifest.observations, *manifest.plans]
        for part in raw_parts:
            raw = self.workspace.raw / part.file
            if not raw.is_file():
                problems.append(f"data/raw/{part.file} is gone")
            elif RawFile(raw).sha256 != part.sha256:
                problems.append(f"data/raw/{part.file} is not the file that was built from")
        parts = manifest.parts
        for part in parts:
            path = self.folder / part.path
            if not path.is_file():
                problems.append(f"data/processed/{part.path} is gone")
            elif RawFile(path).sha256 != part.digest:
                problems.append(f"data/processed/{part.path} is not what was written")
        if problems or not parts:
            raise DataError(
                "the store is not what was built" if problems else "nothing has been built",
                problems,
                hint="`toolkit build` brings it up to date",
            )
        files = count_of(len(raw_parts), "raw file", "raw files")
        return f"{files} and {count_of(len(parts), 'part', 'parts')} are as they were built"

    def observations(self, **equal: Any) -> pd.DataFrame:
        """Return observations, those with the given values in the named columns.

        Parameters
        ----------
        **equal
            Column and the value, or values, that it must hold.

        Returns
        -------
        pandas.DataFrame
            Under the contract of the observations.
        """
        return self.read(self.manifest().observations, **equal)

    def targets(self, area: str) -> pd.DataFrame:
        """Return the targets of an area, under their contract.

        Parameters
        ----------
        area : str
            Its code; codes joined by ``+`` for a combined area.
        """
        return self._plans(TARGETS, area)

    def actions(self, area: str) -> pd.DataFrame:
        """Return the actions of an area, under their contract; as `targets`."""
        return self._plans(ACTIONS, area)

    def commentary(self, area: str) -> pd.DataFrame:
        """Return what was written about an area, under its contract; as `targets`."""
        return self._plans(COMMENTARY, area)

    def _plans(self, contract: Contract, area: str) -> pd.DataFrame:
        named = f"{contract.name}/"
        parts = [part for part in self.manifest().plans if part.path.startswith(named)]
        return self.read(parts, area_code=area) if parts else contract.empty()

    def read(
        self,
        parts: Iterable[Part],
        *,
        columns: list[str] | None = None,
        **equal: Any,
    ) -> pd.DataFrame:
        """Return the rows of some parts that hold the given values; all columns, or those named."""
        paths = [self.folder / part.path for part in parts]
        return read_tables(paths, columns, equal) if paths else OBSERVATIONS.empty()
