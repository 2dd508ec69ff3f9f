"""Counts with the catalogue's nouns, which are in the plural."""

from __future__ import annotations

import re

from toolkit.presentation.wording import number

__all__ = ["counted"]

# Nouns of the catalogue begin with what is counted, up to one of these words.
_AFTER_HEAD = re.compile(
    r" (?:aged|at|before|by|closed|for|from|in|needed|of|observed|on|owed|with)\b| \("
)
_CLAUSE = re.compile(r"\b(?:and|that|who|whose|which)\b")
_IRREGULAR = {"people": "person", "children": "child", "maternities": "maternity"}


def counted(count: float, noun: str) -> str:
    """Return a count with a noun of the catalogue, which is in the plural.

    A noun with a clause of its own has a verb in the plural, and stays as it is.

    Examples
    --------
    >>> counted(60, "deaths from drug misuse"), counted(1, "people aged 15 to 64 in treatment")
    ('60 deaths from drug misuse', '1 person aged 15 to 64 in treatment')
    >>> counted(1, "adults who came to treatment through criminal justice")
    '1 of the adults who came to treatment through criminal justice'
    """
    if count != 1:
        return f"{number(count)} {noun}"
    if _CLAUSE.search(noun):
        return f"1 of the {noun}"
    after = _AFTER_HEAD.search(noun)
    head, rest = (noun[: after.start()], noun[after.start() :]) if after else (noun, "")
    *before, last = head.split(" ")
    return f"1 {' '.join([*before, _IRREGULAR.get(last, last.removesuffix('s'))])}{rest}"
