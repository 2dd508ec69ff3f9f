"""Age bands as ranges of whole years, so that one can be laid on another."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["OLDEST", "years_of_age"]

OLDEST = 90
"""The open year at the top: people of 90 and over are not told apart."""

_BAND = re.compile(r"(?:under (?P<under>\d+)|(?P<first>\d+)(?:-(?P<last>\d+)|(?P<open>\+))?)")


@cache
def years_of_age(band: str) -> range | None:
    """Return the whole years of age in a band; None where it is no band of ages.

    Parameters
    ----------
    band : str
        As the observations write it.

    Returns
    -------
    range or None
        From the first year to the last, of which 90 stands for 90 and over.

    Examples
    --------
    >>> years_of_age("18+"), years_of_age("under 18"), years_of_age("15-64")
    (range(18, 91), range(0, 18), range(15, 65))
    >>> years_of_age("all ages"), years_of_age("not stated"), years_of_age("95+")
    (range(0, 91), None, None)
    """
    if band == "all ages":
        return range(OLDEST + 1)
    found = _BAND.fullmatch(band)
    if not found:
        return None
    if found["under"]:
        first, after = 0, int(found["under"])
    else:
        first = int(found["first"])
        after = OLDEST + 1 if found["open"] else int(found["last"] or first) + 1
    # A closed band that ends above 90 cuts through those who are not told apart.
    closed = not found["open"] and after > OLDEST
    return None if closed or first > OLDEST or first >= after else range(first, after)
