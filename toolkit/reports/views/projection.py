"""Where a count would go if it went on as it has."""

from __future__ import annotations

from toolkit.analysis.projection import make_projection
from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import Section
from toolkit.presentation.charts import projection_chart
from toolkit.presentation.claims import Measure, Projection
from toolkit.presentation.claims.when import label_of
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent, because
from toolkit.reports.views.statements import whole

__all__ = ["projection"]


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
        caveats=[made.note, "A projection is no forecast: it knows of nothing that will change."],
        sources=material.cite(series.iloc[::-1]),
    )
