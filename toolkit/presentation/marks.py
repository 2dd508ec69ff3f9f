"""Marks beside figures, as the Government Analysis Function writes them, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from toolkit.catalogue.suppression import find_suppression
from toolkit.presentation.wording import number

__all__ = ["HIDDEN", "explain_marks", "mark", "marked"]

HIDDEN = {"suppressed": "not given", "withheld": "withheld"}
"""The states of a number that is there and not shown, by its publisher or in public, in a word or two."""

_MEANINGS = {
    "suppressed": "[c] not given by the publisher: too few events, or hidden to protect people.",
    "withheld": f"[w] withheld: {find_suppression('local').words}.",
    "unreliable": "[u] unreliable: the figure rests on few events.",
    "provisional": "[p] provisional: the publisher may still change it.",
}
_MARKS = {state: text.split()[0] for state, text in _MEANINGS.items()}


def mark(state: str) -> str:
    """Return the mark of a state; blank for most.

    Examples
    --------
    >>> mark("provisional"), mark("ok")
    ('[p]', '')
    """
    return _MARKS.get(state, "")


def marked(row: pd.Series, write: Callable[[float], str] = number) -> str:
    """Return a result's value with the mark of its state; never a number where there is none.

    Parameters
    ----------
    row : pandas.Series
        A result.
    write : callable
        Makes the value a text, as `Measure.plain` does.

    Examples
    --------
    >>> marked(pd.Series({"value": 3.14, "state": "unreliable"}), lambda value: number(value, 1))
    '3.1 [u]'
    >>> marked(pd.Series({"value": float("nan"), "state": "suppressed"}))
    '[c]'
    """
    if pd.isna(row["value"]):
        return mark(row["state"]) if row["state"] in HIDDEN else "–"
    return f"{write(row['value'])} {mark(row['state'])}".rstrip()


def explain_marks(states: Iterable[str]) -> list[str]:
    """Return what the marks of some states mean.

    Examples
    --------
    >>> explain_marks(["ok", "unreliable"])
    ['[u] unreliable: the figure rests on few events.']
    """
    found = set(states)
    return [text for state, text in _MEANINGS.items() if state in found]
