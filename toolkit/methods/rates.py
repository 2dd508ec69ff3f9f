"""Crude and directly standardised rates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import Confidence, Estimate, FloatArray, unwrap
from toolkit.methods.confidence import has_few_events, spread
from toolkit.methods.inputs import Inputs
from toolkit.methods.poisson_intervals import dobson, poisson

__all__ = ["check_population", "crude_rate", "directly_standardised_rate"]


def crude_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    scale: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Return crude rates with Poisson limits: exact below ten events, Byar's from ten."""
    inputs = Inputs("crude_rate")
    x, n = inputs.counts(count=count, population=population)
    check_population(inputs, x, n)
    inputs.done()
    total = inputs.totals(groups, x, over="nothing")
    x, n = total(x), total(n)
    lower, upper = poisson(x, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.where(n > 0, scale / n, np.nan)
    per_level = spread(per, confidence)
    return Estimate(unwrap(x * per), unwrap(lower * per_level), unwrap(upper * per_level))


def directly_standardised_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    bands: npt.ArrayLike | None = None,
    groups: npt.ArrayLike | None = None,
    squared_events: npt.ArrayLike | None = None,
    scale: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Return directly standardised rates with Dobson's limits."""
    inputs = Inputs("directly_standardised_rate")
    squares = count if squared_events is None else squared_events
    if bands is not None:
        standard = _look_up_standard(inputs, standard, bands, groups, np.shape(count))
    x, n, w, s = inputs.numbers(
        count=count, population=population, standard=standard, squared_events=squares
    )
    inputs.not_negative("count", x)
    inputs.not_negative("population", n)
    _check_standard(inputs, w)
    check_population(inputs, x, n)
    if squared_events is not None:
        inputs.refuse(s < x, "squared_events {:g} is below the count {:g}", s, x)
    inputs.done()
    total = inputs.totals(groups, x, over="last axis")
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(n > 0, w / n, np.nan)
        weight, events = total(w), total(x)
        value = total(ratio * x) / weight
        variance = total(ratio * ratio * s) / weight**2
    few = has_few_events(events)
    value, variance = np.where(few, np.nan, value), np.where(few, np.nan, variance)
    lower, upper = dobson(value, variance, events, confidence=confidence)
    return Estimate(unwrap(value * scale), lower * scale, upper * scale)


def check_population(inputs: Inputs, count: FloatArray, population: FloatArray) -> None:
    """Note every row with events but nobody to have them."""
    inputs.refuse(
        (population == 0) & (count > 0), "count {:g} in a population of {:g}", count, population
    )


def _check_standard(inputs: Inputs, standard: FloatArray) -> None:
    inputs.refuse(np.isnan(standard), "the standard population lacks this band", standard)
    inputs.not_negative("standard", standard)


def _look_up_standard(
    inputs: Inputs,
    standard: npt.ArrayLike,
    bands: npt.ArrayLike,
    groups: npt.ArrayLike | None,
    shape: tuple[int, ...],
) -> FloatArray:
    """Return the standard population of each row, having checked that each group has each band."""
    (by_band,) = inputs.numbers(standard=standard)
    rows = shape[0] if len(shape) == 1 else -1
    band = inputs.codes("bands", bands, rows)
    group = np.zeros(rows, np.int64) if groups is None else inputs.codes("groups", groups, rows)
    outside = band >= by_band.shape[0]
    inputs.refuse(
        outside, "the standard population lacks band {:.0f}", np.asarray(band, dtype=np.float64)
    )
    inputs.done("add the band to the standard population, or leave the row out")
    if not rows:
        return np.zeros(0)
    table = np.zeros((int(group.max()) + 1, by_band.shape[0]), dtype=np.int64)
    np.add.at(table, (group, band), 1)
    _check_bands(inputs, table)
    return by_band[band]


def _check_bands(inputs: Inputs, table: npt.NDArray[np.int64]) -> None:
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) > 0
    for group, band in np.argwhere((table == 0) & expected):
        inputs.problems.append(f"group {group}: band {band} is not there")
    for group, band in np.argwhere(table > 1):
        inputs.problems.append(f"group {group}: band {band} is there {table[group, band]} times")
    inputs.done("give each group one row for each band, with a count of 0 where nothing happened")
