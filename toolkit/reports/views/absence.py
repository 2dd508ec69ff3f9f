"""A section that has nothing to show, and says why."""

from __future__ import annotations

from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import Section
from toolkit.presentation.wording import sentence

__all__ = ["absent", "because"]


def absent(id_: str, heading: str, reason: str) -> Section:
    """Return a section of one honest sentence.

    Examples
    --------
    >>> absent("funnel", "Funnel", "the figures are modelled").missing
    'The figures are modelled.'
    """
    told = sentence(reason)
    return Section(id_, heading, missing=told if told.endswith((".", "?")) else f"{told}.")


def because(error: ToolkitError) -> str:
    """Return what stood against something, as a sentence without the codes of its keys.

    Examples
    --------
    >>> because(ToolkitError("no funnel of x can be made", ["no area has an event"]))
    'No area has an event'
    """
    return sentence("; ".join(error.problems or (error.summary,)).replace("\n", " "))
