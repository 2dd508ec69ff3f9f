"""Totals that a file prints, held against the sum of their parts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from toolkit.sources.reading import Reconciliation

__all__ = ["reconcile_areas", "reconcile_sexes"]

_KEYS = ["indicator", "period_start", "period_end", "area_code", "sex", "age",
         "category_type", "category"]  # fmt: skip


def reconcile_areas(
    observations: pd.DataFrame,
    whole: str,
    parts: str,
    *,
    number: int,
    name: str,
    unplaced: float = 0.0,
) -> list[Reconciliation]:
    """Hold an area's counts against those of the areas that it consists of.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.
    whole : str
        Code of the area.
    parts : str
        What the codes of its parts begin with.
    number : int
        How many parts there are: where one is absent or hidden nothing is said.
    name : str
        What is compared, such as "Scotland against its councils".
    unplaced : float
        Share of the printed total that the publisher could place in no part.

    Returns
    -------
    list of Reconciliation
        One for each measure, period, sex, age and category.
    """
    code = observations["area_code"]
    return _reconcile(
        observations[code == whole],
        observations[code.str.startswith(parts)],
        "area_code",
        number,
        name,
        unplaced,
    )


def reconcile_sexes(observations: pd.DataFrame) -> list[Reconciliation]:
    """Hold the counts of persons against those of males and females.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.
    """
    whole = observations["sex"] == "persons"
    name = "persons against males and females"
    return _reconcile(observations[whole], observations[~whole], "sex", 2, name)


def _reconcile(
    whole: pd.DataFrame,
    parts: pd.DataFrame,
    over: str,
    number: int,
    name: str,
    unplaced: float = 0.0,
) -> list[Reconciliation]:
    keys = [key for key in _KEYS if key != over]
    sums = parts.groupby(keys)["count"].agg(["sum", "count"])
    complete = sums[sums["count"] == number].reset_index()
    held = whole.loc[whole["count"].notna(), [*keys, "count"]]
    both = held.rename(columns={"count": "printed"}).merge(complete, on=keys)
    return [
        Reconciliation(
            f"{_label(row, over)}: {name}", row["printed"], row["sum"], unplaced * row["printed"]
        )
        for row in both.to_dict("records")
    ]


def _label(row: Mapping[Hashable, Any], over: str) -> str:
    """Say which figure: measure, years, and what sets it apart."""
    start, end = pd.Timestamp(str(row["period_start"])), pd.Timestamp(str(row["period_end"]))
    years = f"{start:%Y}" if start.year == end.year else f"{start:%Y}-{end:%Y}"
    said = [str(row["indicator"]).replace("_", " "), years]
    said += [str(row[key]) for key in ("area_code", "sex", "age") if key != over]
    return ", ".join([*said, *([str(row["category"])] if row["category"] else [])])
