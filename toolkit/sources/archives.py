"""Zip archives, and with them every Office file: how far one may unpack."""

from __future__ import annotations

import zipfile
from pathlib import Path

__all__ = ["open_archive", "unpacks_too_far"]

_BYTES = 2 * 1024**3
_RATIO = 400


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
    if unpacked <= _BYTES and unpacked / packed <= _RATIO:
        return ""
    return f"the file would unpack to {unpacked:,} bytes from {packed:,}, as no honest one does"
