"""Five ways to make the same reports; each is run in a process of its own.

Run as ``python -m toolkit.bench.batch_ways WAY FOLDER AREA…``.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.reports.engine.engines import start_engine
from toolkit.sources.workspace import Workspace

__all__ = ["WAYS"]

_WORKERS = 2
_NOTEBOOK = "annual_report"


def command_line_loop(folder: Path, areas: Sequence[str]) -> None:
    """Run papermill and nbconvert from the command line, a report after another."""
    workspace = Workspace.current()
    source = workspace.notebooks / f"{_NOTEBOOK}.ipynb"
    for area in areas:
        made = folder / f"{area}.ipynb"
        run = [sys.executable, "-m", "papermill", str(source), str(made), "-p", "area", area]
        options = ["-k", "python3", "--no-progress-bar", "--cwd", str(workspace.root)]
        subprocess.run([*run, *options], check=True, capture_output=True)
        convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", str(made)]
        subprocess.run(convert, check=True, capture_output=True)


def python_loop(folder: Path, areas: Sequence[str]) -> None:
    """Call papermill and nbconvert from one Python process, a report after another."""
    import nbconvert
    import nbformat
    import papermill

    workspace = Workspace.current()
    source = workspace.notebooks / f"{_NOTEBOOK}.ipynb"
    for area in areas:
        made = folder / f"{area}.ipynb"
        papermill.execute_notebook(
            str(source),
            str(made),
            parameters={"area": area},
            kernel_name="python3",
            progress_bar=False,
            cwd=str(workspace.root),
        )
        exporter = nbconvert.HTMLExporter(exclude_input=True)
        page, _ = exporter.from_notebook_node(nbformat.read(made, as_version=4))
        made.with_suffix(".html").write_text(page, encoding="utf-8")


def plain_workers(folder: Path, areas: Sequence[str]) -> None:
    """Make a batch with ordinary kernels and two workers."""
    _batch(folder, areas, engine="plain", workers=_WORKERS)


def this_engine(folder: Path, areas: Sequence[str]) -> None:
    """Make a batch with the fast engine, as the command does."""
    _batch(folder, areas, engine="fast", workers=0)


def floor(folder: Path, areas: Sequence[str]) -> None:
    """Make the same calls as plain functions in two warm processes: no kernel, no messages."""
    from toolkit.analysis.building import build
    from toolkit.reports.engine.warming import warm_up
    from toolkit.sources.store import Store

    workspace = Workspace.current()
    build(Store(workspace))
    warm_up(workspace.root, areas[0], [workspace.notebooks / f"{_NOTEBOOK}.ipynb"])
    fork = multiprocessing.get_context("fork")
    shares = [areas[number::_WORKERS] for number in range(_WORKERS)]
    processes = [fork.Process(target=_call_all, args=(folder, share)) for share in shares]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise ToolkitError("the plain functions failed")


WAYS: Mapping[str, Callable[[Path, Sequence[str]], None]] = {
    "command-line loop": command_line_loop,
    "Python loop": python_loop,
    "two plain workers": plain_workers,
    "this engine": this_engine,
    "floor": floor,
}


def _batch(folder: Path, areas: Sequence[str], *, engine: str, workers: int) -> None:
    # As the command has it: the engine loads while this process does.
    with start_engine(engine) as started:
        from toolkit.reports.jobs import Wanted
        from toolkit.reports.ordering import order_batch

        done = order_batch(
            ";".join(areas),
            Wanted([_NOTEBOOK]),
            output=f"{folder}{os.sep}",
            engine=started,
            workers=workers,
        )
    if done.failed:
        raise ToolkitError(done.summary)


def _call_all(folder: Path, areas: Sequence[str]) -> None:
    """Make the blocks of every area's report, and its documents, in this process."""
    import nbformat

    from toolkit.reports.documents.writing import render_documents
    from toolkit.reports.engine.warming import call_of
    from toolkit.reports.jobs import Wanted
    from toolkit.reports.report import open_report

    source = Workspace.current().notebooks / f"{_NOTEBOOK}.ipynb"
    for area in areas:
        notebook = nbformat.read(source, as_version=4)
        report = open_report(**Wanted([_NOTEBOOK]).given(area))
        for cell in notebook.cells:
            if call := call_of(cell):
                method, given = call
                data = getattr(report, method)(*given)._repr_mimebundle_()
                cell.outputs = [
                    nbformat.v4.new_output("execute_result", data, execution_count=1)
                ]  # fmt: skip
        nbformat.write(notebook, folder / f"{area}.ipynb")
        for ending, content in render_documents(notebook, ["html"]).items():
            (folder / f"{area}.{ending}").write_bytes(content)


if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]), sys.argv[3:])
