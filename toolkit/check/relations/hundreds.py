"""Shares of one whole, which make 100, and one among them that lost its %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.check.figures import Figure, half_unit
from toolkit.check.findings import Finding
from toolkit.check.sentences import Sentence

__all__ = ["check_hundred", "unsigned_shares"]

_PARTITION = re.compile(
    r"^\W*by (?:[a-z-]+ ?){1,3}[:,]|caseload|split|made up|of all|the rest|the remain|remaining|composition|divided|breakdown|mix\b"
    r"|respectively|of whom|clients and|prescribed"
)
_NO_PARTITION = re.compile(
    r"\bfrom\b|increase|decrease|higher|lower|compared|against|target|baseline|average|rose|fell|rise"
    r"|than|unmet|not in|\bup\b|\bdown\b|gap|above|below"
)
_ENUMERATED = re.compile(
    r"<P\d+>[^<>.;]{1,60}, (?:<P\d+>[^<>.;]{1,60}, )*<P\d+>[^<>.;]{1,60},? and <P\d+>"
)
_NEAR_HUNDRED = 15.0


def check_hundred(sentence: Sentence) -> Iterator[Finding]:
    """Yield whether shares of one whole make 100.

    Parameters
    ----------
    sentence : Sentence
        With its figures.

    Yields
    ------
    Finding
        Of the rules ``"shares to 100"`` and ``"misprint"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> from toolkit.check.sentences import find_sentences
    >>> one = next(find_sentences(read_text("The split is 52% opiates, 21% other and 37% alcohol.")))
    >>> [found.explanation for found in check_hundred(one)]
    ['52% + 21% + 37% = 110%, not 100%']
    """
    shares = sentence.numbers("P")
    skeleton = sentence.skeleton
    if len(shares) < 2 or _NO_PARTITION.search(skeleton):
        return
    shares = sorted({*shares, *unsigned_shares(sentence, shares)}, key=lambda one: one.start)
    total = sum(one.value for one in shares)
    off = abs(total - 100)
    slack = sum(half_unit(one) for one in shares)
    told = " + ".join(one.text for one in shares)
    text = f"{told} = {total:g}%"
    printed = ", ".join(one.text for one in shares)
    if off <= slack + 1e-9:
        rounding = " (within rounding)" if off else ""
        yield Finding(
            "shares to 100",
            "agrees",
            sentence.place,
            sentence.text,
            printed,
            f"{total:g}%",
            text + rounding,
        )
    elif off <= _NEAR_HUNDRED and (_PARTITION.search(skeleton) or _ENUMERATED.search(skeleton)):
        yield Finding(
            "shares to 100",
            "disagrees",
            sentence.place,
            sentence.text,
            printed,
            f"{total:g}%",
            f"{text}, not 100%",
        )
    for one in shares:
        if one.role == "C":
            yield Finding(
                "misprint",
                "disagrees",
                sentence.place,
                sentence.text,
                one.text,
                f"{one.text}%",
                "the % sign is missing: it stands among shares and makes 100% with them",
            )


def unsigned_shares(sentence: Sentence, shares: Sequence[Figure]) -> list[Figure]:
    """Find what stands among shares without its % and makes 100 with them.

    Parameters
    ----------
    sentence : Sentence
        With its figures.
    shares : sequence of Figure
        Its percentages, at least one.

    Returns
    -------
    list of Figure

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> from toolkit.check.sentences import find_sentences
    >>> one = next(find_sentences(read_text("75% take one, 12.5% another and 12.5 a third.")))
    >>> [figure.text for figure in unsigned_shares(one, one.numbers("P"))]
    ['12.5']
    """
    rest = 100 - sum(one.value for one in shares)
    bare = [one for one in sentence.numbers("C") if one.start > shares[0].start]
    return [one for one in bare if one.value and abs(one.value - rest) <= half_unit(one)]
