"""Rows of texts as columns of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["set_columns"]


def set_columns(rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows with every column as wide as its widest cell.

    Parameters
    ----------
    rows : sequence of tuple of str
        At least one; all of one length.

    Examples
    --------
    >>> print(set_columns([("area", "deaths"), ("York", "7")]))
    area  deaths
    York  7
    """
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
