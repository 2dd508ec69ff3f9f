"""Of some results, those of the period that was asked for."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.errors import DataError
from toolkit.periods import Period

__all__ = ["choose_period"]


def choose_period(rows: pd.DataFrame, period: str, of: str) -> pd.DataFrame:
    """Return the rows of one period.

    Parameters
    ----------
    rows : pandas.DataFrame
        Results.
    period : str
        A period, or ``latest``, which takes in rows that state none.
    of : str
        What the rows are of, for the message.

    Raises
    ------
    ParameterError
        Where there can be no such period.
    DataError
        Where there are no figures of it, naming the periods that have some.
    """
    start, end = rows["period_start"], rows["period_end"]
    if period == "latest":
        wanted = (end == end.max()) | end.isna()
    else:
        asked = Period.parse(period, where="--period")
        wanted = (start == pd.Timestamp(asked.start)) & (end == pd.Timestamp(asked.end))
    chosen: pd.DataFrame = rows[wanted]
    if chosen.empty:
        held = sorted({found for _, row in rows.iterrows() if (found := period_of(row))})
        raise DataError(
            f"no figure of {of} is held" + ("" if period == "latest" else f" in {period}"),
            hint=f"there are figures for {', '.join(map(str, held))}"
            if held
            else "`toolkit indicators` lists what is held; `toolkit import FILE…` adds to it",
        )
    return chosen
