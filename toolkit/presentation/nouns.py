"""Counts with the catalogue's nouns, which are in the plural."""

from __future__ import annotations

import re
from math import nan

import pandas as pd

from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.wording import number

__all__ = ["count_behind", "counted"]

# Their counts are of people in treatment, their nouns of people who are not.
_COUNT_OTHERS = ("unmet_need", "projected_unmet_need")

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


def count_behind(row: pd.Series, indicator: Indicator) -> float:
    """Return the count of a result that its indicator's noun may stand beside; NaN for none.

    Unmet need counts those who are treated, and names those who are not.

    Examples
    --------
    >>> from toolkit.catalogue.indicators import load_indicators
    >>> row, known = pd.Series({"count": 692.0}), load_indicators()
    >>> count_behind(row, known["unmet_need_alcohol"]), count_behind(row, known["drug_misuse_deaths"])
    (nan, 692.0)
    """
    return nan if indicator.statistic in _COUNT_OTHERS else float(row["count"])
