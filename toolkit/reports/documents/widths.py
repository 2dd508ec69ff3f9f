"""Widths of columns: room for the longest word first, then for the longest text."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["share_width"]

# Letters after which a text may as well go on in the next line: fewer where columns are many.
_MOST, _FEW, _OF_MANY = 30, 6, 18
_EDGES = 3  # letters that a cell's margins take


def share_width(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column of a table.

    Parameters
    ----------
    columns, rows : sequence of str, sequence of sequence of str
        Its head and its cells.
    width : int
        Of the whole, in any unit.

    Examples
    --------
    >>> share_width(["Area", "Deaths in the year"], [["Kingston upon Hull", "5"]], 100)
    [63, 36]
    """
    texts = list(zip(columns, *rows, strict=True))
    words = [max(len(word) for text in column for word in text.split() or [""]) for column in texts]
    longest = [max([len(head) // 2, *map(len, cells)]) for head, *cells in texts]
    most = _MOST if len(columns) <= _FEW else _OF_MANY
    needs = [max(word, min(text, most)) + _EDGES for word, text in zip(words, longest, strict=True)]
    return [width * need // sum(needs) for need in needs]
