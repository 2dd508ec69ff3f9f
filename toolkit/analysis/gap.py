"""A gap as people: how many more, or fewer, would bring an area to another's level or a target."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.catalogue.indicators import Indicator, load_indicators

__all__ = ["Gap", "PeopleNeeded", "gap_as_people", "implied_treated", "people_needed"]


@dataclass(frozen=True)
class Gap:
    """How many people or events lie between a figure and a target.

    Parameters
    ----------
    kind : str
        ``more people`` or ``fewer people`` for shares and numbers of people,
        ``fewer events`` for rates, ``more people in treatment`` for unmet need;
        blank where it cannot be told.
    target : float
        In the indicator's unit.
    needed : float
        People or events; 0 where the target is reached, NaN where it cannot be told.
    least, most : float
        The range that the limits of an estimate of need give; else the number itself.
    note : str
        What a reader must know, in a sentence; why nothing can be told, where that is so.
    """

    kind: str
    target: float
    needed: float
    least: float
    most: float
    note: str


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


def gap_as_people(row: pd.Series, target: float, direction: str | None = None) -> Gap:
    """Return how many people or events lie between a result and a target.

    Parameters
    ----------
    row : pandas.Series
        A result, with the count and denominator that it was made of.
    target : float
        In the indicator's unit: a comparator's value, or a goal.
    direction : {"up", "down"}, optional
        Which way the target lies. Left out, the indicator's polarity says it.

    Returns
    -------
    Gap

    Notes
    -----
    By the functions ``number_needed_for_…`` of `toolkit.methods`. A standardised
    rate holds no population: its number is about right if every age falls by
    the same share. Unmet need has a range, from the limits of the estimate.

    References
    ----------
    Walter SD. The estimation and interpretation of attributable risk in health
    research. Biometrics 1976;32:829-49. doi:10.2307/2529268

    Examples
    --------
    >>> row = pd.Series({"indicator": "planned_exits", "polarity": "higher_is_better",
    ...                  "count": 40.0, "denominator": 100.0, "value": 40.0})
    >>> gap = gap_as_people(row, 52.5)
    >>> gap.needed, gap.kind
    (13.0, 'more people')
    """
    indicator = load_indicators()[str(row["indicator"])]
    way = direction or _WAYS.get(row["polarity"], "")
    if pd.isna(row["value"]) or math.isnan(target):
        return _untold(target, "There is no figure, or no target.")
    if not way:
        return _untold(target, "Nobody says which way is better.")
    if indicator.statistic in ("unmet_need", "projected_unmet_need"):
        return _gap_in_treatment(row, target)
    kind = indicator.published_as or indicator.statistic
    if kind == "count":
        return _gap_in_numbers(row, target, way)
    if kind in ("proportion", "standardised_ratio", "crude_rate", "directly_standardised_rate"):
        return _gap_in_events(row, indicator, kind, target, way)
    return _untold(target, "The figure is not made of people or events that are counted.")


_WAYS = {"higher_is_better": "up", "lower_is_better": "down"}
_STANDARDISED = "About right if every age group falls by the same share."
_ESTIMATED = "If the estimate of need is right; the range is that of its limits."
_NOT_HELD = "The numbers behind the figure are not held."


def _untold(target: float, note: str) -> Gap:
    return Gap("", target, math.nan, math.nan, math.nan, note)


def _told(kind: str, target: float, needed: float, note: str = "") -> Gap:
    return (
        _untold(target, _NOT_HELD)
        if math.isnan(needed)
        else Gap(kind, target, needed, needed, needed, note)
    )


def _gap_in_numbers(row: pd.Series, target: float, way: str) -> Gap:
    ahead = target - row["value"] if way == "up" else row["value"] - target
    return _told(f"{'more' if way == 'up' else 'fewer'} people", target, max(0.0, math.ceil(ahead)))


def _gap_in_events(row: pd.Series, indicator: Indicator, kind: str, target: float, way: str) -> Gap:
    count, denominator, scale = row["count"], row["denominator"], indicator.scale
    if way == "up" and kind == "proportion":
        needed = methods.number_needed_for_proportion(count, denominator, target / scale)
        return _told("more people", target, float(needed))
    if way == "up":
        return _untold(target, "More events are no aim.")
    if kind == "directly_standardised_rate":
        if not row["value"] > 0:
            return _told("fewer events", target, 0.0)
        needed = methods.number_needed_for_standardised_rate(count, row["value"], target)
        return _told("fewer events", target, float(needed), _STANDARDISED)
    needed = methods.number_needed_for_rate(count, denominator, target, scale=scale)
    return _told("fewer people" if kind == "proportion" else "fewer events", target, float(needed))


def _gap_in_treatment(row: pd.Series, target: float) -> Gap:
    """Return the people needed in treatment at the estimate of need and at its limits."""
    treated, need = float(row["count"]), float(row["denominator"])
    if not need > 0 or math.isnan(treated):
        return _untold(target, _NOT_HELD)
    # The limits of the share are those of the estimate: u = 1 - T / P.
    limits = [
        treated / (1 - share / 100) if share < 100 else math.nan
        for share in (float(row["lower"]), float(row["upper"]))
    ]
    needed, least, most = (
        float(methods.number_needed_for_unmet_need(treated, people, target / 100))
        for people in (need, *(limit if limit > 0 else math.nan for limit in limits))
    )
    return Gap("more people in treatment", target, needed, least, most, _ESTIMATED)
