"""The overview: all areas of a nation, a region or a group of neighbours on one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from toolkit.analysis.building import build
from toolkit.catalogue.areas import Area, current_upper_tier
from toolkit.errors import count_of
from toolkit.presentation.blocks import Cover, Section
from toolkit.presentation.protective_marks import FROM_FILES, bears_marks, choose_marks
from toolkit.presentation.wording import placed
from toolkit.reports.comparators import headline
from toolkit.reports.material import Material
from toolkit.reports.parameters import Parameters
from toolkit.reports.views import group
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["Overview", "open_overview"]


@bears_marks
class Overview:
    """What can be said of several authorities at once, indicator by indicator.

    Parameters
    ----------
    parameters : Parameters
        The area is a nation or region, whose authorities are meant, or one
        authority, which is meant with the members of its comparator set, or
        with its region's.
    store : Store
        Where the results stand.

    Attributes
    ----------
    area : Area
        Which nation, region or authority was asked for.
    marks : tuple of Mark
        What its blocks bear: it is of the practice set, restricted, or both.
    members : list of Area
        The authorities.
    """

    def __init__(self, parameters: Parameters, store: Store) -> None:
        self.area = parameters.area
        self.marks = choose_marks(parameters.mode, synthetic=store.is_synthetic)
        self.material = Material(parameters, store)
        self.members = _members(self.material)
        self._absent: list[str] = []

    @cached_property
    def _codes(self) -> set[str]:
        return {one.code for one in self.members}

    def __repr__(self) -> str:
        return f"Overview of {self.area.name}: {count_of(len(self.members), 'authority', 'authorities')}"

    def _repr_html_(self) -> str:
        return str(self.cover().as_html())

    def cover(self) -> Cover:
        """Return the head of the overview."""
        names = "; ".join(one.name for one in self.members)
        many = count_of(len(self.members), "authority", "authorities")
        facts = [many if len(self.members) > _NAMED else f"{many}: {names}"]
        facts += [found.told() for found in self.material.sets]
        facts.append(FROM_FILES)
        title = f"Drugs and alcohol: the authorities of {placed(self.area.name)}"
        if self.area in self.members:
            title = f"Drugs and alcohol: {self.area.name} and its neighbours"
        return Cover(self.area.name, self.area.code, title, facts)

    def map(self, name: str) -> Section:
        """Show the authorities as squares of one size, shaded by an indicator."""
        return self._noted(group.tiles(self._group(name)))

    def ranking(self, name: str) -> Section:
        """Show the authorities from the lowest to the highest."""
        return self._noted(group.ranked(self._group(name)))

    def funnel(self, name: str) -> Section:
        """Show which authorities lie beyond what chance alone would spread."""
        return self._noted(group.beyond_chance(self._group(name)))

    def who_differs(self, name: str) -> Section:
        """Show which authorities differ from the nation, in a table with words."""
        return self._noted(group.who_differs(self._group(name)))

    def what_changed(self, name: str) -> Section:
        """Show whose figures have a trend."""
        return self._noted(group.what_changed(self._group(name)))

    def missing(self) -> Section:
        """Name the sections asked for so far that have no figures; each gives its reason itself."""
        absent = "; ".join(dict.fromkeys(self._absent))
        told = (
            f"Without figures, for the reason that each gives: {absent}."
            if absent
            else "Every section above has figures."
        )
        return Section("missing", "Sections without figures", [told])

    def _group(self, name: str) -> group.Group:
        indicator = self.material.of_nation(name)
        rows = headline(self.material.authorities, indicator)
        rows = rows[rows["group"] == "all"]
        own = rows[
            rows["area_code"]
            .map(lambda code: bool(self._codes & set(code.split("+"))))
            .astype(bool)
        ]
        # The last period that most of those with any figure have.
        wide = own[own["value"].notna()].groupby("period_end")["area_code"].nunique()
        last = wide[wide * 2 >= wide.max()].index.max() if len(wide) else pd.NaT
        rows = rows[rows["period_end"] == last]
        return group.Group(
            self.material,
            indicator,
            self.members,
            own,
            own[own["period_end"] == last],
            rows[rows["value"].notna()],
        )

    def _noted(self, section: Section) -> Section:
        if section.missing:
            self._absent.append(section.heading)
        return section


_NAMED = 40


def _members(material: Material) -> list[Area]:
    """Return the authorities that are meant, in the catalogue's order."""
    area = material.area
    nation = current_upper_tier(area.nation or None)
    if area.tier == "nation":
        return nation
    if area.tier == "region":
        return [one for one in nation if one.region == area]
    chosen = {code for found in material.sets for code in found.codes}
    region = {part.region for part in area.parts if part.region}
    if not chosen:
        chosen = {one.code for one in nation if not region or one.region in region}
    own = {part.code for part in area.parts}
    return [one for one in nation if one.code in chosen | own]


def open_overview(
    areas: str,
    comparators: str | Sequence[str] = "",
    period: str = "latest",
    mode: str = "public",
    across_nations: bool = False,
    *,
    workspace: Workspace | None = None,
) -> Overview:
    """Open the overview of several authorities, building the store first where that is needed.

    Parameters
    ----------
    areas : str
        A nation or region; or one authority, which is shown with its neighbours.
    comparators : str or sequence of str, optional
        For one authority the set that it is shown with, such as ``neighbours:10``.
    period, mode, across_nations, workspace
        As of `toolkit.reports.report.open_report`.

    Returns
    -------
    Overview

    Raises
    ------
    ParameterError
        With every parameter that cannot be.
    DataError
        Where no data are held at all, or a set of comparators lacks its own.

    Examples
    --------
    >>> open_overview("South West").who_differs("drug_misuse_deaths")  # doctest: +SKIP
    """
    checked = Parameters.parse(
        area=areas,
        comparators=comparators,
        period=period,
        mode=mode,
        across_nations=across_nations,
    )
    store = Store(workspace or Workspace.current())
    build(store)
    return Overview(checked, store)
