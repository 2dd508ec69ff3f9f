"""PDF: PDF/UA-1 by Typst, with headings, bookmarks, tagged tables and words for every figure."""

from __future__ import annotations

import base64
import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import matplotlib as mpl
import typst

from toolkit.presentation.blocks import Figure, Section
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, FAINT, GRID, INK
from toolkit.reports.documents.content import Chapter, Document, as_section, tables_of
from toolkit.reports.documents.widths import share_width

__all__ = ["render_pdf"]


def render_pdf(document: Document) -> bytes:
    """Return a report as PDF for everyone (ISO 14289-1).

    Parameters
    ----------
    document : Document
        Signed.

    Returns
    -------
    bytes
        Typst refuses to make one in which a figure has no words, the headings
        leave a level out, or a table has no head.
    """
    pictures: dict[str, bytes] = {}
    data = _data(document, pictures)
    template = files("toolkit.reports.documents").joinpath("report.typ").read_bytes()
    written = {
        "report.typ": template,
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        **pictures,
    }
    with TemporaryDirectory() as folder:
        for name, content in written.items():
            Path(folder, name).write_bytes(content)
        return typst.compile(
            Path(folder, "report.typ"),
            root=Path(folder),
            format="pdf",
            # matplotlib brings the font of the charts along: no machine lacks it.
            font_paths=[Path(mpl.get_data_path()) / "fonts" / "ttf"],
            pdf_standards="ua-1",
        )


def _data(document: Document, pictures: dict[str, bytes]) -> dict[str, Any]:
    cover = document.cover
    return {
        "title": cover.title,
        "mark": cover.mark,
        "area": cover.area,
        "welsh": cover.welsh_name,
        "code": cover.area_code,
        "subject": "; ".join([f"{cover.area} {cover.area_code}".strip(), *cover.facts]),
        "keywords": [word for word in (cover.area, cover.welsh_name, cover.area_code) if word],
        "facts": list(cover.facts),
        "warnings": list(cover.warnings),
        "accent": AREA,
        "ink": INK,
        "faint": FAINT,
        "line": GRID,
        "chapters": [_chapter(chapter, pictures) for chapter in document.chapters],
    }


def _chapter(chapter: Chapter, pictures: dict[str, bytes]) -> dict[str, Any]:
    # Without a chapter above it a section is the first level itself: none may be left out.
    level = 2 if chapter.heading else 1
    parts = [_part(as_section(piece), level, pictures) for piece in chapter.pieces]
    return {"heading": chapter.heading, "parts": parts}


def _part(section: Section, level: int, pictures: dict[str, bytes]) -> dict[str, Any]:
    asides = {"What to bear in mind": section.caveats, "Sources": section.sources}
    return {
        "heading": section.heading,
        "level": level,
        "sentences": [*([section.missing] if section.missing else []), *section.sentences],
        "figures": [_figure(section.figure, pictures)] if section.figure else [],
        "tables": [_table(table) for table in tables_of(section)],
        "commentary": [comment.texts for comment in section.commentary],
        "asides": [
            {"heading": heading, "texts": list(texts)} for heading, texts in asides.items() if texts
        ],
    }


def _figure(figure: Figure, pictures: dict[str, bytes]) -> dict[str, str]:
    name = f"figure-{len(pictures)}.png"
    pictures[name] = base64.b64decode(figure.png)
    return {"file": name, "alt": figure.alt, "title": figure.title, "subtitle": figure.subtitle}


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "widths": share_width(table.columns, table.rows, 1000),
        "figures": table.figures,
        "rows": [list(cells) for cells in table.rows],
        "notes": list(table.notes),
    }
