"""Import: recognise a file by its content, check it, and keep it with its sidecar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.contracts import OBSERVATIONS
from toolkit.errors import SourceError, ToolkitError, find_instead
from toolkit.sources.files import RawFile
from toolkit.sources.holdings import amend, hold, place, supersede
from toolkit.sources.lookups import find_lookup
from toolkit.sources.readers import load_layouts
from toolkit.sources.store import Store
from toolkit.sources.summary import Summary

__all__ = ["Imported", "import_file", "import_files", "list_files", "recognise"]


@dataclass(frozen=True)
class Imported:
    """A file that was read and is held.

    Parameters
    ----------
    path : Path
        Where it is held.
    description : str
        Of its layout.
    summary : Summary
        What was read.
    new : bool
        Whether it was not held before.
    """

    path: Path
    description: str
    summary: Summary
    new: bool

    def __str__(self) -> str:
        held = "" if self.new else " (already held)"
        head = f"{self.path.name}: {self.description}{held}"
        return "\n  ".join([head, *self.summary.lines()])


def list_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield paths, and for a folder every file in it."""
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            # An empty folder is handed on, to be refused by name.
            yield from found or [path]
        else:
            yield path


def recognise(file: RawFile) -> str:
    """Return the name of the reader whose layout a file has.

    Raises
    ------
    SourceError
        Where no reader, or more than one, claims it, and where it holds no figures.
    """
    kind = file.kind
    claims = [name for name, layout in load_layouts().items() if layout.recognises(file)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        raise SourceError(f"{file.path}: more than one reader claims it: {', '.join(claims)}")
    if lookup := find_lookup(file):
        raise SourceError(
            f"{file.path}: holds no figures, but {lookup.description}", hint=lookup.instead
        )
    seen = {
        "workbook": "sheets " + ", ".join(map(repr, list(file.sheets)[:8])),
        "csv": "columns " + ", ".join(map(repr, file.header[:8])),
        "json": "JSON",
    }[kind]
    raise SourceError(
        f"{file.path}: not a layout that is known; found {seen}",
        hint="check that it is the publisher's own file, as downloaded; `toolkit sources` lists "
        "the layouts that can be read",
    )


def import_file(path: Path, store: Store, *, source: str = "", **facts: str) -> Imported:
    """Recognise, read and keep one file; nothing is kept of one that is refused.

    Parameters
    ----------
    path : Path
        The file.
    store : Store
        Whose workspace is to hold it; it is not built anew.
    source : str, optional
        The source that it must be of.
    **facts
        What else its sidecar is to say, such as the address it was fetched from.

    Returns
    -------
    Imported

    Raises
    ------
    SourceError
        Saying where, what was expected and what was found.
    """
    if not path.is_file():
        raise SourceError(f"there is no file {path}", hint=find_instead(path))
    file = RawFile(path)
    name = recognise(file)
    layout = load_layouts()[name]
    if source not in ("", layout.source):
        raise SourceError(
            f"{path}: expected a file of {source}, found {layout.description}, which is of {layout.source}",
            hint="mend the address of the source in sources.toml",
        )
    target, held = place(file, layout.source, store.workspace.raw)
    summary = store.read_file(file, layout, f"{target.parent.name}/{target.name}")
    if not summary.figures:
        if not held:
            store.discard(file, layout, f"{target.parent.name}/{target.name}")
        raise SourceError(
            f"{path}: it was read as {layout.description}, and no figure in it could be read",
            hint="open it: is the table there?",
        )
    if not held:
        hold(file, name, target, **facts)
        if layout.contract is not OBSERVATIONS:
            supersede(target, file.name, store.workspace.raw)
    elif facts:
        amend(target, **facts)
    return Imported(target, layout.description, summary, not held)


def import_files(paths: Iterable[Path], store: Store) -> tuple[list[Imported], list[ToolkitError]]:
    """Import every file; one that is refused does not keep the others out."""
    done: list[Imported] = []
    refused: list[ToolkitError] = []
    for path in list_files(paths):
        try:
            done.append(import_file(path, store))
        except ToolkitError as error:
            refused.append(error)
    return done, refused
