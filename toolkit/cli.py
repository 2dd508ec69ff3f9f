"""The command line: each command reads its arguments and calls one function."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit import __version__
from toolkit.errors import SourceError, ToolkitError

if TYPE_CHECKING:
    from toolkit.reports.documents.writing import Appearance

_FORMATS = click.Choice(["table", "csv", "json"])


def _takes_appearance(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how its documents look, as one argument."""

    @click.option(
        "--template",
        "templates",
        multiple=True,
        type=click.Path(resolve_path=True),
        help="A council's own .docx or .pptx; may be given twice.",
    )
    @click.option("--analyst", default="", help="Who made it, for the page on quality assurance.")
    @click.option("--checker", default="", help="Who checked it.")
    @click.option("--show-code", is_flag=True, help="Put the notebook's code on the page, folded.")
    @wraps(command)
    def taking(
        templates: tuple[str, ...], analyst: str, checker: str, show_code: bool, **given: Any
    ) -> None:
        from toolkit.reports.documents.writing import Appearance

        command(appearance=Appearance(show_code, analyst, checker, templates), **given)

    return taking


class _Commands(click.Group):
    """Commands that show an error of ours as its message, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ToolkitError as error:
            raise click.ClickException(str(error)) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            place = error.filename or "the disk"
            raise click.ClickException(
                f"{place}: {error.strerror or error}\nWhat to do: check that the place exists, that it "
                "may be written to, that the disk is not full and that no program holds the file open"
            ) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="toolkit")
def main() -> None:
    """Drug and alcohol partnership analysis for any local authority."""
    # A console in another code page shows what it cannot print as "?", rather than stopping.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("text", default="")
@click.option("--tier", help="Only areas of this tier, such as upper, region or nation.")
def areas(text: str, tier: str | None) -> None:
    """Find areas by name, alias, code or old code."""
    from toolkit.reports.listing import list_areas

    click.echo(list_areas(text, tier))


@main.command()
@click.option("--domain", default="", help="Only of this domain, such as mortality or treatment.")
@click.option("--nation", default="", help="Only of this nation, such as Scotland.")
@click.option("--format", "format_", type=_FORMATS, default="table", show_default=True)
def indicators(domain: str, nation: str, format_: str) -> None:
    """List the indicators of the catalogue with what is held of each, or why nothing is."""
    from toolkit.reports.indicator_listing import list_indicators

    click.echo(list_indicators(domain, nation, format_))


@main.command()
@click.argument("area", default="")
def crosswalk(area: str) -> None:
    """Show how today's authorities, or one AREA, stand on each file's boundaries."""
    from toolkit.reports.listing import list_crosswalk

    click.echo(list_crosswalk(area))


@main.command()
@click.argument("area")
@click.option("-k", "--number", default=15, show_default=True, help="How many.")
def neighbours(area: str, number: int) -> None:
    """List the authorities of England most like an AREA, and what makes them so."""
    from toolkit.reports.listing import list_neighbours

    click.echo(list_neighbours(area, number))


@main.command("import-list")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What to call it; the file's name without this.")
def import_list(file: Path, name: str) -> None:
    """Check a list of peers (CSV: area, neighbour), keep it, and print how to ask for it."""
    from toolkit.analysis.own_lists import keep_own_list
    from toolkit.sources.workspace import Workspace

    click.echo(f"--comparators list:{keep_own_list(file, Workspace.current(), name)}")


@main.command()
def sources() -> None:
    """List the publications that can be read, and whether they can be fetched."""
    from toolkit.reports.listing import list_sources

    click.echo(list_sources())


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_(files: tuple[Path, ...]) -> None:
    """Recognise publishers' FILES by their content, check them, keep them and rebuild."""
    from toolkit.analysis.building import build, unread_measures
    from toolkit.sources.importing import import_files
    from toolkit.sources.store import Store
    from toolkit.sources.workspace import Workspace

    store = Store(Workspace.current())
    done, refused = import_files(files, store)
    for imported in done:
        click.echo(imported)
        unread = unread_measures(imported.summary.measures)
        if unread and unread == imported.summary.measures:
            click.echo("  no indicator reads these figures yet; tk.observations() shows them")
    if done:
        click.echo(build(store).told())
    if refused:
        raise SourceError(
            f"{len(refused)} of {len(done) + len(refused)} files were refused, and nothing of the refused is kept",
            [str(error) for error in refused],
        )


@main.command()
@click.argument("name")
@click.option("--csv", "as_csv", is_flag=True, help="A form as CSV, rather than as a workbook.")
@click.option(
    "--folder",
    default=".",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put it; here without this.",
)
@click.option("--replace", is_flag=True, help="Write over a file of the same name.")
def template(name: str, as_csv: bool, folder: Path, replace: bool) -> None:
    """Write a form to fill in: targets, actions, figures, caseload or commentary."""
    from toolkit.sources.plans.templates import write_template

    click.echo(write_template(name, folder, as_csv=as_csv, replace=replace))


@main.command()
@click.argument("sources", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Fetch every source that has an address.")
@click.option("--offline", is_flag=True, help="Ask no server; say what is held.")
def fetch(sources: tuple[str, ...], every: bool, offline: bool) -> None:
    """Download SOURCES from their publishers, check them, keep them and rebuild."""
    from toolkit.sources.inventory import choose_sources, tell_held
    from toolkit.sources.store import Store
    from toolkit.sources.workspace import Workspace

    store = Store(Workspace.current())
    if offline:
        click.echo(tell_held(() if every else sources, store.workspace.raw))
        return
    chosen = choose_sources(sources, every=every)
    # Not before here: even to load what speaks to servers opens a socket.
    from toolkit.analysis.building import build
    from toolkit.sources import fetching

    done, failed = fetching.fetch(chosen, store)
    for fetched in done:
        click.echo(fetched)
    if any(fetched.new for fetched in done):
        click.echo(build(store).told())
    if failed:
        raise SourceError(
            f"{len(failed)} of {len(chosen)} sources were not fetched in full; what was held of them stays",
            [str(error) for error in failed],
        )


@main.command()
@click.option("--check", is_flag=True, help="Verify the digest of every file instead of building.")
@click.option("--findings", is_flag=True, help="Tell every finding of the standing checks.")
def build(check: bool, findings: bool) -> None:
    """Bring the store up to date with raw files, readers and catalogue, and check it.

    All findings are kept in data/processed/findings.csv.
    """
    from toolkit.analysis import building
    from toolkit.sources.store import Store
    from toolkit.sources.workspace import Workspace

    store = Store(Workspace.current())
    if check:
        click.echo(store.check())
    else:
        built = building.build(store, progress=lambda text: click.echo(text, err=True))
        click.echo(built.told(most=len(built.checks.findings) if findings else 3))


@main.command()
def reconcile() -> None:
    """Make published values and limits again from count and denominator, and say how many agree."""
    from toolkit.reports.reconciling import tell_reconciliation

    click.echo(tell_reconciliation())


@main.command()
@click.argument("area", default="")
def printed(area: str) -> None:
    """Set what printed reports state, of all or of one AREA, beside what it recomputes to."""
    from toolkit.reports.printed_listing import tell_printed

    click.echo(tell_printed(area))


@main.command()
@click.argument("indicator")
@click.option("--area", required=True, help="Name, alias or code.")
@click.option("--period", default="", help="Such as 2019–21, 2023/24 or latest; all without it.")
@click.option("--format", "format_", type=_FORMATS, default="table", show_default=True)
def show(indicator: str, area: str, period: str, format_: str) -> None:
    """Show the results of an INDICATOR for an area."""
    from toolkit.reports.showing import show_results

    click.echo(show_results(indicator, area, format_, period))


@main.command()
@click.argument("indicator")
@click.option("--area", required=True, help="Name, alias or code.")
@click.option("--period", default="latest", show_default=True, help="Such as 2019–21 or 2023/24.")
def trace(indicator: str, area: str, period: str) -> None:
    """Walk the figures of an INDICATOR back to the cells they came from."""
    from toolkit.reports.tracing import trace_figures

    click.echo(trace_figures(indicator, area, period))


@main.command()
@click.argument("area")
@click.option("--notebook", default=None, help="Name of a notebook in notebooks/.")
@click.option("--run", "run_", default="latest", show_default=True, help="Folder under outputs/.")
@click.option(
    "--comparators",
    default="",
    help="Areas and sets separated by semicolons. Sets: nation, region, nhs region, icb, health board, "
    "partnership, deprivation decile, neighbours and list, as in neighbours:10 or list:NAME.",
)
@click.option("--period", default="latest", show_default=True, help="The last period to speak of.")
@click.option("--mode", default="public", show_default=True, help="public or restricted.")
@click.option(
    "--across-nations",
    is_flag=True,
    help="Show comparators of nations that publish otherwise, apart and with the reasons.",
)
@click.option(
    "--format",
    "formats",
    default="html",
    show_default=True,
    help="Separated by commas: html, pdf, docx, pptx, xlsx, csv.",
)
@_takes_appearance
def report(
    area: str,
    notebook: str | None,
    run_: str,
    comparators: str,
    period: str,
    mode: str,
    across_nations: bool,
    formats: str,
    appearance: Appearance,
) -> None:
    """Make the report of an AREA, and print the paths of what was made."""
    from toolkit.reports.running import DEFAULT_NOTEBOOK, run_report

    made = run_report(
        area,
        notebook=notebook or DEFAULT_NOTEBOOK,
        run=run_,
        comparators=comparators,
        period=period,
        mode=mode,
        across_nations=across_nations,
        formats=list(dict.fromkeys(filter(None, formats.replace(" ", "").split(",")))),
        appearance=appearance,
        progress=lambda text: click.echo(text, err=True),
    )
    if not made.fresh:
        click.echo("nothing has changed since this report was made", err=True)
    for path in (*made.documents, made.notebook, made.manifest):
        click.echo(path)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--area", default=None, help="Hold printed values against the results of this area too."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write HTML, Markdown and JSON into this folder, and Word files with comments.",
)
def check(files: tuple[Path, ...], area: str | None, format_: str, out: Path | None) -> None:
    """Recompute the figures of finished FILES: docx, pptx, pdf, html, md, txt or xlsx.

    Exits with 1 where something disagrees.
    """
    from toolkit.check.checking import check_files
    from toolkit.check.reporting import tell, write_reports

    checked = check_files(files, area)
    click.echo(tell(checked, format_))
    if out is not None:
        for path in write_reports(checked, files, out):
            click.echo(path, err=True)
    if any(one.disagrees for one in checked):
        raise SystemExit(1)


@main.command()
@click.option(
    "--areas",
    default="all",
    show_default=True,
    help="all, or areas by semicolons; also nation:…, region:…, icb:… and neighbours:AREA.",
)
@click.option("--notebook", "notebooks", multiple=True, help="May be given several times.")
@click.option(
    "--format",
    "formats",
    default="html",
    show_default=True,
    help="Separated by commas, as for `toolkit report`.",
)
@click.option("--output", default="latest", show_default=True, help="Run or folder.")
@click.option("--workers", default=0, help="How many at a time; by default what suits the machine.")
@click.option("--comparators", default="", help="As for `toolkit report`.")
@click.option("--period", default="latest", show_default=True, help="The last period to speak of.")
@click.option("--mode", default="public", show_default=True, help="public or restricted.")
@click.option("--across-nations", is_flag=True, help="As for `toolkit report`.")
@click.option("--cell-seconds", default=600, show_default=True, help="Most time for one cell.")
@click.option("--shard", default="", help="Only a share of the areas, such as 2/8.")
@click.option("--scheduler", default="", help="Address of a Dask scheduler to send the work to.")
@click.option("--force", is_flag=True, help="Make what is finished and unchanged too.")
@click.option(
    "--engine",
    type=click.Choice(["fast", "plain"]),
    default="fast",
    show_default=True,
    help="Kernels forked from one that is warm, or ordinary ones.",
)
@_takes_appearance
def batch(
    areas: str,
    output: str,
    shard: str,
    workers: int,
    force: bool,
    engine: str,
    scheduler: str,
    notebooks: tuple[str, ...],
    formats: str,
    **given: Any,
) -> None:
    """Make the reports of many areas; again, only those that are missing or stale."""
    from toolkit.reports.jobs import Wanted
    from toolkit.reports.ordering import order_batch
    from toolkit.reports.running import DEFAULT_NOTEBOOK

    done = order_batch(
        areas,
        Wanted(
            notebooks or (DEFAULT_NOTEBOOK,),
            formats=[*filter(None, formats.replace(" ", "").split(","))],
            **given,
        ),
        output=output,
        shard=shard,
        workers=workers,
        force=force,
        engine=engine,
        scheduler=scheduler,
        say=lambda text: click.echo(text, err=True),
    )
    for line in (done.index, done.manifest, done.summary):
        click.echo(line)
    if done.failed:
        raise SystemExit(1)


@main.command()
@click.argument("run1")
@click.argument("run2")
@click.option("--format", "format_", type=click.Choice(["table", "csv"]), default="table")
def diff(run1: str, run2: str, format_: str) -> None:
    """Tell which figures changed from RUN1 to RUN2, by how much, and because of what."""
    from toolkit.reports.edition_changes import tell_changes
    from toolkit.sources.workspace import Workspace

    click.echo(tell_changes(run1, run2, Workspace.current(), format_))


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


if __name__ == "__main__":
    main()
