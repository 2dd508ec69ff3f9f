"""The statistics here and the Department of Health's own, side by side in one run."""

from __future__ import annotations

import importlib.util
import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.bench.cases import BANDS, STATISTICS
from toolkit.errors import ParameterError, ToolkitError

__all__ = ["SIZES", "Benchmark", "Comparison", "bench_methods"]

SIZES = (128_250, 1_282_500)
"""Rows: 6,750 and 67,500 areas of nineteen age bands."""

_ORACLE = "PHStatsMethods"
_FASTER_DSR = 100
_LINEAR = 1.25  # a square would be 2; rows that outgrow the cache cost more than 1
_CLOSE = 1e-9


@dataclass(frozen=True)
class Comparison:
    """One statistic at one size, by both packages.

    Attributes
    ----------
    statistic : str
        A name in `STATISTICS`.
    rows : int
        Rows given to both.
    our_seconds, their_seconds : float
        Best time of each.
    our_peak, their_peak : int or None
        Bytes each took above what its process held before.
    disagreement : float
        Largest relative difference between the numbers of the two.
    """

    statistic: str
    rows: int
    our_seconds: float
    their_seconds: float
    our_peak: int | None
    their_peak: int | None
    disagreement: float

    @property
    def times_faster(self) -> float:
        """How many times longer theirs takes."""
        return self.their_seconds / self.our_seconds

    def format_row(self) -> str:
        """Return one line of the table."""
        name = STATISTICS[self.statistic].name
        memory = " ".join(f"{_format_bytes(peak):>9}" for peak in (self.our_peak, self.their_peak))
        return (
            f"{name:<31}{self.rows:>10,} {_format_seconds(self.our_seconds):>10}"
            f" {_format_seconds(self.their_seconds):>10} {self.times_faster:>7,.0f}x"
            f" {memory} {self.disagreement:>10.1e}"
        )


@dataclass(frozen=True)
class Benchmark:
    """All comparisons of one run, and what is claimed of them.

    Attributes
    ----------
    comparisons : tuple of Comparison
        In the order they were made.
    """

    comparisons: tuple[Comparison, ...]

    @property
    def claims(self) -> dict[str, bool]:
        """What is claimed, with the numbers of this run, and whether it holds."""
        slowest = min(self.comparisons, key=lambda one: one.times_faster)
        dsr = min(one.times_faster for one in self.comparisons if one.statistic == "dsr")
        apart = max(self.comparisons, key=lambda one: one.disagreement)
        claims = {
            f"directly standardised rates at least {_FASTER_DSR} times faster "
            f"({dsr:,.0f} times)": dsr >= _FASTER_DSR,
            f"nothing slower (least: {STATISTICS[slowest.statistic].name}, "
            f"{slowest.times_faster:,.1f} times faster)": slowest.times_faster >= 1,
            f"largest disagreement {apart.disagreement:.1e} "
            f"({STATISTICS[apart.statistic].name})": apart.disagreement <= _CLOSE,
        }
        if len({one.rows for one in self.comparisons}) > 1:
            steepest, exponent = max(self._growths(), key=lambda growth: growth[1])
            claims[
                f"growth is linear: time goes with the rows to the power of {exponent:.2f} "
                f"at the most ({STATISTICS[steepest].name})"
            ] = exponent <= _LINEAR
        return claims

    @property
    def holds(self) -> bool:
        """Whether every claim holds."""
        return all(self.claims.values())

    def _growths(self) -> Iterator[tuple[str, float]]:
        for statistic in STATISTICS:
            ours = sorted(
                (one.rows, one.our_seconds)
                for one in self.comparisons
                if one.statistic == statistic
            )
            (few, short), (many, long) = ours[0], ours[-1]
            yield statistic, math.log(long / short) / math.log(many / few)


def bench_methods(
    sizes: Sequence[int] = SIZES, *, report: Callable[[str], None] = print
) -> Benchmark:
    """Measure every statistic with both packages and report it side by side.

    Parameters
    ----------
    sizes : sequence of int, default 128,250 and 1,282,500
        Rows, multiples of 19 (areas by age bands).
    report : callable, default print
        Takes each line as soon as it is known.

    Returns
    -------
    Benchmark
        With ``holds`` False where a claim does not hold.

    Raises
    ------
    ParameterError
        A size is not a multiple of 19.
    ToolkitError
        The oracle is not installed, or a measurement failed.

    Notes
    -----
    Each measurement has a process of its own: time is processor time, the best
    of up to fifteen runs within two seconds; memory is the most that was held
    above what the process held with the data in it, after one small call to
    warm up. The oracle is given frames and its quickest options.
    """
    if odd := [str(rows) for rows in sizes if rows < BANDS or rows % BANDS]:
        raise ParameterError(
            f"the benchmark needs rows in multiples of {BANDS}",
            odd,
            hint=f"use {', '.join(map(str, SIZES))}",
        )
    if importlib.util.find_spec(_ORACLE) is None:
        raise ToolkitError(
            f"{_ORACLE} is not installed, and there is nothing to measure against",
            hint="install the development group: uv sync --group dev",
        )
    report(_HEADER)
    made = []
    for rows in sizes:
        for statistic in STATISTICS:
            made.append(_compare(statistic, rows))
            report(made[-1].format_row())
    benchmark = Benchmark(tuple(made))
    report("")
    for claim, holds in benchmark.claims.items():
        report(f"{'yes' if holds else 'NO '}  {claim}")
    return benchmark


_HEADER = (
    f"{'':<31}{'rows':>10} {'toolkit':>10} {'official':>10} {'faster':>8}"
    f" {'memory':>9} {'official':>9} {'apart':>10}"
)


def _compare(statistic: str, rows: int) -> Comparison:
    ours, theirs = (_measure(statistic, package, rows) for package in ("ours", "theirs"))
    return Comparison(
        statistic=statistic,
        rows=rows,
        our_seconds=ours["seconds"],
        their_seconds=theirs["seconds"],
        our_peak=ours["peak"],
        their_peak=theirs["peak"],
        disagreement=theirs["disagreement"],
    )


def _measure(statistic: str, package: str, rows: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "toolkit.bench.measure", statistic, package, str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ToolkitError(
            f"measuring {statistic} of {rows:,} rows failed", done.stderr.splitlines()[-1:]
        )
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _format_seconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def _format_bytes(peak: int | None) -> str:
    return "not told" if peak is None else f"{peak / 1e6:,.1f} MB"
