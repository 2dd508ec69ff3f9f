"""The attack over public reports: what those of some areas, taken together, would tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from toolkit.analysis.building import build
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.suppression import find_suppression
from toolkit.contracts import RESULTS
from toolkit.disclosure.attack import Attack, attack_published, attack_shown
from toolkit.disclosure.protected_sources import protected_parts, read_protected
from toolkit.errors import DisclosureError, count_of
from toolkit.reports.material import Material
from toolkit.reports.parameters import Parameters
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["attack_publishers", "attack_reports", "tell_attack"]


def attack_reports(store: Store, areas: Sequence[str] = ()) -> Attack:
    """Attack what is protected with all that the public reports of some areas show.

    Parameters
    ----------
    store : Store
        Which store; it must have been built.
    areas : sequence of str
        Whose reports; by default of every area that has protected figures.
    """
    truth = read_protected(store, protected_parts(store))
    shown = [
        Material(Parameters.parse(area=area), store).with_breakdowns
        for area in areas or sorted(truth["area_code"].unique())
    ]
    return attack_shown(truth, pd.concat(shown) if shown else RESULTS.empty())


def attack_publishers(store: Store) -> Iterator[tuple[str, Attack]]:
    """Attack what publishers hide with what they print; nothing of it is ours to mend.

    Yields
    ------
    tuple of str and Attack
        Name of the indicator, and what was found.
    """
    for indicator in load_indicators().values():
        rule = find_suppression(indicator.suppression or "as_printed")
        if rule.applied == "by_publisher" and rule.hides and not rule.counts_printed:
            names = {name for one in indicator.numerator for name in one.names}
            rows = store.observations(indicator=names)
            yield indicator.name, attack_published(rows, rule, indicator.scale)


def tell_attack(areas: Sequence[str] = ()) -> str:
    """Attack the public reports of some areas, and publishers' tables, and say what was found.

    Raises
    ------
    DisclosureError
        Naming every protected figure that the reports tell.
    """
    store = Store(Workspace.current())
    build(store)
    found = attack_reports(store, areas)
    lines = [f"public reports: {found.told()}"]
    lines += [
        f"as the publisher prints it: {name}: {attack.told()}"
        for name, attack in attack_publishers(store)
        if attack.cells
    ]
    if found.recovered:
        raise DisclosureError(
            f"public reports tell {count_of(len(found.recovered), 'protected figure', 'protected figures')}",
            [*found.recovered],
            hint="do not share them; the figures are named by the ids of their observations",
        )
    return "\n".join(lines)
