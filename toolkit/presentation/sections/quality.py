"""The state of the data at hand, as sections of a report."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.publishers import load_sources
from toolkit.periods import Period
from toolkit.presentation.blocks import Figure, Section, Table
from toolkit.presentation.theme import Drawing
from toolkit.presentation.wording import count_of, number, tell_apart

__all__ = [
    "breaks_section",
    "changes_section",
    "coverage_section",
    "freshness_section",
    "hidden_section",
    "readings_section",
]

_STALE_YEARS = 3


def coverage_section(coverage: pd.DataFrame) -> Section:
    """Show which indicators have figures for which periods, and for how many authorities."""
    indicators = load_indicators()
    held = list(dict.fromkeys(coverage["indicator"]))
    absent = [indicator.name for key, indicator in indicators.items() if key not in held]
    return Section(
        "coverage",
        "What is covered",
        sentences=[
            f"{count_of(len(held), 'indicator has', 'indicators have')} figures for at least one "
            f"authority, of {len(indicators)} in the catalogue.",
            *([f"Without any figures: {'; '.join(absent)}."] if absent else []),
        ],
        figure=_coverage_picture(coverage) if len(coverage) else None,
        tables=[
            Table(
                "Authorities with a figure, by indicator and period",
                ["Indicator", "Period", "Authorities", "Of", "Share (%)"],
                [
                    [
                        indicators[row["indicator"]].name,
                        _period(row),
                        number(row["areas"]),
                        number(row["expected"]),
                        number(row["share"] * 100),
                    ]
                    for _, row in coverage.iterrows()
                ],
            )
        ],
    )


def _period(row: pd.Series) -> str:
    return str(Period.between(row["period_start"].date(), row["period_end"].date()))


def _coverage_picture(coverage: pd.DataFrame) -> Figure:
    table = coverage.assign(year=coverage["period_end"].dt.year).pivot_table(
        index="indicator", columns="year", values="share", aggfunc="max", sort=False
    )
    table = table.reindex(columns=range(int(table.columns.min()), int(table.columns.max()) + 1))

    def paint(axes: Axes) -> None:
        mesh = axes.pcolormesh(
            np.arange(table.shape[1] + 1),
            np.arange(table.shape[0] + 1),
            table.to_numpy(),
            cmap="cividis_r",
            vmin=0,
            vmax=1,
            edgecolors="white",
            linewidth=0.5,
        )
        axes.invert_yaxis()
        axes.grid(visible=False)
        axes.set_yticks(np.arange(table.shape[0]) + 0.5, table.index)
        step = max(1, table.shape[1] // 8)
        axes.set_xticks(np.arange(0, table.shape[1], step) + 0.5, table.columns[::step])
        axes.set_xlabel("Year in which the period ends")
        axes.figure.colorbar(mesh, ax=axes, label="Share of authorities with a figure")

    full = int((coverage["share"] > 0.95).sum())
    return Figure.of(
        Drawing(paint, width=9, height=1.5 + 0.32 * len(table)),
        title=f"{full} of {len(coverage)} indicator periods cover nearly every authority",
        subtitle="Share of upper-tier authorities with a figure; blank: none held",
        alt=f"Heat map of {len(table)} indicators by year. "
        + " ".join(
            f"{name}: {int(row.notna().sum())} years, at most {number(row.max() * 100)}% of authorities."
            for name, row in table.iterrows()
        ),
    )


def hidden_section(hidden: pd.DataFrame) -> Section:
    """Show how many figures are suppressed, missing or unreliable."""
    states = [name for name in hidden.columns if name not in ("source", "figures")]
    without = hidden["figures"].sum() - hidden.get("ok", pd.Series(0)).sum()
    return Section(
        "hidden",
        "What is hidden or missing",
        sentences=[
            f"{number(without)} of {number(hidden['figures'].sum())} figures are not plainly given: "
            "suppressed, missing, not collected, provisional or unreliable. None of them is read as 0."
        ],
        tables=[
            Table(
                "Figures by state",
                ["Source", "Figures", *states],
                [
                    [load_sources()[row["source"]].name, number(row["figures"])]
                    + [number(row[state]) for state in states]
                    for _, row in hidden.iterrows()
                ],
            )
        ],
    )


def freshness_section(freshness: pd.DataFrame) -> Section:
    """Show how old each file's last figures are, and name those that are stale."""
    stale = freshness[freshness["years"] > _STALE_YEARS]
    return Section(
        "freshness",
        "How old it is",
        sentences=[
            f"{count_of(len(stale), 'file', 'files')} of {len(freshness)} end more than "
            f"{_STALE_YEARS} years ago."
        ],
        tables=[
            Table(
                "Files, the oldest figures first",
                ["Source", "File", "Edition", "Last figures", "Years ago"],
                [
                    [
                        load_sources()[row["source"]].name,
                        row["file"].split("/")[-1],
                        row["edition"],
                        f"{row['last']:%B %Y}" if pd.notna(row["last"]) else "not stated",
                        number(row["years"], 1),
                    ]
                    for _, row in freshness.iterrows()
                ],
            )
        ],
    )


def breaks_section(gaps: pd.DataFrame) -> Section:
    """Show where an indicator's series has a gap."""
    rows = [
        [
            load_indicators()[row["indicator"]].name,
            f"{row['after']:%B %Y}",
            f"{row['before']:%B %Y}",
        ]
        for _, row in gaps.iterrows()
    ]
    return Section(
        "breaks",
        "Where series break",
        sentences=[f"{count_of(len(rows), 'gap', 'gaps')} of more than a year inside a series."],
        tables=[Table("Gaps", ["Indicator", "Last before", "Next after"], rows)] if rows else [],
    )


def readings_section(told: dict[str, list[str]]) -> Section:
    """Show what was said when each file was read: what was passed over and which totals fail."""
    failed = sum("does not agree" in line for lines in told.values() for line in lines)
    return Section(
        "readings",
        "Whether totals agree with their parts",
        sentences=[
            f"{count_of(failed, 'printed total does', 'printed totals do')} not agree with the parts, "
            "rounding allowed for."
        ],
        tables=[
            Table(
                "What was read",
                ["File", "Figures, and what was passed over"],
                [[file.split("/")[-1], "; ".join(lines)] for file, lines in told.items()],
            )
        ],
    )


def changes_section(apart: pd.DataFrame, most: int = 50) -> Section:
    """Show the figures that two editions of a source print differently."""
    rows = [
        [
            f"{row['indicator']}, {row['area_code']}, {_period(row)}, {row['sex']}",
            *(
                text
                for name in ("count", "value")
                for text in tell_apart(row[f"{name}_earlier"], row[f"{name}_later"])
            ),
        ]
        for _, row in apart.head(most).iterrows()
    ]
    more = f" The first {most} are shown." if len(apart) > most else ""
    columns = ["Figure", "Count, earlier", "Count, later", "Value, earlier", "Value, later"]
    return Section(
        "changes",
        "What changed between editions",
        sentences=[
            f"{count_of(len(apart), 'figure differs', 'figures differ')} between two editions of a "
            f"source that are both held.{more}"
        ],
        tables=[Table("Figures that changed", columns, rows)] if rows else [],
    )
