"""Numbers written as words: counts, fractions and multiples."""

from __future__ import annotations

__all__ = ["FRACTIONS", "MULTIPLES", "WRITTEN"]

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

WRITTEN: dict[str, float] = {
    **{
        f"{ten}-{unit}": 10 * (i + 2) + j + 1
        for i, ten in enumerate(_TENS)
        for j, unit in enumerate(_UNITS[:9])
    },
    **{word: float(i) for i, word in enumerate(_UNITS, start=1)},
    **{word: 10.0 * i for i, word in enumerate(_TENS, start=2)},
}

FRACTIONS: dict[str, float] = {
    "half": 1 / 2,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "two thirds": 2 / 3,
    "a quarter": 1 / 4,
    "one quarter": 1 / 4,
    "three quarters": 3 / 4,
    "a fifth": 1 / 5,
    "one fifth": 1 / 5,
    "two fifths": 2 / 5,
    "three fifths": 3 / 5,
    "four fifths": 4 / 5,
    "a tenth": 1 / 10,
    "one tenth": 1 / 10,
}

_FOLD = {word: float(i) for i, word in enumerate(_UNITS[:10], start=1)}

MULTIPLES: dict[str, float] = {
    **{f"{word}fold": value for word, value in _FOLD.items()},
    **{f"{word} fold": value for word, value in _FOLD.items()},
    **{f"{word} times": value for word, value in _FOLD.items()},
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "tripled": 3,
    "trebled": 3,
    "quadrupled": 4,
    "halved": 1 / 2,
    "halving": 1 / 2,
}
