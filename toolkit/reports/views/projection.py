"""Where a count would go if it went on as it has."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.projection import make_projection
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import Section
from toolkit.presentation.charts import projection_chart
from toolkit.presentation.claims import Level, Measure, Projection
from toolkit.presentation.claims.when import label_of
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent, because
from toolkit.reports.views.statements import whole

__all__ = ["later_figures", "projection"]


def projection(material: Material, name: str) -> Section:
    """Project an area's count one to three periods ahead, with how well that was done before."""
    indicator = material.of_nation(name)
    id_, heading = f"{indicator.id}_projection", f"{indicator.name}: if it goes on as it has"
    if not material.holds(indicator):
        return absent(id_, heading, material.why_missing(indicator))
    context = material.context(indicator)
    row = whole(context.own)
    if row is None:
        return absent(id_, heading, "Not projected: the files at hand give its groups alone")
    series = context.own[context.own["group"] == row["group"]]
    try:
        made = make_projection(series)
    except ToolkitError as error:
        return absent(id_, heading, f"Not projected: {because(error)}")
    noun = indicator.noun
    measure = Measure(noun, 0, noun, counts=True)
    claim = Projection.of(made, measure, context.area.name)
    spans = f"{label_of(made.history.iloc[0])} to {label_of(made.ahead.iloc[-1])}"
    return Section(
        id_,
        heading,
        sentences=[claim.sentence()],
        figure=projection_chart(
            made,
            title=claim.finding(),
            subtitle=f"Number of {noun}, {context.area.name}, {spans}",
            measure=measure,
        ),
        caveats=[
            made.note,
            *later_figures(material, indicator, made.history["period_end"].iloc[-1]),
            "A projection is no forecast: it knows of nothing that will change.",
        ],
        sources=material.cite(series.iloc[::-1]),
    )


def later_figures(material: Material, indicator: Indicator, end: pd.Timestamp) -> list[str]:
    """Say what is held of the same events after the last count, which the projection knows nothing of."""
    said = []
    for other in load_indicators().values():
        if other.noun != indicator.noun or other == indicator:
            continue
        own = material.own(other)
        row = whole(own[own["period_end"] > end])
        if row is not None:
            level = Level.of(row, other, material.area.name).sentence()
            said.append(f"A later figure is held, which the projection does not use. {level}")
    return said
