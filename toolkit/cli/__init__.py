"""The command line: each command reads its arguments and calls one function.

A module holds the commands of one subject and is found, not listed.
"""

from __future__ import annotations

import importlib
import pkgutil

from toolkit.cli.group import main

__all__ = ["main"]

for _module in pkgutil.iter_modules(__path__, f"{__name__}."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)
