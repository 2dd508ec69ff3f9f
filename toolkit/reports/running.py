"""Running a report notebook: parameters in, an executed notebook and its documents out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.analysis.building import build
from toolkit.reports.documents.writing import Appearance
from toolkit.reports.jobs import (
    DEFAULT_FORMATS,
    Wanted,
    data_files,
    plan_jobs,
)
from toolkit.reports.making import ReportFailedError, make_report
from toolkit.reports.records import Run
from toolkit.reports.report_notebooks import find_notebook
from toolkit.reports.run_places import run_folder, usual_run
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["DEFAULT_NOTEBOOK", "Made", "run_report"]

DEFAULT_NOTEBOOK = "annual_report"


@dataclass(frozen=True)
class Made:
    """A report that was made, or that was there already.

    Parameters
    ----------
    notebook : Path
        The executed notebook.
    documents : tuple of Path
        What was made from it, in the order of the formats asked for.
    manifest : Path
        The run's record.
    fresh : bool
        Whether it was made now.
    """

    notebook: Path
    documents: tuple[Path, ...]
    manifest: Path
    fresh: bool

    @property
    def html(self) -> Path:
        """The page, where one was asked for."""
        return next(path for path in self.documents if path.suffix == ".html")


def run_report(
    area: str,
    *,
    notebook: str = DEFAULT_NOTEBOOK,
    run: str | None = None,
    comparators: str = "",
    period: str = "latest",
    mode: str = "public",
    across_nations: bool = False,
    formats: Sequence[str] = DEFAULT_FORMATS,
    appearance: Appearance | None = None,
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
    run : str, optional
        Name of the folder under ``outputs/``; ``latest``, or ``restricted``, without it.
    formats : sequence of str
        The documents to make of it.
    appearance : Appearance, optional
        Names, templates and code of the documents.
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
    wanted = Wanted([notebook], comparators, period, mode, across_nations, formats)
    wanted = replace(wanted, appearance=appearance or Appearance())
    # Before the store is built, which takes longer than to see a misspelt name.
    find_notebook(notebook, workspace)
    wanted.check([area])
    folder = run_folder(usual_run(mode) if run is None else run, workspace)
    store = Store(workspace)
    build(store, progress)
    [job] = plan_jobs([area], wanted, folder, store)
    landed = Run(folder)
    landed.refuse_mixture(synthetic=workspace.is_practice, mode=mode)
    if landed.finished(job) is None:
        progress(f"running {Path(job.notebook).stem} for {job.area_name}")
    data = {job.data: data_files(store)}
    try:
        _, fresh = make_report(job)
    except ReportFailedError:
        landed.write_manifest(data)
        raise
    notebook_path, *documents = (landed.document(job, name) for name in job.documents)
    return Made(notebook_path, tuple(documents), Path(landed.write_manifest(data)), fresh)
