"""Periods on an axis: years stand apart as they are in time, so that a missing one is seen."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.analysis.change import period_of
from toolkit.catalogue.measures import Break
from toolkit.presentation.charts.rows import drawable

__all__ = ["Series", "Timeline"]

_LETTERS = 70  # that fit below an axis of the usual width


@dataclass(frozen=True)
class Series:
    """One line of a chart.

    Parameters
    ----------
    label : str
        Whose it is.
    rows : pandas.DataFrame
        Results in order of period.
    """

    label: str
    rows: pd.DataFrame

    @property
    def held(self) -> pd.DataFrame:
        """The rows that can be drawn."""
        return drawable(self.rows)


@dataclass(frozen=True)
class Timeline:
    """Where each period stands, and over what no line may be drawn.

    Parameters
    ----------
    places : dict
        Years since the first period, by last day of the period.
    labels : dict
        The period as a reader writes it, by its last day.
    breaks : tuple of Break
        Where a series ends and another begins.
    """

    places: dict[pd.Timestamp, float]
    labels: dict[pd.Timestamp, str]
    breaks: tuple[Break, ...] = ()

    @classmethod
    def of(cls, series: Sequence[Series], breaks: Sequence[Break] = ()) -> Timeline:
        """Return the timeline of all periods of some series."""
        rows = pd.concat([one.rows for one in series]).drop_duplicates("period_end")
        rows = rows.sort_values("period_end")
        first = rows["period_end"].iloc[0]
        return cls(
            {
                end: (end.year - first.year) + (end.month - first.month) / 12
                for end in rows["period_end"]
            },
            {row["period_end"]: str(period_of(row)) for _, row in rows.iterrows()},
            tuple(
                one
                for one in breaks
                if rows["period_start"].min() < pd.Timestamp(one.day) <= rows["period_start"].max()
            ),
        )

    @property
    def last(self) -> float:
        """The place of the last period."""
        return max(self.places.values())

    def place(self, rows: pd.DataFrame) -> list[float]:
        """Return where some rows stand."""
        return [self.places[end] for end in rows["period_end"]]

    def runs(self, one: Series) -> Iterator[pd.DataFrame]:
        """Yield the stretches that may be joined: no gap in time, no break, one source throughout."""
        rows = one.held.drop_duplicates("period_end")
        steps = sorted(b - a for a, b in itertools.pairwise(sorted(self.places.values())))
        usual = steps[len(steps) // 2] if steps else 1.0
        place = self.place(rows)
        sources = [set(text.split()) for text in rows["source"]]
        starts = rows["period_start"].tolist()
        begin = 0
        for here in range(1, len(rows)):
            gap = place[here] - place[here - 1] > 1.5 * usual
            if gap or not sources[here - 1] & sources[here] or self._broken(starts, here):
                yield rows.iloc[begin:here]
                begin = here
        yield rows.iloc[begin:]

    def _broken(self, starts: list[pd.Timestamp], here: int) -> bool:
        return any(starts[here - 1] < pd.Timestamp(one.day) <= starts[here] for one in self.breaks)

    def place_of_break(self, one: Break) -> float:
        """Return the middle between the last period of the old series and the first of the new."""
        day = pd.Timestamp(one.day)
        before = [place for end, place in self.places.items() if end < day]
        after = [place for end, place in self.places.items() if end >= day]
        return (max(before, default=0.0) + min(after, default=self.last)) / 2

    def named(self) -> list[pd.Timestamp]:
        """Return the periods to be named on the axis, from the last back, as far as there is room."""
        width = 2 + max(map(len, self.labels.values()))
        room = (self.last + 1) * width / _LETTERS
        shown: list[pd.Timestamp] = []
        for end in sorted(self.places, reverse=True):
            if not shown or self.places[shown[-1]] - self.places[end] >= room:
                shown.append(end)
        return shown[::-1]
