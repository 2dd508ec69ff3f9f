"""What is held of the series that a claim is about, and what is not."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.printed.evidence import Evidence, Finding, Outcome, Said, named
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.printed_statements import Reference
from toolkit.periods import Period

__all__ = ["area_name", "held_at", "not_held", "period_of", "span_of"]


def not_held(
    evidence: Evidence, reference: Reference, points: int = 0, *, limits: bool = True
) -> Finding:
    """Say that a claim cannot be tested, and what is not at hand."""
    where = reference.where
    times = [f"from {where['since']}"] if "since" in where else []
    times += [f"up to {pd.Timestamp(where['until']):%B %Y}"] if "until" in where else []
    times += [f"for {where['period']}"] if "period" in where else []
    area = area_name(evidence.area_of(reference))
    few = "too few" if points else "no"
    kind = "figures with limits" if limits else "figures"
    told = " ".join([f"{few} {kind} of {area}", *times, "are held"])
    return Finding(Outcome.UNTESTABLE, because=Said(f"{named([reference])}: {told}"))


def held_at(evidence: Evidence, reference: Reference) -> pd.Series | None:
    """Return the result of the reference's period, where it has limits."""
    rows = evidence.series(reference)
    if "period" in reference.where:
        end = pd.Timestamp(Period.parse(reference.where["period"]).end)
        rows = rows[rows["period_end"] == end]
    rows = rows[rows[["value", "lower", "upper"]].gt(0).all(axis=1)]
    return None if rows.empty else rows.iloc[-1]


def span_of(rows: pd.DataFrame) -> str:
    """Return from which period to which a series runs."""
    return f"{period_of(rows.iloc[0])} to {period_of(rows.iloc[-1])}"


def period_of(row: pd.Series) -> Period:
    """Return the period of a result."""
    return Period.between(row["period_start"].date(), row["period_end"].date())


def area_name(code: str) -> str:
    """Return the name of an area, or the names of those whose codes are joined."""
    areas = load_areas()
    return join_names([areas[part].name for part in code.split("+")])
