"""The slope and the relative index of inequality."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.errors import MethodError, did_you_mean
from toolkit.methods.arrays import Confidence, Estimate, FloatArray, unwrap
from toolkit.methods.confidence import normal_deviate, split_tails
from toolkit.methods.inputs import Inputs

__all__ = ["relative_index", "slope_index"]

_FEWEST, _MOST = 5, 100
_FEWEST_REPETITIONS = 1_000
_Data: TypeAlias = tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike, npt.ArrayLike]
_Index: TypeAlias = Callable[[FloatArray, FloatArray], FloatArray]
_LINKS: dict[str, tuple[Callable[..., FloatArray], Callable[..., FloatArray]]] = {
    "identity": (np.asarray, np.asarray),
    "log": (np.log, np.exp),
    "logit": (special.logit, special.expit),
}


def slope_index(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    link: str,
    repetitions: int = 100_000,
    seed: int = 0,
    scale: float = 1.0,
    published_confidence: float = 0.95,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return the slope index of inequality: the gap from the most to the least deprived.

    Parameters
    ----------
    value, lower, upper : array_like
        Values of the quantiles with their limits, on the last axis, the most
        deprived first; 5 to 100 quantiles.
    population : array_like
        People in each quantile, above 0.
    link : {'log', 'logit', 'identity'}
        Logarithm for rates, logit for proportions from 0 to 1, identity for
        other values, such as life expectancy.
    repetitions : int, default 100,000
        Simulations behind the limits, 1,000 or more.
    seed : int, default 0
        Of the simulations: the same seed gives the same limits.
    scale : float, default 1.0
        Factor of the result; negative to turn the gap round.
    published_confidence : float, default 0.95
        Level of the limits that are given.
    confidence : float or sequence of float, default 0.95
        Level, or several, of the limits that are returned.

    Returns
    -------
    Estimate
        Fitted value of the least deprived end less that of the most deprived,
        times `scale`. NaN where any quantile has a NaN.

    Raises
    ------
    MethodError
        There are fewer than 5 or more than 100 quantiles, a population is not
        above 0, a value is outside its limits or outside what the link takes,
        or there are fewer than 1,000 repetitions.

    Notes
    -----
    With :math:`a_i` the share of the population and :math:`b_i` the middle of
    its range in the cumulative share, least squares weighted by :math:`a_i` of

    .. math:: g(y_i) = \alpha + \beta b_i, \quad
        \mathrm{SII} = g^{-1}(\alpha + \beta) - g^{-1}(\alpha)

    Limits are percentiles of the index of simulated values, normal about
    :math:`g(y_i)` with the standard error read off the limits: right to about a
    hundredth of their width at 100,000 repetitions.

    References
    ----------
    Low A, Low A. Measuring the gap: quantifying and comparing local health
    inequalities. J Public Health 2004;26:388-95. doi:10.1093/pubmed/fdh175

    Examples
    --------
    >>> rate = np.array([90, 84, 71, 66, 52])
    >>> index = slope_index(rate, rate * 0.9, rate * 1.1, [100] * 5, link="log", seed=1)
    >>> np.round(index, 0)
    array([-49., -61., -37.])
    """
    fit = _Fit("slope_index", (value, lower, upper, population), link, published_confidence)
    return fit.estimate(lambda start, end: (end - start) * scale, repetitions, seed, confidence)


def relative_index(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    link: str,
    repetitions: int = 100_000,
    seed: int = 0,
    inverse: bool = False,
    published_confidence: float = 0.95,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return the relative index of inequality: the ratio of the ends of the slope.

    Parameters
    ----------
    value, lower, upper, population : array_like
        As for `slope_index`.
    link : {'log', 'logit', 'identity'}
        As for `slope_index`.
    repetitions : int, default 100,000
        Simulations behind the limits, 1,000 or more.
    seed : int, default 0
        Of the simulations: the same seed gives the same limits.
    inverse : bool, default False
        Divide the most deprived end by the least deprived instead.
    published_confidence : float, default 0.95
        Level of the limits that are given.
    confidence : float or sequence of float, default 0.95
        Level, or several, of the limits that are returned.

    Returns
    -------
    Estimate
        Fitted value of the least deprived end over that of the most deprived.
        NaN where any quantile has a NaN.

    Raises
    ------
    MethodError
        As for `slope_index`.

    Notes
    -----
    With the fit of `slope_index`,

    .. math:: \mathrm{RII} = \frac{g^{-1}(\alpha + \beta)}{g^{-1}(\alpha)}

    References
    ----------
    Low A, Low A. Measuring the gap: quantifying and comparing local health
    inequalities. J Public Health 2004;26:388-95. doi:10.1093/pubmed/fdh175

    Examples
    --------
    >>> rate = np.array([90, 84, 71, 66, 52])
    >>> index = relative_index(rate, rate * 0.9, rate * 1.1, [100] * 5, link="log", inverse=True)
    >>> np.round(index, 1)
    array([2. , 1.7, 2.3])
    """
    fit = _Fit("relative_index", (value, lower, upper, population), link, published_confidence)

    def divide(start: FloatArray, end: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(start / end if inverse else end / start)

    return fit.estimate(divide, repetitions, seed, confidence)


class _Fit:
    """The fitted ends of each slope on the scale of the link, and how they vary together.

    The ends are linear in the quantiles' values, so that simulating the two
    ends is the same as simulating every quantile and fitting again.
    """

    def __init__(self, statistic: str, data: _Data, link: str, published_confidence: float) -> None:
        y, low, high, people = _check(statistic, data, link)
        forward, self.back = _LINKS[link]
        error = (forward(high) - forward(low)) / (2 * normal_deviate(published_confidence))
        weights = _weigh_ends(people)
        self.ends = (weights * forward(y)[..., np.newaxis, :]).sum(axis=-1)
        spread = weights * error[..., np.newaxis, :]
        self.covariance = spread @ np.swapaxes(spread, -1, -2)

    def estimate(
        self, index: _Index, repetitions: int, seed: int, confidence: Confidence
    ) -> Estimate:
        """Return an index of the two ends, with percentiles of its simulation."""
        if repetitions < _FEWEST_REPETITIONS:
            raise MethodError(
                f"{repetitions} repetitions are too few to read limits from",
                hint=f"use {_FEWEST_REPETITIONS} or more; 100,000 is usual",
            )
        (tail,) = split_tails(confidence)
        # Every series meets the same draws, so that its limits do not depend on its neighbours.
        draws = np.random.default_rng(seed).standard_normal((2, repetitions))
        value = index(self.back(self.ends[..., 0]), self.back(self.ends[..., 1]))
        limits = np.empty((2, *value.shape, *np.shape(tail)))
        for place in np.ndindex(value.shape):
            start, end = self.ends[place][:, np.newaxis] + _root(self.covariance[place]) @ draws
            found = index(self.back(start), self.back(end))
            limits[(slice(None), *place)] = np.quantile(found, [tail, 1 - tail])
        return Estimate(unwrap(value), unwrap(limits[0]), unwrap(limits[1]))


def _root(covariance: FloatArray) -> FloatArray:
    """Return the lower triangular root of a covariance, which may be singular."""
    first = np.sqrt(covariance[0, 0])
    cross = covariance[0, 1] / first if first > 0 else 0.0
    second = np.sqrt(max(covariance[1, 1] - cross**2, 0.0))
    return np.array([[first, 0.0], [cross, second]])


def _weigh_ends(population: FloatArray) -> FloatArray:
    """Return what each quantile's value weighs in the fitted value at rank 0 and at rank 1."""
    share = population / population.sum(axis=-1, keepdims=True)
    rank = np.cumsum(share, axis=-1) - share / 2
    middle = np.sum(share * rank, axis=-1, keepdims=True)
    slope = share * (rank - middle) / np.sum(share * (rank - middle) ** 2, axis=-1, keepdims=True)
    start = share - middle * slope
    return np.stack([start, start + slope], axis=-2)


def _check(statistic: str, data: _Data, link: str) -> tuple[FloatArray, ...]:
    if link not in _LINKS:
        near = did_you_mean(link, _LINKS) or list(_LINKS)
        raise MethodError(f"{statistic} has no link {link!r}", hint=f"use {' or '.join(near)}")
    inputs = Inputs(statistic)
    names = ("value", "lower", "upper", "population")
    arrays = inputs.numbers(**dict(zip(names, data, strict=True)))
    quantiles = arrays[0].shape[-1] if arrays[0].ndim else 1
    if not _FEWEST <= quantiles <= _MOST:
        raise MethodError(
            f"{statistic} needs {_FEWEST} to {_MOST} quantiles on the last axis, not {quantiles}"
        )
    inputs.positive("population", arrays[3])
    inputs.ordered(arrays[1], arrays[0], arrays[2])
    for name, array in zip(names[:3], arrays[:3], strict=True):
        if link != "identity":
            inputs.positive(name, array)
        if link == "logit":
            inputs.refuse(array >= 1, name + " {:g} is not below 1", array)
    inputs.done()
    return arrays
