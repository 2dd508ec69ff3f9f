"""PDF: text by pages, ruled tables as tables, and a table that runs over pages as one.

Pages without rules hold no table that could be found, and are read by the faster of two libraries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from toolkit.check.documents import Block, Document, Paragraph, Place, Table, number_blocks
from toolkit.check.readers.banded import find_bands
from toolkit.errors import SourceError

__all__ = ["read"]

_LINES = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_RULES_OF_A_TABLE = 4  # a frame has as many
_LEADERS = re.compile(r"(?:\.\s?){6,}|(?:…\s?){3,}")
_FEWEST_PAGES = 3
_FULL = 0.75  # of the longest line: a shorter one ends a paragraph


def read(path: Path) -> Document:
    """Read a PDF, or say that it is locked or a scan."""
    try:
        plain = _read_plain(path)
        ruled = [number for number, blocks in enumerate(plain, start=1) if blocks is None]
        pages = [blocks or [] for blocks in plain]
        if ruled:
            with pdfplumber.open(str(path), pages=ruled) as opened:
                for page in opened.pages:
                    pages[page.page_number - 1] = _read_page(page)
    except (pypdfium2.PdfiumError, PDFPasswordIncorrect, PdfminerException) as error:
        locked = "password" in str(error).lower()
        raise SourceError(
            f"{path.name} is locked by a password"
            if locked
            else f"{path.name} is no whole PDF: {error}",
            hint="save it without a password" if locked else "export it again",
        ) from None
    blank = [number for number, blocks in enumerate(pages, start=1) if not blocks]
    if len(blank) == len(pages):
        raise SourceError(
            f"{path.name} holds pictures of pages and no text: it is a scan",
            hint="run text recognition over it, or check the file it was printed from",
        )
    remarks = [f"no text on page {', '.join(map(str, blank))}: not checked"] if blank else []
    return number_blocks(path.name, _join_tables(_drop_running(pages)), remarks)


def _read_plain(path: Path) -> list[list[Block] | None]:
    """Read the pages without rules; None stands for a page that may hold a table."""
    opened = pypdfium2.PdfDocument(str(path))
    pages: list[list[Block] | None] = []
    try:
        for number in range(len(opened)):
            page = opened[number]
            rules = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
            if sum(1 for _ in islice(rules, _RULES_OF_A_TABLE)) == _RULES_OF_A_TABLE:
                pages.append(None)
            else:
                text = page.get_textpage().get_text_bounded()
                pages.append(_join_lines(text.splitlines(), Place("", f"page {number + 1}")))
            page.close()
    finally:
        opened.close()
    return pages


def _join_lines(lines: list[str], place: Place) -> list[Block]:
    """Join lines into paragraphs: one that ends well before the margin is the last of its own."""
    margin = max((len(line) for line in lines), default=0)
    blocks: list[Block] = []
    text = ""
    for line in lines:
        if text and re.match(r"\s*[•\-–*]\s", line):
            blocks.append(_make_paragraph(text, place))
            text = ""
        text = f"{text} {line.strip()}".strip()
        if text and len(line) < _FULL * margin:
            blocks.append(_make_paragraph(text, place))
            text = ""
    return [*blocks, _make_paragraph(text, place)] if text else blocks


def _read_page(page: Any) -> list[Block]:
    grids = [found for found in page.find_tables(_LINES) if len(found.rows) > 1]
    tables = [
        (
            found.bbox,
            tuple(tuple(" ".join((c or "").split()) for c in row) for row in found.extract()),
        )
        for found in grids
    ]
    tables += [
        (band.bbox, band.rows)
        for band in find_bands(page)
        if not any(_overlaps(band.bbox, found.bbox) for found in grids)
    ]
    boxes = [box for box, _ in tables]
    place = Place("", f"page {page.page_number}")
    blocks: list[tuple[float, Block]] = [(at, p) for at, p in _read_lines(page, boxes, place)]
    for box, rows in tables:
        places = tuple(
            Place("", f"page {page.page_number}, table row {at + 1}") for at in range(len(rows))
        )
        if any(any(row) for row in rows):
            blocks.append((box[1], Table(rows, places)))
    page.close()
    return [block for _, block in sorted(blocks, key=lambda pair: pair[0])]


def _read_lines(
    page: Any, boxes: list[tuple[float, ...]], place: Place
) -> Iterator[tuple[float, Paragraph]]:
    """Join the lines outside tables into paragraphs: a wide step down begins a new one."""
    rest = page.filter(lambda part: not any(_inside(part, box) for box in boxes)) if boxes else page
    text, top, below = "", 0.0, 0.0
    for line in rest.extract_text_lines(return_chars=False):
        height = line["bottom"] - line["top"]
        wide = line["top"] - below > 0.9 * height
        if text and (wide or re.match(r"[•\-–*]\s", line["text"])):
            yield top, _make_paragraph(text, place)
            text = ""
        if not text:
            top = line["top"]
        text, below = f"{text} {line['text']}".strip(), line["bottom"]
    if text:
        yield top, _make_paragraph(text, place)


def _overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[1] < other[3] and other[1] < one[3] and one[0] < other[2] and other[0] < one[2]


def _inside(part: Any, box: tuple[float, ...]) -> bool:
    if "x0" not in part:
        return False
    across, down = (part["x0"] + part["x1"]) / 2, (part["top"] + part["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _make_paragraph(text: str, place: Place) -> Paragraph:
    bare = re.sub(r"^[•\-–*]\s+", "", text)
    return Paragraph(bare, place, "item" if bare != text else "text")


def _drop_running(pages: list[list[Block]]) -> list[list[Block]]:
    """Leave out the line that most pages begin or end with, whatever their number."""

    def bare(block: Block) -> str:
        return re.sub(r"\d+", "#", block.text) if isinstance(block, Paragraph) else ""

    ends = Counter(text for page in pages for text in {bare(page[at]) for at in (0, -1) if page})
    often = max(_FEWEST_PAGES, len(pages) / 2)
    running = {text for text, times in ends.items() if text and times >= often}
    # Dots that lead to a page: a line of the contents.
    pages = [
        [one for one in page if not (isinstance(one, Paragraph) and _LEADERS.search(one.text))]
        for page in pages
    ]
    return [
        [
            block
            for at, block in enumerate(page)
            if at not in (0, len(page) - 1) or bare(block) not in running
        ]
        for page in pages
    ]


def _join_tables(pages: list[list[Block]]) -> list[Block]:
    """Put a table or a paragraph together that runs on at the top of the next page."""
    blocks: list[Block] = []
    for page in pages:
        for at, block in enumerate(page):
            last = blocks[-1] if blocks else None
            if (
                at == 0
                and isinstance(block, Table)
                and isinstance(last, Table)
                and block.width == last.width
            ):
                blocks[-1] = _join(last, block)
            elif at == 0 and (joined := _run_on(last, block)):
                blocks[-1] = joined
            else:
                blocks.append(block)
    return blocks


def _run_on(last: Block | None, block: Block) -> Paragraph | None:
    """Put a paragraph together whose sentence runs on at the top of the next page."""
    if not isinstance(last, Paragraph) or not isinstance(block, Paragraph):
        return None
    broken = last.text[-1:] not in ".!?:" and re.match(r"[a-z(\d]", block.text)
    return replace(last, text=f"{last.text} {block.text}") if broken and last.text else None


def _join(last: Table, block: Table) -> Table:
    # A heading that is printed again on the next page is no row.
    skip = int(block.rows[0] == last.rows[0])
    return Table(last.rows + block.rows[skip:], last.places + block.places[skip:])
