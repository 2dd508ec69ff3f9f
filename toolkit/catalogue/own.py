"""A user's own folder: declarations and readers of theirs, beside the project's.

``own`` lies in the folder that the toolkit works in: ``own/sources.toml`` and
``own/indicators/*.toml`` declare, ``own/readers/*.py`` read files, and
``own/notebooks/*.ipynb`` are reports. The readers are Python that runs as soon as
the folder is used, so it holds what its owner wrote or trusts and nothing else.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import TypeVar

from toolkit.errors import CatalogueError

__all__ = [
    "PRACTICE",
    "SHIPPED",
    "find_home",
    "home_of",
    "of_own_files",
    "own_digest",
    "own_folder",
    "refuse_shadows",
]

PRACTICE = "PRACTICE SET.txt"
"""The note in a folder whose figures are all synthetic: the practice set, in ``data/demo``."""

SHIPPED = Path(__file__).resolve().parents[1] / "shipped"
"""Notebooks and printed figures that a wheel carries; a checkout has them in their own place."""

T = TypeVar("T")
_Stamp = tuple[tuple[str, int, int], ...]

_homes: dict[tuple[str | None, str], Path] = {}


def find_home() -> Path:
    """Return the folder that the toolkit works in.

    The environment variable ``TOOLKIT_HOME`` names it; otherwise it is the
    working folder or the nearest above it that is a practice set or holds ``data/raw``
    and ``notebooks``, and failing that the checkout that this package was installed from.
    Installed from a wheel there is no checkout, and it is the working folder.
    """
    named = os.environ.get("TOOLKIT_HOME")
    if named:
        return Path(named).expanduser().resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / PRACTICE).is_file():
            return folder
        if (folder / "data" / "raw").is_dir() and (folder / "notebooks").is_dir():
            return folder
    return here if SHIPPED.is_dir() else Path(__file__).resolve().parents[2]


def home_of(root: Path) -> Path:
    """Return the folder whose notebooks and own folder a workspace uses; a practice set has none."""
    return root.parents[1] if (root / PRACTICE).is_file() else root


def own_folder() -> Path:
    """Return the user's own folder, which need not be there."""
    # The catalogue is asked for thousands of times a report.
    asked = (os.environ.get("TOOLKIT_HOME"), os.getcwd())  # noqa: PTH109
    if asked not in _homes:
        _homes[asked] = home_of(find_home())
    return _homes[asked] / "own"


def of_own_files(*below: str) -> Callable[[Callable[[], T]], Callable[[], T]]:
    """Keep what a function makes until a file of the user's own folder changes.

    Parameters
    ----------
    *below : str
        Which files and folders of it the function reads.
    """

    def keeping(make: Callable[[], T]) -> Callable[[], T]:
        held: dict[tuple[Path, _Stamp], T] = {}

        @wraps(make)
        def kept() -> T:
            folder = own_folder()
            key = (folder, tuple(stamp for name in below for stamp in _stamps(folder / name)))
            if key not in held:
                made = make()
                held.clear()
                held[key] = made
            return held[key]

        return kept

    return keeping


def _stamps(path: Path) -> _Stamp:
    """Return name, size and time of a file, or of every file of a folder; nothing where it is not."""
    try:
        if path.suffix:
            said = path.stat()
            return ((path.name, said.st_size, said.st_mtime_ns),)
        with os.scandir(path) as found:
            said_of = [(one.name, one.stat()) for one in found if one.is_file()]
    except OSError:
        return ()
    return tuple(sorted((name, said.st_size, said.st_mtime_ns) for name, said in said_of))


def own_digest(*patterns: str) -> str:
    """Return a digest of the user's own files; blank where there are none.

    Parameters
    ----------
    *patterns : str
        Globs relative to the user's own folder.
    """
    folder = own_folder()
    paths = sorted({path for pattern in patterns for path in folder.glob(pattern)})
    if not paths:
        return ""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def refuse_shadows(taken: Mapping[str, str], own: Iterable[tuple[str, str]]) -> None:
    """Refuse what bears the name of something of the project's.

    Parameters
    ----------
    taken : mapping of str to str
        What the project calls its own, and what each is.
    own : iterable of (str, str)
        Place and name of what the user calls so.

    Raises
    ------
    CatalogueError
        With every one of them.
    """
    problems = [
        f"{place}: {name!r} is {taken[name]} of the project's"
        for place, name in own
        if name in taken
    ]
    if problems:
        raise CatalogueError(
            "what is declared in the own folder would hide what the project has",
            problems,
            hint="give it another name, such as one that begins with your council's",
        )
