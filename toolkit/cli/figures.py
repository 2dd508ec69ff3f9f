"""Commands that tell figures: show and trace them, set them beside what is printed."""

from __future__ import annotations

import click

from toolkit.cli.group import FORMATS, main, say_aside
from toolkit.cli.practice import takes_demo

takes_mode = click.option(
    "--mode",
    default="public",
    show_default=True,
    help="public, as a public report shows it, or restricted: what is not for publication too, marked.",
)


@main.command()
@click.argument("indicator")
@click.option("--area", required=True, help="Name, alias or code.")
@click.option("--period", default="", help="Such as 2019–21, 2023/24 or latest; all without it.")
@click.option("--format", "format_", type=FORMATS, default="table", show_default=True)
@takes_mode
@takes_demo
def show(indicator: str, area: str, period: str, format_: str, mode: str) -> None:
    """Show the results of an INDICATOR for an area."""
    from toolkit.reports.showing import show_results

    click.echo(show_results(indicator, area, format_, period, mode, say_aside))


@main.command()
@click.argument("indicator")
@click.option("--area", required=True, help="Name, alias or code.")
@click.option("--period", default="latest", show_default=True, help="Such as 2019–21 or 2023/24.")
@takes_mode
@takes_demo
def trace(indicator: str, area: str, period: str, mode: str) -> None:
    """Walk the figures of an INDICATOR back to the cells they came from."""
    from toolkit.reports.tracing import trace_figures

    click.echo(trace_figures(indicator, area, period, mode, say_aside))


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

    click.echo(tell_printed(area, say_aside))


@main.command()
@click.argument("run1")
@click.argument("run2")
@click.option("--format", "format_", type=click.Choice(["table", "csv"]), default="table")
def diff(run1: str, run2: str, format_: str) -> None:
    """Tell which figures changed from RUN1 to RUN2, by how much, and because of what."""
    from toolkit.reports.edition_changes import tell_changes
    from toolkit.sources.workspace import Workspace

    click.echo(tell_changes(run1, run2, Workspace.current(), format_))


@main.command()
@click.argument("areas", nargs=-1)
@takes_demo
def attack(areas: tuple[str, ...]) -> None:
    """Try to recover, from all that public reports of AREAS show, what they withhold."""
    from toolkit.reports.attacking import tell_attack

    click.echo(tell_attack(areas))
