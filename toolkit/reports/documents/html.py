"""HTML: one file without any outside request, which works without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

import toolkit
from toolkit.presentation.blocks import Section
from toolkit.presentation.display import templates
from toolkit.reports.documents.assurance import Signature, assured
from toolkit.reports.documents.content import (
    Code,
    Document,
    Heading,
    Output,
    Piece,
    Prose,
    read_document,
)

__all__ = ["page_of", "render_html"]


@dataclass(frozen=True)
class Part:
    """One part of the page, in the notebook's order.

    Parameters
    ----------
    html : Markup
        What stands on the page.
    anchor, heading : str
        Where the contents list points, and what it says; blank for neither.
    level : int
        1 for a chapter, 2 for a section.
    """

    html: Markup
    anchor: str = ""
    heading: str = ""
    level: int = 2


def render_html(
    notebook: NotebookNode, *, code: bool = False, signature: Signature | None = None
) -> str:
    """Return a report as one HTML page.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    code : bool
        Whether the code stands folded on the page.
    signature : Signature, optional
        Who answers for it; without, nobody is named.

    Returns
    -------
    str
        A page that asks for nothing from outside.
    """
    return page_of(assured(read_document(notebook), signature or Signature()), code=code)


def page_of(document: Document, *, code: bool = False) -> str:
    """Return a document as one HTML page, its code folded on it or left out."""
    parts = [part for piece in document.pieces for part in _parts(piece, code)]
    template = templates().get_template("report.html")
    return template.render(cover=document.cover, parts=parts, version=toolkit.__version__)


def _parts(piece: Piece, code: bool) -> Iterator[Part]:
    match piece:
        case Heading(text, anchor):
            html = Markup("<h2 id='{}'>{}</h2>").format(anchor, text)
            yield Part(html, anchor, text, 1)
        case Prose(source):
            # What a person wrote in Markdown may hold HTML; it is shown, not run.
            yield Part(Markup(markdown2html(str(escape(source)))))
        case Code(source):
            if code:
                yield Part(_fold(source))
        case Output(text):
            yield Part(Markup("<pre tabindex='0'>{}</pre>").format(text))
        case Section():
            yield Part(piece.as_html(), piece.id, piece.heading)
        case _:
            yield Part(piece.as_html())


def _fold(source: str) -> Markup:
    return Markup(
        "<details class='code'><summary>Code</summary><pre tabindex='0'><code>{}</code></pre></details>"
    ).format(source)
