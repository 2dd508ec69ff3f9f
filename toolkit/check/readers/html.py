"""HTML: what a reader sees of it, tables as tables."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from toolkit.check.documents import Block, Document, Paragraph, Place, Table, number_blocks

__all__ = ["read"]

_UNSEEN = {"script", "style", "svg", "math", "template", "noscript", "title"}
_BREAKS = {
    *("p", "div", "section", "article", "header", "footer", "figure", "figcaption", "blockquote"),
    *("ul", "ol", "li", "dl", "dt", "dd", "br", "hr", "details", "summary", "main", "nav", "body"),
    *("caption", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "aside"),
}


def read(path: Path) -> Document:
    """Read an HTML file."""
    seen = _Seen()
    seen.feed(path.read_bytes().decode("utf-8-sig", errors="replace"))
    seen.close()
    seen.end_paragraph()
    return number_blocks(path.name, seen.blocks)


class _Seen(HTMLParser):
    """Gathers paragraphs and tables while the tags go by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._tag = ""
        self._line = 1
        self._unseen = 0
        self._rows: list[list[str]] = []
        self._places: list[Place] = []
        self._span = 1
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self.end_paragraph()
            self._depth += 1
        elif self._depth:
            self._start_in_table(tag, dict(attrs))
        elif tag in _BREAKS:
            self.end_paragraph()
            self._tag = tag
        elif tag == "sup":
            # A raised number is the mark of a footnote, which is no figure.
            self._unseen += 1

    def _start_in_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "tr":
            self._rows.append([])
            self._places.append(Place("", f"line {self.getpos()[0]}"))
        elif tag in ("td", "th"):
            self._text = []
            span = attrs.get("colspan") or "1"
            self._span = int(span) if span.isdigit() else 1
        elif tag in ("br", "p", "div", "li"):
            self._text.append(" ")
        elif tag == "sup":
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN or tag == "sup":
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            self._end_table()
        elif self._depth and tag in ("td", "th") and self._rows:
            self._rows[-1].extend([_squeeze(self._text)] + [""] * (self._span - 1))
            self._text = []
        elif not self._depth and tag in _BREAKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if not "".join(self._text).strip():
            self._line = self.getpos()[0]
        self._text.append(data)

    def end_paragraph(self) -> None:
        """Close the paragraph that is open, if it says anything."""
        text, place = _squeeze(self._text), Place("", f"line {self._line}")
        self._text = []
        if not text or self._depth:
            return
        if re.fullmatch("h[1-6]", self._tag):
            self.blocks.append(Paragraph(text, place, "heading", int(self._tag[1])))
        else:
            self.blocks.append(Paragraph(text, place, "item" if self._tag == "li" else "text"))
        self._tag = ""

    def _end_table(self) -> None:
        kept = [(row, at) for row, at in zip(self._rows, self._places, strict=True) if any(row)]
        if kept:
            rows = tuple(tuple(row) for row, _ in kept)
            self.blocks.append(Table(rows, tuple(at for _, at in kept)))
        self._rows, self._places, self._text = [], [], []


def _squeeze(parts: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(parts)).strip()
