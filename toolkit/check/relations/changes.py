"""Changes and ratios: "rose from 354 to 381, by 7.6%", "36% higher than England's"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.check.documents import Document
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding, Verdict
from toolkit.check.relations.claims import Claim, find_claims
from toolkit.check.relations.lone_pairs import find_lone_pairs
from toolkit.check.relations.pairs import Pair, find_pairs
from toolkit.check.relations.pointing_back import find_back, find_before
from toolkit.check.sentences import Sentence, find_sentences
from toolkit.check.tolerance import compare, reach, show

__all__ = ["check_changes", "judge_change"]

_HUNDRED = 100.0
# Per cent: where the rounding of two figures leaves more than this open, it excuses nothing.
_WIDEST = 8.0
_JUDGED = re.compile(r"\b(?:better|worse|higher|lower) than\b|\bsimilar to\b", re.IGNORECASE)
_MOVING = re.compile(
    r"[^.;]{0,20}?,? (?:and |but )?(?:increasing|decreasing|rising|falling)\b", re.IGNORECASE
)
_KINDEST = ("agrees", "agrees in another sense", "cannot be recomputed", "disagrees")


def check_changes(document: Document) -> Iterator[Finding]:
    """Yield what changes and ratios come to, sentence by sentence.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"change"``, ``"ratio"`` or ``"direction"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> for found in check_changes(read_text("It rose from 107 to 94.")):
    ...     print(found.rule, found.verdict)
    direction disagrees
    """
    before: Sentence | None = None
    for sentence in find_sentences(document):
        claims = find_claims(sentence)
        if not claims:
            before = sentence
            continue
        amounts = frozenset(claim.figure for claim in claims if claim.figure is not None)
        pairs = (
            find_pairs(sentence, amounts)
            or list(find_lone_pairs(sentence, amounts))
            or find_back(sentence, before, amounts)
            or find_pairs(sentence, _relatives(claims))
            or list(find_lone_pairs(sentence, _relatives(claims)))
            or find_before(sentence, before)
        )
        before = sentence
        pairs = [pair for pair in pairs if not _stand_side_by_side(sentence, pair)]
        if pairs:
            yield from _hold(sentence, claims, pairs)
        else:
            yield from _tell_missing(sentence, claims)


def _relatives(claims: Sequence[Claim]) -> frozenset[Figure]:
    return frozenset(one.figure for one in claims if one.figure and one.figure.role in "QX")


def _hold(sentence: Sentence, claims: Sequence[Claim], pairs: Sequence[Pair]) -> Iterator[Finding]:
    amounts = [
        one
        for one in claims
        if one.figure and all(one.figure not in (pair.first, pair.second) for pair in pairs)
    ]
    spoken: set[Pair] = set()
    for claim in amounts:
        pair = min(pairs, key=lambda pair: _distance(pair, claim.figure))
        if claim.figure and _can_be_of(pair, claim.figure):
            spoken.add(pair)
            yield judge_change(sentence, pair, claim)
    for pair in pairs:
        said = {claim.direction for claim in claims if not claim.figure}
        if (
            pair not in spoken
            and pair.ordered
            and len(said) == 1
            and len(pairs) == 1
            and not _says_trend_apart(sentence, pair)
        ):
            yield from _judge_direction(sentence, pair, said.pop())


def _stand_side_by_side(sentence: Sentence, pair: Pair) -> bool:
    """Say whether two figures are two facts of one thing: "England (12.5; 16,688 adults)"."""
    first, last = sorted((pair.first, pair.second), key=lambda figure: figure.start)
    return sentence.text[first.end : last.start].startswith("; ")


def _says_trend_apart(sentence: Sentence, pair: Pair) -> bool:
    """Say whether an area is judged against another first, and how it moves is said behind both."""
    first, last = sorted((pair.first, pair.second), key=lambda figure: figure.start)
    judged = _JUDGED.search(sentence.text[first.end : last.start])
    return bool(judged and _MOVING.match(sentence.text[last.end :]))


def _can_be_of(pair: Pair, figure: Figure) -> bool:
    """Say whether a figure can be a difference of a pair: people of people, rates of rates."""
    if figure.role in "PXF":
        return True
    if figure.role == "Q":
        return pair.first.role == "P"
    # A ratio is a bare number.
    return figure.role == pair.first.role or figure.decimals > 0


def _distance(pair: Pair, figure: Figure | None) -> int:
    if figure is None:
        return 0
    return min(abs(figure.start - one.start) for one in (pair.first, pair.second))


def judge_change(sentence: Sentence, pair: Pair, claim: Claim) -> Finding:
    """Hold one claim against one pair, in every sense that the words may have.

    Parameters
    ----------
    sentence : Sentence
        Where both stand.
    pair : Pair
        The values.
    claim : Claim
        With its figure.

    Returns
    -------
    Finding
    """
    printed = claim.figure
    if printed is None:
        raise AssertionError("a claim without a figure is a direction")
    if not pair.ordered:
        turned = Pair(pair.second, pair.first, pair.in_time)
        ways = [judge_change(sentence, one, claim) for one in (replace(pair, ordered=True), turned)]
        return min(ways, key=lambda one: _KINDEST.index(one.verdict))
    if printed.role == "F":
        # A part of the earlier figure, in words: "fell by a fifth".
        worded = replace(
            printed, role="P", value=100 * printed.value, hedge=printed.hedge or "about"
        )
        return judge_change(sentence, pair, replace(claim, figure=worded))
    first, second = pair.first, pair.second
    senses = list(_list_senses(pair, claim))
    rule = "change" if pair.in_time else "ratio"
    told = (
        f"{first.text} to {second.text}" if pair.in_time else f"{second.text} against {first.text}"
    )
    value, low, high = senses[0].value, senses[0].low, senses[0].high
    best = _choose_sense(senses, claim, printed)
    if best is not None:
        number, sense, note = best
        plain = number == 0 and not note.startswith("truncated")
        verdict: Verdict = "agrees" if plain else "agrees in another sense"
        said = "; ".join(part for part in (sense.name, note) if part)
        text = f"{told} is {show(value, printed, sign=True)}" + (f" ({said})" if said else "")
        made = show(sense.value, replace(printed, role="Q") if "points" in sense.name else printed)
        return _finding(sentence, rule, verdict, printed, made, text)
    if not pair.first.value and printed.role in "PX":
        text = f"{told} is a change from 0, of which there is no percentage"
        return _finding(sentence, rule, "cannot be recomputed", printed, "", text)
    rule = (
        "direction"
        if _turns(value, claim) and compare(printed, value, low, high) is not None
        else rule
    )
    text = f"{told} is {show(value, printed, sign=True)}"
    return _finding(sentence, rule, "disagrees", printed, show(value, printed, sign=True), text)


class _Sense(NamedTuple):
    """What a claim can mean, what it is then, and the least and greatest it may be."""

    name: str
    value: float
    low: float | None
    high: float | None


def _choose_sense(
    senses: Sequence[_Sense], claim: Claim, printed: Figure
) -> tuple[int, _Sense, str] | None:
    """Choose the sense that holds as printed, else the nearest, else what rounding allows."""
    held: list[tuple[int, _Sense, str]] = []
    for number, sense in enumerate(senses):
        coarse = sense.name.startswith("rounded")
        note = _hold_sense(sense if coarse else sense._replace(low=None), claim, printed)
        if note is not None:
            held.append((number, sense, note))
    if held:
        return min(held, key=lambda one: (one[2] != "", _apart(one[1], printed) if one[2] else 0))
    first = senses[0]
    if first.low is not None and first.high is not None and first.high - first.low <= _WIDEST:
        note = _hold_sense(first, claim, printed)
        return None if note is None else (0, first, note)
    return None


def _hold_sense(sense: _Sense, claim: Claim, printed: Figure) -> str | None:
    if _turns(sense.value, claim):
        return None
    return compare(printed, sense.value, sense.low, sense.high)


def _turns(value: float, claim: Claim) -> bool:
    """Say whether a value goes the other way than the claim."""
    if claim.level or not claim.direction:
        return False
    times = claim.figure is not None and claim.figure.role == "X"
    return (value - 1 if times else value) * claim.direction < 0


def _apart(sense: _Sense, printed: Figure) -> float:
    return abs(abs(sense.value) - abs(printed.value))


def _list_senses(pair: Pair, claim: Claim) -> Iterator[_Sense]:
    """List what a claim can mean, its plain sense first."""
    both = (pair.first, pair.second)
    a, b = pair.first.value, pair.second.value
    role = claim.figure.role if claim.figure else "P"

    def made(sense: str, kind: str) -> _Sense:
        low, high = sorted(map(abs, reach(lambda v: _FORMULAS[kind](v[0], v[1]), both)))
        return _Sense(sense, _FORMULAS[kind](a, b), low, high)

    shares = pair.first.role == "P"
    if role == "X" or claim.ratio:
        yield made("", "times")
        if claim.figure is not None and claim.figure.value > 1 and a:
            yield made("as a fall to one part in so many", "parts")
    elif role == "Q":
        yield made("", "difference")
        yield made("it is per cent, not points", "percent")
    elif role in "CR":
        yield made("", "difference")
    elif claim.level:
        yield made("", "level")
        yield made("as a change by so much, not a level", "percent")
    else:
        yield made("", "percent")
        if shares and not claim.relative:
            yield made("in percentage points, not per cent", "difference")
        yield made("it is the level reached: “to”, not “by”", "level")
        yield made("as a share of the later figure", "of_later")
        if (
            claim.figure is not None
            and claim.figure.value >= _HUNDRED
            and claim.figure.value % 100 == 0
        ):
            value = _FORMULAS["percent"](a, b)
            yield _Sense("rounded to the nearest 100%", value, abs(value) - 50, abs(value) + 50)


_FORMULAS: dict[str, Callable[[float, float], float]] = {
    "percent": lambda a, b: (b / a - 1) * _HUNDRED if a else float("inf"),
    "difference": lambda a, b: b - a,
    "times": lambda a, b: b / a if a else float("inf"),
    "parts": lambda a, b: a / b if b else float("inf"),
    "level": lambda a, b: b / a * _HUNDRED if a else float("inf"),
    "of_later": lambda a, b: (b - a) / b * _HUNDRED if b else float("inf"),
}


def _judge_direction(sentence: Sentence, pair: Pair, direction: int) -> Iterator[Finding]:
    difference = pair.second.value - pair.first.value
    if not difference or not direction:
        return
    holds = (difference > 0) == (direction > 0)
    said, is_ = ("rise" if direction > 0 else "fall"), ("rise" if difference > 0 else "fall")
    if not pair.in_time:
        said, is_ = ("higher", "lower")[direction < 0], ("higher", "lower")[difference < 0]
    text = f"{pair.first.text} to {pair.second.text} is a {is_}"
    if not pair.in_time:
        text = f"{pair.second.text} is {is_} than {pair.first.text}"
    rule = "direction" if pair.in_time else "ratio"
    verdict: Verdict = "agrees" if holds else "disagrees"
    yield Finding(rule, verdict, sentence.place, sentence.text, said, is_, text)


def _tell_missing(sentence: Sentence, claims: Sequence[Claim]) -> Iterator[Finding]:
    for claim in claims:
        if claim.figure and claim.figure.role in "PQX" and claim.direction:
            text = "the two figures that it is made from are not in the sentence"
            yield _finding(sentence, "change", "cannot be recomputed", claim.figure, "", text)


def _finding(
    sentence: Sentence, rule: str, verdict: Verdict, printed: Figure, made: str, text: str
) -> Finding:
    return Finding(rule, verdict, sentence.place, sentence.text, printed.text, made, text)
