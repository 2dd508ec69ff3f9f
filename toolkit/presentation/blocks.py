"""Blocks: one section of a report, from which every document is made."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

__all__ = ["MIME_TYPE", "Cover", "Figure", "Section", "Table", "load_block", "templates"]

MIME_TYPE = "application/vnd.partnership-toolkit.block+json"


@dataclass(frozen=True)
class Figure:
    """A picture and what it shows in words.

    Parameters
    ----------
    png : str
        The picture, base64.
    title : str
        The finding.
    subtitle : str
        Measure, unit and period.
    alt : str
        What the picture shows, for those who do not see it.
    """

    png: str
    title: str
    subtitle: str
    alt: str

    @classmethod
    def from_bytes(cls, png: bytes, *, title: str, subtitle: str, alt: str) -> Figure:
        """Make a figure of a drawn picture."""
        return cls(base64.b64encode(png).decode("ascii"), title, subtitle, alt)


@dataclass(frozen=True)
class Table:
    """A table of text: the first column heads each row.

    Parameters
    ----------
    caption : str
        What the table holds.
    columns : sequence of str
        Headings, with units.
    rows : sequence of sequence of str
        Cells as a reader sees them.
    notes : sequence of str
        What its marks mean.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Block:
    """What a cell of a report notebook shows; it displays itself in Jupyter."""

    def as_json(self) -> dict[str, Any]:
        """Return the block as plain data, with its kind."""
        return {"kind": type(self).__name__, **asdict(self)}

    def as_html(self) -> Markup:
        """Return the block as a piece of HTML, everything from data escaped."""
        template = templates().get_template(f"{type(self).__name__.lower()}.html")
        return Markup(template.render(block=self))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {MIME_TYPE: self.as_json(), "text/html": str(self.as_html())}


@dataclass(frozen=True)
class Section(Block):
    """One section: what is said, the picture, the table, and what a reader must know.

    Parameters
    ----------
    id : str
        Name of the section, an anchor in every document.
    heading : str
        Its heading.
    sentences : sequence of str
        What the figures say.
    figure : Figure, optional
        The chart.
    tables : sequence of Table
        The figures.
    caveats, sources : sequence of str
        What limits them, and where they come from.
    missing : str
        Why there is nothing to say, where that is so.
    """

    id: str
    heading: str
    sentences: Sequence[str] = ()
    figure: Figure | None = None
    tables: Sequence[Table] = ()
    caveats: Sequence[str] = ()
    sources: Sequence[str] = ()
    missing: str = ""


@dataclass(frozen=True)
class Cover(Block):
    """The head of a report: whom it is about, when it was made, and on what terms."""

    area: str
    area_code: str
    title: str
    facts: Sequence[str] = ()
    warnings: Sequence[str] = field(default_factory=tuple)


def load_block(data: dict[str, Any]) -> Cover | Section:
    """Return the block that ``as_json`` made.

    Examples
    --------
    >>> load_block(Section("need", "Need", sentences=["About 2,000."]).as_json()).heading
    'Need'
    """
    fields = {name: value for name, value in data.items() if name != "kind"}
    if data["kind"] == "Cover":
        return Cover(**fields)
    fields["figure"] = Figure(**fields["figure"]) if fields["figure"] else None
    fields["tables"] = tuple(Table(**table) for table in fields["tables"])
    return Section(**fields)


@cache
def templates() -> Environment:
    """Return the templates, which escape whatever they are given."""
    return Environment(
        loader=PackageLoader("toolkit.presentation"),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
