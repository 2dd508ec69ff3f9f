"""Where data and outputs lie: one folder with ``data``, ``notebooks`` and ``outputs`` in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

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
        """Return the workspace in use.

        The environment variable ``TOOLKIT_HOME`` names it; otherwise it is the
        working folder or the nearest above it that holds ``data/raw``, and
        failing that the checkout that this package was installed from.
        """
        named = os.environ.get("TOOLKIT_HOME")
        if named:
            return cls(Path(named).expanduser().resolve())
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "data" / "raw").is_dir() and (folder / "notebooks").is_dir():
                return cls(folder)
        return cls(Path(__file__).resolve().parents[2])

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
    def outputs(self) -> Path:
        """What was made, a folder a run."""
        return self.root / "outputs"
