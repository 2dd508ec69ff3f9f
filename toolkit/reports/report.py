"""The report object: an area, its comparators, and one call a section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from toolkit.analysis.building import build, results, results_of
from toolkit.analysis.change import period_of
from toolkit.analysis.comparison import compare_with
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.indicators import Indicator, find_indicator, load_indicators
from toolkit.presentation.blocks import Cover, Section
from toolkit.presentation.context import Context
from toolkit.presentation.sections import make_section
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
    """

    def __init__(self, parameters: Parameters, store: Store) -> None:
        self.area = parameters.area
        self.comparators = parameters.comparators
        self.period = parameters.period
        self.mode = parameters.mode
        self._store = store
        self._absent: dict[str, str] = {}

    @cached_property
    def _rows(self) -> pd.DataFrame:
        """Headline results of the area and its comparators, up to the report's period."""
        together = [
            area for area in load_areas().values() if area != self.area and self.area in area.parts
        ]
        rows = pd.concat(
            [
                results_of(self._store, [self.area, *self.comparators]),
                results(self._store, area_code=[area.code for area in together]),
            ],
            ignore_index=True,
        )
        rows = rows[rows["category_type"] == ""]
        if self.mode == "public":
            rows = rows[~rows["restricted"]]
        if self.period is not None:
            rows = rows[~(rows["period_end"] > pd.Timestamp(self.period.end))]
        return rows.sort_values(["period_end", "period_start"], na_position="first")

    def cover(self) -> Cover:
        """Return the head of the report."""
        last = self._rows.loc[self._rows["area_code"] == self.area.code, "period_end"].max()
        facts = [
            f"Compared with: {', '.join(area.name for area in self.comparators) or 'no other area'}",
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
        section = make_section(self._context(self._of_nation(find_indicator(name))))
        if section.missing:
            self._absent[section.heading] = section.missing
        return section

    def missing(self) -> Section:
        """Return what the sections asked for so far could not show, each with its reason."""
        lines = [f"{heading}. {reason}" for heading, reason in self._absent.items()]
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
        if not self.area.nation or self.area.nation in indicator.nations:
            return indicator
        own = f"{indicator.id}_{self.area.nation.lower()}"
        return load_indicators().get(own, indicator)

    def _context(self, indicator: Indicator) -> Context:
        rows = self._rows[self._rows["indicator"] == indicator.id]
        # Figures for other ages and the other sex are breakdowns, not the headline.
        headline = (indicator.population.age, "not stated")
        rows = rows[(rows["sex"] == indicator.population.sex) & rows["age"].isin(headline)]
        area = self._area_published(rows)
        own = rows[rows["area_code"] == area.code]
        comparisons = [
            compare_with(own, pd.Series(comparator.code, index=own.index), rows)
            for comparator in self.comparators
        ]
        return Context(
            area=area,
            comparators=self.comparators,
            indicator=indicator,
            rows=rows,
            comparisons=pd.concat(comparisons) if comparisons else own,
            sources=cite(self._store, own.iloc[::-1]),
            notes=self._published_together(rows, area),
            missing="" if len(own) else self._why_missing(indicator),
        )

    def _area_published(self, rows: pd.DataFrame) -> Area:
        """Return the area, or the combined one that a publisher prints in its stead."""
        held = set(rows["area_code"])
        together = [code for code in held if self.area.code in code.split("+")]
        return self.area if self.area.code in held or not together else load_areas()[together[0]]

    def _published_together(self, rows: pd.DataFrame, area: Area) -> list[str]:
        """Say which periods a publisher prints for the area and another together, and are not shown."""
        others = rows[
            rows["area_code"].str.contains("+", regex=False) & (rows["area_code"] != area.code)
        ]
        absent = others[
            ~others["period_end"].isin(rows.loc[rows["area_code"] == area.code, "period_end"])
        ]
        if area.code != self.area.code:
            return [f"Published for {area.name} together."]
        if absent.empty:
            return []
        first, last = (period_of(absent.iloc[place]) for place in (0, -1))
        names = load_areas()[absent["area_code"].iloc[0]].name
        return [
            f"Figures for {first} to {last} are published for {names} together and are not shown."
        ]

    def _why_missing(self, indicator: Indicator) -> str:
        name = self.area.name
        if self.area.nation and self.area.nation not in indicator.nations:
            return (
                f"Not available for {name}: this section shows the statistics of "
                f"{' and '.join(indicator.nations)}; {self.area.nation} publishes its own, which this "
                "report does not show."
            )
        held = results(self._store, indicator=indicator.id)
        before = [
            load_areas()[change.code]
            for change in self.area.predecessors
            if change.kind in ("split", "boundary_change") and change.code in set(held["area_code"])
        ]
        if before:
            return (
                f"Not available for {name}: the figures are those of {before[0].name} "
                f"({before[0].code}), which ended on {_day(before[0].valid_to)} and was not the "
                "same area. A series is never carried over such a change."
            )
        if held.empty:
            return (
                f"Not available for {name}: no file that holds these figures has been imported. "
                "`toolkit import FILE` adds one."
            )
        return (
            f"Not available for {name}: the files at hand give these figures for other areas only."
        )


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"


def open_report(
    area: str,
    comparators: str | Sequence[str] = "",
    period: str = "latest",
    mode: str = "public",
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
        nation and region by default.
    period : str, default "latest"
        The last period to speak of.
    mode : {"public", "restricted"}
        Whether figures that are not for publication are left out.
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
        Where no data are held at all.
    """
    checked = Parameters.parse(area=area, comparators=comparators, period=period, mode=mode)
    store = Store(workspace or Workspace.current())
    build(store)
    return Report(checked, store)
