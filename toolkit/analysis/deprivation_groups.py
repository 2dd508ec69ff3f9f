"""The groups of a breakdown by deprivation, ranked from the most deprived whatever they are called."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

__all__ = ["EQUAL_SHARES", "is_by_deprivation", "name_groups", "pick_breakdown", "rank_groups"]

EQUAL_SHARES = re.compile(r"S?W?N?IMD(?:M)? (quintile|decile)")
"""Fifths and tenths of small areas of one size, each with about as many people as the others."""

_PLACES = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_WORDS = re.compile(r"(?:(second|third|fourth|fifth) )?(most|more|least|less) deprived")
_NUMBER = re.compile(r"(?:decile |quintile )?(\d+)\b")


def rank_groups(categories: pd.Series[str]) -> pd.Series[float]:
    """Return the place of each group of one breakdown, 1 the most deprived.

    Parameters
    ----------
    categories : pandas.Series
        As sources call them: ``1`` to ``5``, ``Third more deprived decile (IMD2019)``,
        ``10 (most deprived)``.

    Returns
    -------
    pandas.Series
        NaN for what is no group by deprivation. Bare numbers begin with the
        most deprived, as those of the indices of deprivation do.

    Examples
    --------
    >>> rank_groups(pd.Series(["10 (most deprived)", "9", "1 (least deprived)"])).tolist()
    [1.0, 2.0, 10.0]
    >>> rank_groups(pd.Series(["Second most deprived decile", "Fifth less deprived decile"])).tolist()
    [2.0, 6.0]
    >>> rank_groups(pd.Series(["1", "5", "Heroin"])).tolist()
    [1.0, 5.0, nan]
    """
    lowered = categories.str.casefold()
    size = 5 if lowered.str.contains("quintile").any() else 10
    turned = lowered.str.contains(r"^1 .*least|^10 .*most", regex=True).any()
    return lowered.map(lambda text: _rank(text, size, turned=bool(turned))).astype("float64")


def _rank(text: str, size: int, *, turned: bool) -> float:
    if number := _NUMBER.match(text):
        return size + 1 - int(number[1]) if turned else int(number[1])
    if words := _WORDS.search(text):
        place = _PLACES.get(words[1], 1)
        return place if words[2] in ("most", "more") else size + 1 - place
    return np.nan


def name_groups(categories: pd.Series[str], ranks: pd.Series[float]) -> pd.Series[str]:
    """Return what readers call the groups: of bare numbers the ends say which they are.

    Parameters
    ----------
    categories : pandas.Series
        As a source calls the groups of one breakdown.
    ranks : pandas.Series
        Their places, 1 the most deprived.

    Examples
    --------
    >>> groups = pd.Series(["1", "2", "3"])
    >>> name_groups(groups, rank_groups(groups)).tolist()
    ['1 (most deprived)', '2', '3 (least deprived)']
    """
    ends = {1: " (most deprived)", ranks.max(): " (least deprived)"}
    return categories + ranks.map(ends).fillna("").where(categories.str.fullmatch(r"\d+"), "")


def pick_breakdown(kinds: pd.Series[str]) -> str | None:
    """Return the breakdown by deprivation to be shown: of the smallest areas, fifths before tenths.

    Of two editions, which differ in the index or in the boundaries, the later one.

    Parameters
    ----------
    kinds : pandas.Series
        Types of breakdown, one a row.

    Returns
    -------
    str or None
        None where none is by deprivation.

    Examples
    --------
    >>> pick_breakdown(pd.Series(["urban rural classification", "SIMD decile", "SIMD quintile"]))
    'SIMD quintile'
    >>> pick_breakdown(pd.Series([f"Deprivation deciles (IMD2019, 4/{year} geography)" for year in (21, 23)]))
    'Deprivation deciles (IMD2019, 4/23 geography)'
    """
    found = [kind for kind in kinds.unique() if is_by_deprivation(kind)]
    return min(sorted(found, reverse=True), key=_fineness, default=None)


def is_by_deprivation(kind: str) -> bool:
    """Return whether a type of breakdown is by deprivation.

    Examples
    --------
    >>> is_by_deprivation("District & UA deprivation deciles in England"), is_by_deprivation("Sex")
    (True, False)
    """
    return bool(EQUAL_SHARES.fullmatch(kind)) or "deprivation" in kind.casefold()


def _fineness(kind: str) -> tuple[int, bool]:
    if EQUAL_SHARES.fullmatch(kind):
        return 0, "decile" in kind
    small = next(
        (n for n, word in enumerate(("lsoa", "district"), 1) if word in kind.casefold()), 9
    )
    return small, "decile" in kind
