"""All indicators of a domain: the area's dot among the authorities of its nation, a row each."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toolkit.analysis.change import period_of
from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.direct_labels import say_nothing_is_published
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.marks import explain_marks, marked
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import AREA, INK, OTHERS, PAPER, PICKED, Drawing
from toolkit.presentation.wording import count_of, number

__all__ = ["spine_chart"]

_WIDEST = 44  # letters of an indicator's name on one line
_RANGE, _MIDDLE = "#d9dde2", "#b3bac2"
# Shape and filling say what the colour says.
_VERDICTS = {
    "better": ("^", AREA, AREA),
    "worse": ("v", PICKED, PICKED),
    "higher": (">", INK, INK),
    "lower": ("<", INK, INK),
    "similar": ("o", PAPER, INK),
    "": ("D", PAPER, INK),
    "not compared": ("D", PAPER, INK),
}
_WORDS = {"": "not compared"}


def spine_chart(
    rows: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    *,
    area: str,
    comparator: str,
    title: str,
    subtitle: str,
) -> Figure:
    """Draw a row an indicator: the authorities' range and middle half, the comparator, the area.

    Every row has a scale of its own: the comparator in the middle, the authority
    that is furthest from it at an end. Better is right; where nothing is better
    or worse, higher is right.

    Parameters
    ----------
    rows : pandas.DataFrame
        What `toolkit.analysis.spines.make_spine` returns.
    indicators : mapping
        Declarations by id.
    area, comparator : str
        Their names.
    title, subtitle : str
        The finding; what is shown, and when.

    Returns
    -------
    Figure
        Shape and words beside the dots say how the area compares.
    """
    named = [indicators[one].name for one in rows["indicator"]]
    measures = [Measure.of(indicators[one]) for one in rows["indicator"]]
    places = _scale(rows)

    def paint(axes: Axes) -> None:
        _paint_ranges(axes, places)
        axes.axvline(0, color=INK, linewidth=1.4, zorder=3)
        _paint_dots(axes, places, rows["significance"])
        _name_rows(axes, rows, named, measures)
        axes.set_xlim(-1.08, 1.08)
        axes.set_ylim(len(rows) - 0.4, -0.9)
        axes.set_xticks([-1, 0, 1], ["Worst or lowest", comparator, "Best or highest"])
        axes.grid(visible=False)
        _paint_key(axes)
        if places["value"].isna().all():
            say_nothing_is_published(axes)

    return Figure.of(
        Drawing(paint, width=9.5, height=1.5 + 0.42 * max(len(rows), 2)),
        title=title,
        subtitle=subtitle,
        alt=describe(
            f"Spine chart of {count_of(len(rows), 'indicator', 'indicators')} for {area} beside {comparator}",
            title,
            *(
                _say(row, name, measure, area, comparator)
                for (_, row), name, measure in zip(rows.iterrows(), named, measures, strict=True)
            ),
        ),
        table=_table(rows, indicators, title, area, comparator),
    )


def _scale(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the row's figures on its own scale from -1 to 1, the comparator at 0, better right."""
    names = ["lowest", "lower_quartile", "upper_quartile", "highest", "value"]
    apart = rows[names].astype(float).sub(rows["comparator_value"], axis=0)
    furthest = apart[["lowest", "highest"]].abs().max(axis=1)
    way = np.where(rows["polarity"] == "lower_is_better", -1, 1)
    scaled = apart.mul(way, axis=0).div(furthest.where(furthest > 0, 1.0), axis=0)
    return scaled.where(np.isfinite(scaled)).clip(-1.05, 1.05).reset_index(drop=True)


def _paint_ranges(axes: Axes, places: pd.DataFrame) -> None:
    for left, right, colour in (
        ("lowest", "highest", _RANGE),
        ("lower_quartile", "upper_quartile", _MIDDLE),
    ):
        axes.barh(
            places.index, places[right] - places[left], left=places[left], height=0.62,
            color=colour, edgecolor=OTHERS, linewidth=0.8, zorder=2,
        )  # fmt: skip


def _paint_dots(axes: Axes, places: pd.DataFrame, verdicts: pd.Series[str]) -> None:
    for verdict, (marker, face, edge) in _VERDICTS.items():
        some = places["value"][(verdicts == verdict).to_numpy()]
        if len(some):
            axes.scatter(
                some, some.index, s=72, marker=marker, facecolor=face, edgecolor=edge,
                linewidth=1.6, zorder=5,
            )  # fmt: skip


def _name_rows(axes: Axes, rows: pd.DataFrame, named: list[str], measures: list[Measure]) -> None:
    axes.set_yticks(range(len(named)), [textwrap.fill(name, _WIDEST) for name in named], fontsize=9)
    axes.tick_params(length=0)
    for place, (_, row) in enumerate(rows.iterrows()):
        verdict = _WORDS.get(row["significance"], row["significance"])
        axes.annotate(
            f"{marked(row, measures[place].plain)}  {verdict if pd.notna(row['value']) else ''}", (1, place),
            xycoords=axes.get_yaxis_transform(), xytext=(6, 0), textcoords="offset points",
            va="center", annotation_clip=False, fontsize=9,
        )  # fmt: skip


def _paint_key(axes: Axes) -> None:
    axes.legend(
        handles=[
            Patch(facecolor=_RANGE, edgecolor=OTHERS, label="lowest to highest authority"),
            Patch(facecolor=_MIDDLE, edgecolor=OTHERS, label="middle half of the authorities"),
        ],
        loc="lower center",
        bbox_to_anchor=(0.5, 1),
        ncols=2,
        frameon=False,
        fontsize=9,
    )


def _say(row: pd.Series, name: str, measure: Measure, area: str, comparator: str) -> str:
    verdict = _WORDS.get(row["significance"], row["significance"])
    if pd.isna(row["value"]):
        return f"{name}: no value for {area}"
    return (
        f"{name}: {area} {measure.plain(row['value'])}, "
        f"{comparator} {measure.plain(row['comparator_value'])}, {verdict}"
    )


def _table(
    rows: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    caption: str,
    area: str,
    comparator: str,
) -> Table:
    heads = ["Period", area, "Compared", comparator, "Lowest", "Highest", "Authorities"]
    cells = []
    for _, row in rows.iterrows():
        one = indicators[row["indicator"]]
        measure = Measure.of(one)
        written = [measure.plain(row[name]) for name in ("comparator_value", "lowest", "highest")]
        verdict = _WORDS.get(row["significance"], row["significance"])
        cells.append(
            [f"{one.name} ({one.unit})", str(period_of(row) or "–"), marked(row, measure.plain), verdict,
             *written, number(row["areas"])]
        )  # fmt: skip
    return Table(caption, ["Indicator", *heads], cells, explain_marks(rows["state"]))
