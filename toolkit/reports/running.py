"""Running a report notebook: papermill in, an executed notebook and its document out."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

import toolkit
from toolkit.analysis.building import build
from toolkit.errors import DataError, ParameterError, ToolkitError, did_you_mean
from toolkit.reports.documents.html import render_html
from toolkit.reports.parameters import Parameters
from toolkit.reports.report import Report
from toolkit.sources.holdings import write_atomically
from toolkit.sources.manifest import code_digest
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["DEFAULT_NOTEBOOK", "Made", "find_notebook", "run_report"]

DEFAULT_NOTEBOOK = "annual_report"
_RUN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True)
class Made:
    """A report that was made, or that was there already.

    Parameters
    ----------
    notebook, html, manifest : Path
        The executed notebook, the document made from it, and the run's record.
    fresh : bool
        Whether it was made now.
    """

    notebook: Path
    html: Path
    manifest: Path
    fresh: bool


def run_report(
    area: str,
    *,
    notebook: str = DEFAULT_NOTEBOOK,
    run: str = "latest",
    comparators: str = "",
    period: str = "latest",
    mode: str = "public",
    across_nations: bool = False,
    workspace: Workspace | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Made:
    """Make the report of an area, unless it is there and nothing behind it has changed.

    Parameters
    ----------
    area, comparators, period, mode : str
        The notebook's parameters.
    across_nations : bool
        Another of them: whether nations that publish otherwise are shown, apart.
    notebook : str
        Name of a notebook in ``notebooks/``.
    run : str
        Name of the folder under ``outputs/``.
    workspace : Workspace, optional
        The current one by default.
    progress : callable
        Is told what is being done.

    Returns
    -------
    Made

    Raises
    ------
    ParameterError
        Where a parameter, the notebook or the run's name cannot be.
    DataError
        Where no data are held, or the notebook failed.
    """
    workspace = workspace or Workspace.current()
    checked = Parameters.parse(
        area=area,
        comparators=comparators,
        period=period,
        mode=mode,
        across_nations=across_nations,
    )
    source = find_notebook(notebook, workspace)
    if not _RUN_NAME.fullmatch(run):
        raise ParameterError(
            f"the run's name cannot be {run!r}",
            hint="use letters, digits, dots, dashes and underscores, at most 64, beginning with a letter or digit",
        )
    store = Store(workspace)
    build(store, progress)
    # Refused here, what cannot be shown is told without a notebook's traceback.
    report = Report(checked, store)
    given = {
        "area": checked.area.code,
        "comparators": comparators,
        "period": period,
        "mode": mode,
        "across_nations": across_nations,
    }
    name = f"{source.stem}-restricted" if mode == "restricted" else source.stem
    folder = workspace.outputs / run
    made = Made(
        folder / checked.area.code / f"{name}.ipynb",
        folder / checked.area.code / f"{name}.html",
        folder / "manifest.json",
        fresh=True,
    )
    key = _key(source, given, report, store)
    entry = f"{checked.area.code}/{name}"
    said = _read_manifest(made.manifest)
    if said.get(entry, {}).get("key") == key and made.notebook.is_file() and made.html.is_file():
        return Made(made.notebook, made.html, made.manifest, fresh=False)
    progress(f"running {source.stem} for {checked.area.name}")
    seconds = _execute(source, made, given, workspace)
    record = {
        "key": key,
        "area": checked.area.name,
        "notebook": source.stem,
        "parameters": given,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 2),
        "toolkit": toolkit.__version__,
        "documents": {path.name: _digest(path) for path in (made.notebook, made.html)},
    }
    write_atomically(
        made.manifest,
        json.dumps({"reports": {**said, entry: record}}, indent=2, ensure_ascii=False) + "\n",
    )
    return made


def find_notebook(name: str, workspace: Workspace) -> Path:
    """Return the notebook of a name; a report notebook is one with a cell tagged ``parameters``.

    Raises
    ------
    ParameterError
        Naming the nearest.
    """
    known = {path.stem: path for path in sorted(workspace.notebooks.glob("*.ipynb"))}
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


def _execute(source: Path, made: Made, given: dict[str, Any], workspace: Workspace) -> float:
    """Run the notebook beside its place, and move it there with its document when it is whole."""
    started = time.perf_counter()
    made.notebook.parent.mkdir(parents=True, exist_ok=True)
    partial = made.notebook.with_name(f".{made.notebook.name}")
    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        papermill.execute_notebook(
            str(source),
            str(partial),
            parameters=given,
            cwd=str(workspace.root),
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            config=_kernel_config(),
        )
    except PapermillExecutionError as error:
        broken = made.notebook.with_suffix(".failed.ipynb")
        partial.replace(broken)
        raise DataError(
            f"{source.name} stopped in cell {error.exec_count}: {error.ename}: {error.evalue}",
            hint=f"the notebook as far as it came is {broken}",
        ) from None
    page = render_html(nbformat.read(partial, as_version=4), code=False)
    write_atomically(made.html, page)
    partial.replace(made.notebook)
    return time.perf_counter() - started


def _kernel_config() -> Config:
    """Talk to the kernel over sockets of this user's own, where the system has them."""
    transport = "tcp" if sys.platform == "win32" else "ipc"
    return Config({"KernelManager": {"transport": transport}})


def _key(source: Path, given: dict[str, Any], report: Report, store: Store) -> str:
    manifest = store.manifest()
    made_of = [
        _digest(source),
        json.dumps(given, sort_keys=True),
        # A list of a user's own may have changed under the same name.
        *(found.told() for found in report.comparator_sets),
        *(part.key for part in (*manifest.observations, *manifest.results)),
        code_digest("**/*.py", "**/*.html", "**/*.toml", "catalogue/*.csv"),
    ]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()


def _read_manifest(path: Path) -> dict[str, dict[str, Any]]:
    try:
        reports: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["reports"]
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError):
        raise ToolkitError(
            f"{path} cannot be read", hint="delete it; the reports are then made anew"
        ) from None
    return reports


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
