"""The benchmark: what it measures, what it claims, and what it refuses."""

import importlib.util

import numpy as np
import pytest

from toolkit.bench.cases import STATISTICS, make_rows
from toolkit.bench.measure import measure, read_peak_memory
from toolkit.bench.methods import Benchmark, Comparison, bench_methods
from toolkit.errors import ParameterError, ToolkitError

pytest.importorskip("PHStatsMethods", reason="the oracle is not installed")


def compare(statistic="dsr", rows=1900, ours=0.001, theirs=0.2, apart=1e-15):
    return Comparison(statistic, rows, ours, theirs, 5_000_000, None, apart)


def everything(**changes):
    """Return a comparison of every statistic at two sizes, the second ten times as large."""
    return [
        compare(statistic, rows, ours=rows / 1e6, theirs=rows / 1e3, **changes)
        for rows in (1900, 19_000)
        for statistic in STATISTICS
    ]


@pytest.mark.parametrize("statistic", STATISTICS)
def test_the_oracle_agrees_on_every_statistic(statistic):
    measured = measure(statistic, "theirs", 570)
    assert measured["disagreement"] < 1e-9
    assert measured["seconds"] > 0


def test_rows_are_whole_areas_with_events_in_each():
    rows = make_rows(190)
    assert {len(column) for column in rows.values()} == {190}
    assert np.bincount(rows["area"], rows["count"]).min() >= 1


def test_peak_memory_only_grows():
    before = read_peak_memory(reset=True)
    held = np.ones(4_000_000)
    after = read_peak_memory()
    assert (before is None) == (after is None)
    if before is not None:
        assert after - before > 0.8 * held.nbytes


def test_every_claim_holds_where_we_are_fast_and_right():
    assert Benchmark(tuple(everything())).holds


@pytest.mark.parametrize(
    ("changed", "claim"),
    [
        (compare("dsr", 1900, 0.0019, theirs=0.095), "at least 100 times faster (50 times)"),
        (
            compare("quantiles", 1900, 0.0019, theirs=0.00095),
            "nothing slower (least: quantiles, 0.5",
        ),
        (
            compare("funnels", 1900, 0.0019, theirs=1.9, apart=1e-3),
            "largest disagreement 1.0e-03 (funnel limits)",
        ),
        (compare("isr", 190_000, ours=90, theirs=9_000), "to the power of"),
    ],
)
def test_a_claim_that_fails_says_by_how_much(changed, claim):
    others = [one for one in everything() if (one.statistic, one.rows) != (changed.statistic, 1900)]
    kept = others if changed.rows == 1900 else everything()
    benchmark = Benchmark((*kept, changed))
    assert not benchmark.holds
    failed = [text for text, holds in benchmark.claims.items() if not holds]
    assert len(failed) == 1
    assert claim in failed[0]


def test_a_row_of_the_table_has_both_side_by_side():
    row = compare(rows=1_282_500, ours=0.04, theirs=13.1).format_row()
    assert row.split() == [
        *("directly", "standardised", "rates", "1,282,500", "40.0", "ms", "13.1", "s"),
        *("328x", "5.0", "MB", "not", "told", "1.0e-15"),
    ]


def test_rows_that_are_no_whole_areas_are_refused():
    with pytest.raises(ParameterError, match="multiples of 19"):
        bench_methods([1900, 100])


def test_without_the_oracle_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ToolkitError, match=r"PHStatsMethods is not installed.*\n.*uv sync"):
        bench_methods([19])


def test_the_lines_are_reported_as_they_are_known(monkeypatch):
    answers = {"seconds": 0.1, "peak": 10, "disagreement": 0.0}
    monkeypatch.setattr("toolkit.bench.methods._measure", lambda *_: answers)
    lines = []
    benchmark = bench_methods([190], report=lines.append)
    assert len(lines) == 1 + len(STATISTICS) + 1 + len(benchmark.claims)
    assert lines[-2].startswith("yes  nothing slower")
    assert lines[-3].startswith("NO   directly standardised rates")
