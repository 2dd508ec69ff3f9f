"""Protective marks: what is not to be taken for a public report says so wherever it is seen."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from toolkit.presentation.blocks import Cover, Figure, Section, Table
from toolkit.presentation.theme import stamped

__all__ = [
    "FROM_FILES",
    "PRACTICE",
    "RESTRICTED",
    "Mark",
    "bears_marks",
    "choose_marks",
    "mark_block",
]

FROM_FILES = "Made from publishers' files; every figure can be walked back to its cell"
"""What a cover says of figures that are somebody's."""


@dataclass(frozen=True)
class Mark:
    """What is said of a report that is not for everybody.

    Parameters
    ----------
    words : str
        On every page.
    short : str
        Before every title.
    stamp : str
        Across every picture.
    warning : str
        On the cover.
    origin : str
        Where the figures are from, in the place of `FROM_FILES`.
    """

    words: str
    short: str
    stamp: str
    warning: str
    origin: str = FROM_FILES


PRACTICE = Mark(
    "Synthetic practice data: not real figures",
    "Synthetic",
    "SYNTHETIC PRACTICE DATA",
    "Every figure in this document was made by chance to rehearse with. None is of any authority: "
    "do not quote, publish or act on it.",
    "Made by `toolkit demo`, by chance, in the sizes that such figures have",
)
"""Of the practice set."""

RESTRICTED = Mark(
    "Restricted: not for publication",
    "Restricted",
    "NOT FOR PUBLICATION",
    "This document holds figures that are not for publication. Keep it within the partnership, and "
    "share the public report instead.",
)
"""Of a report in the mode ``restricted``."""

T = TypeVar("T")


def choose_marks(mode: str, *, synthetic: bool) -> tuple[Mark, ...]:
    """Return the marks of a report.

    Examples
    --------
    >>> [mark.short for mark in choose_marks("restricted", synthetic=True)]
    ['Synthetic', 'Restricted']
    >>> choose_marks("public", synthetic=False)
    ()
    """
    return (*((PRACTICE,) if synthetic else ()), *((RESTRICTED,) if mode == "restricted" else ()))


def mark_block(block: Any, mark: Mark) -> Any:
    """Return a block with a mark in all that it says; anything else as it is.

    Examples
    --------
    >>> mark_block(Table("Deaths, York", ["Period"], []), PRACTICE).caption
    'Synthetic: Deaths, York'
    """
    match block:
        case Cover():
            return replace(
                block,
                title=f"{mark.short}: {block.title}",
                facts=[mark.origin if fact == FROM_FILES else fact for fact in block.facts],
                warnings=[mark.warning, *block.warnings],
                mark="; ".join(filter(None, (mark.words, block.mark))),
            )
        case Section():
            return replace(
                block,
                figure=mark_block(block.figure, mark),
                tables=[mark_block(table, mark) for table in block.tables],
                caveats=[f"{mark.words}.", *block.caveats],
            )
        case Figure():
            return replace(
                block,
                title=f"{mark.short}: {block.title}",
                alt=f"{mark.short}: {block.alt}",
                table=mark_block(block.table, mark),
            )
        case Table():
            return replace(block, caption=f"{mark.short}: {block.caption}")
        case _:
            return block


def bears_marks(cls: type[T]) -> type[T]:
    """Have every public method of a class mark the blocks that it returns, and stamp the pictures.

    Parameters
    ----------
    cls : type
        With an attribute ``marks``: those that its blocks bear.
    """
    for name, method in list(vars(cls).items()):
        if inspect.isfunction(method) and not name.startswith("_"):
            setattr(cls, name, _marking(method))
    return cls


def _marking(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def marked(self: Any, *given: Any, **named: Any) -> Any:
        marks: Sequence[Mark] = self.marks
        if not marks:
            return method(self, *given, **named)
        with stamped("\n".join(mark.stamp for mark in marks)):
            block = method(self, *given, **named)
        return functools.reduce(mark_block, reversed(marks), block)

    return marked
