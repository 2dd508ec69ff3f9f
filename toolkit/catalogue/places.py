"""Places: an area, a partnership, or several authorities joined by ``+``, as someone types them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from toolkit.catalogue.area_names import tiers_named
from toolkit.catalogue.area_table import Area, load_areas
from toolkit.catalogue.areas import find_area
from toolkit.catalogue.combinations import combine, faults_of_parts, join_names, present_part
from toolkit.catalogue.partnerships import (
    find_partnership,
    load_partnerships,
    partnerships_called,
)
from toolkit.errors import ParameterError

__all__ = ["find_place", "parse_combination"]


def parse_combination(text: str) -> Area:
    """Return the area that names or codes joined by ``+`` make up.

    Where a publisher or a partnership already joins the same authorities, in
    whatever order they are typed, the area has that name and that code.

    Parameters
    ----------
    text : str
        Names, codes or partnerships, joined by ``+``.

    Returns
    -------
    Area
        Of the tier ``combined``.

    Raises
    ------
    ParameterError
        With every part that is unknown or ended, and every reason why the
        parts cannot be taken together: one alone, one twice, one inside
        another, different nations or tiers.

    Examples
    --------
    >>> parse_combination("Rutland + Leicestershire").code
    'E10000018+E06000017'
    >>> parse_combination("York + North Yorkshire").name
    'York and North Yorkshire'
    """
    parts: list[Area] = []
    problems: list[str] = []
    for piece in text.split("+"):
        try:
            found = _parts_named(piece.strip())
        except ParameterError as error:
            problems.append("; ".join([error.summary, *error.problems]))
            continue
        present = [present_part(area) for area in found]
        parts += [area for area, _ in present]
        problems += [fault for _, fault in present if fault]
    if len(parts) == 1 and not problems:
        problems.append(f"{parts[0].name} alone is no combination")
    problems = problems or [*faults_of_parts(parts)]
    if problems:
        raise ParameterError(
            f"{text!r} cannot be taken as one area",
            problems,
            hint="give two or more current authorities of one nation and tier, joined by +",
        )
    return _known(parts) or combine(
        sorted(parts, key=lambda area: area.code),
        name=join_names([area.name for area in parts]),
        kind="authorities taken together",
    )


def _parts_named(piece: str) -> tuple[Area, ...]:
    try:
        return find_area(piece, resolve=False).parts
    except ParameterError:
        if not partnerships_called(piece):
            raise
        return find_partnership(piece).area.parts


def _known(parts: list[Area]) -> Area | None:
    """Return the area that a publisher or a partnership makes of the same parts."""
    codes = {part.code for part in parts}
    for area in load_areas().values():
        if area.tier == "combined" and area.current and codes == {*area.code.split("+")}:
            return area
    for partnership in load_partnerships().values():
        if codes == {*partnership.parts}:
            return partnership.area
    return None


def find_place(
    text: str, *, tier: str | Collection[str] | None = None, as_of: date | None = None
) -> Area:
    """Return the area that a text means: an area, a partnership, or several joined by ``+``.

    An area that has a code of its own, as a health board has, goes before the
    authorities that make it up: publishers print figures of it. For its
    authorities, use ``find_partnership(text).area``.

    Parameters
    ----------
    text : str
        A name or code of an area, a partnership, or several joined by ``+``.
    tier : str or collection of str, optional
        The tiers to look in; ``upper`` takes in combined areas.
    as_of : date, optional
        The day of the boundaries that are meant.

    Raises
    ------
    ParameterError
        Where nothing is meant, or what is meant cannot be one area.

    Examples
    --------
    >>> find_place("Plymouth").code, find_place("NHS Tayside").code
    ('E06000026', 'S08000030')
    >>> find_place("Leicestershire + Rutland") == find_place("leicestershire & rutland")
    True
    """
    if "+" in text:
        area = parse_combination(text)
    else:
        try:
            return find_area(text, tier=tier, as_of=as_of)
        except ParameterError:
            if not partnerships_called(text):
                raise
            area = find_partnership(text, as_of=as_of).area
    if area.tier not in tiers_named(tier):
        raise ParameterError(
            f"{area.name} is of several authorities", hint=f"ask for an area of the tier {tier}"
        )
    return area
