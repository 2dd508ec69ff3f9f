"""How far apart groups of people are: by sex, age, group, or a source's own breakdown."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.change import latest
from toolkit.analysis.events import known_events, with_limits
from toolkit.catalogue.age_bands import years_of_age
from toolkit.catalogue.schemes import group_name, in_order, load_schemes
from toolkit.errors import DataError
from toolkit.methods import FEW_EVENTS
from toolkit.periods import Period

__all__ = ["Breakdown", "in_period", "make_breakdown"]

_COLUMNS = ["category", "label", "count", "denominator", "value", "lower", "upper"]


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
        The categories of the extremes, among groups with 10 events or more.
    difference, difference_lower, difference_upper : float
        Highest less lowest, in the value's unit.
    ratio, ratio_lower, ratio_upper : float
        Highest over lowest.
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


def make_breakdown(
    results: pd.DataFrame, area_code: str, by: str, period: Period | None = None
) -> Breakdown:
    """Return an area's figure by sex, age, group or a breakdown of the source.

    Parameters
    ----------
    results : pandas.DataFrame
        Results of one indicator.
    area_code : str
        Whose figures.
    by : str
        ``sex``, ``age``, ``group``, or a ``category_type`` of the results, such
        as ethnicity. What is not broken down stands at its total.
    period : Period, optional
        Left out, the latest.

    Returns
    -------
    Breakdown
        Of groups that share nobody: a band of ages that holds others, and a
        group that holds others, are left out.

    Raises
    ------
    DataError
        There are not two groups, bands of ages overlap in part, or fewer than
        two groups have 10 events and something to divide them by.

    Notes
    -----
    The difference has limits by square-and-add of each group's distances to its
    own, which for Wilson's limits of two shares is Newcombe's method 10; the
    ratio is that of `toolkit.methods.ratio_of_estimates`.

    References
    ----------
    Newcombe RG. Interval estimation for the difference between independent
    proportions: comparison of eleven methods. Stat Med 1998;17:873-90.

    Examples
    --------
    >>> exits = pd.DataFrame({"area_code": "E09000003", "sex": ["male", "female"], "age": "18+",
    ...     "period_start": pd.Timestamp("2021-04-01"), "period_end": pd.Timestamp("2022-03-31"),
    ...     "group": "all", "grouping_scheme": "", "category_type": "", "category": "",
    ...     "count": [56.0, 48], "denominator": [70.0, 80], "value": [80.0, 60],
    ...     "lower": float("nan"), "upper": float("nan"), "unit": "%"})
    >>> found = make_breakdown(exits, "E09000003", "sex")
    >>> [round(n, 1) for n in (found.difference, found.difference_lower, found.difference_upper)]
    [20.0, 5.2, 33.4]
    """
    rows = in_period(_pick_groups(results[results["area_code"] == area_code], by), period)
    if len(rows) < 2 or rows["category"].duplicated().any():
        raise DataError(
            f"{area_code}: no figures by {by}, one for each group",
            [f"found: {', '.join(rows['category']) or 'none'}"],
            hint="keep one sex, age and group beside what is broken down",
        )
    return _compare_extremes(rows, by)


def in_period(rows: pd.DataFrame, period: Period | None) -> pd.DataFrame:
    """Return the rows of one period; of the last where none is named.

    Examples
    --------
    >>> rows = pd.DataFrame({"period_start": pd.to_datetime(["2021-01-01", "2022-01-01"]),
    ...     "period_end": pd.to_datetime(["2021-12-31", "2022-12-31"]), "value": [1, 2]})
    >>> in_period(rows, None)["value"].tolist(), in_period(rows, Period.calendar(2021))["value"].tolist()
    ([2], [1])
    """
    if period is None:
        return latest(rows)
    starts, ends = pd.Timestamp(period.start), pd.Timestamp(period.end)
    return rows[(rows["period_start"] == starts) & (rows["period_end"] == ends)]


def _pick_groups(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the rows of the groups, named in ``category`` and ``label``, others at their total."""
    own = by not in ("sex", "age", "group")
    rows = rows[rows["category_type"] == (by if own else "")]
    if by != "sex":
        rows = rows[rows["sex"] == "persons"]
    if by != "group":
        totals = {"all", *(scheme.total for scheme in load_schemes().values())}
        rows = rows[rows["group"].isin(totals)] if rows["group"].isin(totals).any() else rows
    if by != "age":
        rows = rows[rows["age"].map(_width) == rows["age"].map(_width).max()]
    if own:
        return rows.assign(label=rows["category"])
    return {"sex": _by_sex, "age": _by_age, "group": _by_group}[by](rows)


def _by_sex(rows: pd.DataFrame) -> pd.DataFrame:
    apart = rows[rows["sex"] != "persons"]
    return apart.assign(category=apart["sex"], label=apart["sex"].str.capitalize())


def _by_group(rows: pd.DataFrame) -> pd.DataFrame:
    schemes = load_schemes()
    parts = {scheme.id: set(scheme.exclusive) for scheme in schemes.values()}
    pairs = zip(rows["grouping_scheme"], rows["group"], strict=True)
    apart = rows[[group in parts.get(scheme, ()) for scheme, group in pairs]]
    if apart.empty:
        return apart.assign(category=apart["group"], label=apart["group"])
    # Groups of two schemes share people.
    apart = in_order(apart[apart["grouping_scheme"] == apart["grouping_scheme"].iloc[0]])
    names = zip(apart["grouping_scheme"], apart["group"], strict=True)
    return apart.assign(category=apart["group"], label=[group_name(*name) for name in names])


def _by_age(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the narrowest bands; those that hold others are totals of them."""
    bands = {age: band for age in rows["age"].unique() if (band := years_of_age(age))}
    apart = [
        age
        for age, band in bands.items()
        if not any(set(other) < set(band) for other in bands.values())
    ]
    ordered = sorted(apart, key=lambda age: bands[age].start)
    crossed = [
        f"{one} and {other}"
        for one, other in itertools.pairwise(ordered)
        if bands[other].start in bands[one]
    ]
    if crossed:
        raise DataError("bands of ages share people", crossed, hint="keep bands that do not")
    kept = rows[rows["age"].isin(ordered)]
    kept = kept.sort_values("age", key=lambda ages: ages.map(ordered.index), kind="stable")
    return kept.assign(category=kept["age"], label=kept["age"])


def _width(age: str) -> int:
    return len(years_of_age(age) or ())


def _compare_extremes(rows: pd.DataFrame, by: str) -> Breakdown:
    points = with_limits(_refuse_shares(rows.reset_index(drop=True), by))
    enough = points[(known_events(points) >= FEW_EVENTS) & points["value"].notna()]
    if len(enough) < 2:
        raise DataError(
            f"by {by}: fewer than two groups have {FEW_EVENTS} events or more",
            [f"with as many: {', '.join(enough['label']) or 'none'}"],
            hint="use pooled years or wider groups",
        )
    ordered = enough.sort_values("value", kind="stable")
    lowest, highest = (_read_estimate(ordered.iloc[[place]]) for place in (0, -1))
    difference = _subtract(highest, lowest)
    ratio = methods.ratio_of_estimates(*highest, *lowest)
    return Breakdown(
        by=by,
        points=points[_COLUMNS],
        highest=ordered["category"].iloc[-1],
        lowest=ordered["category"].iloc[0],
        difference=float(difference.value),
        difference_lower=float(difference.lower),
        difference_upper=float(difference.upper),
        ratio=float(ratio.value),
        ratio_lower=float(ratio.lower),
        ratio_upper=float(ratio.upper),
        note=_note(points, enough),
        unit=rows["unit"].iloc[0],
    )


def _refuse_shares(points: pd.DataFrame, by: str) -> pd.DataFrame:
    """Refuse what says how people are shared out and not how likely something is in each group."""
    counted = points["lower"].isna() & points["denominator"].isna()
    if counted.all():
        raise DataError(
            f"counts by {by} say who is there, not who is likelier to be",
            hint="give what the counts are parts of",
        )
    whole = points["denominator"].unique()
    if len(whole) == 1 and points["count"].sum() >= whole[0]:
        raise DataError(
            f"shares by {by} of one whole: one is larger where another is smaller",
            hint="set each share beside the same share of another area or period",
        )
    return points.assign(value=points["value"].mask(counted))


def _read_estimate(row: pd.DataFrame) -> methods.Estimate:
    return methods.Estimate(*row[["value", "lower", "upper"]].to_numpy(dtype=float)[0])


def _subtract(one: methods.Estimate, other: methods.Estimate) -> methods.Estimate:
    """Return the difference of two estimates, with limits by square-and-add."""
    value = one.value - other.value
    below = np.hypot(one.value - one.lower, other.upper - other.value)
    above = np.hypot(one.upper - one.value, other.value - other.lower)
    return methods.Estimate(value, value - below, value + above)


def _note(points: pd.DataFrame, enough: pd.DataFrame) -> str:
    left = points.loc[~points.index.isin(enough.index), "label"]
    notes = []
    if not left.empty:
        notes.append(f"Not compared, with fewer than {FEW_EVENTS} known events: {', '.join(left)}.")
    if len(enough) > 2:
        notes.append("The extremes of several groups lie further apart than two groups named before would.")  # fmt: skip
    return " ".join(notes)
