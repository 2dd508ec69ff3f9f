"""Markdown: headings, lists, paragraphs and tables between strokes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from toolkit.check.documents import Block, Document, Paragraph, Place, Table, number_blocks

__all__ = ["read"]

_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+]|\d+[.)])\s+")
_HEADING = re.compile(r"^(#{1,6})\s+")
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|<[^<>]+>")


def read(path: Path) -> Document:
    """Read a Markdown file."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return number_blocks(path.name, list(_find_blocks(_without_code(lines))))


def _without_code(lines: list[str]) -> list[tuple[int, str]]:
    kept, inside = [], False
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith(("```", "~~~")):
            inside = not inside
            line = ""
        kept.append((number, "" if inside else line))
    return kept


def _find_blocks(lines: list[tuple[int, str]]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=lambda line: _kind(line[1])):
        run = list(group)
        if kind == "table":
            rows = [(at, line) for at, line in run if not _RULE.match(line)]
            cells = tuple(tuple(_plain(c) for c in _split(line)) for _, line in rows)
            yield Table(cells, tuple(Place("", f"line {at}") for at, _ in rows))
        elif kind == "text":
            place = Place("", f"line {run[0][0]}")
            yield Paragraph(_plain(" ".join(line.strip() for _, line in run)), place)
        elif kind != "blank":
            yield from (_make_line(at, line) for at, line in run)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if line.lstrip().startswith("|"):
        return "table"
    return "line" if _HEADING.match(line) or _ITEM.match(line) else "text"


def _make_line(number: int, line: str) -> Paragraph:
    place = Place("", f"line {number}")
    if heading := _HEADING.match(line):
        return Paragraph(_plain(_HEADING.sub("", line)), place, "heading", len(heading[1]))
    item = _ITEM.match(line)
    level = len(item[1]) if item else 0
    return Paragraph(_plain(_ITEM.sub("", line)), place, "item", level)


def _split(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip().strip("|"))


def _plain(text: str) -> str:
    return _MARKS.sub(lambda mark: mark[1] or "", text).replace("\\", "").strip()
