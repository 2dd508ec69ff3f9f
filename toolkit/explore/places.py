"""Areas at a prompt: found by name, showing themselves, and compared in one step."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache

import pandas as pd

from toolkit.catalogue.areas import Area, areas_frame, current_upper_tier, load_areas, search_areas
from toolkit.catalogue.places import find_place
from toolkit.explore.comparison import Comparison
from toolkit.explore.lookup import Lookup
from toolkit.explore.tables import results
from toolkit.presentation.blocks import Section, Table
from toolkit.reports.report import Report, open_report

__all__ = ["Areas", "Place", "area", "areas"]

_WIDER = ("region", "nation")


class Place(Area):
    """An area at a prompt: it shows itself, and compares itself in one step.

    Examples
    --------
    >>> area("plymouth")
    Plymouth (E06000026), unitary authority in South West, England
    """

    def compare(
        self,
        indicator: str,
        comparators: str | Sequence[str] = "",
        *,
        period: str = "latest",
        mode: str = "public",
        across_nations: bool = False,
    ) -> Comparison:
        """Set the area beside others in one indicator.

        Parameters
        ----------
        indicator : str
            Id or name.
        comparators, period, mode, across_nations
            As of `toolkit.reports.report.open_report`.

        Returns
        -------
        Comparison
            It shows itself, and has a method a kind of chart.

        Raises
        ------
        ParameterError
            Where there is no such indicator, comparator or period, with the nearest.
        DataError
            Where no data are held.

        Examples
        --------
        >>> area("Plymouth").compare("drug_misuse_deaths").funnel()  # doctest: +SKIP
        """
        opened = self.report(comparators, period=period, mode=mode, across_nations=across_nations)
        return Comparison(opened, indicator)

    def report(
        self,
        comparators: str | Sequence[str] = "",
        *,
        period: str = "latest",
        mode: str = "public",
        across_nations: bool = False,
    ) -> Report:
        """Open the report of the area; parameters as of `toolkit.reports.report.open_report`."""
        return open_report(self.code, comparators, period, mode, across_nations)

    def results(self, indicator: str | None = None, *, mode: str = "public") -> pd.DataFrame:
        """Return the area's results, of one indicator or of all; as `toolkit.explore.tables.results`."""
        return results(indicator, self.code, mode=mode)

    def _card(self) -> Section:
        lies_in = [self.region.name] if self.region else []
        rows = [
            ("Code", self.code),
            ("Kind", self.kind),
            ("Lies in", ", ".join([*lies_in, self.nation])),
            ("In Welsh", self.welsh_name),
            ("Also called", "; ".join(self.aliases)),
            ("Until", f"{self.valid_to}" if self.valid_to else ""),
            ("Made of", ", ".join(one.name for one in self.parts) if len(self.parts) > 1 else ""),
        ]
        shown = [row for row in rows if row[1]]
        table = Table(f"{self.name}, as the catalogue has it", ["", "What it is"], shown)
        next_step = f'tk.area("{self.name}").compare("drug_misuse_deaths") sets it beside others.'
        return Section(f"area-{_slug(self.name)}", self.name, [next_step], tables=[table])

    def __repr__(self) -> str:
        region = f"{self.region.name}, " if self.region else ""
        return f"{self.name} ({self.code}), {self.kind} in {region}{self.nation}"

    def _repr_html_(self) -> str:
        return str(self._card().as_html())


class Areas(Lookup[Place]):
    """Every area: ``tk.areas("perth")`` finds, ``tk.areas.perth_and_kinross`` opens.

    On Tab stand today's upper-tier authorities, regions and nations; brackets and
    `area` take any name, alias, code or old code, and several joined by ``+``.
    """

    def __call__(self, text: str = "") -> pd.DataFrame:
        """Return the areas whose name or code is like a text; all of them without one.

        Examples
        --------
        >>> areas("perth and kinross")["code"].iloc[0]
        'S12000048'
        """
        frame = areas_frame()
        if not text:
            return frame
        found = [hit.code for hit in search_areas(text)]
        return frame.set_index("code").loc[found].reset_index()

    def __getitem__(self, name: str) -> Place:
        """Return an area by name, alias, code or old code; several joined by ``+``.

        Raises
        ------
        ParameterError
            Where there is none, with the nearest.
        """
        found = find_place(name)
        return Place(**{one.name: getattr(found, one.name) for one in fields(Area)})

    def _names(self) -> Mapping[str, str]:
        return _named()

    def __repr__(self) -> str:
        return (
            f"{len(self)} areas of today on Tab, {len(load_areas())} codes in all; "
            'tk.areas("perth") finds, tk.areas["Perth and Kinross"] opens one'
        )

    def _repr_html_(self) -> str:
        rows = [
            (one, *(str(len(codes)) for codes in _by_nation(one)))
            for one in ("England", "Scotland", "Wales", "Northern Ireland")
        ]
        table = Table("Areas of today", ["Nation", "Upper-tier authorities", "Regions"], rows)
        return str(Section("areas", "Areas", [f"{self!r}."], tables=[table]).as_html())


areas = Areas()


def area(name: str) -> Place:
    """Return an area by name, alias, code or old code; several joined by ``+``.

    Raises
    ------
    ParameterError
        Where there is none, with the nearest.

    Examples
    --------
    >>> area("plymouth").code
    'E06000026'
    """
    return areas[name]


@cache
def _named() -> Mapping[str, str]:
    wider = [one for one in load_areas().values() if one.current and one.tier in _WIDER]
    return {_slug(one.name): one.name for one in (*current_upper_tier(), *wider)}


def _slug(name: str) -> str:
    """Return what a name is after a dot.

    Examples
    --------
    >>> _slug("Kingston upon Hull"), _slug("St. Helens"), _slug("Na h-Eileanan Siar")
    ('kingston_upon_hull', 'st_helens', 'na_h_eileanan_siar')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"\W+", "_", plain.casefold()).strip("_")


def _by_nation(nation: str) -> tuple[list[str], list[str]]:
    regions = [
        one.code
        for one in load_areas().values()
        if one.current and one.tier == "region" and one.nation == nation
    ]
    return [one.code for one in current_upper_tier(nation)], regions
