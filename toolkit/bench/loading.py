"""Reading Fingertips rows: this package, pandas' default and polars, side by side in one run.

Run as ``python -m toolkit.bench.loading <reader> <file> <folder>`` it measures
one reading in a process of its own and prints one line of JSON.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.bench.measure import read_peak_memory
from toolkit.catalogue.areas import current_upper_tier
from toolkit.errors import ToolkitError

__all__ = ["SIZES", "bench_load", "write_fingertips"]

SIZES = (500_000, 5_000_000)
"""Rows of a Fingertips CSV."""

_MEMORY_LIMIT = 1.5e9
_READERS = ("toolkit", "pandas", "polars")
_PIECE = 250_000


def bench_load(sizes: Sequence[int] = SIZES, *, report: Callable[[str], None] = print) -> bool:
    """Measure time and memory of reading, and say whether ours keeps to its limit.

    Parameters
    ----------
    sizes : sequence of int
        Rows to read.
    report : callable
        Takes each line as soon as it is known.

    Returns
    -------
    bool
        Whether this package stayed within 1.5 GB at every size.

    Raises
    ------
    ToolkitError
        Where polars is not installed, or a reading failed.

    Notes
    -----
    The three do not do the same: pandas and polars parse text into a frame in
    memory; this package checks every row against its layout and contract,
    resolves areas and periods, and writes parquet.
    """
    if importlib.util.find_spec("polars") is None:
        raise ToolkitError(
            "polars is not installed, and there is nothing to measure against",
            hint="install the development group: uv sync --group dev",
        )
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = write_fingertips(Path(folder) / f"{rows}.csv", rows)
            report(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB of CSV")
            for reader in _READERS:
                seconds, peak = _measure_apart(reader, path, Path(folder))
                memory = "memory not told" if peak is None else f"{peak / 1e6:,.0f} MB"
                report(
                    f"  {reader:<8} {seconds:8.1f} s   {rows / seconds:12,.0f} rows/s   {memory}"
                )
                if reader == "toolkit" and peak is not None:
                    kept &= peak < _MEMORY_LIMIT
            path.unlink()
    report(f"{'yes' if kept else 'NO '}  this package reads within {_MEMORY_LIMIT / 1e9:g} GB")
    return kept


def write_fingertips(path: Path, rows: int, seed: int = 20_261_101) -> Path:
    """Write a Fingertips CSV of made-up figures in the layout of the API.

    Parameters
    ----------
    path : Path
        Where.
    rows : int
        How many.
    seed : int
        Of the random numbers; the same seed, the same file.
    """
    areas = [(area.code, area.name) for area in current_upper_tier("England")]
    draw = np.random.default_rng(seed)
    for start in range(0, rows, _PIECE):
        size = min(_PIECE, rows - start)
        # Every row is another figure: indicator, year and sex follow from its number.
        number = np.arange(start, start + size)
        place, rest = number % len(areas), number // len(areas)
        year, rest = 2001 + rest % 20, rest // 20
        sex, indicator = rest % 3, 90_000 + rest // 3
        count = draw.integers(10, 2_000, size)
        population = draw.integers(20_000, 900_000, size)
        rate = count / population * 100_000
        frame = pd.DataFrame(
            {
                "Indicator ID": indicator,
                "Indicator Name": "A made-up indicator",
                "Parent Code": "E92000001",
                "Parent Name": "England",
                "Area Code": [areas[one][0] for one in place],
                "Area Name": [areas[one][1] for one in place],
                "Area Type": "UA",
                "Sex": np.array(["Persons", "Male", "Female"])[sex],
                "Age": "All ages",
                "Category Type": "",
                "Category": "",
                "Time period": year,
                "Value": rate.round(5),
                "Lower CI 95.0 limit": (rate * 0.9).round(5),
                "Upper CI 95.0 limit": (rate * 1.1).round(5),
                "Lower CI 99.8 limit": (rate * 0.85).round(5),
                "Upper CI 99.8 limit": (rate * 1.15).round(5),
                "Count": count,
                "Denominator": population,
                "Value note": "",
                "Recent Trend": "Cannot be calculated",
                "Compared to England value or percentiles": "Similar",
                "Column not used": "",
                "Time period Sortable": year * 10_000,
                "New data": "",
                "Compared to goal": "",
                "Time period range": "1y",
            }
        )
        frame.to_csv(path, mode="a", header=start == 0, index=False, lineterminator="\r\n")
    return path


def _measure_apart(reader: str, path: Path, folder: Path) -> tuple[float, int | None]:
    command = [sys.executable, "-m", "toolkit.bench.loading", reader, str(path), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ToolkitError(f"reading with {reader} failed", done.stderr.splitlines()[-1:])
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told["seconds"], told["peak"]


def _read_with(reader: str, path: Path, folder: Path) -> None:
    if reader == "pandas":
        pd.read_csv(path)
    elif reader == "polars":
        import polars

        polars.read_csv(path, infer_schema_length=None)
    else:
        from toolkit.sources.importing import import_file
        from toolkit.sources.store import Store
        from toolkit.sources.workspace import Workspace

        import_file(path, Store(Workspace(folder / f"home-{path.stem}")))


def _measure(reader: str, path: Path, folder: Path) -> dict[str, Any]:
    started = time.perf_counter()
    _read_with(reader, path, folder)
    return {"seconds": time.perf_counter() - started, "peak": read_peak_memory()}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
