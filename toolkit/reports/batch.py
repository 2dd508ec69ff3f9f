"""A batch: one report after another, on several workers, that loses no work."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.buckets import open_run
from toolkit.reports.engine.cluster import make_on_cluster
from toolkit.reports.engine.engines import Engine, Worker, has_fork, start_engine
from toolkit.reports.index import write_index
from toolkit.reports.jobs import Job, data_files
from toolkit.reports.progress import Progress
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["Batch", "run_batch", "usual_workers"]

_LOOK_SECONDS = 0.2
_TRIES = 2

Answer = tuple[Job, dict[str, Any]]


@dataclass(frozen=True)
class Batch:
    """What came of a batch.

    Parameters
    ----------
    manifest, index : str
        Where the record of the run is, and its front page.
    made, kept, failed : int
        How many reports were made, were there already, and could not be made.
    summary : str
        The same in a line.
    """

    manifest: str
    index: str
    made: int
    kept: int
    failed: int
    summary: str


def usual_workers() -> int:
    """Return one worker a core, and one that works while others wait for their kernels."""
    return (os.cpu_count() or 1) + 1


def run_batch(
    jobs: Sequence[Job],
    *,
    workers: int = 0,
    engine: str | Engine = "fast",
    force: bool = False,
    scheduler: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> Batch:
    """Make every report that is missing or stale.

    Parameters
    ----------
    jobs : sequence of Job
        All of one run, every parameter checked.
    workers : int, optional
        How many reports are made at a time; as many as suit the machine by default.
    engine : {'fast', 'plain'} or Engine
        Where kernels come from: by name, or one that was started before.
    force : bool
        Make what is finished too.
    scheduler : str
        Address of a Dask scheduler that has the work done, in place of workers here.
    say : callable
        Takes a line of progress.

    Returns
    -------
    Batch

    Raises
    ------
    ParameterError
        Where there are no jobs, or fewer than no workers.
    ToolkitError
        Where no report can be made any more: the disk is full, say, or data are
        gone. What was made until then stays.
    """
    if not jobs or workers < 0:
        raise ParameterError(
            "there is nothing to make" if workers >= 0 else f"workers: {workers} cannot be"
        )
    run = open_run(jobs[0].folder)
    run.refuse_mixture(synthetic=Workspace(Path(jobs[0].root)).is_practice, mode=jobs[0].mode)
    progress = Progress(len(jobs), say)
    left = []
    for job in jobs:
        record = None if force else run.finished(job)
        if record is None:
            left.append(job)
        else:
            progress.add(job, {"status": "kept", "record": record})
    try:
        if left and scheduler:
            _add_all(make_on_cluster(left, scheduler, force=force), progress)
        elif left:
            count = min(workers or usual_workers(), len(left))
            _make_all(left, count, _started(engine, say), force, progress)
    except KeyboardInterrupt:
        say(f"stopped: {progress.summary()}; the same command goes on from here")
        raise
    finally:
        if run.begun():
            store = Store(Workspace(Path(jobs[0].root)))
            manifest = run.write_manifest({jobs[0].data: data_files(store)})
            index = write_index(run)
    return Batch(manifest, index, **progress.counts, summary=progress.summary())


def _started(engine: str | Engine, say: Callable[[str], None]) -> Engine:
    if engine != "plain" and not has_fork():
        say("this system does not fork: ordinary kernels are used, which take longer to start")
    return start_engine(engine) if isinstance(engine, str) else engine


def _make_all(
    jobs: Sequence[Job], count: int, engine: Engine, force: bool, progress: Progress
) -> None:
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    stop = threading.Event()
    given = (engine, waiting, answers, force, stop)
    threads = [threading.Thread(target=_ask_worker, args=given, daemon=True) for _ in range(count)]
    try:
        engine.open(jobs)
        for thread in threads:
            thread.start()
        _add_all((_next(answers) for _ in jobs), progress)
    finally:
        stop.set()
        engine.close()
        for thread in filter(threading.Thread.is_alive, threads):
            thread.join()


def _add_all(answers: Iterable[Answer], progress: Progress) -> None:
    for job, answer in answers:
        if answer["status"] == "fatal":
            raise ToolkitError(
                answer["error"],
                hint="what was made until now stays; mend this and run the same command again",
            )
        progress.add(job, answer)


def _next(answers: queue.SimpleQueue[Answer]) -> Answer:
    """Wait for an answer in short spans, so that Ctrl-C is heard on every system."""
    while True:
        try:
            return answers.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            continue


def _ask_worker(
    engine: Engine,
    waiting: queue.SimpleQueue[Job],
    answers: queue.SimpleQueue[Answer],
    force: bool,
    stop: threading.Event,
) -> None:
    """Have one worker make report after report; where it dies, go on with another."""
    worker = None
    while not stop.is_set():
        try:
            job = waiting.get_nowait()
        except queue.Empty:
            break
        for _ in range(_TRIES):
            worker, answer = _answer(engine, worker, job, force)
            if answer is not None or stop.is_set():
                break
        answers.put((job, answer or _lost(job)))
    if worker is not None:
        worker.close()


def _answer(
    engine: Engine, worker: Worker | None, job: Job, force: bool
) -> tuple[Worker | None, dict[str, Any] | None]:
    """Return the worker, if it lives, and its answer, if it gave one."""
    try:
        worker = worker or engine.worker()
    except (OSError, ValueError) as error:
        why = f"no worker could be started: {error}"
        return None, {"status": "fatal", "record": {}, "error": why}
    answer = worker.ask(job, force=force)
    if answer is None:
        worker.close()
        return None, None
    return worker, answer


def _lost(job: Job) -> dict[str, Any]:
    error = f"the worker that made it was killed, {_TRIES} times"
    record = {"key": job.key, "status": "failed", "area": job.area_name, "error": error}
    return {"status": "failed", "record": {**record, "traceback": "", "documents": {}}}
