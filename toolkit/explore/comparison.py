"""One indicator of an area beside others: a chart a method, and the figures as plain tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.catalogue.indicators import find_indicator
from toolkit.errors import ParameterError, did_you_mean
from toolkit.presentation.blocks import Section
from toolkit.presentation.wording import join_words
from toolkit.reports.report import Report

__all__ = ["CHARTS", "Chart", "Comparison"]


@dataclass(frozen=True)
class Chart:
    """A kind of chart of one indicator.

    Parameters
    ----------
    label : str
        What a person picks it by.
    view : str
        The method of `toolkit.reports.report.Report` that makes it.
    """

    label: str
    view: str


CHARTS = {
    "trend": Chart("Trend, or what the figure is best shown by", "section"),
    "caterpillar": Chart("Rank among all authorities, with intervals", "ranking"),
    "bars": Chart("Bars beside its comparators or region", "neighbours"),
    "funnel": Chart("Funnel: beyond chance?", "funnel"),
    "gradient": Chart("By deprivation and by sex", "inequality"),
    "composition": Chart("What the whole is made of", "composition"),
    "projection": Chart("Where it would go", "projection"),
}
"""Each kind, by the name of the method of `Comparison` that draws it."""


class Comparison:
    """One indicator of an area beside others.

    Parameters
    ----------
    report : Report
        Of the area, with its comparators and period.
    indicator : str
        Id or name; the area's nation's own of its subject is taken.

    Attributes
    ----------
    indicator : Indicator
        What is shown.

    Raises
    ------
    ParameterError
        Where the catalogue has no such indicator.
    """

    def __init__(self, report: Report, indicator: str) -> None:
        self.report = report
        self.indicator = report.material.of_nation(find_indicator(indicator).id)

    def chart(self, kind: str) -> Section:
        """Return the chart of a kind, one of `CHARTS`.

        Raises
        ------
        ParameterError
            Where there is no such kind, with the nearest.
        """
        if kind not in CHARTS:
            near = did_you_mean(kind, CHARTS)
            raise ParameterError(
                f"there is no chart {kind!r}" + (f": did you mean {near[0]}?" if near else ""),
                hint=f"there are: {', '.join(CHARTS)}",
            )
        made: Section = getattr(self.report, CHARTS[kind].view)(self.indicator.id)
        return made

    def trend(self) -> Section:
        """Show the indicator over time, or as its figures are best shown, with comparators."""
        return self.chart("trend")

    def caterpillar(self) -> Section:
        """Show the area's rank among all authorities of its nation, with intervals."""
        return self.chart("caterpillar")

    def bars(self) -> Section:
        """Show the area beside its comparator set, or the authorities of its region."""
        return self.chart("bars")

    def funnel(self) -> Section:
        """Show whether the area lies beyond what chance alone would spread."""
        return self.chart("funnel")

    def gradient(self) -> Section:
        """Show the indicator by deprivation and by sex."""
        return self.chart("gradient")

    def composition(self) -> Section:
        """Show what the whole is made of, period by period."""
        return self.chart("composition")

    def projection(self) -> Section:
        """Show where a count would go if it went on as it has."""
        return self.chart("projection")

    def table(self) -> pd.DataFrame:
        """Return the results behind the trend: the area's and its comparators', by period.

        Returns
        -------
        pandas.DataFrame
            Under the contract of the results.
        """
        return self.report.material.context(self.indicator).rows.reset_index(drop=True)

    def distribution(self) -> pd.DataFrame:
        """Return the figures of all authorities; as `toolkit.reports.report.Report.distribution`."""
        return self.report.distribution(self.indicator.id)

    def __repr__(self) -> str:
        whom = join_words([one.name for one in self.report.comparators])
        beside = f" beside {whom}" if whom else ""
        return (
            f"{self.indicator.name}: {self.report.area.name}{beside}; "
            f"show it with {', '.join(f'.{name}()' for name in CHARTS)}"
        )

    def _repr_mimebundle_(self, **given: object) -> dict[str, Any]:
        return {**self.trend()._repr_mimebundle_(**given), "text/plain": repr(self)}
