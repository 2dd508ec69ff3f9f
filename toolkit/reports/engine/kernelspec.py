"""The kernelspec that stands in for the ordinary one while a batch runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

__all__ = ["write_kernelspec"]


def write_kernelspec(folder: Path, address: Path) -> Path:
    """Write a kernelspec under the ordinary name, whose command is the launcher.

    Parameters
    ----------
    folder : Path
        Where.
    address : Path
        The server's socket.

    Returns
    -------
    Path
        For the environment variable ``JUPYTER_PATH``.
    """
    launcher = Path(__file__).with_name("launcher.py")
    spec = {
        "argv": [sys.executable, "-I", "-S", str(launcher), str(address), "{connection_file}"],
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "interrupt_mode": "signal",
    }
    path = folder / "jupyter" / "kernels" / "python3" / "kernel.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(spec), encoding="utf-8")
    return folder / "jupyter"
