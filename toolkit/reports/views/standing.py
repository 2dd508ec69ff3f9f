"""Where an area stands among others: its rank, the funnel, and its neighbours."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.funnels import make_funnel
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.indicators import Indicator
from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import Section
from toolkit.presentation.charts import caterpillar_chart, comparison_chart, funnel_chart
from toolkit.presentation.claims import FunnelLevel, Level, Measure, Rank
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.wording import count_of, join_words, ordinal, placed, sentence
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent, because

__all__ = ["funnel", "neighbours", "ranking", "size_of"]

_FEW = 5
_PAIR = 2
_WIDER = ("nation", "region")
_NEIGHBOURS = 15


def ranking(material: Material, name: str) -> Section:
    """Rank the area among the upper-tier authorities of its nation, with the ranks chance leaves open."""
    indicator = material.of_nation(name)
    id_, heading = f"{indicator.id}_ranking", f"{indicator.name}: place among authorities"
    if not indicator.comparable:
        return absent(id_, heading, _no_rate(indicator))
    rows, own, why = _distribution(material, indicator)
    if own is None or (why := _is_several(material)):
        return absent(id_, heading, why)
    rank = Rank.of_row(own, material.area.name)
    beside = _beside(material, indicator, own)
    figure = caterpillar_chart(
        pd.concat([rows, beside], ignore_index=True),
        area=material.area.code,
        comparators=[*beside["area_code"]],
        names=_names(rows, material),
        title=rank.finding()
        if rank.known
        else Level.of(own, indicator, material.area.name).finding(),
        subtitle=f"{indicator.name}, {label_of(own)}",
        measure=Measure.of(indicator, own["basis"]),
        place=rank.sentence() if rank.known else "",
    )
    return Section(
        id_,
        heading,
        sentences=[rank.sentence()],
        figure=figure,
        caveats=[
            "A rank is of the figures as they are; neighbouring ranks seldom differ by more than chance."
        ],
        sources=material.cite(rows[rows["area_code"] == material.area.code]),
    )


def funnel(material: Material, name: str) -> Section:
    """Set the area among all authorities by their size, within what chance alone would spread."""
    indicator = material.of_nation(name)
    id_, heading = f"{indicator.id}_funnel", f"{indicator.name}: beyond chance?"
    rows, own, why = _distribution(material, indicator)
    if own is None or (why := _is_several(material)):
        return absent(id_, heading, why)
    try:
        made = make_funnel(rows)
    except ToolkitError as error:
        return absent(id_, heading, f"No funnel can be drawn: {because(error)}")
    measure = Measure.of(indicator, own["basis"])
    place = FunnelLevel.of(made, material.area.code, measure, material.area.name, label_of(own))
    figure = funnel_chart(
        made,
        area=material.area.code,
        title=place.finding(),
        subtitle=f"{indicator.name}, {label_of(own)}",
        measure=measure,
        size=size_of(indicator, rows),
    )
    beyond = made.points["level"].isin(["above 99.8%", "below 99.8%"]).sum()
    count = count_of(int(beyond), "authority lies", "authorities lie")
    return Section(
        id_,
        heading,
        sentences=[place.sentence(), f"{count} beyond the 99.8% limits, of {len(made.points)}."],
        figure=figure,
        caveats=[made.note] if made.note else [],
        sources=material.cite(rows[rows["area_code"] == material.area.code]),
    )


def neighbours(material: Material, name: str) -> Section:
    """Set the area beside the members of its comparator set, or the authorities of its region."""
    indicator = material.of_nation(name)
    id_, heading = f"{indicator.id}_neighbours", f"{indicator.name}: beside others"
    if not indicator.comparable:
        return absent(id_, heading, _no_rate(indicator))
    rows, own, why = _distribution(material, indicator)
    if own is None:
        return absent(id_, heading, why)
    whom, codes = _neighbours(material, rows)
    shown = rows[rows["area_code"].isin({*codes, material.area.code})]
    beside = _beside(material, indicator, own)
    if len(shown) + len(beside) < _PAIR:
        return absent(id_, heading, f"none of {whom} has a figure of {label_of(own)}")
    told = _place_among(shown, material, whom)
    drawn = pd.concat([shown, beside], ignore_index=True)
    wider = join_words([placed(name) for name in _wider_names(beside)])
    ranked = f"The place is among authorities; {wider} {'stands' if len(beside) == 1 else 'stand'} beside them without one."
    figure = comparison_chart(
        drawn.sort_values("value", ascending=False, kind="stable"),
        area=material.area.code,
        names=_names(shown, material),
        title=told,
        subtitle=f"{indicator.name}, {label_of(own)}",
        measure=Measure.of(indicator, own["basis"]),
    )
    limits = drawn["lower"].notna().any()
    return Section(
        id_,
        heading,
        sentences=[f"{told}."],
        figure=figure,
        caveats=[
            *(["Where intervals overlap, two areas may not differ."] if limits else []),
            *([ranked] if wider else []),
        ],
        sources=material.cite(rows[rows["area_code"] == material.area.code]),
    )


def _wider_names(beside: pd.DataFrame) -> list[str]:
    return [load_areas()[code].name for code in beside["area_code"] if code in load_areas()]


def _beside(material: Material, indicator: Indicator, own: pd.Series) -> pd.DataFrame:
    """Return the figures of the nation, the region and the health board in the same period."""
    wider = [one for one in material.comparators if one.tier in _WIDER]
    rows = material.figures_of([*wider, *material.boards], indicator)
    same = (rows["period_end"] == own["period_end"]) & (rows["group"] == own["group"])
    beside: pd.DataFrame = rows[same & rows["value"].notna()].drop_duplicates("area_code")
    return beside


def _distribution(
    material: Material, indicator: Indicator
) -> tuple[pd.DataFrame, pd.Series | None, str]:
    """Return the authorities' rows and the area's own, or why there are none."""
    rows = material.distribution(indicator)
    own = rows[rows["area_code"] == material.area.code]
    if not material.holds(indicator):
        return rows, None, material.why_missing(indicator)
    if own.empty or rows["group"].nunique() > 1:
        groups = "the figures are of several groups" if len(own) else "the figure has no value"
        return rows, None, f"{placed(material.area.name)} is not set among others: {groups}"
    if rows["area_code"].nunique() < _FEW:
        some = count_of(rows["area_code"].nunique(), "authority", "authorities")
        when = label_of(own.iloc[0])
        why = f"the files at hand have this figure of {some} alone in {when or 'that period'}"
        return rows, None, why
    return rows, own.iloc[0], ""


def _is_several(material: Material) -> str:
    """Say why authorities taken together are neither ranked nor in a funnel; blank for a single one."""
    if len(material.area.parts) < _PAIR:
        return ""
    name = placed(material.area.name)
    return f"{name} is several authorities taken together, which have no place among single ones"


def _no_rate(indicator: Indicator) -> str:
    return f"numbers of {indicator.unit} are not ranked: larger places have more"


def _names(rows: pd.DataFrame, material: Material) -> dict[str, str]:
    """Name the areas that the catalogue has no row of their own for."""
    unknown = [code for code in rows["area_code"] if code not in load_areas()]
    return dict.fromkeys(unknown, material.area.name)


def _neighbours(material: Material, rows: pd.DataFrame) -> tuple[str, list[str]]:
    """Return whom an area is set beside, and their codes among the rows."""
    if material.sets:
        members = set().union(*(one.codes for one in material.sets))
        whom = _its_own(material.sets[0].name, material.area.name)
        return whom, [code for code in rows["area_code"] if code in members]
    region = {part.region.code for part in material.area.parts if part.region}
    if len(region) == 1:
        inside = [code for code in rows["area_code"] if _region_of(code) in region]
        return f"the upper-tier authorities of {placed(load_areas()[region.pop()].name)}", inside
    if len(material.boards) == 1:
        board = material.boards[0]
        inside = [code for code in rows["area_code"] if _lies_in(code, board)]
        return f"the councils of {placed(board.name)}", inside
    kept = rows.assign(far=(rows["value"] - _own_value(rows, material)).abs())
    return (
        f"itself and the {_NEIGHBOURS} authorities of {material.area.nation} with the nearest figures",
        [*kept.nsmallest(_NEIGHBOURS + 1, "far")["area_code"]],
    )


def _its_own(set_name: str, place: str) -> str:
    """Return the name of a set for the middle of a sentence about its own area."""
    for end in (f" of {place}", f" of {placed(place)}"):
        if set_name.startswith("The ") and set_name.endswith(end):
            return f"its {set_name[len('The ') :].removesuffix(end)}"
    return f"the{set_name[3:]}" if set_name.startswith("The ") else set_name


def _lies_in(code: str, board: Area) -> bool:
    area = load_areas().get(code)
    return area is not None and board.code in area.parents


def _own_value(rows: pd.DataFrame, material: Material) -> float:
    return float(rows.loc[rows["area_code"] == material.area.code, "value"].iloc[0])


def _region_of(code: str) -> str:
    area = load_areas().get(code.split("+")[0])
    return area.region.code if area and area.region else ""


def _place_among(rows: pd.DataFrame, material: Material, whom: str) -> str:
    value = _own_value(rows, material)
    place = int((rows["value"] > value).sum()) + 1
    shared = int((rows["value"] == value).sum())
    name = sentence(placed(material.area.name))
    if len(rows) == 1:
        return f"{name} stands alone among {whom} with a figure"
    order = (
        "the highest"
        if place == 1
        else "the lowest"
        if place + shared - 1 == len(rows)
        else f"{ordinal(place)} highest"
    )
    if shared > 1:
        order = f"joint {order.removeprefix('the ')}"
    return (
        f"{name} is {order} of the {len(rows)} with a figure among itself and {whom}"
        if material.sets
        else f"{name} is {order} of the {len(rows)} with a figure among {whom}"
    )


def size_of(indicator: Indicator, rows: pd.DataFrame) -> str:
    """Name what a funnel's areas lie along; years taken together have their people once a year."""
    if indicator.unit.startswith("%"):
        return "people"
    if indicator.statistic not in ("directly_standardised_rate", "published"):
        return "population or expected events"
    return (
        "effective person-years" if "pooled" in set(rows["period_kind"]) else "effective population"
    )
