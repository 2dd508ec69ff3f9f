"""By which method a publisher says that it made its values and limits."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations

__all__ = ["PublishedLimits", "load_published_limits"]


class PublishedLimits(Declaration):
    """How one measure's published values and limits were made.

    Parameters
    ----------
    id : str
        The observations' ``indicator``.
    name : str
        What it measures.
    method : str
        ``wilson``: a proportion with Wilson score limits. ``wilson_of_rounded``:
        the widest of those that counts and denominators give which round to the
        printed ones, to the nearest 5. ``byar``: a crude rate
        with Byar's limits, exact below 10. ``dobson``: a directly standardised
        rate. ``estimate``: a share whose limits are those of a modelled estimate.
    scale : float
        What the value is per.
    declared_by : str
        Where the publisher says so, or how it was found where none does.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    method: Literal["wilson", "wilson_of_rounded", "byar", "dobson", "estimate"]
    scale: float = Field(gt=0)
    declared_by: str


@cache
def load_published_limits() -> dict[str, PublishedLimits]:
    """Return the declaration of every measure that has one.

    Raises
    ------
    CatalogueError
        With every fault of the file.

    Examples
    --------
    >>> load_published_limits()["fingertips_92904"].method
    'byar'
    """
    return read_declarations([CATALOGUE / "published_limits.toml"], PublishedLimits)
