"""Shares with a base: "172 of 2,000 assessments (8.6%)", "8.6% (n=172)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document
from toolkit.check.figures import Figure, half_unit
from toolkit.check.findings import Finding, Verdict
from toolkit.check.sentences import Sentence, find_sentences, one_of
from toolkit.check.tolerance import compare, reach, show

__all__ = ["check_shares", "judge_share"]

_FILL = r"(?:the |a |an |some |all |estimated |total |about |around |in |every )*"
_OWNER = r"(?:[a-z’'&-]+ ){0,3}?"
_OF = rf"{one_of('C', 'a')}[^<>.;,(]{{0,30}}? ?(?:\(|out )?of {_FILL}{_OWNER}{one_of('C', 'b')}"
# "62% of Cumbria's 96", beside the only other count.
_SHARE_OF = rf"{one_of('P', 'p')} of {_FILL}{_OWNER}{one_of('C', 'b')}"
_OF_WHOLE = rf"\b(?:of|among) {_FILL}{one_of('C', 'b')}"
# Words that make one count a part of another, wherever the two stand.
_BELONGS = re.compile(
    r"\b(?:of (?:which|whom|these|those|the|all|[a-z-]+['’]s)|n\s?=|out of|among)"
)
_RATE_OF = (
    rf"{one_of('C', 'a')}[^<>.;,(]{{0,30}}? ?\(?(?:out )?(?:from|of|in) {_FILL}{one_of('C', 'b')}"
    rf"[^<>.;]{{0,40}}?\b(?:rate|proportion|share|percentage|uptake|coverage|that is|i\.e\.|or|equating to|equivalent to|which is)"
    rf"(?: of| at| stands at|:)? ?{one_of('P', 'p')}"
)
_SLIP = 1.5
_REST = re.compile(r"\b(?:not|without|rest|remain\w*|others?|never|no)\b|n[’']t\b", re.IGNORECASE)
_CLOSE = 40  # letters between a share and the count that it is of
_OVER = rf"{one_of('C', 'a')} ?/ ?{one_of('C', 'b')}"
_BRACKETED = rf"{one_of('C', 'a')}[^<>.;,(]{{0,40}}\({one_of('P', 'p')}\)|{one_of('P', 'q')}[^<>.;,(]{{0,40}}\({one_of('C', 'c')}\)"
_WITHOUT_BASE = rf"{one_of('P', 'p')}\s?\(\s?n\s?=\s?{one_of('C', 'a')}\s?\)"
_NOT_A_SHARE = re.compile(
    r"unmet|penetration|increase|decrease|rise|fall|rose|fell|higher|lower|more than|fewer|not (?:in|receiv|access)|(?<!made )(?<!make )(?<!makes )(?<!making )\b(?:up|down) (?:by [^<>.]{0,12}<|from|on|to|<)|\bchange"
)


def check_shares(document: Document) -> Iterator[Finding]:
    """Yield what shares with their counts come to.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"share"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> for found in check_shares(read_text("It was 172 of 2,000 assessments (9.6%).")):
    ...     print(found.verdict, found.recomputed)
    disagrees 8.6%
    """
    sentences = list(find_sentences(document))
    for number, sentence in enumerate(sentences):
        for found, base in _without_base(sentence):
            yield found
            yield from _beside(sentence, sentences[max(0, number - 1) : number + 2], base)
        if not _NOT_A_SHARE.search(sentence.skeleton):
            yield from _with_base(sentence)


def _with_base(sentence: Sentence) -> Iterator[Finding]:
    skeleton, told = sentence.skeleton, set()
    for pattern in (_OVER, _OF):
        for match in re.finditer(pattern, skeleton):
            part, whole = (sentence.figures[int(match[name])] for name in "ab")
            share = _nearest_share(sentence, part, whole)
            if share and share not in told and part.value <= whole.value:
                told.add(share)
                yield judge_share(sentence, part, whole, share)
    for match in re.finditer(_RATE_OF, skeleton):
        part, whole, share = (sentence.figures[int(match[name])] for name in "abp")
        if share not in told and part.value <= whole.value:
            told.add(share)
            yield judge_share(sentence, part, whole, share)
    for match in re.finditer(_SHARE_OF, skeleton):
        share, whole = (sentence.figures[int(match[name])] for name in "pb")
        others = [one for one in sentence.numbers("C") if one is not whole]
        if share in told or len(others) != 1 or others[0].value > whole.value:
            continue
        apart = max(share.start - others[0].end, others[0].start - whole.end)
        if len(sentence.numbers("P")) == 1 and apart < _CLOSE:
            told.add(share)
            yield judge_share(sentence, others[0], whole, share)
    for part, whole, share in _bracketed(sentence):
        if share not in told:
            told.add(share)
            yield judge_share(sentence, part, whole, share)


def _nearest_share(sentence: Sentence, part: Figure, whole: Figure) -> Figure | None:
    shares = sentence.numbers("P")
    near = [
        one for one in shares if 0 <= one.start - whole.end < 90 or 0 <= part.start - one.end < 40
    ]
    return min(near, key=lambda one: abs(one.start - part.start)) if near else None


def _bracketed(sentence: Sentence) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield part, whole and share of "Of the 310,863 adults, 137,965 (44%) …"."""
    found = []
    for match in re.finditer(_BRACKETED, sentence.skeleton):
        part = sentence.figures[int(match["a"] or match["c"])]
        share = sentence.figures[int(match["p"] or match["q"])]
        found.append((part, share))
    if not found:
        return
    whole = _find_whole(sentence, found)
    if whole is not None:
        yield from ((part, whole, share) for part, share in found if part.value <= whole.value)


def _find_whole(sentence: Sentence, found: list[tuple[Figure, Figure]]) -> Figure | None:
    parts = {part for part, _ in found}
    for match in re.finditer(_OF_WHOLE, sentence.skeleton):
        whole = sentence.figures[int(match["b"])]
        if whole not in parts:
            return whole
    others = [one for one in sentence.numbers("C") if one not in parts]
    greatest = max(part.value for part in parts)
    larger = [one for one in others if one.value > greatest]
    if len(larger) == 1 and (_BELONGS.search(sentence.skeleton) or _is_likely(larger[0], found)):
        return larger[0]
    total = sum(part.value for part in parts)
    return next((one for one in others if len(parts) > 1 and one.value == total), None)


def _is_likely(whole: Figure, found: list[tuple[Figure, Figure]]) -> bool:
    """Say whether a count may be the base: a slip of the pen keeps a share's order of magnitude."""
    return whole.start < found[0][0].start and all(
        share.value / _SLIP <= 100 * part.value / whole.value <= share.value * _SLIP
        for part, share in found
    )


def judge_share(sentence: Sentence, part: Figure, whole: Figure, share: Figure) -> Finding:
    """Hold a printed share against its part and whole."""
    if not whole.value:
        text = f"a share of {whole.text} is not defined"
        return Finding(
            "share", "cannot be recomputed", sentence.place, sentence.text, share.text, "", text
        )
    value = 100 * part.value / whole.value
    low, high = reach(lambda ends: 100 * ends[0] / ends[1], (part, whole))
    note = compare(share, value, low, high)
    text = f"{part.text} of {whole.text} is {show(value, share)}" + (f" ({note})" if note else "")
    verdict: Verdict = "disagrees" if note is None else "agrees"
    if note and note.startswith("truncated"):
        verdict = "agrees in another sense"
    elif note is None and compare(share, 100 - value) == "" and _REST.search(sentence.text):
        verdict, text = "agrees in another sense", f"{text}; {share.text} is the rest of it"
    made = show(value, share)
    return Finding("share", verdict, sentence.place, sentence.text, share.text, made, text)


def _without_base(sentence: Sentence) -> Iterator[tuple[Finding, int]]:
    for match in re.finditer(_WITHOUT_BASE, sentence.skeleton):
        share, part = sentence.figures[int(match["p"])], sentence.figures[int(match["a"])]
        if not share.value:
            continue
        half = half_unit(share)
        base = round(100 * part.value / share.value)
        low = -(-100 * part.value // (share.value + half))
        high = 100 * part.value // max(share.value - half, 1e-9)
        text = (
            f"the base is not printed; {part.text} people at {share.text} would be {low:,.0f} to "
            f"{high:,.0f}, about {base:,.0f}"
        )
        missing = Finding(
            "share", "cannot be recomputed", sentence.place, sentence.text, share.text, "", text
        )
        yield missing, base


def _beside(sentence: Sentence, near: list[Sentence], base: int) -> Iterator[Finding]:
    """Speak of the share in the line beside, where it seems to be of the same base."""
    words = set(re.findall(r"[a-z]{7,}", sentence.skeleton))
    for other in near:
        shares = other.numbers("P")
        shared = words & set(re.findall(r"[a-z]{7,}", other.skeleton))
        if other is sentence or len(shares) != 1 or other.numbers("C") or not shared:
            continue
        share = shares[0]
        people = round(base * share.value / 100)
        text = (
            f"neither its count nor its base is printed; of the base of about {base:,} of the line beside "
            f"it would be {people:,}, but the two lines do not name one base in the same words"
        )
        yield Finding(
            "share", "cannot be recomputed", other.place, other.text, share.text, "", text
        )
