"""Supplies: which publication to ask for where a measure is not at hand."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache

from pydantic import Field, field_validator

from toolkit.catalogue.publishers import Source, load_sources
from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations

__all__ = ["Supply", "find_suppliers", "load_supplies"]


class Supply(Declaration):
    """What a source's files hold.

    Parameters
    ----------
    id : str
        Of the source.
    measures : tuple of str
        The observations' ``indicator``; a ``*`` stands for the rest of a name.
    """

    id: str
    measures: tuple[str, ...] = Field(min_length=1)

    @field_validator("id")
    @classmethod
    def _is_a_source(cls, given: str) -> str:
        if given not in load_sources():
            raise ValueError("expected a source of sources.toml")
        return given


@cache
def load_supplies() -> dict[str, Supply]:
    """Return what each source's files hold, by the source's id."""
    return read_declarations([CATALOGUE / "supplies.toml"], Supply)


def find_suppliers(measures: Iterable[str]) -> list[Source]:
    """Return the sources whose files hold some of the measures.

    Parameters
    ----------
    measures : iterable of str
        Names of measures.

    Returns
    -------
    list of Source
        In the order of ``supplies.toml``; empty where no publisher's file holds any.

    Examples
    --------
    >>> [source.id for source in find_suppliers(["drug_misuse_deaths", "fingertips_92432"])]
    ['ons_drug_poisoning_by_la', 'fingertips']
    """
    wanted = set(measures)
    return [
        load_sources()[supply.id]
        for supply in load_supplies().values()
        if any(fnmatchcase(name, pattern) for name in wanted for pattern in supply.measures)
    ]
