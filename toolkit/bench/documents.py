"""How long each document takes to write, from one executed notebook."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import nbformat

from toolkit.reports.documents.writing import FORMATS, render_documents
from toolkit.reports.jobs import Wanted
from toolkit.reports.ordering import order_batch
from toolkit.reports.running import DEFAULT_NOTEBOOK
from toolkit.sources.workspace import Workspace

__all__ = ["time_documents"]

_TIMES = 5


def time_documents(area: str, report: Callable[[str], None]) -> None:
    """Say how long each format takes for an area's report, and how large it is.

    Parameters
    ----------
    area : str
        Name or code.
    report : callable
        Takes each line.
    """
    order_batch(area, Wanted([DEFAULT_NOTEBOOK]), output="bench_documents")
    folder = Workspace.current().outputs / "bench_documents"
    notebook = nbformat.read(next(folder.glob("*/*.ipynb")), as_version=4)
    for name in FORMATS:
        spent = []
        for _ in range(_TIMES):
            before = time.process_time()
            (written,) = render_documents(notebook, [name]).values()
            spent.append(time.process_time() - before)
        report(
            f"  {name:<5} {spent[0]:6.2f} s processor at first, {median(spent):6.2f} s warm, "
            f"{len(written) / 1e3:8,.0f} kB"
        )
