"""What a section is made from: one indicator's results for an area and its comparators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from toolkit.analysis.change import latest, period_of
from toolkit.catalogue.areas import Area
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.schemes import group_name
from toolkit.presentation.wording import join_words

__all__ = ["Context"]


@dataclass(frozen=True)
class Context:
    """The material of one section.

    Parameters
    ----------
    area : Area
        Whom the report is about.
    comparators : sequence of Area
        Whom it is set beside, in order.
    indicator : Indicator
        What is shown.
    rows : pandas.DataFrame
        Results of this indicator for the area and its comparators, headline
        rows of persons, in order of period.
    comparisons : pandas.DataFrame
        The area's rows beside each comparator.
    sources : sequence of str
        Citations of the files behind the area's rows.
    notes : sequence of str
        What else a reader must know of the area's rows.
    missing : str
        Why the area has no rows, where it has none.
    """

    area: Area
    comparators: Sequence[Area]
    indicator: Indicator
    rows: pd.DataFrame
    comparisons: pd.DataFrame
    sources: Sequence[str] = ()
    notes: Sequence[str] = ()
    missing: str = ""

    def of(self, area: Area, group: str | None = None) -> pd.DataFrame:
        """Return the rows of one area, in order of period."""
        rows = self._by_area.get(area.code, self.rows.iloc[:0])
        return rows if group is None else rows[rows["group"] == group]

    @cached_property
    def _by_area(self) -> dict[str, pd.DataFrame]:
        return {str(code): rows for code, rows in self.rows.groupby("area_code", sort=False)}

    @cached_property
    def own(self) -> pd.DataFrame:
        """The area's rows."""
        return self.of(self.area)

    @cached_property
    def latest(self) -> pd.DataFrame:
        """The area's rows of its last period, in one grouping scheme."""
        rows = latest(self.own)
        schemes = rows["grouping_scheme"].value_counts()
        return rows if len(schemes) < 2 else rows[rows["grouping_scheme"] == schemes.index[0]]

    def in_period(self, area: Area, period_end: pd.Timestamp) -> pd.Series | None:
        """Return an area's row of one period; None where there is none or it has no value."""
        rows = self.of(area)
        held = (rows["period_end"] == period_end) & rows["value"].notna()
        return rows.iloc[held.argmax()] if held.any() else None

    def verdict(self, row: pd.Series, other: pd.Series) -> str:
        """Return what the comparison of two rows of one period says; blank for none."""
        rows = self.comparisons[
            (self.comparisons["comparator"] == other["area_code"])
            & (self.comparisons["period_end"] == row["period_end"])
            & (self.comparisons["group"] == row["group"])
        ]
        return "" if rows.empty else str(rows["significance"].iloc[0])

    def notes_on(self, rows: pd.DataFrame) -> list[str]:
        """Return what the sources say of some rows, each note once, under the groups it is about."""
        about: dict[str, list[str]] = {}
        for _, row in rows[rows["note"] != ""].iterrows():
            about.setdefault(row["note"], []).append(
                group_name(row["grouping_scheme"], row["group"])
            )
        grouped = rows["group"].nunique() > 1
        return [
            f"{join_words(groups)}: {note}" if grouped and len(groups) < len(rows) else note
            for note, groups in about.items()
        ] + list(self.notes)

    def label(self, row: pd.Series) -> str:
        """Return the period of a row as a reader sees it."""
        return str(period_of(row) or "period not stated")
