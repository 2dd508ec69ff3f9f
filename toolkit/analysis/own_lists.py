"""Lists of a user's own: an area's peers as CIPFA, NHS England or a council names them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from toolkit.catalogue.places import find_place
from toolkit.errors import (
    ParameterError,
    SourceError,
    ToolkitError,
    count_of,
    did_you_mean,
    find_instead,
)
from toolkit.sources.holdings import write_atomically
from toolkit.sources.workspace import Workspace

__all__ = ["find_own_list", "keep_own_list", "kept_lists", "read_own_list"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def kept_lists(workspace: Workspace) -> dict[str, Path]:
    """Return the lists that were imported, by name."""
    return {path.stem: path for path in sorted(workspace.lists.glob("*.csv"))}


def keep_own_list(path: Path, workspace: Workspace, name: str = "") -> str:
    """Check a list and keep a copy of it in the workspace.

    Parameters
    ----------
    path : Path
        As ``read_own_list`` takes it.
    workspace : Workspace
        Where to keep it; a list of the same name gives way.
    name : str
        What to call it; left out, the file's name.

    Returns
    -------
    str
        The name to ask for it by.

    Raises
    ------
    ParameterError
        Where the name cannot be one.
    SourceError
        Where the list cannot be read.
    """
    name = name or path.stem
    if not _NAME.fullmatch(name):
        raise ParameterError(
            f"a list cannot be called {name!r}",
            hint="give it a --name of letters, digits, dashes and underscores",
        )
    read_own_list(path)
    workspace.lists.mkdir(parents=True, exist_ok=True)
    write_atomically(workspace.lists / f"{name}.csv", path.read_text(encoding="utf-8-sig"))
    return name


def find_own_list(text: str, workspace: Workspace) -> Path:
    """Return the list of a name, or the file of a path.

    Parameters
    ----------
    text : str
        Name of a kept list, or a path, in full or from the workspace's folder;
        blank for the one list that is kept.
    workspace : Workspace
        Where lists are kept.

    Raises
    ------
    ParameterError
        Where there is none, naming those that are kept.
    """
    kept = kept_lists(workspace)
    named = kept.get(text) or (next(iter(kept.values())) if not text and len(kept) == 1 else None)
    path = named or workspace.root / Path(text).expanduser()
    if path.is_file():
        return path
    near = did_you_mean(text, kept) if text else []
    raise ParameterError(
        (f"there is no list {text!r}" if text else "it is not said which list is meant")
        + (f": did you mean {near[0]}?" if near else "")
        + f"; kept are: {', '.join(kept) or 'none'}",
        hint="`toolkit import-list FILE` keeps a list",
    )


def read_own_list(path: Path) -> dict[str, tuple[str, ...]]:
    """Return a user's own neighbours of areas, such as a list of CIPFA's or NHS England's.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns ``area`` and ``neighbour``, names or
        codes, a row a pair, an area's nearest neighbour first. Further columns
        are passed over.

    Returns
    -------
    dict of str to tuple of str
        The codes of each area's neighbours, in the file's order, by its code.

    Raises
    ------
    SourceError
        Where the file cannot be read, or listing every row that cannot be: an
        unknown or blank area, an area beside itself, a pair given twice.
    """
    if not path.is_file():
        raise SourceError(f"there is no file {path}", hint=find_instead(path))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = {str(name).strip().casefold(): name for name in reader.fieldnames or ()}
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(
            f"{path} cannot be read: {error}", hint="save the list as CSV in UTF-8"
        ) from None
    if not {"area", "neighbour"} <= names.keys() or not rows:
        raise SourceError(
            f"{path}: expected the columns area and neighbour, and rows under them",
            [
                f"found the columns {', '.join(names) or 'none'} and {count_of(len(rows), 'row', 'rows')}"
            ],
            hint="give the columns these names",
        )
    neighbours: dict[str, list[str]] = {}
    problems: list[str] = []
    for line, row in rows:
        texts = row[names["area"]] or "", row[names["neighbour"]] or ""
        try:
            area, neighbour = (find_place(text.strip(), tier="upper").code for text in texts)
        except ToolkitError as error:
            problems.append(f"row {line}: {'; '.join([error.summary, *error.problems])}")
            continue
        own = neighbours.setdefault(area, [])
        if area == neighbour:
            problems.append(f"row {line}: {texts[0].strip()} stands beside itself")
        elif neighbour in own:
            problems.append(f"row {line}: {texts[1].strip()} is given twice for {texts[0].strip()}")
        own.append(neighbour)
    if problems:
        raise SourceError(
            f"{path}: {count_of(len(problems), 'fault', 'faults')} in its rows",
            problems,
            hint="mend these rows; names and codes as `toolkit areas` lists them",
        )
    return {area: tuple(own) for area, own in neighbours.items()}
