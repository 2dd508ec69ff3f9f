"""What `toolkit reconcile` prints: how far published figures can be made again."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.reconciliation import CLASSES, reconcile
from toolkit.catalogue.published_limits import load_published_limits
from toolkit.presentation.wording import number
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["tell_reconciliation"]


def tell_reconciliation() -> str:
    """Say how many published rows agree with what their count and denominator give, and why others do not.

    Returns
    -------
    str
        A table of the measures, then what each class means, for the store of
        the workspace.
    """
    store = Store(Workspace.current())
    parts = [
        part
        for part in store.manifest().observations
        if part.file.startswith(("fingertips/", "fingertips_next/"))
    ]
    return describe_reconciliation(reconcile(store.read(parts)))


def describe_reconciliation(rows: pd.DataFrame) -> str:
    """Lay out reconciled rows as text."""
    if rows.empty:
        return (
            "no published row that is held has a count, a denominator and limits; files of Fingertips "
            "have them (`toolkit sources`)"
        )
    agreed = int((rows["found"] == "agrees").sum())
    lines = [
        f"{number(len(rows))} published rows have a count, a denominator and limits; "
        f"{number(agreed)} ({number(100 * agreed / len(rows), 1)}%) are made again within 0.01%"
    ]
    declared = load_published_limits()
    for measure, part in rows.groupby("indicator", sort=True):
        limits = declared.get(str(measure))
        counts = part["found"].value_counts().reindex([*CLASSES]).dropna()
        found = ", ".join(f"{name} {number(count)}" for name, count in counts.items())
        method = f"{limits.method}: {limits.declared_by}" if limits else "no method declared"
        lines.append(f"  {measure:18} {number(len(part)):>6} rows, {found}\n{'':21}{method}")
    lines += ["", *(f"{name}: {meaning}" for name, meaning in CLASSES.items()
                    if (rows["found"] == name).any())]  # fmt: skip
    return "\n".join(lines)
