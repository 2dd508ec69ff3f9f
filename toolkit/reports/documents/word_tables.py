"""Tables of a Word document: a head that repeats on every page, rows that are never broken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.presentation.tables import Table
from toolkit.presentation.theme import FAINT, GRID
from toolkit.reports.documents.widths import share_width

__all__ = ["add_table"]


def add_table(paper: Any, table: Table, width: int) -> None:
    """Put a table at the end of a document.

    Word's rows are written as text: made one by one they take a hundred times as long.

    Parameters
    ----------
    paper : docx's
        Where it goes.
    table : Table
        All of it.
    width : int
        Between the margins, in twentieths of a point.
    """
    widths = share_width(table.columns, table.rows, width)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    rows = [_row(table, table.columns, widths, head=True)]
    rows += [_row(table, cells, widths) for cells in table.rows]
    shown = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{sum(widths)}' w:type='dxa'/>"
        f"<w:tblBorders><w:top w:val='single' w:sz='8' w:color='{FAINT[1:]}'/>"
        f"<w:bottom w:val='single' w:sz='8' w:color='{FAINT[1:]}'/>"
        f"<w:insideH w:val='single' w:sz='4' w:color='{GRID[1:]}'/></w:tblBorders>"
        "<w:tblLayout w:type='fixed'/><w:tblCellMar><w:left w:w='60' w:type='dxa'/><w:right w:w='60' w:type='dxa'/></w:tblCellMar><w:tblLook w:val='00A0' w:firstRow='1' w:firstColumn='1'/>"
        f"<w:tblCaption w:val={quoteattr(table.caption)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    # The last element of the body says how the page is set.
    paper.element.body[-1].addprevious(shown)


def _row(table: Table, cells: Sequence[str], widths: Sequence[int], *, head: bool = False) -> str:
    size = 18 if len(cells) <= 7 else 16  # half points
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    shade = "<w:shd w:val='clear' w:color='auto' w:fill='F3F5F7'/>" if head else ""
    shown = []
    for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
        bold = "<w:b/>" if head or place == 0 else ""
        side = "right" if table.figures[place] else "left"
        shown.append(
            f"<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{shade}</w:tcPr>"
            f"<w:p><w:pPr><w:spacing w:before='20' w:after='20'/><w:jc w:val='{side}'/></w:pPr>"
            f"<w:r><w:rPr>{bold}<w:sz w:val='{size}'/></w:rPr>"
            f"<w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p></w:tc>"
        )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(shown)}</w:tr>"
