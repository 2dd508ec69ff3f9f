"""PowerPoint: titles, text, tables and notes of each slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pptx

from toolkit.check.documents import Block, Document, Paragraph, Place, Table, number_blocks

__all__ = ["read"]


def read(path: Path) -> Document:
    """Read a PowerPoint file."""
    blocks: list[Block] = []
    for number, slide in enumerate(pptx.Presentation(str(path)).slides, start=1):
        title = slide.shapes.title
        blocks.extend(_read_shapes(slide.shapes, f"slide {number}", title))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            text = slide.notes_slide.notes_text_frame.text
            place = Place("", f"slide {number}, notes")
            blocks.extend(Paragraph(line.strip(), place) for line in text.splitlines())
    return number_blocks(path.name, blocks)


def _read_shapes(shapes: Iterable[Any], where: str, title: Any) -> Iterator[Block]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _read_shapes(shape.shapes, where, title)
        elif getattr(shape, "has_table", False):
            yield _make_table(shape.table, where)
        elif getattr(shape, "has_text_frame", False):
            heading = title is not None and shape.shape_id == title.shape_id
            for line in shape.text_frame.paragraphs:
                text = " ".join(line.text.split())
                place = Place("", where)
                if text:
                    kind = Paragraph(text, place, "heading", 1)
                    yield kind if heading else Paragraph(text, place, "item", line.level)


def _make_table(table: Any, where: str) -> Table:
    rows = tuple(
        tuple("" if cell.is_spanned else " ".join(cell.text.split()) for cell in row.cells)
        for row in table.rows
    )
    places = tuple(Place("", f"{where}, table row {at}") for at in range(1, len(rows) + 1))
    return Table(rows, places)
