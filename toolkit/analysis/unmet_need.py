"""Unmet need in a later year than its estimate, and how far it hangs on what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.gap import implied_treated
from toolkit.errors import DataError
from toolkit.methods import UnmetNeedState
from toolkit.periods import Period

__all__ = [
    "ProjectedNeed",
    "UnmetNeedVariant",
    "list_variants",
    "project_unmet_need",
    "say_match",
]

_STALE_YEARS = 3
_DAYS_A_YEAR = 365.25
_AGES = re.compile(r"counted at ages (\S+), the estimate is for ages ([^\s;.]+)")


@dataclass(frozen=True)
class ProjectedNeed:
    """Unmet need of a year from an estimate of an earlier one.

    Parameters
    ----------
    hold : str
        ``count``: as many people in need as then; ``rate``: as large a share of residents.
    treated, estimate : float
        People in treatment in the later year, and in need as carried over to it.
    value, lower, upper : float
        Unmet need in per cent of the estimate; limits NaN where the estimate has none.
    estimate_period, treatment_period : Period
        Of the estimate as published, and of the treatment.
    stale : bool
        Whether the two are over three years apart: to be marked amber.
    note : str
        Both years, the way, and what a reader must know.
    """

    hold: str
    treated: float
    estimate: float
    value: float
    lower: float
    upper: float
    estimate_period: Period
    treatment_period: Period
    stale: bool
    note: str


def say_match(treated_ages: str, estimate_ages: str, scheme: str) -> str:
    """Say whom the numerator and the denominator of unmet need are of.

    Parameters
    ----------
    treated_ages, estimate_ages : str
        Bands of ages of the count and of the estimate.
    scheme : str
        The grouping scheme of both; blank where they are of everybody.

    Returns
    -------
    str
        A sentence; where the ages are not the same it says so.

    Examples
    --------
    >>> print(say_match("18+", "18+", ""))
    People in treatment are counted at ages 18+, the estimate is for ages 18+; both are of this area, and of no grouping scheme.
    >>> print(say_match("18+", "15-64", "ocu_partition"))
    People in treatment are counted at ages 18+, the estimate is for ages 15-64; both are of this area, and of the scheme ocu_partition. The ages match only nearly.
    """
    of = f"the scheme {scheme}" if scheme else "no grouping scheme"
    near = "" if treated_ages == estimate_ages else " The ages match only nearly."
    return (
        f"People in treatment are counted at ages {treated_ages}, the estimate is for ages "
        f"{estimate_ages}; both are of this area, and of {of}.{near}"
    )


def project_unmet_need(
    row: pd.Series,
    *,
    hold: str,
    population_then: float | None = None,
    population_now: float | None = None,
) -> ProjectedNeed:
    """Return the projected unmet need that a result of unmet need stands for.

    Parameters
    ----------
    row : pandas.Series
        A result of unmet need whose treatment is of a later period than its
        estimate, the period of its baseline.
    hold : {'count', 'rate'}
        What stays as it was: the number of people in need, or their share of residents.
    population_then, population_now : float, optional
        Residents in the year of the estimate and of the treatment, for the rate alone.

    Returns
    -------
    ProjectedNeed

    Raises
    ------
    DataError
        The result does not say the year of its estimate, or that is not the earlier.
    MethodError
        ``hold`` is unknown, or the rate is held without both populations.

    Examples
    --------
    >>> row = pd.Series({"count": 900.0, "denominator": 2408.0, "value": 62.6, "lower": 53.1,
    ...     "upper": 71.9, "period_start": pd.Timestamp("2020-04-01"),
    ...     "period_end": pd.Timestamp("2021-03-31"), "baseline_start": pd.Timestamp("2018-04-01"),
    ...     "baseline_end": pd.Timestamp("2019-03-31")})
    >>> print(project_unmet_need(row, hold="count").note)
    Estimate year 2018/19, treatment year 2020/21. The estimated number of people in need is held.
    """
    if pd.isna(row["baseline_end"]) or row["baseline_end"] >= row["period_end"]:
        raise DataError(
            "unmet need is projected from an estimate of an earlier year than the treatment",
            ["the result does not say of which year its estimate is" if pd.isna(row["baseline_end"])
             else "estimate and treatment are of one year: the result stands as it is"],
        )  # fmt: skip
    low, high = (_need_behind(row, side) for side in ("lower", "upper"))
    need = methods.projected_unmet_need(
        row["count"],
        row["denominator"],
        low,
        high,
        hold=hold,
        population_then=population_then,
        population_now=population_now,
    )
    growth = 1.0 if hold == "count" else float(population_now or 0) / float(population_then or 1)
    then = _period(row["baseline_start"], row["baseline_end"])
    now = _period(row["period_start"], row["period_end"])
    apart = (row["period_end"] - row["baseline_end"]).days / _DAYS_A_YEAR
    # Whole financial years are a day more or less than their length where a leap year is among them.
    stale = round(apart, 1) > _STALE_YEARS
    return ProjectedNeed(
        hold=hold,
        treated=float(row["count"]),
        estimate=float(row["denominator"]) * growth,
        value=float(need.value) * 100,
        # What is behind a lower limit that was cut off at 0 is not known, and may lie further down.
        lower=0.0 if row["lower"] == 0 else float(need.lower) * 100,
        upper=float(need.upper) * 100,
        estimate_period=then,
        treatment_period=now,
        stale=stale,
        note=_note(then, now, hold, stale=stale, flag=UnmetNeedState(int(need.flag))),
    )


def _need_behind(row: pd.Series, side: str) -> float:
    """Return the limit of the estimate that a limit of the unmet need was made from."""
    if pd.isna(row[side]) or row["upper"] >= 100:
        return np.nan
    limit = float(row["count"] / (1 - row[side] / 100))
    # Cut off at 0, both limits may say no more than the number treated.
    estimate = float(row["denominator"])
    return min(limit, estimate) if side == "lower" else max(limit, estimate)


def _period(start: pd.Timestamp, end: pd.Timestamp) -> Period:
    return Period.between(start.date(), end.date())


def _note(then: Period, now: Period, hold: str, *, stale: bool, flag: UnmetNeedState) -> str:
    held = {"count": "The estimated number of people in need is held.",
            "rate": "The estimated share of residents in need is held and applied to those of the later year."}  # fmt: skip
    parts = [f"Estimate year {then.label}, treatment year {now.label}.", held[hold]]
    if stale:
        parts.append("The estimate is over three years older than the treatment.")
    if flag in (
        UnmetNeedState.TREATED_EXCEEDS_ESTIMATE,
        UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT,
    ):
        parts.append("The number in treatment is above the estimate, which is too low or too old.")
    return " ".join(parts)


@dataclass(frozen=True)
class UnmetNeedVariant:
    """One way to count unmet need, with all that it is made of.

    Parameters
    ----------
    basis : str
        ``counted``, ``implied by the printed share`` or ``counted the period before``.
    treated, estimate : float
        Numerator and denominator.
    value : float
        Unmet need in per cent of the estimate; 0 where more are treated than estimated.
    treated_ages, estimate_ages : str
        Bands of ages of the two; not stated where only a printed share implies the number.
    scheme : str
        The grouping scheme of both.
    treatment_period, estimate_period : str
        Their years; not stated where the source does not say.
    near_match : bool
        Whether the ages only nearly match, or are not stated.
    """

    basis: str
    treated: float
    estimate: float
    value: float
    treated_ages: str
    estimate_ages: str
    scheme: str
    treatment_period: str
    estimate_period: str
    near_match: bool


def list_variants(series: pd.DataFrame) -> list[UnmetNeedVariant]:
    """Return the unmet need of the latest period, counted in each way that there is.

    Parameters
    ----------
    series : pandas.DataFrame
        Results of unmet need of one area and group.

    Returns
    -------
    list of UnmetNeedVariant
        As counted; as the printed share implies, where one is printed and implies
        another number; and with the count of the period before.

    Raises
    ------
    DataError
        There is no period with a number treated and an estimate.

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> ages = say_match("18+", "15-64", "")
    >>> plymouth = RESULTS.complete(pd.DataFrame({
    ...     "count": [1261, 1306], "denominator": 2042, "published": [None, 36.8], "note": ages,
    ...     "age": "15-64", "period_start": ["2023-04-01", "2024-04-01"],
    ...     "period_end": ["2024-03-31", "2025-03-31"]}))
    >>> for one in list_variants(plymouth):
    ...     print(one.basis, int(one.treated), round(one.value, 1), one.treated_ages)
    counted 1306 36.0 18+
    implied by the printed share 1291 36.8 not stated
    counted the period before 1261 38.2 18+
    """
    able = series[series["count"].notna() & (series["denominator"] > 0)].sort_values("period_end")
    if able.empty:
        raise DataError("no period has both a number in treatment and an estimate of need")
    last = able.iloc[-1]
    variants = [_vary(last, "counted", last)]
    if pd.notna(last["published"]):
        nearest, least, most = implied_treated(last["published"], last["denominator"])
        if not least <= last["count"] <= most:
            implied = last.copy()
            implied["count"] = nearest
            variants.append(_vary(implied, "implied by the printed share", last, stated=False))
    earlier = able[able["period_end"] < last["period_end"]]
    if not earlier.empty:
        variants.append(_vary(earlier.iloc[-1], "counted the period before", last))
    return variants


def _vary(
    treated: pd.Series, basis: str, estimate: pd.Series, *, stated: bool = True
) -> UnmetNeedVariant:
    need = methods.unmet_need(treated["count"], estimate["denominator"])
    ages = _AGES.search(str(treated["note"]))
    of_treated = (ages[1] if ages else treated["age"]) if stated else "not stated"
    return UnmetNeedVariant(
        basis=basis,
        treated=float(treated["count"]),
        estimate=float(estimate["denominator"]),
        value=float(need.value) * 100,
        treated_ages=of_treated,
        estimate_ages=estimate["age"],
        scheme=estimate["grouping_scheme"] or "none",
        treatment_period=_label(treated["period_start"], treated["period_end"]),
        estimate_period=_label(estimate["baseline_start"], estimate["baseline_end"]),
        near_match=of_treated != estimate["age"],
    )


def _label(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return "not stated" if pd.isna(start) else _period(start, end).label
