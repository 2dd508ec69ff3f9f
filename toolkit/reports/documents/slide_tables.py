"""Tables of a slide: as many rows as can be read, and a word on the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Pt

from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, INK, PAPER
from toolkit.reports.documents.widths import share_width

__all__ = ["MOST_ROWS", "add_table"]

MOST_ROWS = 10
"""What can be read on a slide."""

_HEAD, _INK, _PAPER = (RGBColor.from_string(one[1:].upper()) for one in (AREA, INK, PAPER))
_STRIPE = RGBColor(0xF3, 0xF5, 0xF7)
_POINT = 12_700  # English metric units
_MARGINS = 40_000
_TALLEST = 400_000  # English metric units of a row


def add_table(slide: Any, table: Table, box: Sequence[float], *, own: bool) -> None:
    """Put the first rows of a table on a slide, its head marked as one; its colours are the template's or our own."""
    left, top, width, height = (int(one) for one in box)
    widths = share_width(table.columns, table.rows[:MOST_ROWS], width)
    size = 12 if len(table.columns) <= 6 else 10
    rows = _fitting(table, widths, size, int(height * 0.88))
    more = len(table.rows) - len(rows)
    tall = min(_TALLEST, int(height * 0.88) // (len(rows) + 1))
    shape = slide.shapes.add_table(
        len(rows) + 1, len(table.columns), Emu(left), Emu(top), Emu(width), Emu(tall * (len(rows) + 1))
    )  # fmt: skip
    shape.name = table.caption[:200]
    shape.table.first_row = shape.table.first_col = True
    for column, wide in zip(shape.table.columns, widths, strict=True):
        column.width = Emu(wide)
    for place, cells in enumerate([table.columns, *rows]):
        shape.table.rows[place].height = Emu(tall)
        for across, text in enumerate(cells):
            cell = shape.table.cell(place, across)
            cell.text = text
            if own:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _HEAD if place == 0 else _PAPER if place % 2 else _STRIPE
            cell.margin_top = cell.margin_bottom = Emu(20_000)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(size)
                if own:
                    paragraph.font.color.rgb = _PAPER if place == 0 else _INK
                    paragraph.font.bold = place == 0 or across == 0
                paragraph.alignment = PP_ALIGN.RIGHT if table.figures[across] else PP_ALIGN.LEFT
    if more:
        under = slide.shapes.add_textbox(
            Emu(left), Emu(top + int(height * 0.93)), Emu(width), Emu(int(height * 0.07))
        )
        under.text_frame.text = f"The first {len(rows)} of {len(table.rows):,} rows; all of them are in the page, the workbook and the CSV files."
        under.text_frame.paragraphs[0].font.size = Pt(11)


def _fitting(table: Table, widths: Sequence[int], size: int, height: int) -> list[Sequence[str]]:
    """Return the first rows that a slide has room for, by what their texts take; at least one."""
    letter, line = 0.6 * _POINT * size, 1.25 * _POINT * size
    left = height - _TALLEST
    kept: list[Sequence[str]] = []
    for cells in table.rows[:MOST_ROWS]:
        lines = max(
            math.ceil((len(cell) + 2) * letter / wide)
            for cell, wide in zip(cells, widths, strict=True)
        )
        left -= int(lines * line) + _MARGINS
        if kept and left < 0:
            break
        kept.append(cells)
    return kept
