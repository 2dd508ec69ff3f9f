"""Statements that follow from other printed figures: sums, changes, shares, what they imply."""

from __future__ import annotations

from math import ceil, floor, isnan

import numpy as np

from toolkit import methods
from toolkit.analysis.printed.evidence import Evidence, Finding, Outcome, Said, Shown, say
from toolkit.analysis.printed.reading import PrintedNumber, rounded
from toolkit.catalogue.printed_statements import Reference
from toolkit.periods import Period

__all__ = ["RULES"]


def check_sum(evidence: Evidence) -> Finding:
    """Add the parts of a whole."""
    whole, *parts = [evidence.total(item).value for item in evidence.statement.inputs]
    total = float(np.sum(parts))
    decimals = 0 if total.is_integer() else 1
    if rounded(total, 1) == rounded(whole, 1):
        return Finding(Outcome.REPRODUCED, say("{}", (total, decimals)))
    side = "more" if total > whole else "less"
    told = say(f"{{}}, {{}} {side} than {{}}", total, abs(total - whole), whole)
    return Finding(Outcome.DISAGREES, told)


def check_change(evidence: Evidence) -> Finding:
    """Make a percentage change again, and say in which sense it agrees."""
    before, after = (evidence.total(item).value for item in evidence.statement.inputs)
    made = methods.percentage_change(before, after)
    value, printed = float(made.value), evidence.printed
    told = say(
        "{}% ({} to {}; 95% interval {} to {})", Shown(value, 1, signed=True), before, after,
        Shown(float(made.lower), 1, signed=True), Shown(float(made.upper), 1, signed=True),
    )  # fmt: skip
    slips = (*printed.slips, *_fewer_decimals(printed, evidence.alike))
    if printed.is_of(value):
        made_up = any(" + " in item for item in evidence.statement.inputs)
        if made_up:
            sense = Said("agrees with the sum of printed groups")
            return Finding(Outcome.CONSISTENT, told, sense, slips)
        return Finding(Outcome.REPRODUCED, told, slips=slips)
    step = _round_step(printed.value)
    if step > 1 and abs(value - printed.value) <= step / 2:
        sense = say(
            "agrees to the nearest {}; the number is {} times what it was",
            step,
            (after / before, 2),
        )
        return Finding(Outcome.CONSISTENT, told, sense, slips)
    cut = _is_cut_off(value, printed)
    return Finding(
        Outcome.DISAGREES,
        told,
        Said("the report cuts decimals off instead of rounding") if cut else Said(""),
        slips,
    )


def _fewer_decimals(printed: PrintedNumber, alike: tuple[PrintedNumber, ...]) -> list[str]:
    more = sum(one.decimals > printed.decimals for one in alike)
    return ["fewer decimals than the other figures of its table"] if 2 * more > len(alike) else []


def _round_step(value: float) -> float:
    """Return the unit that a round number seems to be printed to: 100 for 300."""
    step = 1.0
    while value and value % (10 * step) == 0:
        step *= 10
    return step


def _is_cut_off(value: float, printed: PrintedNumber) -> bool:
    scale = 10**printed.decimals
    return rounded(np.trunc(value * scale) / scale, 6) == rounded(printed.value, 6)


def check_unmet_need(evidence: Evidence) -> Finding:
    """Make unmet need again; an estimate is known to half a person, as it is printed."""
    treated, estimate = (evidence.total(item) for item in evidence.statement.inputs)
    printed = evidence.printed
    value = 100 * float(methods.unmet_need(treated.value, estimate.value).raw)
    half = 0.5 if estimate.modelled else 0.0
    low, high = (
        100 * float(methods.unmet_need(treated.value, estimate.value + end).raw)
        for end in (-half, half)
    )
    told = say(
        "{}% ({} of {} in treatment)", (value, printed.decimals), treated.value, estimate.value
    )
    if (
        rounded(low, printed.decimals)
        <= rounded(printed.value, printed.decimals)
        <= rounded(high, printed.decimals)
    ):
        within = printed.is_of(value)
        sense = Said("") if within else Said("agrees within the rounding of the estimate")
        return Finding(Outcome.REPRODUCED, told, sense)
    first, last = _implied(printed, estimate.value)
    implied = say("the printed share implies {} in treatment", first)
    if first != last:
        implied = say("the printed share implies {} to {} in treatment", first, last)
    return Finding(Outcome.DISAGREES, told, implied)


def _implied(printed: PrintedNumber, estimate: float) -> tuple[int, int]:
    """Return the fewest and the most people in treatment that a printed unmet need can be of."""
    ends = [estimate * (1 - (printed.value + half) / 100) for half in (printed.half, -printed.half)]
    first, last = ceil(ends[0]), floor(ends[1])
    # Where no whole number lies within, the estimate's own rounding hides it.
    nearest = round(estimate * (1 - printed.value / 100))
    return (first, last) if first <= last else (nearest, nearest)


def check_implied_sum(evidence: Evidence) -> Finding:
    """Add the numbers in treatment that printed shares of estimates imply."""
    pairs = []
    for item in evidence.statement.inputs:
        share, estimate = (evidence.figure(Reference.parse(text)) for text in item.split(" of "))
        pairs.append((PrintedNumber(share.value, 1), estimate.value))
    whole, *parts = pairs
    implied = [float(rounded(estimate * (1 - share.value / 100))) for share, estimate in parts]
    total = sum(implied)
    half = whole[1] * whole[0].half / 100
    agrees = abs(total - whole[1] * (1 - whole[0].value / 100)) <= half
    plus = " + ".join(["{}"] * len(implied))
    told = say(
        f"{plus} = {{}}; the printed share of all implies {{}} to {{}}",
        *implied,
        total,
        *_implied(*whole),
    )
    return Finding(Outcome.REPRODUCED if agrees else Outcome.DISAGREES, told)


def check_implied_base(evidence: Evidence) -> Finding:
    """Find the base that a count and its printed share imply."""
    figure, printed = evidence.figure(evidence.references[0]), evidence.printed
    ends = [100 * figure.count / (printed.value + half) for half in (printed.half, -printed.half)]
    first, last = ceil(ends[0]), floor(ends[1])
    told = say("{} is {}% of about {} ({} to {})", figure.count, (printed.value, printed.decimals),
               float(rounded(100 * figure.count / printed.value)), first, last)  # fmt: skip
    if first > last:
        return Finding(Outcome.DISAGREES, told)
    return Finding(Outcome.CONSISTENT, told, Said("agrees with a base that is not printed"))


def check_at_most(evidence: Evidence) -> Finding:
    """Hold a share in words against the share that is not reached."""
    reached, estimate = (evidence.figure(reference).value for reference in evidence.references)
    share = 100 * (1 - reached / estimate)
    told = say("{}% ({} of {} reached)", (share, 1), reached, estimate)
    if share < evidence.printed.value:
        return Finding(
            Outcome.CONSISTENT,
            told,
            say("agrees with the words: below {}%", evidence.printed.value),
        )
    return Finding(Outcome.DISAGREES, told, say("not below {}%", evidence.printed.value))


def check_points(evidence: Evidence) -> Finding:
    """Take one share from another: percentage points, and what they are in per cent."""
    first, second = (evidence.figure(reference) for reference in evidence.references)
    start = first.value if isnan(first.upper) else first.upper
    points, relative = second.value - start, 100 * (second.value / start - 1)
    least = "more than " if not isnan(first.upper) else ""
    told = say(
        f"{least}{{}} percentage points, which is {least}{{}}% of the first",
        (points, 1),
        (relative, 1),
    )
    if points >= evidence.printed.value:
        return Finding(
            Outcome.CONSISTENT, told, Said("agrees as percentage points, which are not per cent")
        )
    return Finding(Outcome.DISAGREES, told)


def check_ceiling(evidence: Evidence) -> Finding:
    """Say whether a figure stays below the one it is to stay below."""
    own, ceiling = (evidence.figure(reference).value for reference in evidence.references)
    told = say("{} against {}: {} percentage points below", own, ceiling, ceiling - own)
    if own < ceiling:
        return Finding(
            Outcome.CONSISTENT, told, Said("agrees with the words: a ceiling, not a rise to reach")
        )
    return Finding(Outcome.DISAGREES, say("{} against {}", own, ceiling))


def check_direction(evidence: Evidence) -> Finding:
    """Hold a rise in words against two printed numbers."""
    before, after = (evidence.figure(reference).value for reference in evidence.references)
    change = float(methods.percentage_change(before, after).value)
    told = say("{}%", Shown(change, 1, signed=True))
    if after > before:
        return Finding(Outcome.CONSISTENT, told, Said("agrees with the words: a rise"))
    return Finding(Outcome.DISAGREES, told)


def check_implied_change(evidence: Evidence) -> Finding:
    """Test the change that two printed counts imply."""
    before, after = (evidence.figure(reference).value for reference in evidence.references)
    made = methods.percentage_change(before, after)
    told = say(
        "{}% (95% interval {} to {})", Shown(float(made.value), 1, signed=True),
        Shown(float(made.lower), 1, signed=True), Shown(float(made.upper), 1, signed=True),
    )  # fmt: skip
    apart = float(made.lower) > 0 or float(made.upper) < 0
    sense = Said(
        "more than chance would change it" if apart else "no more than chance may change it"
    )
    return Finding(Outcome.SUPPORTED if apart else Outcome.NOT_SUPPORTED, told, sense)


def check_implied_gap(evidence: Evidence) -> Finding:
    """Say what a baseline and a target imply: points, and people where the base is printed."""
    first, second = (evidence.figure(reference) for reference in evidence.references)
    points, ratio = second.value - first.value, second.value / first.value
    decimals = 0 if points.is_integer() else 1
    told = say("{} percentage points, {} times the baseline", (points, decimals), (ratio, 2))
    if isnan(first.denominator):
        return Finding(
            Outcome.UNTESTABLE, told, Said("the number that the shares are of is not printed")
        )
    people = [
        float(rounded(first.denominator * share / 100)) for share in (first.value, second.value)
    ]
    told = say(
        "about {} of {} people, {} more than at the baseline",
        people[1],
        first.denominator,
        people[1] - people[0],
    )
    return Finding(Outcome.SUPPORTED, told, Said("implied by the figures that are printed"))


def check_implied_total(evidence: Evidence) -> Finding:
    """Add figures whose total the report does not print."""
    total = sum(evidence.figure(reference).value for reference in evidence.references)
    return Finding(Outcome.UNTESTABLE, say("{}", total), Said("no total is printed"))


def check_shift(evidence: Evidence) -> Finding:
    """Say by how much the shares of two groups shifted."""
    figures = [evidence.figure(reference) for reference in evidence.references]
    before, after, other_before, other_after = (figure.value for figure in figures)
    told = say("{} and {} percentage points; the second share is {} times what it was",
               Shown(after - before, 0, signed=True), Shown(other_after - other_before, 0, signed=True),
               (other_after / other_before, 2))  # fmt: skip
    return Finding(Outcome.UNTESTABLE, told, Said("the numbers of people are not printed"))


def check_run_rate(evidence: Evidence) -> Finding:
    """Say how far a target is reached, and the rate needed from the day of the count."""
    reached, target = (evidence.total(item).value for item in evidence.statement.inputs[:2])
    counted, due = (Period.parse(item) for item in evidence.statement.inputs[2:])
    months = 12 * (due.end.year - counted.end.year) + due.end.month - counted.end.month
    told = say("{}%; {} remain, about {} a month over {} months",
               (100 * reached / target, 1), target - reached, (target - reached) / months, months)  # fmt: skip
    sense = Said("on or off track cannot be told without the start")
    return Finding(Outcome.UNTESTABLE, told, sense)


RULES = {
    "at_most": check_at_most,
    "ceiling": check_ceiling,
    "change": check_change,
    "direction": check_direction,
    "implied_base": check_implied_base,
    "implied_change": check_implied_change,
    "implied_gap": check_implied_gap,
    "implied_sum": check_implied_sum,
    "implied_total": check_implied_total,
    "points": check_points,
    "run_rate": check_run_rate,
    "shift": check_shift,
    "sum": check_sum,
    "unmet_need": check_unmet_need,
}
"""The rules by the name of the test."""
