"""Linked tables: true numbers, what binds them, and what each would tell if it were shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

__all__ = ["End", "LinkedTable"]

_NEAR = 1e-6


class End(NamedTuple):
    """One end of a number's feasible range.

    Parameters
    ----------
    value : float
        The end; infinity where nothing holds it.
    example : ndarray, shape (n,)
        Numbers that satisfy all that is shown and reach it; NaN where it is infinite.
    prices : ndarray, shape (n,)
        By how much the end moves with the bounds of each number: with the lower
        where positive, with the upper where negative.
    """

    value: float
    example: np.ndarray
    prices: np.ndarray


@dataclass(frozen=True)
class LinkedTable:
    r"""Numbers that a publication may show or hide, and the sums that bind them.

    A reader who knows everything shown knows of the true numbers :math:`x` that
    :math:`r_l \le A x \le r_u`, that :math:`x_i` lies in the range that a shown
    number tells, and of a hidden one only what is known without it.

    Parameters
    ----------
    counts : ndarray, shape (n,)
        The true numbers.
    relations : csr_array, shape (m, n)
        Coefficients of what binds them: a total less its parts, a count less a share of its base.
    relation_lower, relation_upper : ndarray, shape (m,)
        Between what limits each relation is known to lie.
    shown_lower, shown_upper : ndarray, shape (n,)
        What a number tells of itself where it is shown: more than one value where it is rounded.
    known_lower, known_upper : ndarray, shape (n,)
        What is known of a hidden number from elsewhere; 0 and infinity where nothing is.
    least, most : ndarray, shape (n,)
        The values that the rule hides, of protected numbers; NaN elsewhere.
    costs : ndarray, shape (n,)
        What is lost by hiding each number.
    withheld : ndarray of bool, shape (n,)
        What is hidden whatever else is: protected numbers and those not for publication.
    """

    counts: np.ndarray
    relations: csr_array
    relation_lower: np.ndarray
    relation_upper: np.ndarray
    shown_lower: np.ndarray
    shown_upper: np.ndarray
    known_lower: np.ndarray
    known_upper: np.ndarray
    least: np.ndarray
    most: np.ndarray
    costs: np.ndarray
    withheld: np.ndarray

    @classmethod
    def of_counts(
        cls,
        counts: np.ndarray,
        relations: csr_array,
        relation_upper: np.ndarray | None = None,
        *,
        hides: tuple[int, int] = (1, 4),
        withheld: np.ndarray | None = None,
    ) -> LinkedTable:
        """Return a table of whole numbers under one rule, each relation known to be what it is.

        Parameters
        ----------
        counts : ndarray, shape (n,)
            True numbers.
        relations : csr_array, shape (m, n)
            What binds them.
        relation_upper : ndarray, shape (m,), optional
            Infinity for a relation of which only a sign is known: that it is 0 or more.
        hides : tuple of int
            The least and most of the numbers that the rule hides.
        withheld : ndarray of bool, shape (n,), optional
            What is hidden beside them.

        Examples
        --------
        >>> table = LinkedTable.of_counts(np.array([12.0, 3, 9]), csr_array([[1.0, -1, -1]]))
        >>> table.protected.tolist(), [edge.tolist() for edge in table.ranges(table.withheld)]
        ([False, True, False], [[3.0], [3.0]])
        """
        counts = np.asarray(counts, dtype=float)
        least, most = hides
        small = (counts >= least) & (counts <= most)
        known = np.asarray(relations @ counts, dtype=float)
        open_ = np.zeros(len(known), bool) if relation_upper is None else np.isinf(relation_upper)
        return cls(
            counts=counts,
            relations=csr_array(relations),
            relation_lower=np.where(open_, np.minimum(known, 0), known),
            relation_upper=np.where(open_, np.inf, known),
            shown_lower=counts,
            shown_upper=counts,
            known_lower=np.zeros(len(counts)),
            known_upper=np.full(len(counts), np.inf),
            least=np.where(small, least, np.nan),
            most=np.where(small, most, np.nan),
            costs=1 + np.log10(1 + counts) / 4,
            withheld=small if withheld is None else small | withheld,
        )

    @property
    def protected(self) -> np.ndarray:
        """Which numbers the rule hides, bool of shape (n,)."""
        found: np.ndarray = ~np.isnan(self.least)
        return found

    def bounds(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return between what each number is known to lie, given which are hidden."""
        return (
            np.where(hidden, self.known_lower, self.shown_lower),
            np.where(hidden, self.known_upper, self.shown_upper),
        )

    def ranges(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the feasible range of each protected number: two linear programmes apiece.

        Parameters
        ----------
        hidden : ndarray of bool, shape (n,)
            Which numbers are not shown.

        Returns
        -------
        tuple of ndarray, shape (number of protected,)
            The lower and the upper end; infinity where nothing holds it.
        """
        ends = np.full((2, len(self.counts)), np.nan)
        for cells in self.components():
            part = self.part(cells)
            for n in np.flatnonzero(part.protected).tolist():
                for side, sign in enumerate((1, -1)):
                    ends[side, cells[n]] = part.extreme(n, hidden[cells], sign).value
        return ends[0, self.protected], ends[1, self.protected]

    def extreme(self, cell: int, hidden: np.ndarray, sign: int) -> End:
        """Return a hidden number's least (sign 1) or most (sign -1), with an example and shadow prices.

        Raises
        ------
        ArithmeticError
            Where no numbers satisfy all that is shown.
        """
        lower, upper = self.bounds(hidden)
        free = lower < upper
        if not free[cell]:
            return End(lower[cell], lower, np.zeros(len(lower)))
        # What is shown exactly is a constant: only the rest is sought.
        full = self._dense
        rows = np.flatnonzero(full[:, free].any(axis=1))
        inner = full[rows][:, free]
        fixed = full[rows][:, ~free] @ lower[~free]
        equal = self.relation_lower[rows] == self.relation_upper[rows]
        aim = np.zeros(len(lower))
        aim[cell] = sign
        found = linprog(  # type: ignore[call-overload]  # the stubs take no untyped slices
            aim[free],
            A_ub=-inner[~equal],
            b_ub=(fixed - self.relation_lower[rows])[~equal],
            A_eq=inner[equal],
            b_eq=(self.relation_lower[rows] - fixed)[equal],
            bounds=np.column_stack([lower[free], upper[free]]),
            method="highs",
        )
        if found.status == 3:
            return End(-sign * np.inf, np.full(len(lower), np.nan), np.zeros(len(lower)))
        if found.status != 0:
            raise ArithmeticError(f"no numbers satisfy what is shown: {found.message}")
        example = lower.copy()
        example[free] = found.x
        of_rows = np.zeros(len(rows))
        of_rows[equal], of_rows[~equal] = found.eqlin.marginals, -found.ineqlin.marginals
        return End(sign * float(found.fun), example, aim - full[rows].T @ of_rows)

    @cached_property
    def _dense(self) -> np.ndarray:
        dense: np.ndarray = self.relations.toarray()
        return dense

    def recovered(self, hidden: np.ndarray) -> np.ndarray:
        """Return the places of protected numbers that have a range that excludes a value that the rule hides."""
        cells = np.flatnonzero(self.protected)
        lower, upper = self.ranges(hidden)
        least, most = self.needed()
        told = (lower > least[cells] + _NEAR) | (upper < most[cells] - _NEAR)
        found: np.ndarray = cells[told]
        return found

    def short_ends(self, hidden: np.ndarray) -> Iterator[tuple[float, End]]:
        """Yield the ends that do not reach what the rule hides, and by how much each falls short.

        An example of one number's end may show that another's reaches far enough.
        """
        least, most = self.needed()
        lowest = highest = self.counts
        for cell in np.flatnonzero(self.protected).tolist():
            for sign, wanted in ((1, least[cell]), (-1, most[cell])):
                if sign * ((lowest if sign > 0 else highest)[cell] - wanted) <= _NEAR:
                    continue
                end = self.extreme(cell, hidden, sign)
                lowest, highest = np.fmin(lowest, end.example), np.fmax(highest, end.example)
                short = sign * (end.value - wanted)
                if short > _NEAR:
                    yield short, end

    def needed(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the values that must stay possible: those hidden that are not excluded elsewhere."""
        return np.maximum(self.least, self.known_lower), np.minimum(self.most, self.known_upper)

    def fits(self, cell: int, value: float, hidden: np.ndarray) -> np.ndarray | None:
        """Return whole numbers that satisfy all that is shown and give a cell a value, or None."""
        lower, upper = (bound.copy() for bound in self.bounds(hidden))
        lower[cell] = upper[cell] = value
        whole = np.isclose(self.counts, self.counts.round())
        found = milp(
            np.zeros(len(self.counts)),
            integrality=whole.astype(int),
            bounds=Bounds(lower, upper),
            constraints=self._relation_constraint(),
        )
        return None if found.x is None else np.where(whole, found.x.round(), found.x)

    def _relation_constraint(self) -> list[LinearConstraint]:
        if not self.relations.shape[0]:
            return []
        return [LinearConstraint(self.relations, self.relation_lower, self.relation_upper)]

    def components(self) -> list[np.ndarray]:
        """Return the numbers in groups that no relation joins to each other."""
        joined = abs(self.relations)
        _, labels = connected_components(csr_array(joined.T @ joined), directed=False)
        order = np.argsort(labels, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if len(order) else []

    def part(self, cells: np.ndarray) -> LinkedTable:
        """Return the table of some numbers alone, with the relations among them."""
        rows = np.unique(self.relations[:, cells].nonzero()[0])
        fields = {
            name: getattr(self, name)[cells]
            for name in (
                "counts", "shown_lower", "shown_upper", "known_lower", "known_upper",
                "least", "most", "costs", "withheld",
            )
        }  # fmt: skip
        return replace(
            self,
            relations=csr_array(self.relations[rows][:, cells]),
            relation_lower=self.relation_lower[rows],
            relation_upper=self.relation_upper[rows],
            **fields,
        )
