"""Indicators: one declaration each, from which everything else follows."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Literal

from pydantic import Field, field_validator, model_validator

from toolkit.catalogue.age_bands import years_of_age
from toolkit.catalogue.measures import RESIDENTS, Break, Difference, Measure, Population, Window
from toolkit.catalogue.own import of_own_files, own_folder, refuse_shadows
from toolkit.catalogue.schemes import find_mixed_groups
from toolkit.catalogue.suppression import find_suppression
from toolkit.catalogue.tables import CATALOGUE, Declaration, read_declarations
from toolkit.errors import CatalogueError, ParameterError, did_you_mean

__all__ = ["Indicator", "find_indicator", "load_indicators", "load_project_indicators"]

Statistic = Literal[
    # What toolkit.analysis.calculation makes of observations.
    "published",
    "count",
    "proportion",
    "standardised_ratio",
    "percentage_change",
    "unmet_need",
    "projected_unmet_need",
    # Of toolkit.methods too, for figures that nobody here holds or that are made from results.
    "crude_rate",
    "directly_standardised_rate",
    "number_needed_for_proportion",
    "rate_ratio",
    "trajectory",
]
PublishedAs = Literal[
    "assessment",
    "crude_rate",
    "directly_standardised_rate",
    "modelled_estimate",
    "proportion",
    "score",
    "survey_estimate",
    "synthetic_estimate",
]
Polarity = Literal["lower_is_better", "higher_is_better", "no_judgement"]
Tier = Literal[
    "upper",
    "lower",
    "region",
    "nation",
    "country_group",
    "icb",
    "health_board",
    "alcohol_and_drug_partnership",
    "area_planning_board",
    "police_force",
    "community_safety_partnership",
]
Nation = Literal["England", "Scotland", "Wales", "Northern Ireland"]
Availability = Literal[
    "authority", "national_only", "restricted", "discontinued", "no_source_held", "derived"
]


_RATES = ("crude_rate", "directly_standardised_rate")
_NEEDS = ("unmet_need", "projected_unmet_need")


_OWN = "An indicator of this partnership's own, declared in own/indicators/{file}."


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
        Empty where no reader makes them, which ``availability`` explains.
    denominator : Measure, optional
        What the numerator is set against, unless its own rows hold that. The
        measure ``residents`` stands for the population of each figure's own
        area, sex, ages and years, whatever files it has to be summed from.
    published : tuple of Measure
        Where publishers print the same statement, to be set beside ours.
    statistic : str
        How the value is made: a statistic of ``toolkit.methods``, or as published.
    published_as : str, optional
        What the publisher made it as, where the value is taken as published.
    standard : str, optional
        Of an age-standardised rate, the standard population and what it weighs by.
    interval : str, optional
        Where the limits come from; left out where a figure has none.
    scale : float
        What the value is per: 100 for per cent.
    unit : str
        Unit of the value as a reader sees it.
    decimals : int
        How many decimals a reader is shown.
    nations, tiers : tuple of str
        Where, and for areas of which kind, figures are published.
    comparable : bool
        Whether areas may be set against each other: numbers of people may not.
    availability : str
        ``authority``: for local areas, and read here. ``national_only``: for
        nations or regions alone. ``restricted``: local figures go to
        partnerships, not to the public. ``discontinued``: the local series has
        ended. ``no_source_held``: no reader here reads it. ``derived``: made
        from results, whichever are there.
    availability_reason : str, optional
        Why it is not for every authority, read here and public.
    suppression : str, optional
        The rule of ``suppression.toml`` for its small numbers, where it is not
        that of the sources of its figures.
    framework : str, optional
        The measure of the National Combating Drugs Outcomes Framework that it
        belongs to, by its id in ``framework.toml``.
    ids : dict of str to int or str
        What others call it: ``fingertips``, ``scotpho``, and ``draft``, its short name.
    ids_unverified : tuple of str
        Those of its ids that nobody has checked; nothing is read under them.
    breaks : tuple of Break
        Where its series ends and another begins; no trend runs across one.
    why_it_matters, caveats, differences, references
        What a reader is told beside the figure.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    noun: str
    domain: str
    numerator: tuple[Measure, ...] = ()
    denominator: Measure | None = None
    published: tuple[Measure, ...] = ()
    population: Population
    statistic: Statistic
    published_as: PublishedAs | None = None
    standard: str | None = None
    interval: str | None = None
    scale: float = Field(default=1, gt=0)
    unit: str
    decimals: int = Field(default=0, ge=0, le=3)
    period: Window
    nations: tuple[Nation, ...] = Field(min_length=1)
    tiers: tuple[Tier, ...] = Field(min_length=1)
    polarity: Polarity
    comparable: bool = True
    availability: Availability = "authority"
    availability_reason: str | None = None
    suppression: str | None = None
    framework: str | None = None
    ids: dict[str, int | str] = Field(default_factory=dict)
    ids_unverified: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    why_it_matters: str
    caveats: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    references: tuple[str, ...] = Field(min_length=1)

    @field_validator("numerator", "published", mode="before")
    @classmethod
    def _one_or_several(cls, given: object) -> object:
        return [given] if isinstance(given, dict) else given

    @field_validator("suppression")
    @classmethod
    def _names_a_rule(cls, name: str | None) -> str | None:
        try:
            return name and find_suppression(name).id
        except CatalogueError as error:
            raise ValueError(error.summary) from None

    @model_validator(mode="after")
    def _holds_together(self) -> Indicator:
        if self.statistic in _NEEDS and self.denominator is None:
            raise ValueError(f"the statistic {self.statistic} needs a denominator")
        self._sets_counts_against_residents()
        if not self.numerator and self.availability == "authority":
            raise ValueError("without a numerator, availability must say why there is none")
        if self.numerator and self.availability in ("no_source_held", "derived"):
            raise ValueError(f"availability is {self.availability}, but there is a numerator")
        if (self.availability == "authority") != (self.availability_reason is None):
            raise ValueError("availability_reason belongs to every availability but authority")
        if unknown := sorted(set(self.ids_unverified) - set(self.ids)):
            raise ValueError(f"ids_unverified names {', '.join(unknown)}, which ids does not hold")
        for measure in self.numerator:
            whole = () if self.denominator is None else self.denominator.named_groups
            if fault := find_mixed_groups([*measure.named_groups, *whole]):
                raise ValueError(fault)
        return self

    def _sets_counts_against_residents(self) -> None:
        """Refuse a rate without people, and people of other ages than the rate is about."""
        if self.statistic in _RATES and self.numerator and self.denominator is None:
            raise ValueError(f"the statistic {self.statistic} needs a denominator")
        if self.denominator is None or self.denominator.measure != RESIDENTS:
            return
        made = self.published_as if self.statistic == "published" else self.statistic
        if made not in _RATES:
            raise ValueError(
                f"residents are the denominator of {' or '.join(_RATES)}, not of {made}"
            )
        if years_of_age(self.population.age) is None:
            raise ValueError(
                f"residents cannot be counted for the ages {self.population.age!r} of population"
            )
        for what, measures in (("denominator", [self.denominator]), ("numerator", self.numerator)):
            ages = {age for measure in measures for age in measure.ages}
            if others := sorted(ages - {self.population.age}):
                raise ValueError(
                    f"the {what} is of the ages {', '.join(others)}, the population of "
                    f"{self.population.age}: a rate needs both of the same ages"
                )

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Everything that it reads."""
        denominator = () if self.denominator is None else (self.denominator,)
        return (*self.numerator, *denominator, *self.published)

    @property
    def figures(self) -> tuple[Measure, ...]:
        """What it reads as it stands: all but the residents, who are summed for each figure."""
        return tuple(one for one in self.measures if one.measure != RESIDENTS or one.ages)

    @property
    def other_names(self) -> set[str]:
        """What others call it, as far as somebody has checked that."""
        return {
            str(name).casefold()
            for kind, name in self.ids.items()
            if kind not in self.ids_unverified
        }


@of_own_files("indicators")
def load_indicators() -> dict[str, Indicator]:
    """Return every indicator of the catalogue by id, the user's own after the project's.

    Returns
    -------
    dict of str to Indicator
        Ordered by domain and by place in the domain's file.

    Raises
    ------
    CatalogueError
        With every fault of every file, and where one of the user's own would
        hide one of the project's.

    Examples
    --------
    >>> load_indicators()["drug_misuse_deaths"].unit
    'deaths per 100,000 people'
    """
    return {**load_project_indicators(), **_own_indicators()}


@cache
def load_project_indicators() -> dict[str, Indicator]:
    """Return the project's own indicators by id, whatever a user has in ``own``.

    Examples
    --------
    >>> "drug_misuse_deaths" in load_project_indicators()
    True
    """
    return read_declarations(sorted((CATALOGUE / "indicators").glob("*.toml")), Indicator)


def _own_indicators() -> dict[str, Indicator]:
    """Return what is declared in ``own/indicators``; a reader is told that it is not the project's."""
    taken = {
        name: f"{one.id}, an indicator"
        for one in load_project_indicators().values()
        for name in (one.id, one.name.casefold(), *one.other_names)
    }
    paths = sorted((own_folder() / "indicators").glob("*.toml"))
    found = read_declarations(paths, Indicator)
    places = {
        key: path for path in paths for key in tomllib.loads(path.read_text(encoding="utf-8"))
    }
    called = [
        (f"{places[one.id]} [{one.id}]", name)
        for one in found.values()
        for name in dict.fromkeys((one.id, one.name.casefold(), *one.other_names))
    ]
    refuse_shadows(taken, called)
    return {
        key: one.model_copy(update={"caveats": (*one.caveats, _OWN.format(file=places[key].name))})
        for key, one in found.items()
    }


def find_indicator(text: str) -> Indicator:
    """Return the indicator of an id or name.

    Parameters
    ----------
    text : str
        An id, a name in full, or what others call it: its short name in the
        first draft of this catalogue, or its number in Fingertips or ScotPHO;
        case does not matter.

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
    >>> find_indicator("n_treat_ocu").id
    'opiate_crack_in_treatment'
    """
    indicators = load_indicators()
    wanted = text.strip().casefold()
    for indicator in indicators.values():
        if wanted in (indicator.id, indicator.name.casefold()):
            return indicator
    for indicator in indicators.values():
        if wanted in indicator.other_names:
            return indicator
    near = did_you_mean(wanted.replace(" ", "_"), indicators) or did_you_mean(
        wanted, [indicator.name for indicator in indicators.values()]
    )
    raise ParameterError(
        f"there is no indicator {text!r}" + (f": did you mean {near[0]}?" if near else ""),
        hint="`toolkit indicators` lists them all",
    )
