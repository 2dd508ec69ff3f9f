"""Other nations' own statistics of a subject: shown apart, with the reasons, and never judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from toolkit.analysis.change import latest, period_of
from toolkit.catalogue.areas import Area
from toolkit.catalogue.equivalents import differences_between
from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.wording import interval, join_words, measured, placed, sentence

__all__ = ["OtherNation", "with_other_nations"]


@dataclass(frozen=True)
class OtherNation:
    """An area of another nation and its own statistic of a subject.

    Parameters
    ----------
    area : Area
        The comparator.
    indicator : Indicator or None
        Its nation's own; None where the catalogue has none.
    rows : pandas.DataFrame
        Its headline results, in order of period.
    """

    area: Area
    indicator: Indicator | None
    rows: pd.DataFrame

    @property
    def row(self) -> pd.Series | None:
        """Its latest figure; None where there is none."""
        held = self.rows[self.rows["value"].notna()]
        return None if held.empty else latest(held).iloc[-1]


def with_other_nations(
    section: Section, indicator: Indicator, others: Sequence[OtherNation]
) -> Section:
    """Return a section with other nations' own statistics in a table of their own.

    Parameters
    ----------
    section : Section
        Of the area's own statistic.
    indicator : Indicator
        That statistic.
    others : sequence of OtherNation
        Comparators whose nation publishes otherwise.

    Returns
    -------
    Section
        With a sentence, a table and every reason under it; unchanged without others.
    """
    if not others or section.missing:
        return section
    table = _table(indicator, others)
    # Behind a picture the last table is folded away: the reasons must not be.
    tables = [table, *section.tables] if section.figure else [*section.tables, table]
    return replace(section, sentences=[*section.sentences, *_say(others)], tables=tables)


def _say(others: Sequence[OtherNation]) -> list[str]:
    told = [
        f"{placed(one.area.name)} ({period_of(one.row)}: {_figure(one)})"
        for one in others
        if one.row is not None
    ]
    if not told:
        return []
    return [
        f"By another statistic, which is not set against this one: {join_words(told)}. "
        "The reasons stand under the table."
    ]


def _table(indicator: Indicator, others: Sequence[OtherNation]) -> Table:
    reasons = dict.fromkeys(
        reason
        for one in others
        if one.indicator is not None
        for reason in differences_between(indicator, one.indicator)
    )
    return Table(
        caption=f"Other nations' own statistics beside: {indicator.name}",
        columns=["Area", "Statistic", "Period", "Figure", "95% interval"],
        rows=[_cells(one) for one in others],
        notes=["No verdict is made: these are different statistics.", *map(sentence, reasons)],
    )


def _cells(one: OtherNation) -> list[str]:
    if one.indicator is None:
        return [one.area.name, f"{one.area.nation} has none in the catalogue", "–", "–", "–"]
    row = one.row
    if row is None:
        return [one.area.name, one.indicator.name, "–", "no figure is held", "–"]
    limits = interval(row["lower"], row["upper"], one.indicator.decimals)
    period = str(period_of(row) or "not stated")
    return [one.area.name, one.indicator.name, period, _figure(one), limits or "–"]


def _figure(one: OtherNation) -> str:
    if one.indicator is None or one.row is None:
        return "–"
    return measured(one.row["value"], one.indicator.unit, one.indicator.decimals)
