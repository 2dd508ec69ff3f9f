"""The report object: an area, its comparators, and one call a section."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from toolkit.analysis.building import build, results, results_of
from toolkit.analysis.comparison import compare_with
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.equivalents import indicator_of_nation
from toolkit.catalogue.indicators import Indicator, find_indicator
from toolkit.presentation.blocks import Cover, Section
from toolkit.presentation.context import Context
from toolkit.presentation.nations import OtherNation, with_other_nations
from toolkit.presentation.sections import make_section
from toolkit.reports.absences import notes_on_together, published_as, why_missing
from toolkit.reports.comparators import (
    check_parts,
    distribution_of,
    headline,
    may_show,
    resolve_sets,
)
from toolkit.reports.parameters import Parameters
from toolkit.sources.lineage import cite
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["Report", "open_report"]


class Report:
    """What can be said of an area, section by section.

    Parameters
    ----------
    parameters : Parameters
        Area, comparators, period and mode, checked.
    store : Store
        Where the results stand.

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

    Raises
    ------
    ParameterError, DataError, SourceError
        Where a set of comparators cannot be made.
    DisclosureError
        Where a comparator is a part or the whole of the area and the two
        together would tell a hidden figure.
    """

    def __init__(self, parameters: Parameters, store: Store) -> None:
        self.area = parameters.area
        self.comparators = parameters.comparators
        self.comparator_sets = resolve_sets(parameters, store)
        self.period = parameters.period
        self.mode = parameters.mode
        self._parameters = parameters
        self._store = store
        self._absent: list[str] = []
        check_parts(parameters, store)

    @cached_property
    def _rows(self) -> pd.DataFrame:
        """Headline results of the area and its comparators, up to the report's period."""
        shown = {self.area, *self.comparators}
        together = [
            area.code
            for area in load_areas().values()
            if area not in shown and shown & {*area.parts}
        ]
        rows = pd.concat(
            [
                results_of(self._store, [self.area, *self.comparators]),
                results(self._store, area_code=together),
            ],
            ignore_index=True,
        )
        return may_show(rows, self._parameters).sort_values(
            ["period_end", "period_start"], na_position="first"
        )

    def cover(self) -> Cover:
        """Return the head of the report."""
        last = self._rows.loc[self._rows["area_code"] == self.area.code, "period_end"].max()
        facts = [
            f"Compared with: {', '.join(area.name for area in self.comparators) or 'no other area'}",
            *(found.told() for found in self.comparator_sets),
            f"Latest figures: to {last:%B %Y}"
            if pd.notna(last)
            else "No figures that this report shows are held for this area",
            "Made from publishers' files; every figure can be walked back to its cell with `toolkit trace`",
        ]
        warnings = ["Restricted: not for publication"] if self.mode == "restricted" else []
        return Cover(
            self.area.name,
            self.area.code,
            f"Drugs and alcohol in {self.area.name}",
            facts,
            warnings,
        )

    def section(self, name: str) -> Section:
        """Return the section of one indicator.

        Parameters
        ----------
        name : str
            Id or name of the indicator.

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
        indicator = self._of_nation(find_indicator(name))
        section = make_section(self._context(indicator))
        if section.missing:
            self._absent.append(section.heading)
        return with_other_nations(section, indicator, self._of_other_nations(indicator))

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
        indicator = self._of_nation(find_indicator(name))
        return distribution_of(indicator, self._parameters, self.comparator_sets, self._store)

    def missing(self) -> Section:
        """Name the sections asked for so far that have no figures; each gives its reason itself."""
        absent = "; ".join(dict.fromkeys(self._absent))
        lines = [f"Without figures, for the reason that each gives: {absent}."] if absent else []
        return Section(
            "missing",
            "Sections without figures",
            [
                *(lines or ["Every section above has figures."]),
                "Subjects that this report has no section for are not said to be well: alcohol-specific "
                "deaths, hospital admissions, completion of treatment, continuity of care after prison "
                "and deaths in treatment among them.",
            ],
        )

    def _of_nation(self, indicator: Indicator) -> Indicator:
        """Return the area's nation's own indicator of the subject, where the catalogue has one."""
        own = indicator_of_nation(indicator, self.area.nation) if self.area.nation else None
        return own or indicator

    def _of_other_nations(self, indicator: Indicator) -> list[OtherNation]:
        """Return the comparators whose nation has another statistic of the subject, or none."""
        found = []
        for area in self._apart(indicator):
            own = indicator_of_nation(indicator, area.nation)
            if own is None and not self._parameters.across_nations:
                continue
            rows = self._rows[self._rows["area_code"] == area.code]
            found.append(OtherNation(area, own, headline(rows, own) if own else rows.iloc[:0]))
        return found

    def _apart(self, indicator: Indicator) -> list[Area]:
        """Return the comparators that never meet the area on one axis in this indicator."""
        return [
            area
            for area in self.comparators
            if area.nation not in ("", self.area.nation)
            and indicator_of_nation(indicator, area.nation) != indicator
        ]

    def _context(self, indicator: Indicator) -> Context:
        rows = headline(self._rows, indicator)
        area = published_as(self.area, rows)
        own = rows[rows["area_code"] == area.code]
        apart = self._apart(indicator)
        comparators = [published_as(one, rows) for one in self.comparators if one not in apart]
        comparators = [one for one in dict.fromkeys(comparators) if one != area]
        comparisons = [
            compare_with(own, pd.Series(comparator.code, index=own.index), rows)
            for comparator in comparators
        ]
        return Context(
            area=area,
            comparators=comparators,
            indicator=indicator,
            rows=rows,
            comparisons=pd.concat(comparisons) if comparisons else own,
            sources=cite(self._store, own.iloc[::-1]),
            notes=notes_on_together(self.area, area, rows),
            missing="" if len(own) else why_missing(self.area, indicator, self._store),
        )


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
    build(store)
    return Report(checked, store)
