"""The options of how documents look, which several commands take."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

__all__ = ["takes_appearance"]


def takes_appearance(command: Callable[..., None]) -> Callable[..., None]:
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
