"""Where a run lies: a folder under ``outputs`` by its name, another by its path, or an address."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.errors import ParameterError
from toolkit.sources.workspace import Workspace

__all__ = ["run_folder", "run_place", "usual_run"]

# Windows keeps some names for devices, and drops a dot at the end.
_DEVICES = r"(?!(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))"
_RUN_NAME = re.compile(_DEVICES + r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_-])?")


def usual_run(mode: str) -> str:
    """Return the run of a report for which none is named: what is restricted lies apart."""
    return "restricted" if mode == "restricted" else "latest"


def run_folder(run: str, workspace: Workspace) -> Path:
    """Return the folder of a run under ``outputs``.

    Raises
    ------
    ParameterError
        Where the name cannot be one.
    """
    if not _RUN_NAME.fullmatch(run):
        raise ParameterError(
            f"the run's name cannot be {run!r}",
            hint="use letters, digits, dots, dashes and underscores, at most 64, beginning with a letter or digit, "
            "and none of the names that Windows keeps, such as con",
        )
    return workspace.outputs / run


def run_place(named: str, workspace: Workspace) -> Path | str:
    """Return the folder that the name of a run or a path means; an address stays one.

    Raises
    ------
    ParameterError
        Where a name cannot be one.

    Examples
    --------
    >>> run_place("s3://reports/2026", Workspace.current())
    's3://reports/2026'
    """
    if "://" in named:
        return named
    if "/" in named or "\\" in named:
        return Path(named).expanduser().resolve()
    return run_folder(named, workspace)
