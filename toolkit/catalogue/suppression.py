"""Suppression rules: which small numbers each publisher hides, and which are hidden here."""

from __future__ import annotations

from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations
from toolkit.errors import CatalogueError, did_you_mean

__all__ = ["SuppressionRule", "find_suppression", "load_suppression"]

Taken = Literal["denominator", "rate", "percentage", "interval", "change", "rank"]


class SuppressionRule(Declaration):
    """What is not shown of small numbers of people.

    Parameters
    ----------
    id, name : str
        Its key, and whose rule it is.
    applied : str
        ``by_publisher``: before we get the figures. ``here``: before a public
        report shows them. ``not_at_all``: nothing is hidden.
    hides : tuple of int, optional
        The least and the most of the numbers that are hidden, both among them.
    rounding : float
        Base that other counts are rounded to; 0 for none.
    takes_along : tuple of str
        What is hidden with a hidden count.
    counts_printed : bool
        Whether the count itself stands, and only what is made of it goes.
    secondary : bool
        Whether further numbers are hidden, from which the first could be told.
    words : str
        What a reader is told where the figure would be.
    declared_by : str
        Where the rule is from.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    applied: Literal["by_publisher", "here", "not_at_all"]
    hides: tuple[int, int] | None = None
    rounding: float = Field(default=0, ge=0)
    takes_along: tuple[Taken, ...] = ()
    counts_printed: bool = False
    secondary: bool = False
    words: str
    declared_by: str

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.hides is not None and not 0 <= self.hides[0] <= self.hides[1]:
            raise ValueError(
                f"hides: expected the least and the most, such as [1, 4], found {list(self.hides)}"
            )
        if self.applied == "not_at_all" and (self.hides or self.rounding or self.takes_along):
            raise ValueError("applied is not_at_all, but something is hidden or rounded")
        if self.applied != "not_at_all" and self.hides is None and not self.rounding:
            raise ValueError(f"applied is {self.applied}, but nothing is hidden or rounded")
        if self.applied == "here" and (self.hides is None or self.counts_printed):
            raise ValueError("a rule applied here says which counts it hides")
        if self.takes_along and self.hides is None:
            raise ValueError("takes_along goes with hidden counts, and hides names none")
        return self

    def covers(self, count: float) -> bool:
        """Return whether a number is one of those that are hidden; NaN is not.

        Examples
        --------
        >>> rule = load_suppression()["local"]
        >>> [rule.covers(count) for count in (0, 1, 4, 5, float("nan"))]
        [False, True, True, False, False]
        """
        return self.hides is not None and self.hides[0] <= count <= self.hides[1]


@cache
def load_suppression() -> dict[str, SuppressionRule]:
    """Return every suppression rule of the catalogue by id.

    Raises
    ------
    CatalogueError
        With every fault of the file.

    Examples
    --------
    >>> load_suppression()["local"].hides
    (1, 4)
    """
    return read_declarations([CATALOGUE / "suppression.toml"], SuppressionRule)


def find_suppression(name: str) -> SuppressionRule:
    """Return a rule by id; a source or indicator that names an unknown one is at fault.

    Examples
    --------
    >>> find_suppression("ons_deaths").words
    'no rate of fewer than 10 deaths'
    """
    rules = load_suppression()
    if name not in rules:
        near = did_you_mean(name, rules)
        raise CatalogueError(
            f"suppression.toml has no [{name}]" + (f": did you mean {near[0]}?" if near else ""),
            hint=f"there are {', '.join(rules)}; or declare the rule there",
        )
    return rules[name]
