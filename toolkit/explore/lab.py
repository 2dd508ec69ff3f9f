"""JupyterLab at the explorer's notebook, asking nobody outside this machine for anything."""

from __future__ import annotations

import subprocess
import sys

from toolkit.errors import ParameterError
from toolkit.sources.workspace import Workspace

__all__ = ["lab_command", "open_lab"]

_NOTEBOOK = "explore.ipynb"
# By itself JupyterLab asks its makers for news and for newer versions of it and of extensions.
_ASK_NOBODY = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


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
        return subprocess.run(command, cwd=workspace.root, check=False).returncode
    except KeyboardInterrupt:
        # Ctrl+C is how JupyterLab is closed.
        return 0
