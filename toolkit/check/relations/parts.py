"""Parts and wholes: "2,042, of which 1,266, 214 and 563", shares that make 100, lists that are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.check.documents import Document, Paragraph, Place
from toolkit.check.figures import Figure, find_figures, half_unit
from toolkit.check.findings import Finding, Verdict
from toolkit.check.sentences import Sentence, find_sentences, split_sentences

__all__ = ["check_lists", "check_parts", "judge_sum", "says_apart"]

_PARTED = re.compile(
    r"<C(?P<whole>\d+)>(?P<between>(?:[^<>;]|<[YN]\d+>){0,90}?)"
    r"(?::|,? of (?:which|whom|these)|,? (?:comprising|made up of|consisting of|that is))(?P<rest>.*)$"
)
_PARTITION = re.compile(
    r"caseload|split|made up|of all|the rest|the remain|remaining|composition|divided|breakdown|mix\b"
    r"|respectively|of whom|clients and|prescribed"
)
_NO_PARTITION = re.compile(
    r"\bfrom\b|increase|decrease|higher|lower|compared|against|target|baseline|average|rose|fell|rise"
    r"|than|unmet|not in|\bup\b|\bdown\b|gap|above|below"
)
_NOTED = re.compile(r"(?:need|may|might|do|does|will) not (?:always )?(?:add|sum)", re.IGNORECASE)
_FAR = 0.2  # parts that miss their whole by a fifth of it are no parts of it
_NEAR_HUNDRED = 15.0
_COUNTED = re.compile(
    r"<C(?P<n>\d+)> (?:[a-z-]+ ){0,2}(?:priorities|actions|aims|objectives|themes|areas|partners|groups|points|recommendations|standards|outcomes|things|elements|services|strands)\b[^<>]*:$"
)


def check_parts(document: Document) -> Iterator[Finding]:
    r"""Yield what parts come to, in sentences and in lists under their whole.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rules ``"parts"`` and ``"shares to 100"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("- 2,042 people, of which:\n - 1,266 opiates only\n - 214 crack only\n - 563 both")
    >>> for found in check_parts(text):
    ...     print(found.verdict, found.recomputed)
    disagrees 2,043
    """
    noted = says_apart(document)
    for sentence in find_sentences(document):
        match = _PARTED.search(sentence.skeleton)
        if match:
            whole = sentence.figures[int(match["whole"])]
            numbers = [int(one) for one in re.findall(r"<C(\d+)>", match["rest"])]
            parts = [sentence.figures[number] for number in numbers]
            yield from judge_sum(whole, parts, sentence.place, sentence.text, noted=noted)
        yield from _check_hundred(sentence)
    for lead, items in _find_lists(document):
        yield from _check_list(lead, items, noted)


def says_apart(document: Document) -> bool:
    """Say whether a document tells its reader that parts need not add up."""
    texts = [paragraph.text for paragraph in document.paragraphs()]
    return any(_NOTED.search(text) for text in texts)


def judge_sum(
    whole: Figure,
    parts: Sequence[Figure],
    place: Place,
    quote: str,
    *,
    rule: str = "parts",
    noted: bool = False,
) -> Iterator[Finding]:
    """Hold a whole against the sum of its parts.

    Parameters
    ----------
    whole : Figure
        As printed.
    parts : sequence of Figure
        At least two.
    place : Place
        Of the whole.
    quote : str
        The sentence or row.
    rule : str
        What to call the relation.
    noted : bool
        Whether the document itself says that parts need not add up.

    Yields
    ------
    Finding
        None where the parts are too far off to be parts of it.
    """
    total = sum(part.value for part in parts)
    if len(parts) < 2 or not whole.value or abs(total - whole.value) > _FAR * whole.value:
        return
    off = abs(total - whole.value)
    sum_ = " + ".join(part.text for part in parts)
    text = f"{sum_} = {total:,.{whole.decimals}f}"
    verdict: Verdict = "agrees"
    fives = all(figure.value % 5 == 0 for figure in (whole, *parts))
    rounding = sum(half_unit(part) for part in (*parts, whole)) if whole.decimals else 0.0
    if off > rounding + 1e-9:
        if fives and off <= 2.5 * (len(parts) + 1):
            text += " (within rounding to 5)"
        else:
            verdict = "disagrees"
            text += f", {off:,.{whole.decimals}f} {'more' if total > whole.value else 'fewer'} than {whole.text}"
            if off <= len(parts) / 2 and noted:
                verdict = "agrees in another sense"
                text += "; the document says that its parts need not add up"
            elif off <= len(parts) / 2:
                text += (
                    "; estimates that are rounded one by one need not add up: say so beside them"
                )
    made = f"{total:,.{whole.decimals}f}"
    yield Finding(rule, verdict, place, quote, whole.text, made, text)


def _check_hundred(sentence: Sentence) -> Iterator[Finding]:
    shares = sentence.numbers("P")
    skeleton = sentence.skeleton
    if len(shares) < 2 or _NO_PARTITION.search(skeleton):
        return
    shares = sorted({*shares, *_unsigned_shares(sentence, shares)}, key=lambda one: one.start)
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
    elif off <= _NEAR_HUNDRED and _PARTITION.search(skeleton):
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


def _unsigned_shares(sentence: Sentence, shares: Sequence[Figure]) -> list[Figure]:
    """Find what stands among shares without its % and makes 100 with them."""
    rest = 100 - sum(one.value for one in shares)
    bare = [one for one in sentence.numbers("C") if one.start > shares[0].start]
    return [one for one in bare if one.value and abs(one.value - rest) <= half_unit(one)]


def _find_lists(document: Document) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    """Yield each line that ends with a colon, with the items right under it."""
    blocks = document.blocks
    for number, lead in enumerate(blocks):
        if not isinstance(lead, Paragraph) or not lead.text.rstrip().endswith(":"):
            continue
        items: list[Paragraph] = []
        for block in blocks[number + 1 :]:
            deeper = isinstance(block, Paragraph) and block.kind == "item"
            if not deeper or not isinstance(block, Paragraph):
                break
            if lead.kind == "item" and block.level <= lead.level:
                break
            if items and block.level < items[0].level:
                break
            if not items or block.level == items[0].level:
                items.append(block)
        if len(items) > 1:
            yield lead, items


def _check_list(lead: Paragraph, items: Sequence[Paragraph], noted: bool) -> Iterator[Finding]:
    wholes = [one for one in find_figures(lead.text) if one.role == "C"]
    firsts = [
        next((one for one in find_figures(item.text) if one.role in "CPQR"), None) for item in items
    ]
    parts = [one for one in firsts if one is not None and one.role == "C" and one.start < 12]
    if len(wholes) == 1 and len(parts) == len(items) and re.search(r"of wh|:$", lead.text):
        yield from judge_sum(wholes[0], parts, lead.place, lead.text, noted=noted)


def check_lists(document: Document) -> Iterator[Finding]:
    r"""Yield whether as many things are listed as are announced.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"list"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("The plan has three aims:\n- one aim\n- another aim")
    >>> for found in check_lists(text):
    ...     print(found.verdict, found.explanation)
    disagrees 2 are listed
    """
    for lead, items in _find_lists(document):
        sentence = list(split_sentences(lead))[-1]
        match = _COUNTED.search(sentence.skeleton.strip())
        if not match:
            continue
        said = sentence.figures[int(match["n"])]
        holds = said.value == len(items)
        yield Finding(
            "list",
            "agrees" if holds else "disagrees",
            lead.place,
            lead.text,
            said.text,
            str(len(items)),
            f"{len(items)} are listed",
        )
    for sentence in find_sentences(document):
        match = re.search(r"<C(\d+)> types of ", sentence.skeleton)
        shares = sentence.numbers("P")
        if match and len(shares) > 1:
            said = sentence.figures[int(match[1])]
            listed = len(shares) + len(_unsigned_shares(sentence, shares))
            if said.value == listed:
                yield Finding(
                    "list",
                    "agrees",
                    sentence.place,
                    sentence.text,
                    said.text,
                    str(listed),
                    f"{listed} are listed",
                )
