"""Publishers' own tables: which of the numbers that they hide their other rows tell."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from toolkit.catalogue.suppression import SuppressionRule
from toolkit.disclosure.attack import Attack
from toolkit.disclosure.linked_tables import LinkedTable
from toolkit.disclosure.margins import CELL, Margin, find_margins, join

__all__ = ["Deduced", "attack_published"]

_NEAR = 1e-6


@dataclass(frozen=True)
class Deduced:
    """A hidden number of which a publisher's own rows tell more than that it is hidden.

    Parameters
    ----------
    id : str
        Of its observation.
    total : str
        Of the observation that is a total of it and of others, or its own.
    parts : tuple of str
        Of those that make up the total.
    """

    id: str
    total: str
    parts: tuple[str, ...]


def attack_published(
    rows: pd.DataFrame, rule: SuppressionRule, scale: float | None = None
) -> tuple[Attack, list[Deduced]]:
    """Attack what a publisher hides with all that the publisher itself prints.

    Parameters
    ----------
    rows : pandas.DataFrame
        Observations of one measure; a count is missing where it is hidden.
    rule : SuppressionRule
        The publisher's. Under one that hides further numbers, a number that can
        be none of those that the rule hides is taken for one of these.
    scale : float, optional
        What its rates are per, where rates and denominators give counts.

    Returns
    -------
    attack : Attack
        Its ``recovered`` are what the publisher's own rows tell.
    deduced : list of Deduced
        Of each of them the total that tells most.
    """
    started = time.perf_counter()
    rows = rows[~rows.duplicated(CELL)].reset_index(drop=True)
    margins = [one for one in find_margins(rows) if one.whole]
    table = _link(rows, rule, margins, scale)
    hidden, ids = table.withheld, rows["id"].to_numpy()
    lower, upper, wrong = _feasible(table)
    beside = lower > table.most if rule.secondary else np.zeros(len(ids), bool)
    protected = table.protected & ~beside
    told = protected & ((lower > table.least + _NEAR) | (upper < table.most - _NEAR))
    attack = Attack(
        sets=len(table.components()),
        cells=len(ids),
        protected=int(protected.sum()),
        beyond=int((hidden & ~protected).sum()),
        restricted=0,
        recovered=tuple(ids[told]),
        contradictory=wrong,
        seconds=time.perf_counter() - started,
    )
    return attack, [*_deduced(np.flatnonzero(told), table, margins, ids)]


def _link(
    rows: pd.DataFrame, rule: SuppressionRule, margins: Sequence[Margin], scale: float | None
) -> LinkedTable:
    lower, upper = _printed(rows, scale)
    hidden = np.isnan(lower)
    least, most = rule.hides or (1, 0)
    table = LinkedTable.of_counts(np.where(hidden, least, lower), join(margins, len(rows)))
    return replace(
        table,
        withheld=hidden,
        relation_lower=np.zeros(len(margins)),
        relation_upper=np.zeros(len(margins)),
        shown_lower=lower,
        shown_upper=upper,
        known_lower=np.zeros(len(rows)),
        least=np.where(hidden, least, np.nan),
        most=np.where(hidden, most, np.nan),
    )


def _printed(rows: pd.DataFrame, scale: float | None) -> tuple[np.ndarray, np.ndarray]:
    """Return between what each true count lies, given its rounded count and its rate."""
    count, half = rows["count"].to_numpy(), rows["rounding"].to_numpy() / 2
    # People are whole: what is rounded to 5 is at most 2 away.
    lower, upper = np.ceil(count - half), np.floor(count + half)
    if scale is not None:
        exact = (rows["value"] * rows["denominator"] / scale).round().to_numpy()
        near = np.abs(exact - count) <= half + 1
        # Rates that all give the rounded count again are made of it, and tell nothing more.
        finer = pd.Series(near & (exact != count))
        near &= finer.groupby([rows["source"], rows["edition"]]).transform("any").to_numpy()
        lower, upper = np.where(near, exact, lower), np.where(near, exact, upper)
    return lower, upper


def _feasible(table: LinkedTable) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the ends of the protected numbers, NaN where none are told, and how many sets contradict themselves."""
    lower, upper = np.full((2, len(table.counts)), np.nan)
    wrong = 0
    for cells in table.components():
        part = table.part(cells)
        if not part.protected.any():
            continue
        try:
            ends = part.ranges(part.withheld)
        except ArithmeticError:
            wrong += 1
            continue
        lower[cells[part.protected]], upper[cells[part.protected]] = ends
    return lower, upper, wrong


def _deduced(
    told: np.ndarray, table: LinkedTable, margins: Sequence[Margin], ids: np.ndarray
) -> Iterator[Deduced]:
    lower, upper = table.bounds(table.withheld)
    for cell in told.tolist():
        about = [one for one in margins if cell in (one.total, *one.parts)]
        # How much each total leaves open by itself.
        open_ = [
            sum(upper[n] - lower[n] for n in (one.total, *one.parts) if n != cell) for one in about
        ]
        best = about[int(np.argmin(open_))]
        yield Deduced(ids[cell], ids[best.total], tuple(ids[[*best.parts]]))
