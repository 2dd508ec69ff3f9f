"""A finished document as the check reads it: paragraphs and tables, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

__all__ = ["Block", "Document", "Paragraph", "Place", "Table"]

Kind = Literal["text", "heading", "item"]


@dataclass(frozen=True)
class Place:
    """Where in a document something stands.

    Parameters
    ----------
    file : str
        Name of the file.
    where : str
        Such as ``"page 3"``, ``"slide 2"``, ``"sheet Data, row 4"`` or ``"line 12"``.
    block : int
        Number of the block in the document, from 0.

    Examples
    --------
    >>> print(Place("plan.txt", "line 12"))
    plan.txt, line 12
    """

    file: str
    where: str
    block: int = -1

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.where) if part)


@dataclass(frozen=True)
class Paragraph:
    """A run of text: a paragraph, a heading or an item of a list."""

    text: str
    place: Place
    kind: Kind = "text"
    level: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of cells as printed, and the place of each row."""

    rows: tuple[tuple[str, ...], ...]
    places: tuple[Place, ...]

    @property
    def place(self) -> Place:
        """The place of the first row."""
        return self.places[0]

    @property
    def width(self) -> int:
        """The cells of the widest row."""
        return max(len(row) for row in self.rows)


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """What a file says, in reading order.

    Parameters
    ----------
    name : str
        Name of the file.
    blocks : sequence of Paragraph or Table
        In reading order.
    remarks : sequence of str
        What could not be read, said to the person who asked.

    Examples
    --------
    >>> one = Document("a.txt", (Paragraph("12 people", Place("a.txt", "line 1")),))
    >>> [paragraph.text for paragraph in one.paragraphs()]
    ['12 people']
    """

    name: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = field(default=())

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs, headings and items in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def before(self, table: Table, most: int = 4) -> list[str]:
        """Return the texts that stand right before a table, nearest first."""
        texts: list[str] = []
        for block in reversed(self.blocks[: max(table.place.block, 0)]):
            if isinstance(block, Table) or len(texts) == most:
                break
            texts.append(block.text)
        return texts


def number_blocks(name: str, blocks: Sequence[Block], remarks: Sequence[str] = ()) -> Document:
    """Make a document of blocks, giving each place its file and number.

    Parameters
    ----------
    name : str
        Name of the file.
    blocks : sequence of Paragraph or Table
        As a reader made them; empty ones are left out.
    remarks : sequence of str, optional
        What could not be read.

    Returns
    -------
    Document

    Examples
    --------
    >>> number_blocks("a.txt", [Paragraph("12 people", Place("", "line 1"))]).blocks[0].place
    Place(file='a.txt', where='line 1', block=0)
    """
    kept = [block for block in blocks if (block.rows if isinstance(block, Table) else block.text)]
    numbered: list[Block] = []
    for number, block in enumerate(kept):
        if isinstance(block, Table):
            places = tuple(replace(at, file=name, block=number) for at in block.places)
            numbered.append(replace(block, places=places))
        else:
            place = replace(block.place, file=name, block=number)
            numbered.append(replace(block, place=place))
    return Document(name, tuple(numbered), tuple(remarks))
