"""Grouping schemes: which groups share people out between them, and which are parts of others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pandas as pd
from pydantic import Field, model_validator

from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations
from toolkit.errors import DataError, did_you_mean

__all__ = [
    "GroupingScheme",
    "find_mixed_groups",
    "group_name",
    "in_order",
    "load_schemes",
    "refuse_mixed_schemes",
]


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


def find_mixed_groups(groups: Sequence[str]) -> str:
    """Say what is wrong with groups that are added up or set against each other.

    Groups that no scheme knows are left alone: they may be any breakdown.

    Parameters
    ----------
    groups : sequence of str
        The groups of a numerator and its denominator.

    Returns
    -------
    str
        Blank where one scheme holds them all; else a sentence that names the schemes.

    Examples
    --------
    >>> find_mixed_groups(["opiate", "all_adults"])
    ''
    >>> find_mixed_groups(["opiate", "crack_only"])
    'groups of two schemes: opiate is of national_four_groups, crack_only is of ocu_partition'
    """
    holders = {group: held for group in groups if (held := _schemes_with(group))}
    if not holders or set.intersection(*holders.values()):
        return ""
    # The group that fewest schemes hold tells most.
    told = [
        f"{group} is of {' and '.join(sorted(held))}"
        for group, held in holders.items()
        if len(held) < len(load_schemes())
    ]
    return f"groups of two schemes: {', '.join(told)}"


def _schemes_with(group: str) -> set[str]:
    return {scheme.id for scheme in load_schemes().values() if group in scheme.names}


def refuse_mixed_schemes(rows: pd.DataFrame, *, where: str) -> pd.DataFrame:
    """Return rows whose groups are those of the schemes they are said to be of.

    Parameters
    ----------
    rows : pandas.DataFrame
        Observations: indicator, area_code, period_start, sex, age, group and
        grouping_scheme.
    where : str
        What is being looked at, for the message.

    Returns
    -------
    pandas.DataFrame
        The same rows.

    Raises
    ------
    DataError
        Naming both schemes, where a row stands under a scheme that its group is
        not of, and where the groups of one scheme stand beside the total of another.
    """
    known = rows[rows["grouping_scheme"].isin(load_schemes())]
    pairs = known[["grouping_scheme", "group"]].drop_duplicates()
    problems = [
        fault
        for scheme, group in pairs.itertuples(index=False)
        if (fault := _misplaced(scheme, group))
    ]
    if pairs["grouping_scheme"].nunique() > 1:
        problems += _borrowed_totals(known)
    if problems:
        raise DataError(
            f"{where}: rows of one grouping scheme are mixed with another's",
            problems,
            hint="give each row the scheme that its table shares people out by, as schemes.toml has them",
        )
    return rows


def _misplaced(scheme: str, group: str) -> str:
    names = load_schemes()[scheme].names
    if group in names:
        return ""
    others = _schemes_with(group)
    near = did_you_mean(group, names)
    told = f", which is a group of {' and '.join(sorted(others))}" if others else ""
    told += f": did you mean {near[0]}?" if near and not others else ""
    return f"grouping_scheme {scheme} has no group {group}{told}"


_BESIDE = ["indicator", "area_code", "period_start", "sex", "age"]


def _borrowed_totals(rows: pd.DataFrame) -> list[str]:
    """Name the schemes whose groups have no total of their own, where another's total stands alone."""
    totals = {scheme.id: scheme.total for scheme in load_schemes().values()}
    total = rows["group"] == rows["grouping_scheme"].map(totals)
    held = (
        rows.assign(total=total, part=~total)
        .groupby([*_BESIDE, "grouping_scheme"], as_index=False, dropna=False)[["total", "part"]]
        .any()
    )
    parts = held[held["part"] & ~held["total"]]
    alone = held[held["total"] & ~held["part"]]
    mixed = parts.merge(alone, on=_BESIDE, suffixes=("", "_total"))
    return [
        f"{row['indicator']}, {row['area_code']}: groups of {row['grouping_scheme']} beside the total "
        f"of {row['grouping_scheme_total']}"
        for row in mixed.to_dict("records")
    ]
