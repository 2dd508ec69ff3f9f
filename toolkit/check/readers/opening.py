"""The reader of a file, chosen by its ending and held to its content."""

from __future__ import annotations

import importlib
import zipfile
from pathlib import Path

from toolkit.check.documents import Document
from toolkit.errors import SourceError, find_instead
from toolkit.sources.archives import unpacks_too_far

__all__ = ["FORMATS", "read_document"]

# Imported when a file of the kind comes, so that a text file does not wait for the PDF reader.
FORMATS = {
    ".docx": "word",
    ".htm": "html",
    ".html": "html",
    ".md": "markdown",
    ".pdf": "pdf",
    ".pptx": "slides",
    ".txt": "plain",
    ".xlsx": "workbook",
}

_OFFICE = {".docx", ".pptx", ".xlsx"}
_ENCRYPTED_OR_OLD = b"\xd0\xcf\x11\xe0"


def read_document(path: Path) -> Document:
    """Read a finished document.

    Parameters
    ----------
    path : pathlib.Path
        A docx, pptx, pdf, html, md, txt or xlsx file.

    Returns
    -------
    Document

    Raises
    ------
    SourceError
        Where the file is of another kind, locked by a password, damaged, or a scan without text.

    Examples
    --------
    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp()) / "plan.txt"
    >>> _ = place.write_text("In treatment: 1,306 people.", encoding="utf-8")
    >>> read_document(place).blocks[0].text
    'In treatment: 1,306 people.'
    """
    ending = path.suffix.casefold()
    if ending not in FORMATS:
        raise SourceError(
            f"{path.name} cannot be read: {ending or 'a name without an ending'} is not a format of the check",
            hint=f"save it as one of {', '.join(sorted(FORMATS))}",
        )
    if not path.is_file():
        raise SourceError(f"there is no file {path}", hint=find_instead(path))
    _refuse_locked(path, ending)
    _refuse_bomb(path, ending)
    return _read(path, ending)


def _read(path: Path, ending: str) -> Document:
    reader = importlib.import_module(f"toolkit.check.readers.{FORMATS[ending]}")
    try:
        document: Document = reader.read(path)
    except SourceError:
        raise
    # Whatever a library makes of a broken file, the person is told which file it was.
    except Exception as error:
        # An error of the disk names the file; one of a library that lost its way in it does not.
        if isinstance(error, OSError) and error.filename:
            raise
        raise SourceError(
            f"{path.name} cannot be read: {error or type(error).__name__}",
            hint="open it in the program that made it, save it again and check that file",
        ) from error
    return document


def _refuse_locked(path: Path, ending: str) -> None:
    with path.open("rb") as file:
        opening = file.read(8)
    if not opening:
        raise SourceError(f"{path.name} is empty", hint="check that it was saved in full")
    if ending in _OFFICE and opening.startswith(_ENCRYPTED_OR_OLD):
        raise SourceError(
            f"{path.name} is locked by a password, or is an older Office file under a new name",
            hint=f"open it, take the password off and save it as {ending}",
        )


def _refuse_bomb(path: Path, ending: str) -> None:
    if ending not in _OFFICE or not zipfile.is_zipfile(path):
        return
    try:
        too_far = unpacks_too_far(path)
    except zipfile.BadZipFile as error:
        raise SourceError(
            f"{path.name} is cut short or damaged: {error}", hint="ask for it anew"
        ) from error
    if too_far:
        raise SourceError(f"{path.name}: {too_far}", hint="ask for it from whoever wrote it")
