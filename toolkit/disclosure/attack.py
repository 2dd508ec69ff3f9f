"""The attack: what somebody who adds and subtracts all that is shown would learn of what is hidden."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.disclosure.linked_tables import LinkedTable
from toolkit.disclosure.margins import CELL, link
from toolkit.disclosure.protected_sources import rules_of

__all__ = ["Attack", "attack_shown"]

_NUMBERS = ["count", "denominator", "value", "lower", "upper", "recomputed"]


@dataclass(frozen=True)
class Attack:
    """What an attack tried and found.

    Parameters
    ----------
    sets : int
        Groups of numbers that no sum joins to each other, each tried by itself.
    cells : int
        Numbers that are held or hidden.
    protected : int
        Those that a rule hides.
    beyond : int
        Those hidden beside them.
    restricted : int
        Those that are not for publication in any case, and are not protected.
    recovered : tuple of str
        Names of those protected whose feasible range excludes a value that the rule hides.
    contradictory : int
        Sets whose printed numbers do not agree, of which no range can be told.
    seconds : float
        How long it took.
    """

    sets: int
    cells: int
    protected: int
    beyond: int
    restricted: int
    recovered: tuple[str, ...]
    contradictory: int
    seconds: float

    def told(self) -> str:
        """Say it in one line."""
        cells = max(self.cells, 1)
        return (
            f"{self.sets:,} sets of {self.cells:,} cells tried; "
            f"{self.protected:,} cells protected ({self.protected / cells:.1%}), "
            f"{self.beyond:,} hidden beside them ({self.beyond / cells:.1%}), "
            + f"{self.restricted:,} restricted in any case, " * bool(self.restricted)
            + f"recovered {len(self.recovered):,}"
            + (f"; {self.contradictory:,} sets contradict themselves" * bool(self.contradictory))
            + f"; {self.seconds:.1f} s"
        )


def attack_shown(observations: pd.DataFrame, shown: pd.DataFrame) -> Attack:
    """Attack what is protected here with all that some reports show.

    Every observation behind a result that has any number is taken as known, be
    it shown itself or not.

    Parameters
    ----------
    observations : pandas.DataFrame
        The truth: all observations of the sources that rules are applied to here.
    shown : pandas.DataFrame
        Results as the reports show them: of one report, or of several areas,
        periods or editions together.

    Returns
    -------
    Attack
    """
    started = time.perf_counter()
    numbers = shown[shown[_NUMBERS].notna().any(axis=1)]
    known = {name for names in numbers["observations"].unique() for name in names.split()}
    parts = []
    for rule, rows in rules_of(observations):
        rows = rows[rows["count"].notna() | (rows["state"] == "suppressed")]
        cells = rows.groupby(CELL, dropna=False, sort=False).ngroup()
        told = rows["id"].isin(known).groupby(cells).any()
        unique = rows[~cells.duplicated()]
        hidden = ~told.loc[cells[~cells.duplicated()]].to_numpy()
        parts.append(_attack(link(unique, rule), hidden, unique))
    return _together(parts, started)


def _attack(table: LinkedTable, hidden: np.ndarray, rows: pd.DataFrame) -> Attack:
    names, found, wrong = rows["id"].to_numpy(), [], 0
    parts = table.components()
    for cells in parts:
        part = table.part(cells)
        if not part.protected.any():
            continue
        try:
            found += [names[cells[n]] for n in part.recovered(hidden[cells])]
        except ArithmeticError:
            wrong += 1
    beside = hidden & ~table.protected
    restricted = rows["restricted"].to_numpy(dtype=bool)
    return Attack(
        sets=len(parts),
        cells=len(names),
        protected=int(table.protected.sum()),
        beyond=int((beside & ~restricted).sum()),
        restricted=int((beside & restricted).sum()),
        recovered=tuple(found),
        contradictory=wrong,
        seconds=0,
    )


def _together(parts: Sequence[Attack], started: float) -> Attack:
    return Attack(
        sets=sum(one.sets for one in parts),
        cells=sum(one.cells for one in parts),
        protected=sum(one.protected for one in parts),
        beyond=sum(one.beyond for one in parts),
        restricted=sum(one.restricted for one in parts),
        recovered=tuple(name for one in parts for name in one.recovered),
        contradictory=sum(one.contradictory for one in parts),
        seconds=time.perf_counter() - started,
    )
