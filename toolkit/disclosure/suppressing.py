"""Secondary suppression: the cheapest further numbers to hide, so that none hidden can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from toolkit.disclosure.linked_tables import LinkedTable

__all__ = ["suppress"]

_NEAR = 1e-6
# How far from the truth a hidden number is let go, in the most that the rule hides. Farther would
# protect no more, and makes the cuts below coarse.
_REACH = 4
# After so many choices made anew what is hidden stays so, and what proves needless is shown again.
_PATIENCE = 4
# How much dearer than the cheapest a choice may be, as a share: the proof costs more than it saves.
_GAP = 0.02


def suppress(table: LinkedTable) -> np.ndarray:
    """Choose which numbers to hide.

    Each protected number must be able to be any of those that the rule hides,
    given all that is shown. Where a linear programme cannot reach that far, its
    shadow prices say which hidden numbers would let it: a cut on the choice. The
    cheapest choice that keeps all cuts is tried next, until all reach [1]_. At last
    whole numbers are sought for every value; where there are none, more is hidden.

    Parameters
    ----------
    table : LinkedTable
        What may be shown.

    Returns
    -------
    ndarray of bool, shape (n,)
        True where a number is not to be shown.

    References
    ----------
    .. [1] Fischetti M, Salazar JJ. Models and algorithms for optimizing cell
       suppression in tabular data with linear constraints. Journal of the
       American Statistical Association 2000; 95: 916-928.

    Examples
    --------
    A row and its total, one number of which is hidden:

    >>> from scipy.sparse import csr_array
    >>> table = LinkedTable.of_counts(np.array([30.0, 3, 7, 20]), csr_array([[1.0, -1, -1, -1]]))
    >>> suppress(table).tolist()
    [False, True, True, False]
    """
    hidden = table.withheld.copy()
    for cells in table.components():
        part = table.part(cells)
        if part.protected.any() and len(cells) > 1 and not part.withheld.all():
            hidden[cells] = _suppress_part(part)
    return hidden


def _suppress_part(table: LinkedTable) -> np.ndarray:
    reachable = _within_reach(table)
    kept = hidden = table.withheld
    weights: list[np.ndarray] = []
    needs: list[float] = []
    while True:
        found = list(_cuts(reachable, hidden))
        if not found and _every_value_fits(table, hidden):
            return _without_needless(table, hidden, kept)
        if not found:
            # No whole numbers: something that is shown has to go.
            found = [((~hidden).astype(float), 1.0)]
        weights += [weight for weight, _ in found]
        needs += [need for _, need in found]
        kept = hidden if len(needs) > _PATIENCE * table.protected.sum() else table.withheld
        chosen = _cheapest(table.costs, kept, np.array(weights), np.array(needs))
        if chosen is None or (chosen == hidden).all():
            return np.ones(len(table.counts), bool)
        hidden = chosen


def _without_needless(table: LinkedTable, hidden: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Show again, the dearest first, what was kept from an earlier choice and is not needed."""
    spare = np.flatnonzero(hidden & kept & ~table.withheld)
    for cell in spare[np.argsort(-table.costs[spare], kind="stable")]:
        fewer = hidden.copy()
        fewer[cell] = False
        if not any(table.short_ends(fewer)) and _every_value_fits(table, fewer):
            hidden = fewer
    return hidden


def _within_reach(table: LinkedTable) -> LinkedTable:
    """Bound every hidden number near the truth, which only makes the demands stricter."""
    reach = _REACH * float(np.nanmax(table.most))
    return replace(
        table,
        known_lower=np.maximum(table.known_lower, table.counts - reach),
        known_upper=np.minimum(table.known_upper, table.counts + reach),
    )


def _cuts(table: LinkedTable, hidden: np.ndarray) -> Iterator[tuple[np.ndarray, float]]:
    """Yield for each end that falls short what the choice must add up to: weights and a need."""
    for short, end in table.short_ends(hidden):
        # By how much the end moves when each number is hidden rather than shown.
        gain = np.where(
            end.prices > 0,
            end.prices * (table.shown_lower - table.known_lower),
            end.prices * (table.shown_upper - table.known_upper),
        )
        need = short + float(gain[hidden].sum())
        yield np.clip(gain, 0, need), need


def _cheapest(
    costs: np.ndarray, kept: np.ndarray, weights: np.ndarray, needs: np.ndarray
) -> np.ndarray | None:
    """Return the cheapest choice that holds what is kept and meets every need; None where none does."""
    found = milp(
        costs,
        integrality=np.ones(len(costs), dtype=int),
        bounds=Bounds(kept.astype(float), np.ones(len(costs))),
        constraints=LinearConstraint(weights, needs - _NEAR, np.inf),
        options={"mip_rel_gap": _GAP},
    )
    return None if found.x is None else found.x > 0.5


def _every_value_fits(table: LinkedTable, hidden: np.ndarray) -> bool:
    """Return whether whole numbers exist for every value that the rule hides."""
    least, most = table.needed()
    wanted = {
        (int(cell), float(value))
        for cell in np.flatnonzero(table.protected)
        for value in np.arange(np.ceil(least[cell]), most[cell] + _NEAR)
    }
    cells = np.flatnonzero(table.protected)
    wanted -= set(zip(cells.tolist(), table.counts[cells].tolist(), strict=True))
    while wanted:
        cell, value = next(iter(wanted))
        example = table.fits(cell, value, hidden)
        if example is None:
            return False
        # One set of numbers is an example of many cells' values at once.
        wanted -= {(cell, value), *zip(cells.tolist(), example[cells].tolist(), strict=True)}
    return True
