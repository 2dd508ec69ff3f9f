"""Counts over the next few periods: a damped trend, weighed over its smoothing parameters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from toolkit.errors import MethodError
from toolkit.methods.arrays import Estimate, FloatArray
from toolkit.methods.inputs import Inputs

__all__ = ["damped_trend", "project_counts"]

_FEWEST, _FURTHEST = 3, 3
# Of the square root of a Poisson count: no series is taken to scatter less than chance makes it.
_POISSON_VARIANCE = 0.25
_ANSCOMBE = 3 / 8


def project_counts(
    count: npt.ArrayLike,
    periods: int = 3,
    *,
    hold_level: bool = False,
    confidence: float = 0.95,
) -> Estimate:
    r"""Return counts of the next periods with a prediction interval.

    Parameters
    ----------
    count : array_like
        One series, oldest first, of periods that follow on each other; 3 or more.
    periods : int, default 3
        How many periods ahead, 1 to 3.
    hold_level : bool, default False
        Say that the last count stays (a random walk) in place of a damped trend.
    confidence : float, default 0.95
        Level of the prediction interval.

    Returns
    -------
    Estimate
        One element a period ahead. NaN throughout where any count is NaN.

    Raises
    ------
    MethodError
        A count is negative, there are fewer than 3, or more than 3 periods are
        asked for.

    Notes
    -----
    With :math:`y = \sqrt{x + 3/8}`, level :math:`l` and trend :math:`b`,

    .. math::
        l_t = l_{t-1} + \phi b_{t-1} + \alpha e_t, \quad
        b_t = \phi b_{t-1} + \beta e_t, \quad
        \hat y_{t+h} = l_t + (\phi + \dots + \phi^h)\, b_t

    The parameters are not estimated but weighed: each of a grid by the
    likelihood of its errors with their variance integrated out, so that the
    interval is that of a mixture of t distributions and takes in what is not
    known of them. The variance is at least that of Poisson counts and otherwise
    what the series shows, so overdispersion widens the interval.

    References
    ----------
    Gardner ES, McKenzie E. Forecasting trends in time series. Manage Sci
    1985;31:1237-46. doi:10.1287/mnsc.31.10.1237

    Hyndman RJ, Koehler AB, Ord JK, Snyder RD. Forecasting with exponential
    smoothing: the state space approach. Berlin: Springer; 2008.

    Examples
    --------
    >>> ahead = project_counts([120, 131, 139, 152, 158, 171, 180, 186], periods=2)
    >>> np.round(ahead.value), np.round(ahead.lower), np.round(ahead.upper)
    (array([189., 193.]), array([156., 148.]), array([224., 243.]))
    """
    series = _check(count, periods)
    if np.isnan(series).any():
        return Estimate(*np.full((3, periods), np.nan))
    grid = _PERSISTENT if hold_level else _GRID
    roots = np.sqrt(series + _ANSCOMBE)
    mean, growth, errors = damped_trend(roots, *grid, periods=periods)
    freedom = series.size - 1
    # A series without any scatter would give one combination all the weight.
    spread = np.maximum(errors, _POISSON_VARIANCE)
    weight = special.softmax(-freedom / 2 * np.log(spread))
    mixtures = [
        _Mixture(weight, mean[h], np.sqrt(spread * growth[h]), freedom) for h in range(periods)
    ]
    tails = (0.5, (1 - confidence) / 2, (1 + confidence) / 2)
    return Estimate(*(_restore([one.quantile(p) for one in mixtures]) for p in tails))


def damped_trend(
    series: FloatArray, level: FloatArray, trend: FloatArray, damping: FloatArray, *, periods: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return where a damped trend leads for each combination of smoothing parameters.

    Parameters
    ----------
    series : ndarray
        Oldest first; the first is the level that the recursion begins at, without trend.
    level, trend, damping : ndarray
        One element a combination: by how much of an error the level and the
        trend move, and what is left of the trend in each period.
    periods : int
        How many ahead.

    Returns
    -------
    mean : ndarray
        Periods by combinations.
    growth : ndarray
        Variance of each over that of one step, periods by combinations.
    errors : ndarray
        Mean square of the errors of one step, by combination.

    Examples
    --------
    >>> half, none, one = np.array([0.5]), np.array([0.0]), np.array([1.0])
    >>> mean, growth, errors = damped_trend(np.array([10.0, 14, 12]), half, none, one, periods=2)
    >>> mean.ravel(), growth.ravel(), errors
    (array([12., 12.]), array([1.  , 1.25]), array([8.]))
    """
    at, slope, squares = np.full_like(level, series[0]), np.zeros_like(level), np.zeros_like(level)
    for value in series[1:]:
        error = value - at - damping * slope
        at, slope = at + damping * slope + level * error, damping * slope + trend * error
        squares += error**2
    steps = np.cumsum(damping ** np.arange(1, periods + 1)[:, np.newaxis], axis=0)
    moved = np.cumsum((level + trend * steps) ** 2, axis=0)
    growth = 1 + np.vstack([np.zeros_like(level), moved[:-1]])
    return at + steps * slope, growth, squares / (series.size - 1)


class _Mixture:
    """A mixture of t distributions of one number of degrees of freedom."""

    def __init__(
        self, weight: FloatArray, mean: FloatArray, scale: FloatArray, freedom: int
    ) -> None:
        self.weight, self.mean, self.scale, self.freedom = weight, mean, scale, freedom

    def quantile(self, p: float) -> float:
        """Return the value below which a share `p` of the mixture lies."""
        each = self.mean + self.scale * special.stdtrit(self.freedom, p)
        low, high = float(each.min()), float(each.max())
        if high - low < 1e-9:
            return low
        return float(optimize.brentq(lambda x: self._share_below(x) - p, low - 1e-6, high + 1e-6))

    def _share_below(self, value: float) -> float:
        below = special.stdtr(self.freedom, (value - self.mean) / self.scale)
        return float(self.weight @ below)


def _make_grid() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return level, trend and damping of every combination; the trend moves less than the level."""
    level, share, damping = (
        axis.ravel()
        for axis in np.meshgrid(
            np.linspace(0.1, 1, 10), np.array([0, 0.1, 0.2, 0.4, 0.6]), np.array([0.7, 0.8, 0.9])
        )
    )
    return level, level * share, damping


_GRID = _make_grid()
_PERSISTENT = (np.ones(1), np.zeros(1), np.ones(1))


def _restore(roots: list[float]) -> FloatArray:
    """Return counts from their square roots; none is below 0."""
    return np.maximum(np.maximum(roots, 0) ** 2 - _ANSCOMBE, 0)


def _check(count: npt.ArrayLike, periods: int) -> FloatArray:
    inputs = Inputs("project_counts")
    (series,) = inputs.counts(count=count)
    inputs.done()
    if series.ndim != 1 or series.size < _FEWEST:
        raise MethodError(f"project_counts needs one series of {_FEWEST} counts or more")
    if not 1 <= periods <= _FURTHEST:
        raise MethodError(
            f"project_counts goes 1 to {_FURTHEST} periods ahead, not {periods}",
            hint="beyond that the interval says all, and the value nothing",
        )
    return series
