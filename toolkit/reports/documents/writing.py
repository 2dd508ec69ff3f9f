"""Writing documents: every format that is wanted, from one executed notebook."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nbformat import NotebookNode

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.documents.assurance import Signature, assured
from toolkit.reports.documents.content import Document, read_document
from toolkit.reports.documents.council_templates import open_template
from toolkit.reports.documents.html import page_of

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
                open_template(path, ending, _find_reader(path))
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
    return {ENDINGS[name]: _write(name, document, chosen) for name in formats}


def _write(name: str, document: Document, chosen: Appearance) -> bytes:
    """Return a document; the libraries of the other formats take long to load, and are left."""
    match name:
        case "html":
            return page_of(document, code=chosen.code).encode()
        case "pdf":
            from toolkit.reports.documents.pdf import render_pdf

            return render_pdf(document)
        case "docx":
            from toolkit.reports.documents.word import render_word

            return render_word(document, chosen.template(".docx"))
        case "pptx":
            from toolkit.reports.documents.powerpoint import render_powerpoint

            return render_powerpoint(document, chosen.template(".pptx"))
        case "xlsx":
            from toolkit.reports.documents.excel import render_excel

            return render_excel(document)
        case "csv":
            from toolkit.reports.documents.csvw import render_csvs

            return _zip(render_csvs(document))
    raise KeyError(name)


def _find_reader(template: Path) -> Callable[[str], object]:
    """Return what reads a template, by its ending."""
    match template.suffix.lower():
        case ".docx":
            import docx

            return docx.Document
        case ".pptx":
            import pptx

            return pptx.Presentation
    hint = "save it as .docx or .pptx, without macros or a password"
    raise ParameterError(f"{template.name}: expected a .docx or .pptx", hint=hint)


def _zip(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content)
    return stream.getvalue()
