"""What a sentence says of two values: that one is higher, by how much, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.check.figures import Figure
from toolkit.check.sentences import Sentence, one_of

__all__ = ["Claim", "find_claims"]

_UP = (
    r"(?:increas(?:e|es|ed|ing)|rise|rises|risen|rose|rising|grew|grow|grows|grown|growth|growing|higher|more"
    r"|greater|larger|(?<!made )(?<!make )(?<!makes )(?<!making )up|upwards?|gain(?:s|ed)?|jump(?:ed|s|ing)?|surg(?:e|ed|ing)|soar(?:ed|ing)|expand(?:ed|ing|s)?|expansion|swell(?:ed)?|climb(?:ed|ing|s)?"
    r"|uplift|lengthen(?:ed|ing|s)?|longer|worsened by|additional|extra|rais(?:e|ed|ing))"
)
_DOWN = (
    r"(?:decreas(?:e|es|ed|ing)|fall|falls|fell|fallen|falling|drop|drops|dropped|dropping|declin(?:e|es|ed|ing)"
    r"|reduc(?:e|es|ed|ing|tion|tions)|lower|fewer|less|down|cut|smaller|downwards?|dip(?:s|ped)?|shr(?:ank|unk|ink|inking)|slip(?:s|ped|ping)?|slid|shorten(?:ed|ing|s)?|shorter|ebb(?:ed)?|lessen(?:ed)?|eas(?:ed|ing)|slump(?:ed)?|plung(?:ed|ing)|tumbl(?:ed|ing)|plummet(?:ed|ing)|contract(?:ed|ing))"
)
_EITHER = rf"(?:(?P<up>\b{_UP}\b)|(?P<down>\b{_DOWN}\b))"
_WORDS = r"(?:[a-z’'-]+ ){0,3}?"

_BY = rf"{_EITHER},? {_WORDS}(?:by|of) {_WORDS}{one_of('PQCRXF', 'n')}(?!\s?(?:to|in)\b <)"
# "Exceeded the England rate (5.5) by 2 per 100,000": the values stand between verb and difference.
_FAR_BY = (
    r"(?:(?P<up>\b(?:exceed\w*|outstrip\w*|rose|risen|grew|grown|increas\w+|climb\w+))|(?P<down>\b(?:fell|fallen|dropp\w+|declin\w+|decreas\w+|reduc\w+|lags?)))"
    rf"\b(?:[^<>.;]|<[A-Z]\d+>){{0,90}}?\bby (?:about |around |some |nearly |over )?{one_of('PQCRF', 'n')}"
)
_LEADING = rf"{one_of('PQ', 'n')}(?: or)? {_WORDS}{_EITHER}(?! (?:of|by)\b)"
_NOUN = r"(?:(?!of |in |by |for |at )[a-z’'-]+ ){0,3}?"
_MORE = (
    rf"{one_of('CR', 'n')} {_NOUN}(?P<up>\b(?:more|higher|up)\b)(?! than <)"
    rf"|{one_of('CR', 'm')} {_NOUN}(?P<down>\b(?:fewer|less|lower|down)\b)(?! than <)"
)
_ADDED = rf"\b(?:additional|extra|further)\b (?:of )?{one_of('C', 'n')}"
# "Up 319, from 339 to 658": the difference stands right behind its direction, the values after "from".
_THEN_FROM = rf"(?:(?P<up>\bup\b)|(?P<down>\bdown\b)) {one_of('CR', 'n')},? \(?from\b"
# "30% above England's" says a difference; "above 30%" does not.
_BESIDE = rf"{one_of('PQ', 'n')} (?:(?P<up>above|(?:over|up on) (?:the )?(?:previous|last|that|earlier))|(?P<down>below|(?:under|down on) (?:the )?(?:previous|last|that|earlier)))\b"
_STRAIGHT = (
    rf"{_EITHER} (?:rate )?(?:was |is |stands at |stood at |being |equals )?"
    rf"(?:about |around |nearly |almost |over |some |just )?{one_of('PQX', 'n')}"
)
_LEVEL = rf"(?:\bto|\bat|\bis|\bwas) {one_of('P', 'n')} of (?:its|the|their|what|that)"
# A change whose direction hangs on what is better.
_TURNED = (
    r"\b(?:improv\w+|worsen\w*|deteriorat\w+|better|worse|chang\w+|mov(?:ed|ing)|shift\w*|widen\w*|narrow\w*|differ\w*|swing)"
    rf" {_WORDS}(?:by|of) {_WORDS}{one_of('PQCRF', 'n')}"
)
_NAMED = rf"{one_of('PQ', 'n')} {_WORDS}(?:improvement|change|difference|swing|deterioration|shift|movement)\b"
_TIMES = rf"{one_of('X', 'n')}"
_RATIO = rf"\bratio\b[^<>.;]{{0,40}}(?:of|is|was|:) {one_of('C', 'n')}"
# Points are a difference whatever stands beside them.
_POINTS = rf"{one_of('Q', 'n')}"
_SIGNED = rf"{one_of('PQ', 'n')}"
_ARE = r"\b(?:are|is|was|were|be|been|going|go|goes|went|gone|come|comes|came|coming|trend\w*|heading|still|also|now)"
_BARE = rf"{_ARE} (?:(?P<up>up|above)|(?P<down>down|below))\b(?! to\b)"
_THAN = r"\b(?:(?P<up>more|greater)|(?P<down>fewer|less|smaller))\b(?! than\b)[^<>.;]{2,60}?(?:<[A-Z]\d+>[^<>.;]{0,20})?\bthan\b"
_SIDES = r"\b(?:(?P<up>exceed(?:s|ed|ing)? (?:the|that|our|its|those)|outstrip(?:s|ped)?)|(?P<down>lags?|lagged))\b"
_DIRECTION = rf"\b(?:{_EITHER})\b"


@dataclass(frozen=True)
class Claim:
    """A difference that a sentence speaks of.

    Parameters
    ----------
    figure : Figure or None
        What is printed; None where only a direction is said.
    direction : int
        1 up, -1 down, 0 unsaid.
    level : bool
        Whether it says the new level ("to 150% of") rather than the difference.
    relative : bool
        Whether the sentence itself calls it relative.
    at : int
        Where in the skeleton it stands.
    ratio : bool
        Whether a bare number is called a ratio.
    """

    figure: Figure | None
    direction: int
    level: bool
    relative: bool
    at: int
    ratio: bool = False


def find_claims(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says of a difference, amounts first and then bare directions.

    Parameters
    ----------
    sentence : Sentence
        With its figures.

    Returns
    -------
    list of Claim

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> from toolkit.check.sentences import find_sentences
    >>> one = next(find_sentences(read_text("It fell by 3.5%, from 100 to 96.5.")))
    >>> [(claim.figure.text, claim.direction) for claim in find_claims(one) if claim.figure]
    [('3.5%', -1)]
    """
    claims: dict[Figure, Claim] = {}
    for claim in _find_amounts(sentence):
        if claim.figure is not None:
            claims.setdefault(claim.figure, claim)
    return [*claims.values(), *_find_directions(sentence)]


def _find_amounts(sentence: Sentence) -> Iterator[Claim]:
    skeleton = sentence.skeleton
    for match in re.finditer(_LEVEL, skeleton):
        yield _make(sentence, match, level=True)
    for pattern in (
        _BY,
        _STRAIGHT,
        _BESIDE,
        _LEADING,
        _MORE,
        _ADDED,
        _THEN_FROM,
        _TURNED,
        _FAR_BY,
        _NAMED,
    ):
        for match in re.finditer(pattern, skeleton):
            if not re.search(r"\b(?:from|to|than)\b", match[0].split("<")[0][-6:]):
                yield _make(sentence, match)
    for pattern in (_TIMES, _RATIO, _POINTS):
        for match in re.finditer(pattern, skeleton):
            yield _make(sentence, match)
    for match in re.finditer(_SIGNED, skeleton):
        if sentence.figures[int(match["n"])].signed:
            yield _make(sentence, match)


def _make(sentence: Sentence, match: re.Match[str], *, level: bool = False) -> Claim:
    groups = match.groupdict()
    number = groups.get("n") or groups.get("m")
    figure = sentence.figures[int(number)] if number else None
    direction = bool(groups.get("up")) - bool(groups.get("down"))
    if figure is not None and figure.signed:
        direction = 1 if figure.value >= 0 else -1
    ratio = match.re.pattern == _RATIO
    if figure is not None and figure.role == "X" and not direction:
        direction = 1 if figure.value > 1 else -1
    relative = bool(re.search(r"\brelative|proportionate", match[0]))
    if figure is not None:
        relative = (
            relative or "relative" in sentence.text[max(0, figure.start - 25) : figure.end + 25]
        )
    return Claim(figure, direction, level, relative, match.start(), ratio)


def _find_directions(sentence: Sentence) -> Iterator[Claim]:
    skeleton = sentence.skeleton
    for match in re.finditer(_DIRECTION, skeleton):
        after = skeleton[match.end() : match.end() + 12]
        # "more than half" and "up to 50" are limits of a figure, and no direction.
        if re.match(r" than (?:<|an? |one |half)", after) and match[0] not in ("higher", "lower"):
            continue
        if match[0] in (
            "more",
            "less",
            "up",
            "down",
            "additional",
            "extra",
            "cut",
            "greater",
            "smaller",
        ):
            continue
        yield _turn(match)
    for pattern in (_BARE, _THAN, _SIDES):
        yield from map(_turn, re.finditer(pattern, skeleton))


def _turn(match: re.Match[str]) -> Claim:
    return Claim(None, bool(match["up"]) - bool(match["down"]), False, False, match.start())
