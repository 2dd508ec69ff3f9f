"""The attack over the practice set's caseloads: what is hidden, what is told, how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from toolkit.analysis.building import build
from toolkit.analysis.calculation import calculate
from toolkit.catalogue.indicators import Indicator
from toolkit.disclosure.attack import Attack, attack_shown
from toolkit.disclosure.protected_sources import protected_parts, read_protected
from toolkit.disclosure.protection import protect
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["attack_caseloads", "bench_disclosure"]


def bench_disclosure(areas: int | None = None, *, report: Callable[[str], None] = print) -> bool:
    """Protect the practice set's caseloads as if they were for publication, and attack what is shown.

    Parameters
    ----------
    areas : int, optional
        How many authorities; all by default.
    report : callable
        Is told what was found.

    Returns
    -------
    bool
        Whether nothing is recovered.

    Raises
    ------
    ParameterError
        Where no practice set has been written.
    """
    Workspace.current().use_practice()
    store = Store(Workspace.current())
    build(store)
    held = read_protected(store, protected_parts(store))
    chosen = held["area_code"].isin(held["area_code"].unique()[:areas])
    indicators = [*store.indicators().values()]
    return not attack_caseloads(held[chosen], indicators, report=report).recovered


def attack_caseloads(
    caseloads: pd.DataFrame,
    indicators: Sequence[Indicator],
    *,
    report: Callable[[str], None] = print,
) -> Attack:
    """Attack caseloads that are for publication: all that is made of them, as the gate lets it through.

    Parameters
    ----------
    caseloads : pandas.DataFrame
        Observations; those that are restricted are taken for such as may be published.
    indicators : sequence of Indicator
        What is made of them.
    report : callable
        Is told what was found.

    Returns
    -------
    Attack
    """
    opened = caseloads.assign(restricted=False)
    started = time.perf_counter()
    protection = protect(opened)
    seconds = time.perf_counter() - started
    results = calculate(opened, indicators)
    report(f"without secondary suppression: {_primary_alone(opened).told()}")
    found = attack_shown(opened, protection.mask(results))
    places = opened["area_code"].nunique()
    report(f"{places} authorities, {len(protection.reasons):,} cells hidden in {seconds:.1f} s")
    report(f"as a public report shows them: {found.told()}")
    return found


def _primary_alone(observations: pd.DataFrame) -> Attack:
    """Attack what hiding small numbers alone would show."""
    shown = observations.rename(columns={"id": "observations"}).assign(recomputed=np.nan)
    small = shown["count"].between(1, 4)
    return attack_shown(observations, shown[~small])
