"""The population pyramid: residents by age and sex, the comparator's as an outline."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.bars import paint_bars
from toolkit.presentation.charts.direct_labels import say_nothing_is_published
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, INK, PAPER, PICKED, Drawing
from toolkit.presentation.wording import number, placed

__all__ = ["pyramid_chart"]

_SIDES = {"male": -1, "female": 1}
_FILL = {"male": {"facecolor": "#a9c3dd", "edgecolor": AREA}, "female": {"facecolor": AREA}}


def pyramid_chart(
    ages: pd.DataFrame, *, area: str, comparator: str = "", title: str, subtitle: str
) -> Figure:
    """Draw residents by age and sex as shares of all residents.

    Parameters
    ----------
    ages : pandas.DataFrame
        A row an age band and sex, the youngest first: ``age``, ``sex`` (male or
        female), ``count``, ``share`` and ``comparator_share`` in per cent of all
        residents; NaN where there is none.
    area, comparator : str
        Names; a blank comparator has no outline.
    title, subtitle : str
        The finding; measure and year.

    Returns
    -------
    Figure
    """
    bands = [*dict.fromkeys(ages["age"])]
    own, other = (_by_sex(ages, name, bands) for name in ("share", "comparator_share"))

    def paint(axes: Axes) -> None:
        reach = _reach(own, other)
        axes.set_xlim(-reach, reach)
        axes.set_ylim(-0.6, len(bands) - 0.1)
        axes.set_yticks(range(len(bands)), bands)
        axes.set_xlabel("% of all residents")
        axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.10g}")
        axes.grid(visible=False, axis="y")
        _paint_bands(axes, own)
        if comparator:
            _paint_outline(axes, other, comparator)

    beside = f"; outline: {comparator}" if comparator else ""
    return Figure.of(
        Drawing(paint, height=1.2 + 0.24 * max(len(bands), 8)),
        title=title,
        subtitle=f"{subtitle}{beside}",
        alt=describe(
            f"Population pyramid of {placed(area)}",
            title,
            _pyramid_in_words(bands, own, other, comparator),
        ),
        table=_table(ages, area, comparator),
    )


_Shares = dict[str, npt.NDArray[np.float64]]


def _by_sex(ages: pd.DataFrame, name: str, bands: list[str]) -> _Shares:
    return {
        sex: ages[ages["sex"] == sex].set_index("age")[name].reindex(bands).to_numpy(dtype=float)
        for sex in _SIDES
    }


def _reach(*shares: _Shares) -> float:
    every = np.concatenate([values for one in shares for values in one.values()])
    return float(np.max(every[np.isfinite(every)], initial=0) * 1.08) or 1.0


def _paint_bands(axes: Axes, own: _Shares) -> None:
    for sex, side in _SIDES.items():
        place = np.arange(len(own[sex]))
        paint_bars(axes, 0, side * own[sex], place, 0.9, upright=False, **_FILL[sex])
        axes.text(
            0.5 + side * 0.48, 0.99, sex.capitalize(), transform=axes.transAxes, va="top",
            ha="right" if side > 0 else "left", fontweight="bold", color=INK,
        )  # fmt: skip
    if not any(np.isfinite(values).any() for values in own.values()):
        say_nothing_is_published(axes)


def _paint_outline(axes: Axes, other: _Shares, comparator: str) -> None:
    for sex, side in _SIDES.items():
        edge = np.repeat(side * other[sex], 2)
        place = np.arange(len(other[sex]))
        heights = np.stack([place - 0.5, place + 0.5], axis=1).ravel()
        axes.plot(edge, heights, color=PAPER, linewidth=4.5, zorder=4)
        axes.plot(edge, heights, color=PICKED, linewidth=2, zorder=4)
    axes.text(
        0.02, 0.94, f"outline: {comparator}", transform=axes.transAxes, va="top", color=PICKED
    )


def _pyramid_in_words(bands: list[str], own: _Shares, other: _Shares, comparator: str) -> str:
    both = own["male"] + own["female"]
    if not np.isfinite(both).any():
        return "No value is published"
    largest = int(np.nanargmax(both))
    said = [
        f"{len(bands)} age bands from {bands[0]} to {bands[-1]}. "
        f"The largest is {bands[largest]}, with {number(both[largest], 1)}% of all residents"
    ]
    beside = (other["male"] + other["female"])[largest]
    if comparator and np.isfinite(beside):
        said.append(f" ({placed(comparator)} {number(beside, 1)}%)")
    return f"{''.join(said)}."


def _table(ages: pd.DataFrame, area: str, comparator: str) -> Table:
    return Table(
        f"Residents of {placed(area)} by age and sex",
        [
            "Age and sex",
            "Residents",
            f"{area} (% of all residents)",
            *([f"{comparator} (% of all residents)"] if comparator else []),
        ],
        [
            [
                f"{row['age']}, {row['sex']}",
                number(row["count"]),
                number(row["share"], 1),
                *([number(row["comparator_share"], 1)] if comparator else []),
            ]
            for _, row in ages.iterrows()
        ],
        ["–: no figure."] if ages["share"].isna().any() else [],
    )
