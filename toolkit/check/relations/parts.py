"""Parts and wholes: "2,042, of which 1,266, 214 and 563"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.check.documents import Document, Paragraph, Place
from toolkit.check.figures import Figure, find_figures, half_unit
from toolkit.check.findings import Finding, Verdict
from toolkit.check.relations.hundreds import check_hundred
from toolkit.check.relations.lists import find_lists
from toolkit.check.sentences import Sentence, find_sentences

__all__ = ["check_parts", "judge_sum", "says_apart"]

_BETWEEN = r"(?:[^<>;]|<[YN]\d+>){0,90}?"
_PARTED = re.compile(
    rf"<C(?P<whole>\d+)>(?P<between>{_BETWEEN})"
    r"(?::|,? of (?:which|whom|these|them)\b|,? (?:compris\w+|made up of|consist\w* of|compos\w+ of|includ\w+ only|that is"
    r"|(?:split|divided|shared|spread)(?: \w+)?)\b| [–—-] |,(?= (?:about |some )?<C\d+> (?:of|from|among) (?:them|these|those|whom))|,? ?\((?=[^()]*<C\d+>[^()]*<C\d+>))(?P<rest>.*)$"
)
# "Of our 21 placements, nine were detox and 12 rehabilitation": the verb left out makes them one split.
_OF_WHOLE = re.compile(
    rf"^(?:\W*)of (?:the |our |all |these )*<C(?P<whole>\d+)>{_BETWEEN}, (?:(?:about|around|some) )?"
    r"<C(?P<first>\d+)> (?P<verb>were|was|are|is|had|have|came|used|started|left)\b[^<>.;]{1,60}?,? and <C(?P<second>\d+)>(?P<tail>[^<>.;]*)\.?$"
)
# The parts first: "(South East 575, South West 455) accounts for 1,030".
_SUMMED = re.compile(
    r"(?P<parts>(?:<(?P<role>[CM])\d+>[^<>.;]{0,40}){2,})\b(?:accounts? for|accounted for|totals?|totalled|totalling|make|makes|made|making|(?:add|sum|come|came|amount)(?:s|ing|ed)?(?: up)? to"
    r"|a total of|in total|together|giv(?:e|es|ing)|altogether)(?: a| the| some| an?)?(?: [a-z-]+){0,2} <(?P=role)(?P<whole>\d+)>"
)
_POINTS_BACK = re.compile(r"^\W*(?:of (?:these|those|them|whom)|these|they|this)\b", re.IGNORECASE)
_NOTED = re.compile(r"(?:need|may|might|do|does|will) not (?:always )?(?:add|sum)", re.IGNORECASE)
_FAR = 0.2  # parts that miss their whole by a fifth of it are no parts of it


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
    before: Sentence | None = None
    for sentence in find_sentences(document):
        match = _PARTED.search(sentence.skeleton)
        if match:
            whole = sentence.figures[int(match["whole"])]
            numbers = [int(one) for one in re.findall(r"<C(\d+)>", match["rest"])]
            parts = [sentence.figures[number] for number in numbers]
            if any(part.decimals > whole.decimals for part in parts):
                parts = []
            yield from judge_sum(whole, parts, sentence.place, sentence.text, noted=noted)
        elif summed := _SUMMED.search(sentence.skeleton):
            numbers = [int(one) for one in re.findall(rf"<{summed['role']}(\d+)>", summed["parts"])]
            parts = [sentence.figures[number] for number in numbers]
            whole = sentence.figures[int(summed["whole"])]
            yield from judge_sum(whole, parts, sentence.place, sentence.text, noted=noted)
        else:
            yield from _check_two(sentence, before)
        yield from check_hundred(sentence)
        before = sentence
    for lead, items in find_lists(document):
        yield from _check_list(lead, items, noted)


def _check_two(sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
    """Hold two parts that are said in one breath: they cannot be more than their whole."""
    match = _OF_WHOLE.search(sentence.skeleton)
    counts = sentence.numbers("C")
    if match:
        whole, *parts = (sentence.figures[int(match[one])] for one in ("whole", "first", "second"))
        # The verb said twice may tell two things of one person: "had used … and had used …".
        exclusive = not re.search(rf"\b{match['verb']}\b", match["tail"])
    elif before is not None and before.paragraph == sentence.paragraph and len(counts) == 2:
        known = before.numbers("C")
        if len(known) != 1 or not _POINTS_BACK.search(sentence.text):
            return
        whole, parts, exclusive = known[0], counts, " and " in sentence.text
    else:
        return
    found = list(judge_sum(whole, parts, sentence.place, sentence.text))
    if exclusive and (sum(one.value for one in parts) >= whole.value):
        yield from found


def says_apart(document: Document) -> bool:
    """Say whether a document tells its reader that parts need not add up."""
    texts = [paragraph.text for paragraph in document.paragraphs()]
    texts += [cell for table in document.tables() for row in table.rows for cell in row]
    return any(_NOTED.search(text) for text in texts)


def judge_sum(
    whole: Figure,
    parts: Sequence[Figure],
    place: Place,
    quote: str,
    *,
    rule: str = "parts",
    noted: bool = False,
    far: float = _FAR,
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
    far : float
        Of the whole: parts that miss it by more are no parts of it.

    Yields
    ------
    Finding
        None where the parts are too far off to be parts of it.
    """
    total = sum(part.value for part in parts)
    if len(parts) < 2 or not whole.value or abs(total - whole.value) > far * whole.value:
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


def _check_list(lead: Paragraph, items: Sequence[Paragraph], noted: bool) -> Iterator[Finding]:
    wholes = [one for one in find_figures(lead.text) if one.role == "C"]
    firsts = [
        next((one for one in find_figures(item.text) if one.role in "CPQR"), None) for item in items
    ]
    parts = [one for one in firsts if one is not None and one.role == "C" and one.start < 12]
    if len(wholes) == 1 and len(parts) == len(items) and re.search(r"of wh|:$", lead.text):
        yield from judge_sum(wholes[0], parts, lead.place, lead.text, noted=noted)
