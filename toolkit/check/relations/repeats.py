"""One quantity printed twice with different values."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.catalogue.areas import areas_frame
from toolkit.check.documents import Document
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding
from toolkit.check.sentences import Sentence, find_sentences

__all__ = ["check_repeats"]

_STOP = re.compile(
    r"[,.;:()–—]|<|\b(?:were|was|are|is|have|has|had|by|this|during|will|would|across|over|at|since|from|but|that|which|on|as|remain\w*)\b"
)
_CHANGES = re.compile(
    r"increas|decreas|rose|fell|rise|fall|fewer|more|compared|than|from|reduc|target|previous|earlier|last year|of which|a further|another"
)
_FEWEST_WORDS = 3
_NEAR = 0.25  # of the greater: values further apart are of two quantities
_LEAST = 10


_NARROWS = {
    "for",
    "in",
    "with",
    "who",
    "whose",
    "aged",
    "using",
    "and",
    "or",
    "of",
    "from",
    "among",
    "because",
}


@functools.cache
def _area_words() -> frozenset[str]:
    """Return the first words of the names of areas, which a sentence may begin with."""
    return frozenset(str(name).split()[0] for name in areas_frame()["name"])


class _Said(NamedTuple):
    figure: Figure
    sentence: Sentence
    names: frozenset[str]
    periods: frozenset[str]


def check_repeats(document: Document) -> Iterator[Finding]:
    r"""Yield quantities, named by the words behind them, that are printed with two values.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"repeated"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("The 446 new presentations to treatment were seen.\nThe 464 new presentations to treatment were many.")
    >>> for found in check_repeats(text):
    ...     print(found.printed, found.recomputed, found.verdict)
    464 446 disagrees
    """
    known: list[tuple[list[str], _Said]] = []
    for sentence in find_sentences(document):
        for number, figure in enumerate(sentence.figures):
            words = _name(sentence, number)
            if not words:
                continue
            said = _Said(figure, sentence, _names(sentence), _periods(sentence))
            same = [other for name, other in known if _is_same(words, name)]
            yield from _hold(said, same, " ".join(words))
            known.append((words, said))


def _is_same(one: list[str], other: list[str]) -> bool:
    """Say whether two names are of one quantity: the shorter begins the longer, and no more narrows it."""
    shorter, longer = sorted((one, other), key=len)
    if longer[: len(shorter)] != shorter:
        return False
    return len(longer) == len(shorter) or longer[len(shorter)] not in _NARROWS


def _name(sentence: Sentence, number: int) -> list[str]:
    figure = sentence.figures[number]
    if figure.role != "C" or figure.value < _LEAST or figure.hedge or figure.suspect:
        return []
    after = sentence.skeleton.split(f"<C{number}>", 1)[1]
    stop = _STOP.search(after)
    words = after[: stop.start() if stop else None].split()
    words = [word for word in words if word not in ("in", "of", "the")] if len(words) < 3 else words
    while words and words[-1] in ("in", "of", "the", "a", "to", "for", "and", "or", "with"):
        words.pop()
    return words if len(words) >= _FEWEST_WORDS else []


def _names(sentence: Sentence) -> frozenset[str]:
    inner = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}", sentence.text)
    first = sentence.text.split(" ", 1)[0].rstrip("’'s,")
    return frozenset([*inner, first] if first in _area_words() else inner)


def _periods(sentence: Sentence) -> frozenset[str]:
    return frozenset(one.text for one in sentence.numbers("Y"))


def _hold(said: _Said, before: list[_Said], key: str) -> Iterator[Finding]:
    for other in before:
        if other.sentence is said.sentence or other.names != said.names:
            continue
        if other.periods != said.periods:
            continue
        if other.figure.value == said.figure.value:
            text = f"“{key}” is {other.figure.text} at {other.sentence.place.where} too"
            yield _finding(said, other, "agrees", text)
            return
        changed = _CHANGES.search(said.sentence.skeleton) or _CHANGES.search(
            other.sentence.skeleton
        )
        greater = max(said.figure.value, other.figure.value)
        if not changed and abs(said.figure.value - other.figure.value) <= _NEAR * greater:
            text = f"“{key}” is {other.figure.text} at {other.sentence.place.where}"
            yield _finding(said, other, "disagrees", text)
            return


def _finding(said: _Said, other: _Said, verdict: str, text: str) -> Finding:
    return Finding(
        "repeated",
        "agrees" if verdict == "agrees" else "disagrees",
        said.sentence.place,
        said.sentence.text,
        said.figure.text,
        other.figure.text,
        text,
    )
