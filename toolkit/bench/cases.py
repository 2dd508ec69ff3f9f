"""The statistics that are measured: the same rows given to this package and to the oracle."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.methods import european_standard_population

__all__ = ["BANDS", "STATISTICS", "Statistic", "make_rows"]

BANDS = 19
_FUNNEL_SIZES = np.arange(1, 101)

Columns: TypeAlias = Mapping[str, "np.ndarray[Any, Any]"]
Numbers: TypeAlias = "np.ndarray[Any, Any]"


@dataclass(frozen=True)
class Statistic:
    """One statistic, made by this package and by the oracle from the same rows.

    Attributes
    ----------
    name : str
        What to print.
    ours : callable
        Takes columns, returns this package's numbers.
    theirs : callable
        Takes a frame of the same columns, returns the oracle's frame.
    pair : callable
        Takes columns and the oracle's frame, returns our numbers and theirs.
    """

    name: str
    ours: Callable[[Columns], Any]
    theirs: Callable[[pd.DataFrame], pd.DataFrame]
    pair: Callable[[Columns, pd.DataFrame], tuple[Numbers, Numbers]]

    def disagree(self, columns: Columns, frame: pd.DataFrame) -> float:
        """Return the largest difference, relative to the oracle's number where it is not 0."""
        ours, theirs = (np.asarray(numbers, dtype=float) for numbers in self.pair(columns, frame))
        if not np.array_equal(np.isnan(ours), np.isnan(theirs)):
            return float("inf")
        size = np.where(theirs == 0, 1, np.abs(theirs))
        return float(np.nanmax(np.abs(ours - theirs) / size))


def make_rows(rows: int) -> dict[str, np.ndarray[Any, Any]]:
    """Return columns of areas by age bands, with events in every area.

    Parameters
    ----------
    rows : int
        A multiple of 19.

    Returns
    -------
    dict of ndarray
        Group codes, counts, populations, standards, reference and a value.

    Examples
    --------
    >>> sorted(make_rows(38))[:3]
    ['area', 'count', 'population']
    >>> make_rows(38)["area"].max()
    np.int64(1)
    """
    generator = np.random.default_rng(rows)
    areas = rows // BANDS
    population = generator.integers(500, 20_000, rows)
    count = generator.poisson(population * np.repeat(generator.gamma(2, 0.003, areas), BANDS))
    count[::BANDS] += 1  # the oracle refuses a rate of no events
    return {
        "area": np.repeat(np.arange(areas), BANDS),
        "count": count,
        "population": population,
        "standard": np.tile(european_standard_population(), areas),
        "reference_count": np.tile(generator.integers(50, 500, BANDS), areas),
        "reference_population": np.tile(generator.integers(50_000, 90_000, BANDS), areas),
        "value": count / population,
    }


def _ask(name: str, frame: pd.DataFrame, *columns: str | int, **options: Any) -> pd.DataFrame:
    """Call the oracle by name, without what it prints."""
    import PHStatsMethods

    with contextlib.redirect_stdout(io.StringIO()):
        return getattr(PHStatsMethods, name)(frame, *columns, **options)  # type: ignore[no-any-return]


def _pair_estimates(ours: Callable[[Columns], methods.Estimate]) -> Callable[..., Any]:
    names = ["Value", "lower_95_ci", "upper_95_ci"]
    return lambda columns, frame: (np.stack(ours(columns)), frame[names].to_numpy(dtype=float).T)


def _find_proportions(columns: Columns) -> methods.Estimate:
    return methods.proportion(columns["count"], columns["population"], groups=columns["area"])


def _find_rates(columns: Columns) -> methods.Estimate:
    return methods.crude_rate(columns["count"], columns["population"], groups=columns["area"])


def _find_standardised_rates(columns: Columns) -> methods.Estimate:
    return methods.directly_standardised_rate(
        columns["count"], columns["population"], columns["standard"], groups=columns["area"]
    )


def _find_standardised_ratios(columns: Columns) -> methods.Estimate:
    return methods.indirectly_standardised_ratio(
        columns["count"],
        columns["population"],
        columns["reference_count"],
        columns["reference_population"],
        groups=columns["area"],
    )


def _find_funnel(columns: Columns, sizes: Numbers = _FUNNEL_SIZES) -> Numbers:
    centre = methods.funnel_centre(columns["count"], columns["population"], scale=100)
    lower, upper = methods.funnel_limits(sizes, centre, method="proportion", scale=100)
    return np.concatenate([lower, upper], axis=1)


def _pair_funnel(columns: Columns, frame: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return both at the sizes of the oracle, which chooses them itself."""
    sides = ["lower_2s_limit", "lower_3s_limit", "upper_2s_limit", "upper_3s_limit"]
    return _find_funnel(columns, frame["Population"].to_numpy()), frame[sides].to_numpy()


def _find_fifths(columns: Columns) -> Numbers:
    return methods.quantile(columns["value"], 5)


STATISTICS = {
    "proportions": Statistic(
        "proportions",
        _find_proportions,
        lambda frame: _ask("ph_proportion", frame, "count", "population", "area"),
        _pair_estimates(_find_proportions),
    ),
    "rates": Statistic(
        "crude rates",
        _find_rates,
        lambda frame: _ask("ph_rate", frame, "count", "population", "area"),
        _pair_estimates(_find_rates),
    ),
    "dsr": Statistic(
        "directly standardised rates",
        _find_standardised_rates,
        lambda frame: _ask(
            "ph_dsr", frame, "count", "population", "standard", "area", euro_standard_pops=False
        ),
        _pair_estimates(_find_standardised_rates),
    ),
    "isr": Statistic(
        "indirectly standardised ratios",
        _find_standardised_ratios,
        lambda frame: _ask(
            "ph_ISRatio",
            frame,
            *("count", "population", "reference_count", "reference_population", "area"),
        ),
        _pair_estimates(_find_standardised_ratios),
    ),
    "funnels": Statistic(
        "funnel limits",
        _find_funnel,
        lambda frame: _ask(
            "calculate_funnel_limits", frame.copy(), "count", "proportion", 100, "population"
        ),
        _pair_funnel,
    ),
    "quantiles": Statistic(
        "quantiles",
        _find_fifths,
        lambda frame: _ask("ph_quantile", frame, "value", nquantiles=5),
        lambda columns, frame: (_find_fifths(columns), frame["quantile"].to_numpy(dtype=float)),
    ),
}
"""By the name that is given to a measuring process."""
