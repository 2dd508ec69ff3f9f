"""What a report is made of, part by part, so that a change in its figures can be told apart."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata

import toolkit
from toolkit.catalogue.own import own_digest
from toolkit.sources.manifest import code_digest
from toolkit.sources.store import Store

__all__ = ["PARTS", "made_of", "versions"]

_MAKERS = ("papermill", "ipykernel", "numpy", "scipy", "pandas", "matplotlib", "seaborn")

PARTS = {
    "data": (),
    "method": ("methods/**/*.py", "analysis/**/*.py"),
    "boundary": ("catalogue/areas.csv", "catalogue/area*.py"),
    "catalogue": ("catalogue/**/*.toml", "catalogue/standard_population.csv"),
}
"""What may change a figure, and where in the package it stands; data stand in the store."""


def made_of(store: Store) -> dict[str, str]:
    """Return a digest of each of `PARTS`.

    Parameters
    ----------
    store : Store
        Whose observations are the data.
    """
    held = "\n".join(part.key for part in store.manifest().observations)
    made = {"data": hashlib.sha256(held.encode()).hexdigest(), **_of_package()}
    made["catalogue"] += own_digest("sources.toml", "indicators/*.toml")
    return made


@cache
def versions() -> dict[str, str]:
    """Return the version of Python and of what makes notebooks, figures and pictures."""
    packages = {name: metadata.version(name) for name in _MAKERS}
    return {"toolkit": toolkit.__version__, "python": platform.python_version(), **packages}


@cache
def _of_package() -> dict[str, str]:
    return {name: code_digest(*patterns) for name, patterns in PARTS.items() if patterns}
