"""Gaps and targets: baseline, target, national average, and what is left to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.check.documents import Document
from toolkit.check.figures import Figure, find_figures
from toolkit.check.findings import Finding, Verdict
from toolkit.check.relations.changes import judge_change
from toolkit.check.relations.claims import find_claims
from toolkit.check.relations.pairs import Pair, find_pairs
from toolkit.check.relations.shares import judge_share
from toolkit.check.sentences import Sentence, find_sentences, one_of
from toolkit.check.tolerance import compare, show

__all__ = ["check_targets"]

_BASELINE = rf"\b(?:baseline|currently|current|now stands)\b[^<>;]{{0,90}}?{one_of('PCR', 'v')}"
_TARGET = (
    rf"\b(?:target|aim|ambition|national average|england average|average|benchmark|standard|goal|trajectory)\b"
    rf"(?: \w+){{0,2}}?,?(?: is| of| was|:| to)? ?(?:reach )?{one_of('PCR', 'v')}"
)
_TARGET_AFTER = (
    rf"{one_of('PCR', 'v')} (?:target|standard|benchmark|goal|national average|england average)"
)
_GAP = (
    rf"\b(?:gap|shortfall|difference|distance)\b(?:[^<>.;]|<[PRYN]\d+>){{0,90}}?\b(?:of|is|was) "
    rf"{one_of('PQCR', 'v')}|{one_of('PQ', 'w')} (?:gap|difference)\b"
)
_AIM = r"\b(?:target|standard|ambition|goal|benchmark|trajectory)\b"
_MET = re.compile(
    r"\b(?:(?P<below>not (?:been )?(?:met|reached|achieved|hit)|missed|fell short|falls short|failed to (?:meet|reach|achieve|hit))"
    r"|(?P<above>exceed(?:ed|s|ing)|meets?|met|meeting|reach(?:ed|es)|achiev(?:ed|es|ing)|hit|beat(?:s|en|ing)?|surpass(?:ed|es|ing)|better(?:ed|s|ing)))\b"
)
_LEFT = (
    rf"{one_of('C', 'v')}(?: \w+){{0,3}}? (?:remain|remaining|to go|short|left|are still needed|still needed|outstanding|adrift)"
    rf"|\b(?:leaving|leaves|shortfall|remaining|outstanding|(?:short|missed|exceeded|beaten) by|still needed|gap|deficit)(?: of| is|:| a| another)* {one_of('C', 'w')}"
)
_SIDE = (
    r"\b(?:(?P<below>below|under|lower than|short of|fewer than|less than|behind)|(?P<above>above|over|exceed(?:s|ed|ing)?|higher than"
    r"|ahead of|more than|beyond))\b"
)
_BESIDE = rf"{_SIDE}(?: the| our| its| a)?(?: \w+){{0,3}}? ?(?:{one_of('PR', 'v')} (?:target|average|standard|benchmark)|(?:target|average|standard|benchmark|level)[^<>;]{{0,20}}{one_of('PR', 'w')})"
_ALREADY = rf"\balready {_SIDE}"
_ASIDE = rf"{_SIDE}(?: the| our| its| this)? (?:target|standard|benchmark|ambition|goal|(?:national |england )?average)\b"
_WAY = rf"{one_of('P', 'p')} of (?:the |our |its |this )?(?:way|target|aim|goal|ambition|planned)"
_PARTED = 40  # letters that a comma counts for
_TERSE = 60  # letters
_WINDOW = 3  # sentences: the baseline, the national average and the aim often take a line each


def check_targets(document: Document) -> Iterator[Finding]:
    r"""Yield what gaps, targets and what remains come to.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rules ``"gap"`` and ``"target"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("Our baseline is 79%.\nTarget 83%, an increase of over 4%.")
    >>> for found in check_targets(text):
    ...     print(found.verdict)
    agrees in another sense
    """
    sentences = list(find_sentences(document))
    for joined in _join_terse(sentences):
        yield from _check_left(joined)
    for number, sentence in enumerate(sentences):
        near = [
            one
            for one in sentences[max(0, number - _WINDOW + 1) : number]
            if sentence.paragraph - one.paragraph < _WINDOW
        ]
        yield from _check_gap(sentence)
        yield from _check_left(sentence)
        yield from _check_met(sentence)
        yield from _check_way(sentence)
        yield from _check_side(sentence, near)
        yield from _check_increase(sentence, near)


def _first(pattern: str, sentence: Sentence) -> Figure | None:
    match = re.search(pattern, sentence.skeleton)
    return sentence.figures[int(match["v"])] if match else None


def _check_gap(sentence: Sentence) -> Iterator[Finding]:
    match = re.search(_GAP, sentence.skeleton)
    if not match:
        return
    gap = sentence.figures[int(match["v"] or match["w"])]
    role = "P" if gap.role in "PQ" else gap.role
    values = [one for one in sentence.numbers(role) if one is not gap]
    if len(values) != 2:
        return
    difference = abs(values[0].value - values[1].value)
    yield _judge(
        "gap",
        sentence,
        gap,
        difference,
        f"{values[0].text} and {values[1].text} are {show(difference, gap)} apart",
    )


def _check_left(sentence: Sentence) -> Iterator[Finding]:
    match = re.search(_LEFT, sentence.skeleton)
    left = sentence.figures[int(match["v"] or match["w"])] if match else None
    target = _first(_TARGET, sentence) or _first(_TARGET_AFTER, sentence)
    if left is None or target is None or target.role != "C" or left is target:
        return
    done = [one for one in sentence.numbers("C") if one not in (left, target)]
    if len(done) == 1:
        rest = abs(target.value - done[0].value)
        yield _judge(
            "target",
            sentence,
            left,
            rest,
            f"{target.text} less {done[0].text} is {show(rest, left)}",
        )


def _judge(rule: str, sentence: Sentence, printed: Figure, value: float, text: str) -> Finding:
    note = compare(printed, value)
    verdict: Verdict = "disagrees" if note is None else "agrees"
    if note is not None and printed.role == "P":
        verdict, note = "agrees in another sense", "in percentage points, not per cent"
    text += f" ({note})" if note else ""
    return Finding(
        rule, verdict, sentence.place, sentence.text, printed.text, show(value, printed), text
    )


def _check_side(sentence: Sentence, near: Sequence[Sentence]) -> Iterator[Finding]:
    match = re.search(_BESIDE, sentence.skeleton)
    if match:
        held = sentence.figures[int(match["v"] or match["w"])]
        before = [
            one
            for one in sentence.numbers(held.role)
            if one is not held and one.end <= match.start() + len(sentence.text)
        ]
        own = [one for one in before if one.start < held.start] or before
        if own:
            yield _judge_side(sentence, own[-1], held, below=bool(match["below"]))
        return
    match = re.search(_ALREADY, sentence.skeleton)
    held_one = _first(_TARGET, sentence)
    owns = [one for other in near for one in other.numbers("P")]
    if match and held_one is not None and held_one.role == "P" and owns:
        yield _judge_side(sentence, owns[-1], held_one, below=bool(match["below"]))
        return
    match = re.search(_ASIDE, sentence.skeleton)
    mine = sentence.numbers("PR")
    said = [one for other in near if (one := _first(_TARGET, other)) and mine]
    if match and len(mine) == 1 and said and said[-1].role == mine[0].role:
        yield _judge_side(sentence, mine[0], said[-1], below=bool(match["below"]))


def _check_way(sentence: Sentence) -> Iterator[Finding]:
    """Hold "45.7% of the way to the 15,000 target" against what is done."""
    match = re.search(_WAY, sentence.skeleton)
    target = _first(_TARGET, sentence) or _first(_TARGET_AFTER, sentence)
    counts = sentence.numbers("C")
    if not match or target not in counts or target is None or len(counts) != 2:
        return
    done = next(one for one in counts if one is not target)
    if done.value <= target.value:
        yield judge_share(sentence, done, target, sentence.figures[int(match["p"])])


def _join_terse(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Join lines such as "Target: 40. Delivered: 31. Shortfall: 9." into one."""
    for _, group in groupby(sentences, key=lambda one: one.paragraph):
        lines = list(group)
        if len(lines) > 1 and all(len(one.text) <= _TERSE for one in lines):
            text = "; ".join(one.text.rstrip(".") for one in lines)
            yield Sentence(text, tuple(find_figures(text)), lines[0].place, lines[0].paragraph)


def _check_met(sentence: Sentence) -> Iterator[Finding]:
    """Hold whether a target is said to be met against the only other value of its kind."""
    met = list(_MET.finditer(sentence.skeleton))
    aims = list(re.finditer(_AIM, sentence.text.lower()))
    if len(met) != 1 or not aims or re.search(_BESIDE, sentence.skeleton):
        return
    for role in "PR":
        values = sentence.numbers(role)
        if len(values) == 2:
            away = [min(_apart(sentence.text, aim, one) for aim in aims) for one in values]
            held, own = values if away[0] <= away[1] else reversed(values)
            yield _judge_side(sentence, own, held, below=bool(met[0]["below"]), level=True)


def _apart(text: str, aim: re.Match[str], value: Figure) -> int:
    """Say how far a value stands from a word; a comma or bracket between parts them more."""
    left, right = sorted((aim.start(), aim.end(), value.start, value.end))[1:3]
    return right - left + _PARTED * bool(re.search(r"[,;)]", text[left:right]))


def _judge_side(
    sentence: Sentence, own: Figure, held: Figure, *, below: bool, level: bool = False
) -> Finding:
    holds = own.value < held.value if below else own.value > held.value
    holds = holds or (level and not below and own.value == held.value)
    said = "below" if below else "above"
    is_ = "below" if own.value < held.value else "above" if own.value > held.value else "equal to"
    text = f"{own.text} is {is_} {held.text}"
    verdict: Verdict = "agrees" if holds else "disagrees"
    return Finding("target", verdict, sentence.place, sentence.text, said, is_, text)


def _check_increase(sentence: Sentence, near: Sequence[Sentence]) -> Iterator[Finding]:
    """Hold "Target 83%, an increase of over 4%" against the baseline said before."""
    target = _first(_TARGET, sentence)
    claims = [
        one for one in find_claims(sentence) if one.figure is not None and one.figure is not target
    ]
    amounts = frozenset(one.figure for one in claims if one.figure)
    if target is None or not claims or find_pairs(sentence, amounts):
        return
    baseline = _first(_BASELINE, sentence)
    for other in reversed(near):
        baseline = baseline or _first(_BASELINE, other)
    if baseline is None or baseline.role != target.role or baseline is target:
        return
    for claim in claims:
        found = judge_change(sentence, Pair(baseline, target, True), claim)
        yield Finding(
            "target",
            found.verdict,
            found.place,
            found.quote,
            found.printed,
            found.recomputed,
            found.explanation,
        )
