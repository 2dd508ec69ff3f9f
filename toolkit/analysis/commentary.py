"""Local commentary, and whether the figures that it stands beside have changed since it was held."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pandas as pd

from toolkit.catalogue.indicators import load_indicators
from toolkit.sources.files import RawFile
from toolkit.sources.holdings import amend, find_holdings, hold
from toolkit.sources.store import Store

__all__ = ["adopt_commentary", "has_changed", "stamp_commentary"]

_LAYOUT = "local_commentary"
_STAMP = "figures_sha256"
_FIGURES = ["indicator", "period_start", "period_end", "sex", "age", "group", "category_type", "category",
            "count", "denominator", "value", "lower", "upper", "state"]  # fmt: skip
_OF_PLACE = ("id", "source", "file", "locator")

Results = Callable[[str, str], pd.DataFrame]


def adopt_commentary(store: Store) -> None:
    """Take up the texts that lie in ``data/raw/commentary`` without having been imported."""
    for path in sorted((store.workspace.raw / "commentary").glob("*.md")):
        if not path.with_name(f"{path.name}.json").exists():
            hold(RawFile(path), _LAYOUT, path)


def stamp_commentary(store: Store, results: Results) -> None:
    """Note beside each new text what the figures were that it stands beside.

    Parameters
    ----------
    store : Store
        Built.
    results : callable
        Gives the results of an area and indicator; of all its indicators for a blank one.
    """
    for holding in find_holdings(store.workspace.raw):
        if holding.sidecar.get("layout") != _LAYOUT or _STAMP in holding.sidecar:
            continue
        (reading,) = holding.layout.readings(RawFile(holding.path))
        row = reading.observations.iloc[0]
        digest = _digest(store, results, row["area_code"], row["section"])
        amend(holding.path, **{_STAMP: digest})


def has_changed(store: Store, results: Results, row: pd.Series) -> bool:
    """Return whether the figures beside a text differ from those when it was held.

    Parameters
    ----------
    store, results
        As for `stamp_commentary`.
    row : pandas.Series
        The text, under the contract of the commentary.
    """
    path = store.workspace.raw / str(row["file"])
    said = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    now = _digest(store, results, row["area_code"], row["section"])
    return bool(said.get(_STAMP, now) != now)


def _digest(store: Store, results: Results, area: str, section: str) -> str:
    """Return a digest of an indicator's figures, or of a plan's rows; of all figures for other sections."""
    if section in ("targets", "delivery_plan", "milestones"):
        plan = store.targets(area) if section == "targets" else store.actions(area)
        rows = plan.drop(columns=list(_OF_PLACE))
    else:
        indicator = section if section in load_indicators() else ""
        rows = results(area, indicator)[_FIGURES]
    ordered = rows.sort_values(list(rows.columns), ignore_index=True)
    return hashlib.sha256(ordered.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
