"""The head of a report."""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.indicators import load_indicators
from toolkit.presentation.blocks import Cover
from toolkit.presentation.protective_marks import FROM_FILES
from toolkit.presentation.wording import placed
from toolkit.reports.material import Material

__all__ = ["cover"]


def cover(material: Material) -> Cover:
    """Say whom the report is about, whom it is set beside, and how far its figures go."""
    area = material.area
    context = [one.id for one in load_indicators().values() if one.domain == "context"]
    own = material.rows[material.rows["area_code"] == area.code]
    told = own["value"].notna() | own["count"].notna()
    last = own.loc[told & ~own["indicator"].isin(context), "period_end"].max()
    facts = [
        f"Compared with: {', '.join(one.name for one in material.comparators) or 'no other area'}",
        *(found.told() for found in material.sets),
        f"Latest figures held: to {last:%B %Y}"
        if pd.notna(last)
        else "No figures that this report shows are held for this area",
        FROM_FILES,
    ]
    title = f"Drugs and alcohol in {placed(area.name)}"
    return Cover(area.name, area.code, title, facts, welsh_name=area.welsh_name)
