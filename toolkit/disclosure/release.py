"""What is given out to somebody who asks: results and observations, in public or not for publication."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from toolkit.analysis.building import results, results_of
from toolkit.catalogue.areas import Area
from toolkit.disclosure.protected_sources import protected_parts
from toolkit.disclosure.protection import protection_of
from toolkit.errors import ParameterError, count_of, did_you_mean
from toolkit.sources.manifest import Part
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = [
    "Mode",
    "check_mode",
    "release_observations",
    "release_results",
    "results_shown",
    "say_left_out",
]

Mode = Literal["public", "restricted"]

_MODES: tuple[Mode, ...] = ("public", "restricted")
_NUMBERS = ["count", "denominator", "value", "lower", "upper"]


def check_mode(mode: str) -> Mode:
    """Return a mode that there is.

    Raises
    ------
    ParameterError
        Where there is none such, with the nearest.

    Examples
    --------
    >>> check_mode("public")
    'public'
    """
    for known in _MODES:
        if mode == known:
            return known
    near = did_you_mean(mode, _MODES)
    raise ParameterError(
        f"mode: expected {' or '.join(_MODES)}, found {mode!r}"
        + (f": did you mean {near[0]}?" if near else "")
    )


def results_shown(store: Store, mode: Mode, combined: Sequence[Area] = ()) -> pd.DataFrame:
    """Return the results of everybody, and of some combined areas, that may be shown.

    A rank is masked where any figure that stood in it is: all are looked at together.

    Parameters
    ----------
    store : Store
        Which store; it must have been built.
    mode : str
        In ``public`` without restricted ones, and without numbers where withheld.
    combined : sequence of Area
        Authorities taken together.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results.
    """
    if not combined and mode == "public":
        made = tuple(part.path for part in store.manifest().results)
        return _public_results(store.workspace, made, protected_parts(store)).copy(deep=False)
    rows = results(store)
    if combined:
        rows = rows[~rows["area_code"].isin([one.code for one in combined])]
        rows = pd.concat([rows, results_of(store, combined)], ignore_index=True)
    return _opened(rows, store) if mode == "public" else rows


@lru_cache(maxsize=2)
def _public_results(
    workspace: Workspace, _made: tuple[str, ...], _parts: tuple[Part, ...]
) -> pd.DataFrame:
    """Return what a public report of a store may show, made once a process."""
    store = Store(workspace)
    return _opened(results(store), store)


def _opened(rows: pd.DataFrame, store: Store) -> pd.DataFrame:
    masked = protection_of(store).mask(rows)
    return masked[~masked["restricted"]] if masked["restricted"].any() else masked


def release_results(
    store: Store, mode: str, area: Area | None = None, **equal: Any
) -> pd.DataFrame:
    """Return the results that were asked for at a prompt or on the command line.

    Parameters
    ----------
    store : Store
        Which store; it must have been built.
    mode : str
        ``public`` or ``restricted``, in which everything that is not for
        publication is there and marked ``restricted``.
    area : Area, optional
        Whose; everybody's without it.
    **equal
        Further columns and the value, or values, that they must hold.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the results.

    Raises
    ------
    ParameterError
        Where there is no such mode.
    """
    combined = [area] if area is not None and len(area.parts) > 1 else []
    rows = results_shown(store, check_mode(mode), combined)
    asked = equal if area is None else {**equal, "area_code": area.code}
    for name, value in asked.items():
        rows = rows[rows[name].isin([value] if isinstance(value, str) else list(value))]
    if mode == "public":
        return rows
    withheld = protection_of(store).withheld(rows) != ""
    return rows.assign(restricted=rows["restricted"] | withheld)


def say_left_out(store: Store, area: Area, indicator: str) -> str:
    """Say how many results are restricted and so not among those for the public; blank where none is."""
    number = int(results_of(store, [area], indicator=indicator)["restricted"].sum())
    if not number:
        return ""
    told = count_of(number, "figure is", "figures are")
    return f"{told} restricted, not for publication: `--mode restricted` shows what is held"


def release_observations(store: Store, mode: str, **equal: Any) -> pd.DataFrame:
    """Return the observations that were asked for, as `release_results` does results."""
    checked, reasons = check_mode(mode), protection_of(store).reasons
    rows = store.observations(**equal)
    withheld = rows["id"].isin(reasons)
    if checked == "restricted":
        return rows.assign(restricted=rows["restricted"] | withheld)
    rows.loc[withheld, _NUMBERS] = float("nan")
    rows.loc[withheld, "state"] = "withheld"
    rows.loc[withheld, "note"] = rows.loc[withheld, "id"].map(reasons)
    return rows[~rows["restricted"]]
