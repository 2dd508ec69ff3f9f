"""Tables of a PDF page that are ruled across and not down: their columns are parted by white space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

__all__ = ["Band", "find_bands"]

_THIN = 1.6  # points: a rule, and no box
_WIDE = 150.0  # points: shorter rules are underlines
_FEWEST_RULES = 3
_TALLEST = 140.0  # points between two rules of one table
_GUTTER = 4.0  # points of white space between two columns
_MARGIN = 2.0


class Band(NamedTuple):
    """A table ruled across: where it stands, and the text of its cells row by row."""

    bbox: tuple[float, float, float, float]
    rows: tuple[tuple[str, ...], ...]


def find_bands(page: Any) -> Iterator[Band]:
    """Find the tables of a page that have rules between their rows only.

    Parameters
    ----------
    page : pdfplumber.page.Page
        With its words, lines and boxes.

    Yields
    ------
    Band
        From top to bottom; a group of rules with words in one column alone is no table.
    """
    words = page.extract_words(use_text_flow=False, keep_blank_chars=False)
    for rules, left, right in _group_rules(page):
        heads = _find_heads(page, rules[0], left, right, words)
        top = heads[0]["top"] if heads else rules[0]
        levels = [top, *(rule for rule in rules if rule > top + _MARGIN)]
        if len(levels) < _FEWEST_RULES - 1:
            continue
        inside = [
            word
            for word in words
            if left - _MARGIN <= word["x0"]
            and word["x1"] <= right + _MARGIN
            and top - _MARGIN <= word["top"]
            and word["bottom"] <= levels[-1] + _MARGIN
        ]
        columns = [(head["x0"], head["x1"]) for head in heads]
        columns = columns if len(columns) > 1 else _find_columns(inside, left, right)
        if len(columns) > 1:
            bare = [] if heads else _read_above(words, levels, columns)
            top = min([top, *(word["top"] for word in bare)])
            levels = [top, *levels] if bare else levels
            inside += bare
            rows = [_read_row(inside, low, high, columns) for low, high in pairwise(levels)]
            yield Band((left, top, right, levels[-1]), tuple(row for row in rows if any(row)))


def _group_rules(page: Any) -> Iterator[tuple[list[float], float, float]]:
    """Yield rules of one left and right end that follow one another down the page."""
    found: dict[tuple[int, int], list[float]] = {}
    for part in (*page.lines, *page.rects):
        if part["bottom"] - part["top"] <= _THIN and part["x1"] - part["x0"] >= _WIDE:
            key = (round(part["x0"]), round(part["x1"]))
            found.setdefault(key, []).append(part["top"])
    for (left, right), tops in found.items():
        group: list[float] = []
        for at in sorted(tops):
            if group and at - group[-1] > _TALLEST:
                yield group, left, right
                group = []
            if not group or at - group[-1] > _MARGIN:
                group.append(at)
        if group:
            yield group, left, right


def _find_heads(
    page: Any, first: float, left: float, right: float, words: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the coloured cells of the heading above the first rule, from left to right."""
    boxes = [
        part
        for part in page.rects
        if part["bottom"] - part["top"] > _THIN
        and left - _MARGIN <= part["x0"]
        and part["x1"] <= right + _MARGIN
        and part["top"] < first
        and abs(part["bottom"] - first) < _TALLEST
        and part["x1"] - part["x0"] < right - left - _MARGIN
    ]
    top = max((part["top"] for part in boxes), default=0.0)
    row = {round(part["x0"]): part for part in boxes if abs(part["top"] - top) < _MARGIN}
    if not any(top <= word["top"] < first for word in words):
        return []
    return [row[at] for at in sorted(row)]


def _read_above(
    words: Sequence[dict[str, Any]],
    levels: Sequence[float],
    columns: Sequence[tuple[float, float]],
) -> list[dict[str, Any]]:
    """Return the words of a heading that stands bare above the first rule, if it keeps the columns."""
    height = min(high - low for low, high in pairwise(levels))
    left, right = columns[0][0], columns[-1][1]
    above = [
        word
        for word in words
        if levels[0] - height <= word["top"]
        and word["bottom"] <= levels[0] + _MARGIN
        and left - _MARGIN <= word["x0"]
        and word["x1"] <= right + _MARGIN
    ]
    held = {
        at
        for word in above
        for at, (start, end) in enumerate(columns)
        if start <= word["x0"] and word["x1"] <= end
    }
    kept = all(any(a <= word["x0"] and word["x1"] <= b for a, b in columns) for word in above)
    return above if kept and len(held) > 1 else []


def _find_columns(
    words: Sequence[dict[str, Any]], left: float, right: float
) -> list[tuple[float, float]]:
    """Part a table where no word of any row stands."""
    spans: list[list[float]] = []
    for word in sorted(words, key=lambda word: word["x0"]):
        if spans and word["x0"] - spans[-1][1] < _GUTTER:
            spans[-1][1] = max(spans[-1][1], word["x1"])
        else:
            spans.append([word["x0"], word["x1"]])
    edges = [left, *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), right]
    return list(pairwise(edges))


def _read_row(
    words: Sequence[dict[str, Any]],
    low: float,
    high: float,
    columns: Sequence[tuple[float, float]],
) -> tuple[str, ...]:
    mine = [word for word in words if low <= (word["top"] + word["bottom"]) / 2 < high]
    mine.sort(key=lambda word: (round(word["top"]), word["x0"]))
    return tuple(
        " ".join(word["text"] for word in mine if start <= (word["x0"] + word["x1"]) / 2 < end)
        for start, end in columns
    )
