"""Zip archives, and with them every Office file: how far one may unpack."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

__all__ = ["open_archive", "read_member", "unpacks_too_far"]

_BYTES = 2 * 1024**3
_RATIO = 400
_CELLS = 20_000_000
_SPARE = 100
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# Most sheets end before column AAA and row 100,000, and need no closer look.
_FAR = re.compile(rb"""\br=["'](?:[A-Z]{3,}\d|[A-Z]*\d{6,})""")
_CELL = re.compile(rb"""\br=["']([A-Z]+)?(\d+)["']""")


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open a zip archive.

    Raises
    ------
    zipfile.BadZipFile
        Where it is none, whatever the damage.
    OSError
        Where it cannot be read.
    """
    try:
        return zipfile.ZipFile(path)
    # A damaged head claims versions, sizes and places that there are not.
    except (NotImplementedError, ValueError, EOFError) as error:
        raise zipfile.BadZipFile(str(error)) from error


def unpacks_too_far(path: Path) -> str:
    """Say how far an archive would unpack, where no honest one does; blank otherwise.

    Two cells in the far corners of a sheet are few bytes, and all cells between them fill any memory.

    Parameters
    ----------
    path : Path
        A zip archive.

    Raises
    ------
    zipfile.BadZipFile, OSError
        Where it is none, or cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.zip"
    >>> with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    ...     archive.writestr("zeros", bytes(10_000_000))
    >>> unpacks_too_far(path).partition(" from ")[0]
    'the file would unpack to 10,000,000 bytes'
    """
    with open_archive(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        packed = max(1, path.stat().st_size)
        if unpacked > _BYTES or unpacked / packed > _RATIO:
            return f"the file would unpack to {unpacked:,} bytes from {packed:,}, as no honest one does"
        for name in filter(_SHEET.fullmatch, archive.namelist()):
            if (cells := _cells_between(read_member(archive, name))) > _CELLS:
                return f"{name} has few cells so far apart that {cells:,} lie between them"
    return ""


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return what a member of an archive holds.

    Raises
    ------
    zipfile.BadZipFile
        Where it cannot be unpacked, whatever the damage.
    """
    try:
        return archive.read(name)
    except (zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise zipfile.BadZipFile(f"{name}: {error}") from error


def _cells_between(sheet: bytes) -> int:
    """Return how many cells a sheet spans, where by far the most of them are absent; otherwise 0."""
    if not _FAR.search(sheet):
        return 0
    places = _CELL.findall(sheet)
    height = max(int(row) for _, row in places)
    # Cells may go without a place, one after the other.
    width = max(row.count(b"<c ") + row.count(b"<c>") for row in sheet.split(b"<row"))
    width = max([width, *(_number(letters) for letters in {letters for letters, _ in places})])
    spanned = height * width
    return spanned if spanned > _SPARE * len(places) else 0


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
