"""What a statement is held against, and what is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import nan

import pandas as pd

from toolkit.analysis.printed.reading import PrintedNumber, read_printed
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.printed_statements import Reference, Statement
from toolkit.contracts import OBSERVATIONS, RESULTS
from toolkit.errors import DataError
from toolkit.periods import Period

__all__ = ["Evidence", "Figure", "Finding", "Outcome", "Said", "Shown", "named", "say"]


_NO_RESULTS = RESULTS.empty().assign(time=[])
_NO_FIGURES = OBSERVATIONS.empty()


class Outcome(StrEnum):
    """How a statement ends; every one ends as one of these."""

    REPRODUCED = "reproduced"
    CONSISTENT = "consistent"
    DISAGREES = "disagrees"
    PRINTING_ERROR = "printing error"
    GIVEN = "given as input"
    TRACKED = "tracked"
    SUPPORTED = "claim supported"
    NOT_SUPPORTED = "claim not supported"
    UNTESTABLE = "claim untestable"
    NOT_IN_REPORT = "not in the report"


@dataclass(frozen=True)
class Shown:
    """A number that is told, and how it is to be written."""

    value: float
    decimals: int = 0
    signed: bool = False


@dataclass(frozen=True)
class Said:
    """A text with places for numbers, which are written where it is shown."""

    text: str
    numbers: tuple[Shown, ...] = ()


def say(text: str, *numbers: float | tuple[float, int] | Shown) -> Said:
    """Return what is said, each number a value, a value with decimals, or shown in its own way.

    Examples
    --------
    >>> say("{}% of {}", (36.04, 1), 2042).numbers[0].decimals
    1
    """
    shown = [
        one if isinstance(one, Shown) else Shown(*one) if isinstance(one, tuple) else Shown(one)
        for one in numbers
    ]
    return Said(text, tuple(shown))


@dataclass(frozen=True)
class Finding:
    """What became of a statement.

    Parameters
    ----------
    outcome : Outcome
        How it ends.
    recomputed : Said
        What it recomputes to; blank where there is nothing to make again.
    because : Said
        In which sense it agrees, or what was found at hand.
    slips : tuple of str
        Slips of the press in what is printed.
    files : tuple of str
        The tracked tables behind it.
    """

    outcome: Outcome
    recomputed: Said = Said("")
    because: Said = Said("")
    slips: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure of a tracked table."""

    value: float
    count: float = nan
    lower: float = nan
    upper: float = nan
    denominator: float = nan
    modelled: bool = False
    period_end: pd.Timestamp | None = None


@dataclass(frozen=True)
class Evidence:
    """The data that one statement is held against.

    Parameters
    ----------
    statement : Statement
        Which.
    figures : mapping
        Observations of the tracked tables, by measure and area.
    held : mapping
        Results that come from other sources, by indicator and area.
    actions : pandas.DataFrame
        Actions of the tracked plans.
    alike : tuple of PrintedNumber
        What the other cells of its printed table look like.
    """

    statement: Statement
    figures: Mapping[tuple[str, str], pd.DataFrame]
    held: Mapping[tuple[str, str], pd.DataFrame]
    actions: pd.DataFrame
    alike: tuple[PrintedNumber, ...] = ()

    @property
    def printed(self) -> PrintedNumber:
        """The number that the statement prints."""
        return read_printed(self.statement.printed)

    @property
    def references(self) -> list[Reference]:
        """The figures or series that it names."""
        return self.statement.references

    def figure(self, reference: Reference) -> Figure:
        """Return a figure of the tracked tables.

        Raises
        ------
        DataError
            Where not exactly one row is meant.
        """
        found = self._rows(reference)
        if len(found) != 1:
            raise DataError(
                f"statement {self.statement.number} ({self.statement.about}): "
                f"{len(found)} printed figures are {reference.name} "
                f"with {dict(reference.where) or 'nothing else said'}",
                [f"{row['file']}, {row['locator']}" for _, row in found.iterrows()],
                hint="say in printed_statements.csv which group, period, age or area is meant",
            )
        row = found.iloc[0]
        return Figure(
            value=row["value"] if pd.notna(row["value"]) else row["count"],
            count=row["count"],
            lower=row["lower"],
            upper=row["upper"],
            denominator=row["denominator"],
            modelled=row["basis"] == "modelled",
            period_end=row["period_end"] if pd.notna(row["period_end"]) else None,
        )

    def total(self, item: str) -> Figure:
        """Return a number, a figure, or figures added up, as an input writes them."""
        terms = item.split(" + ")
        if len(terms) == 1 and terms[0].replace(".", "").isdigit():
            return Figure(float(terms[0]))
        figures = [self.figure(Reference.parse(term)) for term in terms]
        if len(figures) == 1:
            return figures[0]
        modelled = any(figure.modelled for figure in figures)
        return Figure(sum(figure.value for figure in figures), modelled=modelled)

    def series(self, reference: Reference) -> pd.DataFrame:
        """Return the results of an indicator in one area by time, with ``time`` in years.

        Parameters
        ----------
        reference : Reference
            ``since`` is the first year of interest, ``until`` the last month.
        """
        where = reference.where
        rows = self.held.get((reference.name, self.area_of(reference)), _NO_RESULTS)
        if rows.empty:
            return rows
        rows = rows[(rows["group"] == where.get("group", "all")) & rows["period_end"].notna()]
        if "since" in where:
            rows = rows[rows["period_start"] >= _first_day(where["since"])]
        if "until" in where:
            rows = rows[rows["period_end"] < pd.Timestamp(where["until"]) + pd.DateOffset(months=1)]
        rows = rows.sort_values("period_end").drop_duplicates("period_end", keep="last")
        return rows.assign(time=rows["period_end"].dt.year + rows["period_end"].dt.month / 12)

    def area_of(self, reference: Reference) -> str:
        """Return the code of the area that a reference is about."""
        return reference.where.get("area", self.statement.area_code)

    def _rows(self, reference: Reference) -> pd.DataFrame:
        where = reference.where
        rows = self.figures.get((reference.name, self.area_of(reference)), _NO_FIGURES)
        found = rows[rows["group"] == where.get("group", "all")]
        if "age" in where:
            found = found[found["age"] == where["age"]]
        if where.get("period") == "none":
            return found[found["period_end"].isna()]
        if "period" in where:
            period = Period.parse(where["period"])
            return found[
                (found["period_start"] == pd.Timestamp(period.start))
                & (found["period_end"] == pd.Timestamp(period.end))
            ]
        return found


def _first_day(text: str) -> pd.Timestamp:
    return pd.Timestamp(Period.parse(text).start)


def named(references: Iterable[Reference]) -> str:
    """Return the names of the indicators that references are about, as a reader knows them."""
    indicators = load_indicators()
    names = dict.fromkeys(reference.name for reference in references)
    return ", ".join(
        indicators[name].name if name in indicators else re.sub("_", " ", name) for name in names
    )
