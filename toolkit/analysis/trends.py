"""Whether a series rises or falls by more than chance, and why that cannot be said where it cannot."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.periods import Period

__all__ = ["TREND_STATES", "SeriesTrend"]

TREND_STATES = (
    "increasing",
    "decreasing",
    "no significant change",
    "cannot be calculated",
    "not tested",
)
"""What a test of a trend says; the last two say that there was none."""


@dataclass(frozen=True)
class SeriesTrend:
    """The trend of one series up to its last period.

    Parameters
    ----------
    state : str
        One of `TREND_STATES`. It says which way, never whether that is good.
    basis : str
        How it was tested, or why it was not: a clause that can stand in a sentence.
    first, last : Period or None
        The periods from which to which it was tested; None without a test.
    points : int
        How many values it rests on; 0 without a test.
    ratio, lower, upper : float
        A value over that of a year before, with 95% limits, where the test gives it; else NaN.
    p_value : float
        Two-sided, of no trend; NaN without a test.
    """

    state: str
    basis: str
    first: Period | None
    last: Period | None
    points: int
    ratio: float
    lower: float
    upper: float
    p_value: float
