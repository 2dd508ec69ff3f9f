"""Blocks: what a report is made of, and every document from them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.presentation.comments import Comment
from toolkit.presentation.display import MIME_TYPE, Block, templates
from toolkit.presentation.plots import Plot
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import Drawing

__all__ = ["MIME_TYPE", "Cover", "Figure", "Plot", "Section", "Table", "load_block", "templates"]


@dataclass(frozen=True)
class Figure(Block):
    """A picture, what it shows in words, and the figures behind it.

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
    table : Table, optional
        What is drawn.
    drawing : Drawing, optional
        What the picture was made from; not kept in JSON.
    plot : Plot, optional
        How a program that draws charts itself may draw the table; none where
        no usual kind of chart shows the same.
    """

    png: str
    title: str
    subtitle: str
    alt: str
    table: Table | None = None
    drawing: Drawing | None = field(default=None, repr=False, compare=False)
    plot: Plot | None = None

    @classmethod
    def of(
        cls,
        drawing: Drawing,
        *,
        title: str,
        subtitle: str,
        alt: str,
        table: Table | None = None,
        plot: Plot | None = None,
    ) -> Figure:
        """Draw a picture, once, and make a figure of it."""
        png = base64.b64encode(drawing.as_png()).decode("ascii")
        return cls(png, title, subtitle, alt, table, drawing, plot)

    @property
    def paragraphs(self) -> list[str]:
        """Title, subtitle and what the picture shows."""
        return [self.title, self.subtitle, self.alt]

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Figure:
        """Return the figure of some plain data."""
        table, plot = fields.get("table"), fields.get("plot")
        return cls(
            **{
                **fields,
                "table": Table(**table) if table else None,
                "plot": Plot(**plot) if plot else None,
            }
        )

    def as_svg(self) -> str:
        """Return the picture as SVG.

        Raises
        ------
        ToolkitError
            Where the figure was read from a notebook, which keeps the PNG alone.
        """
        if self.drawing is None:
            raise ToolkitError(
                "a figure that was read from a notebook has its PNG alone",
                hint="make the chart again, and take its SVG then",
            )
        return self.drawing.as_svg()


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
        The figures. Where there are some, they stand for the chart's own table.
    caveats, sources : sequence of str
        What limits them, and where they come from.
    missing : str
        Why there is nothing to say, where that is so.
    commentary : sequence of Comment
        What local people write beside it.
    """

    id: str
    heading: str
    sentences: Sequence[str] = ()
    figure: Figure | None = None
    tables: Sequence[Table] = ()
    caveats: Sequence[str] = ()
    sources: Sequence[str] = ()
    missing: str = ""
    commentary: Sequence[Comment] = ()

    @property
    def paragraphs(self) -> list[str]:
        """Heading, sentences, figure, tables, local words, and what a reader must know."""
        shown = [*([self.figure] if self.figure else []), *self.tables]
        inner = [text for block in shown for text in block.paragraphs]
        local = [text for comment in self.commentary for text in comment.texts]
        said = [self.heading, self.missing, *self.sentences, *inner, *local]
        return [*said, *self.caveats, *self.sources]

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Section:
        """Return the section of some plain data."""
        figure = Figure.from_json(fields["figure"]) if fields["figure"] else None
        tables = tuple(Table(**table) for table in fields["tables"])
        comments = tuple(map(Comment.from_json, fields.get("commentary", ())))
        return cls(**{**fields, "figure": figure, "tables": tables, "commentary": comments})


@dataclass(frozen=True)
class Cover(Block):
    """The head of a report: whom it is about, how far its figures reach, and on what terms.

    Parameters
    ----------
    area, area_code, title : str
        Whom it is about, and what it is called.
    facts, warnings : sequence of str
        What a reader should know of it, and must.
    welsh_name : str
        What the area is called in Welsh, where it has such a name.
    mark : str
        What every page of the document bears; blank for nothing.
    """

    area: str
    area_code: str
    title: str
    facts: Sequence[str] = ()
    warnings: Sequence[str] = field(default_factory=tuple)
    welsh_name: str = ""
    mark: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """Title, the name in Welsh, warnings and facts."""
        return [self.title, self.welsh_name, *self.warnings, *self.facts]


_KINDS: dict[str, type[Block]] = {kind.__name__: kind for kind in (Cover, Figure, Section, Table)}


def load_block(data: dict[str, Any]) -> Block:
    """Return the block that ``as_json`` made.

    Examples
    --------
    >>> load_block(Section("need", "Need", sentences=["About 2,000."]).as_json()).heading
    'Need'
    """
    fields = {name: value for name, value in data.items() if name != "kind"}
    return _KINDS[data["kind"]].from_json(fields)
