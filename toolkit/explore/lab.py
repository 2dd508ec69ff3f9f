"""JupyterLab at the explorer's notebook, asking nobody outside this machine for anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from toolkit.errors import ParameterError
from toolkit.sources.workspace import Workspace

__all__ = ["lab_command", "lab_environment", "open_lab"]

_NOTEBOOK = "explore.ipynb"
# By itself JupyterLab asks its makers for news and for newer versions of it and of extensions.
_ASK_NOBODY = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)

# Nor does it ask whether it may: the question would stand over the first thing that is opened.
_SETTINGS = Path(__file__).with_name("jupyter")


def lab_environment() -> dict[str, str]:
    """Return the environment that JupyterLab is opened in: this one, with settings of ours after the user's.

    Examples
    --------
    >>> Path(lab_environment()["JUPYTER_CONFIG_PATH"].split(os.pathsep)[-1]).name
    'jupyter'
    """
    paths = [os.environ.get("JUPYTER_CONFIG_PATH", ""), str(_SETTINGS)]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}


def lab_command(workspace: Workspace, *, browser: bool = True, port: int = 0) -> list[str]:
    """Return the command that opens the explorer in JupyterLab.

    Parameters
    ----------
    workspace : Workspace
        Whose notebook is opened.
    browser : bool
        Whether a browser is opened too; the address is printed in any case.
    port : int
        The port to listen at; Jupyter's own choice where it is 0.

    Raises
    ------
    ParameterError
        Where the notebook is not there.
    """
    path = workspace.notebooks / _NOTEBOOK
    if not path.is_file():
        raise ParameterError(
            f"there is no {path}",
            hint=f"copy {_NOTEBOOK} there from the notebooks that come with the toolkit",
        )
    chosen = [*(["--no-browser"] if not browser else []), *([f"--port={port}"] if port else [])]
    return [sys.executable, "-m", "jupyterlab", *_ASK_NOBODY, *chosen, str(path)]


def open_lab(*, browser: bool = True, port: int = 0) -> int:
    """Open the explorer in JupyterLab and wait until it is closed; return its exit status."""
    workspace = Workspace.current()
    command = lab_command(workspace, browser=browser, port=port)
    try:
        done = subprocess.run(command, cwd=workspace.root, env=lab_environment(), check=False)
        return done.returncode
    except KeyboardInterrupt:
        # Ctrl+C is how JupyterLab is closed.
        return 0
