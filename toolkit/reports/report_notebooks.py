"""Report notebooks: found by name, the project's and the user's own, and their parameters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat

from toolkit.errors import ParameterError, did_you_mean
from toolkit.sources.workspace import Workspace

__all__ = ["find_notebook", "name_parameters"]


def find_notebook(name: str, workspace: Workspace) -> Path:
    """Return the notebook of a name; a report notebook is one with a cell tagged ``parameters``.

    Raises
    ------
    ParameterError
        Naming the nearest; and where one of the user's own bears a name of the project's.
    """
    known, own = (
        {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
        for folder in (workspace.notebooks, workspace.own_notebooks)
    )
    if both := sorted(known.keys() & own.keys()):
        raise ParameterError(
            f"two notebooks are called {both[0]}: {known[both[0]]} and {own[both[0]]}",
            hint="give your own another name",
        )
    known |= own
    path = known.get(name.removesuffix(".ipynb"))
    if path is None:
        near = did_you_mean(name, known)
        raise ParameterError(
            f"there is no notebook {name!r} in {workspace.notebooks}"
            + (f": did you mean {near[0]}?" if near else ""),
            hint=f"there are: {', '.join(known) or 'none'}",
        )
    try:
        cells = nbformat.read(path, as_version=4).cells
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError, KeyError):
        raise ParameterError(f"{path} is not a notebook", hint="open it in JupyterLab") from None
    if not any("parameters" in cell.metadata.get("tags", []) for cell in cells):
        # Without the tag the parameters would reach no cell, and another area's report be made.
        raise ParameterError(
            f"{path.name} has no cell tagged `parameters`",
            hint="tag the cell that sets area, comparators, period, mode and across_nations",
        )
    return path


def name_parameters(source: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Call the area ``areas`` where a notebook does, as one does that is about several."""
    cells = nbformat.read(source, as_version=4).cells
    tagged = (cell.source for cell in cells if "parameters" in cell.metadata.get("tags", []))
    if any(re.search(r"^areas\s*=", text, re.MULTILINE) for text in tagged):
        return {"areas" if name == "area" else name: value for name, value in given.items()}
    return given
