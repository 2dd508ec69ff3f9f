"""Alternative text of charts: what is shown, the finding, the range, and the area's place."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.wording import measured, number, sentence

__all__ = ["describe", "spread"]


def describe(shows: str, finding: str, *parts: str) -> str:
    """Return the alternative text of a chart.

    Parameters
    ----------
    shows : str
        What kind of chart of what.
    finding : str
        The chart's title.
    *parts : str
        The range, the area's place, and what else there is, each a sentence or
        a phrase; blanks are left out.

    Returns
    -------
    str
        Sentences.

    Examples
    --------
    >>> describe("Line chart of deaths per 100,000 people", "York was similar to England in 2021", "",
    ...          "from 3.1 to 4.0 over 9 periods")
    'Line chart of deaths per 100,000 people. York was similar to England in 2021. From 3.1 to 4.0 over 9 periods.'
    """
    said = (sentence(part.strip()) for part in (shows, finding, *parts) if part.strip())
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in said)


def spread(
    values: Sequence[float],
    measure: Measure,
    *,
    names: Sequence[str] = (),
    things: tuple[str, str] = ("area", "areas"),
) -> str:
    """Return from where to where figures run, and how many are not there.

    Parameters
    ----------
    values : sequence of float
        In any order; NaN for no figure.
    measure : Measure
        How they are written.
    names : sequence of str, optional
        Whose they are, in the same order.
    things : tuple of str, default ("area", "areas")
        What they are of, one and several.

    Returns
    -------
    str
        A phrase; blank where there is nothing at all.

    Examples
    --------
    >>> rate = Measure("deaths per 100,000 people", 1)
    >>> spread([3.1, 12.4, float("nan")], rate, names=["York", "Blackpool", "Rutland"])
    'From 3.1 (York) to 12.4 (Blackpool) deaths per 100,000 people over 2 areas; 1 area without a figure'
    """
    held = sorted((value, place) for place, value in enumerate(values) if isfinite(value))
    absent = len(values) - len(held)
    if not values:
        return ""
    without = f"{number(absent)} {things[absent != 1]} without a figure" if absent else ""
    if not held:
        return without

    def end(value: float, place: int) -> str:
        return measure.plain(value) + (f" ({names[place]})" if names else "")

    low, high = end(*held[0]), end(*held[-1])
    over = f"over {number(len(held))} {things[len(held) != 1]}"
    said = high if low == high else f"from {low} to {high}"
    # A per cent sign stands close to its figure, other units apart.
    unit = measured(0, measure.unit_alone).removeprefix("0")
    return "; ".join(filter(None, [sentence(f"{said}{unit} {over}"), without]))
