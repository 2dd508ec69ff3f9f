"""Claims whose values stand in the sentence before: "This is a rise of 5%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.figures import Figure
from toolkit.check.relations.lone_pairs import find_lone_pairs
from toolkit.check.relations.pairs import Pair, find_pairs
from toolkit.check.sentences import Sentence

__all__ = ["find_back", "find_before"]

_POINTS_BACK = re.compile(
    r"^\W*(?:this|that|it|these|which|a|an|so|the (?:increase|decrease|rise|fall|change|difference|gap))\b|\b(?:therefore|thus|hence)\b"
)


def find_before(sentence: Sentence, before: Sentence | None) -> list[Pair]:
    """Find the pair that a sentence such as "This is a rise of 5%" points back to.

    Parameters
    ----------
    sentence : Sentence
        With a claim and without values.
    before : Sentence or None
        The sentence before it.

    Returns
    -------
    list of Pair
        One, or none.
    """
    if before is None or before.paragraph != sentence.paragraph or sentence.numbers("CRM"):
        return []
    if len(sentence.numbers("PQX")) != 1 or not _POINTS_BACK.search(sentence.skeleton):
        return []
    found = find_pairs(before) or list(find_lone_pairs(before)) or list(_two_alike(before))
    return [one for one in found if one.first.value != one.second.value] if len(found) == 1 else []


def find_back(sentence: Sentence, before: Sentence | None, leave: frozenset[Figure]) -> list[Pair]:
    """Pair the only value of "This is 316 more than the 122 of …" with that of the sentence before.

    Parameters
    ----------
    sentence : Sentence
        With a claim and one value.
    before : Sentence or None
        The sentence before it.
    leave : frozenset of Figure
        What says the difference, and is no value.

    Returns
    -------
    list of Pair
        One, or none.
    """
    if before is None or before.paragraph != sentence.paragraph:
        return []
    if not _POINTS_BACK.search(sentence.skeleton):
        return []
    here, there = (
        [value for value in one.numbers("CPR") if value not in leave] for one in (sentence, before)
    )
    alike = len(here) == len(there) == 1 and (here[0].role, here[0].per) == (
        there[0].role,
        there[0].per,
    )
    return [Pair(here[0], there[0], True)] if alike else []


def _two_alike(sentence: Sentence) -> Iterator[Pair]:
    values = sentence.numbers("CPR")
    if len(values) == 2 and (values[0].role, values[0].per) == (values[1].role, values[1].per):
        yield Pair(values[0], values[1], False, ordered=False)
