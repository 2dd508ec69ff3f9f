"""Several authorities by one indicator: map, ranking, funnel, who differs, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.analysis.funnels import make_funnel
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.tiles import load_tiles
from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.charts import caterpillar_chart, funnel_chart
from toolkit.presentation.claims import Measure
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.maps import tile_map
from toolkit.presentation.overview import overview_of_areas
from toolkit.presentation.wording import count_of, join_words, number, placed, sentence
from toolkit.reports.comparators import headline
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent, because
from toolkit.reports.views.standing import size_of

__all__ = ["Group", "beyond_chance", "ranked", "tiles", "what_changed", "who_differs"]

_NAMED = 12


@dataclass(frozen=True)
class Group:
    """Authorities and their figures of one indicator.

    Parameters
    ----------
    material : Material
        Of the report.
    indicator : Indicator
        The nation's own.
    members : sequence of Area
        The authorities that are meant.
    rows : pandas.DataFrame
        Their headline results, in order of period.
    latest : pandas.DataFrame
        Those of the last period that is widely held, suppressed ones among them.
    nation : pandas.DataFrame
        Those of all authorities of the nation in that period that have a value.
    """

    material: Material
    indicator: Indicator
    members: Sequence[Area]
    rows: pd.DataFrame
    latest: pd.DataFrame
    nation: pd.DataFrame

    @property
    def held(self) -> pd.DataFrame:
        """The latest figures that have a value."""
        return self.latest[self.latest["value"].notna()]

    @property
    def when(self) -> str:
        """The latest period."""
        return label_of(self.held.iloc[0])

    @property
    def measure(self) -> Measure:
        """How the figures are written."""
        return Measure.of(self.indicator, self.held["basis"].iloc[0])

    def absence(self, least: int = 2) -> str:
        """Say why nothing can be shown of so few; blank where it can."""
        if not self.indicator.comparable:
            return f"numbers of {self.indicator.unit} are not set side by side: larger places have more"
        if self.held.empty:
            return self.material.why_missing(self.indicator)
        if len(self.held) < least:
            some = count_of(len(self.held), "authority", "authorities")
            return f"the files at hand have this figure of {some} alone in {self.when}"
        return ""

    def section(self, what: str, heading: str, **parts: object) -> Section:
        """Return a section of this indicator."""
        full = f"{self.indicator.name}: {heading}"
        return Section(f"{self.indicator.id}_{what}", full, **parts)  # type: ignore[arg-type]

    def names(self, codes: Sequence[str]) -> str:
        """Name areas, the first of many."""
        names = [load_areas()[code].name for code in codes if code in load_areas()]
        if len(names) > _NAMED:
            return f"{'; '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
        # Some authorities have commas in their names.
        return "; ".join(names) if any("," in name for name in names) else join_words(names)


def tiles(one: Group) -> Section:
    """Draw the map; an authority without a figure is hatched."""
    if why := one.absence():
        return absent(f"{one.indicator.id}_map", f"{one.indicator.name}: map", why)
    told = _spread(one)
    drawn = one.nation["area_code"].map(lambda code: set(code.split("+")) <= set(load_tiles()))
    values = one.nation[drawn].drop_duplicates("area_code").set_index("area_code")["value"]
    members = {area.code for area in one.members}
    figure = tile_map(
        values,
        title=told,
        subtitle=f"{one.indicator.name}, {one.when}",
        measure=one.measure,
        highlight=[code for code in values.index if members & set(code.split("+"))]
        if len(members) < len(values)
        else (),
    )
    without = sorted(members - {part for code in one.held["area_code"] for part in code.split("+")})
    said = [f"{told}."]
    if without:
        said.append(f"Without a figure in {one.when}: {one.names(without)}.")
    return one.section("map", "map", sentences=said, figure=figure)


def _spread(one: Group) -> str:
    rows = one.held.sort_values("value")
    low, high = rows.iloc[0], rows.iloc[-1]
    return (
        f"From {number(low['value'], one.indicator.decimals)} in {one.names([low['area_code']])} to "
        f"{number(high['value'], one.indicator.decimals)} in {one.names([high['area_code']])}, {one.when}"
    )


def ranked(one: Group) -> Section:
    """Draw the authorities from the lowest to the highest."""
    if why := one.absence():
        return absent(f"{one.indicator.id}_ranking", f"{one.indicator.name}: ranking", why)
    beside = _nation_row(one)
    apart = one.held[one.held["lower"].notna()]
    title = _spread(one)
    figure = caterpillar_chart(
        pd.concat([one.latest, beside], ignore_index=True),
        area=one.material.area.code,
        comparators=[*beside["area_code"]],
        title=title,
        subtitle=f"{one.indicator.name}, {one.when}",
        measure=one.measure,
    )
    caution = "without intervals nobody can say which ranks chance would swap"
    return one.section(
        "ranking",
        "ranking",
        sentences=[f"{count_of(len(one.held), 'authority has', 'authorities have')} a figure."],
        figure=figure,
        caveats=[] if len(apart) else [sentence(f"{caution}.")],
    )


def _nation_row(one: Group) -> pd.DataFrame:
    rows = headline(one.material.rows, one.indicator)
    same = rows["period_end"].isin(one.held["period_end"]) & (rows["group"] == "all")
    nation = rows["area_code"] == one.material.area.nation_code
    return rows[same & nation & rows["value"].notna()]


def beyond_chance(one: Group) -> Section:
    """Draw the funnel and name who lies beyond its outer limits."""
    id_, heading = f"{one.indicator.id}_funnel", f"{one.indicator.name}: beyond chance?"
    if why := one.absence(least=5):
        return absent(id_, heading, why)
    try:
        made = make_funnel(one.held)
    except ToolkitError as error:
        return absent(id_, heading, f"No funnel can be drawn: {because(error)}")
    points = made.points
    above = [*points.loc[points["level"] == "above 99.8%", "area_code"]]
    below = [*points.loc[points["level"] == "below 99.8%", "area_code"]]
    title = f"{len(above)} above and {len(below)} below the 99.8% limits, of {len(points)}"
    figure = funnel_chart(
        made,
        area=one.material.area.code,
        title=title,
        subtitle=f"{one.indicator.name}, {one.when}",
        measure=one.measure,
        size=size_of(one.indicator, one.held),
    )
    said = [f"{title}."]
    said += [f"Above: {one.names(above)}."] if above else []
    said += [f"Below: {one.names(below)}."] if below else []
    caveats = [made.note] if made.note else []
    return one.section("funnel", "beyond chance?", sentences=said, figure=figure, caveats=caveats)


def who_differs(one: Group) -> Section:
    """Set the authorities below each other, each beside the nation."""
    id_, heading = f"{one.indicator.id}_differs", f"{one.indicator.name}: who differs"
    nation = load_areas().get(one.material.area.nation_code)
    if (why := one.absence()) or nation is None:
        return absent(id_, heading, why or "there is no nation to set them beside")
    verdicts = one.held.groupby("significance")["area_code"].agg(list)
    said = [
        f"{sentence(word)} than {placed(nation.name)}: {one.names(verdicts[word])}."
        for word in ("worse", "better", "higher", "lower")
        if word in verdicts
    ]
    table = overview_of_areas(one.latest, indicator=one.indicator, comparator=nation)
    return Section(id_, heading, sentences=said or [_none_judged(one)], tables=[table])


def _none_judged(one: Group) -> str:
    if one.held["lower"].notna().any():
        return "No authority differs by more than chance could do."
    return "Without intervals no authority is judged."


def what_changed(one: Group) -> Section:
    """Name the authorities whose figures have a trend, and whose have none."""
    id_, heading = f"{one.indicator.id}_changed", f"{one.indicator.name}: what changed"
    if why := one.absence():
        return absent(id_, heading, why)
    states = one.held.groupby("trend")["area_code"].agg(list)
    told = [
        f"{sentence(state)}: {one.names(states[state])}."
        for state in ("increasing", "decreasing")
        if state in states
    ]
    tested = states.index.isin(["increasing", "decreasing", "no significant change"]).any()
    if not tested:
        why = next(
            iter(one.held["trend_basis"].replace("", pd.NA).dropna()), "the series is too short"
        )
        return absent(id_, heading, f"no trend up to {one.when} can be tested: {why}")
    rows = [[sentence(str(state)), str(len(codes))] for state, codes in states.items() if state]
    table = Table(f"Trends up to {one.when}", ["Trend", "Authorities"], rows)
    return Section(
        id_,
        heading,
        sentences=told or ["No authority has a trend that chance could not make."],
        tables=[table],
    )
