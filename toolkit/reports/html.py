"""HTML from an executed notebook: one file, no outside request, made from its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

import toolkit
from toolkit.presentation.blocks import Cover, Section, load_block
from toolkit.presentation.display import MIME_TYPE, Block, templates

__all__ = ["render_html"]


@dataclass(frozen=True)
class Piece:
    """One piece of the page, in the notebook's order.

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


def render_html(notebook: NotebookNode, *, code: bool = False) -> str:
    """Return a report as one HTML page.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    code : bool
        Whether the code stands folded on the page.

    Returns
    -------
    str
        A page that asks for nothing from outside.
    """
    blocks = [block for cell in notebook.cells for block in _blocks(cell)]
    cover = next((block for block in blocks if isinstance(block, Cover)), None)
    pieces = [piece for cell in notebook.cells for piece in _pieces(cell, code)]
    return (
        templates()
        .get_template("report.html")
        .render(cover=cover, pieces=pieces, version=toolkit.__version__)
    )


def _blocks(cell: NotebookNode) -> Iterator[Block]:
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if MIME_TYPE in data:
            yield load_block(data[MIME_TYPE])


def _pieces(cell: NotebookNode, code: bool) -> Iterator[Piece]:
    if cell.cell_type == "markdown":
        yield from _prose(cell.source)
        return
    if cell.cell_type != "code":
        return
    if code and cell.source.strip():
        yield Piece(
            Markup(
                "<details class='code'><summary>Code</summary><pre><code>{}</code></pre></details>"
            ).format(cell.source)
        )
    for output in cell.outputs:
        yield from _output(output)


def _prose(source: str) -> Iterator[Piece]:
    """Yield a Markdown cell; its first heading of the second level opens a chapter."""
    first, _, rest = source.strip().partition("\n")
    if first.startswith("## "):
        heading = first[3:].strip()
        anchor = "".join(c if c.isalnum() else "-" for c in heading.casefold()).strip("-")
        yield Piece(Markup("<h2 id='{}'>{}</h2>").format(anchor, heading), anchor, heading, 1)
        source = rest
    elif first.startswith("# "):
        source = rest
    if source.strip():
        yield Piece(Markup(markdown2html(source)))


def _output(output: NotebookNode) -> Iterator[Piece]:
    data: dict[str, Any] = output.get("data", {})
    if MIME_TYPE in data:
        block = load_block(data[MIME_TYPE])
        if isinstance(block, Section):
            yield Piece(block.as_html(), block.id, block.heading)
        elif not isinstance(block, Cover):
            yield Piece(block.as_html())
    elif "text/plain" in data:
        yield Piece(Markup("<pre>{}</pre>").format(escape(data["text/plain"])))
