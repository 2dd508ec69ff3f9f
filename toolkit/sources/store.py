"""The store: observations in parquet, a part a raw file, rebuilt only where something changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from filelock import FileLock

import toolkit
from toolkit.contracts import OBSERVATIONS
from toolkit.errors import DataError
from toolkit.sources.files import RawFile
from toolkit.sources.holdings import Holding, find_holdings, write_atomically
from toolkit.sources.workspace import Workspace

__all__ = ["Part", "Store", "code_digest"]


@dataclass(frozen=True)
class Part:
    """One parquet file of the store, and what it was made from."""

    file: str
    key: str
    path: str
    rows: int
    stamp: tuple[int, int] = (0, 0)
    sha256: str = ""


@dataclass(frozen=True)
class Manifest:
    """Which parts are the store now."""

    observations: list[Part] = field(default_factory=list)
    results: list[Part] = field(default_factory=list)


def code_digest(*patterns: str) -> str:
    """Return a digest of the package's own files, so that new code makes new parts.

    Parameters
    ----------
    *patterns : str
        Globs relative to the package's folder.
    """
    root = Path(toolkit.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(
        {
            path
            for pattern in patterns
            for path in root.glob(pattern)
            if path.is_file() and "__pycache__" not in path.parts
        }
    ):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


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
        """Return which parts are the store now; empty before the first build."""
        try:
            said = json.loads(self._manifest_path.read_text(encoding="utf-8"))
            return Manifest(
                [Part(**{**part, "stamp": tuple(part["stamp"])}) for part in said["observations"]],
                [Part(**{**part, "stamp": tuple(part["stamp"])}) for part in said["results"]],
            )
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return Manifest()

    def publish(self, manifest: Manifest) -> None:
        """Make some parts the store, in one step, and clear away the others."""
        write_atomically(self._manifest_path, json.dumps(asdict(manifest), indent=1) + "\n")
        kept = {self.folder / part.path for part in (*manifest.observations, *manifest.results)}
        for path in self.folder.glob("*/*.parquet"):
            if path not in kept:
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
        code = code_digest("sources/**/*.py", "periods.py", "contracts.py", "catalogue/areas.*")
        before = {part.file: part for part in self.manifest().observations}
        holdings = list(find_holdings(self.workspace.raw))
        if not holdings:
            raise DataError(
                f"{self.workspace.raw} holds no data",
                hint="`toolkit import FILE…` puts a publisher's file there",
            )
        return [
            self._part(holding, before.get(holding.name), code, progress) for holding in holdings
        ]

    def _part(
        self, holding: Holding, before: Part | None, code: str, progress: Callable[[str], None]
    ) -> Part:
        stat = holding.path.stat()
        stamp = (stat.st_size, stat.st_mtime_ns)
        file = RawFile(holding.path)
        sha256 = before.sha256 if before and before.stamp == stamp else file.sha256
        key = hashlib.sha256(f"{sha256}{code}{holding.name}".encode()).hexdigest()[:24]
        if before and before.key == key and (self.folder / before.path).is_file():
            return Part(holding.name, key, before.path, before.rows, stamp, sha256)
        progress(f"reading {holding.name}")
        frame = holding.layout[1].read(file).observations.assign(file=holding.name)
        path = self.write(frame, f"observations/{holding.source.id}-{key}.parquet")
        return Part(holding.name, key, path, len(frame), stamp, sha256)

    def write(self, frame: pd.DataFrame, path: str) -> str:
        """Write a table under a temporary name, then move it to its place."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".partial")
        frame.to_parquet(partial, compression="zstd", index=False)
        partial.replace(target)
        return path

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
        for part in manifest.observations:
            raw = self.workspace.raw / part.file
            if not raw.is_file():
                problems.append(f"data/raw/{part.file} is gone")
            elif RawFile(raw).sha256 != part.sha256:
                problems.append(f"data/raw/{part.file} is not the file that was built from")
        parts = [*manifest.observations, *manifest.results]
        for part in parts:
            path = self.folder / part.path
            if not path.is_file():
                problems.append(f"data/processed/{part.path} is gone")
            elif pq.read_metadata(path).num_rows != part.rows:
                problems.append(f"data/processed/{part.path} does not hold {part.rows} rows")
        if problems or not parts:
            raise DataError(
                "the store is not what was built" if problems else "nothing has been built",
                problems,
                hint="`toolkit build` brings it up to date",
            )
        return (
            f"{len(manifest.observations)} raw files and {len(parts)} parts are as they were built"
        )

    def observations(self, **equal: str | Iterable[str]) -> pd.DataFrame:
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

    def read(self, parts: Iterable[Part], **equal: str | Iterable[str]) -> pd.DataFrame:
        """Return the rows of some parts that hold the given values."""
        paths = [str(self.folder / part.path) for part in parts]
        if not paths:
            return OBSERVATIONS.empty()
        filters = [
            (name, "in", [value] if isinstance(value, str) else list(value))
            for name, value in equal.items()
        ]
        return pd.read_parquet(paths, filters=filters or None)
