"""Published values and limits made again from count and denominator, and set beside the printed ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.published import half_decimal
from toolkit.catalogue.published_limits import PublishedLimits, load_published_limits

__all__ = ["CLASSES", "reconcile"]

_WITHIN = 1e-4
_SHOWN = ["value", "lower", "upper"]

CLASSES = {
    "agrees": "value and both limits within 0.01%",
    "limits of an estimate": "the value agrees; the limits come from those of a modelled estimate",
    "rounded denominator": "an estimate's value, within what a denominator printed as a whole number allows",
    "modelled count": "value and limits are modelled, and the printed count does not carry them",
    "rounded counts": "within what the rounding of the printed count allows",
    "printed decimals": "within half of the last decimal that is printed",
    "attributable fractions": "counts are sums of fractions, and the standardised limits do not follow from them",
    "standardised under 10": "a standardised rate of fewer than 10 events, which the method gives no limits",
    "not declared": "no method is declared for the measure",
    "unknown": "the declared method does not give what is printed",
}
"""How a row compares, in the order in which the classes are tried."""


def reconcile(observations: pd.DataFrame) -> pd.DataFrame:
    """Make every published value and its limits again, by the method that is declared for it.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.

    Returns
    -------
    pandas.DataFrame
        The rows that have a count, a denominator and limits, with ``made_value``,
        ``made_lower``, ``made_upper``, ``apart`` (the largest relative difference)
        and ``found``, one of ``CLASSES``.

    Notes
    -----
    A directly standardised rate does not follow from its totals. What does is
    one limit from the other: with :math:`x` events and Byar's limits
    :math:`b_L, b_U` of them, :math:`(y - L) / (x - b_L) = (U - y) / (b_U - x)`
    in Dobson's method. So its upper limit is made from value and lower limit.
    """
    needed = ["count", "denominator", *_SHOWN]
    rows = observations[observations[needed].notna().all(axis=1)].reset_index(drop=True)
    declared = load_published_limits()
    frames = [
        _reconcile_one(part.reset_index(drop=True), declared.get(str(measure)))
        for measure, part in rows.groupby("indicator", sort=True)
    ]
    empty = rows.assign(apart=np.nan, found="", **{f"made_{name}": np.nan for name in _SHOWN})
    return pd.concat(frames, ignore_index=True) if frames else empty


def _reconcile_one(rows: pd.DataFrame, limits: PublishedLimits | None) -> pd.DataFrame:
    if limits is None:
        return rows.assign(found="not declared")
    make = _METHODS[limits.method]
    made = make(rows, rows["count"].to_numpy(), limits.scale)
    printed = rows[_SHOWN].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(made - printed) / np.where(printed == 0, 1, np.abs(printed))
    far = apart.max(axis=1)
    half = rows["rounding"].to_numpy() / 2
    least = make(rows, np.maximum(rows["count"].to_numpy() - half, 0), limits.scale)
    most = make(rows, rows["count"].to_numpy() + half, limits.scale)
    between = ((printed >= least * (1 - _WITHIN)) & (printed <= most * (1 + _WITHIN))).all(axis=1)
    decimals = np.column_stack([half_decimal(rows[name], rows["source"]) for name in _SHOWN])
    estimate = limits.method == "estimate"
    whole = rows["denominator"].to_numpy()
    dobson = limits.method == "dobson"
    fractions = (rows["count"] % 1 != 0).to_numpy()
    found = np.select(
        [
            far <= _WITHIN,
            estimate & (apart[:, 0] <= _WITHIN),
            estimate & (apart[:, 0] <= 0.5 / whole) & (whole % 1 == 0),
            estimate & (rows["basis"] == "modelled").to_numpy(),
            (half > 0) & between,
            (np.abs(made - printed) <= np.maximum(decimals, _WITHIN * np.abs(printed))).all(axis=1),
            dobson & (rows["count"] < 10).to_numpy(),
            dobson & fractions,
        ],
        ["agrees", "limits of an estimate", "rounded denominator", "modelled count", "rounded counts",
         "printed decimals", "standardised under 10", "attributable fractions"],
        "unknown",
    )  # fmt: skip
    return rows.assign(apart=far, found=found, **dict(zip(_MADE, made.T, strict=True)))


_MADE = [f"made_{name}" for name in _SHOWN]


def _wilson(rows: pd.DataFrame, count: np.ndarray, scale: float) -> np.ndarray:
    whole = rows["denominator"].to_numpy()
    return np.column_stack(methods.proportion(np.minimum(count, whole), whole, scale=scale))


_MOST_ROUNDED = 2
"""How far a whole number may lie from the multiple of 5 that it is printed as."""


def _wilson_of_rounded(rows: pd.DataFrame, count: np.ndarray, scale: float) -> np.ndarray:
    whole = rows["denominator"].to_numpy()
    value = count / whole * scale
    lower, _ = methods.wilson(np.maximum(count - _MOST_ROUNDED, 0), whole + _MOST_ROUNDED)
    fewer = np.maximum(whole - _MOST_ROUNDED, 1)
    _, upper = methods.wilson(np.minimum(count + _MOST_ROUNDED, fewer), fewer)
    return np.column_stack([value, lower * scale, upper * scale])


def _byar(rows: pd.DataFrame, count: np.ndarray, scale: float) -> np.ndarray:
    return np.column_stack(methods.crude_rate(count, rows["denominator"].to_numpy(), scale=scale))


def _dobson(rows: pd.DataFrame, count: np.ndarray, _scale: float) -> np.ndarray:
    value, lower = rows["value"].to_numpy(), rows["lower"].to_numpy()
    least, most = methods.poisson(count)
    with np.errstate(divide="ignore", invalid="ignore"):
        upper = value + (value - lower) / (count - least) * (most - count)
    return np.column_stack([value, lower, upper])


def _estimate(rows: pd.DataFrame, count: np.ndarray, scale: float) -> np.ndarray:
    value = count / rows["denominator"].to_numpy() * scale
    unknown = np.full(len(rows), np.inf)
    return np.column_stack([value, unknown, unknown])


_METHODS: dict[str, Callable[[pd.DataFrame, np.ndarray, float], np.ndarray]] = {
    "wilson": _wilson,
    "wilson_of_rounded": _wilson_of_rounded,
    "byar": _byar,
    "dobson": _dobson,
    "estimate": _estimate,
}
