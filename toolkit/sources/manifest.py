"""Which parquet files are the store now, and what each was made from."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from toolkit.sources.holdings import write_atomically

__all__ = ["Manifest", "Part", "code_digest", "read_manifest", "write_manifest"]


@dataclass(frozen=True)
class Part:
    """One parquet file of the store, and what it was made from.

    Parameters
    ----------
    file : str
        Folder and name of the raw file; ``results`` for results.
    key : str
        Digest of everything that it was made from.
    path : str
        Of the parquet file, below ``data/processed``.
    rows : int
        How many it holds.
    digest : str
        Of the parquet file.
    written : tuple of int
        Size and time of last change of the parquet file.
    stamp : tuple of int
        Size and time of last change of the raw file.
    sha256 : str
        Digest of the raw file.
    """

    file: str
    key: str
    path: str
    rows: int
    digest: str
    written: tuple[int, int]
    stamp: tuple[int, int] = (0, 0)
    sha256: str = ""


@dataclass(frozen=True)
class Manifest:
    """Which parts are the store now."""

    observations: list[Part] = field(default_factory=list)
    results: list[Part] = field(default_factory=list)
    plans: list[Part] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        """Every part, whichever table it is of."""
        return [*self.observations, *self.results, *self.plans]


@functools.cache
def code_digest(*patterns: str) -> str:
    """Return a digest of the package's own files, so that new code makes new parts.

    A process runs the code that it began with, so they are read once.

    Parameters
    ----------
    *patterns : str
        Globs relative to the package's folder.
    """
    root = Path(__file__).parents[1]
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


def read_manifest(path: Path) -> Manifest:
    """Return a manifest; an empty one where there is none that can be read, so that all is built."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            [_part(part) for part in said["observations"]],
            [_part(part) for part in said["results"]],
            [_part(part) for part in said.get("plans", [])],
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Manifest()


def _part(said: dict[str, Any]) -> Part:
    return Part(**{**said, **{name: tuple(said[name]) for name in ("written", "stamp")}})


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest in one step."""
    write_atomically(path, json.dumps(asdict(manifest), indent=1) + "\n")
