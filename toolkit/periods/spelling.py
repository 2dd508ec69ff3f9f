"""A cell of a table, brought to the one plain spelling that the grammar reads."""

from __future__ import annotations

import datetime as dt
import numbers
import re

from toolkit.errors import ParameterError

_HYPHENS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("\u200b\ufeff\u00ad", "")
)
_NOTE = r"(?:(?:foot)?notes? ?)?(?:[a-z]{1,2}|[0-9]{1,2}[a-z]?)"
_NOTES = re.compile(
    rf"(?: ?\[{_NOTE}(?:(?: ?[,;&] ?| and ){_NOTE})*\]| ?[\[(](?:p|r|provisional|revised)[\])])+$"
)
_SHORT_FINANCIAL = re.compile(r"\bfy ?([0-9]{2})[/-]([0-9]{2})\b")


def clean_cell(found: object) -> str:
    """Bring a cell to lower case, plain hyphens and single spaces, without its notes.

    Parameters
    ----------
    found : str or number
        The cell; anything else is refused for what it is.

    Returns
    -------
    str

    Raises
    ------
    ParameterError
        Where the cell is empty, a date, or neither text nor a number.

    Examples
    --------
    >>> clean_cell("From Apr  2023 – Mar 2024 [note 3]")
    'apr 2023 - mar 2024'
    """
    if found is None or str(found).strip() in {"", "nan", "NaT", "<NA>"}:
        raise ParameterError("the cell is empty")
    if isinstance(found, dt.date):
        raise ParameterError("a date stands where a period was expected")
    if isinstance(found, bool) or not isinstance(found, (str, numbers.Real)):
        raise ParameterError(f"it is a {type(found).__name__}, not text")
    text = " ".join(str(found).translate(_HYPHENS).casefold().split()).removeprefix("from ")
    return _SHORT_FINANCIAL.sub(r"fy 20\1/\2", _NOTES.sub("", text))
