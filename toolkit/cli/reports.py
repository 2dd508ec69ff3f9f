"""Commands that make reports: of one area, and of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.appearance import takes_appearance
from toolkit.cli.group import main, say_aside
from toolkit.cli.practice import takes_demo

if TYPE_CHECKING:
    from toolkit.reports.documents.writing import Appearance


@main.command()
@click.argument("area")
@click.option("--notebook", default=None, help="Name of a notebook in notebooks/.")
@click.option(
    "--run", "run_", default=None, help="Folder under outputs/; latest, or restricted, by default."
)
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
@takes_appearance
@takes_demo
def report(
    area: str,
    notebook: str | None,
    run_: str | None,
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
        progress=say_aside,
    )
    if not made.fresh:
        say_aside("nothing has changed since this report was made")
    for path in (*made.documents, made.notebook, made.manifest):
        click.echo(path)


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
@click.option("--output", default=None, help="Run or folder; latest, or restricted, by default.")
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
@takes_appearance
@takes_demo
def batch(
    areas: str,
    output: str | None,
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
    from toolkit.reports.engine.engines import start_engine

    # It loads what reports need while this process does the same.
    with start_engine("plain" if scheduler else engine) as started:
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
            engine=started,
            scheduler=scheduler,
            say=say_aside,
        )
    for line in (done.index, done.manifest, done.summary):
        click.echo(line)
    if done.failed:
        raise SystemExit(1)
