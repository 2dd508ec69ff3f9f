"""How many people there would be if a survey's national shares held locally: illustrative only."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.catalogue.age_bands import OLDEST, years_of_age
from toolkit.errors import DataError

__all__ = ["SyntheticEstimate", "make_synthetic"]

_FIGURES = 2
_NOTE = (
    "Illustrative: a survey's national shares applied to local residents. It is not compared with "
    "other areas, from which it differs by residents alone, nor judged, nor followed over time."
)


@dataclass(frozen=True)
class SyntheticEstimate:
    """People, to two significant figures, with limits of the survey's error alone.

    Parameters
    ----------
    value, lower, upper : float
        People; limits NaN where the survey prints none.
    residents : float
        People of the ages of the survey.
    label : str
        ``illustrative``.
    note : str
        What a reader must know.
    """

    value: float
    lower: float
    upper: float
    residents: float
    label: str
    note: str


def make_synthetic(residents: pd.Series[float], survey: pd.DataFrame) -> SyntheticEstimate:
    """Return the people there would be if a survey's shares by age held among residents.

    Parameters
    ----------
    residents : pandas.Series
        People of one area by single year of age, ``0`` to ``90+``, as
        `toolkit.analysis.population.count_residents` counts them.
    survey : pandas.DataFrame
        A row a band: ``age``, ``value`` in per cent, and ``lower`` and ``upper``,
        NaN where the survey prints none; bands that share nobody.

    Returns
    -------
    SyntheticEstimate

    Raises
    ------
    DataError
        Listing every band that is none, that overlaps another, whose share is
        not known, or whose residents are not.

    Examples
    --------
    >>> residents = pd.Series(1_000.0, index=[*map(str, range(90)), "90+"])
    >>> survey = pd.DataFrame({"age": ["16-24", "25-59"], "value": [18.6, 6.9],
    ...     "lower": [16.9, 6.2], "upper": [20.3, 7.6]})
    >>> estimate = make_synthetic(residents, survey)
    >>> estimate.value, estimate.lower, estimate.upper, estimate.label
    (4100.0, 3700.0, 4500.0, 'illustrative')
    """
    people = [_count(residents, years_of_age(age)) for age in survey["age"]]
    _refuse(survey, people)
    limits = survey[["lower", "upper"]].to_numpy(dtype="float64").T / 100
    estimate = methods.synthetic_estimate(
        people, survey["value"].to_numpy(dtype="float64") / 100, *limits
    )
    return SyntheticEstimate(
        value=_round(float(estimate.value)),
        lower=_round(float(estimate.lower)),
        upper=_round(float(estimate.upper)),
        residents=sum(people),
        label="illustrative",
        note=_NOTE,
    )


def _refuse(survey: pd.DataFrame, people: list[float]) -> None:
    """Raise one error with every band that cannot be used."""
    problems: list[str] = []
    seen: set[int] = set()
    for age, count, share in zip(survey["age"], people, survey["value"], strict=True):
        years = set(years_of_age(age) or ())
        if not years:
            problems.append(f"{age} is no band of ages in whole years")
        elif seen & years:
            problems.append(f"{age} shares people with another band")
        elif math.isnan(count):
            problems.append(f"{age}: the residents are not known")
        if math.isnan(share):
            problems.append(f"{age}: the survey's share is not known")
        seen |= years
    if problems or survey.empty:
        raise DataError(
            "no synthetic estimate can be made",
            problems or ["the survey has no rows"],
            hint="give a row a band of ages, of one edition of the survey and one year's residents",
        )


def _count(residents: pd.Series[float], band: range | None) -> float:
    names = [f"{age}+" if age == OLDEST else str(age) for age in band or ()]
    return float(residents.reindex(names).sum(skipna=False)) if names else math.nan


def _round(people: float) -> float:
    """Return a number of people to two significant figures, half away from zero."""
    if math.isnan(people) or people == 0:
        return people
    unit = 10.0 ** (math.floor(math.log10(people)) - _FIGURES + 1)
    return math.floor(people / unit + 0.5) * unit
