"""What a report is asked for, checked before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.comparators import faults_beside, find_comparator
from toolkit.catalogue.place_sets import (
    PLACE_WORDS,
    SET_WORDS,
    SetAsked,
    place_set,
    refuse_no_authority,
)
from toolkit.catalogue.places import find_place
from toolkit.disclosure.release import Mode, check_mode
from toolkit.errors import ParameterError, ToolkitError
from toolkit.periods import Period

__all__ = ["Parameters"]

T = TypeVar("T")


@dataclass(frozen=True)
class Parameters:
    """A report's parameters.

    Parameters
    ----------
    area : Area
        Whom it is about.
    comparators : tuple of Area
        Single areas that it is set beside.
    period : Period or None
        The last period to speak of; None for whatever is latest.
    mode : str
        ``public`` or ``restricted``.
    sets : tuple of SetAsked
        Sets of areas that it is ranked among.
    across_nations : bool
        Whether areas of nations that publish otherwise may be shown too.
    """

    area: Area
    comparators: tuple[Area, ...]
    period: Period | None
    mode: Mode
    sets: tuple[SetAsked, ...] = ()
    across_nations: bool = False

    @classmethod
    def parse(
        cls,
        *,
        area: str,
        comparators: str | Sequence[str] = "",
        period: str = "latest",
        mode: str = "public",
        across_nations: bool = False,
    ) -> Parameters:
        """Check the parameters as they were typed.

        Raises
        ------
        ParameterError
            With every one that cannot be.

        Examples
        --------
        >>> [a.name for a in Parameters.parse(area="Plymouth").comparators]
        ['England', 'South West']
        >>> asked = Parameters.parse(area="Plymouth", comparators="England; neighbours:10")
        >>> [a.name for a in asked.comparators], asked.sets
        (['England'], (SetAsked(word='neighbours', value='10'),))
        """
        problems: list[str] = []
        hints: list[str] = []
        found = _tried(lambda: find_place(area), problems)
        others, sets = _comparators(comparators, problems, hints)
        last = None
        if period.strip().casefold() != "latest":
            last = _tried(lambda: Period.parse(period, where="period"), problems)
            if last is None:
                hints.append("a period is written like 2019–21, 2023/24 or latest")
        chosen = _tried(partial(check_mode, mode), problems)
        if found is not None:
            problems += faults_beside(found, others, across_nations=across_nations)
            for asked in sets:
                _tried(partial(_check_set, asked, found, across_nations), problems)
        if problems or found is None or chosen is None:
            raise _refusal(problems, hints)
        compared = tuple(others) or _usual_comparators(found)
        return cls(found, compared, last, chosen, tuple(sets), across_nations)


def _comparators(
    given: str | Sequence[str], problems: list[str], hints: list[str]
) -> tuple[list[Area], list[SetAsked]]:
    """Return the areas and the sets that were asked for, each once."""
    texts = given.split(";") if isinstance(given, str) else given
    texts = [text for text in texts if text.strip()]
    asked = [_tried(partial(find_comparator, text), problems) for text in texts]
    if problems:
        hints.append("`toolkit areas NAME` finds areas")
    if None in asked:
        hints.append(f"a comparator is an area or a set: {', '.join(SET_WORDS)}")
        if len(texts) == 1 and "," in texts[0]:
            hints.append("separate comparators by semicolons")
    found = [*dict.fromkeys(asked)]
    return (
        [one for one in found if isinstance(one, Area)],
        [one for one in found if isinstance(one, SetAsked)],
    )


def _check_set(asked: SetAsked, area: Area, across_nations: bool) -> None:
    """Refuse a set that the catalogue alone can tell to be none; others need the store."""
    if asked.word in PLACE_WORDS:
        place_set(asked, area, across_nations=across_nations)
    else:
        refuse_no_authority(asked, area)


def _refusal(problems: Sequence[str], hints: Sequence[str]) -> ParameterError:
    return ParameterError(
        problems[0] if len(problems) == 1 else "the report's parameters cannot be read",
        problems if len(problems) > 1 else (),
        hint="; ".join(hints) or "`toolkit report --help` says what each parameter takes",
    )


def _tried(parse: Callable[[], T], problems: list[str]) -> T | None:
    try:
        return parse()
    except ToolkitError as error:
        problems.append("; ".join([error.summary, *error.problems]))
        return None


def _usual_comparators(area: Area) -> tuple[Area, ...]:
    """Return the nation and, in England, the region where it is one."""
    regions = {part.region.code for part in area.parts if part.region}
    codes = [area.nation_code, *(regions if len(regions) == 1 else ())]
    return tuple(load_areas()[code] for code in codes if code and code != area.code)
