"""Two values of one quantity in a sentence, the earlier and the later, or the area and what it is held against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.check.figures import Figure
from toolkit.check.relations.spoken_periods import impossible, read_spoken
from toolkit.check.sentences import GAP, SHORT, Sentence, one_of

__all__ = ["Pair", "find_pairs"]

_VALUES = "CPRM"
_LONG = r"(?:[^<>;]|<[A-Z]\d+>){0,140}?"
_HELD_AGAINST = (
    r"(?:compared (?:with|to)|in comparison (?:with|to)|against|up from|down from|from|than|versus"
    r"|vs?\.?|on the|that of|that in|the .{0,20}?rate of|above|below|times|as high as|of that|national average|average)"
)
_FROM_TO = (
    rf"\bfrom {SHORT}{one_of(_VALUES, 'a')}{GAP}\b(?:to|into)\b {SHORT}{one_of(_VALUES, 'b')}"
)
_TO_FROM = rf"\b(?:to|at) {SHORT}{one_of(_VALUES, 'b')}{GAP}\bfrom {SHORT}{one_of(_VALUES, 'a')}"
_AGAINST = rf"{one_of(_VALUES, 'b')}{_LONG}\b{_HELD_AGAINST}\b{GAP}{one_of(_VALUES, 'a')}"
_LAST_THIS = (
    rf"{one_of(_VALUES, 'a')}[^<>.;]{{0,30}}\b(?:last|the previous|the year before)\b[^<>.;]{{0,20}}"
    rf"{one_of(_VALUES, 'b')}[^<>.;]{{0,30}}\b(?:this year|now|today|the latest)\b"
)
_DATED = (
    rf"{one_of(_VALUES, 'v')}[^<>.;]{{0,60}}?\b(?:in|during|for|by)\b[^<>.;]{{0,20}}?<Y(?P<y>\d+)>",
    rf"<Y(?P<y>\d+)>\s?(?:[:(=–-]|there (?:was|were)|,)[^<>.;]{{0,40}}?{one_of(_VALUES, 'v')}",
)


@dataclass(frozen=True)
class Pair:
    """Two values of one role.

    Parameters
    ----------
    first, second : Figure
        The second is held against the first: the later against the earlier, the area against
        the nation.
    in_time : bool
        Whether the two are said of two times.
    ordered : bool
        Whether the sentence tells which of them is held against which.
    """

    first: Figure
    second: Figure
    in_time: bool
    ordered: bool = True


def find_pairs(sentence: Sentence, leave: frozenset[Figure] = frozenset()) -> list[Pair]:
    """Find the pairs of a sentence, without figures that say the difference itself.

    Parameters
    ----------
    sentence : Sentence
        With its figures.
    leave : frozenset of Figure
        What says a change or a ratio, and is no value.

    Returns
    -------
    list of Pair

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> from toolkit.check.sentences import find_sentences
    >>> one = next(find_sentences(read_text("Kits: 2020/21 - 339, 2022/23 - 658.")))
    >>> [(pair.first.text, pair.second.text) for pair in find_pairs(one)]
    [('339', '658')]
    """
    skeleton = _hide(sentence, leave)
    found: list[Pair] = []
    used: set[Figure] = set()
    for pattern, in_time in (
        (_FROM_TO, True),
        (_TO_FROM, True),
        (_LAST_THIS, True),
        (_AGAINST, False),
    ):
        for match in re.finditer(pattern, skeleton):
            pair = _make(sentence, match, in_time or "from" in match[0])
            if pair and not used & {pair.first, pair.second}:
                used |= {pair.first, pair.second}
                found.append(pair)
    return found or list(_find_dated(sentence, skeleton))


def _hide(sentence: Sentence, leave: frozenset[Figure]) -> str:
    skeleton = sentence.skeleton
    for number, figure in enumerate(sentence.figures):
        if figure in leave:
            skeleton = skeleton.replace(f"<{figure.role}{number}>", f"<N{number}>")
    return skeleton


def _make(sentence: Sentence, match: re.Match[str], in_time: bool) -> Pair | None:
    if match["a_role"] != match["b_role"]:
        return None
    first, second = sentence.figures[int(match["a"])], sentence.figures[int(match["b"])]
    if first.per != second.per:
        return None
    earlier, later = _period_of(sentence, first), _period_of(sentence, second)
    if earlier and later and earlier > later:
        first, second = second, first
    return Pair(first, second, in_time or bool(earlier and later and earlier != later))


def _period_of(sentence: Sentence, value: Figure) -> int:
    """Return the year said right after a value, or 0."""
    after = [one for one in sentence.figures if one.start >= value.end]
    if after and after[0].role == "Y" and after[0].start - value.end < 40:
        return read_spoken(after[0].text)
    return 0


def _find_dated(sentence: Sentence, skeleton: str) -> Iterator[Pair]:
    dated: dict[Figure, int] = {}
    misprinted = False
    for pattern in reversed(_DATED):
        for match in re.finditer(pattern, skeleton):
            value = sentence.figures[int(match["v"])]
            period = sentence.figures[int(match["y"])].text
            misprinted = misprinted or bool(impossible(period))
            if year := read_spoken(period):
                dated.setdefault(value, year)
    # A period that there cannot be puts nothing in order: then the order of reading does.
    values = sorted(dated, key=lambda value: value.start if misprinted else dated[value])
    if len(values) < 2:
        return
    first, second = values[0], values[-1]
    apart = misprinted or dated[first] < dated[second]
    if apart and first.role == second.role and first.per == second.per:
        yield Pair(first, second, True)
