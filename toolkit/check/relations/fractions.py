"""Fractions in words beside their figure: "almost half (44%)", "one in four (25%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document
from toolkit.check.figures import Figure, half_unit
from toolkit.check.findings import Finding, Verdict
from toolkit.check.sentences import Sentence, find_sentences, one_of

__all__ = ["check_fractions", "fraction_holds"]

_BESIDE = (
    rf"{one_of('F', 'f')}(?: [^<>.;()]{{0,80}}?)?,? ?\((?:about |around )?{one_of('P', 'p')}",
    rf"{one_of('P', 'p')} ?\((?:about |around |almost |nearly |over |under |more than |less than |just over |just under )?{one_of('F', 'f')}\)",
    rf"{one_of('F', 'f')}(?: of [^<>.;,()]{{0,50}}?)?, ?(?:or|at|that is) {one_of('P', 'p')}",
    rf"{one_of('P', 'p')}[^<>.;()]{{0,50}}, (?:or |that is )?(?:about |around |almost |nearly |over |under |more than |less than |fewer than |just over |just under )?{one_of('F', 'f')}",
)
_COUNTED = rf"{one_of('C', 'a')}(?: [a-z-]+){{0,3}} (?:out )?of (?:the |all |our |some |about |around |an |estimated )*{one_of('C', 'b')}"
_CLOSE = 90  # letters between a fraction and the counts that it sums up
_CLAUSE = re.compile(
    r"\b(?:so|which|leav\w+|therefore|thus|and|but|access\w*|are|were|is|was|us(?:e|ed|ing))\b"
)
_OTHER_PART = re.compile(
    r"\b(?:the (?:rest|others?|remain\w*)|not|without|of (?:these|them|those|whom))\b"
)
_PLAIN = 0.03  # of the whole: "a third" may be said of 30% to 36%
_ABOUT = 0.06
_NEARLY = 0.15


def check_fractions(document: Document) -> Iterator[Finding]:
    """Yield whether fractions in words hold of the percentages beside them.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"fraction"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> for found in check_fractions(read_text("More than half (46%) had a need.")):
    ...     print(found.verdict)
    disagrees
    """
    for sentence in find_sentences(document):
        told = set()
        for pattern in _BESIDE:
            for match in re.finditer(pattern, sentence.skeleton):
                said, share = (sentence.figures[int(match[name])] for name in "fp")
                if said in told:
                    continue
                told.add(said)
                holds = fraction_holds(said, share.value / 100, half_unit(share) / 100)
                printed = f"{said.hedge + ' ' if said.hedge else ''}{said.text}"
                text = (
                    f"{share.text} is {share.value / 100:.2f}, and {said.text} is {said.value:.2f}"
                )
                verdict = "agrees" if holds else "disagrees"
                yield Finding(
                    "fraction",
                    "agrees" if verdict == "agrees" else "disagrees",
                    sentence.place,
                    sentence.text,
                    printed,
                    share.text,
                    text,
                )
        yield from _hold_counted(sentence, told)


def _hold_counted(sentence: Sentence, told: set[Figure]) -> Iterator[Finding]:
    """Hold the only fraction of a sentence against its only "so many of so many"."""
    said = sentence.numbers("F")
    counted = list(re.finditer(_COUNTED, sentence.skeleton))
    if len(said) != 1 or said[0] in told or len(counted) != 1 or sentence.numbers("P"):
        return
    part, whole = (sentence.figures[int(counted[0][name])] for name in "ab")
    away = max(said[0].start - whole.end, part.start - said[0].end)
    if not 0 < part.value <= whole.value or away > _CLOSE:
        return
    low, high = sorted((said[0].start, said[0].end, part.start, whole.end))[1:3]
    if _OTHER_PART.search(sentence.skeleton) and _CLAUSE.search(sentence.text[low:high].lower()):
        return
    share = part.value / whole.value
    verdict: Verdict = "agrees" if fraction_holds(said[0], share) else "disagrees"
    text = f"{part.text} of {whole.text} is {share:.2f}, and {said[0].text} is {said[0].value:.2f}"
    printed = f"{said[0].hedge + ' ' if said[0].hedge else ''}{said[0].text}"
    made = f"{100 * share:.1f}%"
    yield Finding("fraction", verdict, sentence.place, sentence.text, printed, made, text)


def fraction_holds(said: Figure, share: float, slack: float = 0.0) -> bool:
    """Say whether a fraction in words holds of a share.

    Parameters
    ----------
    said : Figure
        Of role F, with its hedge.
    share : float
        Between 0 and 1.
    slack : float
        Half a unit of the share's printing.

    Returns
    -------
    bool

    Examples
    --------
    >>> from toolkit.check.figures import find_figures
    >>> said = find_figures("less than one in five")[0]
    >>> fraction_holds(said, 0.17), fraction_holds(said, 0.22)
    (True, False)
    """
    value = said.value
    if said.hedge == "over":
        return share > value - slack
    if said.hedge == "under":
        return share < value + slack
    if said.hedge == "nearly":
        return value * (1 - _NEARLY) - slack <= share <= value + slack
    return abs(share - value) <= (_ABOUT if said.hedge else _PLAIN) + slack
