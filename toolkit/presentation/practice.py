"""Marks of the practice set: what is made of synthetic figures says so wherever it is seen."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from toolkit.presentation.blocks import Cover, Figure, Section, Table
from toolkit.presentation.theme import stamped

__all__ = ["FROM_FILES", "MARK", "mark_block", "marks_practice"]

MARK = "Synthetic practice data: not real figures"
"""What stands on every page, and before every title."""

FROM_FILES = "Made from publishers' files; every figure can be walked back to its cell"
"""What a cover says of figures that are somebody's."""

_BY_CHANCE = "Made by `toolkit demo`, by chance, in the sizes that such figures have"
_SHORT = "Synthetic"
_STAMP = "SYNTHETIC PRACTICE DATA"
_WARNING = (
    "Every figure in this document was made by chance to rehearse with. None is of any authority: "
    "do not quote, publish or act on it."
)

T = TypeVar("T")


def mark_block(block: Any) -> Any:
    """Return a block with the mark in all that it says; anything else as it is.

    Examples
    --------
    >>> mark_block(Table("Deaths, York", ["Period"], [])).caption
    'Synthetic: Deaths, York'
    """
    match block:
        case Cover():
            warnings = [_WARNING, *block.warnings]
            facts = [_BY_CHANCE if fact == FROM_FILES else fact for fact in block.facts]
            title = _marked(block.title)
            return replace(block, title=title, facts=facts, warnings=warnings, mark=MARK)
        case Section():
            return replace(
                block,
                figure=mark_block(block.figure),
                tables=[mark_block(table) for table in block.tables],
                caveats=[f"{MARK}.", *block.caveats],
            )
        case Figure():
            return replace(
                block,
                title=_marked(block.title),
                alt=_marked(block.alt),
                table=mark_block(block.table),
            )
        case Table():
            return replace(block, caption=_marked(block.caption))
        case _:
            return block


def _marked(text: str) -> str:
    return f"{_SHORT}: {text}"


def marks_practice(cls: type[T]) -> type[T]:
    """Have every public method of a class mark the blocks that it returns, and stamp the pictures.

    Parameters
    ----------
    cls : type
        With an attribute ``is_synthetic`` that says whether its figures are.
    """
    for name, method in list(vars(cls).items()):
        if inspect.isfunction(method) and not name.startswith("_"):
            setattr(cls, name, _marking(method))
    return cls


def _marking(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def marked(self: Any, *given: Any, **named: Any) -> Any:
        if not self.is_synthetic:
            return method(self, *given, **named)
        with stamped(_STAMP):
            return mark_block(method(self, *given, **named))

    return marked
