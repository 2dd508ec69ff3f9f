"""Counts set against residents: crude and directly standardised rates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.denominators import WHOSE, Residents
from toolkit.analysis.pooling import pool_years
from toolkit.analysis.selection import KEYS, numerator_rows, together, with_totals
from toolkit.catalogue.age_bands import years_of_age
from toolkit.catalogue.indicators import Indicator

__all__ = ["make_crude_rates", "make_standardised_rates"]

_ROUNDED = "The limits do not take in that the counts are rounded."
_FEW = "No rate is given for fewer than 10 events."
_ONE = [key for key in KEYS if key != "age"]


def make_crude_rates(
    indicator: Indicator, chosen: pd.DataFrame, residents: Residents
) -> pd.DataFrame:
    """Set counts against the person-years of the same area, sex, ages and years.

    Parameters
    ----------
    indicator : Indicator
        Whose denominator is the residents.
    chosen : pandas.DataFrame
        One row a figure, as ``choose`` returns it.
    residents : Residents
        The population that is held.

    Returns
    -------
    pandas.DataFrame
        A rate a count. Where a population is not held for every year of it the
        row has no rate, and says for which years.
    """
    rows = with_totals(_counts(indicator, chosen))
    rows = _with_person_years(indicator, rows, residents)
    rate = methods.crude_rate(
        rows["count"].to_numpy(), rows["denominator"].to_numpy(), scale=indicator.scale
    )
    return _stated(indicator, rows, rate, np.where(rows["rounding"] > 0, _ROUNDED, ""))


def make_standardised_rates(
    indicator: Indicator, chosen: pd.DataFrame, residents: Residents
) -> pd.DataFrame:
    """Weight the rates of five-year age bands by the European Standard Population of 2013.

    Parameters
    ----------
    indicator : Indicator
        Whose denominator is the residents, and whose counts come by age.
    chosen : pandas.DataFrame
        One row a figure, as ``choose`` returns it.
    residents : Residents
        The population that is held.

    Returns
    -------
    pandas.DataFrame
        A rate for each figure whose age bands cover the indicator's ages once.
        Where a population is not held for every year it has no rate, and says so.
    """
    bands = _standard_bands(indicator, _counts(indicator, chosen))
    bands = _with_person_years(indicator, bands, residents)
    figures = bands.groupby(_ONE, sort=False)
    group = figures.ngroup().to_numpy()
    whole = bands[~bands.duplicated(_ONE)].assign(
        age=indicator.population.age,
        **{
            name: figures[name].sum(skipna=False).to_numpy()
            for name in ("count", "denominator", "rounding")
        },
        restricted=figures["restricted"].any().to_numpy(),
        **{name: figures[name].agg(_once).to_numpy() for name in ("source", "observations")},
    )
    rate = methods.directly_standardised_rate(
        bands["count"].to_numpy(),
        bands["denominator"].to_numpy(),
        bands["standard"].to_numpy(),
        groups=group,
        scale=indicator.scale,
    )
    few = whole["count"].to_numpy() < 10
    return _stated(indicator, whole, rate, np.where(few, _FEW, ""))


def _once(texts: pd.Series[str]) -> str:
    return " ".join(dict.fromkeys(" ".join(texts).split()))


def _counts(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the indicator's counts; of several years, summed from the single ones where they are there."""
    rows = numerator_rows(indicator, chosen)
    years = indicator.period.years
    if years > 1:
        single = numerator_rows(indicator, chosen, indicator.period.model_copy(update={"years": 1}))
        rows = pd.concat([pool_years(single, years), rows]).drop_duplicates(KEYS)
    # A breakdown by deprivation, say, has residents of its own, which nobody here counts.
    return rows[rows["period_start"].notna() & (rows["category_type"] == "")]


def _with_person_years(
    indicator: Indicator, rows: pd.DataFrame, residents: Residents
) -> pd.DataFrame:
    """Fill in the residents of each count's area, sex and ages, summed over its years."""
    years, rows = indicator.period.years, rows.reset_index(drop=True)
    # The estimate of the year that the middle of each twelve months lies in.
    first = (rows["period_start"] + pd.Timedelta(days=181)).dt.year.to_numpy()
    each = rows.loc[rows.index.repeat(years), ["area_code", "sex", "age"]].assign(
        year=(first[:, None] + np.arange(years)).ravel()
    )
    held = each.merge(residents.count(each), on=WHOSE, how="left")
    people = held["people"].to_numpy().reshape(-1, years)
    named = held["observations"].to_numpy(dtype=object).reshape(-1, years)
    whence = held["source"].to_numpy(dtype=object).reshape(-1, years)
    there = ~np.isnan(people)
    absent = pd.Series(
        [
            ", ".join(str(year + n) for n in np.flatnonzero(~row))
            for year, row in zip(first, there, strict=True)
        ],
        dtype="str",
    )
    rows = rows.assign(
        denominator=people.sum(axis=1),
        absent=absent,
        source=together(rows["source"], pd.Series([" ".join(some) for some in whence])),
        observations=together(rows["observations"], pd.Series([" ".join(some) for some in named])),
    )
    # By sex a rate is more than was promised: no row stands empty for want of it.
    return rows[(rows["absent"] == "") | (rows["sex"] == indicator.population.sex)].reset_index(
        drop=True
    )


def _stated(
    indicator: Indicator, rows: pd.DataFrame, rate: methods.Estimate, said: np.ndarray
) -> pd.DataFrame:
    """Say of each row what its rate is, or why it has none."""
    unheld = rows["absent"] != ""
    counted = rows["count"].notna()
    value = pd.Series(rate.value, index=rows.index)
    # A publisher may withhold its own rate and print the count, which is all that is used here.
    state = rows["state"].where(~counted | (rows["state"] == "provisional"), "ok")
    why = "empty: population not held for " + rows["absent"]
    ageless = rows["age"].map(lambda age: years_of_age(age) is None)
    why = why.mask(ageless, "empty: no population has the ages of the count, " + rows["age"])
    note = pd.Series(said, index=rows.index).where(counted, rows["note"].fillna(""))
    return rows.assign(
        value=value,
        lower=rate.lower,
        upper=rate.upper,
        state=state.mask(counted & value.isna(), "missing"),
        note=note.mask(unheld, why),
        method=indicator.statistic,
        interval=np.where(value.notna(), indicator.interval or "", ""),
    )


def _standard_bands(indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a five-year band, of the figures whose bands cover the ages once."""
    wanted = years_of_age(indicator.population.age) or range(0)
    ages = {age: years_of_age(age) for age in rows["age"].unique()}
    inside = {
        age: years
        for age, years in ages.items()
        if years and years[0] in wanted and years[-1] in wanted and _band_of(years) is not None
    }
    rows = rows[rows["age"].isin(inside)]
    size = rows["age"].map({age: len(years) for age, years in inside.items()})
    covered = size.groupby([rows[key] for key in _ONE], dropna=False).transform("sum")
    twice = rows.duplicated(KEYS, keep=False)
    rows = rows[(covered == len(wanted)) & ~twice]
    rows = rows.assign(age=rows["age"].map({age: _band_of(years) for age, years in inside.items()}))
    summed = rows.groupby(KEYS, sort=False, dropna=False)
    parts = rows[~rows.duplicated(KEYS)].assign(
        **{name: summed[name].sum(skipna=False).to_numpy() for name in ("count", "rounding")},
        observations=summed["observations"].agg(_once).to_numpy(),
    )
    # The band at the top is as open as the counts are.
    weights = {
        f"{5 * n}-{5 * n + 4}": w for n, w in enumerate(methods.european_standard_population())
    }
    weights |= {f"{top}+": methods.european_standard_population(top=top)[-1] for top in (85, 90)}
    return parts.assign(standard=parts["age"].map(weights)).reset_index(drop=True)


def _band_of(years: range) -> str | None:
    """Return the band of the standard that some ages lie in."""
    first, last = years[0] // 5, years[-1] // 5
    if years[-1] == 90:
        return f"{years[0]}+" if years[0] in (85, 90) else None
    return f"{5 * first}-{5 * first + 4}" if first == last else None
