"""Making one report: papermill in, an executed notebook and its documents out, or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from toolkit.analysis.building import results_of
from toolkit.catalogue.places import find_place
from toolkit.disclosure.protection import protection_of
from toolkit.disclosure.second_look import refuse_told
from toolkit.errors import DataError
from toolkit.reports.buckets import open_run
from toolkit.reports.documents.writing import render_documents
from toolkit.reports.jobs import Job, data_digest
from toolkit.reports.parameters import Parameters
from toolkit.reports.provenance import made_of, versions
from toolkit.reports.records import Run
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["ReportFailedError", "make_report"]

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_KERNEL_STARTS = 2
# Notebooks that count authorities and rows: a number beside no name is nobody's.
_OF_NO_AREA = ("data_quality",)


class ReportFailedError(DataError):
    """One report could not be made; others may be.

    Parameters
    ----------
    record : dict
        What the run keeps of it.
    """

    def __init__(self, record: dict[str, Any], hint: str) -> None:
        self.record = record
        super().__init__(record["error"], hint=hint)


class _StoppedError(Exception):
    """The kernel died or a cell took too long; carries the notebook as far as it came."""

    def __init__(self, notebook: NotebookNode) -> None:
        self.notebook = notebook


class _KeepingEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, which loses the notebook where the kernel dies, and this does not."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except (CellTimeoutError, DeadKernelError) as error:
            raise _StoppedError(nb_man.nb) from error


papermill_engines.register("keeping", _KeepingEngine)


def make_report(job: Job, *, force: bool = False) -> tuple[dict[str, Any], bool]:
    """Make a report, unless it is finished and nothing behind it has changed.

    Parameters
    ----------
    job : Job
        Which.
    force : bool
        Make it in any case.

    Returns
    -------
    record : dict
        What the manifest says of it.
    fresh : bool
        Whether it was made now.

    Raises
    ------
    ReportFailedError
        Where the notebook stopped; as far as it came it is kept.
    DataError
        Where the data are no longer those that the job was planned for.
    OSError
        Where nothing can be written.
    """
    run = open_run(job.folder)
    with run.lock(job):
        record = None if force else run.finished(job)
        if record is not None:
            return record, False
        with run.staging(job) as staging:
            return _make(job, run, staging), True


def _make(job: Job, run: Run, staging: Path) -> dict[str, Any]:
    started = time.perf_counter()
    executed = staging / f"{job.name}.ipynb"
    failure = _execute(job, executed)
    _refuse_other_data(job)
    record: dict[str, Any] = {
        "key": job.key,
        "status": "made",
        "area": job.area_name,
        "notebook": Path(job.notebook).stem,
        "notebook_sha256": hashlib.sha256(Path(job.notebook).read_bytes()).hexdigest(),
        "parameters": job.given,
        "data": job.data,
        "made_of": made_of(Store(Workspace(Path(job.root)))),
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "versions": versions(),
        "synthetic": Workspace(Path(job.root)).is_practice,
        "mode": job.mode,
    }
    if failure is not None:
        executed.replace(executed.with_suffix(".failed.ipynb"))
        record |= {"status": "failed", **failure}
    else:
        write_documents(nbformat.read(executed, as_version=4), job, staging)
    record["seconds"] = round(time.perf_counter() - started, 2)
    _look_again(job, staging, record)
    record = run.land(job, staging, record)
    if failure is not None:
        kept = run.place(f"{job.area}/{job.name}.failed.ipynb")
        raise ReportFailedError(record, f"the notebook as far as it came is {kept}")
    return record


def _look_again(job: Job, staging: Path, record: dict[str, Any]) -> None:
    """Refuse to land what tells a withheld number, the record of it too; a restricted report may."""
    if job.given.get("mode", "public") == "restricted":
        return
    store = Store(Workspace(Path(job.root)))
    area = find_place(job.area)
    beside = Parameters.parse(
        area=job.area,
        comparators=job.given.get("comparators", ""),
        across_nations=job.given.get("across_nations", False),
    ).comparators
    rows = results_of(store, list(dict.fromkeys([area, *area.parts, *beside])))
    files = {path.name: path.read_bytes() for path in sorted(staging.iterdir())}
    files["manifest.json"] = json.dumps(record).encode()
    about = "" if Path(job.notebook).stem in _OF_NO_AREA else job.area
    gate = protection_of(store)
    refuse_told(files, gate.protected_values(rows), about, gate.open_values(rows))


def write_documents(notebook: NotebookNode, job: Job, folder: Path) -> None:
    """Write the documents of an executed notebook into a folder."""
    for ending, content in render_documents(notebook, job.formats, job.appearance).items():
        (folder / f"{job.name}.{ending}").write_bytes(content)


def _execute(job: Job, executed: Path) -> dict[str, str] | None:
    """Run the notebook; return what stopped it, or None.

    A kernel that died is started once more: it may have been killed to free memory.
    """
    for start in range(_KERNEL_STARTS):
        try:
            _run_papermill(job, executed)
        except PapermillExecutionError as error:
            return _told(job, str(error.exec_count), f"{error.ename}: {error.evalue}", error)
        except _StoppedError as stopped:
            died = isinstance(stopped.__cause__, DeadKernelError)
            if died and start + 1 < _KERNEL_STARTS:
                continue
            nbformat.write(stopped.notebook, executed)
            why = (
                f"its kernel died, {_KERNEL_STARTS} times"
                if died
                else f"the cell took more than {job.cell_seconds} s"
            )
            return _told(job, _cell_of(stopped.notebook), why, stopped)
        else:
            return None
    raise AssertionError


def _told(job: Job, cell: str, why: str, error: Exception) -> dict[str, str]:
    lines = (
        error.traceback
        if isinstance(error, PapermillExecutionError)
        else traceback.format_exception(error)
    )
    return {
        "error": f"{Path(job.notebook).name} stopped in cell {cell}: {why}",
        "traceback": _COLOURS.sub("", "\n".join(lines)),
    }


def _cell_of(notebook: NotebookNode) -> str:
    """Return the number of the cell at which a notebook stands: the last that was begun."""
    begun = [
        number
        for number, cell in enumerate(
            (cell for cell in notebook.cells if cell.cell_type == "code"), start=1
        )
        if cell.metadata.papermill.start_time
    ]
    return str(begun[-1] if begun else 0)


def _run_papermill(job: Job, executed: Path) -> None:
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with _at_home(job.root), tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
        papermill.execute_notebook(
            job.notebook,
            str(executed),
            engine_name="keeping",
            parameters=job.given,
            cwd=job.root,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=job.cell_seconds,
            # Nothing in a report waits for the kernel's end.
            shutdown_kernel="immediate",
            config=_kernel_config(Path(folder)),
        )


@contextmanager
def _at_home(root: str) -> Iterator[None]:
    """Have the kernel read what the report was planned from, whatever is set around it."""
    before = os.environ.get("TOOLKIT_HOME")
    os.environ["TOOLKIT_HOME"] = root
    try:
        yield
    finally:
        del os.environ["TOOLKIT_HOME"]
        if before is not None:
            os.environ["TOOLKIT_HOME"] = before


def _kernel_config(folder: Path) -> Config:
    """Talk to the kernel over sockets of this user's own, where the system has them.

    Left to itself, Jupyter gives the sockets of all kernels the same names.
    """
    if sys.platform == "win32":
        return Config({"KernelManager": {"transport": "tcp"}})
    return Config({"KernelManager": {"transport": "ipc", "ip": str(folder / "kernel")}})


def _refuse_other_data(job: Job) -> None:
    """Refuse to call a report by the key of data that are no longer there."""
    store = Store(Workspace(Path(job.root)))
    if data_digest(store) != job.data:
        raise DataError(
            "the data changed while reports were being made",
            hint="run the same command again: it makes what is missing or stale",
        )
