"""What unmet need is made of, said in words, and how far it hangs on what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.analysis.gap import implied_treated
from toolkit.catalogue.schemes import load_schemes
from toolkit.errors import DataError
from toolkit.periods import Period

__all__ = [
    "UnmetNeedVariant",
    "list_variants",
    "say_ages",
    "say_match",
    "say_years",
]

_STALE_YEARS = 3
_BAND = re.compile(r"(\d+)(?:\+|-(\d+))")
_DAYS_A_YEAR = 365.25
_AGES = re.compile(r"(?:both of|are counted at) ages (.+?)(?=[,.:;])")


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
    The people in treatment and the estimate are both of ages 18 and over.
    >>> print(say_match("18+", "15-64", "ocu_partition"))
    The people in treatment are counted at ages 18 and over, the estimate is of ages 15 to 64: the ages match only nearly. Both are grouped as opiates and/or crack, alcohol only, and non-opiates other than crack.
    """
    treated, estimate = say_ages(treated_ages), say_ages(estimate_ages)
    known = load_schemes().get(scheme)
    grouped = f" Both are grouped as {known.name[:1].lower()}{known.name[1:]}." if known else ""
    if treated == estimate:
        return f"The people in treatment and the estimate are both of ages {treated}.{grouped}"
    return (
        f"The people in treatment are counted at ages {treated}, the estimate is of ages "
        f"{estimate}: the ages match only nearly.{grouped}"
    )


def say_ages(band: str) -> str:
    """Return a band of ages in words.

    Examples
    --------
    >>> say_ages("18+"), say_ages("15-64"), say_ages("not stated")
    ('18 and over', '15 to 64', 'not stated')
    """
    bounds = _BAND.fullmatch(band)
    if bounds is None:
        return band
    return f"{bounds[1]} to {bounds[2]}" if bounds[2] else f"{bounds[1]} and over"


def _period(start: pd.Timestamp, end: pd.Timestamp) -> Period:
    return Period.between(start.date(), end.date())


def _is_stale(estimate_end: pd.Timestamp, treatment_end: pd.Timestamp) -> bool:
    # Whole financial years are a day more or less than their length where a leap year is among them.
    return round((treatment_end - estimate_end).days / _DAYS_A_YEAR, 1) > _STALE_YEARS


_HELD = {
    "count": "The estimated number of people in need is held.",
    "rate": "The estimated share of residents in need is held and applied to those of the later year.",
}


def say_years(
    hold: str,
    estimate_start: pd.Timestamp,
    estimate_end: pd.Timestamp,
    treatment_start: pd.Timestamp,
    treatment_end: pd.Timestamp,
) -> str:
    """Say of which years a projected unmet need is, what is held, and whether that is stale.

    Parameters
    ----------
    hold : {'count', 'rate'}
        What stays as it was.
    estimate_start, estimate_end, treatment_start, treatment_end : pandas.Timestamp
        First and last days.

    Returns
    -------
    str
        Sentences; amber where the estimate is over three years the older.

    Examples
    --------
    >>> days = map(pd.Timestamp, ["2018-04-01", "2019-03-31", "2022-04-01", "2023-03-31"])
    >>> print(say_years("count", *days))
    Estimate year 2018/19, treatment year 2022/23. The estimated number of people in need is held. Amber: the estimate is over three years older than the treatment.
    """
    then, now = _period(estimate_start, estimate_end), _period(treatment_start, treatment_end)
    said = f"Estimate year {then.label}, treatment year {now.label}. {_HELD[hold]}"
    if _is_stale(estimate_end, treatment_end):
        said += " Amber: the estimate is over three years older than the treatment."
    return said


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
        Bands of ages of the two, in words; not stated where only a printed share implies the number.
    scheme : str
        The name of the grouping scheme of both; blank where they are of everybody.
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
    counted 1306 36.0 18 and over
    implied by the printed share 1291 36.8 not stated
    counted the period before 1261 38.2 18 and over
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
    of_treated = (ages[1] if ages else say_ages(treated["age"])) if stated else "not stated"
    of_estimate = say_ages(estimate["age"])
    scheme = load_schemes().get(estimate["grouping_scheme"])
    return UnmetNeedVariant(
        basis=basis,
        treated=float(treated["count"]),
        estimate=float(estimate["denominator"]),
        value=float(need.value) * 100,
        treated_ages=of_treated,
        estimate_ages=of_estimate,
        scheme=scheme.name if scheme else "",
        treatment_period=_label(treated["period_start"], treated["period_end"]),
        estimate_period=_label(estimate["baseline_start"], estimate["baseline_end"]),
        near_match=of_treated != of_estimate,
    )


def _label(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return "not stated" if pd.isna(start) else _period(start, end).label
