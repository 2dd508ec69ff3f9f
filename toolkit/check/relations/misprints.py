"""Numbers with a letter for a digit: "I,266", "l5", "2O23"."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.documents import Document
from toolkit.check.figures import find_figures
from toolkit.check.findings import Finding

__all__ = ["check_misprints"]


def check_misprints(document: Document) -> Iterator[Finding]:
    """Yield what seems a number with a letter in it.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"misprint"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> [found.recomputed for found in check_misprints(read_text("I,266 people"))]
    ['1,266']
    """
    texts = [
        (paragraph.text, paragraph.text, paragraph.place) for paragraph in document.paragraphs()
    ]
    for table in document.tables():
        for row, place in zip(table.rows, table.places, strict=True):
            texts.extend((cell, " | ".join(row), place) for cell in row)
    for text, quote, place in texts:
        for figure in find_figures(text):
            if figure.suspect:
                why = "a letter stands for a digit"
                yield Finding(
                    "misprint", "disagrees", place, quote, figure.text, figure.suspect, why
                )
