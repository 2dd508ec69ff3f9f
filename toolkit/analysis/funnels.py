"""Which areas lie outside what chance would give, by their size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.errors import DataError

__all__ = ["FUNNEL_READS", "LEVELS", "Funnel", "funnel_points", "make_funnel"]

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


_RULES = {
    "proportion": "proportion",
    "crude_rate": "rate",
    "directly_standardised_rate": "standardised_rate",
    "standardised_ratio": "ratio",
}
_SIZES = 100
_MUCH_DISPERSION = 2.0
_ONE = ["indicator", *(key for key in KEYS if key != "area_code")]
_POINTS = ["area_code", "area_name", "count", "denominator", "value", "level"]
FUNNEL_READS = [*_ONE, "area_code", "count", "denominator", "value", "basis"]
"""The columns of results that a funnel is made of."""


def make_funnel(results: pd.DataFrame, *, overdispersed: bool = False) -> Funnel:
    """Return the funnel of some areas' figures of one indicator and period.

    Parameters
    ----------
    results : pandas.DataFrame
        Results of one statement. Upper-tier authorities are taken, which must
        be of one nation; what else is among the rows (a region, the nation) is
        left out, and so are areas without a figure or a count.
    overdispersed : bool, default False
        Widen the limits by the variance between areas that goes beyond chance.

    Returns
    -------
    Funnel

    Raises
    ------
    DataError
        Naming every reason: several statements or nations, a modelled or
        synthetic figure, a statistic that no funnel has, no counts or
        denominators, fewer than two areas, or no events at all.

    Notes
    -----
    Limits and levels as `toolkit.methods.funnel_limits` and
    `toolkit.methods.funnel_significance` have them. A funnel and the comparison
    by intervals may disagree about an area: say which is shown.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat
    Med 2005;24:1185-202. doi:10.1002/sim.1970

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "planned_exits", "area_code": ["E06000014", "E06000026", "E08000035"],
    ...     "count": [100.0, 280.0, 500.0], "denominator": [400.0, 500.0, 1000.0],
    ...     "value": [25.0, 56.0, 50.0]}))
    >>> funnel = make_funnel(rows)
    >>> funnel.points["level"].tolist(), round(funnel.average, 1)
    (['below 99.8%', 'above 99.8%', 'above 95%'], 46.3)
    """
    indicator = _one_indicator(results)
    rule = _RULES[indicator.published_as or indicator.statistic]
    points, left_out = funnel_points(results, indicator)
    sizes = (points["count"].to_numpy(), points["denominator"].to_numpy())
    options: dict[str, Any] = {"method": rule, "scale": indicator.scale}
    average = float(methods.funnel_centre(*sizes, scale=indicator.scale))
    if not average > 0:
        raise DataError(
            f"no funnel of {indicator.id} can be made",
            ["no area has an event"],
            hint="take several years together",
        )
    dispersion, tau_squared = methods.overdispersion(*sizes, average, **options)
    if overdispersed:
        options["tau_squared"] = tau_squared
    codes = methods.funnel_significance(*sizes, average, **options)
    points["level"] = [_level(int(code)) for code in codes]
    return Funnel(
        points=points.sort_values("area_code", ignore_index=True),
        limits=_limits(points["denominator"], average, indicator.scale, options),
        average=average,
        rule=rule,
        overdispersion=float(dispersion),
        note=_note(indicator, left_out, float(dispersion), overdispersed),
    )


def funnel_points(results: pd.DataFrame, indicator: Indicator) -> tuple[pd.DataFrame, int]:
    """Return the areas of a funnel, without their levels, and how many are left out.

    Parameters
    ----------
    results : pandas.DataFrame
        Results of one statement.
    indicator : Indicator
        Their indicator, of which a funnel can be made.

    Returns
    -------
    tuple of pandas.DataFrame and int
        Columns area_code, area_name, count, denominator (that which makes the
        rate of the count, where the population is not held or weighed) and
        value.
    """
    areas = load_areas()
    kind = indicator.published_as or indicator.statistic
    upper = results[
        [areas[c].tier == "upper" if c in areas else False for c in results["area_code"]]
    ]
    implied = upper["count"] / upper["value"].where(upper["value"] > 0) * indicator.scale
    denominator = implied if kind == "directly_standardised_rate" else upper["denominator"]
    sized = upper.assign(
        denominator=denominator if kind == "proportion" else denominator.fillna(implied),
        area_name=[areas[code].name for code in upper["area_code"]],
    )
    held = sized["value"].notna() & sized["count"].notna() & (sized["denominator"] > 0)
    if kind == "proportion":
        held &= sized["count"] <= sized["denominator"]
    points = sized[held]
    problems = _faults_of(points, {areas[code].nation for code in points["area_code"]})
    if problems:
        raise DataError(
            f"no funnel of {indicator.id} can be made",
            problems,
            hint="give the counts and denominators of one nation's authorities",
        )
    return points[_POINTS[:-1]].copy(), len(upper) - len(points)


def _faults_of(points: pd.DataFrame, nations: set[str]) -> list[str]:
    problems = []
    if len(points) < 2:
        problems.append(
            f"{len(points)} upper-tier authorities have a figure with a count and a denominator"
        )
    if len(nations) > 1:
        problems.append(f"the authorities are of several nations: {', '.join(sorted(nations))}")
    return problems


def _one_indicator(results: pd.DataFrame) -> Indicator:
    """Return the indicator of some results; refuse several statements, and what has no funnel."""
    several = [
        f"{name}: {', '.join(sorted(map(str, results[name].unique())))}"
        for name in _ONE
        if results[name].nunique(dropna=False) > 1
    ]
    if several or results.empty:
        raise DataError(
            "a funnel is of one indicator and period, and of one group",
            several or ["there are no results"],
            hint="choose the rows of one statement",
        )
    indicator = load_indicators()[str(results["indicator"].iloc[0])]
    problems = []
    if (indicator.published_as or indicator.statistic) not in _RULES:
        problems.append("it is no proportion, rate or ratio of counts")
    if (results["basis"] == "modelled").any():
        problems.append("its figures are modelled: chance in counts is not what makes them differ")
    if problems:
        raise DataError(f"no funnel of {indicator.id} can be made", problems)
    return indicator


def _level(code: int) -> str:
    return "not compared" if code == methods.Comparison.NOT_COMPARED else LEVELS[code + 2]


def _limits(
    denominator: pd.Series[float], average: float, scale: float, options: dict[str, Any]
) -> pd.DataFrame:
    """Return the limits for sizes from the smallest area to the largest, evenly on a logarithm."""
    sizes = np.geomspace(denominator.min() * 0.9, denominator.max() * 1.1, _SIZES)
    # The axis of rates and ratios is the number of events that the average expects.
    events = sizes if options["method"] == "proportion" else sizes * average / scale
    lower, upper = methods.funnel_limits(events, average, **options)
    return pd.DataFrame(
        {
            "denominator": sizes,
            "lower_95": lower[:, 0],
            "upper_95": upper[:, 0],
            "lower_99_8": lower[:, 1],
            "upper_99_8": upper[:, 1],
        }
    )


def _note(indicator: Indicator, left_out: int, dispersion: float, widened: bool) -> str:
    kind = indicator.published_as or indicator.statistic
    notes = ["The line in the middle is the average of the areas shown, weighted by size."]
    if kind == "directly_standardised_rate":
        notes.append(
            "The size of an area is its number of events over its standardised rate; "
            "with fewer than 10 events it is not compared."
        )
    if left_out:
        areas = "authority is" if left_out == 1 else "authorities are"
        notes.append(f"{left_out} {areas} left out, without a figure or the numbers behind it.")
    if widened:
        notes.append("The limits allow for differences between areas that go beyond chance.")
    elif dispersion > _MUCH_DISPERSION:
        notes.append(
            "Areas differ by more than chance alone, so that many lie outside the limits: "
            "look for what they have in common before judging one of them."
        )
    return " ".join(notes)
