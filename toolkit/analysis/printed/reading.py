"""Numbers as reports print them: words, bounds and ranges, and slips of the press."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import isnan, nan

from toolkit.errors import ParameterError
from toolkit.periods import Period

__all__ = ["PrintedNumber", "read_printed", "rounded"]

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_BELOW = r"\b(less than|under|nearly|almost|up to)\b"
_ABOVE = r"\b(over|above|more than|at least)\b"
_YEARS = r"\b(?:19|20)\d\d ?[/–-] ?(?:\d{4}|\d\d)\b"
# What is no part of the figure: remarks in brackets, dates and spans of time.
_ASIDE = rf"\([^)]*\)|{_YEARS}|\bby (?:[A-Z][a-z]+ \d+|\d{4}\b)|\bover \d+ years"
_LETTER_FOR_DIGIT = r"(?<![A-Za-z])(?:[IlO](?=[\d,])[\d,.]*|\d[\d,.]*[IlO][\d,.]*)"
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_NUMBER = rf"(?<![\w.])[+−-]?{_DIGITS}"


@dataclass(frozen=True)
class PrintedNumber:
    """A number as it is printed.

    Parameters
    ----------
    value : float
        NaN where no number is printed.
    decimals : int
        How many are printed.
    bound : {"", "below", "above"}
        Whether the words around it make it an end that is not reached.
    upper : float
        Upper end of a range; NaN where there is none.
    percent : bool
        Whether a per cent sign follows.
    slips : tuple of str
        What is wrong in the print.
    """

    value: float
    decimals: int = 0
    bound: str = ""
    upper: float = nan
    percent: bool = False
    slips: tuple[str, ...] = ()

    @property
    def half(self) -> float:
        """Half of the last decimal that is printed."""
        return 0.5 / 10.0**self.decimals

    def is_of(self, value: float) -> bool:
        """Judge whether a value is printed as this, half away from zero."""
        return not isnan(value) and rounded(value, self.decimals) == rounded(
            self.value, self.decimals
        )


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Return a value rounded half away from zero, on its decimal digits.

    Examples
    --------
    >>> rounded(36.25, 1), rounded(-0.25, 1)
    (Decimal('36.3'), Decimal('-0.3'))
    """
    # Twelve digits are more than any report prints, and fewer than a float's noise.
    return Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def read_printed(text: str) -> PrintedNumber:
    """Return the number that a text prints, with what is wrong in the print.

    Parameters
    ----------
    text : str
        As printed: ``8.6% (n=172)``, ``2020/21 - 175``, ``less than one in five``.

    Returns
    -------
    PrintedNumber
        Of the first number that is no period; "one in five" is 20 per cent.

    Examples
    --------
    >>> read_printed("I,266")
    PrintedNumber(value=1266.0, decimals=0, bound='', upper=nan, percent=False, \
slips=('a letter is printed for a digit in I,266',))
    >>> read_printed("2029/21 - 122").slips
    ('2029/21 cannot be a period',)
    >>> read_printed("less than one in five").value
    20.0
    """
    slips = tuple(_slips(text))
    plain = re.sub(_LETTER_FOR_DIGIT, lambda found: _digits(found[0]), text)
    plain = re.sub(_ASIDE, " ", plain)
    value, decimals, end = _first_number(plain)
    return PrintedNumber(
        value,
        decimals,
        bound=_bound(plain),
        upper=_range_end(plain),
        percent="%" in plain[end : end + 2],
        slips=slips,
    )


def _slips(text: str) -> list[str]:
    letters = [
        f"a letter is printed for a digit in {found[0]}"
        for found in re.finditer(_LETTER_FOR_DIGIT, text)
    ]
    return letters + [
        f"{found[0]} cannot be a period"
        for found in re.finditer(_YEARS, text)
        if not _can_be(found[0])
    ]


def _can_be(text: str) -> bool:
    try:
        Period.parse(text)
    except ParameterError:
        return False
    return True


def _digits(text: str) -> str:
    return text.translate(str.maketrans("IlO", "110"))


def _first_number(text: str) -> tuple[float, int, int]:
    """Return the first number of a text, how many decimals it has and where it ends."""
    words = "|".join(_WORDS)
    if share := re.search(rf"\b({words}) in ({words})\b", text):
        return 100 * _WORDS[share[1]] / _WORDS[share[2]], 0, len(text)
    if re.search(r"\bthree-quarters of a million\b", text):
        return 750_000, 0, len(text)
    if found := re.search(_NUMBER, text):
        digits = found[0].replace(",", "").replace("−", "-")
        return float(digits), len(digits.partition(".")[2]), found.end()
    word = re.search(rf"\b({words})\b", text)
    return (float(_WORDS[word[1]]) if word else nan), 0, len(text)


def _bound(text: str) -> str:
    if re.search(_BELOW, text):
        return "below"
    return "above" if re.search(_ABOVE, text) else ""


def _range_end(text: str) -> float:
    found = re.search(rf"\d(?:%| per cent)? (?:to|and) ({_DIGITS})", text)
    return float(found[1].replace(",", "")) if found else nan
