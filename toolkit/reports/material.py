"""The material of a report: its results, read once, and what each section takes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from toolkit.analysis.building import results
from toolkit.analysis.comparison import compare_with
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.equivalents import indicator_of_nation
from toolkit.catalogue.indicators import Indicator, find_indicator
from toolkit.disclosure.protection import Protection, protection_of
from toolkit.disclosure.release import results_shown
from toolkit.presentation.claims.missing import Missing
from toolkit.presentation.context import Context
from toolkit.presentation.nations import OtherNation
from toolkit.presentation.wording import join_words, placed
from toolkit.reports.absences import notes_on_together, published_as, why_missing
from toolkit.reports.comparators import (
    areas_of_distribution,
    check_parts,
    distribution_of,
    headline,
    may_show,
    resolve_sets,
)
from toolkit.reports.parameters import Parameters
from toolkit.sources.lineage import cite
from toolkit.sources.store import Store

__all__ = ["Material"]

_SEXES = {"persons": "everybody", "male": "males", "female": "females"}


class Material:
    """What a report can show.

    Parameters
    ----------
    parameters : Parameters
        Area, comparators, period and mode, checked.
    store : Store
        Where the results stand; it must have been built.

    Attributes
    ----------
    area : Area
        Whom it is about.
    comparators : tuple of Area
        Single areas beside it.
    sets : tuple of ComparatorSet
        Sets of authorities that it is ranked among.

    Raises
    ------
    ParameterError, DataError, SourceError
        Where a set of comparators cannot be made.
    DisclosureError
        Where a comparator is a part or the whole of the area and the two
        together would tell a hidden figure.
    """

    def __init__(self, parameters: Parameters, store: Store) -> None:
        self.parameters = parameters
        self.store = store
        self.area = parameters.area
        self.comparators = parameters.comparators
        self.sets = resolve_sets(parameters, store)
        self._contexts: dict[str, Context] = {}
        self._headlines: dict[str, pd.DataFrame] = {}
        check_parts(parameters, store)

    @cached_property
    def _held(self) -> pd.DataFrame:
        """What may be shown of everybody."""
        several = [one for one in (self.area, *self.comparators) if len(one.parts) > 1]
        return results_shown(self.store, self.parameters.mode, several)

    def _of(
        self, areas: Iterable[Area], indicator: Indicator | None = None, *, breakdowns: bool = False
    ) -> pd.DataFrame:
        """Return what may be shown of some areas, of one indicator or all, in order of period."""
        chosen = self._held["area_code"].isin({one.code for one in areas})
        if indicator is not None:
            chosen &= self._held["indicator"] == indicator.id
        rows = may_show(self._held[chosen], self.parameters, breakdowns=breakdowns)
        return rows.sort_values(["period_end", "period_start"], na_position="first")

    @cached_property
    def protection(self) -> Protection:
        """What the report withholds; nothing where it is not for publication."""
        return Protection() if self.parameters.mode == "restricted" else protection_of(self.store)

    @cached_property
    def boards(self) -> list[Area]:
        """The health boards that the area lies in whole."""
        parents = {code for part in self.area.parts for code in part.parents}
        areas = [load_areas()[code] for code in parents if code in load_areas()]
        return [one for one in areas if one.tier == "health_board"]

    def figures_of_all(self, areas: Sequence[Area]) -> pd.DataFrame:
        """Return the results, without breakdowns, of some areas."""
        return self._of(areas)

    def figures_of(self, areas: Sequence[Area], indicator: Indicator) -> pd.DataFrame:
        """Return the headline results of one indicator of some areas."""
        return headline(self._of(areas, indicator), indicator)

    @cached_property
    def _together(self) -> list[Area]:
        """What publishers print the area or a comparator together with."""
        shown = {self.area, *self.comparators}
        return [
            area for area in load_areas().values() if area not in shown and shown & {*area.parts}
        ]

    @cached_property
    def with_breakdowns(self) -> pd.DataFrame:
        """Results of the area, its comparators and those printed together with them."""
        return self._of((self.area, *self.comparators, *self._together), breakdowns=True)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The same without breakdowns."""
        return self.with_breakdowns[self.with_breakdowns["category_type"] == ""]

    @cached_property
    def _by_indicator(self) -> dict[str, pd.DataFrame]:
        """The same, apart by indicator: each is asked for many times."""
        return {str(name): rows for name, rows in self.rows.groupby("indicator", sort=False)}

    def _headline(self, indicator: Indicator) -> pd.DataFrame:
        """Return the headline results of an indicator of the area, its comparators and those together."""
        if indicator.id not in self._headlines:
            rows = self._by_indicator.get(indicator.id, self.rows.iloc[:0])
            self._headlines[indicator.id] = headline(rows, indicator)
        return self._headlines[indicator.id]

    @cached_property
    def authorities(self) -> pd.DataFrame:
        """Results of all areas among which the area has its rank, and its own, without breakdowns."""
        return self._of(areas_of_distribution(self.parameters, self.sets))

    def of_nation(self, name: str) -> Indicator:
        """Return the area's nation's own indicator of a subject, where the catalogue has one.

        Raises
        ------
        ParameterError
            Where the catalogue has no such indicator.
        """
        indicator = find_indicator(name)
        own = indicator_of_nation(indicator, self.area.nation) if self.area.nation else None
        return own or indicator

    def holds(self, indicator: Indicator) -> bool:
        """Return whether the area, or one printed together with it, has a figure."""
        rows = self._headline(indicator)
        shown = published_as(self.area, rows)
        return bool(rows.loc[rows["area_code"] == shown.code, "value"].notna().any())

    def counts_alone(self, indicator: Indicator) -> bool:
        """Return whether the area's figures are numbers of which no rate or share can be made."""
        own = self.own(indicator)
        return bool(own["count"].notna().any() and not own["value"].notna().any())

    def own(self, indicator: Indicator) -> pd.DataFrame:
        """Return the area's own headline results of an indicator, in order of period."""
        rows = self._headline(indicator)
        return rows[rows["area_code"] == self.area.code]

    def why_missing(self, indicator: Indicator) -> str:
        """Say why the area has no figures of an indicator."""
        rows = self.rows
        parts = rows[(rows["indicator"] == indicator.id) & (rows["area_code"] == self.area.code)]
        parts = parts[parts["value"].notna()]
        if len(parts) and not self.holds(indicator):
            apart = parts["sex"].map(_SEXES) if "persons" not in set(parts["sex"]) else parts["age"]
            return (
                f"Not available for {placed(self.area.name)}: the files at hand give these figures "
                f"of {join_words([*dict.fromkeys(apart)])} alone, not of everybody whom they are to be of."
            )
        name, held = placed(self.area.name), self._areas_held.get(indicator.id, set())
        if self.counts_alone(indicator):
            return (
                f"Not available for {name}: the files at hand give a number alone, of which no "
                "rate or share can be made."
            )
        if self.area.code in held and self.own(indicator).empty:
            return (
                f"Not available for {name}: of the figures that the files at hand give, none is of "
                "the period chosen and for publication."
            )
        if (self.own(indicator)["state"] == "withheld").any():
            return f"Not available for {name}: {Missing('withheld', '', '').why}."
        return why_missing(self.area, indicator, held)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """The area's targets, under their contract."""
        return self._planned(self.store.targets)

    @cached_property
    def actions(self) -> pd.DataFrame:
        """The area's actions, under their contract."""
        return self._planned(self.store.actions)

    @cached_property
    def commentary(self) -> pd.DataFrame:
        """What was written about the area, under its contract."""
        return self._planned(self.store.commentary)

    def _planned(self, read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
        """Return what the report may show of the area's plans."""
        rows = read(self.area.code)
        return rows if self.parameters.mode == "restricted" else rows[~rows["restricted"]]

    @cached_property
    def _areas_held(self) -> dict[str, set[str]]:
        """The areas that have results of each indicator, anywhere in the store."""
        rows = results(self.store)[["indicator", "area_code"]].drop_duplicates()
        return {str(name): set(codes) for name, codes in rows.groupby("indicator")["area_code"]}

    def distribution(self, indicator: Indicator) -> pd.DataFrame:
        """Return the figures of all upper-tier authorities, among which the area has its rank."""
        rows = self._of(areas_of_distribution(self.parameters, self.sets), indicator)
        return distribution_of(indicator, self.parameters, self.sets, rows)

    def cite(self, rows: pd.DataFrame) -> list[str]:
        """Return a citation for each file behind some results."""
        return cite(self.store, rows)

    def context(self, indicator: Indicator) -> Context:
        """Return what a section of an indicator is made from, without its citations."""
        if indicator.id not in self._contexts:
            self._contexts[indicator.id] = self._make_context(indicator)
        return self._contexts[indicator.id]

    def of_other_nations(self, indicator: Indicator) -> list[OtherNation]:
        """Return the comparators whose nation has another statistic of the subject, or none."""
        found = []
        for area in self._apart(indicator):
            own = indicator_of_nation(indicator, area.nation)
            if own is None and not self.parameters.across_nations:
                continue
            rows = self.rows[self.rows["area_code"] == area.code]
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

    def _make_context(self, indicator: Indicator) -> Context:
        rows = self._headline(indicator)
        area = published_as(self.area, rows)
        own = rows[rows["area_code"] == area.code]
        apart = self._apart(indicator)
        comparators = [published_as(one, rows) for one in self.comparators if one not in apart]
        comparators = [one for one in dict.fromkeys(comparators) if one != area]
        codes = np.repeat([one.code for one in comparators], len(own))
        beside = pd.concat([own] * len(comparators)) if len(codes) else own
        return Context(
            area=area,
            comparators=comparators,
            indicator=indicator,
            rows=rows,
            comparisons=compare_with(beside, pd.Series(codes, index=beside.index), rows)
            if len(codes)
            else own,
            notes=notes_on_together(self.area, area, rows),
            missing="" if len(own) else self.why_missing(indicator),
        )
