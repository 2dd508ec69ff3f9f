"""What a batch survives: kills, hangs, a full disk, two at once; reports lost, doubled or broken."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from toolkit.errors import ToolkitError
from toolkit.reports.engine.engines import has_fork
from toolkit.sources.workspace import Workspace

__all__ = ["bench_faults"]

_AREAS = "region:South West; York; Derby; Leicester; Nottingham; Kent"
_COUNT = 20
_FILE_LIMIT = 150_000
_PARAMETERS = """area = "Plymouth"
comparators = ""
period = "latest"
mode = "public"
across_nations = False"""
_COVER = "import toolkit as tk\ntk.open_report(area).cover()"
# Each of these is done by the first kernel of one area, and by no later one.
_ONCE = """import os, pathlib, signal, time
once = pathlib.Path("{mark}")
if area == "E06000026" and not once.exists():
    once.touch()
    {fault}"""


@dataclass
class _Found:
    """What was counted after a fault."""

    lost: int = 0
    doubled: int = 0
    broken: int = 0
    note: str = ""

    def line(self, name: str) -> str:
        return f"  {name:<42} lost {self.lost}, doubled {self.doubled}, broken {self.broken}   {self.note}"

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.broken)


@dataclass
class _Trial:
    """A workspace of its own, in which batches are run and harmed."""

    root: Path
    chance: random.Random = field(default_factory=lambda: random.Random(8))

    @property
    def output(self) -> Path:
        return self.root / "outputs" / "latest"

    def write(self, *cells: str) -> None:
        """Write the notebook that is run; another notebook makes every report stale."""
        notebook = nbformat.v4.new_notebook()
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "", "language": "python"}
        notebook.cells = [nbformat.v4.new_code_cell(text) for text in (_PARAMETERS, _COVER, *cells)]
        notebook.cells[0].metadata.tags = ["parameters"]
        nbformat.write(notebook, self.root / "notebooks" / "trial.ipynb")

    def start(self, *words: str, limit: int = 0) -> subprocess.Popen[str]:
        """Start a batch; ``limit`` is the most bytes that a file may have."""
        command = [sys.executable, "-m", "toolkit.cli", "batch", "--areas", _AREAS]
        return subprocess.Popen(
            [*command, "--notebook", "trial", "--workers", "3", *words],
            env={**os.environ, "TOOLKIT_HOME": str(self.root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            preexec_fn=(lambda: _limit_files(limit)) if limit else None,
        )

    def run(self, *words: str, limit: int = 0) -> tuple[int, str]:
        """Run a batch to its end."""
        process = self.start(*words, limit=limit)
        said, _ = process.communicate()
        return process.returncode, said

    def broken(self) -> int:
        """Count the documents in sight that are not whole."""
        return sum(not _is_whole(path) for path in self.output.glob("[EWS]*/*"))

    def missing(self) -> int:
        """Count the reports that are not there when all is said to be done."""
        return _COUNT - len([*self.output.glob("[EWS]*/trial.html")])


def bench_faults(*, report: Callable[[str], None] = print) -> bool:
    """Harm batches in every way there is, and count what was lost, doubled or broken.

    Parameters
    ----------
    report : callable
        Takes each line as soon as it is known.

    Returns
    -------
    bool
        Whether nothing was.

    Raises
    ------
    ToolkitError
        On a system without fork: the faults are those of the fast engine.
    """
    if not has_fork():
        raise ToolkitError("faults are tried on Linux, where the fast engine is")
    here = Workspace.current()
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "home"
        for name in ("raw", "processed"):
            shutil.copytree(here.root / "data" / name, root / "data" / name)
        (root / "notebooks").mkdir()
        report(f"{_COUNT} reports a batch")
        for name, fault in _FAULTS.items():
            found = fault(_Trial(root))
            kept &= found.good
            report(found.line(name))
    return kept


def _killed(trial: _Trial) -> _Found:
    trial.write()
    found, kills = _Found(), 0
    for number in range(20):
        process = trial.start(*(["--force"] if number % 4 == 0 else []))
        while not [*trial.output.glob(".making/*/*")] and process.poll() is None:
            time.sleep(0.05)
        time.sleep(trial.chance.uniform(0, 6))
        kills += process.poll() is None
        process.kill()
        process.communicate()
        found.broken += trial.broken()
    return _finish(trial, found, f"{kills} of 20 batches were still at work when killed")


def _kernel_killed(trial: _Trial) -> _Found:
    trial.write(_once(trial, "killed", "os.kill(os.getpid(), signal.SIGKILL)"))
    code, said = trial.run()
    return _finish(trial, _Found(lost=code), said.splitlines()[-1])


def _hung(trial: _Trial) -> _Found:
    trial.write(_once(trial, "hung", "time.sleep(3600)"))
    code, said = trial.run("--cell-seconds", "8")
    told = "took more than 8 s" in said and code == 1
    return _finish(trial, _Found(lost=0 if told else 1), "told, and made by the next run")


def _disk_full(trial: _Trial) -> _Found:
    trial.write('print("much text " * 30_000)')
    code, said = trial.run(limit=_FILE_LIMIT)
    told = code == 1 and "Traceback" not in said
    broken = trial.broken()
    line = next((line for line in said.splitlines() if line.startswith("Error")), said[-200:])
    return _finish(trial, _Found(lost=0 if told else 1, broken=broken), line)


def _two_at_once(trial: _Trial) -> _Found:
    trial.write("'a third notebook'")
    both = [trial.start() for _ in range(2)]
    told = [process.communicate()[0].splitlines()[-1] for process in both]
    made = sum(int(found[1]) for line in told if (found := re.search(r"(\d+) made", line)))
    return _finish(trial, _Found(doubled=max(0, made - _COUNT)), f"{made} made by the two")


def _dask_worker_killed(trial: _Trial) -> _Found:
    trial.write("'a notebook for the cluster'")
    place = trial.root / "scheduler.json"
    shared = ["--scheduler-file", str(place), "--no-dashboard"]
    scheduler = _start_dask("scheduler", "--port", "0", *shared)
    workers = [_start_dask("worker", *shared, "--nthreads", "1", "--no-nanny") for _ in range(2)]
    try:
        while not place.is_file():
            time.sleep(0.1)
        address = json.loads(place.read_text(encoding="utf-8"))["address"]
        process = trial.start("--scheduler", address)
        while not [*trial.output.glob(".making/*/*")] and process.poll() is None:
            time.sleep(0.05)
        workers[0].kill()
        said, _ = process.communicate()
    finally:
        for one in (*workers, scheduler):
            one.kill()
            one.wait()
    found = _Found(lost=process.returncode, broken=trial.broken())
    return _finish(trial, found, said.splitlines()[-1])


def _start_dask(kind: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


_FAULTS: dict[str, Callable[[_Trial], _Found]] = {
    "SIGKILL at 20 random moments": _killed,
    "a kernel killed": _kernel_killed,
    "a cell that hangs": _hung,
    "no room for files": _disk_full,
    "two batches at once into one folder": _two_at_once,
    "a worker of a Dask scheduler killed": _dask_worker_killed,
}


def _finish(trial: _Trial, found: _Found, note: str) -> _Found:
    """Run once more without harm, and count what is missing or broken then."""
    code, _ = trial.run()
    again, said = trial.run()
    found.lost += trial.missing() + (code != 0) + (again != 0)
    found.lost += f"{_COUNT} there already" not in said
    found.broken += trial.broken() + len([*trial.output.glob(".making/*/*")])
    found.note = note
    return found


def _once(trial: _Trial, mark: str, fault: str) -> str:
    return _ONCE.format(mark=trial.root / mark, fault=fault)


def _is_whole(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return text.rstrip().endswith("</html>")
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _limit_files(limit: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
