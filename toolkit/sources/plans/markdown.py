"""The few marks of Markdown that local commentary may hold, read into plain pieces.

Paragraphs, bullets, bold, italics and links to web pages. There is no HTML and
no picture: what looks like HTML is text, and a picture is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["Paragraph", "Run", "find_faults", "read_markdown"]

_PIECE = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*\s][^*]*)\*"
    r"|(?<!!)\[(?P<words>[^\]]+)\]\((?P<address>[^)\s]+)\)"
)
_PICTURE = re.compile(r"!\[[^\]]*\]\s*[\[(]")
_BULLET = re.compile(r"\s*[-*]\s+(?P<text>.+)")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.+)")


@dataclass(frozen=True)
class Run:
    """Words of one look: plain, bold or italic, or the words of a link."""

    text: str
    look: str = ""
    address: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, a bullet or a subheading, in runs."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def read_markdown(text: str) -> list[Paragraph]:
    r"""Return the paragraphs of a text.

    Parameters
    ----------
    text : str
        Markdown. A mark that is not known stands as it is written.

    Returns
    -------
    list of Paragraph

    Examples
    --------
    >>> first, second = read_markdown("Deaths **rose**.\n\n- See [the page](https://example.org)")
    >>> first.kind, [(run.text, run.look) for run in first.runs]
    ('paragraph', [('Deaths ', ''), ('rose', 'bold'), ('.', '')])
    >>> second.kind, second.runs[1].address
    ('bullet', 'https://example.org')
    """
    return [Paragraph(kind, tuple(_runs(words))) for kind, words in _blocks(text)]


def find_faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from 1, and the reason of everything that a commentary may not hold.

    Examples
    --------
    >>> list(find_faults("![map](https://example.org/map.png)"))
    [(1, 'a picture: commentary is words alone')]
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if _PICTURE.search(line):
            yield number, "a picture: commentary is words alone"
        for piece in _PIECE.finditer(line):
            address = piece["address"]
            if address and not _is_web_page(address):
                yield number, f"expected a link to http or https, found {address!r}"


def _is_web_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield each block's kind and words; lines that follow each other are one paragraph."""
    waiting: list[str] = []
    for line in [*text.splitlines(), ""]:
        heading, bullet = _HEADING.fullmatch(line), _BULLET.fullmatch(line)
        if waiting and (heading or bullet or not line.strip()):
            yield "paragraph", " ".join(waiting)
            waiting = []
        if heading or bullet:
            yield ("heading", heading["text"]) if heading else ("bullet", _text_of(bullet))
        elif line.strip():
            waiting.append(line.strip())


def _text_of(bullet: re.Match[str] | None) -> str:
    return bullet["text"] if bullet else ""


def _runs(words: str) -> Iterator[Run]:
    place = 0
    for piece in _PIECE.finditer(words):
        if piece.start() > place:
            yield Run(words[place : piece.start()])
        if piece["address"] and _is_web_page(piece["address"]):
            yield Run(piece["words"], address=piece["address"])
        elif piece["address"]:
            yield Run(piece[0])
        else:
            yield Run(piece["bold"] or piece["italic"], "bold" if piece["bold"] else "italic")
        place = piece.end()
    if place < len(words):
        yield Run(words[place:])
