"""What a publisher's cell says: a number, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

__all__ = ["Numbers", "parse_numbers"]

_SUPPRESSED = {"*", "**", "c", "[c]", ":", "x*", "value suppressed", "suppressed", "s", "[s]"}
_UNRELIABLE = {"u", "[u]", "[low]"}
_NOT_COLLECTED = {"null", "z", "[z]", "not collected", "not applicable", "."}
_MISSING = {
    "",
    "-",
    "–",
    "..",
    "…",
    "x",
    "[x]",
    "n/a",
    "na",
    "#n/a",
    "nan",
    "none",
    "not available",
}

_REASONS = {
    **dict.fromkeys(_MISSING, "missing"),
    **dict.fromkeys(_NOT_COLLECTED, "not_collected"),
    **dict.fromkeys(_UNRELIABLE, "unreliable"),
    **dict.fromkeys(_SUPPRESSED, "suppressed"),
}
_FOOTNOTES = re.compile(r"\s*\[(?:note|b|r|p|e)[^\]]*\]", re.IGNORECASE)
_MARKED = re.compile(r"(.+?)\s*(?:[*u]|\(u\))", re.IGNORECASE)
# An area code such as E12000003 is no exponent: a number has digits before one.
_NUMBER = re.compile(
    r"[-+−]?(?=\.?\d)(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE
)


class Numbers(NamedTuple):
    """A column of cells, read.

    Parameters
    ----------
    value : pandas.Series of float
        NaN where the cell holds no number: never 0.
    state : pandas.Series of str
        ok, or why there is no number.
    unread : list of tuple of (int, str)
        Position and text of every cell that is neither number nor known mark.
    """

    value: pd.Series[float]
    state: pd.Series[str]
    unread: list[tuple[int, str]]


def parse_numbers(cells: Iterable[object]) -> Numbers:
    """Read a column of cells as numbers, each distinct cell once.

    Thousands separators, a per cent sign and footnotes in brackets are read
    past; ``1.2*``, ``1.2u`` and ``1.2 (u)`` are numbers that the publisher marks unreliable.

    Parameters
    ----------
    cells : iterable
        Texts or numbers, as they stand in the file.

    Returns
    -------
    Numbers

    Examples
    --------
    >>> read = parse_numbers(["1,306", ":", "12 u", 5.1, "", "0.1 (u)", "l5"])
    >>> read.value.tolist()
    [1306.0, nan, 12.0, 5.1, nan, 0.1, nan]
    >>> read.state.tolist()
    ['ok', 'suppressed', 'unreliable', 'ok', 'missing', 'unreliable', 'missing']
    >>> read.unread
    [(6, 'l5')]
    """
    texts = pd.Series([_text(cell) for cell in cells], dtype="str")
    parsed = {text: _parse(text) for text in texts.unique()}
    value = texts.map({text: number for text, (number, _) in parsed.items()}).astype("float64")
    state = texts.map({text: reason or "missing" for text, (_, reason) in parsed.items()}).astype(
        "str"
    )
    strange = {text for text, (_, reason) in parsed.items() if reason is None}
    unread = (
        [(place, text) for place, text in enumerate(texts) if text in strange] if strange else []
    )
    return Numbers(value, state, unread)


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _parse(text: str) -> tuple[float, str | None]:
    bare = _FOOTNOTES.sub("", text).strip()
    reason = _REASONS.get(bare.casefold())
    if reason:
        return float("nan"), reason
    state = "ok"
    marked = _MARKED.fullmatch(bare)
    if marked:
        bare, state = marked[1], "unreliable"
    number = bare.removesuffix("%").strip()
    if number and _NUMBER.fullmatch(number):
        return float(number.replace(",", "").replace("−", "-")), state
    return float("nan"), None
