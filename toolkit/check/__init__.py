"""The figure check: read a finished report and recompute what it says.

Rules alone, each with the reason it prints; no language model, and nothing leaves the machine.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.check.checking import Checked

__all__ = ["check"]


def check(text: str, area: str | None = None) -> Checked:
    r"""Recompute what a text says.

    Parameters
    ----------
    text : str
        Sentences, lists, and tables whose cells are parted by tabs.
    area : str, optional
        Name, alias or code: its results are then held against what is printed too.

    Returns
    -------
    toolkit.check.checking.Checked
        Printed, it tells its findings; ``findings`` holds them, ``disagrees`` sums them up.

    Examples
    --------
    >>> import toolkit as tk
    >>> tk.check("Exits rose from 19% to 36%, up 17%.").findings[0].verdict
    'agrees in another sense'
    """
    from toolkit.check.checking import check_document
    from toolkit.check.readers.plain import read_text
    from toolkit.check.relations import RELATIONS

    if area is None:
        return check_document(read_text(text))
    from toolkit.check.held_results import relation_to

    return check_document(read_text(text), (*RELATIONS, relation_to(area)))


class _CallableFolder(ModuleType):
    """Lets ``tk.check(text)`` work after a module of this folder was imported by its own name."""

    def __call__(self, text: str, area: str | None = None) -> Checked:
        return check(text, area)


sys.modules[__name__].__class__ = _CallableFolder
