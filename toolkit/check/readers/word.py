"""Word: paragraphs by their styles, tables with merged cells read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from toolkit.check.documents import Block, Document, Paragraph, Place, Table, number_blocks

__all__ = ["list_items", "read"]


def read(path: Path) -> Document:
    """Read a Word file."""
    blocks = [block for block, _ in list_items(path)]
    return number_blocks(path.name, blocks)


def list_items(path: Path) -> list[tuple[Block, WordParagraph | WordTable]]:
    """List the blocks of a Word file, each with what it was made of.

    Parameters
    ----------
    path : pathlib.Path
        A docx file.

    Returns
    -------
    list of (Block, paragraph or table)
        In reading order, without empty ones, so that a block's number is its place here.

    Examples
    --------
    >>> import tempfile
    >>> made = docx.Document()
    >>> _ = made.add_paragraph("1,306 people in treatment")
    >>> place = Path(tempfile.mkdtemp()) / "plan.docx"
    >>> made.save(str(place))
    >>> list_items(place)[0][0].text
    '1,306 people in treatment'
    """
    return list(pair_items(docx.Document(str(path))))


def pair_items(
    document: docx.document.Document,
) -> Iterator[tuple[Block, WordParagraph | WordTable]]:
    """Yield the blocks of an open Word document, each with what it was made of."""
    heading, number, tables = "", 0, 0
    for item in document.iter_inner_content():
        if isinstance(item, WordTable):
            tables += 1
            table = _make_table(item, f"table {tables}")
            if table.rows:
                yield table, item
            continue
        if not item.text.strip() or _is_contents(item):
            continue
        number += 1
        where = f"paragraph {number}" + (f", under “{heading}”" if heading else "")
        block = _make_paragraph(item, where)
        if block.kind == "heading":
            heading = block.text
        yield block, item


def _is_contents(item: WordParagraph) -> bool:
    """Say whether a paragraph is a list of contents, whose headings are no sentences."""
    codes = item._p.iter(qn("w:instrText"))
    return any((code.text or "").strip().startswith("TOC ") for code in codes) or (
        item.style is not None and (item.style.name or "").lower().startswith("toc ")
    )


def _make_paragraph(item: WordParagraph, where: str) -> Paragraph:
    style = (item.style.name or "") if item.style else ""
    place = Place("", where)
    # A raised number is the mark of a footnote, which is no figure.
    text = "".join(run.text for run in item.runs if not run.font.superscript) or item.text
    text = " ".join(text.split())
    if style.startswith(("Heading", "Title")):
        return Paragraph(text, place, "heading", int(style[-1]) if style[-1].isdigit() else 0)
    if style.startswith("List"):
        return Paragraph(text, place, "item")
    return Paragraph(text, place)


def _make_table(item: WordTable, where: str) -> Table:
    rows, places = [], []
    for number, row in enumerate(item.rows, start=1):
        cells, before = [], None
        for cell in row.cells:
            merged = before is not None and cell._tc is before
            cells.append("" if merged else " ".join(cell.text.split()))
            before = cell._tc
        if any(cells):
            rows.append(tuple(cells))
            places.append(Place("", f"{where}, row {number}"))
    return Table(tuple(rows), tuple(places))
