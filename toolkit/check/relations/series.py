"""Directions said in one place of a series that is printed in another, and changes of a table's sum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.documents import Document, Paragraph, Table
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding, Verdict
from toolkit.check.grids import TOTAL, Grid, read_grid
from toolkit.check.relations.claims import find_claims
from toolkit.check.relations.pairs import Pair, find_pairs
from toolkit.check.relations.table_sums import part_rows
from toolkit.check.sentences import Sentence, find_sentences, split_sentences
from toolkit.check.tolerance import compare

__all__ = ["check_series", "check_table_claims"]

_SAID = re.compile(
    r"\b(?:(?P<up>increase|rise|growth)|(?P<down>decrease|fall|reduction|decline))s? in (?:the )?(?:numbers? of )?(?P<what>.{5,90})"
)
_SERIES = re.compile(r"^(?P<what>[^<>]{5,80}?)\s?[-–:(]+\s?<Y\d+>")
_NEAR = 8  # blocks between a sentence and the table that it sums up


def check_series(document: Document) -> Iterator[Finding]:
    r"""Yield whether an increase is said of a series that is printed elsewhere and does increase.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"direction"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("An increase in the number of ABIs given.\nNumber of ABIs: 2020/21 - 438, 2022/23 - 122.")
    >>> [found.verdict for found in check_series(text)]
    ['disagrees']
    """
    sentences = list(find_sentences(document))
    series = [
        (one, pairs[0])
        for one in sentences
        if _SERIES.search(one.skeleton) and (pairs := find_pairs(one))
    ]
    for sentence in sentences:
        said = _SAID.search(sentence.text.lower())
        if not said or sentence.numbers("CPR"):
            continue
        for other, pair in series:
            if other is not sentence and _is_same(sentence.text, other.text):
                yield _judge(sentence, pair, 1 if said["up"] else -1, other)


def _is_same(said: str, printed: str) -> bool:
    acronyms = [set(re.findall(r"\b[A-Z]{3,}(?=s?\b)", text)) for text in (said, printed)]
    if acronyms[0] & acronyms[1]:
        return True
    what = _SERIES.search(printed)
    words = [
        set(re.findall(r"[a-z]{4,}", text.lower())) - {"number", "numbers"}
        for text in (said, printed if what is None else what["what"])
    ]
    return len(words[1]) > 1 and words[1] <= words[0]


def _judge(sentence: Sentence, pair: Pair, direction: int, other: Sentence) -> Finding:
    holds = (pair.second.value - pair.first.value) * direction > 0
    is_ = "rise" if pair.second.value > pair.first.value else "fall"
    text = f"{pair.first.text} to {pair.second.text} at {other.place.where} is a {is_}"
    verdict: Verdict = "agrees" if holds else "disagrees"
    said = "rise" if direction > 0 else "fall"
    return Finding("direction", verdict, sentence.place, sentence.text, said, is_, text)


def check_table_claims(document: Document) -> Iterator[Finding]:
    """Yield changes that are said above a table and come to the change of its sum.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"change"``. A change that the table's sum does not give is no fault: it
        may be of something else, so nothing is said.
    """
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        table = next(
            (one for one in document.blocks[number + 1 : number + _NEAR] if isinstance(one, Table)),
            None,
        )
        grid = read_grid(table) if table else None
        if grid is None:
            continue
        for sentence in split_sentences(block):
            yield from _sum_up(sentence, grid)


def _sum_up(sentence: Sentence, grid: Grid) -> Iterator[Finding]:
    claims = [one for one in find_claims(sentence) if one.figure and one.figure.role == "P"]
    dated = [at for at in grid.columns if grid.is_count(at) and grid.period(at)]
    if len(claims) != 1 or len(dated) != 2 or sentence.numbers("C"):
        return
    children = {row for rows in part_rows(grid).values() for row in rows}
    rows = [
        row
        for row, label in enumerate(grid.labels)
        if row not in children
        and not TOTAL.search(label.strip())
        and not _is_young(sentence, label)
    ]
    first, second = (_sum(grid, rows, at) for at in sorted(dated, key=grid.period))
    printed: Figure | None = claims[0].figure
    if not first or not second or printed is None:
        return
    value = 100 * (second / first - 1)
    note = compare(printed, value) if value * (claims[0].direction or 1) >= 0 else None
    if note is not None:
        text = f"the rows below add to {first:,.0f} and {second:,.0f}, a change of {value:+.2f}%"
        yield Finding(
            "change", "agrees", sentence.place, sentence.text, printed.text, f"{value:+.1f}%", text
        )


def _is_young(sentence: Sentence, label: str) -> bool:
    return "adult" in sentence.text.lower() and bool(re.search(r"child|young", label.lower()))


def _sum(grid: Grid, rows: list[int], column: int) -> float | None:
    known = [one.value for row in rows if (one := grid.cells[row][column]) is not None]
    return sum(known) if len(known) == len(rows) else None
