"""Areas, read once from ``areas.csv``, and what each of them was or became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from toolkit.catalogue.area_rows import NATIONS, Row, changes_in, parts_of, read_rows
from toolkit.periods import Period

__all__ = ["Area", "Change", "Coverage", "load_areas"]


@dataclass(frozen=True)
class Change:
    """A step from one code to another.

    Attributes
    ----------
    code : str
        The area at the other end.
    kind : str
        ``recode`` (same area, new code), ``merge`` (whole areas joined),
        ``split`` (one area became several) or ``boundary_change`` (neither).
    """

    code: str
    kind: str


@dataclass(frozen=True)
class Coverage:
    """What covered an area on a day.

    Attributes
    ----------
    areas : tuple of Area
        The areas that then covered it; empty where nothing is known.
    kind : str
        ``same``, ``unknown``, or the kind of change that lies between; of
        several changes the one that is hardest to bridge.
    exact : bool
        Whether the areas together are the area itself: true of the same area,
        a recode, a merge seen from the whole and a split seen from the part
        that was whole. Only then may their counts be summed in its place.
    """

    areas: tuple[Area, ...]
    kind: str
    exact: bool


@dataclass(frozen=True)
class Area:
    """An area under one of its codes.

    Attributes
    ----------
    code : str
        Code of the Office for National Statistics; those of a combined area joined by ``+``.
    name : str
        As it reads in a sentence: "Bristol", not "Bristol, City of".
    tier, kind, nation : str
        ``upper``, "unitary authority", "England"; the nation of a country group is blank.
    parents : tuple of str
        Codes of the areas that hold it whole.
    partly_in : tuple of str
        Codes of the integrated care boards that it lies across.
    valid_from, valid_to : date or None
        First and last day of the code.
    taken_from, passed_to : tuple of Change
        What the code took over from, and what took over from it.
    longitude, latitude : float or None
        Degrees, of a point to put a label on.
    """

    code: str
    name: str
    tier: str
    kind: str
    nation: str
    parents: tuple[str, ...] = ()
    partly_in: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    taken_from: tuple[Change, ...] = ()
    passed_to: tuple[Change, ...] = ()
    longitude: float | None = field(default=None, compare=False)
    latitude: float | None = field(default=None, compare=False)
    aliases: tuple[str, ...] = ()
    welsh_name: str = ""
    note: str = field(default="", compare=False)

    @property
    def current(self) -> bool:
        """Whether the code is in use."""
        return self.valid_to is None

    @property
    def nation_code(self) -> str:
        """Code of the nation; blank for a country group."""
        return NATIONS.get(self.nation, "")

    @property
    def region(self) -> Area | None:
        """England's government region that holds the area; None elsewhere."""
        codes = [code for code in self.parents if code.startswith("E12")]
        return load_areas()[codes[0]] if codes else None

    @property
    def parts(self) -> tuple[Area, ...]:
        """The authorities of a combined area; of any other area, itself."""
        return tuple(load_areas()[code] for code in self.code.split("+"))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that the area is called, its code included."""
        both = (self.welsh_name, f"{self.name} / {self.welsh_name}") if self.welsh_name else ()
        return (self.code, self.name, *both, *self.aliases)

    def predecessors(self) -> tuple[Change, ...]:
        """Return what the code took over from, each with the kind of change.

        Examples
        --------
        >>> [(one.code, one.kind) for one in load_areas()["E08000038"].predecessors()]
        [('E08000016', 'recode')]
        """
        return self.taken_from

    def successors(self) -> tuple[Change, ...]:
        """Return what took over from the code, each with the kind of change.

        Examples
        --------
        >>> [(one.code, one.kind) for one in load_areas()["E10000006"].successors()]
        [('E06000063', 'split'), ('E06000064', 'split')]
        """
        return self.passed_to

    def existed_on(self, day: date) -> bool:
        """Return whether the code was in use on a day."""
        return not self.begins_after(day) and (self.valid_to is None or day <= self.valid_to)

    def begins_after(self, day: date) -> bool:
        """Return whether the code came into use only after a day."""
        return self.valid_from is not None and day < self.valid_from

    def at(self, when: date | Period | str, *, tier: str | None = None) -> Coverage:
        """Return what covered this area on a day, or at the end of a period.

        Parameters
        ----------
        when : date, Period or str
            Of the boundaries on which a file was made; a file may print old
            years on new boundaries, so this is not the period of its figures.
            A text is read as a period.
        tier : str, optional
            Where there are two ways, through the county and through its
            districts, take the one of this tier. Left out, an exact way is
            taken before one that is not.

        Returns
        -------
        Coverage
            The areas, the kind of change, and whether their counts may be summed.

        Examples
        --------
        >>> from datetime import date
        >>> cumberland = load_areas()["E06000063"]
        >>> then = cumberland.at(date(2020, 4, 1))
        >>> [area.name for area in then.areas], then.kind, then.exact
        (['Allerdale', 'Carlisle', 'Copeland'], 'merge', True)
        >>> then = cumberland.at("2019/20", tier="upper")
        >>> [area.name for area in then.areas], then.kind, then.exact
        (['Cumbria'], 'split', False)
        """
        day = _day_of(when)
        if self.existed_on(day):
            return Coverage((self,), "same", True)
        ways = self._ways(back=self.begins_after(day))
        if not ways:
            return Coverage((), "unknown", False)
        way = min(ways, key=lambda way: (_strays(way, tier), not way.exact, _KINDS.index(way.kind)))
        further = [area.at(day, tier=tier) for area in way.areas]
        return Coverage(
            tuple(dict.fromkeys(area for step in further for area in step.areas)),
            max([way.kind, *(step.kind for step in further)], key=_KINDS.index),
            way.exact and all(step.exact for step in further),
        )

    def _ways(self, *, back: bool) -> list[Coverage]:
        """Return the one-step ways from this area: a code, parts that add up, or neither."""
        adds_up = "merge" if back else "split"
        areas: dict[tuple[str, str], list[Area]] = {}
        for change in self.predecessors() if back else self.successors():
            # Each recode is a way of its own; parts of a whole are one way together.
            way = (change.kind, change.code if change.kind == "recode" else "")
            areas.setdefault(way, []).append(load_areas()[change.code])
        return [
            Coverage(tuple(found), kind, kind in ("recode", adds_up))
            for (kind, _), found in areas.items()
        ]


def _day_of(when: date | Period | str) -> date:
    """Return a day itself, or the last day of a period."""
    if isinstance(when, date):
        return when
    return (when if isinstance(when, Period) else Period.parse(when)).end


_KINDS = ("same", "recode", "merge", "split", "boundary_change", "unknown")


def _strays(way: Coverage, tier: str | None) -> bool:
    return tier is not None and any(area.tier != tier for area in way.areas)


@cache
def load_areas() -> Mapping[str, Area]:
    """Return every area by its code, read once.

    Returns
    -------
    mapping of str to Area
        Read-only, in the order of the codes.

    Raises
    ------
    CatalogueError
        Listing every fault of the table.

    Examples
    --------
    >>> areas = load_areas()
    >>> areas["E06000026"].name, areas["E06000026"].region.name
    ('Plymouth', 'South West')
    """
    rows = read_rows(Path(__file__).with_name("areas.csv"))
    return MappingProxyType({code: _area(row) for code, row in rows.items()})


def _area(row: Row) -> Area:
    return Area(
        **{name: row[name] for name in ("code", "name", "tier", "kind", "nation")},
        parents=parts_of(row["parents"]),
        partly_in=parts_of(row["partly_in"]),
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        taken_from=tuple(Change(*change) for change in changes_in(row["predecessors"])),
        passed_to=tuple(Change(*change) for change in changes_in(row["successors"])),
        longitude=float(row["longitude"]) if row["longitude"] else None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        aliases=parts_of(row["aliases"]),
        welsh_name=row["welsh_name"],
        note=row["note"],
    )


def _date(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
