"""The two engines: where workers come from, how they are asked, and how all of it is ended."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from toolkit.errors import ToolkitError
from toolkit.reports.engine.kernelspec import write_kernelspec

if TYPE_CHECKING:
    # It brings everything along; the server shall begin to load that while this process does.
    from toolkit.reports.jobs import Job

__all__ = ["ENGINES", "Engine", "Worker", "has_fork", "start_engine"]

ENGINES = ("fast", "plain")


def has_fork() -> bool:
    """Return whether this system forks in the way that the fast engine needs."""
    return sys.platform == "linux"


class Worker:
    """A process that makes one report after another.

    Parameters
    ----------
    jobs, answers : text stream
        To it and from it.
    """

    def __init__(self, jobs: IO[str], answers: IO[str]) -> None:
        self._jobs = jobs
        self._answers = answers

    def ask(self, job: Job, *, force: bool) -> dict[str, Any] | None:
        """Return what came of a job; None where the worker ended over it."""
        try:
            self._jobs.write(json.dumps({"job": job.as_json(), "force": force}) + "\n")
            self._jobs.flush()
            line = self._answers.readline()
        except (OSError, ValueError):
            return None
        if not line.endswith("\n"):
            return None
        said: dict[str, Any] = json.loads(line)
        return said

    def close(self) -> None:
        """Let go of it: it ends when it is asked no more."""
        with contextlib.suppress(OSError):
            self._jobs.close()
        self._answers.close()


class Engine(ABC):
    """Where workers come from; within ``with``, all that it started is ended at last."""

    @abstractmethod
    def open(self, jobs: Sequence[Job]) -> None:
        """Make ready for some jobs; their store must have been built."""

    @abstractmethod
    def worker(self) -> Worker:
        """Start a worker."""

    @abstractmethod
    def close(self) -> None:
        """End every process that was started, at once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class PlainEngine(Engine):
    """Workers that are processes of their own, each kernel started by Jupyter in the usual way."""

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[str]] = []

    def open(self, jobs: Sequence[Job]) -> None:
        """Do nothing: each worker makes itself ready."""

    def worker(self) -> Worker:
        """Start a worker."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "toolkit.reports.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            # Ctrl-C is the command's to hear, which then ends its workers.
            start_new_session=True,
        )
        self._processes.append(process)
        assert process.stdin
        assert process.stdout
        return Worker(process.stdin, process.stdout)

    def close(self) -> None:
        """End every worker; a kernel ends itself when its worker is gone."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
        self._processes.clear()


class FastEngine(Engine):
    """Workers and kernels forked from one server that has everything open.

    The server begins at once to load what every report needs.
    """

    def __init__(self) -> None:
        self._opened = False
        self._folder = tempfile.TemporaryDirectory(prefix="toolkit-")
        folder = Path(self._folder.name)
        self._address = folder / "server"
        self._jupyter_path = write_kernelspec(folder, self._address)
        self._server = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "toolkit.reports.engine.server",
                str(self._address),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **_SETTINGS},
            start_new_session=True,
        )

    def open(self, jobs: Sequence[Job]) -> None:
        """Have the server make one area's sections of every notebook, and wait for it.

        Raises
        ------
        ToolkitError
            Where it ended over that.
        """
        assert self._server.stdin
        assert self._server.stdout
        notebooks = [*dict.fromkeys(job.notebook for job in jobs)]
        wanted = {"root": jobs[0].root, "area": jobs[0].area, "notebooks": notebooks}
        try:
            self._server.stdin.write(json.dumps(wanted) + "\n")
            self._server.stdin.flush()
            self._opened = self._server.stdout.readline() == "ready\n"
        except OSError:
            self._opened = False
        if not self._opened:
            self.close()
            raise ToolkitError(
                "the server of kernels did not start", hint="ask for `--engine plain`"
            )

    def worker(self) -> Worker:
        """Have the server fork a worker."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(self._address))
        jobs = connection.makefile("w", encoding="utf-8")
        answers = connection.makefile("r", encoding="utf-8")
        connection.close()  # the streams keep it open
        asked = {"kind": "worker", "jupyter_path": str(self._jupyter_path)}
        jobs.write(json.dumps(asked) + "\n")
        jobs.flush()
        # The first job waits for this: the server reads ahead, and would read it too.
        answers.readline()
        return Worker(jobs, answers)

    def close(self) -> None:
        """Close the server's standard input, at which it ends what it forked and itself."""
        assert self._server.stdin
        with contextlib.suppress(OSError):
            self._server.stdin.close()
        if not self._opened:
            self._server.kill()  # it has forked nothing, and looks at its input later
        try:
            self._server.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        assert self._server.stdout
        self._server.stdout.close()
        self._folder.cleanup()


_SETTINGS = {
    # A kernel a core: libraries that spread one report over all cores only get in the way.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # What a report let go of goes back at once, so that a fork shares less that is nobody's:
    # half the memory of every kernel.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "1000000",
    "MALLOC_TRIM_THRESHOLD_": "1000000",
    # It warns of what only a debugger of the kernel would miss.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "ARROW_IO_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


def start_engine(name: str) -> Engine:
    """Start an engine; where this system does not fork, the plain one.

    Parameters
    ----------
    name : {'fast', 'plain'}
        Which.
    """
    return FastEngine() if name == "fast" and has_fork() else PlainEngine()
