"""Where data and outputs lie: one folder with ``data``, ``notebooks`` and ``outputs`` in it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from toolkit.catalogue.own import PRACTICE, SHIPPED, find_home, home_of
from toolkit.errors import ParameterError

__all__ = ["Workspace"]

_TOLD = (
    "Everything in this folder is synthetic: made by chance to rehearse with, nobody's figures.\n"
    "`toolkit demo` writes it, `--demo` reads it. Delete the folder to be rid of it.\n"
)


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
        """Return the workspace in use: `toolkit.catalogue.own.find_home` says which it is.

        Installed from a wheel, a folder that has no notebooks gets those that the wheel carries.
        """
        workspace = cls(find_home())
        if SHIPPED.is_dir() and not workspace.notebooks.exists():
            workspace.lay_out(SHIPPED)
        return workspace

    def lay_out(self, shipped: Path) -> None:
        """Put what a wheel carries where a checkout has it, and nothing else that a checkout holds.

        What is there stays as it is.

        Parameters
        ----------
        shipped : Path
            Holds ``data/raw/partnership_reports`` and ``notebooks``.
        """
        carried = shipped / "data" / "raw"
        for path in sorted(carried.glob("partnership_reports/*")):
            kept = self.raw / path.relative_to(carried)
            if not kept.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, kept)
        # They come last and at once, because a folder with notebooks counts as laid out.
        coming = self.notebooks.with_name(f".notebooks-{os.getpid()}")
        shutil.copytree(shipped / "notebooks", coming)
        try:
            coming.rename(self.notebooks)
        except OSError:  # another process was first
            shutil.rmtree(coming)

    @property
    def practice(self) -> Workspace:
        """The practice set of this workspace: a workspace of its own, with the same notebooks."""
        return self if self.is_practice else Workspace(self.root / "data" / "demo")

    @property
    def is_practice(self) -> bool:
        """Whether all figures here are synthetic; a note in the folder says so to people too."""
        return (self.root / PRACTICE).is_file()

    def mark_practice(self) -> None:
        """Make a folder a place for synthetic figures alone."""
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / PRACTICE).write_text(_TOLD, encoding="utf-8")

    def use_practice(self) -> None:
        """Have this process, and those that it starts, work on the practice set.

        Raises
        ------
        ParameterError
            Where it has not been written.
        """
        practice = self.practice
        if not practice.is_practice:
            raise ParameterError(
                f"there is no practice set in {practice.root}", hint="`toolkit demo` writes it"
            )
        os.environ["TOOLKIT_HOME"] = str(practice.root)

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
        return home_of(self.root) / "notebooks"

    @property
    def own_notebooks(self) -> Path:
        """The user's own parameterised notebooks."""
        return home_of(self.root) / "own" / "notebooks"

    @property
    def outputs(self) -> Path:
        """What was made, a folder a run."""
        return self.root / "outputs"
