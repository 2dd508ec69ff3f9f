"""The periods of results as claims name them."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.periods import Period

__all__ = ["baseline_of", "label_of"]


def label_of(row: pd.Series) -> str:
    """Return the period of a result as a reader sees it; blank where the source states none.

    Examples
    --------
    >>> from datetime import datetime
    >>> label_of(pd.Series({"period_start": datetime(2023, 4, 1), "period_end": datetime(2024, 3, 31)}))
    '2023/24'
    """
    return str(period_of(row) or "")


def baseline_of(row: pd.Series) -> str:
    """Return the earlier period that a result rests on; blank where there is none."""
    if pd.isna(row["baseline_start"]):
        return ""
    return str(Period.between(row["baseline_start"].date(), row["baseline_end"].date()))
