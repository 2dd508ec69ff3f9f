"""Quantiles of areas."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError
from toolkit.methods.arrays import FloatArray, IntArray
from toolkit.methods.inputs import Inputs

__all__ = ["quantile"]


def quantile(
    value: npt.ArrayLike,
    number: int = 5,
    *,
    groups: npt.ArrayLike | None = None,
    highest_first: bool = True,
) -> FloatArray:
    r"""Return the quantile of each value among all; equal values are kept together.

    Parameters
    ----------
    value : array_like
        One number an area, in one column; NaN has no quantile and is not
        counted.
    number : int, default 5
        Quantiles: 5 for fifths, 10 for tenths.
    groups : array_like of int, optional
        Codes from 0, one a row: quantiles are made within each group.
    highest_first : bool, default True
        Whether quantile 1 has the highest values, as for deprivation scores.

    Returns
    -------
    ndarray
        Quantiles from 1, as floats; NaN for a NaN, and for all of a group with
        fewer values than quantiles.

    Raises
    ------
    MethodError
        Values are not one column or are infinite, or `number` is below 2.

    Notes
    -----
    With :math:`N` values of which :math:`r - 1` come before it,

    .. math:: k + 1 - \left\lceil \frac{(N + 1 - r)\,k}{N} \right\rceil

    in whole numbers. The database's NTILE splits equal values, and percentile
    bounds differ at the edges: name the method where it matters.

    References
    ----------
    Office for Health Improvement and Disparities. Technical guide: assigning
    deprivation categories.

    Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat
    1996;50:361-5. doi:10.1080/00031305.1996.10473566

    Examples
    --------
    >>> quantile([1, 1, 1, 2, 3], highest_first=False)
    array([1., 1., 1., 4., 5.])
    """
    inputs = Inputs("quantile")
    (y,) = inputs.numbers(value=value)
    if y.ndim != 1 or number < 2:
        raise MethodError(
            "quantile needs one column of values and at least 2 quantiles",
            [f"value has the shape {y.shape}", f"number is {number}"],
        )
    inputs.refuse(np.isinf(y), "value {:g} is not a measurement", y)
    codes = np.zeros(y.size, np.int64) if groups is None else inputs.codes("groups", groups, y)
    inputs.done()
    found = np.full(y.size, np.nan)
    known = np.flatnonzero(~np.isnan(y))
    if known.size:
        ranked = -y[known] if highest_first else y[known]
        found[known] = _assign(ranked, codes[known], number)
    return found


def _assign(value: FloatArray, group: IntArray, number: int) -> FloatArray:
    order = np.lexsort((value, group)) if group.any() else np.argsort(value)
    sorted_group, sorted_value = group[order], value[order]
    new_group = np.r_[True, sorted_group[1:] != sorted_group[:-1]]
    new_value = new_group | np.r_[True, sorted_value[1:] != sorted_value[:-1]]
    place = np.arange(value.size)
    start = np.maximum.accumulate(np.where(new_group, place, 0))
    before = np.maximum.accumulate(np.where(new_value, place, 0)) - start
    size = np.bincount(sorted_group)[sorted_group]
    # Minus the floor of minus is the ceiling, in whole numbers.
    assigned = number + 1 + (-(size - before) * number) // size
    found = np.empty(value.size)
    found[order] = np.where(size < number, np.nan, assigned)
    return found
