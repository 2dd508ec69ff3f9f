"""How a block shows itself: as HTML, and as data from which it is made again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Self

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

__all__ = ["MIME_TYPE", "Block", "templates"]

MIME_TYPE = "application/vnd.partnership-toolkit.block+json"


@dataclass(frozen=True)
class Block(ABC):
    """What a cell of a report notebook shows; it displays itself in Jupyter."""

    def as_json(self) -> dict[str, Any]:
        """Return the block as plain data, with its kind."""
        return {"kind": type(self).__name__, **asdict(self, dict_factory=_without_drawing)}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Self:
        """Return the block of some plain data."""
        return cls(**fields)

    def as_html(self) -> Markup:
        """Return the block as a piece of HTML, everything from data escaped."""
        template = templates().get_template(f"{type(self).__name__.lower()}.html")
        return Markup(template.render(block=self))

    @property
    @abstractmethod
    def paragraphs(self) -> list[str]:
        """What it says, in the order in which it is read; blanks are passed over."""

    def as_text(self) -> str:
        """Return the block as plain text, a paragraph a line."""
        return "\n".join(filter(None, self.paragraphs))

    def __str__(self) -> str:
        return self.as_text()

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            MIME_TYPE: self.as_json(),
            "text/html": str(self.as_html()),
            "text/plain": self.as_text(),
        }


def _without_drawing(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep what is plain data: a picture can be kept, what draws it cannot."""
    return {name: value for name, value in pairs if name != "drawing"}


@cache
def templates() -> Environment:
    """Return the templates, which escape whatever they are given."""
    return Environment(
        loader=PackageLoader("toolkit.presentation"),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
