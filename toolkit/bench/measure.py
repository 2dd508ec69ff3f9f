"""One measurement in a process of its own, so that time and memory are nobody else's.

Run as ``python -m toolkit.bench.measure <statistic> <ours|theirs> <rows>``; it
prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.bench.cases import BANDS, STATISTICS, make_rows

__all__ = ["CLOCK", "measure", "read_peak_memory"]

# Processor time, which others on the machine do not lengthen; the wall clock where it is coarse.
_is_fine = time.get_clock_info("process_time").resolution < 1e-4
CLOCK = time.process_time if _is_fine else time.perf_counter
_ENOUGH_SECONDS = 2.0
_MOST_RUNS = 15
_WARM_UP_ROWS = 20 * BANDS


def measure(statistic: str, package: str, rows: int) -> dict[str, Any]:
    """Return time and peak memory of one statistic, and how far the oracle disagrees.

    Parameters
    ----------
    statistic : str
        A name in `STATISTICS`.
    package : {'ours', 'theirs'}
        Whose.
    rows : int
        A multiple of 19.

    Returns
    -------
    dict
        ``seconds`` of processor time (the best of up to fifteen runs within two
        seconds), ``peak`` (bytes above what the process held before, None where
        the platform does not tell) and ``disagreement`` (of theirs, else None).

    Examples
    --------
    >>> sorted(measure("quantiles", "ours", 190))
    ['disagreement', 'peak', 'seconds']
    """
    chosen = STATISTICS[statistic]
    columns = make_rows(rows)
    warm_up = make_rows(_WARM_UP_ROWS)
    run: Callable[[Any], Any] = chosen.ours
    given: Any = columns
    if package == "theirs":
        run, given = chosen.theirs, pd.DataFrame(columns)
        run(pd.DataFrame(warm_up))
    else:
        run(warm_up)
    before = read_peak_memory(reset=True)
    found, seconds = _time(run, given)
    after = read_peak_memory()
    return {
        "seconds": seconds,
        "peak": None if before is None or after is None else after - before,
        "disagreement": chosen.disagree(columns, found) if package == "theirs" else None,
    }


def read_peak_memory(*, reset: bool = False) -> int | None:
    """Return the most memory this process has held, in bytes.

    Parameters
    ----------
    reset : bool, default False
        Forget the past first, where the platform can: then it is what the
        process holds now.

    Returns
    -------
    int or None
        None on a platform that does not tell.
    """
    if sys.platform == "win32":
        return None
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if reset:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return 1024 * int(line.split()[1])
    return None


def _time(run: Callable[[Any], Any], given: Any) -> tuple[Any, float]:
    """Return the result and the best time; more runs while they are quick."""
    best, spent, runs = float("inf"), 0.0, 0
    while runs == 0 or (spent < _ENOUGH_SECONDS and runs < _MOST_RUNS):
        found = None  # let go of the last result before the next is made
        start = CLOCK()
        found = run(given)
        taken = CLOCK() - start
        best, spent, runs = min(best, taken), spent + taken, runs + 1
    return found, best


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
