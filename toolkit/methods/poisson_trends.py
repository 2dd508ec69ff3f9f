"""The trend of rates over time, from counts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.methods.arrays import BoolArray, Confidence, FloatArray, unwrap
from toolkit.methods.confidence import normal_deviate, split_tails
from toolkit.methods.inputs import Inputs, Totals
from toolkit.methods.rates import check_population

__all__ = ["Trend", "poisson_trend"]


class Trend(NamedTuple):
    """The ratio of rates from one unit of time to the next."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    p_value: FloatArray
    dispersion: FloatArray


def poisson_trend(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    time: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    overdispersed: bool = False,
    confidence: Confidence = 0.95,
) -> Trend:
    """Return the ratio of rates per unit of time by Poisson regression."""
    inputs = Inputs("poisson_trend")
    x, n, t = inputs.numbers(count=count, population=population, time=time)
    inputs.not_negative("count", x)
    inputs.not_negative("population", n)
    inputs.refuse(~np.isfinite(t), "time {:g} is not a time", t)
    check_population(inputs, x, n)
    inputs.done()
    fit = _Series(x, n, t, inputs.totals(groups, x, over="last axis"), groups)
    slope, error = fit.solve()
    dispersion = fit.measure_dispersion(slope)
    if overdispersed:
        error = error * np.sqrt(np.fmax(dispersion, 1))
    _, centre, spread = split_tails(confidence, slope, error)
    half = normal_deviate(confidence) * spread
    return Trend(
        value=unwrap(np.exp(slope)),
        lower=unwrap(np.exp(centre - half)),
        upper=unwrap(np.exp(centre + half)),
        p_value=unwrap(2 * special.ndtr(-np.abs(slope / error))),
        dispersion=unwrap(dispersion),
    )


class _Series:
    """Counts over time; the level is eliminated, so one number a group is sought."""

    def __init__(
        self,
        count: FloatArray,
        population: FloatArray,
        time: FloatArray,
        total: Totals,
        groups: npt.ArrayLike | None,
    ) -> None:
        self.count, self.population, self.total, self.groups = count, population, total, groups
        self.events = total(count)
        self.points = total((population > 0).astype(np.float64))
        with np.errstate(invalid="ignore", divide="ignore"):
            self.centre = total(count * time) / self.events
        self.time = time - self.spread(self.centre)

    def spread(self, per_group: FloatArray) -> FloatArray:
        """Give each row the number of its group."""
        if self.groups is None:
            return per_group[..., np.newaxis]
        return per_group.take(np.asarray(self.groups))

    def expect(self, slope: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the share of each row in the events, their mean time and its variance."""
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            weight = self.population * np.exp(self.spread(slope) * self.time)
            share = weight / self.spread(self.total(weight))
            mean = self.total(share * self.time)
            variance = self.total(share * (self.time - self.spread(mean)) ** 2)
        return share, mean, variance

    def solve(self) -> tuple[FloatArray, FloatArray]:
        """Return slope and standard error by Newton's method; NaN where there is no maximum."""
        solvable = self._has_maximum()
        slope = np.where(solvable, 0.0, np.nan)
        for _ in range(100):
            _, mean, variance = self.expect(slope)
            with np.errstate(invalid="ignore", divide="ignore"):
                step = -mean / variance
            # One unit of log rate per width of the series at the most keeps the exponent tame.
            limit = 2 / np.fmax(self._width(), 1e-300)
            step = np.clip(step, -limit, limit)
            slope = slope + step
            if not np.any(np.abs(step) * self._width() > 1e-13):
                break
        _, _, variance = self.expect(slope)
        with np.errstate(invalid="ignore", divide="ignore"):
            return slope, 1 / np.sqrt(self.events * variance)

    def measure_dispersion(self, slope: FloatArray) -> FloatArray:
        """Return Pearson's chi-squared over its degrees of freedom; NaN without any."""
        share, _, _ = self.expect(slope)
        with np.errstate(invalid="ignore", divide="ignore"):
            fitted = share * self.spread(self.events)
            terms = np.where(self.population > 0, (self.count - fitted) ** 2 / fitted, 0)
            chi2 = self.total(terms)
            return np.where(self.points > 2, chi2 / (self.points - 2), np.nan)

    def _width(self) -> FloatArray:
        return np.sqrt(self.total(self.time**2))

    def _has_maximum(self) -> BoolArray:
        """Say where events stand on both sides of some time, so that the slope is finite."""
        reached = np.where(self.population > 0, self.time, np.nan)
        first, last = (self._extreme(pick, reached) for pick in (np.fmin, np.fmax))
        return np.asarray((first < 0) & (last > 0) & (self.events > 0))

    def _extreme(self, pick: np.ufunc, values: FloatArray) -> FloatArray:
        if self.groups is None:
            return np.asarray(pick.reduce(np.atleast_1d(values), axis=-1))
        found = np.full(self.events.shape, np.nan)
        pick.at(found, np.asarray(self.groups), values)
        return found
