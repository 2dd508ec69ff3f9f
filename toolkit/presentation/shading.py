"""Classes of a map: a few shades from light to dark, each with its limits."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toolkit.methods.quantiles import quantile
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.theme import FAINT, INK, PAPER, PICKED
from toolkit.presentation.wording import join_words

__all__ = ["HATCH", "SHADES", "Shading", "shade"]


# One hue, so that only lightness tells: it holds without colour vision and in grey print.
SHADES = ("#dbe7f2", "#a9c6e0", "#6f9ec9", "#3a6ea5", "#12436d")
HATCH: dict[str, Any] = {"facecolor": PAPER, "edgecolor": "#b3bac2", "hatch": "/////"}


@dataclass(frozen=True)
class Shading:
    """What colour each area has, and what the colours mean.

    Parameters
    ----------
    colours : pandas.Series
        Colour by area; missing where the area has no value.
    limits : tuple of tuple
        Of each class its colour, its lowest and its highest value, and how many areas it has.
    """

    colours: pd.Series[str]
    limits: tuple[tuple[str, float, float, int], ...]

    def ink(self, area: str) -> str:
        """Return the colour in which an area's label is read best."""
        dark = self.colours[area] in SHADES[3:]
        return PAPER if dark else INK

    def paint_legend(self, axes: Axes, *, measure: Measure, outlined: Sequence[str] = ()) -> None:
        """Put the classes' limits beside the map, the highest on top, and who is outlined."""
        entries = [
            Patch(facecolor=colour, edgecolor=FAINT, label=_range(low, high, measure, areas))
            for colour, low, high, areas in reversed(self.limits)
        ]
        missing = int(self.colours.isna().sum())
        if missing:
            entries.append(Patch(**HATCH, label=f"no value{_areas(missing)}"))
        if outlined:
            names = textwrap.fill(join_words(outlined), 24)
            entries.append(Patch(facecolor="none", edgecolor=PICKED, linewidth=2.4, label=names))
        axes.legend(
            handles=entries,
            title=textwrap.fill(measure.unit, 24),
            loc="upper left",
            bbox_to_anchor=(1.02, 1),
            frameon=False,
            alignment="left",
        )


def shade(values: pd.Series[float], measure: Measure) -> Shading:
    """Return the shades of some values: fifths of the areas, equal values together.

    Parameters
    ----------
    values : pandas.Series
        By area; NaN where there is none.
    measure : Measure
        How they are written; values that print alike share a class.

    Returns
    -------
    Shading

    Examples
    --------
    >>> shading = shade(pd.Series({"a": 1.0, "b": 2.0, "c": float("nan")}), Measure("deaths"))
    >>> shading.colours.isna().tolist(), [limits[1:] for limits in shading.limits]
    ([False, False, True], [(1.0, 1.0, 1), (2.0, 2.0, 1)])
    """
    printed = values.round(measure.decimals)
    held = printed.dropna()
    number_of_classes = min(len(SHADES), held.nunique())
    classes = pd.Series(np.nan, index=values.index)
    if number_of_classes > 1:
        classes[held.index] = quantile(held, number_of_classes, highest_first=False)
    else:
        classes[held.index] = 1.0
    there = sorted(classes.dropna().unique())
    # Few classes take the ends of the scale, so that they stay apart.
    places = np.linspace(0, len(SHADES) - 1, max(len(there), 2)).round().astype(int)
    colour_of = {one: SHADES[place] for one, place in zip(there, places, strict=False)}
    limits = [
        (colour_of[one], float(own.min()), float(own.max()), len(own))
        for one in there
        for own in [printed[classes == one]]
    ]
    return Shading(classes.map(colour_of), tuple(limits))


def _range(low: float, high: float, measure: Measure, areas: int) -> str:
    ends = [measure.plain(low), *([measure.plain(high)] if high > low else [])]
    return f"{' to '.join(ends)}{_areas(areas)}"


def _areas(number_of_areas: int) -> str:
    return f" ({number_of_areas} area{'s' * (number_of_areas != 1)})"
