"""What the area's printed report states, beside what the toolkit makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.analysis.printed.checking import Checked, check_printed, statements_about
from toolkit.catalogue.areas import Area
from toolkit.catalogue.places import find_place
from toolkit.catalogue.printed_statements import load_statements
from toolkit.presentation.blocks import Section
from toolkit.presentation.sections.printed import HEADING, printed_section
from toolkit.presentation.wording import placed
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent
from toolkit.sources.holdings import find_holdings
from toolkit.sources.store import Store

__all__ = ["printed"]


def printed(material: Material) -> Section:
    """Show every statement of the area's printed report, recomputed, tested or said why not."""
    area = material.area
    checked = check_printed(material.store, statements_about(area.code))
    if not checked:
        return absent("printed", HEADING, _why_none(area))
    return printed_section(checked, area.name, _cited(material.store, checked))


def _why_none(area: Area) -> str:
    """Say that no report is held, and which is about the area together with others."""
    wider = {
        one.area_code for one in load_statements() if area.code in one.area_code.split("+")
    } - {area.code}
    told = [f"No printed report of {placed(area.name)} is held"]
    told += [f"one about {find_place(code).name} together is" for code in sorted(wider)]
    return "; ".join(told)


def _cited(store: Store, checked: Sequence[Checked]) -> list[str]:
    files = {file for one in checked for file in one.finding.files}
    cited = []
    for holding in find_holdings(store.workspace.raw):
        if holding.name in files:
            known = holding.sidecar
            words = [known.get(name, "") for name in ("title", "publisher")]
            cited.append(". ".join([*filter(None, words), f"File {holding.name.split('/')[-1]}."]))
    return cited
