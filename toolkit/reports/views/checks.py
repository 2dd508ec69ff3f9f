"""What the standing checks say of an area's figures."""

from __future__ import annotations

from toolkit.analysis.findings import Finding
from toolkit.analysis.standing_checks import StandingChecks
from toolkit.catalogue.indicators import load_indicators
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.wording import count_of
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent

__all__ = ["checks"]

_HEADING = "What the checks of the data found"
_MOST = 20


def checks(material: Material, made: StandingChecks) -> Section:
    """Show what the standing checks found in the area's figures and its comparators'."""
    names = {material.area.name, *(part.name for part in material.area.parts)}
    found = [one for one in made.findings if one.area in names]
    if not made.checked:
        return absent("checks", _HEADING, "the standing checks were not run for this report")
    if not found:
        ran = count_of(len(made.checked), "standing check", "standing checks")
        return absent(
            "checks", _HEADING, f"{ran} found nothing in the figures of {material.area.name}"
        )
    return Section(
        "checks",
        _HEADING,
        sentences=[
            f"{count_of(len(found), 'figure', 'figures')} of {material.area.name} made a check stop; "
            "they stand as the publisher prints them."
            + (f" The first {_MOST} are shown." if len(found) > _MOST else "")
        ],
        tables=[
            Table(
                f"Findings, {material.area.name}",
                ["Check", "Figure", "Period", "Expected", "Found"],
                [_cells(one) for one in found[:_MOST]],
            )
        ],
    )


def _cells(one: Finding) -> list[str]:
    indicator = load_indicators().get(one.indicator)
    name = indicator.name if indicator else one.indicator
    what = f"{name}, {one.what}" if one.what else name
    return [one.check, what, one.period, one.expected, one.found]
