"""An area beside its nation, region and neighbours, as bars from 0 with intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.presentation.blocks import Figure, Plot
from toolkit.presentation.charts.axes import mark_values
from toolkit.presentation.charts.direct_labels import say_nothing_is_published
from toolkit.presentation.charts.rows import area_table, drawable, limited, name_areas
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.marks import marked
from toolkit.presentation.theme import AREA, FAINT, INK, OTHERS, PAPER, Drawing

__all__ = ["comparison_chart"]

_WIDEST = 32  # letters of a name on one line


def comparison_chart(
    rows: pd.DataFrame,
    *,
    area: str,
    title: str,
    subtitle: str,
    measure: Measure,
    names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw a bar for each area, from 0, with its interval and its figure written beside it.

    Parameters
    ----------
    rows : pandas.DataFrame
        Results of one indicator and period, one an area, in the order in which
        they are to stand.
    area : str
        Code of the area to pick out.
    title, subtitle : str
        The finding; measure and period.
    measure : Measure
        How the values are written.
    names : mapping, optional
        Names by code, where they are not the catalogue's.

    Returns
    -------
    Figure
        An area without a figure keeps its place, with the mark that says why.
    """
    called = name_areas(rows, names or {})
    numbered = rows.reset_index(drop=True)
    written = [_write(row, measure) for _, row in numbered.iterrows()]

    def paint(axes: Axes) -> None:
        _paint_bars(axes, numbered, area)
        axes.set_yticks(range(len(called)), [textwrap.fill(name, _WIDEST) for name in called])
        axes.set_ylim(len(called) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_zorder(5)
        mark_values(axes, measure.unit, upright=False)
        for place, text in enumerate(written):
            mine = numbered["area_code"].iloc[place] == area
            axes.annotate(
                text, (1, place), xycoords=axes.get_yaxis_transform(), xytext=(8, 0),
                textcoords="offset points", va="center", annotation_clip=False,
                color=AREA if mine else INK, fontweight="bold" if mine else "normal",
            )  # fmt: skip
            if mine:
                axes.get_yticklabels()[place].set_fontweight("bold")
        if drawable(numbered).empty:
            say_nothing_is_published(axes)

    return Figure.of(
        Drawing(paint, height=1.1 + 0.36 * max(len(rows), 3)),
        title=title,
        subtitle=f"{subtitle}; lines: 95% confidence intervals" if len(limited(rows)) else subtitle,
        alt=describe(
            f"Bar chart of {measure.unit}",
            title,
            *(f"{name}: {text}" for name, text in zip(called, written, strict=True)),
        ),
        table=area_table(rows, names or {}, caption=title, measure=measure),
        plot=Plot("bars", measure.unit, [1], [2]),
    )


def _paint_bars(axes: Axes, rows: pd.DataFrame, area: str) -> None:
    shown, sure = drawable(rows), limited(rows)
    axes.barh(
        shown.index,
        shown["value"],
        height=0.62,
        color=np.where(shown["area_code"] == area, AREA, OTHERS),
        zorder=2,
    )
    # Light under dark: the line is seen on the bar and beside it.
    for colour, width in ((PAPER, 4.5), (INK, 1.8)):
        axes.hlines(
            sure.index, sure["lower"], sure["upper"], color=colour, linewidth=width, zorder=3
        )
    least, most = [*shown["value"], *sure["lower"], 0.0], [*shown["value"], *sure["upper"], 0.0]
    axes.set_xlim(min(least) * 1.05, max(most) * 1.05 or 1)
    axes.axvline(0, color=FAINT, linewidth=1, zorder=4)


def _write(row: pd.Series, measure: Measure) -> str:
    limits = measure.limits(row["lower"], row["upper"])
    return marked(row, measure.say) + (f" ({limits})" if limits else "")
