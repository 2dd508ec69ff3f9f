"""Many indicators at once: the spine of a domain, and the table with words."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.comparison import compare_with
from toolkit.analysis.spines import make_spine
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.errors import ParameterError, did_you_mean
from toolkit.presentation.blocks import Section
from toolkit.presentation.charts import spine_chart
from toolkit.presentation.overview import overview_of_indicators
from toolkit.presentation.wording import count_of, join_words, placed
from toolkit.reports.comparators import headline
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent

__all__ = ["overview", "spine"]


def spine(material: Material, domain: str = "") -> Section:
    """Set the area's indicators on one spine, each on a scale of its own among the authorities.

    Parameters
    ----------
    material : Material
        The report's.
    domain : str, optional
        Of the catalogue; all of them without.

    Returns
    -------
    Section
    """
    chosen = _of_domain(material, domain)
    id_, heading = f"spine_{domain or 'all'}", "Every indicator at a glance"
    area, beside = material.area, _nation(material)
    if area.code not in load_areas() or beside is None:
        return absent(id_, heading, f"{placed(area.name)} has no place among single authorities")
    own = material.rows[material.rows["area_code"] == area.code]
    named = set(own.loc[own["rank"].notna(), "indicator"])
    chosen = [one for one in chosen if one.id in named]
    held = pd.concat([material.authorities, material.figures_of_all([beside])])
    held = held[held["indicator"].isin(named)]
    rows = pd.concat([held.iloc[:0], *(headline(held, one) for one in chosen)])
    ranked = rows[(rows["area_code"] == area.code) & rows["rank"].notna()]
    if ranked.empty:
        why = f"no figure that can be ranked is held for {placed(area.name)}"
        return absent(id_, heading, why)
    keys = ranked.groupby("indicator", sort=False)["period_end"].max().rename("last")
    made = make_spine(
        rows[rows["period_end"] == rows["indicator"].map(keys)], area.code, beside.code
    )
    made = made[made["rank"].notna()].drop_duplicates("indicator")
    told = _count_verdicts(made, beside)
    figure = spine_chart(
        made,
        load_indicators(),
        area=area.name,
        comparator=beside.name,
        title=told,
        subtitle=f"Latest figures of {placed(area.name)} among the authorities of {beside.name}",
    )
    return Section(id_, heading, sentences=[f"{told}."], figure=figure)


def overview(material: Material, domain: str = "") -> Section:
    """Set the area's indicators in a table with words for verdict, trend and rank.

    Parameters
    ----------
    material : Material
        The report's.
    domain : str, optional
        Of the catalogue; all of them without.

    Returns
    -------
    Section
    """
    id_, heading = f"overview_{domain or 'all'}", "All indicators beside the comparator"
    rows = [
        one for name in _of_domain(material, domain) if (one := _latest(material, name)) is not None
    ]
    if not rows:
        why = f"no figure that can be compared is held for {placed(material.area.name)}"
        return absent(id_, heading, why)
    own = pd.DataFrame(rows)
    comparator = material.comparators[0] if material.comparators else material.area
    against = pd.concat([own, material.rows[material.rows["area_code"] == comparator.code]])
    compared = compare_with(own, pd.Series(comparator.code, index=own.index), against)
    table = overview_of_indicators(compared, area=material.area, comparator=comparator)
    told = count_of(len(rows), "indicator has", "indicators have")
    return Section(
        id_, heading, sentences=[f"{told} a figure that can be compared."], tables=[table]
    )


def _of_domain(material: Material, domain: str) -> list[Indicator]:
    declared = load_indicators()
    domains = dict.fromkeys(one.domain for one in declared.values())
    if domain and domain not in domains:
        near = did_you_mean(domain, domains)
        raise ParameterError(
            f"there is no domain {domain!r}" + (f": did you mean {near[0]}?" if near else ""),
            hint=f"there are {', '.join(domains)}",
        )
    return [
        one
        for one in declared.values()
        if domain in ("", one.domain)
        and one.comparable
        and one.domain != "context"
        and material.area.nation in one.nations
    ]


def _nation(material: Material) -> Area | None:
    return load_areas().get(material.area.nation_code)


def _latest(material: Material, indicator: Indicator) -> pd.Series | None:
    """Return the area's latest figure of everybody in one indicator."""
    rows = material.own(indicator)
    rows = rows[rows["value"].notna() & (rows["group"] == "all")]
    return None if rows.empty else rows.iloc[-1]


def _count_verdicts(rows: pd.DataFrame, beside: Area) -> str:
    counts = rows["significance"].value_counts()
    words = [
        f"{counts[one]} {one}"
        for one in ("worse", "similar", "better", "higher", "lower")
        if one in counts
    ]
    known = join_words(words) or "none judged"
    return f"Beside {placed(beside.name)}: {known}, of {count_of(len(rows), 'indicator', 'indicators')}"
