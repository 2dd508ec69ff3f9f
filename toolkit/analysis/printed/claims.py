"""Claims of printed reports about a rise, a level or a total, tested on the results at hand."""

from __future__ import annotations

import numpy as np

from toolkit import methods
from toolkit.analysis.printed.evidence import Evidence, Finding, Outcome, Said, Shown, named, say
from toolkit.analysis.printed.holdings import held_at, not_held, period_of, span_of
from toolkit.catalogue.printed_statements import Reference

__all__ = ["RULES"]

_FEWEST = 3


def check_trend(evidence: Evidence) -> Finding:
    """Test a rise or a fall: the slope of rates with limits, windows that share years allowed for."""
    reference = evidence.references[0]
    rows = evidence.series(reference)
    rows = rows[rows[["value", "lower", "upper"]].gt(0).all(axis=1)]
    if len(rows) < _FEWEST:
        return not_held(evidence, reference, len(rows))
    days = (rows["period_end"] - rows["period_start"]).dt.days
    trend = methods.pooled_trend(
        rows["value"], rows["lower"], rows["upper"], rows["time"],
        years_pooled=max(1, round(days.iloc[-1] / 365.25)), overdispersed=True,
    )  # fmt: skip
    lower, upper = float(trend.lower), float(trend.upper)
    rises, falls = lower > 1, upper < 1
    supported = rises if reference.where["direction"] == "increasing" else falls
    told = say(
        f"{{}}% a year (95% interval {{}} to {{}}), {span_of(rows)}",
        *(Shown(100 * (float(end) - 1), 1, signed=True) for end in (trend.value, lower, upper)),
    )
    if supported:
        return Finding(Outcome.SUPPORTED, told)
    sense = (
        "it went the other way"
        if rises or falls
        else "the change is no more than chance may bring about"
    )
    return Finding(Outcome.NOT_SUPPORTED, told, Said(sense))


def check_record_high(evidence: Evidence) -> Finding:
    """Compare the last of a series with its highest."""
    reference = evidence.references[0]
    rows = evidence.series(reference)
    rows = rows[rows["value"].notna()]
    if len(rows) < _FEWEST:
        return not_held(evidence, reference, len(rows), limits=False)
    last, highest = rows.iloc[-1], rows.iloc[int(rows["value"].to_numpy().argmax())]
    told = say(
        f"{{}} in {period_of(last)}, the highest {{}} in {period_of(highest)}",
        last["value"],
        highest["value"],
    )
    supported = last["value"] == highest["value"]
    return Finding(Outcome.SUPPORTED if supported else Outcome.NOT_SUPPORTED, told)


def check_above_in_every(evidence: Evidence) -> Finding:
    """Hold every period of a series against a level."""
    reference = evidence.references[0]
    rows = evidence.series(reference)
    rows = rows[rows["value"].notna()]
    if len(rows) < _FEWEST:
        return not_held(evidence, reference, len(rows), limits=False)
    above = rows["value"] > float(reference.where["above"])
    told = say(f"above in {{}} of {{}} periods, {span_of(rows)}", int(above.sum()), len(rows))
    return Finding(Outcome.SUPPORTED if above.all() else Outcome.NOT_SUPPORTED, told)


def check_steady_rise(evidence: Evidence) -> Finding:
    """Say that two points show no steady rise; more are looked for among the printed figures."""
    first, last = evidence.references
    before, after = (evidence.figure(reference).value for reference in (first, last))
    change = float(methods.percentage_change(before, after).value)
    told = say("{} to {}, {}%", before, after, Shown(change, 1, signed=True))
    years = evidence.series(Reference(first.name, {"since": first.where["period"]}))
    values = years["value"].to_numpy(dtype=float)
    if len(values) < _FEWEST:
        return Finding(
            Outcome.UNTESTABLE, told, Said("two years alone are printed, and none between is held")
        )
    rises = bool(np.all(np.diff(values) > 0))
    return Finding(Outcome.SUPPORTED if rises else Outcome.NOT_SUPPORTED, told)


def check_combined(evidence: Evidence) -> Finding:
    """Add estimates of authorities, with limits of the sum, beside limits that are only added."""
    reference = evidence.references[0]
    rows = []
    for code in evidence.statement.area_code.split("+"):
        part = Reference(reference.name, {**reference.where, "area": code})
        row = held_at(evidence, part)
        if row is None:
            return not_held(evidence, part)
        rows.append(row)
    columns = [[row[name] for row in rows] for name in ("value", "lower", "upper")]
    made, added = (
        methods.combine_prevalence(*columns),
        methods.combine_prevalence(*columns, envelope=True),
    )
    told = say(
        f"{named([reference])}, {period_of(rows[0])}: {{}} ({{}} to {{}})",
        *(float(number) for number in made),
    )
    because = say(
        "limits that are only added would be {} to {}", float(added.lower), float(added.upper)
    )
    narrower = float(made.upper) - float(made.lower) < float(added.upper) - float(added.lower)
    return Finding(Outcome.SUPPORTED if narrower else Outcome.NOT_SUPPORTED, told, because)


def check_unmeasured(evidence: Evidence) -> Finding:
    """Say that nothing at hand measures what is claimed."""
    names = {reference.name for reference in evidence.references}
    held = not names.isdisjoint(name for name, _ in evidence.figures)
    told = "a figure is held" if held else "no figure of this is held"
    return Finding(Outcome.UNTESTABLE, because=Said(f"{told}, and no indicator measures it"))


RULES = {
    "above_in_every": check_above_in_every,
    "combined": check_combined,
    "record_high": check_record_high,
    "steady_rise": check_steady_rise,
    "trend": check_trend,
    "unmeasured": check_unmeasured,
}
"""The rules by the name of the test."""
