"""The same charts as they are written first: pyplot, an artist an area, a picture of a table.

A yardstick, and nothing that a report uses.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from toolkit.bench.chart_material import NATION, Material
from toolkit.catalogue.areas import find_area
from toolkit.catalogue.tiles import load_tiles

__all__ = ["NAIVE", "draw_naively", "heatmap"]


def draw_naively(paint: Callable[[Material], Figure], material: Material) -> bytes:
    """Draw as a notebook does by default.

    The inline backend draws a figure when the cell ends, once more to find the
    tight box around it, and once more into the file.
    """
    figure = paint(material)
    figure.canvas.draw()
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110, bbox_inches="tight")
    plt.close(figure)
    return stream.getvalue()


def _start(width: float = 8, height: float = 4) -> tuple[Figure, Axes]:
    sns.set_theme(style="whitegrid")
    return plt.subplots(figsize=(width, height))


def _trend(material: Material) -> Figure:
    figure, axes = _start()
    for code in (material.area, NATION):
        rows = material.series(code)
        years = rows["period_end"].dt.year
        axes.plot(years, rows["value"], marker="o", label=find_area(code).name)
        for year, (_, row) in zip(years, rows.iterrows(), strict=True):
            axes.errorbar(
                year,
                row["value"],
                yerr=[[row["value"] - row["lower"]], [row["upper"] - row["value"]]],
            )
    axes.legend()
    figure.tight_layout()
    return figure


def _caterpillar(material: Material) -> Figure:
    figure, axes = _start()
    for place, (_, row) in enumerate(material.authorities.sort_values("value").iterrows()):
        mine = row["area_code"] == material.area
        axes.plot([place, place], [row["lower"], row["upper"]], color="navy" if mine else "grey")
        axes.plot(place, row["value"], marker="o", markersize=3, color="navy" if mine else "grey")
    figure.tight_layout()
    return figure


def _bars(material: Material) -> Figure:
    figure, axes = _start()
    rows = material.latest.head(11)
    for _, row in rows.iterrows():
        axes.barh(
            find_area(row["area_code"]).name,
            row["value"],
            xerr=[[row["value"] - row["lower"]], [row["upper"] - row["value"]]],
        )
    figure.tight_layout()
    return figure


def _funnel(material: Material) -> Figure:
    figure, axes = _start()
    funnel = material.funnel
    for name in ("lower_95", "upper_95", "lower_99_8", "upper_99_8"):
        axes.plot(funnel.limits["denominator"], funnel.limits[name])
    for _, row in funnel.points.iterrows():
        axes.scatter(row["denominator"], row["value"], color="grey")
    axes.axhline(funnel.average)
    figure.tight_layout()
    return figure


def _spine(material: Material) -> Figure:
    figure, axes = _start(9, 7)
    for place, (_, row) in enumerate(material.spine.iterrows()):
        axes.plot([row["lowest"], row["highest"]], [place, place], color="lightgrey", linewidth=9)
        axes.plot([row["lower_quartile"], row["upper_quartile"]], [place, place], linewidth=9)
        axes.scatter(row["value"], place)
        axes.text(row["highest"], place, f"{row['value']:.1f}")
    axes.set_yticks(range(len(material.spine)), material.spine["indicator"])
    figure.tight_layout()
    return figure


def _map(material: Material) -> Figure:
    figure, axes = _start(8.8, 7.5)
    colours = plt.get_cmap("Blues")
    for _, row in material.authorities.iterrows():
        tile = load_tiles()[row["area_code"]]
        square = (tile.column - 0.5, tile.row - 0.5)
        axes.add_patch(Rectangle(square, 1, 1, facecolor=colours(row["value"] / 20)))
        axes.text(tile.column, tile.row, find_area(row["area_code"]).name[:4], ha="center")
    axes.set_xlim(0, 15)
    axes.set_ylim(20, 0)
    axes.set_aspect("equal")
    figure.tight_layout()
    return figure


def _multiples(material: Material) -> Figure:
    sns.set_theme(style="whitegrid")
    figure, panels = plt.subplots(3, 4, figsize=(8, 4.3), sharex=True, sharey=True)
    for axes, (name, rows) in zip(panels.flat, material.neighbours().items(), strict=True):
        years = rows["period_end"].dt.year
        axes.plot(years, rows["value"])
        axes.fill_between(years, rows["lower"], rows["upper"], alpha=0.2)
        axes.set_title(name, fontsize=8)
    figure.tight_layout()
    return figure


def _lines(material: Material) -> Figure:
    figure, axes = _start()
    for name, rows in [*material.neighbours().items()][:4]:
        axes.plot(rows["period_end"].dt.year, rows["value"], marker="o", label=name)
    axes.legend()
    figure.tight_layout()
    return figure


NAIVE = {
    "trend": _trend,
    "ranked areas": _caterpillar,
    "comparison bars": _bars,
    "funnel": _funnel,
    "spine": _spine,
    "tile map": _map,
    "small multiples": _multiples,
    "several lines": _lines,
}


def heatmap(material: Material) -> Figure:
    """Draw 510 figures as a picture of a table: thirty-four areas by fifteen indicators."""
    wide = material.domain.pivot_table(index="area_code", columns="indicator", values="value")
    figure, axes = _start(12, 14)
    sns.heatmap(wide.iloc[:34, :15], annot=True, fmt=".1f", ax=axes)
    figure.tight_layout()
    return figure
