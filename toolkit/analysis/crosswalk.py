"""Following authorities through changes: recodes continue, whole parts are summed, the rest stops.

Boundaries belong to a file's edition, not to the periods in it: a file printed
on the boundaries of May 2022 has all its years on them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from toolkit.analysis.combining import combine
from toolkit.analysis.population import boundary_day
from toolkit.catalogue.areas import Area, Coverage, current_code, current_upper_tier

__all__ = ["Bridge", "bridge", "find_bridges"]

Done = Literal["as printed", "recoded", "summed", "stopped", "not held"]


@dataclass(frozen=True)
class Bridge:
    """How one authority of today stands in one file.

    Parameters
    ----------
    area : Area
        The authority as it is now.
    file : str
        The raw file.
    day : date
        Of the file's boundaries.
    done : str
        ``as printed``; ``recoded`` under its new code; ``summed`` from parts that
        were there; ``stopped`` because what was printed is not the same area;
        ``not held``.
    parts : tuple of Area
        What it was made from, or what stands in the file in its stead.
    kind : str
        The change that lies between.
    """

    area: Area
    file: str
    day: dt.date
    done: Done
    parts: tuple[Area, ...]
    kind: str

    def told(self) -> str:
        """Say what was done, in one line."""
        names = ", ".join(part.name for part in self.parts)
        return {
            "as printed": "as printed",
            "recoded": f"continued from {', '.join(part.code for part in self.parts)}, the same area",
            "summed": f"counts summed from {names}",
            "stopped": f"stopped: the file prints {names}, which is not the same area ({self.kind})",
            "not held": "not in the file",
        }[self.done]


def find_bridges(chosen: pd.DataFrame) -> Iterator[Bridge]:
    """Yield how each authority of today stands in each file of authorities.

    Parameters
    ----------
    chosen : pandas.DataFrame
        One row a figure, with area_code (recodes followed), file, boundaries and period_end.
    """
    for file, rows in chosen.groupby("file"):
        held = set(rows["area_code"])
        nations = {code[0] for code in held}
        day = boundary_day(rows)
        areas = [area for area in current_upper_tier() if area.code[0] in nations]
        # A file about a few places is no file of authorities: nothing is absent from it.
        if sum(area.code in held for area in areas) * 2 < len(areas):
            continue
        for area in areas:
            yield _bridge_one(area, str(file), day, held)


def _bridge_one(area: Area, file: str, day: dt.date, held: set[str]) -> Bridge:
    then = area.at(day)
    if area.code in held:
        done: Done = "recoded" if then.kind == "recode" else "as printed"
        return Bridge(area, file, day, done, then.areas, then.kind)
    if then.exact and then.areas and _all_held(then, held):
        return Bridge(area, file, day, "summed", then.areas, then.kind)
    instead = area.at(day, tier="upper")
    if instead.areas and _all_held(instead, held):
        return Bridge(area, file, day, "stopped", instead.areas, instead.kind)
    return Bridge(area, file, day, "not held", (), then.kind)


def _all_held(coverage: Coverage, held: set[str]) -> bool:
    return all(current_code(part.code) in held for part in coverage.areas)


def bridge(chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of today's authorities that a file prints only as their parts.

    Parameters
    ----------
    chosen : pandas.DataFrame
        One row a figure, as ``choose`` returns it.

    Returns
    -------
    pandas.DataFrame
        Rows like those given, with a note that says what was summed.
    """
    dated = chosen[chosen["period_end"].notna()]
    frames = []
    for found in find_bridges(dated):
        if found.done == "summed":
            rows = dated[dated["file"] == found.file]
            made = combine(rows, {found.area.code: found.parts})
            names = ", ".join(part.name for part in found.parts)
            note = f"Summed from {names}, on the file's boundaries of {found.day:%B %Y}. "
            frames.append(made.assign(note=note + made["note"]))
    return pd.concat(frames, ignore_index=True) if frames else chosen.iloc[:0]
