"""A finding: what was printed, what it recomputes to, and the verdict a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.check.documents import Place

__all__ = ["VERDICTS", "Finding", "Verdict"]

Verdict = Literal["agrees", "agrees in another sense", "disagrees", "cannot be recomputed"]

VERDICTS: tuple[Verdict, ...] = (
    "disagrees",
    "agrees in another sense",
    "cannot be recomputed",
    "agrees",
)


@dataclass(frozen=True)
class Finding:
    """One relation held up against the document.

    Parameters
    ----------
    rule : str
        Name of the relation, such as ``"change"``.
    verdict : str
        One of `VERDICTS`.
    place : Place
        Where the printed figure stands.
    quote : str
        The sentence or row.
    printed : str
        The figure as printed.
    recomputed : str
        What it recomputes to; empty where it cannot be.
    explanation : str
        From which figures, in what sense, or what is missing.

    Examples
    --------
    >>> found = Finding("change", "disagrees", Place("plan.txt", "line 3"), "rose from 100 to 110, 12%",
    ...                 "12%", "10%", "100 to 110 is a change of +10.0%")
    >>> print(found)
    plan.txt, line 3: disagrees (change): 12% recomputes to 10%: 100 to 110 is a change of +10.0%
    """

    rule: str
    verdict: Verdict
    place: Place
    quote: str
    printed: str
    recomputed: str
    explanation: str

    def __str__(self) -> str:
        made = f" recomputes to {self.recomputed}" if self.recomputed else ""
        return (
            f"{self.place}: {self.verdict} ({self.rule}): {self.printed}{made}: {self.explanation}"
        )
