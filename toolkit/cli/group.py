"""The command `toolkit` itself: what every command of it shares."""

from __future__ import annotations

import sys

import click

from toolkit import __version__
from toolkit.errors import ToolkitError

__all__ = ["FORMATS", "main", "say_aside"]

FORMATS = click.Choice(["table", "csv", "json"])


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


def say_aside(text: object) -> None:
    """Tell whoever waits what is being done, apart from what a command returns."""
    click.echo(text, err=True)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="toolkit")
def main() -> None:
    """Drug and alcohol partnership analysis for any local authority."""
    # A console in another code page shows what it cannot print as "?", rather than stopping.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
