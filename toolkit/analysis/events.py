"""How many events stand behind a group's figure, and its limits where none are printed."""

from __future__ import annotations

import pandas as pd

from toolkit import methods

__all__ = ["known_events", "with_limits"]

_Z = 1.959963984540054


def known_events(points: pd.DataFrame) -> pd.Series[float]:
    """Return the events of each group: as printed, or as its limits imply; NaN where neither is there.

    Examples
    --------
    >>> known_events(pd.DataFrame({"count": [float("nan"), 12.0], "value": [100.0, 5.0],
    ...     "lower": [80.0, 2.6], "upper": [120.0, 8.7]})).round().tolist()
    [96.0, 12.0]
    """
    width = (points["upper"] - points["lower"]) / (2 * _Z)
    return points["count"].fillna((points["value"] / width) ** 2)


def with_limits(points: pd.DataFrame) -> pd.DataFrame:
    """Return groups with 95% limits where none are printed: Wilson's of shares, Poisson of events.

    Examples
    --------
    >>> with_limits(pd.DataFrame({"count": [20.0], "denominator": [50.0], "value": [40.0],
    ...     "lower": [float("nan")], "upper": [float("nan")], "unit": ["%"]}))["upper"].round(1).tolist()
    [53.8]
    """
    count = points["count"].to_numpy()
    if points["unit"].iloc[0].startswith("%"):
        _, lower, upper = methods.proportion(count, points["denominator"].to_numpy(), scale=100)
    else:
        per_event = points["value"].to_numpy() / count
        lower, upper = (limit * per_event for limit in methods.poisson(count))
    return points.assign(
        lower=points["lower"].fillna(pd.Series(lower, index=points.index)),
        upper=points["upper"].fillna(pd.Series(upper, index=points.index)),
    )
