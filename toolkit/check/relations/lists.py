"""Lists: the items under a line that ends with a colon, and how many it announces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document, Paragraph
from toolkit.check.findings import Finding
from toolkit.check.relations.hundreds import unsigned_shares
from toolkit.check.sentences import find_sentences, split_sentences

__all__ = ["check_lists", "find_lists"]

_COUNTED = re.compile(
    r"<C(?P<n>\d+)> (?:[a-z-]+ ){0,2}(?:priorities|actions|aims|objectives|themes|areas|partners|groups|points|recommendations|standards|outcomes|things|elements|services|strands)\b[^<>]*:$"
)


def find_lists(document: Document) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    """Yield each line that ends with a colon, with the items right under it."""
    blocks = document.blocks
    for number, lead in enumerate(blocks):
        if not isinstance(lead, Paragraph) or not lead.text.rstrip().endswith(":"):
            continue
        items: list[Paragraph] = []
        for block in blocks[number + 1 :]:
            deeper = isinstance(block, Paragraph) and block.kind == "item"
            if not deeper or not isinstance(block, Paragraph):
                break
            if lead.kind == "item" and block.level <= lead.level:
                break
            if items and block.level < items[0].level:
                break
            if not items or block.level == items[0].level:
                items.append(block)
        if len(items) > 1:
            yield lead, items


def check_lists(document: Document) -> Iterator[Finding]:
    r"""Yield whether as many things are listed as are announced.

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
    >>> text = read_text("The plan has three aims:\n- one aim\n- another aim")
    >>> for found in check_lists(text):
    ...     print(found.verdict, found.explanation)
    disagrees 2 are listed
    """
    for lead, items in find_lists(document):
        sentence = list(split_sentences(lead))[-1]
        match = _COUNTED.search(sentence.skeleton.strip())
        if not match:
            continue
        said = sentence.figures[int(match["n"])]
        holds = said.value == len(items)
        yield Finding(
            "list",
            "agrees" if holds else "disagrees",
            lead.place,
            lead.text,
            said.text,
            str(len(items)),
            f"{len(items)} are listed",
        )
    for sentence in find_sentences(document):
        match = re.search(r"<C(\d+)> types of ", sentence.skeleton)
        shares = sentence.numbers("P")
        if match and len(shares) > 1:
            said = sentence.figures[int(match[1])]
            listed = len(shares) + len(unsigned_shares(sentence, shares))
            if said.value == listed:
                yield Finding(
                    "list",
                    "agrees",
                    sentence.place,
                    sentence.text,
                    said.text,
                    str(listed),
                    f"{listed} are listed",
                )
