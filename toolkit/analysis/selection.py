"""Which observations an indicator reads: one a figure, the right window, groups summed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from toolkit.catalogue.areas import current_code
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.measures import Measure, Window
from toolkit.catalogue.publishers import load_sources
from toolkit.catalogue.schemes import GroupingScheme, group_name, load_schemes

__all__ = ["KEYS", "SUM_OF_GROUPS", "choose", "select", "sum_groups", "together", "with_totals"]

KEYS = ["area_code", "period_kind", "period_start", "period_end", "sex", "age",
        "group", "grouping_scheme", "category_type", "category"]  # fmt: skip
"""The columns that tell one figure of an indicator from another."""

SUM_OF_GROUPS = "Sum of groups"
"""How the note of such a sum begins."""


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
    rows = chosen[chosen["indicator"].isin(measure.names)]
    for name in ("source", "edition", "group"):
        if wanted := getattr(measure, name):
            rows = rows[rows[name] == wanted]
    rows = rows[_in_window(rows, window)]
    if measure.ages:
        rows = _of_ages(rows, measure.ages)
    if measure.plus:
        rows = _sum_measures(rows, measure)
    return sum_groups(rows, measure.groups) if measure.groups else rows


def _of_ages(rows: pd.DataFrame, ages: tuple[str, ...]) -> pd.DataFrame:
    """Return one row a figure, for the first of some ages that it is given for."""
    ranked = rows[rows["age"].isin(ages)].sort_values(
        "age", key=lambda column: column.map(ages.index), kind="stable"
    )
    return ranked.drop_duplicates(["indicator", *(key for key in KEYS if key != "age")])


_FIRST_MONTHS = {"calendar": 1, "financial": 4}


def _in_window(rows: pd.DataFrame, window: Window) -> pd.Series[bool]:
    start, end = rows["period_start"], rows["period_end"] + pd.Timedelta(days=1)
    months = (end.dt.year - start.dt.year) * 12 + end.dt.month - start.dt.month
    if window.kind == "survey":
        wanted = start.notna()
    elif window.kind == "snapshot":
        wanted = months <= 1
    else:
        wanted = months == 12 * window.years
    if first := _FIRST_MONTHS.get(window.kind):
        wanted &= start.dt.month == first
    return wanted | start.isna()


def _sum_measures(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Add up several measures of the same people, where every one of them is there."""
    parts = [rows[rows["indicator"] == name] for name in measure.names]
    return _sum_parts(parts, KEYS).assign(indicator=measure.measure)


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
    keys = ["indicator", *(key for key in KEYS if key != "group")]
    whole = _sum_parts([rows[rows["group"] == group] for group in groups], keys)
    return whole.assign(
        group=total,
        note=_sum_notes(whole["grouping_scheme"], groups) if len(groups) > 1 else "",
        **({"grouping_scheme": ""} if total == "all" else {}),
    )


def _sum_notes(schemes: pd.Series[str], groups: tuple[str, ...]) -> pd.Series[str]:
    """Name the groups that each sum is of, as their scheme does."""
    said = {
        scheme: f"{SUM_OF_GROUPS}, which do not overlap: "
        + "; ".join(group_name(scheme, group) for group in groups)
        + "."
        for scheme in schemes.unique()
    }
    return schemes.map(said)


_SUMMED = ["count", "rounding", "observations", "restricted", "state", "source"]
_SHARED = ["basis", "edition", "boundaries", "file"]


def _sum_parts(parts: Sequence[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    """Return the counts of the parts together, for each figure that all of them have."""
    whole = parts[0][[*keys, *_SUMMED, *_SHARED]]
    for part in parts[1:]:
        both = whole.merge(part[[*keys, *_SUMMED]], on=keys, suffixes=("", "_other"))
        whole = both.assign(
            count=both["count"] + both["count_other"],
            rounding=both["rounding"] + both["rounding_other"],
            observations=both["observations"] + " " + both["observations_other"],
            restricted=both["restricted"] | both["restricted_other"],
            state=both["state"].where(both["state"] != "ok", both["state_other"]),
            source=together(both["source"], both["source_other"]),
        )[whole.columns]
    # What is printed of the parts is nothing that is printed of them together.
    unprinted = dict.fromkeys(["denominator", "value", "lower", "upper"], np.nan)
    return whole[whole["count"].notna()].assign(**unprinted, note="")


def together(one: pd.Series[str], other: pd.Series[str]) -> list[str]:
    """Join two columns of names, each name once."""
    return [" ".join(dict.fromkeys(f"{a} {b}".split())) for a, b in zip(one, other, strict=True)]


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


def numerator_rows(
    indicator: Indicator, chosen: pd.DataFrame, window: Window | None = None
) -> pd.DataFrame:
    """Return an indicator's numerator; of several measures, the first that a figure has.

    Another window than the indicator's own gives what its own is pooled from.
    """
    window = window or indicator.period
    found = [select(chosen, measure, window) for measure in indicator.numerator]
    rows = pd.concat(found, ignore_index=True)
    return rows.drop_duplicates(KEYS)
