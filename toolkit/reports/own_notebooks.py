"""A user's own report notebooks: made thin, and given a section at a time."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit.catalogue.indicators import find_indicator
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError
from toolkit.sources.holdings import write_atomically
from toolkit.sources.workspace import Workspace

__all__ = ["VIEWS_OF_ONE", "add_section", "create_notebook", "list_own_notebooks"]

VIEWS_OF_ONE = (
    "section",
    "ranking",
    "neighbours",
    "funnel",
    "inequality",
    "composition",
    "projection",
)
"""What `Report` shows of a single indicator."""

# Windows keeps some names for devices.
_NAME = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z][a-z0-9_]{0,63}")
_CLOSING = "## What is not known"
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_PARAMETERS = """\
area = {area}  # name, alias or code
comparators = ""  # areas and sets, such as neighbours:10, by semicolons; blank for the usual
period = "latest"  # the last period to speak of
mode = "public"  # or "restricted"
across_nations = False  # or True: nations that publish otherwise, apart"""
_OPENING = """\
import toolkit as tk

report = tk.open_report(area, comparators, period, mode, across_nations)
report.cover()"""


def create_notebook(
    name: str,
    *,
    area: str = "Plymouth",
    sections: Sequence[str] = (),
    workspace: Workspace | None = None,
) -> Path:
    """Write a thin report notebook of the user's own.

    Parameters
    ----------
    name : str
        What it is called: small letters, digits and underscores.
    area : str
        The area that it opens with; `toolkit report` puts any other in its place.
    sections : sequence of str
        Ids or names of indicators, a section each; without any the notebook
        begins with the key findings.
    workspace : Workspace, optional
        The current one by default.

    Returns
    -------
    Path
        Under ``own/notebooks``.

    Raises
    ------
    ParameterError
        Where the name cannot be or is taken, and where there is no such area or indicator.
    """
    workspace = workspace or Workspace.current()
    path = _free_path(name, workspace)
    asked = {one.id: one.name for one in map(find_indicator, sections)}
    chapters = [(heading, f'report.section("{id_}")') for id_, heading in asked.items()]
    chapters = chapters or [("Key findings", "report.key_findings()")]
    cells = [
        new_markdown_cell(f"# {_title(name)}\n\nA report of your own."),
        new_code_cell(
            _PARAMETERS.format(area=json.dumps(find_place(area).name, ensure_ascii=False)),
            metadata={"tags": ["parameters"]},
        ),
        new_code_cell(_OPENING),
    ]
    for heading, call in chapters:
        cells += [new_markdown_cell(f"## {heading}"), new_code_cell(call)]
    cells += [
        new_markdown_cell(_CLOSING),
        *map(new_code_cell, ("report.checks()", "report.missing()")),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(new_notebook(cells=cells, metadata={"kernelspec": _KERNEL}), path)
    return path


def add_section(path: Path, view: str, indicator: str) -> bool:
    """Put a section of one indicator into a notebook, under the indicator's heading.

    Parameters
    ----------
    path : Path
        The notebook; its own area, comparators and period stay.
    view : str
        One of `VIEWS_OF_ONE`.
    indicator : str
        Id or name.

    Returns
    -------
    bool
        False where the notebook has it already; it is then left as it is.

    Raises
    ------
    ParameterError
        Where there is no such indicator or view.
    """
    if view not in VIEWS_OF_ONE:
        raise ParameterError(
            f"a report has no section {view!r} of one indicator",
            hint=f"there are: {', '.join(VIEWS_OF_ONE)}",
        )
    declared = find_indicator(indicator)
    call, heading = f'report.{view}("{declared.id}")', f"## {declared.name}"
    notebook = nbformat.read(path, as_version=4)
    sources = [cell.source.strip() for cell in notebook.cells]
    if any(_is_call(cell, call) for cell in notebook.cells):
        return False
    if heading in sources:
        place = _end_of_chapter(sources, sources.index(heading))
        added = [new_code_cell(call)]
    else:
        place = sources.index(_CLOSING) if _CLOSING in sources else len(sources)
        added = [new_markdown_cell(heading), new_code_cell(call)]
    notebook.cells[place:place] = added
    _write(notebook, path)
    return True


def list_own_notebooks(workspace: Workspace | None = None) -> list[Path]:
    """Return the user's own notebooks, by name."""
    return sorted((workspace or Workspace.current()).own_notebooks.glob("*.ipynb"))


def _free_path(name: str, workspace: Workspace) -> Path:
    name = name.removesuffix(".ipynb")
    if not _NAME.fullmatch(name):
        raise ParameterError(
            f"a notebook cannot be called {name!r}",
            hint="use small letters, digits and underscores, begin with a letter, and leave con, nul and the like",
        )
    path = workspace.own_notebooks / f"{name}.ipynb"
    for taken in (path, workspace.notebooks / path.name):
        if taken.exists():
            raise ParameterError(
                f"there is a notebook {name!r} already: {taken}", hint="choose another name"
            )
    return path


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _is_call(cell: NotebookNode, call: str) -> bool:
    if cell.cell_type != "code":
        return False
    try:
        return ast.dump(ast.parse(cell.source)) == ast.dump(ast.parse(call))
    except SyntaxError:
        return False


def _end_of_chapter(sources: Sequence[str], heading: int) -> int:
    later = (place for place in range(heading + 1, len(sources)) if sources[place].startswith("#"))
    return next(later, len(sources))


def _write(notebook: NotebookNode, path: Path) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    write_atomically(path, nbformat.writes(notebook) + "\n")
