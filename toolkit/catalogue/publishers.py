"""Sources: who publishes what, under which licence, where it is fetched, and whose figure wins."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Self
from urllib.parse import quote, urlsplit

from pydantic import Field, field_validator, model_validator

from toolkit.catalogue.own import of_own_files, own_folder, refuse_shadows
from toolkit.catalogue.suppression import find_suppression
from toolkit.catalogue.tables import CATALOGUE, Declaration, place_of, read_declarations
from toolkit.errors import CatalogueError

__all__ = ["Address", "Fetch", "Pages", "Source", "find_source", "load_sources"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.,-]*\.(csv|json|ods|xls|xlsx)")


@dataclass(frozen=True)
class Address:
    """Where one file is fetched, and the name that it gets here."""

    file: str
    url: str


class Pages(Declaration):
    """How a server hands out a long table in pieces.

    Parameters
    ----------
    limit, offset : str
        The query's names for how many rows are wanted, and after how many.
    rows : int
        How many rows the server hands out at the most.
    total : str
        The column that holds, in every row, how many rows there are in all.
    """

    limit: str
    offset: str
    rows: int = Field(gt=0)
    total: str


class Fetch(Declaration):
    """Where the files of a source are fetched.

    Parameters
    ----------
    base : str
        Scheme and host; https, or http on this machine.
    files : dict of str to str
        The name of each file here, and its path and query at the host. A
        ``{word}`` in both stands for each value of that parameter.
    parameters : dict of str to tuple of str
        One file is fetched for every combination of their values.
    pages : Pages, optional
        Where the server hands out a CSV in pieces.
    known_from : str
        What the address is known from.
    tried_live : bool
        Whether it was tried against the publisher's server.
    """

    base: str
    files: dict[str, str] = Field(min_length=1)
    parameters: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    pages: Pages | None = None
    known_from: str
    tried_live: bool

    @field_validator("base")
    @classmethod
    def _is_secure(cls, base: str) -> str:
        parts = urlsplit(base)
        here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        if not (parts.scheme == "https" or here) or not parts.hostname or parts.path:
            raise ValueError("expected https:// and a host, without a path")
        return base

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        for file, path in self.files.items():
            words = set(_PLACEHOLDER.findall(path))
            if words != set(_PLACEHOLDER.findall(file)) or not words <= set(self.parameters):
                raise ValueError(f"{file}: the name, the path and the parameters do not agree")
            if not path.startswith("/"):
                raise ValueError(f"{file}: expected a path that begins with /, found {path!r}")
        files = [address.file for address in self.addresses()]
        wrong = [file for file in files if not _FILE_NAME.fullmatch(file)]
        if wrong or len(set(files)) < len(files):
            raise ValueError(f"expected different plain file names, found {wrong or files}")
        return self

    def addresses(self) -> Iterator[Address]:
        """Yield each file's address.

        Examples
        --------
        >>> fetch = Fetch(
        ...     base="https://example.org",
        ...     files={"deaths_{year}.csv": "/deaths?year={year}"},
        ...     parameters={"year": ("2023", "2024")},
        ...     known_from="an example",
        ...     tried_live=False,
        ... )
        >>> [address.url for address in fetch.addresses()]
        ['https://example.org/deaths?year=2023', 'https://example.org/deaths?year=2024']
        """
        for file, path in self.files.items():
            words = sorted(set(_PLACEHOLDER.findall(path)))
            for values in itertools.product(*(self.parameters[word] for word in words)):
                chosen = dict(zip(words, values, strict=True))
                quoted = {word: quote(value, safe=",.") for word, value in chosen.items()}
                yield Address(_fill(file, chosen), self.base + _fill(path, quoted))


def _fill(template: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


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
    restricted : bool
        Whether none of its figures is for publication, whatever its rows say.
    suppression : str
        The rule of ``suppression.toml`` for its small numbers; an indicator may
        name another.
    fetch : Fetch, optional
        Where its files are fetched; without it they are imported by hand.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    publisher: str
    licence: str
    page: str | None = None
    precedence: int
    precedence_reason: str
    restricted: bool = False
    suppression: str = "as_printed"
    fetch: Fetch | None = None

    @field_validator("suppression")
    @classmethod
    def _names_a_rule(cls, name: str) -> str:
        try:
            return find_suppression(name).id
        except CatalogueError as error:
            raise ValueError(error.summary) from None

    @model_validator(mode="after")
    def _keeps_to_its_licence(self) -> Source:
        if not self.restricted and self.licence.casefold().startswith("not for publication"):
            raise ValueError(
                "a licence that forbids publication goes with restricted = true, which keeps the figures "
                "out of public reports; otherwise say on which terms they may be published"
            )
        return self


@of_own_files("sources.toml")
def load_sources() -> dict[str, Source]:
    """Return every source of the catalogue by id, the user's own after the project's.

    Raises
    ------
    CatalogueError
        With every fault of ``sources.toml`` and of ``own/sources.toml``.

    Examples
    --------
    >>> load_sources()["ons_drug_poisoning_by_la"].publisher
    'Office for National Statistics'
    """
    return {**_project_sources(), **_own_sources()}


@cache
def _project_sources() -> dict[str, Source]:
    return read_declarations([CATALOGUE / "sources.toml"], Source)


def _own_sources() -> dict[str, Source]:
    path = own_folder() / "sources.toml"
    if not path.is_file():
        return {}
    found = read_declarations([path], Source)
    taken = {one.id: "a source" for one in _project_sources().values()}
    refuse_shadows(taken, [(f"{place_of(path)} [{name}]", name) for name in found])
    last = max(one.precedence for one in _project_sources().values())
    early = [one for one in found.values() if one.precedence <= last]
    if early:
        raise CatalogueError(
            "a source of one's own speaks where none of the project's does, not before them",
            [
                f"{place_of(path)} [{one.id}]: expected a precedence over {last}, found {one.precedence}"
                for one in early
            ],
            hint=f"give a precedence over {last}, and a figure that is to be told apart a measure of its own",
        )
    return found


def find_source(source_id: str) -> Source:
    """Return a source by id; a reader that names an unknown one is at fault."""
    try:
        return load_sources()[source_id]
    except KeyError:
        raise CatalogueError(
            f"sources.toml has no [{source_id}]",
            hint="declare the source there, or in own/sources.toml: publisher, licence and precedence",
        ) from None
