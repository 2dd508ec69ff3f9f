"""Counts of two years side by side, with what their change can carry."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.analysis.change import Change, change_over
from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.claims import Change as ChangeClaim
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.wording import interval, join_words, number, signed
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent

__all__ = ["changes"]

_SIGNS = {"percentage": "%", "points": " points", "ratio": " times"}


def changes(material: Material, names: Sequence[str]) -> Section:
    """Set each indicator's last figure beside its first that shares no year with it.

    Parameters
    ----------
    material : Material
        The report's.
    names : sequence of str
        Ids of indicators; those without two periods are named with the reason.

    Returns
    -------
    Section
    """
    asked = {one.id: one for one in map(material.of_nation, names)}.values()
    indicators = [one for one in asked if material.area.nation in one.nations]
    heading = "What has changed between two years"
    if not indicators:
        nations = join_words(list(dict.fromkeys(nation for one in asked for nation in one.nations)))
        return absent(
            f"changes_{names[0]}", heading, f"these figures are published for {nations} alone"
        )
    found, lacking = [], []
    for indicator in indicators:
        rows = material.own(indicator)
        moved = change_over(rows[rows["group"] == "all"])
        if moved is None:
            lacking.append(indicator)
        else:
            found.append((indicator, moved))
    if not found:
        why = " ".join(_why(material, one) for one in lacking)
        return absent(f"changes_{names[0]}", heading, why)
    return Section(
        f"changes_{names[0]}",
        heading,
        sentences=[
            *(ChangeClaim.of(moved, one, material.area.name).sentence() for one, moved in found),
            *(_why(material, one) for one in lacking),
        ],
        tables=[_table(found, material.area.name)],
        caveats=list(dict.fromkeys(caveat for one, _ in found for caveat in one.caveats)),
        sources=material.cite(_rows(found)),
    )


def _why(material: Material, indicator: Indicator) -> str:
    if material.holds(indicator):
        return f"{indicator.name}: there are not two periods apart to compare."
    return f"{indicator.name}: {material.why_missing(indicator)}"


def _table(found: Sequence[tuple[Indicator, Change]], place: str) -> Table:
    return Table(
        f"Earlier and later figures, {place}",
        ["Measure", "Earlier", "Figure", "Later", "Figure, later", "Change", "95% interval"],
        [
            [
                f"{one.name} ({one.unit})",
                label_of(moved.earlier),
                number(moved.earlier["value"], one.decimals),
                label_of(moved.later),
                number(moved.later["value"], one.decimals),
                _size(moved),
                interval(moved.lower, moved.upper, 1, sign=moved.kind != "ratio") or "–",
            ]
            for one, moved in found
        ],
    )


def _size(moved: Change) -> str:
    if moved.value != moved.value:
        return "–"
    size = number(moved.value, 2) if moved.kind == "ratio" else signed(moved.value)
    return f"{size}{_SIGNS[moved.kind]}"


def _rows(found: Sequence[tuple[Indicator, Change]]) -> pd.DataFrame:
    return pd.DataFrame([row for _, moved in found for row in (moved.later, moved.earlier)])
