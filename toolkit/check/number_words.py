"""Numbers written as words: counts, fractions and multiples."""

from __future__ import annotations

import re

__all__ = ["FRACTIONS", "HUNDREDS", "MULTIPLES", "WRITTEN", "read_words"]

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
    "an eighth": 1 / 8,
    "one eighth": 1 / 8,
    "a sixth": 1 / 6,
    "one sixth": 1 / 6,
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
    "triple": 3,
    "treble": 3,
    "tripling": 3,
    "trebling": 3,
    "thrice": 3,
    "quadruple": 4,
    "quintupled": 5,
    "halved": 1 / 2,
    "halving": 1 / 2,
    "cut in half": 1 / 2,
}

_BELOW = "|".join(sorted(WRITTEN, key=len, reverse=True))
# "Two hundred and thirty-four", "a hundred", "three thousand five hundred".
HUNDREDS = (
    rf"\b(?:a|{_BELOW}) (?:hundred|thousand)"
    rf"(?:,? (?:and )?(?:{_BELOW})(?: hundred)?(?: and (?:{_BELOW}))?)?\b"
)


def read_words(text: str) -> float:
    """Read a number in hundreds or thousands that is written as words.

    Examples
    --------
    >>> read_words("Two hundred and thirty-four"), read_words("three thousand five hundred")
    (234.0, 3500.0)
    """
    total = below = 0.0
    for word in re.findall(r"[a-z-]+", text.lower()):
        if word == "hundred":
            below *= 100
        elif word == "thousand":
            total, below = total + below * 1000, 0.0
        else:
            below += 1 if word == "a" else WRITTEN.get(word, 0)
    return total + below
