"""The command that checks finished documents."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.group import main, say_aside


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
            say_aside(path)
    if any(one.disagrees for one in checked):
        raise SystemExit(1)
