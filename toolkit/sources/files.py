"""Opening a file somebody dropped in: what it really is, whatever its name says."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from toolkit.errors import SourceError
from toolkit.sources.archives import open_archive, unpacks_too_far
from toolkit.sources.formulas import mark_uncalculated

__all__ = ["RawFile", "Sheet", "cell_name", "column_name"]

Kind = Literal["csv", "json", "workbook"]
Cell = Any

_HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name and its rows, row 1 first."""

    name: str
    rows: list[list[Cell]]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell as it stands; blank outside the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """Return a cell's text without line breaks or outer spaces; blank outside the sheet.

        Parameters
        ----------
        row, column : int
            Counted from 0.
        """
        return " ".join(str(self.cell(row, column)).split())


class RawFile:
    """A file as it lies on disk, opened only as far as it is asked.

    Parameters
    ----------
    path : Path
        Where it is. Its name and ending are not trusted: what it is shows in its content.

    Raises
    ------
    SourceError
        On use, where the file is empty, cut short, locked by a password, a web
        page saved under another name, or of a kind that is not read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The file's name, for messages and locators."""
        return self.path.name

    @property
    def stamp(self) -> tuple[int, int]:
        """Size and time of last change: the same stamp, the same content."""
        stat = self.path.stat()
        return stat.st_size, stat.st_mtime_ns

    @cached_property
    def sha256(self) -> str:
        """Digest of the content."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        with self.path.open("rb") as stream:
            return stream.read(_HEAD)

    @cached_property
    def kind(self) -> Kind:
        """What the content is: csv, json or workbook."""
        if self.path.is_dir():
            raise self._refusal("the folder holds no files", "check the path")
        head = self.head
        if not head.strip():
            raise self._refusal("the file is empty", "download it again")
        if head.startswith(b"PK"):
            self._check_zip()
            return "workbook"
        if head.startswith(_OLE):
            self._check_password()
            return "workbook"
        if head.startswith(b"%PDF"):
            raise self._refusal("the file is a PDF", "save the table as a workbook or CSV")
        start = self._decode(head).lstrip("\ufeff \t\r\n")
        if start[:1] == "<":
            what = "an HTML page" if "<html" in start[:2000].lower() else "mark-up"
            raise self._refusal(
                f"the file is {what}, not data (often an error page saved under the data's name)",
                "open it in a browser to see what it says, then download the data again",
            )
        return "json" if start[:1] in ("{", "[") else "csv"

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Every sheet of a workbook by name."""
        if self.kind != "workbook":
            return {}
        try:
            book = CalamineWorkbook.from_path(str(self.path))
            rows = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
            mark_uncalculated(self.path, rows)
            return {name: Sheet(name, rows[name]) for name in rows}
        except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
            raise self._refusal(
                f"the workbook cannot be opened ({error})",
                "download it again, or save it anew as .xlsx",
            ) from None

    @cached_property
    def encoding(self) -> str:
        """How the text is encoded: UTF-8, UTF-16 by its mark, else Windows-1252."""
        if self.head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        # A multi-byte character may be cut where the head ends.
        for cut in range(4):
            try:
                self.head[: len(self.head) - cut].decode("utf-8-sig")
            except UnicodeDecodeError:
                continue
            return "utf-8-sig"
        return "cp1252"

    @cached_property
    def header(self) -> list[str]:
        """The first row of a CSV, names stripped; empty for other kinds."""
        if self.kind != "csv":
            return []
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as stream:
            return [name.strip() for name in next(csv.reader(stream), [])]

    @cached_property
    def table(self) -> pd.DataFrame:
        """A CSV as text, every cell as it is written; row ``i`` stands on record ``i + 2``."""
        try:
            table = pd.read_csv(
                self.path,
                dtype=str,
                keep_default_na=False,
                encoding=self.encoding,
                skipinitialspace=False,
            )
        except UnicodeDecodeError as error:
            raise self._refusal(
                f"the text mixes encodings ({error})", "save it as CSV UTF-8"
            ) from None
        except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            raise self._refusal(f"not a table: {error}", "download it again") from None
        if not isinstance(table.index, pd.RangeIndex):
            # pandas takes cells beyond the headings for names of rows, and shifts all others.
            raise self._refusal("row 2 has more cells than there are headings", "download it again")
        table.columns = [str(name).strip() for name in table.columns]
        return table

    @cached_property
    def text(self) -> str:
        """The whole of a text file."""
        try:
            return self.path.read_text(encoding=self.encoding)
        except UnicodeError as error:
            raise self._refusal(f"the text mixes encodings ({error})", "save it as UTF-8") from None

    @cached_property
    def document(self) -> Any:
        """What a JSON file holds."""
        try:
            return json.loads(self.text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise self._refusal(
                f"the JSON is cut short or damaged ({error})", "download it again"
            ) from None

    def _decode(self, data: bytes) -> str:
        if b"\x00" in data and self.encoding != "utf-16":
            raise self._refusal(
                "the file holds binary data of no known kind", "save it as .xlsx or CSV"
            )
        return data.decode(self.encoding, errors="replace")

    def _check_zip(self) -> None:
        try:
            with open_archive(self.path) as archive:
                names = set(archive.namelist())
            too_far = unpacks_too_far(self.path)
        except (zipfile.BadZipFile, OSError):
            raise self._refusal(
                "the workbook is cut short or damaged", "download it again"
            ) from None
        if too_far:
            raise self._refusal(too_far, "get it from the publisher's own site")
        if "xl/workbook.bin" in names:
            raise self._refusal("a binary workbook (.xlsb)", "save it as .xlsx")
        if not names & {"xl/workbook.xml", "content.xml"}:
            raise self._refusal(
                "a zip archive that is not a workbook", "unpack it and import what is inside"
            )

    def _check_password(self) -> None:
        data = self.path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise self._refusal(
                "the workbook is locked by a password", "save it without the password"
            )
        if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
            raise self._refusal("an old Office file that is not a workbook", "save it as .xlsx")

    def _refusal(self, reason: str, hint: str) -> SourceError:
        return SourceError(f"{self.path}: {reason}", hint=hint)


def column_name(column: int) -> str:
    """Return a column's letters as a spreadsheet shows them.

    Parameters
    ----------
    column : int
        Counted from 0.

    Examples
    --------
    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return a cell's name as a spreadsheet shows it.

    Examples
    --------
    >>> cell_name(6, 4)
    'E7'
    """
    return f"{column_name(column)}{row + 1}"
