"""Indicators: one declaration each, from which everything else follows."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field, field_validator, model_validator

from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations
from toolkit.errors import ParameterError, did_you_mean

__all__ = ["Indicator", "Measure", "find_indicator", "load_indicators"]

Statistic = Literal["published", "count", "proportion", "percentage_change", "unmet_need"]
Polarity = Literal["lower_is_better", "higher_is_better", "no_judgement"]
Tier = Literal["upper", "lower", "region", "nation", "country_group"]
Nation = Literal["England", "Scotland", "Wales", "Northern Ireland"]


class Measure(Declaration):
    """Which observations a numerator or denominator reads.

    Parameters
    ----------
    measure : str
        The observations' ``indicator``.
    source : str, optional
        Only from this source; otherwise the rule of ``sources.toml`` decides.
    ages : tuple of str
        Only figures for these ages, of several the first that is there; empty for
        every age band, each with a result of its own.
    groups : tuple of str
        Groups to be summed to one; all must be there.
    """

    measure: str
    source: str | None = None
    ages: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Population(Declaration):
    """Whom the indicator is about."""

    sex: Literal["persons", "male", "female"] = "persons"
    age: str


class Window(Declaration):
    """Over what time one figure runs."""

    kind: Literal["calendar", "financial"]
    years: int = Field(default=1, ge=1)


class Difference(Declaration):
    """Why a printed figure and the recomputed one may differ.

    Parameters
    ----------
    groups : tuple of str
        The groups that it is about; empty for all.
    reason : str
        What is known or supposed, said as such.
    """

    groups: tuple[str, ...] = ()
    reason: str


class Indicator(Declaration):
    """One indicator of the catalogue.

    Parameters
    ----------
    id, name, domain : str
        Its key, its name in a heading, and the file it stands in.
    noun : str
        What is counted, for use in the middle of a sentence.
    numerator : tuple of Measure
        The observations it reads; of several, the first that an area has.
    denominator : Measure, optional
        What the numerator is set against.
    published : Measure, optional
        Where publishers print the same statement, to be set beside ours.
    statistic : str
        How the value is made: a statistic of ``toolkit.methods``, or as published.
    interval : str, optional
        Where the limits come from; left out where a figure has none.
    scale : float
        What the value is per: 100 for per cent.
    unit : str
        Unit of the value as a reader sees it.
    decimals : int
        How many decimals a reader is shown.
    comparable : bool
        Whether areas may be set against each other: numbers of people may not.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    noun: str
    domain: str
    numerator: tuple[Measure, ...] = Field(min_length=1)
    denominator: Measure | None = None
    published: Measure | None = None
    population: Population
    statistic: Statistic
    interval: str | None = None
    scale: float = Field(default=1, gt=0)
    unit: str
    decimals: int = Field(default=0, ge=0, le=3)
    period: Window
    nations: tuple[Nation, ...] = Field(min_length=1)
    tiers: tuple[Tier, ...] = Field(min_length=1)
    polarity: Polarity
    comparable: bool = True
    ids: dict[str, int | str] = Field(default_factory=dict)
    why_it_matters: str
    caveats: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    references: tuple[str, ...] = Field(min_length=1)

    @field_validator("numerator", mode="before")
    @classmethod
    def _one_or_several(cls, given: object) -> object:
        return [given] if isinstance(given, dict) else given

    @model_validator(mode="after")
    def _needs_what_its_statistic_reads(self) -> Indicator:
        if self.statistic in ("unmet_need", "proportion") and self.denominator is None:
            raise ValueError(f"the statistic {self.statistic} needs a denominator")
        return self


@cache
def load_indicators() -> dict[str, Indicator]:
    """Return every indicator of the catalogue by id.

    Returns
    -------
    dict of str to Indicator
        Ordered by domain and by place in the domain's file.

    Raises
    ------
    CatalogueError
        With every fault of every file.

    Examples
    --------
    >>> load_indicators()["drug_misuse_deaths"].unit
    'deaths per 100,000 people'
    """
    return read_declarations(sorted((CATALOGUE / "indicators").glob("*.toml")), Indicator)


def find_indicator(text: str) -> Indicator:
    """Return the indicator of an id or name.

    Parameters
    ----------
    text : str
        An id, or a name in full; case does not matter.

    Returns
    -------
    Indicator

    Raises
    ------
    ParameterError
        If there is none, with the nearest.

    Examples
    --------
    >>> find_indicator("Deaths from drug misuse").id
    'drug_misuse_deaths'
    """
    indicators = load_indicators()
    wanted = text.strip().casefold()
    for indicator in indicators.values():
        if wanted in (indicator.id, indicator.name.casefold()):
            return indicator
    near = did_you_mean(wanted.replace(" ", "_"), indicators) or did_you_mean(
        wanted, [indicator.name for indicator in indicators.values()]
    )
    raise ParameterError(
        f"there is no indicator {text!r}" + (f": did you mean {near[0]}?" if near else ""),
        hint="`toolkit indicators` lists them all",
    )
