"""The mean of measurements."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from toolkit.methods.arrays import Confidence, Estimate, unwrap
from toolkit.methods.confidence import split_tails
from toolkit.methods.inputs import Inputs

__all__ = ["mean"]


def mean(
    value: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return means of measurements with Student's t limits.

    Parameters
    ----------
    value : array_like
        Measurements of any sign, such as days waited.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code. Without it
        the measurements are the last axis.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        In the unit of `value`. NaN where any part is NaN or nothing was
        measured; limits NaN for a single measurement.

    Raises
    ------
    MethodError
        A measurement is infinite, or lengths do not match.

    Notes
    -----
    .. math:: \bar{y} \mp t_{n - 1}(1 - \alpha/2) \frac{s}{\sqrt{n}}

    Not for percentages, rates or medians of areas: those are computed from the
    sums of their parts.

    References
    ----------
    Student. The probable error of a mean. Biometrika 1908;6:1-25.
    doi:10.1093/biomet/6.1.1

    Examples
    --------
    >>> np.round(mean([30, 40, 50, 60]), 3)
    array([45.   , 24.457, 65.543])
    """
    inputs = Inputs("mean")
    (y,) = inputs.numbers(value=value)
    y = np.atleast_1d(y)
    inputs.refuse(np.isinf(y), "value {:g} is not a measurement", y)
    total = inputs.totals(groups, y, over="last axis")
    inputs.done()
    with np.errstate(divide="ignore", invalid="ignore"):
        n = total(np.ones_like(y))
        centre = total(y) / n
        at = (
            centre[..., np.newaxis]
            if groups is None
            else centre[np.asarray(groups, dtype=np.int64)]
        )
        error = np.sqrt(total((y - at) ** 2) / (n - 1) / n)
    tail, middle, error, freedom = split_tails(confidence, centre, error, n - 1)
    half = np.where(freedom > 0, -special.stdtrit(np.maximum(freedom, 1), tail) * error, np.nan)
    return Estimate(unwrap(centre), unwrap(middle - half), unwrap(middle + half))
