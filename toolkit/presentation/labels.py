"""Short labels of areas for a map's tiles, made by rule, no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["shorten_names"]

_SMALL = {"and", "of", "the", "upon", "on", "in", "with", "city", "county", "isle", "isles",
          "islands", "royal", "borough", "na", "h"}  # fmt: skip
_BESIDE = re.compile(r"\b(upon|on|with)\b")
_LEAST, _MOST = 3, 5


def shorten_names(names: Sequence[str]) -> list[str]:
    """Return a label of three to five letters for each name, no two alike.

    The rule: of one word its first four letters, and an s where it ends in
    -shire; of two, the first letter of the one and three of the other, but the
    other way about where "upon", "on" or "with" stands between them; of more,
    their initials. Small words and "City of" do not count. Where a label is
    taken, the next letters of the name that make one that is free.

    Parameters
    ----------
    names : sequence of str
        Different names; the first of those that would be alike keeps the plain label.

    Returns
    -------
    list of str
        In the order of the names.

    Examples
    --------
    >>> shorten_names(["Leicester", "Leicestershire", "Bath and North East Somerset"])
    ['Leic', 'Leics', 'BNES']
    >>> shorten_names(["North Somerset", "Newcastle upon Tyne", "City of Edinburgh"])
    ['NSom', 'NewT', 'Edin']
    """
    taken: set[str] = set()
    labels = []
    for name in names:
        label = next(one for one in _candidates(name) if one.casefold() not in taken)
        taken.add(label.casefold())
        labels.append(label)
    return labels


def _candidates(name: str) -> Iterator[str]:
    words = _words(name)
    first, last = words[0], words[-1]
    if _BESIDE.search(name):
        yield from (first[:size] + last[0].upper() for size in (3, 4, 2))
    if len(words) > 2:
        initials = "".join(word[0].upper() for word in words)[:_MOST]
        if len(initials) >= _LEAST:
            yield initials
    if len(words) > 1:
        yield from (first[0] + last[:size].capitalize() for size in (3, 4, 2))
        yield from (first[:size] + last[: 5 - size].capitalize() for size in (2, 3))
    else:
        if first.casefold().endswith("shire") and len(first) > 8:
            yield first[:4] + "s"
        yield from (first[:size] for size in (4, 5, 3))
    letters = "".join(words)
    yield from (letters[:3] + letter for letter in letters[3:])
    yield from (letters[:2] + one + other for one in letters[2:] for other in letters[3:])
    yield from (f"{letters[:3]}{number}" for number in range(1, 100))


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    words = [word for word in re.split(r"[^A-Za-z]+", plain.replace("'", "")) if word]
    return [word for word in words if word.casefold() not in _SMALL] or words
