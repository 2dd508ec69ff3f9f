"""A log-linear Poisson series of counts over time, fitted for all groups at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import BoolArray, FloatArray
from toolkit.methods.inputs import Totals

__all__ = ["Series"]

_STEPS = 200


class Series:
    """Counts over time; the level is eliminated, so one number a group is sought.

    Given the total, the counts are multinomial with shares proportional to
    ``population * exp(slope * time)``: the slope that gives the events' mean
    time is that of Poisson regression, and so is its standard error.

    Parameters
    ----------
    count, population, time : ndarray
        Of one shape; time in any unit.
    total : callable
        What adds up the rows of a group.
    groups : array_like of int or None
        The codes behind `total`; the last axis without.
    """

    def __init__(
        self,
        count: FloatArray,
        population: FloatArray,
        time: FloatArray,
        total: Totals,
        groups: npt.ArrayLike | None,
    ) -> None:
        self.count, self.population, self.total = count, population, total
        self.groups = None if groups is None else np.asarray(groups, dtype=np.int64)
        self.events = total(count)
        with np.errstate(invalid="ignore", divide="ignore"):
            self.time = time - self.spread(total(count * time) / self.events)
        self.width = np.sqrt(total(self.time**2))

    def solve(self) -> tuple[FloatArray, FloatArray]:
        """Return slope and standard error by Newton's method; NaN where there is no maximum."""
        slope = np.where(self._has_maximum(), 0.0, np.nan)
        with np.errstate(invalid="ignore", divide="ignore"):
            # A bounded step keeps the exponent tame far from the maximum.
            longest = 2 / self.width
        for _ in range(_STEPS):
            _, mean, variance = self._expect(slope)
            with np.errstate(invalid="ignore", divide="ignore"):
                step = np.clip(-mean / variance, -longest, longest)
            slope = slope + step
            if not np.any(np.abs(step) * self.width > 1e-13):
                break
        _, _, variance = self._expect(slope)
        with np.errstate(invalid="ignore", divide="ignore"):
            return slope, 1 / np.sqrt(self.events * variance)

    def measure_dispersion(self, slope: FloatArray) -> FloatArray:
        """Return Pearson's chi-squared over its degrees of freedom; NaN without any."""
        share, _, _ = self._expect(slope)
        inhabited = self.population > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            fitted = share * self.spread(self.events)
            misfit = self.total(np.where(inhabited, (self.count - fitted) ** 2 / fitted, 0))
            freedom = self.total(inhabited.astype(np.float64)) - 2
            return np.where(freedom > 0, misfit / freedom, np.nan)

    def spread(self, per_group: FloatArray) -> FloatArray:
        """Give each row the number of its group."""
        if self.groups is None:
            return np.asarray(per_group)[..., np.newaxis]
        return np.asarray(per_group).take(self.groups)

    def _expect(self, slope: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return each row's share of the events, their mean time and its variance."""
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            weight = self.population * np.exp(self.spread(slope) * self.time)
            share = weight / self.spread(self.total(weight))
            mean = self.total(share * self.time)
            variance = self.total(share * (self.time - self.spread(mean)) ** 2)
        return share, mean, variance

    def _has_maximum(self) -> BoolArray:
        """Say where events stand on both sides of some time, so that the slope is finite."""
        reached = np.where(self.population > 0, self.time, np.nan)
        first, last = self._extreme(np.fmin, reached), self._extreme(np.fmax, reached)
        return np.asarray((first < 0) & (last > 0) & (self.events > 0))

    def _extreme(self, pick: np.ufunc, values: FloatArray) -> FloatArray:
        if self.groups is None:
            return np.asarray(pick.reduce(np.atleast_1d(values), axis=-1, initial=np.nan))
        found = np.full(self.events.shape, np.nan)
        pick.at(found, self.groups, values)
        return found
