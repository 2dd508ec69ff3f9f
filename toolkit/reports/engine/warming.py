"""What every report needs, imported and opened once, before anything is forked."""

from __future__ import annotations

import ast
import gc
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import pyarrow as pa

from toolkit.errors import ToolkitError
from toolkit.presentation.display import templates
from toolkit.reports.documents.writing import render_documents
from toolkit.reports.report import open_report
from toolkit.sources.workspace import Workspace

__all__ = ["call_of", "warm_up"]

_NEEDED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    # A kernel imports these as it starts.
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "seaborn",
)


def warm_up(root: Path, area: str, notebooks: Sequence[Path]) -> None:
    """Import what reports use, make one area's sections once, and forget them.

    Parameters
    ----------
    root : Path
        The workspace; its store must have been built.
    area : str
        Any area that will have a report.
    notebooks : sequence of Path
        Those that will be run. Of their cells only plain calls of the report's
        own methods are made here: whatever else they do is not to be inherited.
    """
    # What is loaded here stays: to look it over again and again would find nothing.
    gc.disable()
    # A process that is to be forked has one thread.
    pa.set_cpu_count(1)
    for name in _NEEDED:
        importlib.import_module(name)
    for name in templates().list_templates(extensions=["html"]):
        templates().get_template(name)
    report = open_report(area, workspace=Workspace(root))
    shown = []
    for path in notebooks:
        calls = map(call_of, nbformat.read(path, as_version=4).cells)
        for method, given in filter(None, calls):
            try:
                shown.append(getattr(report, method)(*given)._repr_mimebundle_())
            except (ToolkitError, AttributeError, TypeError):
                # What cannot be shown is told in the report itself; here it warms nothing.
                continue
    _render(shown)
    del report, shown
    # What is here now stays: to look at it again would copy it into every fork.
    gc.freeze()
    gc.enable()


def call_of(cell: nbformat.NotebookNode) -> tuple[str, list[Any]] | None:
    """Return the method of the report that a cell calls last, and the plain values that it gives.

    Parameters
    ----------
    cell : NotebookNode
        Of a report notebook.

    Returns
    -------
    tuple of (str, list) or None
        None where the cell ends in anything else; nothing of it is run.

    Examples
    --------
    >>> call_of(nbformat.v4.new_code_cell('report.ranking("drug_misuse_deaths")'))
    ('ranking', ['drug_misuse_deaths'])
    >>> call_of(nbformat.v4.new_code_cell("report.ranking(chosen)")) is None
    True
    """
    if cell.cell_type != "code":
        return None
    match ast.parse(cell.source).body:
        case [*_, ast.Expr(ast.Call(ast.Attribute(ast.Name(), method), given, []))]:
            values = [one.value for one in given if isinstance(one, ast.Constant)]
            if len(values) == len(given) and not method.startswith("_"):
                return method, values
    return None


def _render(shown: Sequence[dict[str, Any]]) -> None:
    """Make a page of some blocks, so that what makes pages is open too."""
    outputs = [nbformat.v4.new_output("display_data", data) for data in shown]
    cell = nbformat.v4.new_code_cell("", outputs=outputs)
    render_documents(nbformat.v4.new_notebook(cells=[cell]), ["html"])
