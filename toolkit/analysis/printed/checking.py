"""Every statement of the printed reports, held against the data at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from toolkit.analysis.building import results
from toolkit.analysis.printed import claims, comparisons, givens, sums
from toolkit.analysis.printed.evidence import Evidence, Finding
from toolkit.analysis.printed.reading import PrintedNumber, read_printed
from toolkit.catalogue.printed_statements import Statement, load_statements
from toolkit.plans import ACTIONS
from toolkit.sources.store import Store

__all__ = ["RULES", "SOURCE", "Checked", "check_printed", "check_statements", "statements_about"]

SOURCE = "partnership_reports"
"""The source whose tables hold what reports print."""

_COLUMNS = ("indicator", "area_code", "period_start", "period_end", "age", "group", "count",
            "denominator", "value", "lower", "upper", "unit", "basis", "source", "file",
            "locator")  # fmt: skip

RULES: Mapping[str, Callable[[Evidence], Finding]] = {
    **givens.RULES,
    **sums.RULES,
    **claims.RULES,
    **comparisons.RULES,
}
"""What makes a statement again, by the name of its test."""


class Checked(NamedTuple):
    """A statement and what became of it."""

    statement: Statement
    finding: Finding


def statements_about(area_code: str) -> list[Statement]:
    """Return the statements of the reports about an area, or about the same authorities together.

    Examples
    --------
    >>> len(statements_about("E06000026")), statements_about("E06000023")
    (74, [])
    """
    parts = set(area_code.split("+"))
    return [one for one in load_statements() if set(one.area_code.split("+")) == parts]


def check_printed(store: Store, statements: Sequence[Statement] | None = None) -> list[Checked]:
    """Make statements of printed reports again, or test them, on what a store holds.

    Parameters
    ----------
    store : Store
        Built.
    statements : sequence of Statement, optional
        Those to check; all by default. A report whose table the store does not
        hold is left out.

    Returns
    -------
    list of Checked
        In the order of the statements.

    Raises
    ------
    DataError
        Where a statement names a figure that the tables do not hold.
    """
    chosen = load_statements() if statements is None else statements
    if not chosen:
        return []
    printed_rows = store.observations(source=SOURCE)
    areas = set(printed_rows["area_code"])
    chosen = [one for one in chosen if one.area_code in areas]
    names = {reference.name for one in chosen for reference in one.references}
    return check_statements(
        chosen, printed_rows, _held(store, names, chosen), _actions(store, chosen)
    )


def _actions(store: Store, statements: Iterable[Statement]) -> pd.DataFrame:
    """Return the actions of the tracked plans; those that a partnership keeps itself are not printed."""
    codes = dict.fromkeys(one.area_code for one in statements)
    rows = pd.concat([store.actions(code) for code in codes] or [ACTIONS.empty()])
    return rows[rows["file"].str.startswith(f"{SOURCE}/")]


def _held(store: Store, names: Iterable[str], statements: Iterable[Statement]) -> pd.DataFrame:
    """Return the headline results of some indicators that come from other sources."""
    codes = {
        code
        for one in statements
        for reference in one.references
        for code in reference.where.get("area", one.area_code).split("+")
    }
    rows = results(store, indicator=sorted(names), area_code=sorted(codes))
    apart = (rows["sex"] == "persons") & (rows["category_type"] == "")
    return rows[apart & ~rows["source"].str.split().map(lambda texts: SOURCE in texts).astype(bool)]


def check_statements(
    statements: Iterable[Statement],
    printed_rows: pd.DataFrame,
    held: pd.DataFrame,
    actions: pd.DataFrame,
) -> list[Checked]:
    """Hold statements against the tracked figures and the results of other sources.

    Parameters
    ----------
    statements : iterable of Statement
        What is stated.
    printed_rows : pandas.DataFrame
        Observations of the tracked tables.
    held : pandas.DataFrame
        Results that do not come from those tables.
    actions : pandas.DataFrame
        Actions of the tracked plans.
    """
    known = list(statements)
    figures, others = _by_measure(printed_rows), _by_measure(held)
    files = printed_rows.groupby("area_code")["file"].unique().map(tuple)
    tables: dict[tuple[str, str], list[PrintedNumber]] = {}
    for one in known:
        if one.table:
            tables.setdefault((one.area_code, one.table), []).append(read_printed(one.printed))
    checked = []
    for one in known:
        alike = tuple(tables.get((one.area_code, one.table), ()))
        finding = RULES[one.test](Evidence(one, figures, others, actions, alike))
        checked.append(Checked(one, replace(finding, files=files.get(one.area_code, ()))))
    return checked


def _by_measure(rows: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    """Return rows by measure and area, with the columns that rules look at."""
    kept = rows[[name for name in _COLUMNS if name in rows]]
    groups = kept.groupby(["indicator", "area_code"])
    return {(str(name), str(code)): part for (name, code), part in groups}
