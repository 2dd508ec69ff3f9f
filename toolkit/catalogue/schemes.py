"""Grouping schemes: which groups share people out between them, and which are parts of others."""

from __future__ import annotations

from functools import cache

import pandas as pd
from pydantic import Field, model_validator

from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations

__all__ = ["GroupingScheme", "group_name", "in_order", "load_schemes"]


class GroupingScheme(Declaration):
    """A way of sharing people out between groups.

    Parameters
    ----------
    id, name : str
        Its key and its name.
    names : dict of str to str
        Every group's name for readers, in the order of a table's rows.
    total : str
        The group that holds everybody.
    exclusive : tuple of str
        The groups that share everybody out, each person in one.
    parts : dict of str to tuple of str
        Groups that are themselves shared out between others.
    """

    id: str
    name: str
    names: dict[str, str]
    total: str
    exclusive: tuple[str, ...] = Field(min_length=2)
    parts: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _groups_are_named(self) -> GroupingScheme:
        used = {
            self.total,
            *self.exclusive,
            *self.parts,
            *(g for p in self.parts.values() for g in p),
        }
        unnamed = sorted(used - set(self.names))
        if unnamed:
            raise ValueError(f"groups without a name: {', '.join(unnamed)}")
        return self

    @property
    def order(self) -> dict[str, int]:
        """Place of each group in a table."""
        return {group: place for place, group in enumerate(self.names)}


@cache
def load_schemes() -> dict[str, GroupingScheme]:
    """Return every grouping scheme by id.

    Examples
    --------
    >>> load_schemes()["ocu_partition"].parts["ocu"]
    ('opiates_only', 'crack_only', 'opiates_and_crack')
    """
    return read_declarations([CATALOGUE / "schemes.toml"], GroupingScheme)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of one scheme in the order of its groups.

    Parameters
    ----------
    rows : pandas.DataFrame
        With the columns ``grouping_scheme`` and ``group``.
    """
    scheme = load_schemes().get(rows["grouping_scheme"].iloc[0])
    if scheme is None:
        return rows
    return rows.sort_values("group", key=lambda groups: groups.map(scheme.order), kind="stable")


def group_name(scheme: str, group: str) -> str:
    """Return a group's name for readers.

    Examples
    --------
    >>> group_name("ocu_partition", "crack_only")
    'Crack only'
    """
    known = load_schemes().get(scheme)
    if known is not None and group in known.names:
        return known.names[group]
    return group.replace("_", " ").capitalize()
