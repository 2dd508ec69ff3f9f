"""What a forked process does to be a kernel like any other."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

import numpy as np
from ipykernel.kernelapp import IPKernelApp

__all__ = ["run_kernel"]

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # of mallopt, in glibc's malloc.h
_KEPT_BYTES, _APART_BYTES = 2**28, 2**25


def run_kernel(asked: dict[str, Any]) -> None:
    """Be a kernel until it is told to end.

    Parameters
    ----------
    asked : dict
        ``connection_file``, ``cwd`` and ``environment``, as the launcher had them.
    """
    _keep_memory()
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    # matplotlib was imported under the server's setting, which is that of a kernel.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    # Chance must not repeat itself from report to report, not even for those who use the old way.
    np.random.seed()  # noqa: NPY002
    sys.argv = ["ipykernel_launcher", "-f", asked["connection_file"]]
    settings = {
        # A kernel looks out for its parent, which is the server here and not the launcher.
        "IPKernelApp.parent_handle": os.getppid(),
        "HistoryManager.enabled": False,
    }
    given = [f"--{name}={value}" for name, value in settings.items()]
    IPKernelApp.launch_instance(argv=[*sys.argv[1:], *given])


def _keep_memory() -> None:
    """Keep what is freed for what comes next: a kernel lives for one report.

    The server gives all back, so that what it shares is little; done here, a third of
    the pages that a report touches would be asked of the system over and over.
    """
    adjust = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc's alone
    if adjust is not None:
        adjust(_M_TRIM_THRESHOLD, _KEPT_BYTES)
        adjust(_M_MMAP_THRESHOLD, _APART_BYTES)
