"""How the figures of one indicator are written."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.wording import about, interval, measured, number

__all__ = ["Measure"]


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

    def write(self, value: float) -> str:
        """Return a figure with its unit."""
        if self.modelled:
            return f"about {about(value)} {self.unit_alone}"
        return measured(value, self.unit_alone, self.decimals)

    @property
    def unit_alone(self) -> str:
        """The unit without the word that it is an estimate, for the middle of a sentence."""
        return self.unit.removesuffix(" (estimate)")

    def limits(self, lower: float, upper: float) -> str:
        """Return an interval in words; blank where there is none."""
        if self.modelled and interval(lower, upper):
            return f"{about(lower)} to {about(upper)}"
        return interval(lower, upper, self.decimals)
