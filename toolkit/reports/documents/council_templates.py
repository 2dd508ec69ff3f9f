"""A council's own template: opened as what it says it is, or refused with the reason."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from toolkit.errors import ParameterError, find_instead
from toolkit.sources.archives import unpacks_too_far

__all__ = ["open_template"]

T = TypeVar("T")

_NAMES = {".docx": "Word", ".pptx": "PowerPoint"}
_PARTS = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml"}


def open_template(path: Path, ending: str, read: Callable[[str], T]) -> T:
    """Return a template, read.

    Parameters
    ----------
    path : Path
        The council's file.
    ending : {".docx", ".pptx"}
        What it must be.
    read : callable
        Reads it, given its name.

    Raises
    ------
    ParameterError
        Where there is no such file, or where it is another thing.
    """
    program = _NAMES[ending]
    if not path.is_file():
        raise ParameterError(f"there is no template {path}", hint=find_instead(path))
    hint = f"open it in {program} and save it as {ending}, without macros or a password"
    try:
        with zipfile.ZipFile(path) as archive:
            if _PARTS[ending] not in archive.namelist() or unpacks_too_far(path):
                raise ParameterError(f"{path.name} is no {program} file", hint=hint)
        return read(str(path))
    except ParameterError:
        raise
    except Exception as error:  # the readers raise whatever the broken part makes them raise
        raise ParameterError(
            f"{path.name} cannot be read as a {program} file", [type(error).__name__], hint=hint
        ) from None
