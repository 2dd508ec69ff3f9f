"""The National Combating Drugs Outcomes Framework: its measures, and who publishes each.

The framework is no data set: every measure has a source of its own, and an
indicator of the catalogue says which measure it is by ``framework``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations

__all__ = ["FrameworkMeasure", "load_framework"]

Outcome = Literal[
    "reduce drug use",
    "reduce drug-related crime",
    "reduce drug-related deaths and harm",
    "reduce drug supply",
    "increase engagement in treatment",
    "improve recovery outcomes",
]


class FrameworkMeasure(Declaration):
    """One measure of the framework.

    Parameters
    ----------
    id, name : str
        Its key, and what it is called.
    kind : str
        One of the eleven headline measures, or a supporting one.
    outcome : str, optional
        The strategic or intermediate outcome that a headline measure belongs to.
    source : str, optional
        Who publishes it.
    without_indicator : str, optional
        Why no indicator of the catalogue is it.
    """

    id: str
    name: str
    kind: Literal["headline", "supporting"]
    outcome: Outcome | None = None
    source: str | None = None
    without_indicator: str | None = None


@cache
def load_framework() -> dict[str, FrameworkMeasure]:
    """Return every measure of the framework by id, the headline ones first.

    Examples
    --------
    >>> load_framework()["continuity_of_care"].outcome
    'increase engagement in treatment'
    """
    return read_declarations([CATALOGUE / "framework.toml"], FrameworkMeasure)
