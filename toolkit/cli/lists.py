"""Commands that list what there is: areas, indicators, sources, peers."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.group import FORMATS, main, say_aside
from toolkit.cli.practice import takes_demo


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
@click.option("--format", "format_", type=FORMATS, default="table", show_default=True)
@takes_demo
def indicators(domain: str, nation: str, format_: str) -> None:
    """List the indicators of the catalogue with what is held of each, or why nothing is."""
    from toolkit.reports.indicator_listing import list_indicators

    click.echo(list_indicators(domain, nation, format_, say_aside))


@main.command()
@click.argument("area", default="")
def crosswalk(area: str) -> None:
    """Show how today's authorities, or one AREA, stand on each file's boundaries."""
    from toolkit.reports.listing import list_crosswalk

    click.echo(list_crosswalk(area, say_aside))


@main.command()
@click.argument("area")
@click.option("-k", "--number", default=15, show_default=True, help="How many.")
@takes_demo
def neighbours(area: str, number: int) -> None:
    """List the authorities of England most like an AREA, and what makes them so."""
    from toolkit.reports.listing import list_neighbours

    click.echo(list_neighbours(area, number, say_aside))


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
    """List the publications that can be read: whose, on what terms, where, and how to get them."""
    from toolkit.reports.listing import list_sources

    click.echo(list_sources())
