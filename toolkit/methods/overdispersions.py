"""More variation between areas than chance gives, and a funnel that allows for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import FloatArray, unwrap
from toolkit.methods.funnel_methods import check_method, transform
from toolkit.methods.inputs import Inputs

__all__ = ["Overdispersion", "overdispersion"]


class Overdispersion(NamedTuple):
    """How much more areas differ than chance would have it.

    Attributes
    ----------
    dispersion : float
        Mean squared standard score: near 1 where there is only chance.
    tau_squared : float
        Variance between areas on the transformed scale, for `funnel_limits`;
        0 where the dispersion does not exceed chance.
    """

    dispersion: FloatArray
    tau_squared: FloatArray


def overdispersion(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    centre: float,
    *,
    method: str,
    winsorised: float = 0.1,
    scale: float = 1.0,
) -> Overdispersion:
    r"""Return how far areas vary beyond chance, by Spiegelhalter's random effects.

    Parameters
    ----------
    count, denominator : array_like
        As for `funnel_centre`, the areas in one column; areas with a NaN or a
        denominator of 0 are left out.
    centre : float
        Value of the centre line, written per `scale`; above 0.
    method : str
        One of `FUNNEL_METHODS`.
    winsorised : float, default 0.1
        Share of the scores, at each end, that are pulled in to the nearest one
        kept, so that a few outliers do not widen the funnel that should find
        them.
    scale : float, default 1.0
        What the values of the funnel are written per.

    Returns
    -------
    Overdispersion
        NaN with fewer than two areas.

    Raises
    ------
    MethodError
        The method is unknown, a number is negative, a count is above its
        denominator for a proportion, the centre is not above 0, or the share
        winsorised is not from 0 to below 0.5.

    Notes
    -----
    With :math:`g` the square root of the ratio to the centre (the arcsine of
    the root for proportions), and :math:`s_i = 1 / 2\sqrt{n_i}` of the
    denominator or the expected events, the scores
    :math:`z_i = (g(y_i) - g(\theta)) / s_i` are winsorised, and of :math:`I`
    areas with :math:`w_i = s_i^{-2}`

    .. math::
        \hat\phi = \frac1I \sum z_i^2, \quad
        \hat\tau^2 = \frac{I \hat\phi - (I - 1)}{\sum w_i - \sum w_i^2 / \sum w_i}

    or 0 where that is negative.

    References
    ----------
    Spiegelhalter DJ. Handling over-dispersion of performance indicators. Qual
    Saf Health Care 2005;14:347-51. doi:10.1136/qshc.2005.013755

    Examples
    --------
    >>> found = overdispersion([5, 30, 12, 44, 20, 9], 100, 0.2, method="proportion")
    >>> np.round(found, 3)
    array([11.73 ,  0.033])
    """
    check_method("overdispersion", method)
    inputs = Inputs("overdispersion")
    x, n, middle = inputs.counts(count=count, denominator=denominator, centre=centre)
    inputs.positive("centre", np.asarray(centre, dtype=np.float64))
    share = np.asarray(winsorised, dtype=np.float64)
    inputs.refuse(~((share >= 0) & (share < 0.5)), "winsorised {:g} is not from 0 to 0.5", share)
    is_proportion = method.endswith("proportion")
    if is_proportion:
        inputs.refuse(x > n, "count {:g} is above the denominator {:g}", x, n)
        inputs.refuse(middle > scale, "centre {:g} is above the scale", middle)
    inputs.done()
    known = ~np.isnan(x + n + middle) & (n > 0)
    if known.sum() < 2:
        return Overdispersion(unwrap(np.nan), unwrap(np.nan))
    x, n, theta = x[known], n[known], middle[known] / scale
    size = n if is_proportion else n * theta
    level = 1.0 if is_proportion else np.sqrt(theta)
    gap = transform(x / n, is_proportion=is_proportion) - transform(
        theta, is_proportion=is_proportion
    )
    return _estimate(gap / level * 2 * np.sqrt(size), 4 * size, float(share))


def _estimate(score: FloatArray, weight: FloatArray, winsorised: float) -> Overdispersion:
    areas = score.size
    kept = np.sort(score)[int(areas * winsorised) : areas - int(areas * winsorised)]
    squares = np.sum(np.clip(score, kept[0], kept[-1]) ** 2)
    room = weight.sum() - np.sum(weight**2) / weight.sum()
    tau_squared = max(0.0, float((squares - (areas - 1)) / room))
    return Overdispersion(unwrap(squares / areas), unwrap(tau_squared))
