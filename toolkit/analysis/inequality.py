"""How a figure differs from the most to the least deprived, and between groups of people."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["Breakdown", "Gradient"]


@dataclass(frozen=True)
class Gradient:
    """A figure by deprivation, and the slope through it.

    Parameters
    ----------
    category_type : str
        What the groups are: a breakdown of the source, such as ``IMD quintile``.
    points : pandas.DataFrame
        A row a group, the most deprived first: ``category`` and ``label``,
        ``population_share``, ``midpoint`` (middle of its range in the cumulative
        share, 0 to 1), ``count``, ``denominator``, ``value``, ``lower``, ``upper``.
    slope_index, slope_lower, slope_upper : float
        Fitted value at the most deprived end less that at the least deprived,
        in the value's unit: above 0 where the most deprived have more.
    relative_index, relative_lower, relative_upper : float
        Fitted value at the most deprived end over that at the least deprived:
        above 1 where the most deprived have more.
    intercept : float
        Fitted value at the most deprived end, where the midpoint would be 0.
    note : str
        What a reader must know of it.
    link : str
        The scale on which the line is straight: ``log``, ``logit`` or ``identity``.
    unit : str
        Of value, limits and slope.
    """

    category_type: str
    points: pd.DataFrame
    slope_index: float
    slope_lower: float
    slope_upper: float
    relative_index: float
    relative_lower: float
    relative_upper: float
    intercept: float
    note: str
    link: str
    unit: str


@dataclass(frozen=True)
class Breakdown:
    """A figure in groups that share nobody, and how far apart the extremes are.

    Parameters
    ----------
    by : str
        ``sex``, ``age``, ``group``, or a breakdown of the source.
    points : pandas.DataFrame
        A row a group, in the source's order: ``category``, ``label``, ``count``,
        ``denominator``, ``value``, ``lower``, ``upper``.
    highest, lowest : str
        The categories of the extremes.
    difference, difference_lower, difference_upper : float
        Highest less lowest, in the value's unit.
    ratio, ratio_lower, ratio_upper : float
        Highest over lowest; NaN where the lowest is 0.
    note : str
        What a reader must know of it.
    unit : str
        Of value, limits and difference.
    """

    by: str
    points: pd.DataFrame
    highest: str
    lowest: str
    difference: float
    difference_lower: float
    difference_upper: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    note: str
    unit: str
