"""The field's groups of substances, by whichever words a list or a table names them."""

from __future__ import annotations

import re

__all__ = ["ALCOHOL", "OCU", "OCU_PARTS", "name_group"]

OCU = "opiates and/or crack"
OCU_PARTS = ("opiates only", "crack only", "opiates and crack")
ALCOHOL = "alcohol dependency"

_GROUPS = (
    (OCU, r"and/or crack|\bocus?\b|opiates? or crack"),
    ("non-opiates and alcohol", r"non[ -]?opiates? (?:and|&) alcohol"),
    ("non-opiates only", r"non[ -]?opiates?"),
    (ALCOHOL, r"alcohol(?:ic)? depend|depend\w+ (?:on|upon) alcohol|dependent drink"),
    ("alcohol only", r"alcohol only"),
    ("opiates and crack", r"opiates? and crack|both"),
    ("opiates only", r"opiates? only"),
    ("crack only", r"crack(?: cocaine)? only"),
)


def name_group(text: str) -> str:
    """Name the group of substances that a label speaks of.

    Parameters
    ----------
    text : str
        A label of a row, or a line of a list.

    Returns
    -------
    str
        Empty where it speaks of none.

    Examples
    --------
    >>> name_group("563 who use both opiates and crack."), name_group("Opiate and/or crack (OCU)")
    ('opiates and crack', 'opiates and/or crack')
    """
    low = text.lower()
    return next((name for name, pattern in _GROUPS if re.search(pattern, low)), "")
