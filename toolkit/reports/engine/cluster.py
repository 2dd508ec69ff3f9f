"""The work of a batch on machines of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.engine.worker import answer
from toolkit.reports.jobs import Job

__all__ = ["make_on_cluster"]

_SECONDS_TO_CONNECT = 20
_RETRIES = 2


def make_on_cluster(
    jobs: Sequence[Job], address: str, *, force: bool = False
) -> Iterator[tuple[Job, dict[str, Any]]]:
    """Send jobs to a scheduler, and yield each with what came of it, as they end.

    Parameters
    ----------
    jobs : sequence of Job
        Their folders must lie where every worker sees them under the same path.
    address : str
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    force : bool
        Make what is finished too.

    Yields
    ------
    Job, dict
        As `answer` gives it.

    Raises
    ------
    ToolkitError
        Where the extra is not installed, or the scheduler does not answer.
    ParameterError
        Where workers have several threads: a report changes its process's folder.

    Notes
    -----
    A job that was lost with its worker is given to another. It may then be made
    twice; who comes second finds it finished.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise ToolkitError(
            "--scheduler needs dask.distributed, which is not installed",
            hint="install the extra: pip install 'partnership-toolkit[distributed]'",
        ) from None
    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise ToolkitError(
            f"no scheduler answers at {address}: {error}",
            hint="start one with `dask scheduler`, and give the address that it prints",
        ) from None
    with client:
        _refuse_threads(client.scheduler_info(n_workers=-1)["workers"])
        sent = {
            client.submit(
                answer, job, force=force, key=f"{job.entry}-{job.key}", retries=_RETRIES
            ): job
            for job in jobs
        }
        for future in as_completed(sent):
            yield sent[future], _answer_of(future, sent[future])


def _answer_of(future: Any, job: Job) -> dict[str, Any]:
    try:
        said: dict[str, Any] = future.result()
    except Exception as error:
        # The scheduler gives up a job after several of its workers were lost.
        told = {"error": f"{type(error).__name__}: {error}", "traceback": "", "documents": {}}
        record = {"key": job.key, "status": "failed", "area": job.area_name, **told}
        return {"status": "failed", "record": record}
    return said


def _refuse_threads(workers: dict[str, dict[str, Any]]) -> None:
    several = [name for name, worker in workers.items() if worker["nthreads"] > 1]
    if several:
        raise ParameterError(
            f"{len(several)} of {len(workers)} workers have several threads",
            hint="start them with `dask worker ADDRESS --nworkers auto --nthreads 1`",
        )
