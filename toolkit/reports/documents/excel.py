"""Excel: a cover, all texts, and a worksheet a table, after the UK government's guidance.

References
----------
Government Analysis Function, "Releasing statistics in spreadsheets", 2021.
"""

from __future__ import annotations

import base64
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from toolkit.presentation.blocks import Figure, Section
from toolkit.presentation.display import Block
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA
from toolkit.reports.documents.columns import Column, columns_of
from toolkit.reports.documents.content import Document, as_section, figures_of, tables_of
from toolkit.reports.documents.points import points_of
from toolkit.reports.documents.worksheet_charts import draw_chart

__all__ = ["render_excel"]

_HEAD_ROW = 3
_WIDEST = 60
_LINE = 15.0


@dataclass(frozen=True)
class Sheet:
    """A worksheet: one table of one block, and the figure that belongs to it."""

    name: str
    block: Block
    table: Table | None
    figures: Sequence[Figure]


def render_excel(document: Document) -> bytes:
    """Return a report as a workbook.

    Parameters
    ----------
    document : Document
        Signed.

    Returns
    -------
    bytes
        A workbook of numbers: no merged cell, no formula, each table with its
        head frozen and each figure with its words.
    """
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False,
                                            "strings_to_urls": False})  # fmt: skip
    cover = document.cover
    workbook.set_properties(
        {"title": cover.title, "subject": f"{cover.area} {cover.area_code}".strip(),
         "comments": "; ".join(cover.facts)}
    )  # fmt: skip
    looks = _looks(workbook)
    sheets = list(_sheets(document))
    _write_cover(workbook, looks, document, sheets)
    _write_texts(workbook, looks, document)
    for place, sheet in enumerate(sheets, start=1):
        _write_sheet(workbook, looks, sheet, place)
    for page in workbook.worksheets():
        page.set_landscape()
        page.set_paper(9)  # A4
        if cover.mark:
            page.set_header(f"&C&B{cover.mark}")
        page.fit_to_pages(1, 0)
    workbook.close()
    return stream.getvalue()


def _looks(workbook: Any) -> dict[str, Any]:
    return {
        "title": workbook.add_format({"bold": True, "font_size": 16, "font_color": AREA}),
        "bold": workbook.add_format({"bold": True}),
        "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "link": workbook.get_default_url_format(),
    }  # fmt: skip


def _sheets(document: Document) -> Iterator[Sheet]:
    """Yield a sheet a table; a figure goes beside the table that it draws, or the block's last."""
    taken = {"cover", "text", "history"}
    for block in document.blocks:
        drawn = [figure.table for figure in figures_of(block) if figure.plot and figure.table]
        own = tables_of(block)
        tables = [*own, *(table for table in drawn if table not in own)]
        places = [
            tables.index(figure.table) if figure.plot and figure.table else max(len(tables) - 1, 0)
            for figure in figures_of(block)
        ]
        for place, table in enumerate(tables or ([None] if places else [])):
            title = block.heading if isinstance(block, Section) else _title(block)
            shown = [
                figure for figure, at in zip(figures_of(block), places, strict=True) if at == place
            ]
            yield Sheet(_own_name(title, taken), block, table, shown)


def _title(block: Block) -> str:
    return block.title if isinstance(block, Figure) else getattr(block, "caption", "Table")


def _own_name(title: str, taken: set[str]) -> str:
    """Return a name that Excel takes: short, of its own, without its signs."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '") or "Table"
    for number in range(1, 10_000):
        end = "" if number == 1 else f" {number}"
        name = plain[: 31 - len(end)].rstrip(" '") + end
        if name.casefold() not in taken:
            break
    taken.add(name.casefold())
    return name


def _write_cover(workbook: Any, looks: Any, document: Document, sheets: Sequence[Sheet]) -> None:
    cover = document.cover
    sheet = workbook.add_worksheet("Cover")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    area = " / ".join(filter(None, (cover.area, cover.welsh_name)))
    lines = [f"{area} {cover.area_code}".strip(), *cover.warnings, *cover.facts]
    sheet.write_string(0, 0, cover.title, looks["title"])
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line)
    row = len(lines) + 2
    sheet.write_string(row, 0, "Worksheet", looks["head"])
    sheet.write_string(row, 1, "What it holds", looks["head"])
    contents = [("Text", "Every sentence, caveat and source, by section")]
    contents += [
        (one.name, one.table.caption if one.table else _title(one.block)) for one in sheets
    ]
    for place, (name, what) in enumerate(contents, start=row + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(place, 0, f"internal:'{quoted}'!A1", looks["link"], name)
        sheet.write_string(place, 1, what)


def _write_texts(workbook: Any, looks: Any, document: Document) -> None:
    """Write what is said, section by section: a spreadsheet's table of the report's words."""
    sheet = workbook.add_worksheet("Text")
    sheet.write_string(0, 0, "What the report says", looks["title"])
    rows = [row for chapter in document.chapters for row in _texts(chapter.heading, chapter.pieces)]
    sheet.add_table(2, 0, 2 + max(len(rows), 1), 3, {
        "name": "words", "autofilter": False, "style": "Table Style Light 1",
        "columns": [{"header": name} for name in ("Chapter", "Section", "Kind", "Text")],
    })  # fmt: skip
    for place, row in enumerate(rows, start=3):
        # A program that does not measure text on opening would cut it.
        sheet.set_row(place, _LINE * max(math.ceil(len(row[3]) / 95), math.ceil(len(row[1]) / 32)))
        for column, text in enumerate(row):
            sheet.write_string(place, column, text, looks["wrap"])
    sheet.freeze_panes(3, 0)
    for column, width in enumerate((22, 34, 12, 100)):
        sheet.set_column(column, column, width)


def _texts(chapter: str, pieces: Sequence[Any]) -> Iterator[tuple[str, str, str, str]]:
    for piece in pieces:
        section = as_section(piece)
        shown = {
            "Finding": section.sentences,
            "Missing": [section.missing] if section.missing else [],
            "Figure": [figure.alt for figure in figures_of(section)],
            "Local commentary": [text for one in section.commentary for text in one.texts],
            "Caveat": section.caveats,
            "Source": section.sources,
        }
        for kind, texts in shown.items():
            yield from ((chapter, section.heading, kind, text) for text in texts)


def _write_sheet(workbook: Any, looks: Any, sheet: Sheet, number: int) -> None:
    page = workbook.add_worksheet(sheet.name)
    table = sheet.table
    page.write_string(0, 0, table.caption if table else _title(sheet.block), looks["title"])
    notes = " ".join(table.notes) if table else ""
    page.write_string(1, 0, f"This worksheet contains one table. {notes}".strip())
    page.write_url(2, 0, "internal:'Cover'!A1", looks["link"], "Contents")
    columns = columns_of(table) if table else []
    if table and table.rows:
        _write_table(workbook, page, looks, columns, number)
    across = len(columns) + 1
    for place, figure in enumerate(sheet.figures):
        row = _HEAD_ROW + 26 * place
        if figure.plot and points_of(figure):
            draw_chart(
                workbook, page, figure, figure.plot, columns, head=_HEAD_ROW, place=(row, across)
            )
        else:
            picture = io.BytesIO(base64.b64decode(figure.png))
            page.insert_image(row, across, "figure.png", {"image_data": picture, "description": figure.alt, "object_position": 3})  # fmt: skip


def _write_table(workbook: Any, page: Any, looks: Any, columns: list[Column], number: int) -> None:
    last = _HEAD_ROW + len(columns[0].values)
    page.add_table(_HEAD_ROW, 0, last, len(columns) - 1, {
        "name": f"table_{number}", "autofilter": False, "style": "Table Style Light 1",
        "first_column": True,
        "columns": [{"header": one.heading, "header_format": looks["head"]} for one in columns],
    })  # fmt: skip
    lines = 1
    for across, column in enumerate(columns):
        texts = [str(value) for value in column.values] if not column.numeric else [column.heading]
        width = max([10, *(len(text) + 2 for text in texts), min(len(column.heading) + 2, 18)])
        page.set_column(across, across, min(width, _WIDEST))
        lines = max(lines, math.ceil(1.2 * len(column.heading) / min(width, _WIDEST)))
        for row, value in enumerate(column.values):
            place = (_HEAD_ROW + 1 + row, across)
            if isinstance(value, float):
                look = _number_look(workbook, looks, column.decimals[row], column.signed)
                page.write_number(*place, value, look)
            elif value:
                page.write_string(*place, value, looks["wrap"])
    page.set_row(_HEAD_ROW, _LINE * lines)
    page.freeze_panes(_HEAD_ROW + 1, 1)


def _number_look(workbook: Any, looks: Any, decimals: int, signed: bool) -> Any:
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    form = f"{'+' if signed else ''}{digits};−{digits};{digits}"
    if form not in looks:
        looks[form] = workbook.add_format({"num_format": form, "valign": "top"})
    return looks[form]
