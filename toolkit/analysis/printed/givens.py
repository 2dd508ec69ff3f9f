"""Statements with nothing to recompute: figures that are given, lists, periods and wording."""

from __future__ import annotations

import re
from math import floor, isnan

import numpy as np
import pandas as pd

from toolkit.analysis.printed.evidence import Evidence, Figure, Finding, Outcome, Said, Shown, say
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.printed_statements import Reference
from toolkit.catalogue.publishers import load_sources
from toolkit.periods import Period

__all__ = ["RULES"]


def check_given(evidence: Evidence) -> Finding:
    """Hold a figure that is given against the table that it was carried over to."""
    first, _, base = evidence.statement.inputs[0].partition(" of ")
    figure = evidence.figure(Reference.parse(first))
    number = evidence.printed
    marked = sum(one.percent for one in evidence.alike)
    slips = number.slips
    if not number.percent and evidence.alike and 2 * marked > len(evidence.alike):
        slips = (*slips, "the per cent sign is missing")
    carried = {"below": figure.upper, "above": figure.lower}.get(number.bound, figure.value)
    if not isnan(number.upper):
        carried = figure.lower
    if isnan(number.value) and isnan(carried):
        return Finding(Outcome.GIVEN, say("no figure, which is not 0"))
    if not number.is_of(carried):
        return Finding(Outcome.DISAGREES, say("{} in the table of figures", (carried, 1)))
    denominator = evidence.figure(Reference.parse(base)).value if base else figure.denominator
    told = _as_people(evidence, figure, denominator)
    return Finding(Outcome.GIVEN, told, _elsewhere(evidence, figure), slips)


def _elsewhere(evidence: Evidence, figure: Figure) -> Said:
    """Tell what another source says of the same area and period."""
    rows = evidence.series(evidence.references[0])
    rows = rows[(rows["period_end"] == figure.period_end) & rows["value"].notna()]
    if rows.empty:
        return Said("")
    row = rows.iloc[-1]
    names = join_names([load_sources()[name].name for name in row["source"].split()])
    return say(f"{{}} {row['unit']} in {names}", Shown(row["value"], _decimals(row)))


def _as_people(evidence: Evidence, figure: Figure, base: float) -> Said:
    """Tell how many people a printed share stands for, within its rounding."""
    if isnan(base):
        return Said("")
    number = evidence.printed
    if not isnan(number.upper):
        return say(
            "{} to {} of {} people", base * figure.lower / 100, base * figure.upper / 100, base
        )
    ends = [base * (figure.value + half) / 100 for half in (-number.half, number.half)]
    return say(
        "about {} of {} people ({} to {})",
        base * figure.value / 100, base, np.ceil(ends[0]), floor(ends[1]),
    )  # fmt: skip


def check_benchmark(evidence: Evidence) -> Finding:
    """Set a national figure that is given beside the local one."""
    national, own, *estimate = [evidence.figure(reference) for reference in evidence.references]
    if not evidence.printed.is_of(national.value):
        return Finding(Outcome.DISAGREES, say("{} in the table of figures", (national.value, 1)))
    apart = own.value - national.value
    if isnan(apart):
        return Finding(Outcome.GIVEN, say("no local figure to set beside it"))
    decimals = evidence.printed.decimals
    side = "lower" if apart < 0 else "higher"
    if apart == 0:
        return Finding(Outcome.GIVEN, say("the local figure is the same"))
    if not estimate:
        return Finding(
            Outcome.GIVEN, say(f"the local figure is {{}} {side}", (abs(apart), decimals))
        )
    people = abs(apart) / 100 * estimate[0].value
    fewer = "fewer" if apart < 0 else "more"
    told = say(f"the local figure is {{}} {side}: about {{}} {fewer} people not in treatment",
               (abs(apart), decimals), people)  # fmt: skip
    return Finding(Outcome.GIVEN, told)


def check_context(evidence: Evidence) -> Finding:
    """Pass on what is printed for context."""
    items = evidence.statement.inputs
    return Finding(Outcome.GIVEN, say("{} listed", len(items)) if len(items) > 1 else Said(""))


def check_listed(evidence: Evidence) -> Finding:
    """Count what is listed, beside the number that is printed."""
    counted = len(evidence.statement.inputs)
    agrees = evidence.printed.is_of(counted)
    return Finding(Outcome.REPRODUCED if agrees else Outcome.DISAGREES, say("{} listed", counted))


def check_structure(evidence: Evidence) -> Finding:
    """Count the same lists in two places, beside the numbers that are printed."""
    pairs = [item.split(" / ") for item in evidence.statement.inputs]
    first, second = ([len(part[place].split(";")) for part in pairs] for place in (0, 1))
    printed = [int(text) for text in re.findall(r"(?<!#)\b\d+", evidence.statement.printed)]
    agrees = first == second == printed
    told = say(" + ".join(["{}"] * len(first)) + " in both places", *first)
    if first != second:
        places = " + ".join(["{}"] * len(first))
        told = say(f"{places} in one place, {places} in the other", *first, *second)
    return Finding(Outcome.REPRODUCED if agrees else Outcome.DISAGREES, told)


def check_tracked(evidence: Evidence) -> Finding:
    """Count the milestones that are listed."""
    counted = len(evidence.statement.inputs)
    printed = [int(text) for text in re.findall(r"\d+", evidence.statement.printed)]
    agrees = counted in printed
    return Finding(Outcome.TRACKED if agrees else Outcome.DISAGREES, say("{} counted", counted))


def check_actions(evidence: Evidence) -> Finding:
    """Count the actions of the tracked plan, by how their priority begins."""
    rows = evidence.actions[evidence.actions["area_code"] == evidence.statement.area_code]
    if rows.empty:
        return Finding(Outcome.UNTESTABLE, because=Said("the plan's table of actions is not held"))
    counted = [
        int(rows["priority"].str.startswith(reference.where["priority"]).sum())
        for reference in evidence.references
    ]
    printed = [int(text) for text in re.findall(r"\d+", evidence.statement.printed)]
    told = say(" + ".join(["{}"] * len(counted)) + " counted", *counted)
    return Finding(Outcome.TRACKED if counted == printed else Outcome.DISAGREES, told)


def check_tracked_figure(evidence: Evidence) -> Finding:
    """Hold an action that is counted against the table of figures."""
    count = evidence.figure(evidence.references[0]).value
    agrees = evidence.printed.is_of(count)
    return Finding(Outcome.TRACKED if agrees else Outcome.DISAGREES, say("{} counted", count))


def check_periods(evidence: Evidence) -> Finding:
    """Say of what kind the periods are, and whether one follows the other."""
    first, second = (Period.parse(text) for text in evidence.statement.inputs)
    follows = second.previous() == first if second.months == first.months else False
    if follows:
        return Finding(Outcome.GIVEN, Said(f"{first} and {second}: one follows the other"))
    return Finding(Outcome.DISAGREES, Said(f"{first} and {second} do not follow each other"))


def check_same_period(evidence: Evidence) -> Finding:
    """Compare two periods that are printed for one thing."""
    first, second = (Period.parse(text) for text in evidence.statement.inputs)
    if first == second:
        return Finding(Outcome.REPRODUCED, Said(f"{first} both times"))
    return Finding(Outcome.PRINTING_ERROR, Said(f"{first} and {second} for one plan"))


def check_same_base(evidence: Evidence) -> Finding:
    """Compare the words for the bases of two shares that stand together."""
    first, second = evidence.statement.inputs
    if first == second:
        return Finding(Outcome.REPRODUCED, Said(f"both are of {first}"))
    return Finding(Outcome.PRINTING_ERROR, Said(f"one is of {first}, the other of {second}"))


def check_polarity(evidence: Evidence) -> Finding:
    """Compare which way is better with what the catalogue says."""
    indicator, polarity = evidence.statement.inputs
    own = load_indicators()[indicator].polarity
    agrees = own == polarity
    told = Said(f"the catalogue says {own.replace('_', ' ')}")
    return Finding(Outcome.GIVEN if agrees else Outcome.DISAGREES, told)


def check_absent(evidence: Evidence) -> Finding:
    """Confirm that no figure was carried over, and say what this toolkit holds instead."""
    statement, reference = evidence.statement, evidence.references[0]
    carried = evidence.figures.get((reference.name, statement.area_code))
    ending = f"printed {statement.printed!r}"
    if carried is not None and carried["locator"].str.endswith(ending).any():
        return Finding(Outcome.GIVEN, say("a figure was carried over"))
    series = evidence.series(reference)
    series = series[series["value"].notna()]
    if series.empty:
        return Finding(Outcome.NOT_IN_REPORT, because=Said("nor is a figure at hand"))
    last = series.iloc[-1]
    period = Period.between(last["period_start"].date(), last["period_end"].date())
    told = say(
        f"this toolkit has {{}} {last['unit']} for {period}", Shown(last["value"], _decimals(last))
    )
    return Finding(Outcome.NOT_IN_REPORT, because=told)


def _decimals(row: pd.Series) -> int:
    return 0 if float(row["value"]).is_integer() or abs(row["value"]) >= 1000 else 1


RULES = {
    "absent": check_absent,
    "actions": check_actions,
    "benchmark": check_benchmark,
    "context": check_context,
    "given": check_given,
    "listed": check_listed,
    "periods": check_periods,
    "polarity": check_polarity,
    "same_base": check_same_base,
    "same_period": check_same_period,
    "structure": check_structure,
    "tracked": check_tracked,
    "tracked_figure": check_tracked_figure,
}
"""The rules by the name of the test."""
