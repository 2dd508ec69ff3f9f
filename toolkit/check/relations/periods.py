"""Periods: those there cannot be, those out of order, and one plan with two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document
from toolkit.check.figures import find_figures
from toolkit.check.findings import Finding
from toolkit.check.relations.spoken_periods import (
    backward_dates,
    impossible,
    impossible_dates,
    read_ends,
    read_spoken,
)
from toolkit.check.sentences import Sentence, find_sentences, names_misprint

__all__ = ["check_periods"]

_BACKWARDS = (
    r"\bbetween <Y(\d+)>[^<>.;]{0,40}(?:<[A-XZ]\d+>[^<>.;]{0,20})?\band <Y(\d+)>",
    r"\bfrom <Y(\d+)>(?:[^<>.;]|<[A-XZ]\d+>){0,40}?\b(?:to|until) <Y(\d+)>",
    r"(?<!\bfrom )(?<!\bbetween )<Y(\d+)>(?: to | until | through to |\s?[–—-]\s?)<Y(\d+)>",
    r"\bsince <Y(\d+)> (?:and )?until <Y(\d+)>",
)
_PLAN = (
    r"\b(previous|last|current|new|next|this|earlier) ((?:[a-z]+ ){0,4}?(?:plan|strategy|framework|agreement))"
    r" (?:(?:ran|runs|run|is|was|covers|covered|covering|period|for|from|of|the|\() ?){0,4}<Y(\d+)>"
)


def check_periods(document: Document) -> Iterator[Finding]:
    """Yield periods that cannot be or contradict one another.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rules ``"period"`` and ``"period order"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> for found in check_periods(read_text("Interventions in 2029/21: 122.")):
    ...     print(found.explanation)
    the second year of a financial year must follow the first: 2029/30 or 2020/21
    """
    sentences = list(find_sentences(document))
    for sentence in sentences:
        for figure in sentence.numbers("Y"):
            if (why := impossible(figure.text)) and not names_misprint(sentence.text):
                yield Finding(
                    "period", "disagrees", sentence.place, sentence.text, figure.text, "", why
                )
        yield from _check_dates(sentence)
        yield from _check_order(sentence)
    yield from _check_plans(sentences)
    for table in document.tables():
        for row, place in zip(table.rows, table.places, strict=True):
            for figure in (one for cell in row for one in find_figures(cell)):
                quote = " | ".join(row)
                named = names_misprint(quote)
                if figure.role == "Y" and (why := impossible(figure.text)) and not named:
                    yield Finding("period", "disagrees", place, quote, figure.text, "", why)


def _check_dates(sentence: Sentence) -> Iterator[Finding]:
    where, quote = sentence.place, sentence.text
    for printed, why in impossible_dates(quote):
        yield Finding("period", "disagrees", where, quote, printed, "", why)
    for printed in backward_dates(quote):
        why = "it would end before it begins"
        yield Finding("period order", "disagrees", where, quote, printed, "", why)


def _check_order(sentence: Sentence) -> Iterator[Finding]:
    for pattern in _BACKWARDS:
        for match in re.finditer(pattern, sentence.skeleton):
            first, second = (sentence.figures[int(match[number])].text for number in (1, 2))
            earlier, later = read_spoken(first), read_spoken(second)
            if not earlier or not later or earlier == later:
                continue
            holds = earlier < later
            text = f"{first} comes {'before' if holds else 'after'} {second}"
            yield Finding(
                "period order",
                "agrees" if holds else "disagrees",
                sentence.place,
                sentence.text,
                f"{first} to {second}",
                "" if holds else f"{second} to {first}",
                text,
            )


def _check_plans(sentences: list[Sentence]) -> Iterator[Finding]:
    """Find one plan, such as the previous, that is said to run over two periods."""
    known: dict[str, tuple[tuple[int, int], Sentence]] = {}
    for sentence in sentences:
        for match in re.finditer(_PLAN, sentence.skeleton):
            printed = sentence.figures[int(match[3])].text
            ends = read_ends(printed)
            key = f"{match[1]} {match[2].split()[-1]}"
            if ends is None:
                continue
            before, where = known.setdefault(key, (ends, sentence))
            if before != ends:
                made = f"{before[0]}–{before[1] % 100:02}"
                text = f"the {key} is said to run {made} at {where.place.where}"
                yield Finding(
                    "period", "disagrees", sentence.place, sentence.text, printed, made, text
                )
