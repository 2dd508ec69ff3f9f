"""Ordering a batch: everything that was asked for is checked, then all of it is made."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.analysis.building import build
from toolkit.errors import ParameterError, count_of
from toolkit.reports.batch import Batch, run_batch
from toolkit.reports.buckets import open_run
from toolkit.reports.engine.engines import Engine
from toolkit.reports.jobs import (
    Wanted,
    plan_jobs,
    refuse_formats,
)
from toolkit.reports.report_notebooks import find_notebook
from toolkit.reports.run_places import run_place, usual_run
from toolkit.reports.selection import choose_areas, take_shard
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["order_batch"]


def order_batch(
    areas: str,
    wanted: Wanted,
    *,
    output: str | None = None,
    shard: str = "",
    workers: int = 0,
    engine: str | Engine = "fast",
    force: bool = False,
    scheduler: str = "",
    workspace: Workspace | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Batch:
    """Check what is asked for of every area, and make what is missing or stale of it.

    Parameters
    ----------
    areas : str
        As `choose_areas` reads it.
    wanted : Wanted
        What of each.
    output : str, optional
        Name of a run below ``outputs``, the path of a folder, or ``s3://bucket/prefix``;
        without it the run ``latest``, or ``restricted``.
    shard : str
        Such as ``2/8``, for one of several machines.
    workers, engine, force, scheduler
        As `run_batch` takes them.
    workspace : Workspace, optional
        The current one by default.
    say : callable
        Takes a line of progress.

    Returns
    -------
    Batch

    Raises
    ------
    ParameterError
        With every fault of every area, before anything is run.
    ToolkitError
        Where no report can be made.
    """
    workspace = workspace or Workspace.current()
    if not wanted.notebooks:
        raise ParameterError("no notebook was named")
    # Before the store is built, which takes longer than to see a misspelt name.
    for name in wanted.notebooks:
        find_notebook(name, workspace)
    refuse_formats(wanted.formats)
    wanted.appearance.check()
    folder = run_place(usual_run(wanted.mode) if output is None else output, workspace)
    open_run(str(folder))
    store = Store(workspace)
    build(store, say)
    chosen = take_shard(choose_areas(areas, store), shard)
    jobs = plan_jobs([area.code for area in chosen], wanted, folder, store)
    say(
        f"{count_of(len(jobs), 'report', 'reports')} of {count_of(len(chosen), 'area', 'areas')}, into {folder}"
    )
    return run_batch(
        jobs, workers=workers, engine=engine, force=force, scheduler=scheduler, say=say
    )
