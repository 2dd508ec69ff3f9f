"""Plain text: lines, lists, and tables whose cells are parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.check.documents import Block, Document, Paragraph, Place, Table, number_blocks

__all__ = ["read", "read_text"]

_ITEM = re.compile(r"^(\s*)(?:[-–•*o]|\d{1,2}[.)]|\([a-z]\))\s+(?=\S)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENDS = tuple(".:;?!,")
_LONGEST_HEADING = 90
_SHORTEST_WRAPPED = 60  # characters: shorter lines end because their writer ended them


def read(path: Path) -> Document:
    """Read a text file."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    return read_text(text, path.name)


def read_text(text: str, name: str = "text") -> Document:
    r"""Read a text into paragraphs and tables.

    Parameters
    ----------
    text : str
        Lines; cells of tables are parted by tabs, and tags of HTML in them are passed over.
    name : str
        What to call the document.

    Returns
    -------
    Document

    Examples
    --------
    >>> read_text("Group\t2023/24\nOpiates only\t852").blocks[0].rows
    (('Group', '2023/24'), ('Opiates only', '852'))
    """
    return number_blocks(name, list(_find_blocks(text.splitlines())))


def _find_blocks(lines: list[str]) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        last = number
        while last < len(lines) and "\t" in lines[last]:
            last += 1
        if last > number:
            yield _make_table(lines, number, last)
        else:
            last = _reach_wrapped(lines, number)
            yield _make_paragraph(lines, number, last)
        number = last


def _make_table(lines: list[str], first: int, last: int) -> Table:
    rows = tuple(tuple(_clean(cell) for cell in lines[at].split("\t")) for at in range(first, last))
    return Table(rows, tuple(Place("", f"line {at + 1}") for at in range(first, last)))


def _reach_wrapped(lines: list[str], first: int) -> int:
    """Find the end of a paragraph that an editor has broken into lines."""
    last = first + 1
    while (
        last < len(lines)
        and len(lines[last - 1]) >= _SHORTEST_WRAPPED
        and not lines[last - 1].rstrip().endswith(_ENDS[:-1])
        and re.match(r"\s*[a-z0-9(£]", lines[last])
        and not _ITEM.match(lines[last])
        and "\t" not in lines[last]
    ):
        last += 1
    return last


def _make_paragraph(lines: list[str], first: int, last: int) -> Paragraph:
    text = " ".join(_clean(line) for line in lines[first:last])
    place = Place("", f"line {first + 1}")
    item = _ITEM.match(lines[first])
    if item:
        return Paragraph(_ITEM.sub("", text), place, "item", len(item[1].expandtabs(4)))
    if text and len(text) <= _LONGEST_HEADING and not text.endswith(_ENDS):
        return Paragraph(text, place, "heading")
    return Paragraph(text, place)


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", _TAG.sub(" ", text)).strip()
