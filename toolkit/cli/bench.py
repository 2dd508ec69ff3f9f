"""Commands that measure speed and memory."""

from __future__ import annotations

import click

from toolkit.cli.group import main


@main.group()
def bench() -> None:
    """Measure speed and memory, side by side in one run."""


@bench.command("methods")
def bench_methods() -> None:
    """Compare the statistics with PHStatsMethods at 128,250 and 1,282,500 rows."""
    from toolkit.bench.methods import bench_methods

    if not bench_methods(report=click.echo).holds:
        raise SystemExit(1)


@bench.command("load")
def bench_load() -> None:
    """Time and memory of reading 500,000 and 5 million Fingertips rows."""
    from toolkit.bench.loading import bench_load

    if not bench_load(report=click.echo):
        raise SystemExit(1)


@bench.command("charts")
def bench_charts() -> None:
    """Time and bytes of eight report charts, beside the same charts written naively."""
    from toolkit.bench.charts import bench_charts

    if not bench_charts(report=click.echo).holds:
        raise SystemExit(1)


@bench.command("batch")
@click.option("--count", default=24, show_default=True, help="How many authorities.")
@click.option("--national/--no-national", default=True, help="All of England too, with ours.")
def bench_batch(count: int, national: bool) -> None:
    """Make the same reports in five ways: time, processor time and memory of each."""
    from toolkit.bench.batch import bench_batch

    if not bench_batch(count, national=national, report=click.echo):
        raise SystemExit(1)


@bench.command("faults")
def bench_faults() -> None:
    """Kill, hang and starve batches; count the reports lost, doubled or broken."""
    from toolkit.bench.faults import bench_faults

    if not bench_faults(report=click.echo):
        raise SystemExit(1)


@bench.command("disclosure")
@click.option("--areas", type=int, help="How many authorities; all without it.")
def bench_disclosure(areas: int | None) -> None:
    """Hide small numbers in the practice set's caseloads of every authority, then try to recover them."""
    from toolkit.bench.disclosure import bench_disclosure

    if not bench_disclosure(areas, report=click.echo):
        raise SystemExit(1)
