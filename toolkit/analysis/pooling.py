"""Years taken together: counts summed over windows of years that are all there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.analysis.selection import KEYS
from toolkit.errors import DataError

__all__ = ["pool_years"]

_SERIES = [key for key in KEYS if not key.startswith("period")]


def pool_years(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return one row for each run of some years, where every one of them is there.

    Parameters
    ----------
    rows : pandas.DataFrame
        Chosen rows with a count, each of a single year.
    years : int
        How many years each window takes together.

    Returns
    -------
    pandas.DataFrame
        Rows like those given. Neighbouring windows share years, so they are
        not independent of each other, and are never pooled again.

    Raises
    ------
    DataError
        Where two rows of one series share a day, naming both: what happened
        then would be counted twice.
    """
    rows = rows[rows["count"].notna() & rows["period_start"].notna()]
    rows = rows.sort_values([*_SERIES, "period_start"], kind="stable", ignore_index=True)
    series = rows.groupby(_SERIES, sort=False).ngroup().to_numpy()
    _refuse_overlap(rows, series)
    last = np.arange(years - 1, len(rows))
    window = last[:, None] + np.arange(1 - years, 1)
    starts, ends = rows["period_start"].to_numpy(), rows["period_end"].to_numpy()
    after = starts[window[:, 1:]] == ends[window[:, :-1]] + np.timedelta64(1, "D")
    window = window[(series[window[:, 0]] == series[window[:, -1]]) & after.all(axis=1)]
    pooled: pd.DataFrame = rows.iloc[window[:, -1]].assign(
        period_kind="pooled",
        period_start=starts[window[:, 0]],
        note="",
        **{name: rows[name].to_numpy()[window].sum(axis=1) for name in ("count", "rounding")},
        restricted=rows["restricted"].to_numpy()[window].any(axis=1),
        state=_worst(rows["state"].to_numpy(dtype=object)[window]),
        **{name: _joined(rows[name], window) for name in ("source", "observations")},
        **dict.fromkeys(["denominator", "value", "lower", "upper"], np.nan),
    )
    return pooled.set_axis(range(len(pooled)))


def _refuse_overlap(rows: pd.DataFrame, series: np.ndarray) -> None:
    start, end = rows["period_start"].to_numpy(), rows["period_end"].to_numpy()
    shared = np.flatnonzero((series[1:] == series[:-1]) & (start[1:] <= end[:-1]))
    if len(shared):
        raise DataError(
            "periods that share days cannot be pooled: what happened then would be counted twice",
            [
                f"{one['indicator']}, {one['area_code']}: "
                + " and ".join(f"{row.period_start:%d %b %Y} to {row.period_end:%d %b %Y}"
                               for row in rows.iloc[[place, place + 1]].itertuples())
                for place, one in ((place, rows.iloc[place]) for place in shared[:5])
            ],
            hint="pool single years, or windows that follow one another",
        )  # fmt: skip


def _worst(states: np.ndarray) -> list[str]:
    return [next((state for state in row if state != "ok"), "ok") for row in states]


def _joined(names: pd.Series[str], window: np.ndarray) -> list[str]:
    texts = names.to_numpy(dtype=object)[window]
    return [" ".join(dict.fromkeys(" ".join(row).split())) for row in texts]
