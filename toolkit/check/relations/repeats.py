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
# What a sentence says a value with, and not of what.
_SAYING_TEXT = """
estimate estimated modelled numbered totalled amounted came comes totals amounts counts a an the of in on at for to by and or as is are was were be been being has have had
there this that these those it its we our they their which who with within during over
total number figure count stood stands stand noted above below already also record
recorded reported registered identified counted seen show shows showed said still
again overall around about some data according per section page chapter earlier later
approximately currently now latest average national mean median target baseline aim
rate percentage proportion share england scotland wales local slide table value year
"""
_SAYING = frozenset(_SAYING_TEXT.split())
_NO_SENTENCE = re.compile(r"\.{4,}|\.(?:csv|xlsx?|docx?|pdf|json)\b|https?:")
_POINTS = re.compile(r"\b(?:it|this|these|they|them|those|such|former|latter)\b")
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
    alike: dict[frozenset[str], list[_Said]] = {}
    for sentence in find_sentences(document):
        found = list(_hold_alike(sentence, alike))
        yield from found
        if found:
            continue
        for number, figure in enumerate(sentence.figures):
            words = _name(sentence, number)
            if not words or _NO_SENTENCE.search(sentence.text):
                continue
            said = _Said(figure, sentence, _names(sentence), _periods(sentence))
            same = [other for name, other in known if _is_same(words, name)]
            yield from _hold(said, same, " ".join(words))
            known.append((words, said))


def _hold_alike(sentence: Sentence, alike: dict[frozenset[str], list[_Said]]) -> Iterator[Finding]:
    """Hold the only value of a sentence against those that the same words are said of."""
    values = sentence.numbers("CPRM")
    if len(values) != 1 or values[0].hedge in ("over", "under") or values[0].suspect:
        return
    words = _content(sentence)
    # Money of one period is one thing by one word: "the grant for 2024/25".
    money = values[0].role == "M" and bool(sentence.numbers("Y"))
    if len(words) < (1 if money else _FEWEST_WORDS - 1) or _NO_SENTENCE.search(sentence.text):
        return
    # "Beside it stands England" is of whatever the sentence before is of.
    if _POINTS.search(sentence.skeleton):
        return
    said = _Said(values[0], sentence, frozenset(), _periods(sentence))
    same = [
        one
        for one in alike.get(words, [])
        if (one.figure.role, one.figure.per) == (values[0].role, values[0].per)
    ]
    if values[0].value >= _LEAST or values[0].decimals or money:
        yield from _hold(said, same, " ".join(sorted(words)))
    alike.setdefault(words, []).append(said)


def _content(sentence: Sentence) -> frozenset[str]:
    """Return the words of a sentence that say of what its value is, numbers that are no values among them."""
    bare = re.sub(r"<[A-MO-Z]\d+>", " ", sentence.skeleton)
    words = re.findall(r"<N\d+>|[a-z][a-z’'-]*", bare)
    told = {one.text.lower() if one.role == "N" else "" for one in sentence.figures} - {""}
    kept = {word.rstrip("s") for word in words if not word.startswith("<") and word not in _SAYING}
    return frozenset(kept | told)


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
        if other.sentence is said.sentence or not _may_be_one(said, other, key):
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


def _may_be_one(said: _Said, other: _Said, key: str) -> bool:
    """Say whether two places name no two areas; a long name tells enough without an area beside it."""
    if other.names == said.names:
        return True
    return len(key.split()) > _FEWEST_WORDS + 1 and not (other.names and said.names)


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
