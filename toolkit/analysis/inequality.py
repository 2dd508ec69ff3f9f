"""How a figure differs from the most to the least deprived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.breakdowns import in_period
from toolkit.analysis.deprivation_groups import (
    EQUAL_SHARES,
    is_by_deprivation,
    name_groups,
    pick_breakdown,
    rank_groups,
)
from toolkit.analysis.events import known_events, with_limits
from toolkit.errors import DataError
from toolkit.methods import FEW_EVENTS
from toolkit.periods import Period

__all__ = ["Gradient", "fit_gradient", "make_gradient"]

_EQUAL = "The source prints no numbers of people; each group is taken as an equal share of them."
_IMPLIED = (
    "The source prints no events; that there are 10 or more in each group is read off the limits."
)
_COLUMNS = ["category", "label", "population_share", "midpoint", "count", "denominator",
            "value", "lower", "upper"]  # fmt: skip


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
        The scale on which the line is straight: ``log``, or ``logit`` for per cent.
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


def make_gradient(
    results: pd.DataFrame,
    area_code: str,
    period: Period | None = None,
    *,
    sex: str = "persons",
    category_type: str | None = None,
) -> Gradient:
    """Return an area's gradient by deprivation, from the breakdown that a source prints.

    Parameters
    ----------
    results : pandas.DataFrame
        Results of one indicator.
    area_code : str
        Whose gradient.
    period : Period, optional
        Left out, the latest that is printed by deprivation.
    sex : {'persons', 'male', 'female'}
        Of whom; figures of men and women are not put together here.
    category_type : str, optional
        Which breakdown; left out, of those of the period the one by the smallest
        areas, fifths before tenths, and of two editions the later.

    Returns
    -------
    Gradient

    Raises
    ------
    DataError
        There is no such breakdown, not all of its groups are there, a group has
        fewer than 10 events or none that are known, or the figures are modelled.

    Notes
    -----
    Where a source prints no denominators, fifths and tenths of small areas are
    taken as equal shares of the population, as they are made to be. Where it
    prints no events, they are read off the limits: of a Poisson count, 1 over
    the square of the relative standard error.

    References
    ----------
    Low A, Low A. Measuring the gap: quantifying and comparing local health
    inequalities. J Public Health 2004;26:388-95. doi:10.1093/pubmed/fdh175

    Examples
    --------
    >>> deaths = pd.DataFrame({"area_code": "S92000003", "sex": "persons", "age": "all ages",
    ...     "period_start": pd.Timestamp("2022-01-01"), "period_end": pd.Timestamp("2022-12-31"),
    ...     "category_type": "SIMD quintile", "category": ["1", "2", "3", "4", "5"],
    ...     "group": "all", "count": [412.0, 332, 243, 174, 115], "denominator": float("nan"),
    ...     "value": [412.0, 332, 243, 174, 115], "lower": float("nan"), "upper": float("nan"),
    ...     "unit": "deaths", "basis": "published", "state": "ok"})
    >>> gradient = make_gradient(deaths, "S92000003")
    >>> round(gradient.relative_index, 1), round(gradient.slope_index)
    (4.9, 411)
    """
    own = results[(results["area_code"] == area_code) & (results["sex"] == sex)]
    kinds = [category_type] if category_type else own["category_type"].unique()
    rows = own[own["category_type"].isin([one for one in kinds if is_by_deprivation(one)])]
    rows = in_period(rows, period)
    kind = pick_breakdown(rows["category_type"])
    rows = rows[rows["category_type"] == kind]
    if rows.empty:
        raise DataError(_say_none(results, area_code, period, sex))
    ranks = rank_groups(rows["category"])
    points = rows.assign(rank=ranks, label=name_groups(rows["category"], ranks))
    notes = []
    if points["denominator"].isna().any():
        if not EQUAL_SHARES.fullmatch(str(kind)):
            raise DataError(
                f"{kind}: the source prints no numbers of people, and its groups are not equal",
                hint="add the denominators to the file",
            )
        notes.append(_EQUAL)
    return fit_gradient(points, str(kind), notes)


def _say_none(results: pd.DataFrame, area_code: str, period: Period | None, sex: str) -> str:
    own = results[results["area_code"] == area_code]
    held = own[["category_type", "sex"]].drop_duplicates().itertuples(index=False, name=None)
    found = [f"{kind} ({whose})" for kind, whose in held if is_by_deprivation(kind)]
    when = "" if period is None else f" for {period.label}"
    return (
        f"{area_code}: no figure by deprivation of {sex}{when}; "
        f"printed: {'; '.join(sorted(found)) or 'none'}"
    )


def fit_gradient(points: pd.DataFrame, kind: str, notes: Sequence[str]) -> Gradient:
    """Return the gradient through complete groups, each with events enough.

    Parameters
    ----------
    points : pandas.DataFrame
        A row a group: ``rank`` (1 the most deprived), ``category``, ``label``,
        ``count``, ``denominator``, ``value``, ``lower``, ``upper``, ``unit``, ``basis``.
    kind : str
        What the groups are.
    notes : sequence of str
        What is known of them so far.

    Raises
    ------
    DataError
        As `make_gradient`.
    """
    points = points.sort_values("rank")
    _check_groups(points, kind)
    points = with_limits(points)
    notes = [*notes, *([_IMPLIED] if points["count"].isna().any() else [])]
    people = (
        points["denominator"] if points["denominator"].notna().all() else points["rank"] * 0 + 1
    )
    share = people / people.sum()
    points = points.assign(population_share=share, midpoint=share.cumsum() - share / 2)
    unit = points["unit"].iloc[0]
    link, per = ("logit", 100.0) if unit.startswith("%") else ("log", 1.0)
    value, lower, upper = (points[name].to_numpy() / per for name in ("value", "lower", "upper"))
    slope = methods.slope_index(value, lower, upper, share, link=link, scale=-per)
    relative = methods.relative_index(value, lower, upper, share, link=link, inverse=True)
    return Gradient(
        category_type=kind,
        points=points[_COLUMNS].reset_index(drop=True),
        slope_index=float(slope.value),
        slope_lower=float(slope.lower),
        slope_upper=float(slope.upper),
        relative_index=float(relative.value),
        relative_lower=float(relative.lower),
        relative_upper=float(relative.upper),
        intercept=_start_of_line(float(slope.value), float(relative.value), points),
        note=" ".join(notes),
        link=link,
        unit=unit,
    )


def _start_of_line(slope: float, relative: float, points: pd.DataFrame) -> float:
    """Return the most deprived end of the line from the difference and the ratio of its ends."""
    if np.isclose(relative, 1):
        return float((points["value"] * points["population_share"]).sum())
    return slope / (1 - 1 / relative)


def _check_groups(points: pd.DataFrame, kind: str) -> None:
    ranks = points["rank"].tolist()
    if ranks not in ([1, 2, 3, 4, 5], [*range(1, 11)]):
        raise DataError(
            f"{kind}: the groups are not five or ten, each there once",
            [f"found: {', '.join(points['label'])}"],
            hint="keep one period, sex, age and group",
        )
    if (points["basis"] == "modelled").any():
        raise DataError(f"{kind}: modelled figures carry no count of events to weigh a slope by")
    events = known_events(points)
    few = points[~(events >= FEW_EVENTS)]
    if not few.empty:
        shown = events[few.index].map(lambda n: "not known" if pd.isna(n) else f"{n:.0f} events")
        raise DataError(
            f"{kind}: a slope needs {FEW_EVENTS} events or more in every group",
            [f"{label}: {n}" for label, n in zip(few["label"], shown, strict=True)],
            hint="use pooled years, or fifths in place of tenths",
        )
