"""Claims that an area is above, below or like others, tested on the results at hand."""

from __future__ import annotations

from math import isnan

import pandas as pd

from toolkit import methods
from toolkit.analysis.printed.evidence import Evidence, Figure, Finding, Outcome, Said, Shown, say
from toolkit.analysis.printed.holdings import area_name, held_at, not_held, period_of
from toolkit.catalogue.printed_statements import Reference
from toolkit.errors import DataError
from toolkit.periods import Period

__all__ = ["RULES"]


def check_higher_than(evidence: Evidence) -> Finding:
    """Test whether an area is above others, by the ratio of estimates with limits."""
    return _beside(evidence, higher=True)


def check_lower_than(evidence: Evidence) -> Finding:
    """Test whether an area is below others, by the ratio of estimates with limits."""
    return _beside(evidence, higher=False)


def _beside(evidence: Evidence, *, higher: bool) -> Finding:
    own, *others = evidence.references
    told = _printed_ratio(evidence)
    ratios = []
    for other in others:
        mine, theirs = held_at(evidence, own), held_at(evidence, other)
        if mine is None or theirs is None:
            missing = own if mine is None else other
            found = not_held(evidence, missing)
            latest = _latest_ratio(evidence, own, other)
            because = Said(
                f"{found.because.text}{'; ' if latest.text else ''}{latest.text}", latest.numbers
            )
            return Finding(Outcome.UNTESTABLE, told, because)
        ratios.append(_ratio(mine, theirs))
    apart = [low > 1 if higher else high < 1 for _, low, high in ratios]
    texts = "; ".join(["ratio {} ({} to {})"] * len(ratios))
    shown = [(number, 2) for ratio in ratios for number in ratio]
    return Finding(Outcome.SUPPORTED if all(apart) else Outcome.NOT_SUPPORTED, say(texts, *shown))


def _printed_ratio(evidence: Evidence) -> Said:
    """Tell the ratio of the printed figures, where both are printed."""
    try:
        values = [evidence.figure(reference).value for reference in evidence.references[:2]]
    except DataError:
        return Said("")
    return say(
        "ratio {} ({}%)",
        (values[0] / values[1], 2),
        Shown(100 * (values[0] / values[1] - 1), signed=True),
    )


def _ratio(own: pd.Series, other: pd.Series) -> tuple[float, float, float]:
    made = methods.ratio_of_estimates(
        *(row[name] for row in (own, other) for name in ("value", "lower", "upper"))
    )
    return float(made.value), float(made.lower), float(made.upper)


def _latest_ratio(evidence: Evidence, own: Reference, other: Reference) -> Said:
    """Tell the ratio of the last period that is held with limits for both."""
    mine, theirs = (
        evidence.series(Reference(one.name, {k: v for k, v in one.where.items() if k != "period"}))
        .set_index("period_end", drop=False)
        .dropna(subset=["lower", "upper"])
        for one in (own, other)
    )
    both = mine.index.intersection(theirs.index)
    if both.empty:
        return Said("")
    last = both.max()
    return say(
        f"the last that are held, {period_of(mine.loc[last])}, have the ratio {{}} ({{}} to {{}})",
        *((number, 2) for number in _ratio(mine.loc[last], theirs.loc[last])),
    )


def check_same_as(evidence: Evidence) -> Finding:
    """Test whether two shares differ, which takes the numbers that they are of."""
    own, other = (evidence.figure(reference) for reference in evidence.references)
    told = say("{}% and {}%", own.value, other.value)
    if any(isnan(number) for one in (own, other) for number in (one.count, one.denominator)):
        return Finding(
            Outcome.UNTESTABLE,
            told,
            Said("equal as printed, but the numbers the shares are of are not printed"),
        )
    low, high = _difference(own, other)
    apart = low > 0 or high < 0
    return Finding(Outcome.NOT_SUPPORTED if apart else Outcome.SUPPORTED, told)


def _difference(own: Figure, other: Figure) -> tuple[float, float]:
    made = methods.difference_of_proportions(
        own.count, own.denominator, other.count, other.denominator
    )
    return float(made.lower), float(made.upper)


def check_lower_since(evidence: Evidence) -> Finding:
    """Hold an area against others in every year since one; combined areas from their counts."""
    own, *others = evidence.references
    mine = evidence.series(own).set_index("period_end", drop=False)
    first = pd.Timestamp(Period.parse(own.where["since"]).end)
    years = pd.date_range(
        first, mine.index.max() if len(mine) else first, freq=pd.DateOffset(years=1)
    )
    told, gaps, pairs = [], [], []
    for other in others:
        name, theirs = area_name(evidence.area_of(other)), _rates(evidence, other)
        both = mine.index.intersection(theirs.index)
        pairs += [(float(mine.loc[day, "value"]), float(theirs[day])) for day in both]
        told += [f"{{}} against {{}} ({name}, {period_of(mine.loc[day])})" for day in both]
        if len(both) < len(years):
            gaps.append(f"{name}: {len(both)} of {len(years)} years are held")
    said = say("; ".join(told), *((number, 1) for pair in pairs for number in pair))
    outcome = Outcome.UNTESTABLE if gaps else Outcome.SUPPORTED
    if any(low >= high for low, high in pairs):
        outcome = Outcome.NOT_SUPPORTED
    return Finding(outcome, said, Said("; ".join(gaps)))


def _rates(evidence: Evidence, reference: Reference) -> pd.Series:
    """Return the rates of an area by period, those of areas together from their counts."""
    parts = []
    codes = evidence.area_of(reference).split("+")
    for code in codes:
        rows = evidence.series(Reference(reference.name, {**reference.where, "area": code}))
        parts.append(rows.set_index("period_end")[["count", "value"]])
    if len(codes) == 1:
        return parts[0]["value"].dropna()
    days = set.intersection(*(set(part.dropna().index) for part in parts))
    made = {
        day: sum(part.loc[day, "count"] for part in parts)
        / sum(part.loc[day, "count"] / part.loc[day, "value"] for part in parts)
        for day in sorted(days)
    }
    return pd.Series(made, dtype="float64")


RULES = {
    "higher_than": check_higher_than,
    "lower_since": check_lower_since,
    "lower_than": check_lower_than,
    "same_as": check_same_as,
}
"""The rules by the name of the test."""
