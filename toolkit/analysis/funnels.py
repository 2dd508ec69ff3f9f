"""Which areas lie outside what chance would give, by their size."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["LEVELS", "Funnel"]

LEVELS = ("below 99.8%", "below 95%", "within", "above 95%", "above 99.8%")
"""Where an area lies to a funnel's limits, from the lowest."""


@dataclass(frozen=True)
class Funnel:
    """The areas of one indicator and period, and the limits that chance sets by size.

    Parameters
    ----------
    points : pandas.DataFrame
        One row an area, by its code: area_code, area_name, count, denominator,
        value (in the indicator's unit) and level, one of `LEVELS` or
        ``not compared``. The denominator of a directly standardised rate is
        the effective one, ``count / value * scale``.
    limits : pandas.DataFrame
        One row a size, in rising order: denominator, lower_95, upper_95,
        lower_99_8 and upper_99_8, in the indicator's unit. A level of a point
        is that of the test, which near a limit may differ by a hair.
    average : float
        The centre line: the average of the areas supplied, weighted by size,
        in the indicator's unit. Not the published value of the nation.
    rule : str
        How limits and levels are made, a name in `toolkit.methods.FUNNEL_METHODS`.
    overdispersion : float
        Mean squared standard score: near 1 where areas differ by chance alone.
    note : str
        What a reader must know, in sentences.
    """

    points: pd.DataFrame
    limits: pd.DataFrame
    average: float
    rule: str
    overdispersion: float
    note: str
