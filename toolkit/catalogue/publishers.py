"""Sources: who publishes what, under which licence, and whose figure wins."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations
from toolkit.errors import CatalogueError

__all__ = ["Source", "find_source", "load_sources"]


class Source(Declaration):
    """One publication of a publisher.

    Parameters
    ----------
    id : str
        Its key, and the name of its folder under ``data/raw``.
    name, publisher, licence, page : str
        What it is, whose, on what terms, and where its page is.
    precedence : int
        Where two sources print the same figure, the lower number wins.
    precedence_reason : str
        Why.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    publisher: str
    licence: str
    page: str | None = None
    precedence: int
    precedence_reason: str


@cache
def load_sources() -> dict[str, Source]:
    """Return every source of the catalogue by id.

    Examples
    --------
    >>> load_sources()["ons_drug_poisoning_by_la"].publisher
    'Office for National Statistics'
    """
    return read_declarations([CATALOGUE / "sources.toml"], Source)


def find_source(source_id: str) -> Source:
    """Return a source by id; a reader that names an unknown one is at fault."""
    try:
        return load_sources()[source_id]
    except KeyError:
        raise CatalogueError(
            f"sources.toml has no [{source_id}]",
            hint="declare the source there: publisher, licence and precedence",
        ) from None
