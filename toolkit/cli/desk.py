"""Commands for work at the desk: explore, a notebook of one's own, and what is amiss here."""

from __future__ import annotations

import click

from toolkit.cli.group import main


@main.command()
@click.option("--browser/--no-browser", default=True, help="Open a browser too.")
@click.option("--port", default=0, help="Where to listen; Jupyter chooses without this.")
def explore(browser: bool, port: int) -> None:
    """Open the explorer in JupyterLab; nothing is fetched."""
    from toolkit.explore.lab import open_lab

    raise SystemExit(open_lab(browser=browser, port=port))


@main.command()
@click.argument("name")
@click.option("--area", default="Plymouth", show_default=True, help="The area it opens with.")
@click.option(
    "--section",
    "sections",
    multiple=True,
    help="Id or name of an indicator to show; may be given several times.",
)
def new(name: str, area: str, sections: tuple[str, ...]) -> None:
    """Write a report notebook of your own, NAME, and print its path."""
    from toolkit.reports.own_notebooks import create_notebook

    click.echo(create_notebook(name, area=area, sections=sections))


@main.command()
def doctor() -> None:
    """Tell what this machine and folder lack, each with the command that mends it.

    Exits with 1 where something is amiss. Nothing is changed and no server is asked.
    """
    from toolkit.explore.doctor import examine
    from toolkit.explore.findings import tell

    findings = examine()
    click.echo(tell(findings))
    if any(one.state == "amiss" for one in findings):
        raise SystemExit(1)
