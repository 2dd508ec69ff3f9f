"""Numbers with a letter for a digit: "I,266", "l5", "2O23"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document
from toolkit.check.figures import find_figures
from toolkit.check.findings import Finding
from toolkit.check.relations.hundreds import unsigned_shares
from toolkit.check.sentences import Sentence, find_sentences, names_misprint

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
            if figure.suspect and not names_misprint(quote):
                why = "a letter stands for a digit"
                if "," in figure.text and figure.text.replace(",", "").isdigit():
                    why = "the comma does not part thousands"
                yield Finding(
                    "misprint", "disagrees", place, quote, figure.text, figure.suspect, why
                )
    for sentence in find_sentences(document):
        yield from _check_unsigned(sentence)


def _check_unsigned(sentence: Sentence) -> Iterator[Finding]:
    """Find a bare decimal said in the same words as a percentage: "12.5% receive … and 12.5 receive"."""
    shares = sentence.numbers("P")
    # What makes 100 with the shares beside it is told by the rule of parts.
    if len(shares) > 1 and unsigned_shares(sentence, shares):
        return
    for bare in (one for one in sentence.numbers("C") if one.decimals and one.value <= 100):
        word = re.match(r" ([a-z]{3,})", sentence.text[bare.end :])
        same = [
            one
            for one in shares
            if one.decimals == bare.decimals
            and word
            and sentence.text[one.end :].startswith(f" {word[1]}")
        ]
        if same:
            why = f"the % sign is missing: {same[0].text} is said in the same words"
            yield Finding(
                "misprint",
                "disagrees",
                sentence.place,
                sentence.text,
                bare.text,
                f"{bare.text}%",
                why,
            )
