"""A gap as people: how many more in treatment would bring an area to its comparator's level."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods

__all__ = ["PeopleNeeded", "implied_treated", "people_needed"]


@dataclass(frozen=True)
class PeopleNeeded:
    """How many people more, and from which number treated.

    Parameters
    ----------
    basis : str
        Where the number treated comes from: ``counted`` or ``implied by the printed share``.
    treated, estimate : float
        People in treatment, and people in need as estimated.
    target : float
        The unmet need to be reached, in per cent.
    needed : float
        People more; 0 where the area is there already.
    """

    basis: str
    treated: float
    estimate: float
    target: float
    needed: float


def implied_treated(printed: float, estimate: float, decimals: int = 1) -> tuple[int, int, int]:
    """Return the number treated that a printed unmet need implies: nearest, least and most.

    Parameters
    ----------
    printed : float
        Unmet need in per cent, as printed.
    estimate : float
        People in need.
    decimals : int
        Decimals that were printed.

    Returns
    -------
    tuple of int
        Nearest, and the least and most that round to the printed share.

    Examples
    --------
    >>> implied_treated(36.8, 2042)
    (1291, 1290, 1291)
    >>> implied_treated(79.1, 3496)
    (731, 729, 732)
    >>> implied_treated(64.9, 214)
    (75, 75, 75)
    """
    half = 0.5 * 10**-decimals
    nearest = estimate * (1 - printed / 100)
    # The estimate is itself printed as a whole number.
    least = math.ceil((estimate - 0.5) * (1 - (printed + half) / 100) - 1e-9)
    most = math.floor((estimate + 0.5) * (1 - (printed - half) / 100) + 1e-9)
    return math.floor(nearest + 0.5), least, most


def people_needed(row: pd.Series, target: float) -> list[PeopleNeeded]:
    """Return the people needed to bring an area's unmet need to a target.

    Where a publisher prints another share than ours, both are worked out.

    Parameters
    ----------
    row : pandas.Series
        A result of unmet need, with ``count`` treated and ``denominator`` in need.
    target : float
        Unmet need in per cent.

    Returns
    -------
    list of PeopleNeeded

    Examples
    --------
    >>> row = pd.Series({"count": 692.0, "denominator": 3496.0, "published": 79.1})
    >>> [(way.basis, int(way.needed)) for way in people_needed(row, 75.9)]
    [('counted', 151), ('implied by the printed share', 112)]
    """
    ways = [("counted", float(row["count"]))]
    if pd.notna(row["published"]):
        implied = implied_treated(row["published"], row["denominator"])[0]
        if implied != row["count"]:
            ways.append(("implied by the printed share", float(implied)))
    return [
        PeopleNeeded(
            basis,
            treated,
            float(row["denominator"]),
            target,
            float(methods.number_needed_for_unmet_need(treated, row["denominator"], target / 100)),
        )
        for basis, treated in ways
    ]
