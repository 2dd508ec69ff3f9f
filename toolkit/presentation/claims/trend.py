"""Whether a series rises or falls by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import pandas as pd

from toolkit.catalogue.indicators import Indicator
from toolkit.errors import DataError
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.wording import placed

__all__ = ["Trend"]

_WAYS = {"increasing": 1, "decreasing": -1}
_GOOD = {"higher_is_better": 1, "lower_is_better": -1}
# Fingertips' word for no trend. Read beside the first and the last figure it would deny their change: a
# series that fell and rose again has changed, but no way of its own.
_TESTED = (*_WAYS, "no significant change")


@dataclass(frozen=True)
class Trend:
    """The trend of one area's series up to a period.

    Parameters
    ----------
    place, when : str
        The area, and the last period of the series.
    state : str
        What the test says, a word of ``toolkit.analysis.trends.TREND_STATES``;
        blank where no trend was looked for.
    basis : str
        How it was tested, or why it was not; a clause.
    polarity : str
        Which way is better.
    ratio : float
        A value over that of a year before, where the test gives it.

    Raises
    ------
    DataError
        Where the direction contradicts the ratio.

    Examples
    --------
    >>> Trend("Plymouth", "2023", "increasing", "five single years", "lower_is_better").sentence()
    'The figures for Plymouth up to 2023 are increasing and getting worse (five single years).'
    >>> Trend("Plymouth", "2023", "not tested", "only three years are held").sentence()
    'No trend is given for Plymouth up to 2023: only three years are held.'
    """

    place: str
    when: str
    state: str
    basis: str = ""
    polarity: str = "no_judgement"
    ratio: float = nan

    def __post_init__(self) -> None:
        if _WAYS.get(self.state, 0) * (self.ratio - 1) < 0:
            raise DataError(
                f"{self.place}: a trend of {self.ratio:g} a year is said to be {self.state}"
            )

    @classmethod
    def of(cls, row: pd.Series, indicator: Indicator, place: str) -> Trend:
        """Return the claim of a result that has been tested."""
        return cls(place, label_of(row), row["trend"], row["trend_basis"], indicator.polarity)

    @property
    def tested(self) -> bool:
        """Whether a test was made."""
        return self.state in _TESTED

    def sentence(self) -> str:
        """Say the trend, or why none is given; blank where none was looked for."""
        if not self.state:
            return ""
        upto = f" up to {self.when}" if self.when else ""
        place = placed(self.place)
        if not self.tested:
            return f"No trend is given for {place}{upto}: {self.basis or 'it was not tested'}."
        how = f" ({self.basis})" if self.basis else ""
        if self.state not in _WAYS:
            return f"The figures for {place}{upto} show no significant trend{how}."
        return f"The figures for {place}{upto} are {self.state}{self._judged()}{how}."

    def _judged(self) -> str:
        good = _WAYS[self.state] * _GOOD.get(self.polarity, 0)
        return {1: " and getting better", -1: " and getting worse"}.get(good, "")

    def finding(self) -> str:
        """Say it in the space of a title; blank where none was looked for."""
        if not self.state:
            return ""
        upto = f" up to {self.when}" if self.when else ""
        if not self.tested:
            return f"{self.place}: no trend is given{upto}"
        said = self.state if self.state in _WAYS else "no significant trend"
        return f"{self.place}: {said}{upto}"
