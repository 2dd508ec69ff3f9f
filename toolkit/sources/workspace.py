"""Where data and outputs lie: one folder with ``data``, ``notebooks`` and ``outputs`` in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.catalogue.own import find_home

__all__ = ["Workspace"]


@dataclass(frozen=True)
class Workspace:
    """The folder that the toolkit works in.

    Parameters
    ----------
    root : Path
        Holds ``data/raw``, ``data/processed``, ``notebooks`` and ``outputs``.
    """

    root: Path

    @classmethod
    def current(cls) -> Workspace:
        """Return the workspace in use: `toolkit.catalogue.own.find_home` says which it is."""
        return cls(find_home())

    @property
    def raw(self) -> Path:
        """What was imported or downloaded, a folder a source."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """What is built from it."""
        return self.root / "data" / "processed"

    @property
    def lists(self) -> Path:
        """Lists of comparators that a user imported."""
        return self.root / "data" / "lists"

    @property
    def notebooks(self) -> Path:
        """The parameterised notebooks."""
        return self.root / "notebooks"

    @property
    def own_notebooks(self) -> Path:
        """The user's own parameterised notebooks."""
        return self.root / "own" / "notebooks"

    @property
    def outputs(self) -> Path:
        """What was made, a folder a run."""
        return self.root / "outputs"
