"""Readers: one module a publisher's layout, found and not listed."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from toolkit.sources.reading import Layout

__all__ = ["load_layouts"]


@cache
def load_layouts() -> dict[str, Layout]:
    """Return the layout of every reader in this folder by the reader's name.

    Examples
    --------
    >>> load_layouts()["ons_drug_poisoning_by_la"].description
    'ONS workbook of deaths related to drug poisoning by local authority'
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").LAYOUT for name in names}
