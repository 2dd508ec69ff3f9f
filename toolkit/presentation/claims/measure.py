"""How the figures of one indicator are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import floor, isfinite, log10, nan

from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.wording import about, interval, measured, number, percentage_points

__all__ = ["Measure"]

_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Measure:
    """Unit, decimals and noun of a figure, and how sure its digits are.

    Parameters
    ----------
    unit : str
        As a reader sees it; a share begins with %.
    decimals : int
        How many are printed.
    noun : str
        What is counted, in the plural.
    counts : bool
        Whether the figure is a number of people or events, not a rate or share.
    modelled : bool
        Whether it is a number that a model gives, which carries two significant figures.
    synthetic : bool
        Whether it is national rates laid over local people: an illustration.

    Examples
    --------
    >>> Measure("deaths per 100,000 people", 1).write(8.04)
    '8.0 deaths per 100,000 people'
    >>> Measure("people (estimate)", counts=True, modelled=True).write(3435)
    'about 3,400 people'
    """

    unit: str
    decimals: int = 0
    noun: str = ""
    counts: bool = False
    modelled: bool = False
    synthetic: bool = False

    @classmethod
    def of(cls, indicator: Indicator, basis: str = "published") -> Measure:
        """Return how an indicator's figures of some basis are written.

        Examples
        --------
        >>> from toolkit.catalogue.indicators import load_indicators
        >>> Measure.of(load_indicators()["alcohol_dependence"], "modelled").plain(3435)
        '3,400'
        """
        return cls(
            unit=indicator.unit,
            decimals=indicator.decimals,
            noun=indicator.noun.removeprefix("change in "),
            counts=not indicator.comparable,
            modelled=basis == "modelled" and not indicator.comparable,
            synthetic=indicator.published_as == "synthetic_estimate",
        )

    @property
    def is_share(self) -> bool:
        """Whether differences are percentage points."""
        return self.unit.startswith("%")

    def plain(self, value: float) -> str:
        """Return a figure without its unit."""
        return about(value) if self.modelled else number(value, self.decimals)

    @property
    def in_full(self) -> Measure:
        """How a table writes the same: every digit, for that is where a published figure is looked up.

        Examples
        --------
        >>> Measure("people (estimate)", counts=True, modelled=True).in_full.plain(3435)
        '3,435'
        """
        return replace(self, modelled=False)

    def say(self, value: float, lower: float = nan, upper: float = nan) -> str:
        """Return a figure in words, without its unit, and its limits where it has any.

        Examples
        --------
        >>> Measure("people (estimate)", counts=True, modelled=True).say(3435, 2804, 4402)
        'about 3,400 (2,800 to 4,400)'
        """
        limits = self.limits(lower, upper)
        rounded = "about " if self.modelled and isfinite(value) else ""
        return f"{rounded}{self.plain(value)}" + (f" ({limits})" if limits else "")

    def write(self, value: float) -> str:
        """Return a figure with its unit."""
        if self.modelled:
            return f"{self.say(value)} {self.unit_alone}"
        return measured(value, self.unit_alone, self.decimals)

    def difference(self, value: float) -> str:
        """Return how far two figures lie apart, without a sign, with the unit.

        Examples
        --------
        >>> Measure("%", 1).difference(-3.24)
        '3.2 percentage points'
        """
        if self.is_share:
            return percentage_points(value, self.decimals)
        return self.write(abs(value))

    def finer(self, *values: float) -> Measure:
        """Return the measure with the decimals it takes that of some figures only 0 prints as 0.

        Examples
        --------
        >>> Measure("deaths", 1).finer(0.03, 0.11).plain(0.03)
        '0.03'
        """
        lost = [
            abs(value)
            for value in values
            if isfinite(value) and value and not self.plain(value).strip("−0.,")
        ]
        if not lost:
            return self
        return replace(self, decimals=min(-floor(log10(min(lost))), _MOST_DECIMALS))

    @property
    def unit_alone(self) -> str:
        """The unit without the word that it is an estimate, for the middle of a sentence."""
        return self.unit.removesuffix(" (estimate)")

    def explain_rounding(self, values: Iterable[float]) -> list[str]:
        """Return the note of a table on figures that have more digits than the text gives."""
        said = (
            "Estimates stand here in full, to be looked up; the text gives them to two significant "
            "figures, for they carry no more."
        )
        rounded = any(self.plain(one) != number(one, self.decimals) for one in values)
        return [said] if self.modelled and rounded else []

    def limits(self, lower: float, upper: float) -> str:
        """Return an interval in words; blank where there is none."""
        if self.modelled and interval(lower, upper):
            return f"{about(lower)} to {about(upper)}"
        return interval(lower, upper, self.decimals)
