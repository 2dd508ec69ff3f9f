"""The practice set: the command that writes it, and the option that reads it."""

from __future__ import annotations

from typing import Any

import click

from toolkit.cli.group import main, say_aside

__all__ = ["takes_demo"]


def _use_practice(_: click.Context, __: click.Parameter, wanted: bool) -> None:
    if wanted:
        from toolkit.sources.workspace import Workspace

        Workspace.current().use_practice()


def takes_demo(command: Any) -> Any:
    """Give a command the option to work on the practice set."""
    return click.option(
        "--demo",
        is_flag=True,
        expose_value=False,
        callback=_use_practice,
        help="Of the practice set that `toolkit demo` writes: synthetic, and marked so everywhere.",
    )(command)


@main.command()
def demo() -> None:
    """Write the practice set: synthetic figures of every authority and indicator, ten years of them.

    It lies in data/demo, apart from all else, and is read with --demo alone.
    """
    from toolkit.analysis import building
    from toolkit.sources.store import Store
    from toolkit.sources.workspace import Workspace

    practice = Workspace.current().practice
    practice.mark_practice()
    say_aside("this takes a minute or two, once; then the set is kept")
    built = building.build(Store(practice), progress=say_aside)
    click.echo(f"{practice.root}: {built.summary()}")
    click.echo("synthetic, nobody's figures; `toolkit report York --demo` makes a report of them")
