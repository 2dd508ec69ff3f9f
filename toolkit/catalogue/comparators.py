"""Which areas may stand beside which: of the same tier or wider, another, and of one nation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.catalogue.areas import Area, children, current_upper_tier
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.equivalents import reasons_apart
from toolkit.catalogue.place_sets import SET_WORDS, SetAsked, parse_set
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError, did_you_mean

__all__ = ["authorities_in", "faults_beside", "find_comparator"]

# How wide an area of each tier is; tiers of one number stand beside each other.
_WIDTHS = {
    "lower": 0,
    "upper": 1,
    "combined": 1,
    "alcohol_and_drug_partnership": 1,
    "health_and_social_care_partnership": 1,
    "subregion": 2,
    "health_board": 2,
    "icb": 2,
    "nhs_region": 3,
    "region": 3,
    "nation": 4,
    "country_group": 5,
}


def find_comparator(text: str) -> Area | SetAsked:
    """Return the area or the set that a text asks for.

    Raises
    ------
    ParameterError
        Where it is neither, with the nearest of the areas and of the words for sets.

    Examples
    --------
    >>> find_comparator("south west").name, find_comparator("neighbours:10").value
    ('South West', '10')
    """
    text = text.strip()
    asked = parse_set(text)
    if asked is not None:
        return asked
    try:
        return find_place(text)
    except ParameterError as error:
        near = did_you_mean(text.partition(":")[0], SET_WORDS, most=1)
        if not near or "did you mean" in error.summary:
            raise
        raise ParameterError(
            f"{error.summary}: did you mean {near[0]}?", error.problems, hint=error.hint
        ) from None


def authorities_in(area: Area) -> frozenset[Area]:
    """Return the upper-tier authorities that make an area up; empty where none lies whole in it.

    Examples
    --------
    >>> from toolkit.catalogue.places import find_place
    >>> sorted(one.name for one in authorities_in(find_place("NHS Tayside")))
    ['Angus', 'Dundee City', 'Perth and Kinross']
    """
    if area.tier in ("upper", "combined"):
        return frozenset(area.parts)
    if area.tier == "nation":
        return frozenset(current_upper_tier(area.nation))
    return frozenset(children(area.code, tier="upper"))


def faults_beside(area: Area, others: Sequence[Area], *, across_nations: bool) -> Iterator[str]:
    """Yield why some areas cannot stand beside an area.

    Parameters
    ----------
    area : Area
        Whom a report is about.
    others : sequence of Area
        Its comparators.
    across_nations : bool
        Whether areas of nations that publish otherwise are wanted.

    Yields
    ------
    str
        An area beside itself, one that holds nothing else, one of a narrower
        tier, and nations that publish otherwise with every reason.
    """
    for other in others:
        if other == area:
            yield f"comparators: {area.name} cannot be compared with itself"
        elif _holds_only(other, area):
            yield f"comparators: {other.name} contains only {area.name} itself"
        elif _WIDTHS[other.tier] < _WIDTHS[area.tier]:
            yield (
                f"comparators: {other.name} is a {other.kind} and {area.name} a {area.kind}; "
                "an area stands beside areas of its own tier or a wider one"
            )
    if not across_nations:
        yield from _nations_apart(area, others)


def _holds_only(other: Area, area: Area) -> bool:
    across = any(other.code in one.partly_in for one in current_upper_tier())
    return not across and authorities_in(other) == authorities_in(area) != frozenset()


def _nations_apart(area: Area, others: Sequence[Area]) -> Iterator[str]:
    for nation in dict.fromkeys(other.nation for other in others):
        reasons = reasons_apart(area.nation, nation) if nation and area.nation else ()
        if reasons:
            names = join_names([other.name for other in others if other.nation == nation])
            yield "\n".join(
                [
                    f"comparators: {names}: {nation} publishes otherwise than {area.nation}; "
                    "--across-nations shows its own statistics apart, without a verdict",
                    *reasons,
                ]
            )
