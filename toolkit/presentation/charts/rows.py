"""Results of several areas: their names, what can be drawn of them, and their table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toolkit.catalogue.areas import find_area
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.marks import explain_marks, marked
from toolkit.presentation.tables import Table

__all__ = ["area_table", "drawable", "limited", "limited_at", "name_areas"]


def name_areas(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Return the name of each row's area: the one that is given, or the catalogue's."""
    return [names.get(code) or find_area(code, resolve=False).name for code in rows["area_code"]]


def drawable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose value is a number that an axis can hold."""
    held: pd.DataFrame = rows.loc[np.isfinite(rows["value"])]
    return held


def limited(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose value and limits can be drawn."""
    sure: pd.DataFrame = rows.loc[limited_at(rows)]
    return sure


def limited_at(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows have a value and limits that can be drawn."""
    needed = rows[["value", "lower", "upper"]].to_numpy(dtype=float)
    return pd.Series(np.isfinite(needed).all(axis=1), index=rows.index)


def area_table(
    rows: pd.DataFrame, names: Mapping[str, str], *, caption: str, measure: Measure
) -> Table:
    """Return what a chart of areas shows, in its order.

    Parameters
    ----------
    rows : pandas.DataFrame
        Results, one an area.
    names : mapping
        Names by code, where they are not the catalogue's.
    caption : str
        What the table holds.
    measure : Measure
        How the values are written.
    """
    exact = measure.in_full
    return Table(
        caption,
        ["Area", measure.unit, "95% interval"],
        [
            [name, marked(row, exact.plain), exact.limits(row["lower"], row["upper"]) or "–"]
            for name, (_, row) in zip(name_areas(rows, names), rows.iterrows(), strict=True)
        ],
        [*explain_marks(rows["state"]), *measure.explain_rounding(rows["value"])],
    )
