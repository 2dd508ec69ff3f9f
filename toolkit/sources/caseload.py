"""People in treatment, counted from their episodes: each person once a financial year.

The rules are those of the national system. A person is in treatment in every
year that one of their episodes touches. Their group is made of all episodes of
the year: any opiate; otherwise alcohol with another substance, in one episode or
in two; otherwise another substance alone; otherwise alcohol alone. A person who
lived in two authorities counts in both. Sex and age are those of the year's
first episode, an age in years moved on to the day that the year's treatment began.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import product

import pandas as pd

from toolkit.periods import Period

__all__ = ["GROUPS", "count_people", "years_covered"]

GROUPS = ("opiate", "non_opiate_and_alcohol", "non_opiate_only", "alcohol_only")
"""The national groups, in the order in which one goes before another."""

_BANDS = {"18-29": (18, 29), "30-49": (30, 49), "50+": (50, 999)}
_TOTALS = {"18+": (18, 999), "15-64": (15, 64)}
_ADULTS = "all_adults"
# A month without a discharge or a date is taken for the edge of the extract.
_EDGE = pd.Timedelta(days=31)


def years_covered(episodes: pd.DataFrame) -> list[tuple[Period, bool]]:
    """Return the financial years of which an extract holds the whole caseload.

    An extract holds the episodes that were open on or after some day. Those
    that ended before it are absent, so no year before that of the first end
    can be counted, whatever the first start.

    Parameters
    ----------
    episodes : pandas.DataFrame
        With ``start`` and ``end``; an open episode has no end.

    Returns
    -------
    list of tuple of (Period, bool)
        Each year, and whether it is whole: of the first and the last year
        months may be absent.

    Examples
    --------
    >>> episodes = pd.DataFrame({"start": ["2019-05-01", "2023-06-01"], "end": ["2023-04-20", None]})
    >>> [(year.label, whole) for year, whole in years_covered(episodes.apply(pd.to_datetime))]
    [('2023/24', False)]
    """
    last = max(episodes["start"].max(), episodes["end"].max())
    first = episodes["end"].min() if episodes["end"].notna().any() else last
    found = []
    for year in range(_financial_year(first), _financial_year(last) + 1):
        period = Period.financial(year)
        whole = (
            first <= pd.Timestamp(period.start) + _EDGE and last >= pd.Timestamp(period.end) - _EDGE
        )
        found.append((period, whole))
    return found


def _financial_year(day: pd.Timestamp) -> int:
    return int(day.year) - (day < pd.Timestamp(dt.date(day.year, 4, 1)))


def count_people(episodes: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Count the people in treatment in one year.

    Parameters
    ----------
    episodes : pandas.DataFrame
        One row an episode: ``person``, ``start``, ``end``, ``area_code``, ``group``, ``sex``
        (blank where it is not known), and ``age`` in years at the start or
        ``band`` (both blank where neither is known).
    period : Period
        The year.

    Returns
    -------
    pandas.DataFrame
        ``area_code``, ``sex``, ``age``, ``group``, ``count`` of people and ``episodes``; every
        sex, age and group of every authority, those that nobody is in with a
        count of 0.

    Examples
    --------
    Two episodes of one person, of alcohol and then of another substance:

    >>> days = pd.to_datetime(pd.Series(["2023-05-01", "2023-09-01"]))
    >>> episodes = pd.DataFrame({"person": [0, 0], "start": days, "end": pd.NaT, "sex": "male",
    ...                          "area_code": "E06000026", "age": 40, "band": "",
    ...                          "group": ["alcohol_only", "non_opiate_only"]})
    >>> counted = count_people(episodes, Period.financial(2023))
    >>> counted.loc[(counted["sex"] == "male") & (counted["age"] == "18+"), ["group", "count"]]
                         group  count
    40              all_adults      1
    41                  opiate      0
    42  non_opiate_and_alcohol      1
    43         non_opiate_only      0
    44            alcohol_only      0
    """
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    active = episodes[(episodes["start"] <= end) & ~(episodes["end"] < start)]
    active = active.sort_values("start", kind="stable")
    first = active.drop_duplicates("person").set_index("person")
    people = first[["sex", "band"]].assign(group=_groups(active), age=_ages(first, start))
    places = active.groupby(["person", "area_code"]).size().rename("episodes").reset_index()
    each = places.join(people, on="person")
    return _cube(each)


def _groups(active: pd.DataFrame) -> pd.Series[str]:
    held = pd.crosstab(active["person"], active["group"]).reindex(columns=GROUPS, fill_value=0) > 0
    both = held["non_opiate_and_alcohol"] | (held["non_opiate_only"] & held["alcohol_only"])
    group = pd.Series("alcohol_only", index=held.index)
    group = group.mask(held["non_opiate_only"], "non_opiate_only")
    return group.mask(both, "non_opiate_and_alcohol").mask(held["opiate"], "opiate")


def _ages(first: pd.DataFrame, start: pd.Timestamp) -> pd.Series[float]:
    """Move an age at the episode's start on to the first day of treatment in the year."""
    waited = (start - first["start"]).dt.days.clip(lower=0)
    return pd.Series(first["age"] + waited // 365.25)


def _cube(each: pd.DataFrame) -> pd.DataFrame:
    """Count every person under their own sex, age and group, and under each total."""
    bands = _bands(each)
    rows = []
    for name, inside in bands.items():
        part = each[inside].assign(age=name)
        for sex, group in product((True, False), repeat=2):
            rows.append(
                part.assign(
                    sex=part["sex"] if sex else "persons",
                    group=part["group"] if group else _ADULTS,
                )
            )
    keys = ["area_code", "sex", "age", "group"]
    counted = pd.concat(rows, ignore_index=True)
    counted = counted[counted["sex"] != ""]
    sums = counted.groupby(keys).agg(count=("person", "nunique"), episodes=("episodes", "sum"))
    every = pd.MultiIndex.from_product(
        [sorted(each["area_code"].unique()), ["persons", "male", "female"], list(bands), [_ADULTS, *GROUPS]],
        names=keys,
    )  # fmt: skip
    return sums.reindex(every, fill_value=0).reset_index()


def _bands(each: pd.DataFrame) -> dict[str, pd.Series[bool]]:
    """Return who is in each band and each total; a total that a band straddles is left out."""
    stated = {band: _limits(band) for band in sorted(set(each["band"]) - {""})}
    found = {band: each["band"] == band for band, (youngest, _) in stated.items() if youngest >= 18}
    if each["age"].notna().any():
        for band, (youngest, oldest) in _BANDS.items():
            found[band] = found.get(band, False) | each["age"].between(youngest, oldest)
    for total, (youngest, oldest) in _TOTALS.items():
        inside = [b for b, (low, high) in stated.items() if low >= youngest and high <= oldest]
        outside = [b for b, (low, high) in stated.items() if low > oldest or high < youngest]
        if len(inside) + len(outside) == len(stated):
            found[total] = each["band"].isin(inside) | each["age"].between(youngest, oldest)
    return found


def _limits(band: str) -> tuple[int, int]:
    """Return the youngest and the oldest of a band as `age_band` spells it."""
    ages = [int(age) for age in re.findall(r"\d+", band)]
    if band.startswith("under"):
        return 0, ages[0] - 1
    return ages[0], ages[1] if len(ages) > 1 else 999 if band.endswith("+") else ages[0]
