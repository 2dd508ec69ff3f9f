"""Writing documents: every format that is wanted, from one executed notebook."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
import pptx
from nbformat import NotebookNode

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.documents.assurance import Signature, assured
from toolkit.reports.documents.content import Document, read_document
from toolkit.reports.documents.council_templates import open_template
from toolkit.reports.documents.csvw import render_csvs
from toolkit.reports.documents.excel import render_excel
from toolkit.reports.documents.html import page_of
from toolkit.reports.documents.pdf import render_pdf
from toolkit.reports.documents.powerpoint import render_powerpoint
from toolkit.reports.documents.word import render_word

__all__ = ["ENDINGS", "FORMATS", "Appearance", "render_documents"]

ENDINGS = {
    "html": "html",
    "pdf": "pdf",
    "docx": "docx",
    "pptx": "pptx",
    "xlsx": "xlsx",
    "csv": "csv.zip",
}
"""How the file of each format ends; that of CSV holds a file a table, and their description."""

FORMATS = tuple(ENDINGS)
"""The formats that there are."""

_READERS: dict[str, Callable[[str], object]] = {
    ".docx": docx.Document,
    ".pptx": pptx.Presentation,
}
# Zip files keep a time: always this one, so that the same report has the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Appearance:
    """What a reader may choose of documents beside their format; plain data.

    Parameters
    ----------
    code : bool
        Whether the notebook's code stands folded on the page.
    analyst, checker : str
        Who answers for them; blank where nobody is named.
    templates : sequence of str
        A council's own .docx, .pptx or both.
    """

    code: bool = False
    analyst: str = ""
    checker: str = ""
    templates: Sequence[str] = ()

    def template(self, ending: str) -> Path | None:
        """Return the template of an ending, ``.docx`` or ``.pptx``; None where there is none."""
        found = [Path(name) for name in self.templates if Path(name).suffix.lower() == ending]
        return found[-1] if found else None

    def check(self) -> None:
        """Refuse templates that are none, all of them at once.

        Raises
        ------
        ParameterError
            Saying of each what is wrong.
        """
        errors: list[ToolkitError] = []
        for name in self.templates:
            path = Path(name)
            ending = path.suffix.lower()
            try:
                if ending not in _READERS:
                    hint = "save it as .docx or .pptx, without macros or a password"
                    raise ParameterError(f"{path.name}: expected a .docx or .pptx", hint=hint)
                open_template(path, ending, _READERS[ending])
            except ToolkitError as error:
                errors.append(error)
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise ParameterError(
                f"{len(errors)} templates cannot be used", [str(error) for error in errors]
            )

    def digest(self) -> str:
        """Return a digest of all that it decides, the content of templates too."""
        told = [repr((self.code, self.analyst, self.checker))]
        told += [hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in self.templates]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def render_documents(
    notebook: NotebookNode,
    formats: Sequence[str],
    appearance: Appearance | None = None,
    *,
    made: date | None = None,
) -> dict[str, bytes]:
    """Return the documents of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    formats : sequence of str
        Some of `FORMATS`.
    appearance : Appearance, optional
        Code, names and templates; without, none of them.
    made : date, optional
        The date on the documents, today's without it.

    Returns
    -------
    dict of str to bytes
        By the ending of the file.

    Raises
    ------
    ParameterError
        Where a template is none.
    """
    chosen = appearance or Appearance()
    signature = Signature(chosen.analyst, chosen.checker, made or date.today())
    document = assured(read_document(notebook), signature)
    writers: dict[str, Callable[[], bytes]] = {
        "html": lambda: page_of(document, code=chosen.code).encode(),
        "pdf": lambda: render_pdf(document),
        "docx": lambda: render_word(document, chosen.template(".docx")),
        "pptx": lambda: render_powerpoint(document, chosen.template(".pptx")),
        "xlsx": lambda: render_excel(document),
        "csv": lambda: _zip(document),
    }
    return {ENDINGS[name]: writers[name]() for name in formats}


def _zip(document: Document) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in render_csvs(document).items():
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content)
    return stream.getvalue()
