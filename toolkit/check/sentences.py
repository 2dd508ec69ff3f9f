"""Sentences with their figures, and skeletons on which relations are written as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.check.documents import Document, Paragraph, Place
from toolkit.check.figures import Figure, find_figures

__all__ = [
    "GAP",
    "SHORT",
    "Sentence",
    "find_sentences",
    "names_misprint",
    "one_of",
    "split_sentences",
]

_END = re.compile(r"(?<=[.!?])(?<!\b[a-z]\.)(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z“\"‘'(£\d])")

_NAMED = re.compile(
    r"\bsic\b|misprint|print(?:ing)? error|\btypo|\bprint(?:s|ed)\b[^.]{0,40}\b(?:for|as)\b|\bas printed\b",
    re.IGNORECASE,
)

# What may stand between two figures of one relation: words, periods and things passed over.
GAP = r"(?:[^<>;]|<[YN]\d+>){0,90}?"
SHORT = r"(?:[^<>;,]|<[YN]\d+>){0,40}?"


def one_of(roles: str, name: str) -> str:
    r"""Return the pattern of a figure in a skeleton.

    Examples
    --------
    >>> one_of("CP", "first")
    '<(?P<first_role>[CP])(?P<first>\\d+)>'
    """
    return rf"<(?P<{name}_role>[{roles}])(?P<{name}>\d+)>"


@dataclass(frozen=True)
class Sentence:
    """A sentence, its figures and its place.

    Parameters
    ----------
    text : str
        As printed.
    figures : tuple of Figure
        In reading order; their places are counted from the sentence's own beginning.
    place : Place
        Of its paragraph.
    paragraph : int
        The number of its paragraph or block.
    """

    text: str
    figures: tuple[Figure, ...]
    place: Place
    paragraph: int = 0

    @property
    def skeleton(self) -> str:
        """The text in lower case, each figure a mark of its role and number, such as ``<C0>``."""
        parts, at = [], 0
        for number, figure in enumerate(self.figures):
            parts += [self.text[at : figure.start].lower(), f"<{figure.role}{number}>"]
            at = figure.end
        return "".join([*parts, self.text[at:].lower()])

    def numbers(self, role: str) -> list[Figure]:
        """Return the figures of a role, in reading order."""
        return [figure for figure in self.figures if figure.role in role]


def names_misprint(text: str) -> bool:
    """Say whether a text tells of a misprint that it repeats, and so makes none itself.

    Examples
    --------
    >>> names_misprint("Printing error: 2029/21 cannot be a period"), names_misprint("In 2029/21")
    (True, False)
    """
    return bool(_NAMED.search(text))


def find_sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document, headings and items among them.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> [one.skeleton for one in find_sentences(read_text("It rose to 12. It fell by 3%."))]
    ['it rose to <C0>.', 'it fell by <P0>.']
    """
    for paragraph in document.paragraphs():
        yield from split_sentences(paragraph)


def split_sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph."""
    for text in _END.split(paragraph.text):
        if text.strip():
            figures = tuple(find_figures(text))
            yield Sentence(text, figures, paragraph.place, paragraph.place.block)
