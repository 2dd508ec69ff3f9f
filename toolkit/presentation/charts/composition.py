"""The composition of a whole over time: shares by group, stacked, each period with its number."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.catalogue.schemes import group_name, in_order, load_schemes
from toolkit.errors import ParameterError
from toolkit.presentation.blocks import Figure, Plot
from toolkit.presentation.charts.bars import FILLS, paint_bars
from toolkit.presentation.charts.direct_labels import End, label_ends, say_nothing_is_published
from toolkit.presentation.charts.series import Series, Timeline
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.marks import explain_marks, marked
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import INK, Drawing
from toolkit.presentation.wording import number

__all__ = ["composition_chart"]

_SHARES = Measure("%")
_WHOLE = 100.0
_ROUNDING = 2.0  # per cent that shares, each rounded, may add up to beyond the whole


def composition_chart(
    shares: pd.DataFrame, *, title: str, subtitle: str, measure: Measure = _SHARES
) -> Figure:
    """Draw what a whole is made of, period by period.

    Parameters
    ----------
    shares : pandas.DataFrame
        Results of one area in per cent: a row a period and group of one
        scheme. A group is left out where its own parts are there.
    title, subtitle : str
        The finding; measure and periods.
    measure : Measure
        How the values are written.

    Returns
    -------
    Figure
        A period of which a group is not given keeps a gap at its top.

    Raises
    ------
    ParameterError
        Where the groups overlap, so that their shares are more than the whole.
    """
    rows = _undivided(in_order(shares)) if len(shares) else shares
    wide = rows.pivot_table(
        index="period_end", columns="group", values="value", sort=False, dropna=False
    ).sort_index()  # fmt: skip
    wide = wide.where(np.isfinite(wide.to_numpy(dtype=float)))
    _refuse_overlap(wide)
    names = {
        row["group"]: group_name(row["grouping_scheme"], row["group"]) for _, row in rows.iterrows()
    }
    labels = [*Timeline.of([Series("", rows)]).labels.values()]

    def paint(axes: Axes) -> None:
        axes.set_ylim(0, _WHOLE)
        axes.set_xlim(-0.5, max(len(wide), 1) - 0.5)
        axes.set_ylabel("%")
        label_ends(axes, _paint_stacks(axes, wide, names, measure))
        wholes = rows.groupby("period_end")["denominator"].max()
        axes.set_xticks(
            range(len(wide)),
            [
                f"{label}\nn = {number(wholes[end])}"
                for label, end in zip(labels, wide.index, strict=True)
            ],
        )

    return Figure.of(
        Drawing(paint, height=4.5),
        title=title,
        subtitle=f"{subtitle}; n: people in all groups together",
        alt=describe(
            "Stacked bars of shares by group",
            title,
            *_composition_in_words(wide, names, labels, measure),
        ),
        table=_table(rows, wide, names, labels, measure),
        plot=Plot("stacked", "%", list(range(2, 2 + len(wide.columns))), latest_first=True),
    )


def _undivided(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the whole, and groups whose own parts are there."""
    scheme = load_schemes().get(rows["grouping_scheme"].iloc[0])
    if scheme is None:
        return rows
    held = set(rows["group"])
    divided = {group for group, parts in scheme.parts.items() if held & set(parts)}
    return rows[~rows["group"].isin({scheme.total, *divided})]


def _refuse_overlap(wide: pd.DataFrame) -> None:
    total = float(wide.sum(axis=1).max()) if len(wide) else 0.0
    if total > _WHOLE + _ROUNDING:
        raise ParameterError(
            "shares of groups that overlap cannot be stacked",
            [f"expected at most 100% in every period, found {number(total, 1)}%"],
            hint="choose the groups of one partition, or draw them as comparison bars",
        )


def _paint_stacks(
    axes: Axes, wide: pd.DataFrame, names: dict[str, str], measure: Measure
) -> list[End]:
    """Put each group on the ones before it, and return where the last period has it."""
    place, base = np.arange(len(wide)), np.zeros(len(wide))
    ends = []
    for group, fill in zip(wide.columns, itertools.cycle(FILLS)):
        value = wide[group].to_numpy(dtype=float)
        paint_bars(axes, base, base + value, place, **fill)
        if len(value) and np.isfinite(value[-1]):
            ends.append(
                End(f"{names[group]} {measure.plain(value[-1])}%", base[-1] + value[-1] / 2, INK)
            )
        base = base + np.nan_to_num(value)
    for at, missing in enumerate(wide.isna().any(axis=1)):
        if missing and base[at]:
            axes.annotate("not all given", (at, base[at]), xytext=(0, 3), ha="center",
                          textcoords="offset points", color=INK)  # fmt: skip
    if not base.any():
        say_nothing_is_published(axes)
    return ends


def _composition_in_words(
    wide: pd.DataFrame, names: dict[str, str], labels: list[str], measure: Measure
) -> list[str]:
    held = wide.dropna(how="all")
    if held.empty:
        return ["No value is published"]
    first, last = held.index[0], held.index[-1]
    said = [f"From {labels[0]} to {labels[-1]}" if len(labels) > 1 else f"In {labels[0]}"]
    for group in wide.columns:
        ways = [measure.plain(wide.loc[end, group]) for end in dict.fromkeys([first, last])]
        said.append(f"{names[group]}: {'% to '.join(ways)}%.".replace("–%", "not given"))
    return said


def _table(
    rows: pd.DataFrame,
    wide: pd.DataFrame,
    names: dict[str, str],
    labels: list[str],
    measure: Measure,
) -> Table:
    cells = {
        (row["period_end"], row["group"]): marked(row, measure.plain) for _, row in rows.iterrows()
    }
    wholes = rows.groupby("period_end")["denominator"].max()
    return Table(
        "Shares by group",
        ["Period", "All (people)", *(f"{names[group]} (%)" for group in wide.columns)],
        [
            [label, number(wholes[end]), *(cells.get((end, group), "–") for group in wide.columns)]
            for label, end in zip(labels, wide.index, strict=True)
        ][::-1],
        explain_marks(rows["state"]),
    )
