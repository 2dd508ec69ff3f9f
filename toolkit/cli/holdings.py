"""Commands that bring files in and keep the store: import, fetch, build and the forms."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.group import main, say_aside
from toolkit.cli.practice import takes_demo
from toolkit.errors import SourceError, count_of


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
        click.echo(build(store, say_aside).told())
    if refused:
        raise SourceError(
            f"refused: {len(refused)} of {count_of(len(done) + len(refused), 'file', 'files')}; nothing of what is refused is kept",
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

    done, failed = fetching.fetch(chosen, store, progress=say_aside)
    for fetched in done:
        click.echo(fetched)
    if any(fetched.new for fetched in done):
        click.echo(build(store, say_aside).told())
    if failed:
        raise SourceError(
            f"not fetched in full: {len(failed)} of {count_of(len(chosen), 'source', 'sources')}; what was held of them stays",
            [str(error) for error in failed],
        )


@main.command()
@click.option("--check", is_flag=True, help="Verify the digest of every file instead of building.")
@click.option("--findings", is_flag=True, help="Tell every finding of the standing checks.")
@takes_demo
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
        built = building.build(store, progress=say_aside)
        click.echo(built.told(most=len(built.checks.findings) if findings else 3))
