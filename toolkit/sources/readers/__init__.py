"""Readers: one module a publisher's layout, found and not listed; a user's own beside them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from toolkit.catalogue.own import of_own_files
from toolkit.sources.own_readers import load_own_layouts
from toolkit.sources.reading import Layout

__all__ = ["load_layouts"]


@of_own_files("readers", "sources.toml")
def load_layouts() -> dict[str, Layout]:
    """Return the layout of every reader by the reader's name, the user's own after the project's.

    Raises
    ------
    SourceError
        With the fault of each reader of the user's own that cannot be used.

    Examples
    --------
    >>> load_layouts()["ons_drug_poisoning_by_la"].description
    'ONS workbook of deaths related to drug poisoning by local authority'
    """
    project = _project_layouts()
    return {**project, **load_own_layouts(project)}


@cache
def _project_layouts() -> dict[str, Layout]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").LAYOUT for name in names}
