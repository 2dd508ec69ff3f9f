"""What is fuzzed: each takes bytes, and may give a value or a clear error of the toolkit's, nothing else."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.test_own_page import write_example
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.publishers import Source
from toolkit.catalogue.tables import read_declarations
from toolkit.check.checking import check_text
from toolkit.check.readers.opening import read_document
from toolkit.errors import ToolkitError
from toolkit.periods import Period
from toolkit.presentation.tables import figure_in
from toolkit.reports.parameters import Parameters
from toolkit.sources.files import RawFile
from toolkit.sources.importing import recognise
from toolkit.sources.readers import load_layouts


def text_of(data: bytes) -> str:
    """Any text there is, not only that which is UTF-8."""
    return (
        data.decode("utf-8", "surrogateescape")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


@contextmanager
def _kept(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"given{name}" if name.startswith(".") else name)
        path.write_bytes(data)
        yield path


def read_raw(data: bytes, name: str) -> None:
    """Recognise and read a file as an import does."""
    with _kept(data, name) as path:
        file = RawFile(path)
        for reading in load_layouts()[recognise(file)].readings(file):
            len(reading.observations)


def read_as_another(data: bytes, name: str) -> None:
    """Read a file by a layout that may be another than its own."""
    layouts = [*load_layouts().values()]
    with _kept(data, name) as path:
        for reading in layouts[zlib.crc32(data) % len(layouts)].readings(RawFile(path)):
            len(reading.observations)


def read_finished(data: bytes, name: str) -> None:
    """Read a document as the figure check does."""
    with _kept(data, name) as path:
        read_document(path)


def read_own(data: bytes, name: str) -> None:
    """Read a table by a reader of the user's own, or a declaration of theirs."""
    if name.endswith(".csv"):
        with _at_home(_own_home()):
            read_raw(data, name)
        return
    with _kept(data, name) as path:
        read_declarations([path], Source if name == "sources.toml" else Indicator)


@cache
def _own_home() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    write_example(Path(folder.name))
    return folder


@contextmanager
def _at_home(folder: tempfile.TemporaryDirectory[str]) -> Iterator[None]:
    before = os.environ.get("TOOLKIT_HOME")
    os.environ["TOOLKIT_HOME"] = folder.name
    try:
        yield
    finally:
        os.environ.pop("TOOLKIT_HOME")
        if before is not None:
            os.environ["TOOLKIT_HOME"] = before


def parse_parameters(data: bytes) -> None:
    """Give one text to every parameter."""
    text = text_of(data)
    for name in ("area", "comparators", "period", "mode"):
        clear(lambda name=name: Parameters.parse(**{"area": "York", name: text}))


def clear(call: Callable[[], object]) -> None:
    """Call, and take an error of the toolkit's that says something for an answer."""
    try:
        call()
    except ToolkitError as error:
        if not str(error).strip():
            raise AssertionError("an error without words") from error


TARGETS: dict[str, Callable[[bytes, str], object]] = {
    "readers": read_raw,
    "other layouts": read_as_another,
    "forms": read_raw,
    "own": read_own,
    "documents": read_finished,
    "periods": lambda data, _: Period.parse(text_of(data)),
    "figures": lambda data, _: figure_in(text_of(data)),
    "check": lambda data, _: check_text(text_of(data)),
    "parameters": lambda data, _: parse_parameters(data),
}
TEXTS = ("periods", "figures", "check", "parameters")
"""Those that take any text."""
