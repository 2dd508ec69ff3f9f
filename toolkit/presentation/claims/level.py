"""How high a figure is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, isinf, isnan, nan

import pandas as pd

from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.missing import Missing
from toolkit.presentation.claims.uncertainty import Uncertainty
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.nouns import count_behind, counted
from toolkit.presentation.wording import opening, placed

__all__ = ["Level"]


@dataclass(frozen=True)
class Level:
    """A figure of one area and period.

    Parameters
    ----------
    measure : Measure
        How it is written.
    place, when : str
        Area and period; blank where the source states none.
    value, lower, upper : float
        The figure and its limits; NaN for none.
    count : float
        The events behind a rate; NaN for none.
    state : str
        The figure's state.

    Examples
    --------
    >>> deaths = Measure("deaths per 100,000 people", 1, "deaths from drug misuse")
    >>> Level(deaths, "Plymouth", "2019–21", 8.0, 6.0, 10.0, count=60).sentence()
    'In 2019–21 the figure for Plymouth was 8.0 deaths per 100,000 people (95% confidence interval 6.0 to 10.0): 60 deaths from drug misuse.'
    >>> need = Measure("people (estimate)", 0, "adults with alcohol dependence", counts=True, modelled=True)
    >>> Level(need, "Plymouth", "2017/18", 3435, 2804, 4402).sentence()
    'In 2017/18 there were about 3,400 (2,800 to 4,400) adults with alcohol dependence in Plymouth, a modelled estimate.'
    """

    measure: Measure
    place: str
    when: str
    value: float
    lower: float = nan
    upper: float = nan
    count: float = nan
    state: str = "ok"

    @classmethod
    def of(cls, row: pd.Series, indicator: Indicator, place: str) -> Level:
        """Return the claim that a result makes."""
        return cls(
            Measure.of(indicator, row["basis"]),
            place,
            label_of(row),
            row["value"],
            row["lower"],
            row["upper"],
            count_behind(row, indicator),
            row["state"],
        )

    @property
    def uncertainty(self) -> Uncertainty:
        """How sure it is."""
        return Uncertainty(self.measure, self.lower, self.upper, state=self.state)

    @property
    def missing(self) -> Missing:
        """What is said where there is no value."""
        known = self.measure.counts or not isnan(self.count)
        if isinf(self.value):
            return Missing("infinite", self.place, self.when)
        noun = self.measure.noun if known else ""
        count = nan if self.measure.counts else self.count
        return Missing.of_state(self.state, self.place, self.when, noun, count)

    def sentence(self) -> str:
        """Say the figure, or why there is none."""
        if not isfinite(self.value):
            return self.missing.sentence()
        return self._number() if self.measure.counts else self._rate()

    def _rate(self) -> str:
        behind = "" if isnan(self.count) else f": {counted(self.count, self.measure.noun)}"
        return (
            f"{opening(self.when)} the figure for {placed(self.place)} was "
            f"{self.measure.write(self.value)}{self.uncertainty.bracket()}{behind}."
        )

    def _number(self) -> str:
        return (
            f"{opening(self.when)} there {'was' if self.value == 1 else 'were'} {self._people()}."
        )

    def _people(self) -> str:
        noun, place = self.measure.noun, placed(self.place)
        if not (self.measure.modelled or self.measure.synthetic):
            limits = f" ({self.uncertainty.limits})" if self.uncertainty.limits else ""
            return f"{counted(self.value, noun)}{limits} in {place}"
        limits = f" ({self.uncertainty.limits})" if self.uncertainty.limits else ""
        kind = (
            "an illustration made from national rates"
            if self.measure.synthetic
            else "a modelled estimate"
        )
        return f"about {self.measure.plain(self.value)}{limits} {noun} in {place}, {kind}"

    def finding(self) -> str:
        """Say it in the space of a title."""
        if not isfinite(self.value):
            return Missing(self.missing.reason, self.place, self.when).finding()
        if self.measure.counts:
            return self.sentence().removesuffix(".")
        period = f" in {self.when}" if self.when else ""
        return f"{self.place}: {self.measure.write(self.value)}{period}"
