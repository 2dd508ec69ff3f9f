"""Passages of a finished file: every text in it, seen or not, with where it stands and what it is about."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pypdfium2
from python_calamine import CalamineWorkbook

__all__ = ["Passage", "passages_of"]

_HEADINGS = ("heading", "title", "caption", "dc:title")
# Dots as letters: what looks like a number there is none.
_PICTURES = ("png", "image/png")
_NAMING = re.compile(r"[^\W\d_]|^\d+(?:[-–/]\d+|\+)$")
_BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "pre",
    "figcaption",
    "summary",
    "aside",
    "div",
    "title",
}
_VOID = {"img", "meta", "br", "hr", "link", "input", "rect", "path"}


@dataclass(frozen=True)
class Passage:
    """A sentence, a cell, an attribute or a point of a chart.

    Parameters
    ----------
    where : str
        Such as ``"report.xlsx, sheet Deaths, row 4"``.
    said : str
        In which a number could stand.
    about : str
        What says nearest by whose number it is: the names of its row and column.
    context : str
        What says so farther off: headings and captions above it.
    """

    where: str
    said: str
    about: str = ""
    context: str = ""


def passages_of(name: str, content: bytes) -> Iterator[Passage]:
    r"""Yield the passages of a file by its ending; of any other file every line.

    Parameters
    ----------
    name : str
        The file's, with its ending.
    content : bytes
        All of it.

    Examples
    --------
    >>> [one.about for one in passages_of("a.csv", b"Period,York\n2023/24,7\n")][1]
    '2023/24 York'
    """
    ending = name.rpartition(".")[2]
    if zipfile.is_zipfile(io.BytesIO(content)):
        yield from _of_zip(name, content)
    elif ending in ("json", "ipynb"):
        yield from _of_json(name, json.loads(content), "")
    elif ending in ("html", "svg"):
        yield from _of_html(name, content.decode())
    elif ending in ("xml", "rels"):
        yield from _of_xml(name, ElementTree.fromstring(content))
    elif ending == "csv":
        yield from _of_rows(name, [*csv.reader(io.StringIO(content.decode()))], "")
    elif ending == "pdf":
        yield from _of_pdf(name, content)
    elif b"\x00" not in content:
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
            yield Passage(f"{name}, line {number}", line)


def _of_rows(where: str, rows: Sequence[Sequence[Any]], context: str) -> Iterator[Passage]:
    """Yield the cells of a table below its head, each about its row and column; then the head."""
    head = [str(cell or "") for cell in rows[0]] if rows else []
    for number, row in enumerate(rows[1:], start=2):
        names = " ".join(str(cell) for cell in (*row[:1], *filter(_is_word, row[1:])))
        for column, cell in enumerate(row):
            if cell not in (None, ""):
                about = f"{names} {head[column] if column < len(head) else ''}"
                yield Passage(f"{where}, row {number}", str(cell), about, context)
    yield from (Passage(f"{where}, row 1", cell, context=context) for cell in head if cell)


def _is_word(cell: object) -> bool:
    """Return whether a cell names something: words, ages and years do, a number and its marks do not."""
    return isinstance(cell, str) and _NAMING.search(cell) is not None


def _of_json(where: str, data: Any, context: str) -> Iterator[Passage]:
    if isinstance(data, dict):
        own = [str(data[name]) for name in _HEADINGS if isinstance(data.get(name), str)]
        context = " ".join([context, *own])
        if isinstance(data.get("rows"), list) and isinstance(data.get("columns"), list):
            yield from _of_rows(where, [data["columns"], *data["rows"]], context)
            data = {name: value for name, value in data.items() if name not in ("rows", "columns")}
        # A record says in one of its fields what another is about.
        plain = [str(one) for one in data.values() if isinstance(one, str | int | float)]
        about = " ".join(one for one in plain if len(one) < 200)
        for name, value in data.items():
            if name in _PICTURES:
                continue
            numeric = isinstance(value, int | float) and not isinstance(value, bool)
            yield from (
                [Passage(f"{where}, {name}", str(value), about, context)]
                if numeric
                else _of_json(f"{where}, {name}", value, context)
            )
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _of_json(f"{where} {number}", value, context)
    elif isinstance(data, str) and data.lstrip().startswith("<"):
        yield from _of_html(where, data, context)
    elif isinstance(data, str | int | float):
        for line in str(data).splitlines():
            yield Passage(where, line, context=context)


class _Page(HTMLParser):
    """Gathers texts, attributes, comments and tables of a page while they go by."""

    def __init__(self, where: str, context: str) -> None:
        super().__init__(convert_charrefs=True)
        self.where, self.outer, self.heading = where, context, ""
        self.found: list[Passage] = []
        self.text: list[str] = []
        self.rows: list[list[str]] | None = None
        self.caption = ""

    def keep(self, what: str, said: str) -> None:
        if said.strip():
            place = f"{self.where}, line {self.getpos()[0]}{what}"
            self.found.append(Passage(place, said, context=f"{self.outer} {self.heading}"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and not value.startswith("data:"):
                self.keep(f", {name} of {tag}", value)
        if tag == "table":
            self.rows, self.caption = [], ""
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        if tag in (*_BLOCKS, "td", "th", "caption"):
            self.end_text("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.end_text(tag)
        if tag == "table" and self.rows is not None:
            context = f"{self.outer} {self.heading} {self.caption}"
            place = f"{self.where}, table before line {self.getpos()[0]}"
            self.found.extend(_of_rows(place, self.rows, context))
            self.rows = None

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.keep(", comment", data)

    def end_text(self, tag: str) -> None:
        if tag and tag not in (*_BLOCKS, "td", "th", "caption", "script", "style", "text", "html"):
            return
        said, self.text = " ".join("".join(self.text).split()), []
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append(said)
            return
        if tag == "caption":
            self.caption = said
        if tag in ("h1", "h2", "h3"):
            self.heading = said
        self.keep(f", {tag}" if tag else "", said)


def _of_html(where: str, text: str, context: str = "") -> Iterator[Passage]:
    page = _Page(where, context)
    page.feed(text)
    page.close()
    page.end_text("")
    yield from page.found


def _of_xml(where: str, root: ElementTree.Element) -> Iterator[Passage]:
    """Yield paragraphs, rows, series and attributes of a part of an Office file."""
    heading = ""
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        for name, value in element.attrib.items():
            yield Passage(f"{where}, {name.rpartition('}')[2]} of {tag}", value, context=heading)
        if tag == "tbl":
            rows = [
                [_text(cell) for cell in row if cell.tag.endswith("}tc")]
                for row in element
                if row.tag.endswith("}tr")
            ]
            yield from _of_rows(where, rows, heading)
        elif tag == "ser":
            yield from _of_series(where, element, heading)
        elif tag == "text":
            yield Passage(f"{where}, note", _text(element), context=heading)
        elif tag == "p":
            said = _text(element)
            styles = [value for one in element.iter() for value in one.attrib.values()]
            heading = (
                said
                if any(str(one).startswith(("Heading", "title")) for one in styles)
                else heading
            )
            yield Passage(where, said, context=heading)
        elif not len(element) and element.text and tag not in ("t", "v"):
            yield Passage(f"{where}, {tag}", element.text, context=heading)


def _of_series(where: str, series: ElementTree.Element, heading: str) -> Iterator[Passage]:
    parts: dict[str, list[tuple[str, str]]] = {}
    for part in series:
        points = [
            (one.get("idx", "0"), _text(one)) for one in part.iter() if one.tag.endswith("}pt")
        ]
        parts[part.tag.rpartition("}")[2]] = points
    names = dict(parts.get("cat", parts.get("xVal", [])))
    title = " ".join(said for _, said in parts.get("tx", []))
    for place, said in (*parts.get("val", []), *parts.get("yVal", [])):
        yield Passage(f"{where}, series {title}", said, f"{title} {names.get(place, '')}", heading)


def _text(element: ElementTree.Element) -> str:
    return "".join(
        part.text or "" for part in element.iter() if part.tag.rpartition("}")[2] in "tv"
    )


def _of_zip(name: str, content: bytes) -> Iterator[Passage]:
    """Yield the passages of every member, archives within it too; of a workbook every sheet's."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.namelist()
        for member in members:
            yield Passage(f"{name}, its members", member)
            if not (member.startswith("xl/worksheets/") or member == "xl/sharedStrings.xml"):
                yield from passages_of(f"{name}, {member}", archive.read(member))
    if "xl/workbook.xml" in members:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheet_names:
            where = f"{name}, sheet {sheet}"
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            cells = [[_plain(cell) for cell in row] for row in rows]
            # Titles and notes stand above the head, in the first column alone.
            wide = [any(row[1:]) for row in cells]
            head = wide.index(True) if True in wide else len(cells)
            above = " ".join(row[0] for row in cells[:head] if row)
            yield from (Passage(where, row[0], context=above) for row in cells[:head] if row)
            yield from _of_rows(where, cells[head:], above)


def _plain(cell: object) -> str:
    """Return a cell as it is shown: a whole number without a point."""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def _of_pdf(name: str, content: bytes) -> Iterator[Passage]:
    pages = pypdfium2.PdfDocument(content)
    try:
        for what, said in pages.get_metadata_dict().items():
            yield Passage(f"{name}, {what}", said)
        for number, page in enumerate(pages, start=1):
            before = ""
            for line in page.get_textpage().get_text_range().splitlines():
                # A page is about much; a sentence goes on from one line to the next.
                yield Passage(f"{name}, page {number}", line, context=before)
                before = line
    finally:
        pages.close()
