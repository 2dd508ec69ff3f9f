"""Who lives there: residents by age and sex."""

from __future__ import annotations

from toolkit.analysis.age_structures import AgeStructure, make_age_structure
from toolkit.catalogue.areas import Area
from toolkit.catalogue.publishers import find_source
from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import Section
from toolkit.presentation.charts import pyramid_chart
from toolkit.presentation.wording import number, placed
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent

__all__ = ["population"]

_HEADING = "Residents by age and sex"
_YOUNG = tuple(f"{start} to {start + 4}" for start in range(15, 30, 5))


def population(material: Material) -> Section:
    """Show the area's residents by age and sex beside those of its nation or first comparator."""
    area = material.area
    beside = material.comparators[0] if material.comparators else None
    try:
        made = make_age_structure(material.store, area, beside)
    except ToolkitError:
        why = f"no file with the residents of {placed(area.name)} by age and sex has been imported"
        return absent("population", _HEADING, why)
    if made.ages["comparator_share"].isna().all():
        beside = None
    told = _finding(made, area, beside)
    return Section(
        "population",
        _HEADING,
        sentences=[
            f"{told}.",
            f"{number(made.ages['count'].sum())} people live there ({made.year} estimate).",
        ],
        figure=pyramid_chart(
            made.ages,
            area=area.name,
            comparator=beside.name if beside else "",
            title=told,
            subtitle=f"Residents, mid-{made.year}",
        ),
        sources=[_cite(made)],
    )


def _cite(made: AgeStructure) -> str:
    """Name the publication that a file of residents belongs to, which stands in the folder of its source."""
    folder, _, file = made.file.partition("/")
    source = find_source(folder)
    return f"{source.name} (mid-{made.year}). {source.publisher}. {source.licence}. File {file}."


def _finding(made: AgeStructure, area: Area, beside: Area | None) -> str:
    ages = made.ages[made.ages["age"].isin(_YOUNG)]
    own, other = ages["share"].sum(), ages["comparator_share"].sum()
    told = f"{area.name}: {number(own, 1)}% of residents are 15 to 29"
    return f"{told}, {number(other, 1)}% in {placed(beside.name)}" if beside else told
