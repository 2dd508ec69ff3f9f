"""A part beside its whole: what the rest would be told by subtraction, and whether it is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import Area
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.comparators import authorities_in
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.errors import DisclosureError

__all__ = ["Nest", "Revealed", "find_nests", "find_revealed", "refuse_revealed"]

_SAME = ["indicator", *(key for key in KEYS if key != "area_code")]
_QUANTITIES = {"count": "number", "denominator": "denominator", "value": "estimated number"}
# Of wider areas a publisher's own tables already show all authorities but the hidden ones.
_WIDE = ("nhs_region", "region", "nation", "country_group")


@dataclass(frozen=True)
class Nest:
    """A whole, and the parts of it that are shown beside it.

    Parameters
    ----------
    whole : Area
        An area of several authorities.
    parts : tuple of Area
        Areas within it, no two of which share an authority.
    """

    whole: Area
    parts: tuple[Area, ...]

    @property
    def rest(self) -> tuple[Area, ...]:
        """The authorities of the whole that are in no part, in order of code."""
        shown = frozenset[Area]().union(*map(authorities_in, self.parts))
        return tuple(sorted(authorities_in(self.whole) - shown, key=lambda area: area.code))


@dataclass(frozen=True)
class Revealed:
    """A hidden figure that a subtraction would tell.

    Parameters
    ----------
    indicator : Indicator
        Whose figure.
    period : str
        Of which period.
    what : str
        ``number``, ``denominator`` or ``estimated number``.
    whole : Area
        From what one would subtract.
    parts : tuple of Area
        What one would subtract.
    hidden : Area
        Whose figure it is.
    """

    indicator: Indicator
    period: str
    what: str
    whole: Area
    parts: tuple[Area, ...]
    hidden: Area


def find_nests(shown: Sequence[Area]) -> list[Nest]:
    """Return the wholes among some areas that are shown beside parts of theirs.

    A region or a nation counts where all its authorities but one are shown.

    Examples
    --------
    >>> from toolkit.catalogue.places import find_place
    >>> (nest,) = find_nests([find_place("Leicestershire + Rutland"), find_place("Rutland")])
    >>> nest.whole.name, [area.name for area in nest.rest]
    ('Leicestershire and Rutland', ['Leicestershire'])
    """
    nests = []
    for whole in shown:
        authorities = authorities_in(whole)
        parts: list[Area] = []
        for part in sorted(shown, key=lambda area: len(authorities_in(area))):
            own = authorities_in(part)
            taken = frozenset[Area]().union(*map(authorities_in, parts))
            if own and own < authorities and not own & taken:
                parts.append(part)
        nest = Nest(whole, tuple(parts))
        if parts and (whole.tier not in _WIDE or len(nest.rest) <= 1):
            nests.append(nest)
    return nests


def find_revealed(rows: pd.DataFrame, nests: Sequence[Nest]) -> Iterator[Revealed]:
    """Yield the hidden figures that whole less parts would tell.

    Parameters
    ----------
    rows : pandas.DataFrame
        Results that may be published, of the wholes, their parts and the rest
        of their authorities. A figure that is not among them, or has no
        number, is hidden.
    nests : sequence of Nest
        What is shown beside what.

    Yields
    ------
    Revealed
        Where all but one of the whole's authorities are known.
    """
    rows = rows.assign(count=_counts(rows), statement=rows.groupby(_SAME, dropna=False).ngroup())
    firsts = rows.drop_duplicates("statement").set_index("statement")
    rows = rows.assign(value=rows["value"].where(rows["indicator"].isin(_numbers())))
    for quantity, what in _QUANTITIES.items():
        held = rows.dropna(subset=quantity).groupby("statement")["area_code"].agg(set)
        for statement, codes in zip(held.index, held, strict=True):
            row = firsts.loc[statement]
            for nest in nests:
                if (found := _told(nest, codes)) is not None:
                    yield Revealed(
                        load_indicators()[row["indicator"]],
                        str(period_of(row) or "no stated period"),
                        what,
                        nest.whole,
                        found[0],
                        found[1],
                    )


def _told(nest: Nest, known: set[str]) -> tuple[tuple[Area, ...], Area] | None:
    """Return the parts to subtract and the authority that they leave; None where none is told."""
    parts = tuple(part for part in nest.parts if part.code in known)
    rest = Nest(nest.whole, parts).rest
    hidden = tuple(area for area in rest if area.code not in known)
    candidates = rest if nest.whole.tier in _WIDE else hidden
    if nest.whole.code in known and parts and len(hidden) == len(candidates) == 1:
        return parts, hidden[0]
    return None


def _counts(rows: pd.DataFrame) -> pd.Series[float]:
    """Return counts, those too that a share or crude rate and its denominator give."""
    scales = {
        key: one.scale
        for key, one in load_indicators().items()
        if {one.statistic, one.published_as} & {"proportion", "crude_rate"}
    }
    return rows["count"].fillna(rows["value"] * rows["denominator"] / rows["indicator"].map(scales))


def _numbers() -> set[str]:
    """Return the indicators whose values are numbers of people, which subtract."""
    return {
        key
        for key, one in load_indicators().items()
        if not one.comparable and one.statistic in ("published", "count")
    }


def refuse_revealed(rows: pd.DataFrame, nests: Sequence[Nest]) -> None:
    """Refuse to show wholes beside parts where that tells a hidden figure.

    Parameters
    ----------
    rows, nests
        As ``find_revealed`` takes them.

    Raises
    ------
    DisclosureError
        Naming each indicator with its periods, and the areas.
    """
    periods: dict[str, dict[str, None]] = {}
    parts: dict[str, None] = {}
    for found in find_revealed(rows, nests):
        names = join_names([part.name for part in found.parts])
        line = (
            f"{found.indicator.name}: {found.whole.name} less {names} is the {found.what} of "
            f"{found.hidden.name}, which is not published"
        )
        periods.setdefault(line, {})[found.period] = None
        parts |= dict.fromkeys(part.name for part in found.parts)
    if periods:
        raise DisclosureError(
            "a part beside its whole would tell what is hidden",
            [f"{line}; {', '.join(sorted(when))}" for line, when in periods.items()],
            hint=f"leave out {join_names([*parts])} or the whole; a report in the mode restricted, "
            "which is not for publication, may show both",
        )
