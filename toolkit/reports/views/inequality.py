"""Inequality: a figure by deprivation or by sex, of the area where that is published, else of its nation."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from toolkit.analysis.breakdowns import Breakdown, make_breakdown
from toolkit.analysis.change import latest
from toolkit.analysis.inequality import Gradient, make_gradient
from toolkit.catalogue.areas import Area
from toolkit.catalogue.indicators import Indicator
from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import Figure, Section
from toolkit.presentation.charts import gradient_chart
from toolkit.presentation.claims import Apart, Measure
from toolkit.presentation.claims import Gradient as GradientClaim
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.wording import placed
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent

__all__ = ["inequality"]


_SEXES = {"Male": "males", "Female": "females"}


@dataclass(frozen=True)
class _Found:
    """A gradient or a breakdown, whose it is and of when, and the results that it is made of."""

    area: Area
    made: Gradient | Breakdown
    rows: pd.DataFrame

    @property
    def when(self) -> str:
        return label_of(self.rows.iloc[-1])


def inequality(material: Material, name: str) -> Section:
    """Show a figure by deprivation, and by sex, of the area or else of a comparator that has it."""
    indicator = material.of_nation(name)
    id_, heading = f"{indicator.id}_inequality", f"{indicator.name}: who is affected most"
    rows = material.with_breakdowns
    rows = rows[rows["indicator"] == indicator.id]
    areas = [material.area, *material.comparators]
    gradient = _first_gradient(rows, areas)
    sexes = _first_by_sex(rows, areas)
    if gradient is None and sexes is None:
        why = "no figure of it by deprivation or by sex, with the events behind it, is held"
        return absent(id_, heading, f"{why} for {placed(material.area.name)} or its comparators")
    return Section(
        id_,
        heading,
        sentences=_say(material, indicator, gradient, sexes),
        figure=_draw(indicator, gradient) if gradient else None,
        caveats=[found.made.note for found in (gradient, sexes) if found and found.made.note],
        sources=material.cite(pd.concat([one.rows for one in (gradient, sexes) if one])),
    )


def _first_gradient(rows: pd.DataFrame, areas: list[Area]) -> _Found | None:
    """Return the first area's gradient that can be made, of its last period by deprivation."""
    for area in areas:
        try:
            made = make_gradient(rows, area.code)
        except ToolkitError:
            continue
        own = rows[(rows["area_code"] == area.code) & (rows["category_type"] == made.category_type)]
        return _Found(area, made, latest(own[own["sex"] == "persons"]))
    return None


def _first_by_sex(rows: pd.DataFrame, areas: list[Area]) -> _Found | None:
    for area in areas:
        own = rows[(rows["area_code"] == area.code) & (rows["sex"] != "persons")]
        try:
            return _Found(area, make_breakdown(rows, area.code, "sex"), latest(own))
        except ToolkitError:
            continue
    return None


def _say(
    material: Material, indicator: Indicator, gradient: _Found | None, sexes: _Found | None
) -> list[str]:
    measure, said = Measure.of(indicator), []
    if gradient and isinstance(gradient.made, Gradient):
        claim = GradientClaim.of(gradient.made, measure, gradient.area.name, gradient.when)
        said += [claim.sentence(), *_of_another(material, gradient, "by deprivation")]
    if sexes and isinstance(sexes.made, Breakdown):
        apart = Apart.of(sexes.made, measure, sexes.area.name, sexes.when)
        highest, lowest = (_SEXES.get(one, one) for one in (apart.highest, apart.lowest))
        said.append(replace(apart, highest=highest, lowest=lowest).sentence())
        said += _of_another(material, sexes, "by sex")
    return said


def _of_another(material: Material, found: _Found, by: str) -> list[str]:
    """Say that a figure is not the area's own, and that its own may differ."""
    if found.area == material.area:
        return []
    return [
        f"That is {placed(found.area.name)}: no figure {by} of {placed(material.area.name)} with events "
        "enough is held, and its own may differ."
    ]


def _draw(indicator: Indicator, found: _Found) -> Figure | None:
    if not isinstance(found.made, Gradient):
        return None
    measure = Measure.of(indicator)
    claim = GradientClaim.of(found.made, measure, found.area.name, found.when)
    return gradient_chart(
        found.made,
        title=claim.finding(),
        subtitle=f"{indicator.name}, {found.area.name}, {found.when}",
        measure=measure,
    )
