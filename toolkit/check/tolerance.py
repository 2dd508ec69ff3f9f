"""When a printed figure agrees with what it recomputes to, and what had to be allowed for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from toolkit.check.figures import Figure, half_unit

__all__ = ["compare", "reach", "show"]

_ABOUT = 0.06  # of the figure: "about 50%" may be said of 47 to 53
_NEARLY = 0.08  # "nearly 50%" may be said of 46%
_OVER = 0.25  # "over 70" may be said of 87, not of twice as many
_TINY = 1e-9


def compare(
    printed: Figure, value: float, low: float | None = None, high: float | None = None
) -> str | None:
    """Say whether a printed figure can stand for a value.

    Parameters
    ----------
    printed : Figure
        As printed, with its decimals and its hedge.
    value : float
        Recomputed, in the printed figure's unit; signs are for the caller.
    low, high : float, optional
        What the value may be where the figures it is made of are rounded.

    Returns
    -------
    str or None
        What had to be allowed for: empty for plain rounding, ``"truncated"``, and so on.
        None where they disagree.

    Examples
    --------
    >>> from toolkit.check.figures import find_figures
    >>> compare(find_figures("3.5%")[0], 3.5686)
    'truncated, not rounded'
    >>> compare(find_figures("8%")[0], 7.70)
    ''
    >>> compare(find_figures("36.8%")[0], 36.04) is None
    True
    """
    if not math.isfinite(value):
        return None
    shown, half = abs(printed.value), half_unit(printed)
    value = abs(value)
    if abs(shown - value) <= half * (1 + 1e-6) + _TINY:
        return ""
    if printed.hedge and _hedged(printed, shown, value, half):
        return f"“{printed.hedge}” allows for it"
    step = 2 * half
    if abs(math.floor(value / step + _TINY) * step - shown) < step * 1e-6:
        return "truncated, not rounded"
    if low is not None and high is not None and low - half <= shown <= high + half:
        return "within the rounding of the figures it is made from"
    return None


def _hedged(printed: Figure, shown: float, value: float, half: float) -> bool:
    if printed.hedge == "about":
        return abs(shown - value) <= _ABOUT * shown + half
    if printed.hedge == "nearly":
        return shown * (1 - _NEARLY) - half <= value <= shown + half
    if printed.hedge == "over":
        return shown - half <= value <= shown * (1 + _OVER) + 2 * half
    return value <= shown + half


def reach(
    formula: Callable[[Sequence[float]], float], figures: Sequence[Figure]
) -> tuple[float, float]:
    """Return the least and the greatest that a formula gives within its figures' rounding.

    Parameters
    ----------
    formula : callable
        Of the figures' values, in their order.
    figures : sequence of Figure
        Counts that are all multiples of 5 are taken as rounded to 5, as the National Drug
        Treatment Monitoring System publishes them; other whole counts as exact.

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> from toolkit.check.figures import find_figures
    >>> low, high = reach(lambda v: v[1] / v[0], find_figures("25 to 30"))
    >>> round(low, 2), round(high, 2)
    (1.0, 1.44)
    """
    counts = [figure for figure in figures if figure.role == "C"]
    fives = bool(counts) and all(figure.value % 5 == 0 for figure in counts)
    slack = [_slack(figure, fives) for figure in figures]
    values = []
    for choice in range(2 ** len(figures)):
        ends = [
            figure.value + (half if choice >> at & 1 else -half)
            for at, (figure, half) in enumerate(zip(figures, slack, strict=True))
        ]
        values.append(formula(ends))
    return min(values), max(values)


def _slack(figure: Figure, fives: bool) -> float:
    if figure.role != "C":
        return half_unit(figure)
    if figure.decimals:
        return half_unit(figure)
    return 2.5 if fives else 0.0


def show(value: float, like: Figure, *, sign: bool = False) -> str:
    """Write a value as a printed figure is written: its decimals and its unit.

    Examples
    --------
    >>> from toolkit.check.figures import find_figures
    >>> show(3.5686, find_figures("+3.5%")[0], sign=True)
    '+3.6%'
    >>> show(8140, find_figures("9,140")[0])
    '8,140'
    """
    if not math.isfinite(value):
        return "not defined, from 0"
    decimals = like.decimals
    # Half away from zero, as every other figure of the toolkit is rounded.
    scaled = math.floor(abs(value) * 10**decimals + 0.5 + 1e-9) / 10**decimals
    text = f"{math.copysign(scaled, value):{'+' if sign else ''},.{decimals}f}"
    unit = {"P": "%", "Q": " points", "X": " times"}.get(like.role, "")
    if like.role == "R":
        unit = f" per {like.per:,.0f}"
    return text + unit
