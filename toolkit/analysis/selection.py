"""Which observations an indicator reads: one a figure, the right window, groups summed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from toolkit.catalogue.areas import current_code
from toolkit.catalogue.indicators import Indicator, Measure, Window
from toolkit.catalogue.publishers import load_sources
from toolkit.catalogue.schemes import GroupingScheme, load_schemes

__all__ = ["KEYS", "choose", "select", "sum_groups", "with_totals"]

KEYS = ["area_code", "period_kind", "period_start", "period_end", "sex", "age",
        "group", "grouping_scheme", "category_type", "category"]  # fmt: skip
"""The columns that tell one figure of an indicator from another."""


def choose(observations: pd.DataFrame, arrived: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return one row a figure where sources or editions print it twice.

    The source with the lowest precedence in ``sources.toml`` speaks; of two
    editions of one source, the later; of two files of one edition, the one that
    came last. An area that only changed its code is
    set under the code that it has now.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.
    arrived : mapping of str to str, optional
        When each file came, by its name in the column ``file``.

    Returns
    -------
    pandas.DataFrame
        The chosen rows, with their ``id`` in the column ``observations``.
    """
    precedence = {source.id: source.precedence for source in load_sources().values()}
    codes = {code: current_code(code) for code in observations["area_code"].unique()}
    files = {file: (arrived or {}).get(file, "") for file in observations["file"].unique()}
    ranked = observations.assign(
        area_code=observations["area_code"].map(codes),
        rank=observations["source"].map(precedence),
        arrived=observations["file"].map(files),
    ).sort_values(
        ["rank", "edition", "arrived", "file"], ascending=[True, False, False, False], kind="stable"
    )
    chosen = ranked.drop_duplicates(["indicator", *KEYS])
    return chosen.rename(columns={"id": "observations"}).drop(columns=["rank", "arrived"])


def select(chosen: pd.DataFrame, measure: Measure, window: Window) -> pd.DataFrame:
    """Return the rows of one measure over one window of time.

    Rows of which the source states no period are kept; they stand alone.
    """
    rows = chosen[chosen["indicator"] == measure.measure]
    if measure.source:
        rows = rows[rows["source"] == measure.source]
    rows = rows[_in_window(rows, window)]
    if measure.ages:
        rows = _of_ages(rows, measure.ages)
    return sum_groups(rows, measure.groups) if measure.groups else rows


def _of_ages(rows: pd.DataFrame, ages: tuple[str, ...]) -> pd.DataFrame:
    """Return one row a figure, for the first of some ages that it is given for."""
    ranked = rows[rows["age"].isin(ages)].sort_values(
        "age", key=lambda column: column.map(ages.index), kind="stable"
    )
    return ranked.drop_duplicates([key for key in KEYS if key != "age"])


def _in_window(rows: pd.DataFrame, window: Window) -> pd.Series[bool]:
    start, end = rows["period_start"], rows["period_end"] + pd.Timedelta(days=1)
    months = (end.dt.year - start.dt.year) * 12 + end.dt.month - start.dt.month
    first = {"calendar": 1, "financial": 4}[window.kind]
    wanted: pd.Series[bool] = (months == 12 * window.years) & (start.dt.month == first)
    return wanted | start.isna()


def sum_groups(rows: pd.DataFrame, groups: tuple[str, ...], total: str = "all") -> pd.DataFrame:
    """Return the sum of some groups' counts, where every one of them is there.

    Groups of two schemes are never added up, though they may share a name.

    Parameters
    ----------
    rows : pandas.DataFrame
        Chosen rows.
    groups : tuple of str
        The groups to sum, which must not share people.
    total : str
        What the sum is called; ``all`` leaves the scheme blank.
    """
    parts = rows[rows["group"].isin(groups)]
    keys = [key for key in KEYS if key != "group"]
    sums = parts.groupby(["indicator", *keys], dropna=False, as_index=False).agg(
        count=("count", lambda counts: counts.sum(skipna=False)),
        rounding=("rounding", "sum"),
        parts=("group", "nunique"),
        observations=("observations", " ".join),
        restricted=("restricted", "any"),
        state=("state", _least_sure),
        source=("source", lambda sources: " ".join(dict.fromkeys(sources))),
        **{name: (name, "first") for name in ("basis", "edition", "boundaries", "file")},
    )
    whole = sums[(sums["parts"] == len(groups)) & sums["count"].notna()]
    return whole.drop(columns="parts").assign(
        group=total,
        note="Sum of groups that do not overlap",
        **({"grouping_scheme": ""} if total == "all" else {}),
    )


def _least_sure(states: pd.Series[str]) -> str:
    return next((state for state in states if state != "ok"), "ok")


def with_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Add each scheme's total where its groups are there and the total is not printed."""
    added = [
        total
        for scheme in load_schemes().values()
        if (rows["grouping_scheme"] == scheme.id).any()
        and not (total := _missing_total(rows, scheme)).empty
    ]
    return pd.concat([rows, *added], ignore_index=True) if added else rows


def _missing_total(rows: pd.DataFrame, scheme: GroupingScheme) -> pd.DataFrame:
    own = rows[rows["grouping_scheme"] == scheme.id]
    totals = sum_groups(own, scheme.exclusive, scheme.total)
    printed = own.loc[own["group"] == scheme.total, KEYS]
    merged = totals.merge(printed, on=KEYS, how="left", indicator="held")
    return merged[merged["held"] == "left_only"].drop(columns="held")


def numerator_rows(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    """Return an indicator's numerator; of several measures, the first that a figure has."""
    found = [select(chosen, measure, indicator.period) for measure in indicator.numerator]
    rows = pd.concat(found, ignore_index=True)
    return rows.drop_duplicates(KEYS)
