"""A user's own readers: ``own/readers/*.py``, each with a ``LAYOUT`` as the project's have.

They are the user's own code in the user's own folder and are imported as such; a fault in one
is told with its file and line, never as a traceback.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import traceback
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from toolkit.catalogue.own import own_folder
from toolkit.catalogue.publishers import load_sources
from toolkit.errors import SourceError, ToolkitError, count_of, did_you_mean
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading

__all__ = ["load_own_layouts", "own_reader_digest"]

_PACKAGE = "toolkit_own_readers"


def load_own_layouts(taken: Collection[str]) -> dict[str, Layout]:
    """Return the layout of every reader of the user's own folder by the reader's name.

    Parameters
    ----------
    taken : collection of str
        What the project's readers are called; none of them may be hidden.

    Raises
    ------
    SourceError
        With the fault of each that cannot be used.
    """
    found, problems = {}, []
    for path in sorted((own_folder() / "readers").glob("[!_]*.py")):
        try:
            found[path.stem] = _layout_of(path, taken)
        except SourceError as error:
            problems.append(f"{path}{error.summary}")
    if problems:
        raise SourceError(
            f"{count_of(len(problems), 'reader', 'readers')} of your own cannot be used",
            problems,
            hint="mend the lines named above; docs/own.md shows a reader in full",
        )
    return found


def own_reader_digest(layout: Layout) -> str:
    """Return a digest of the file of a reader of the user's own; blank for one of the project's."""
    module = sys.modules.get(layout.read.__module__)
    if module is None or not module.__name__.startswith(f"{_PACKAGE}."):
        return ""
    return hashlib.sha256(Path(str(module.__file__)).read_bytes()).hexdigest()


def _layout_of(path: Path, taken: Collection[str]) -> Layout:
    """Return the layout of a reader; what is wrong begins with where in the file it stands."""
    if path.stem in taken:
        raise SourceError(f": the project has a reader {path.stem!r} already: rename the file")
    layout = getattr(_import(path), "LAYOUT", None)
    if not isinstance(layout, Layout):
        raise SourceError(f": expected `LAYOUT = Layout(…)` at its end, found {layout!r}")
    if layout.source not in load_sources():
        near = did_you_mean(layout.source, load_sources())
        meant = f": did you mean {near[0]}?" if near else f"; declare [{layout.source}] there"
        raise SourceError(
            f": neither own/sources.toml nor the project has a source {layout.source!r}{meant}"
        )
    return _guarded(layout, path)


def _import(path: Path) -> ModuleType:
    name = f"{_PACKAGE}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SourceError(": not a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        # Not from a compiled copy: a file that is saved twice in a second would run as it was.
        exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)
    except Exception as error:
        del sys.modules[name]
        raise SourceError(_told(error, path)) from error
    return module


def _guarded(layout: Layout, path: Path) -> Layout:
    """Let the functions of a layout tell what goes wrong in them as an error of ours."""

    def recognises(file: RawFile) -> bool:
        try:
            return layout.recognises(file)
        except ToolkitError:
            raise
        except Exception as error:
            raise SourceError(f"{path}{_told(error, path)}; the file was {file.path}") from error

    def read(file: RawFile) -> Iterator[Reading]:
        try:
            yield from layout.readings(file)
        except ToolkitError:
            raise
        except Exception as error:
            raise SourceError(
                f"{path}{_told(error, path)}; the file was {file.path}",
                hint="mend the reader, and import the file again",
            ) from error

    read.__module__ = layout.read.__module__
    return replace(layout, recognises=recognises, read=read)


def _told(error: Exception, path: Path) -> str:
    if isinstance(error, SyntaxError):
        return f", line {error.lineno}: {error.msg}"
    lines = [
        one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == str(path)
    ]
    where = f", line {lines[-1]}" if lines else ""
    return f"{where}: {type(error).__name__}: {error}"
