"""What every document is made from: the pieces of an executed notebook, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode

from toolkit.presentation.blocks import Cover, Figure, Section, load_block
from toolkit.presentation.display import MIME_TYPE, Block
from toolkit.presentation.tables import Table

__all__ = [
    "Chapter",
    "Code",
    "Document",
    "Heading",
    "Output",
    "Piece",
    "Prose",
    "as_section",
    "figures_of",
    "read_document",
    "tables_of",
]

# What XML, and with it Word, PowerPoint and Excel, has no place for.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Heading:
    """The head of a chapter."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Prose:
    """What the notebook itself says, in Markdown."""

    source: str

    @property
    def paragraphs(self) -> list[str]:
        """The text without Markdown's marks, for documents that know none."""
        parts = re.split(r"\n\s*\n", self.source.strip())
        return [re.sub(r"^#+\s*|[*_`]", "", " ".join(part.split())) for part in parts if part]


@dataclass(frozen=True)
class Code:
    """The code of a cell."""

    source: str


@dataclass(frozen=True)
class Output:
    """What a cell printed that is no block."""

    text: str


Piece = Heading | Prose | Code | Output | Block


@dataclass(frozen=True)
class Chapter:
    """A heading of the notebook and what stands below it.

    Parameters
    ----------
    heading : str
        Blank for what stands before the first.
    pieces : sequence of Piece
        None of them a heading, code or cover.
    """

    heading: str
    pieces: Sequence[Piece]

    @property
    def sections(self) -> list[Section]:
        """Its sections."""
        return [piece for piece in self.pieces if isinstance(piece, Section)]


@dataclass(frozen=True)
class Document:
    """An executed notebook, read.

    Parameters
    ----------
    cover : Cover
        Whom it is about.
    pieces : sequence of Piece
        Everything else, in the notebook's order.
    """

    cover: Cover
    pieces: Sequence[Piece]

    @property
    def blocks(self) -> list[Block]:
        """Its blocks but for the cover."""
        return [piece for piece in self.pieces if isinstance(piece, Block)]

    @property
    def figures(self) -> list[Figure]:
        """Every figure of its blocks."""
        return [figure for block in self.blocks for figure in figures_of(block)]

    @property
    def tables(self) -> list[Table]:
        """Every table of its blocks, those behind figures too."""
        return [table for block in self.blocks for table in tables_of(block)]

    @property
    def chapters(self) -> list[Chapter]:
        """Its pieces by heading; headings with nothing below them are left out."""
        found: list[tuple[str, list[Piece]]] = [("", [])]
        for piece in self.pieces:
            if isinstance(piece, Heading):
                found.append((piece.text, []))
            elif not isinstance(piece, Code):
                found[-1][1].append(piece)
        return [Chapter(heading, pieces) for heading, pieces in found if pieces]


def as_section(piece: Piece) -> Section:
    """Return a piece as a section, for documents that are made of sections.

    What is no section has no heading: a figure and a table have a title of their own.
    """
    match piece:
        case Section():
            return piece
        case Figure():
            return Section("", "", figure=piece)
        case Table():
            return Section("", "", tables=[piece])
        case Prose():
            return Section("", "", piece.paragraphs)
        case Output(text):
            return Section("", "", text.splitlines())
        case _:
            return Section("", "")


def figures_of(block: Block) -> list[Figure]:
    """Return the figures of a block."""
    if isinstance(block, Section):
        return [block.figure] if block.figure else []
    return [block] if isinstance(block, Figure) else []


def tables_of(block: Block) -> list[Table]:
    """Return the tables of a block; a section's own stand for that behind its figure."""
    if isinstance(block, Table):
        return [block]
    own = list(block.tables) if isinstance(block, Section) else []
    return own or [figure.table for figure in figures_of(block) if figure.table]


def read_document(notebook: NotebookNode) -> Document:
    r"""Return what an executed notebook shows.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.

    Returns
    -------
    Document
        Sections and chapters have anchors of their own.

    Examples
    --------
    >>> import nbformat
    >>> cell = nbformat.v4.new_markdown_cell("## Who dies\n\nIn ten years.")
    >>> read_document(nbformat.v4.new_notebook(cells=[cell])).chapters
    [Chapter(heading='Who dies', pieces=[Prose(source='In ten years.')])]
    """
    shown = _fold_absent(piece for cell in notebook.cells for piece in _pieces(cell))
    pieces = list(_with_own_anchors(shown))
    cover = next((piece for piece in pieces if isinstance(piece, Cover)), Cover("", "", "Report"))
    return Document(cover, [piece for piece in pieces if not isinstance(piece, Cover)])


def _pieces(cell: NotebookNode) -> Iterator[Piece]:
    if cell.cell_type == "markdown":
        yield from _prose(cell.source)
    if cell.cell_type != "code":
        return
    if cell.source.strip():
        yield Code(cell.source)
    for output in cell.outputs:
        data = output.get("data", {})
        if MIME_TYPE in data:
            yield load_block(_printable(data[MIME_TYPE]))
        elif "text/plain" in data:
            yield Output(_printable(data["text/plain"]))


def _printable(data: Any) -> Any:
    """Return plain data without the characters that no document can hold."""
    if isinstance(data, str):
        return _UNPRINTABLE.sub("", data)
    if isinstance(data, dict):
        return {name: _printable(value) for name, value in data.items()}
    return [_printable(value) for value in data] if isinstance(data, list) else data


def _prose(source: str) -> Iterator[Piece]:
    """Yield a Markdown cell; its first heading of the second level opens a chapter."""
    first, _, rest = source.strip().partition("\n")
    if first.startswith("## "):
        heading = first[3:].strip()
        letters = "".join(c if c.isalnum() else "-" for c in heading.casefold())
        yield Heading(heading, letters.strip("-"))
    text = rest if first.startswith(("# ", "## ")) else source
    if text.strip():
        yield Prose(text.strip())


def _fold_absent(pieces: Iterable[Piece]) -> list[Piece]:
    """Make one section of those that stand together without figures for the same reason."""
    kept: list[Piece] = []
    runs: dict[str, tuple[int, list[Section]]] = {}
    for piece in pieces:
        absent = isinstance(piece, Section) and piece.missing and not piece.commentary
        if isinstance(piece, Section) and absent and piece.missing in runs:
            place, alike = runs[piece.missing]
            alike.append(piece)
            kept[place] = _folded(alike)
            continue
        if isinstance(piece, Section) and absent:
            runs[piece.missing] = (len(kept), [piece])
        elif not isinstance(piece, Code):
            runs = {}
        kept.append(piece)
    return kept


def _folded(alike: Sequence[Section]) -> Section:
    first = alike[0]
    names = "; ".join(dict.fromkeys(one.heading for one in alike))
    told = f"{first.missing} That is so of: {names}."
    return replace(first, heading=f"{len(alike)} subjects without figures", missing=told)


def _with_own_anchors(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Tell pieces of the same name apart: a page can hold an anchor once."""
    taken: dict[str, int] = {"content": 1}

    def own(name: str) -> str:
        taken[name] = taken.get(name, 0) + 1
        return name if taken[name] == 1 else f"{name}-{taken[name]}"

    for piece in pieces:
        if isinstance(piece, Heading):
            yield replace(piece, anchor=own(piece.anchor))
        elif isinstance(piece, Section):
            yield replace(piece, id=own(piece.id))
        else:
            yield piece
