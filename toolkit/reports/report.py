"""The report object: an area, its comparators, and one call a section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from toolkit.analysis.building import build
from toolkit.analysis.standing_checks import StandingChecks
from toolkit.presentation.blocks import Cover, Section
from toolkit.presentation.nations import with_other_nations
from toolkit.presentation.protective_marks import bears_marks, choose_marks
from toolkit.presentation.sections import make_section
from toolkit.presentation.wording import join_words
from toolkit.reports.material import Material
from toolkit.reports.parameters import Parameters
from toolkit.reports.views import (
    changes,
    checks,
    cover,
    findings,
    inequality,
    mix,
    plans,
    population,
    printed,
    profile,
    projection,
    recommendations,
    scorecard,
    standing,
)
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["Report", "open_report"]


@bears_marks
class Report:
    """What can be said of an area, section by section.

    Parameters
    ----------
    parameters : Parameters
        Area, comparators, period and mode, checked.
    store : Store
        Where the results stand.
    made : StandingChecks, optional
        What the standing checks say of them.

    Attributes
    ----------
    area : Area
        Whom it is about.
    comparators : tuple of Area
        Single areas beside it.
    comparator_sets : tuple of ComparatorSet
        Sets of authorities that it is ranked among, with members and reasons.
    period : Period or None
        The last period to speak of.
    mode : str
        ``public`` or ``restricted``.
    marks : tuple of Mark
        What its blocks bear: it is of the practice set, restricted, or both.
    material : Material
        Its results, read once.

    Raises
    ------
    ParameterError, DataError, SourceError
        Where a set of comparators cannot be made.
    DisclosureError
        Where a comparator is a part or the whole of the area and the two
        together would tell a hidden figure.
    """

    def __init__(
        self, parameters: Parameters, store: Store, made: StandingChecks | None = None
    ) -> None:
        self.area = parameters.area
        self.comparators = parameters.comparators
        self.period = parameters.period
        self.mode = parameters.mode
        self.marks = choose_marks(parameters.mode, synthetic=store.is_synthetic)
        self.material = Material(parameters, store)
        self.comparator_sets = self.material.sets
        made = made or StandingChecks((), 0.0)
        self._checks = made.where(self.material.protection.allows)
        self._absent: list[str] = []

    def cover(self) -> Cover:
        """Return the head of the report."""
        return cover.cover(self.material)

    def __repr__(self) -> str:
        whom = [
            *(one.name for one in self.comparators),
            *(one.name for one in self.comparator_sets),
        ]
        beside = f" beside {join_words(whom)}" if whom else ""
        return (
            f"Report of {self.area.name} ({self.area.code}){beside}, {self.mode}, up to "
            f'{self.period or "the latest period"}; report.section("drug_misuse_deaths") shows an '
            "indicator, report.key_findings() what stands out"
        )

    def _repr_html_(self) -> str:
        return str(self.cover().as_html())

    def section(self, name: str, *others: str) -> Section:
        """Return the section of one indicator.

        Parameters
        ----------
        name : str
            Id or name of the indicator; the area's nation's own of its subject is taken.
        *others : str
            What to show in its stead, the first of which the area has figures.

        Returns
        -------
        Section
            Without figures, one that says why.

        Raises
        ------
        ParameterError
            Where the catalogue has no such indicator.

        Examples
        --------
        >>> report = open_report("Plymouth")  # doctest: +SKIP
        >>> report.section("drug_misuse_deaths")  # doctest: +SKIP
        """
        asked = [self.material.of_nation(one) for one in (name, *others)]
        declared = [one for one in asked if self.area.nation in one.nations] or asked
        indicator = next((one for one in asked if self.material.holds(one)), declared[0])
        context = self.material.context(indicator)
        cited = self.material.cite(context.own.iloc[::-1])
        section = make_section(replace(context, sources=cited))
        others_ = self.material.of_other_nations(indicator)
        section = with_other_nations(section, indicator, others_)
        return self._noted(plans.with_commentary(self.material, section))

    def distribution(self, name: str) -> pd.DataFrame:
        """Return the figures of all upper-tier authorities, among which the area has its rank.

        Parameters
        ----------
        name : str
            Id or name of the indicator; the area's nation's own of its subject is taken.

        Returns
        -------
        pandas.DataFrame
            Results of the area's nation for the last period that is widely held
            and in which the area has a figure, a row an authority and group, with ``sets``: the names of the comparator
            sets that the authority is in, parted by ``; ``. Empty where there are none.

        Raises
        ------
        ParameterError
            Where the catalogue has no such indicator.

        Examples
        --------
        >>> report = open_report("Plymouth", "neighbours")  # doctest: +SKIP
        >>> report.distribution("drug_misuse_deaths")["sets"].ne("").sum()  # doctest: +SKIP
        15
        """
        return self.material.distribution(self.material.of_nation(name))

    def key_findings(self) -> Section:
        """Say what matters most, and what is not known."""
        return findings.key_findings(self.material)

    def ranking(self, name: str, *others: str) -> Section:
        """Show an indicator's place among the authorities of the nation."""
        return self._first(standing.ranking, name, *others)

    def funnel(self, name: str, *others: str) -> Section:
        """Show whether an indicator lies beyond what chance alone would spread."""
        return self._first(standing.funnel, name, *others)

    def neighbours(self, name: str, *others: str) -> Section:
        """Show an indicator beside the report's comparator set, or the region's authorities."""
        return self._first(standing.neighbours, name, *others)

    def spine(self, domain: str = "") -> Section:
        """Show the indicators of a domain, or all, on one spine."""
        return self._noted(profile.spine(self.material, domain))

    def overview(self, domain: str = "") -> Section:
        """Show the indicators of a domain, or all, in a table with words."""
        return self._noted(profile.overview(self.material, domain))

    def composition(self, name: str, *others: str) -> Section:
        """Show what a whole is made of, period by period."""
        return self._first(mix.composition, name, *others)

    def inequality(self, name: str, *others: str) -> Section:
        """Show an indicator by deprivation and by sex."""
        return self._first(inequality.inequality, name, *others)

    def projection(self, name: str, *others: str) -> Section:
        """Show where a count would go if it went on as it has."""
        return self._first(projection.projection, name, *others)

    def changes(self, *names: str) -> Section:
        """Show the figures of two years of each indicator, and what their change can carry."""
        return self._noted(changes.changes(self.material, names))

    def scorecard(self) -> Section:
        """Show every measure of the national outcomes framework, or why it is empty."""
        return scorecard.scorecard(self.material)

    def population(self) -> Section:
        """Show the residents by age and sex."""
        return self._noted(population.population(self.material))

    def targets(self, date: str = "") -> Section:
        """Show where each target stands at a day; the last of the report's figures by default."""
        return self._noted(plans.targets(self.material, date))

    def delivery_plan(self, date: str = "") -> Section:
        """Show each action beside the measure that it should move, and what is late or at risk."""
        return self._noted(plans.delivery_plan(self.material, date))

    def milestones(self, date: str = "") -> Section:
        """Show each milestone that has a number beside the pace that it needs."""
        return self._noted(plans.milestones(self.material, date))

    def printed(self) -> Section:
        """Show what the area's printed report states beside what the toolkit makes of it."""
        return self._noted(printed.printed(self.material))

    def recommendations(self) -> Section:
        """Show what the figures recommend, each with its rule and evidence."""
        return recommendations.recommendations(self.material)

    def checks(self) -> Section:
        """Show what the standing checks found in the area's figures."""
        return checks.checks(self.material, self._checks)

    def missing(self) -> Section:
        """Name the sections asked for so far that have no figures; each gives its reason itself."""
        absent = "; ".join(dict.fromkeys(self._absent))
        lines = [f"Without figures, for the reason that each gives: {absent}."] if absent else []
        return Section(
            "missing",
            "Sections without figures",
            [
                *(lines or ["Every section above has figures."]),
                "Subjects that this report has no section for are not said to be well.",
            ],
        )

    def _first(self, view: Callable[[Material, str], Section], *names: str) -> Section:
        """Return a view of the first of some indicators of the nation that can be shown."""
        of_nation = [
            name for name in names if self.area.nation in self.material.of_nation(name).nations
        ]
        tried: list[Section] = []
        for name in of_nation or names[:1]:
            tried.append(view(self.material, name))
            if not tried[-1].missing:
                break
        shown = tried[0] if tried[-1].missing else tried[-1]
        return self._noted(shown)

    def _noted(self, section: Section) -> Section:
        if section.missing:
            self._absent.append(section.heading)
        return section


def open_report(
    area: str,
    comparators: str | Sequence[str] = "",
    period: str = "latest",
    mode: str = "public",
    across_nations: bool = False,
    *,
    workspace: Workspace | None = None,
) -> Report:
    """Open the report of an area, building the store first where that is needed.

    Parameters
    ----------
    area : str
        Name, alias or code.
    comparators : str or sequence of str, optional
        Areas to set beside it, a text separated by semicolons or a list; its
        nation and region by default. Words ask for sets that it is ranked
        among: ``nation``, ``region``, ``nhs region``, ``icb``, ``health board``,
        ``partnership``, ``deprivation decile``, ``neighbours`` and ``list``, each
        perhaps with a colon and which one: ``neighbours:10``,
        ``deprivation decile:2019``, ``region:London``, ``list:cipfa``.
    period : str, default "latest"
        The last period to speak of.
    mode : {"public", "restricted"}
        Whether figures that are not for publication are left out.
    across_nations : bool, default False
        Whether comparators of nations that publish otherwise are taken; their
        own statistics are then shown apart, with the reasons and no verdict.
    workspace : Workspace, optional
        Where the data lie; the current one by default.

    Returns
    -------
    Report

    Raises
    ------
    ParameterError
        With every parameter that cannot be.
    DataError
        Where no data are held at all, or a set of comparators lacks its own.
    DisclosureError
        Where a part beside its whole would tell a hidden figure.
    """
    checked = Parameters.parse(
        area=area,
        comparators=comparators,
        period=period,
        mode=mode,
        across_nations=across_nations,
    )
    store = Store(workspace or Workspace.current())
    return Report(checked, store, build(store).checks)
