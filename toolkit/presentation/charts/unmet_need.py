"""Unmet need: the people in need as a bar with its uncertainty, and who of them is in treatment."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from toolkit.catalogue.schemes import group_name, in_order
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.axes import mark_values
from toolkit.presentation.charts.bars import FILLS, paint_bars, paint_whiskers
from toolkit.presentation.charts.direct_labels import say_nothing_is_published
from toolkit.presentation.claims.alt_text import describe
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.marks import explain_marks, mark, marked
from toolkit.presentation.tables import Table
from toolkit.presentation.theme import INK, PAPER, Drawing
from toolkit.presentation.wording import interval, number

__all__ = ["unmet_need_chart"]

_SHARE = Measure("%", 1)
_NEED = Measure("people", modelled=True)
_BAR = 0.55
_TREATED, _UNMET = FILLS[:2]
_ESTIMATE = ["area_code", "sex", "group", "baseline_start", "baseline_end"]


def unmet_need_chart(
    unmet: pd.DataFrame, estimates: pd.DataFrame, *, title: str, subtitle: str
) -> Figure:
    """Draw people in need as bars: in treatment, not in treatment, and the estimate's interval.

    Parameters
    ----------
    unmet : pandas.DataFrame
        Results of unmet need of one area and period, a row a group: treated as
        ``count``, in need as ``denominator``, the share as ``value`` in per cent.
    estimates : pandas.DataFrame
        Results of the estimates of need in people, with their limits; may be empty.
    title, subtitle : str
        The finding; measure and periods.

    Returns
    -------
    Figure
        Where more people are treated than estimated, that is said in the bar's label.
    """
    rows = _with_limits(in_order(unmet), estimates)
    names = [_name(row) for _, row in rows.iterrows()]

    def paint(axes: Axes) -> None:
        _paint_need(axes, rows)
        axes.set_yticks(range(len(rows)), names)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        mark_values(axes, "people", upright=False)
        axes.grid(visible=False, axis="y")

    return Figure.of(
        Drawing(paint, height=1.4 + 0.75 * len(rows)),
        title=title,
        subtitle=f"{subtitle}; filled: in treatment, hatched: not in treatment"
        + ("; whisker: 95% interval of the estimate" if rows["need_lower"].notna().any() else ""),
        alt=describe(
            "Bars of the people in need, split into those in treatment and those not",
            title,
            *_need_in_words(rows, names),
        ),
        table=_table(rows, names),
    )


def _with_limits(unmet: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Join the limits of the estimate that each share was set against; of no stated period none."""
    dated = estimates[estimates["period_end"].notna()]
    limits = dated[["area_code", "sex", "group"]].assign(
        baseline_start=dated["period_start"],
        baseline_end=dated["period_end"],
        need_lower=dated["lower"],
        need_upper=dated["upper"],
    )
    return unmet.merge(limits.drop_duplicates(_ESTIMATE), on=_ESTIMATE, how="left")


def _name(row: pd.Series) -> str:
    return "All" if row["group"] == "all" else group_name(row["grouping_scheme"], row["group"])


def _paint_need(axes: Axes, rows: pd.DataFrame) -> None:
    place = np.arange(len(rows))
    treated, need, most = (_finite(rows[name]) for name in ("count", "denominator", "need_upper"))
    # Without a count the whole bar is need of which nothing more is known.
    unknown = np.where(np.isnan(treated), need, np.nan)
    unmet_from = np.where(need > treated, treated, np.nan)
    paint_bars(axes, 0, unknown, place, _BAR, upright=False, facecolor=PAPER, edgecolor=INK)
    paint_bars(axes, 0, treated, place, _BAR, upright=False, **_TREATED)
    paint_bars(axes, unmet_from, need, place, _BAR, upright=False, **_UNMET)
    paint_whiskers(axes, rows["need_lower"], rows["need_upper"], place, upright=False, colour=INK)
    exceeded = np.where(treated > need, need, np.nan)
    for colour, width in ((PAPER, 4), (INK, 2)):
        axes.vlines(exceeded, place - 0.4, place + 0.4, color=colour, linewidth=width, zorder=4)
    reach = np.fmax.reduce([treated, need, most, 0.0 * place])
    axes.set_xlim(0, reach.max(initial=0) * 1.02 or 1)
    if not reach.any():
        say_nothing_is_published(axes)
    for at, right, (_, row) in zip(place, reach, rows.iterrows(), strict=True):
        axes.annotate(
            _label(row), (right, at), xytext=(8, 0), textcoords="offset points", va="center",
            color=INK, annotation_clip=False,
        )  # fmt: skip


def _finite(values: pd.Series[float]) -> npt.NDArray[np.float64]:
    numbers = values.to_numpy(dtype=float)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _label(row: pd.Series) -> str:
    """Say the share; where it is negative, what that means."""
    if row["count"] > row["denominator"]:
        return "more in treatment\nthan estimated in need"
    if not np.isfinite(row["value"]):
        return f"no share can be given {mark(row['state'])}".rstrip()
    limits = _SHARE.limits(row["lower"], row["upper"])
    return f"{_SHARE.write(row['value'])} unmet" + (f"\n({limits}%)" if limits else "")


def _need_in_words(rows: pd.DataFrame, names: list[str]) -> list[str]:
    said = []
    for name, (_, row) in zip(names, rows.iterrows(), strict=True):
        if not np.isfinite(row["denominator"]):
            said.append(f"{name}: no estimate of need.")
            continue
        need = _NEED.say(row["denominator"], row["need_lower"], row["need_upper"])
        said.append(
            f"{name}: {need} in need, {number(row['count'])} in treatment; "
            f"{' '.join(_label(row).split())}."
        )
    return said or ["No value is published"]


def _table(rows: pd.DataFrame, names: list[str]) -> Table:
    return Table(
        "People in need, in treatment and not in treatment",
        [
            "Group",
            "In need (people)",
            "95% interval (people)",
            "In treatment (people)",
            "Not in treatment (%)",
            "95% interval (%)",
        ],
        [
            [
                name,
                number(row["denominator"]),
                interval(row["need_lower"], row["need_upper"]) or "–",
                number(row["count"]),
                marked(row, _SHARE.plain),
                _SHARE.limits(row["lower"], row["upper"]) or "–",
            ]
            for name, (_, row) in zip(names, rows.iterrows(), strict=True)
        ],
        [*explain_marks(rows["state"]), "–: no figure."],
    )
