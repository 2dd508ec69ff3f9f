"""What is held under ``data/raw``: each file with a sidecar that says where it came from."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.catalogue.publishers import Source, find_source
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers import load_layouts
from toolkit.sources.reading import Layout

__all__ = [
    "Holding",
    "amend",
    "find_holding",
    "find_holdings",
    "hold",
    "place",
    "supersede",
    "write_atomically",
]


@dataclass(frozen=True)
class Holding:
    """One raw file and what its sidecar says of it."""

    path: Path
    sidecar: dict[str, Any]

    @property
    def source(self) -> Source:
        """The publication it belongs to."""
        return find_source(self.sidecar["source"])

    @property
    def layout(self) -> Layout:
        """How it is read."""
        layouts = load_layouts()
        name = self.sidecar.get("layout") or next(
            (name for name, layout in layouts.items() if layout.source == self.source.id), ""
        )
        if name not in layouts:
            raise SourceError(
                f"{self.path}: no reader is called {name!r}",
                hint="import the file again with this version of the toolkit",
            )
        return layouts[name]

    @property
    def name(self) -> str:
        """Folder and file name, as the observations' ``file`` names it."""
        return f"{self.path.parent.name}/{self.path.name}"


def sidecar_path(path: Path) -> Path:
    """Return where a raw file's sidecar lies: beside it, with ``.json`` added."""
    return path.with_name(f"{path.name}.json")


def find_holdings(raw: Path) -> Iterator[Holding]:
    """Yield every file under ``data/raw`` that has a sidecar, by name.

    A file that a later one from the same address has superseded is left out; it
    stays where it is.

    Raises
    ------
    SourceError
        Where a sidecar is not JSON or names no source.
    """
    for sidecar in sorted(raw.glob("*/*.json")):
        holding = _read_holding(sidecar)
        if holding is not None:
            yield holding


def find_holding(raw: Path, name: str) -> Holding | None:
    """Return one file under ``data/raw`` by folder and name; None where it is not held, or superseded.

    Raises
    ------
    SourceError
        As `find_holdings`.
    """
    sidecar = sidecar_path(raw / name)
    return _read_holding(sidecar) if sidecar.is_file() else None


def _read_holding(sidecar: Path) -> Holding | None:
    path = sidecar.with_name(sidecar.name.removesuffix(".json"))
    if not path.is_file():
        return None
    try:
        said = json.loads(sidecar.read_text(encoding="utf-8"))
        said["source"]
    except (ValueError, KeyError, TypeError):
        raise SourceError(
            f"{sidecar}: expected JSON that names a source",
            hint="import the file beside it again",
        ) from None
    return None if "superseded_by" in said else Holding(path, said)


def place(file: RawFile, source: str, raw: Path) -> tuple[Path, bool]:
    """Return where a file is, or is to be, held, and whether it is held already.

    A file with the same content is not held twice, and one with the same name
    and other content never takes another's place; but what was edited since it
    was held is put right.
    """
    path = raw / source / file.name
    if path.is_file() and RawFile(path).sha256 == file.sha256 and _is_damaged(sidecar_path(path)):
        return path, False
    for holding in find_holdings(raw):
        # A sidecar that was written by hand names no digest.
        said = holding.sidecar.get("sha256") or RawFile(holding.path).sha256
        if said == file.sha256:
            return holding.path, RawFile(holding.path).sha256 == file.sha256
    if path.exists():
        path = path.with_name(f"{path.stem}.{file.sha256[:8]}{path.suffix}")
    return path, False


def _is_damaged(sidecar: Path) -> bool:
    try:
        return "source" not in json.loads(sidecar.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return True


def hold(file: RawFile, layout_name: str, path: Path, **facts: str) -> None:
    """Copy a file to its place under ``data/raw``, its sidecar with it.

    Parameters
    ----------
    file : RawFile
        What to keep.
    layout_name : str
        Its reader.
    path : Path
        Where ``place`` said.
    **facts
        What else is known of it, such as the address it was fetched from.
    """
    source = find_source(load_layouts()[layout_name].source)
    sidecar = {
        "source": source.id,
        "layout": layout_name,
        "publisher": source.publisher,
        "licence": source.licence,
        "url": source.page,
        "imported_as": file.name,
        "retrieved": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "sha256": file.sha256,
        **facts,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        shutil.copyfile(file.path, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    # Without its sidecar a file is not held: the sidecar comes last.
    _write_sidecar(path, sidecar)


def amend(path: Path, **facts: str) -> None:
    """Add facts to the sidecar of a file that is held; the file stays as it is."""
    said = json.loads(sidecar_path(path).read_text(encoding="utf-8"))
    _write_sidecar(path, {**said, **facts})


def supersede(path: Path, name: str, raw: Path) -> None:
    """Let a table take the place of those of its folder that were imported under the same name.

    Parameters
    ----------
    path : Path
        Where the new one is held.
    name : str
        What it was called when it was imported.
    raw : Path
        The folder of raw files.
    """
    for holding in list(find_holdings(raw)):
        beside = holding.path.parent == path.parent and holding.path != path
        if beside and holding.sidecar.get("imported_as") == name:
            amend(holding.path, superseded_by=path.name)


def _write_sidecar(path: Path, said: dict[str, Any]) -> None:
    write_atomically(sidecar_path(path), json.dumps(said, indent=2, ensure_ascii=False) + "\n")


def write_atomically(path: Path, text: str) -> None:
    """Write a text so that a reader sees the old or the new, never a part."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
