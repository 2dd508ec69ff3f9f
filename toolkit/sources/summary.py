"""What a reading came to: counted piece by piece, told in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from toolkit.sources.reading import Reading, Reconciliation

__all__ = ["PlanSummary", "Summary"]


@dataclass
class Summary:
    """Counts of a file's figures, what was passed over, and whether totals agree."""

    figures: int = 0
    suppressed: int = 0
    areas: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    reconciliations: list[Reconciliation] = field(default_factory=list)

    def follow(self, readings: Iterator[Reading]) -> Iterator[pd.DataFrame]:
        """Yield each piece's observations, counting them on the way.

        Parameters
        ----------
        readings : iterator of Reading
            The pieces of one file.
        """
        for reading in readings:
            rows = reading.observations
            self.figures += len(rows)
            self.suppressed += int((rows["state"] == "suppressed").sum())
            self.areas.update(rows["area_code"].unique())
            self.measures.update(rows["indicator"].unique())
            starts, ends = rows["period_start"].min(), rows["period_end"].max()
            self.first = min(filter(pd.notna, (self.first, starts)), default=None)
            self.last = max(filter(pd.notna, (self.last, ends)), default=None)
            for skipped in reading.skipped:
                self.skipped[skipped.what, skipped.reason] += skipped.rows
            self.reconciliations += reading.reconciliations
            yield rows

    @property
    def failures(self) -> list[Reconciliation]:
        """The totals that do not agree with their parts."""
        return [check for check in self.reconciliations if not check.holds]

    def lines(self) -> list[str]:
        """Return what a person should know of the reading."""
        years = ""
        if self.first is not None and self.last is not None:
            years = f", {self.first:%Y}–{self.last:%Y}"
        told = [
            f"{_counted(self.figures, 'figure')}, {_counted(len(self.areas), 'area')}, "
            f"{_counted(len(self.measures), 'measure')}, {self.suppressed:,} suppressed{years}"
        ]
        told += [
            f"passed over {what} ({_counted(rows, 'row')}): {reason}"
            for (what, reason), rows in self.skipped.items()
            if rows
        ]
        if self.reconciliations:
            agree = len(self.reconciliations) - len(self.failures)
            told.append(
                f"totals that agree with their parts: {agree:,} of {len(self.reconciliations):,}"
            )
        told += [
            f"does not agree: {check.what}: printed {check.printed:,.12g}, parts give {check.summed:,.12g}"
            for check in self.failures
        ]
        return told


@dataclass
class PlanSummary(Summary):
    """Counts of a file's rows where they are no figures: targets, actions or commentary."""

    noun: str = "row"

    def follow(self, readings: Iterator[Reading]) -> Iterator[pd.DataFrame]:
        """Yield each piece's rows, counting them on the way."""
        for reading in readings:
            self.figures += len(reading.observations)
            self.areas.update(reading.observations["area_code"].unique())
            yield reading.observations

    def lines(self) -> list[str]:
        """Return what a person should know of the reading."""
        return [f"{_counted(self.figures, self.noun)}, {_counted(len(self.areas), 'area')}"]


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
