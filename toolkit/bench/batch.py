"""The same reports made in five ways, in one run: time, processor time and memory of each."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.analysis.building import build
from toolkit.bench.batch_ways import WAYS
from toolkit.bench.documents import time_documents
from toolkit.catalogue.areas import current_upper_tier
from toolkit.errors import ToolkitError
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["bench_batch"]

_SAMPLE_SECONDS = 0.5
_MEMORY_LIMIT = 2e9
_TENTH = 10
_EVEN = 1.1
_LIMITS = (
    ("command-line loop", "this engine", 5.0, "at least"),
    ("two plain workers", "this engine", 2.5, "at least"),
    ("this engine", "floor", 1.25, "at most"),
)


@dataclass(frozen=True)
class Spent:
    """What one way took.

    Parameters
    ----------
    wall, cpu : float
        Seconds, the second of all its processes together.
    peak : float
        Bytes, of all its processes together (PSS: what is shared counts once);
        0 where the system does not tell.
    """

    wall: float
    cpu: float
    peak: float


def bench_batch(
    count: int = 24, *, national: bool = True, report: Callable[[str], None] = print
) -> bool:
    """Make the reports of some authorities in five ways, then of all of England in ours.

    Parameters
    ----------
    count : int
        How many authorities, evenly taken from England's.
    national : bool
        Whether to make all of England's as well.
    report : callable
        Takes each line as soon as it is known.

    Returns
    -------
    bool
        Whether every limit is kept, by the wall clock.

    Raises
    ------
    ToolkitError
        Where a way failed.
    """
    build(Store(Workspace.current()))
    everywhere = [area.code for area in current_upper_tier("England")]
    some = [everywhere[number * len(everywhere) // count] for number in range(count)]
    report(f"{count} reports, {os.cpu_count()} cores, load before {_load()}")
    spent = {}
    for way in WAYS:
        spent[way] = _measure(way, some)
        report(_line(way, spent[way], count))
    kept = True
    for slow, quick, limit, word in _LIMITS:
        wall = spent[slow].wall / spent[quick].wall
        cpu = spent[slow].cpu / spent[quick].cpu
        good = wall >= limit if word == "at least" else wall <= limit
        kept &= good
        report(
            f"{'yes' if good else 'NO '}  {slow} / {quick}: {wall:.2f} by the clock, {cpu:.2f} in "
            f"processor time; {word} {limit:g}"
        )
    if national:
        kept &= _make_all(everywhere, report)
    report("each document of one report:")
    time_documents(some[0], report)
    report(f"load after {_load()}")
    return kept


def _make_all(areas: Sequence[str], report: Callable[[str], None]) -> bool:
    """Make all of England, and a tenth of it before, to see that time grows as the number does."""
    tenth = areas[::_TENTH]
    part = _measure("this engine", tenth)
    report(_line("a tenth of England", part, len(tenth)))
    whole = _measure("this engine", areas)
    report(_line("all of England", whole, len(areas)))
    many, longer = len(areas) / len(tenth), whole.wall / part.wall
    even = longer <= many * _EVEN
    report(
        f"{'yes' if even else 'NO '}  {many:.1f} times as many reports take {longer:.1f} times as long"
    )
    small = whole.peak < _MEMORY_LIMIT
    report(
        f"{'yes' if small else 'NO '}  peak {whole.peak / 1e6:,.0f} MB, within {_MEMORY_LIMIT / 1e9:g} GB"
    )
    return even and small


def _line(way: str, spent: Spent, count: int) -> str:
    memory = f"{spent.peak / 1e6:6,.0f} MB" if spent.peak else "memory not told"
    return (
        f"  {way:<18} {spent.wall:8.1f} s wall {spent.cpu:8.1f} s processor  {memory}"
        f"   {spent.wall / count:6.2f} s a report"
    )


def _load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "?"


def _measure(way: str, areas: Sequence[str]) -> Spent:
    before = os.times()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "toolkit.bench.batch_ways", way, folder, *areas]
        started, peak = time.perf_counter(), 0.0
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
            while process.poll() is None:
                peak = max(peak, _memory(process.pid))
                time.sleep(_SAMPLE_SECONDS)
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").splitlines()
        wall = time.perf_counter() - started
        if process.returncode:
            raise ToolkitError(f"{way} failed", lines[-3:])
        made = sum(
            any([*Path(folder).glob(f"{area}.html"), *Path(folder).glob(f"{area}/*.html")])
            for area in areas
        )
        if made != len(areas):
            raise ToolkitError(f"{way} made {made} pages of {len(areas)}")
    after = os.times()
    cpu = after.children_user + after.children_system
    return Spent(wall, cpu - before.children_user - before.children_system, peak)


def _memory(root: int) -> float:
    """Return the proportional set size of a process and all that descend from it, in bytes."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    total, left = 0.0, [root]
    while left:
        process = left.pop()
        left += children.get(process, [])
        total += _proportional(process)
    return total


def _proportional(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((1024.0 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
