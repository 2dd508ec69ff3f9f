"""Write the reference pages of commands, indicators, sources and areas from what declares them, at each build."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.publishers import load_sources
from toolkit.cli import main as command_line

PROJECT_PAGES = Path(__file__).resolve().parents[1]


def write_pages() -> dict[str, str]:
    """Return each page by its file name.

    Returns
    -------
    dict of str to str
        Markdown.
    """
    return {
        "commands.md": _write_commands(),
        "sources.md": _write_sources(),
        "areas.md": _write_areas(),
        **_part_indicators((PROJECT_PAGES / "indicators.md").read_text(encoding="utf-8")),
    }


def _part_indicators(page: str) -> dict[str, str]:
    """Part docs/indicators.md by domain, and make its anchors targets that other pages can name."""
    page = re.sub(r'^### <a id="(\w+)"></a>', r"(\1)=\n## ", page, flags=re.MULTILINE)
    # A heading that says nothing is one that a screen reader announces as nothing.
    page = page.replace("|  |  |\n", "| What | Which |\n")
    head, *domains = re.split(r"^(?=## [A-Z][^\n]*\n\n\()", page, flags=re.MULTILINE)
    pages = {_file_name(domain): domain.removeprefix("#") for domain in domains}
    entries = "\n".join(name.removesuffix(".md") for name in pages)
    pages["indicators.md"] = f"{head}\n```{{toctree}}\n:maxdepth: 1\n\n{entries}\n```\n"
    return pages


def _file_name(domain: str) -> str:
    title = domain.split("\n", 1)[0].removeprefix("## ")
    return f"indicators_{title.lower().replace(' ', '_')}.md"


def _write_commands() -> str:
    lines = ["# Commands\n", "What `toolkit COMMAND --help` prints, command by command.\n"]
    for path, command in _walk(command_line, "toolkit"):
        lines += [f"## `{path}`\n", _sentence(command), ""]
        options = [one for one in command.params if isinstance(one, click.Option)]
        arguments = [one.human_readable_name for one in command.params if one not in options]
        lines += [f"Arguments: {', '.join(f'`{one}`' for one in arguments)}\n"] if arguments else []
        rows = [(", ".join(f"`{name}`" for name in one.opts), _cell(one)) for one in options]
        lines += [*_table(["Option", "What it does"], rows), ""] if rows else []
    return "\n".join(lines).rstrip() + "\n"


def _walk(command: click.Command, path: str) -> Iterable[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _walk(command.commands[name], f"{path} {name}")
    else:
        yield path, command


def _sentence(command: click.Command) -> str:
    return " ".join((command.help or "").replace("\b", "").split()).replace("|", "\\|")


def _cell(option: click.Option) -> str:
    kind = (
        f" One of {', '.join(option.type.choices)}."
        if isinstance(option.type, click.Choice)
        else ""
    )
    return ((option.help or "").replace("|", "\\|") + kind).strip() or "–"


def _write_sources() -> str:
    rows = [
        (
            f"`{key}`",
            f"[{one.name}]({one.page})" if one.page else one.name,
            one.publisher,
            one.licence,
        )
        for key, one in load_sources().items()
    ]
    head = "# Sources\n\nWho publishes what, on what terms. `toolkit sources` says which of them are held and how old they are.\n"
    return "\n".join([head, *_table(["Id", "Publication", "Publisher", "Licence"], rows), ""])


def _write_areas() -> str:
    lines = [
        "# Areas\n",
        "The upper-tier authorities of today. A name, a usual variant of it, a code or an old code finds one; `toolkit areas` lists",
        "the other tiers, and what an authority was before.\n",
    ]
    for nation in ("England", "Scotland", "Wales"):
        areas = current_upper_tier(nation)
        rows = [(f"`{one.code}`", one.name, one.kind) for one in areas]
        lines += [f"## {nation}\n", f"{len(areas)} authorities.\n"]
        lines += [*_table(["Code", "Name", "Kind"], rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(headings: list[str], rows: Iterable[Iterable[str]]) -> list[str]:
    return [
        f"| {' | '.join(headings)} |",
        f"|{'---|' * len(headings)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def write_files(app: Any) -> None:
    """Write each page where the table of contents looks for it; one that is the same is left alone."""
    for name, text in write_pages().items():
        path = Path(app.srcdir) / "reference" / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Any) -> dict[str, bool]:
    """Write the pages before Sphinx looks which there are."""
    app.connect("config-inited", lambda app, _: write_files(app))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
