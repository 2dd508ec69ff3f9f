"""The attack over public reports: what those of some areas, taken together, would tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from toolkit.analysis.building import build
from toolkit.analysis.change import period_of
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.catalogue.suppression import find_suppression
from toolkit.contracts import RESULTS
from toolkit.disclosure.attack import Attack, attack_shown
from toolkit.disclosure.protected_sources import protected_parts, read_protected
from toolkit.disclosure.published import Deduced, attack_published
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


def attack_publishers(store: Store) -> Iterator[str]:
    """Attack what publishers hide with what they print, and tell it in lines.

    What a publisher's own rows tell is open to everybody already. It is named with
    the rows that tell it, and not reckoned out.

    Yields
    ------
    str
        A line for each indicator, and one for each number that is told.
    """
    for indicator in load_indicators().values():
        rule = find_suppression(indicator.suppression or "as_printed")
        if rule.applied == "by_publisher" and rule.hides and not rule.counts_printed:
            names = {name for one in indicator.numerator for name in one.names}
            rows = store.observations(indicator=names)
            attack, deduced = attack_published(rows, rule, indicator.scale)
            if not attack.cells:
                continue
            yield f"as the publisher prints it: {indicator.name}: {attack.told()}"
            yield from (_told(one, rows) for one in deduced)


def _told(one: Deduced, rows: pd.DataFrame) -> str:
    """Name a number that a publisher's own rows tell, and these rows."""
    about = rows[rows["id"].isin([one.total, *one.parts])]
    held = {str(row["id"]): row for _, row in about.iterrows()}
    others = [name for name in (one.total, *one.parts) if name != one.id]
    sign = " and " if one.id == one.total else " less "
    named = sign.join(_named(held[name], held[one.id]) for name in others)
    return f"  the publisher's own differencing: {_whole_name(held[one.id])}: {named}"


def _whole_name(row: pd.Series[Any]) -> str:
    words = [find_place(row["area_code"]).name, str(period_of(row) or ""), row["sex"], row["age"]]
    words += [row["group"]] if row["group"] != "all" else []
    return ", ".join(filter(None, [*words, row["category"]]))


def _named(row: pd.Series[Any], beside: pd.Series[Any]) -> str:
    """Return what tells a row from another: sex, age, group, category, period or area."""
    words = [
        row[key]
        for key in ("sex", "age", "group", "grouping_scheme", "category")
        if row[key] != beside[key]
    ]
    if row["area_code"] != beside["area_code"]:
        words.append(find_place(row["area_code"]).name)
    if period_of(row) != period_of(beside):
        words.append(str(period_of(row)))
    return ", ".join(words)


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
    lines = [f"public reports: {found.told()}", *attack_publishers(store)]
    if found.recovered:
        raise DisclosureError(
            f"public reports tell {count_of(len(found.recovered), 'protected figure', 'protected figures')}",
            [*found.recovered],
            hint="do not share them; the figures are named by the ids of their observations",
        )
    return "\n".join(lines)
