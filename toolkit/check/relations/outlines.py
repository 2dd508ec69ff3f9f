"""Lists of an overview held against the lists of the same heading in the detail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document, Paragraph, Table
from toolkit.check.findings import Finding

__all__ = ["check_outlines"]

_FEWEST_WORDS = 3


def check_outlines(document: Document) -> Iterator[Finding]:
    r"""Yield whether a numbered list in a table has as many items as the list under its heading.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"list"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("What\tBreak supply chains\nHow\t1. go 2. stop\n\nArea 1 - Break supply chains\n1. go\n2. stop")
    >>> [found.verdict for found in check_outlines(text)]
    ['agrees']
    """
    detail = list(_find_detail(document))
    for table in document.tables():
        for heading, number, row in _find_overview(table):
            for words, count in detail:
                if _is_same(heading, words):
                    holds = number == count
                    text = f"“{heading}” lists {number} here and {count} under its own heading"
                    yield Finding(
                        "list",
                        "agrees" if holds else "disagrees",
                        table.places[row],
                        heading,
                        str(number),
                        str(count),
                        text,
                    )
                    break


def _find_overview(table: Table) -> Iterator[tuple[str, int, int]]:
    for row, cells in enumerate(table.rows[1:], start=1):
        for heading, cell in zip(table.rows[0], cells, strict=False):
            count = 0
            while re.search(rf"(?:^|\s){count + 1}\. \S", cell):
                count += 1
            if heading and count > 1:
                yield heading, count, row


def _find_detail(document: Document) -> Iterator[tuple[str, int]]:
    heading, count = "", 0
    for block in document.blocks:
        item = isinstance(block, Paragraph) and block.kind == "item"
        if item:
            count += 1
            continue
        if heading and count > 1:
            yield heading, count
        count = 0
        heading = block.text if isinstance(block, Paragraph) and block.kind == "heading" else ""
    if heading and count > 1:
        yield heading, count


def _is_same(one: str, other: str) -> bool:
    """Say whether a heading is that of another, in full or cut short."""
    words, rest = (
        re.sub(r"[^a-z ]", "", text.lower().replace("-", " ")).split() for text in (one, other)
    )
    for start in range(len(rest)):
        run = rest[start:]
        length = min(len(run), len(words))
        if length >= _FEWEST_WORDS and run[:length] == words[:length] and len(run) <= len(words):
            return True
    return False
