"""Age bands as publishers spell them, in the spelling of this project."""

from __future__ import annotations

import re

__all__ = ["age_band"]

_SPELLINGS = (
    (re.compile(r"all(?: ages?)?"), "all ages"),
    (re.compile(r"0*(\d+)\s*(?:-|to)\s*0*(\d+)"), r"\1-\2"),
    (re.compile(r"(?:under|<|less than)\s*0*(\d+)"), r"under \1"),
    (re.compile(r"0*(\d+)\s*(?:\+|(?:and|or) (?:over|more|older|above))"), r"\1+"),
    (re.compile(r"(?:over|>)\s*0*(\d+)"), None),
    (re.compile(r"0+"), "under 1"),
    (re.compile(r"0*(\d+)"), r"\1"),
)


def age_band(text: str) -> str:
    """Return an age band in this project's spelling.

    Parameters
    ----------
    text : str
        As printed.

    Returns
    -------
    str
        ``15-64``, ``18+``, ``under 20``, ``all ages``; blank where the text is no age band.

    Examples
    --------
    >>> [age_band(text) for text in ("Age 15 - 24", "01-04", "20–29", "Under 20", "<1", "0")]
    ['15-24', '1-4', '20-29', 'under 20', 'under 1', 'under 1']
    >>> [age_band(text) for text in ("70 and over", "90+", "aged >65 years", "All ages", "Cocaine")]
    ['70+', '90+', '66+', 'all ages', '']
    """
    plain = re.sub(r"[‐-―−]", "-", " ".join(text.split()).casefold())
    plain = re.sub(r"^(?:age[ds]?)\s+(?!$)|\s*(?:years?|yrs?)(?: old)?$", "", plain).strip()
    for pattern, form in _SPELLINGS:
        if found := pattern.fullmatch(plain):
            # Ages are whole years: over 65 begins at 66.
            return f"{int(found[1]) + 1}+" if form is None else found.expand(form)
    return ""
