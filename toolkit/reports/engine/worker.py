"""A worker: takes a job a line, makes the report, and answers with a line.

The plain engine runs it as ``python -m toolkit.reports.engine.worker``; the fast
engine forks it.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import traceback
from typing import Any, TextIO

from toolkit.errors import ToolkitError
from toolkit.reports.jobs import Job
from toolkit.reports.making import ReportFailedError, make_report

__all__ = ["answer", "run_worker"]


def answer(job: Job, *, force: bool = False) -> dict[str, Any]:
    """Make a report, and say what came of it.

    Parameters
    ----------
    job : Job
        Which.
    force : bool
        Make it though it is finished.

    Returns
    -------
    dict
        ``status`` (made, kept, failed, or fatal where no other report can be made
        either), ``record`` and, in the last case, ``error``.
    """
    try:
        record, fresh = make_report(job, force=force)
    except ReportFailedError as failed:
        return {"status": "failed", "record": failed.record}
    except ToolkitError as error:
        return {"status": "fatal", "record": {}, "error": str(error)}
    except OSError as error:
        place = error.filename or job.folder
        why = f"{place}: {error.strerror or error}"
        return {"status": "fatal", "record": {}, "error": why}
    except Exception as error:
        told = {"error": f"{type(error).__name__}: {error}", "traceback": traceback.format_exc()}
        return {"status": "failed", "record": {"status": "failed", "documents": {}, **told}}
    return {"status": "made" if fresh else "kept", "record": record}


def run_worker(asked: TextIO, answers: TextIO) -> None:
    """Answer job after job until there is nobody to ask.

    Parameters
    ----------
    asked, answers : text stream
        A line of JSON a job, and a line of JSON each.
    """
    lines: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        for line in asked:
            lines.put(line)
        # Whoever asked is gone: what is under way is nobody's.
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        said = json.loads(lines.get())
        done = answer(Job.from_json(said["job"]), force=said["force"])
        answers.write(json.dumps(done) + "\n")
        answers.flush()


def main() -> None:
    """Work on standard input, with standard output for the answers alone."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    run_worker(sys.stdin, answers)


if __name__ == "__main__":
    main()
