"""What a report is asked for, checked before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeVar

from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError, ToolkitError, did_you_mean
from toolkit.periods import Period

__all__ = ["MODES", "Mode", "Parameters"]

Mode = Literal["public", "restricted"]
T = TypeVar("T")

MODES = ("public", "restricted")


@dataclass(frozen=True)
class Parameters:
    """A report's parameters.

    Parameters
    ----------
    area : Area
        Whom it is about.
    comparators : tuple of Area
        Whom it is set beside.
    period : Period or None
        The last period to speak of; None for whatever is latest.
    mode : str
        ``public`` or ``restricted``.
    """

    area: Area
    comparators: tuple[Area, ...]
    period: Period | None
    mode: Mode

    @classmethod
    def parse(
        cls,
        *,
        area: str,
        comparators: str | Sequence[str] = "",
        period: str = "latest",
        mode: str = "public",
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
        """
        problems: list[str] = []
        hints: list[str] = []
        found = _tried(lambda: find_place(area), problems)
        if isinstance(comparators, str):
            comparators = [name for name in comparators.split(";") if name.strip()]
            if len(comparators) == 1 and "," in comparators[0]:
                hints.append("separate comparators by semicolons")
        others = [
            _tried(partial(find_place, name), problems) for name in dict.fromkeys(comparators)
        ]
        if problems:
            hints.append("`toolkit areas NAME` finds areas")
        last = None
        if period.strip().casefold() != "latest":
            last = _tried(lambda: Period.parse(period, where="period"), problems)
            if last is None:
                hints.append("a period is written like 2019–21, 2023/24 or latest")
        if mode not in MODES:
            near = did_you_mean(mode, MODES)
            problems.append(
                f"mode: expected {' or '.join(MODES)}, found {mode!r}"
                + (f": did you mean {near[0]}?" if near else "")
            )
        if found is not None and found in others:
            problems.append(f"comparators: {found.name} cannot be compared with itself")
        if problems or found is None:
            summary = (
                problems[0] if len(problems) == 1 else "the report's parameters cannot be read"
            )
            raise ParameterError(
                summary,
                problems if len(problems) > 1 else (),
                hint="; ".join(hints) or "`toolkit report --help` says what each parameter takes",
            )
        compared = tuple(dict.fromkeys(filter(None, others))) or _usual_comparators(found)
        return cls(found, compared, last, "restricted" if mode == "restricted" else "public")


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
