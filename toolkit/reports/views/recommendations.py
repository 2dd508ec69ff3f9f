"""Gaps and recommendations as claims: each by a rule, with its evidence and what that does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.analysis.gap import gap_as_people
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.claims import Comparison, Shortfall
from toolkit.presentation.wording import about, count_of
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent
from toolkit.reports.views.findings import key_statements, lacking_subjects
from toolkit.reports.views.statements import Statement

__all__ = ["RULES", "Rule", "recommendations"]

_HEADING = "Gaps and recommendations"


@dataclass(frozen=True)
class Rule:
    """When something is recommended, on what, and what that leaves open.

    Parameters
    ----------
    name : str
        The gap.
    advice : str
        What to do, with ``{what}`` for the measure.
    shows_not : str
        What the evidence does not show.
    evidence : callable
        Takes a statement, returns the sentence that it rests on; blank where the rule does not apply.
    """

    name: str
    advice: str
    shows_not: str
    evidence: Callable[[Statement], str]


def _worse(one: Statement) -> str:
    """Say how far the area is behind the first comparator that it is worse than, and in people."""
    beside = next((other for other in one.comparisons if other.judged), None)
    if beside is None or beside.verdict != "worse":
        return ""
    return " ".join(filter(None, [one.level, beside.sentence(), _people(one, beside)]))


def _people(one: Statement, beside: Comparison) -> str:
    gap = gap_as_people(one.row, beside.other_value)
    claim = Shortfall.of(gap, one.row, beside.measure, beside.place, beside.other)
    return claim.sentence() if claim.known else ""


def _worsening(one: Statement) -> str:
    return one.trend.sentence() if one.way == "worse" else ""


def _unmet(one: Statement) -> str:
    """Say how many people are not reached, where more than half are not."""
    row = one.row
    if one.indicator.statistic != "unmet_need" or not row["value"] > 50 or not row["count"] >= 0:
        return ""
    left = row["denominator"] - row["count"]
    return f"{one.level} That leaves about {about(left)} people." if left > 0 else ""


RULES = (
    Rule(
        "Worse than the comparator",
        "Review {what} with partners",
        "Why it differs: need, recording and services may each differ between the areas.",
        _worse,
    ),
    Rule(
        "Getting worse",
        "Find out what is behind the trend in {what}",
        "Whether it goes on, and what moved it.",
        _worsening,
    ),
    Rule(
        "More than half not reached",
        "Agree how many more people to reach: {what}",
        "How many are in need today: the estimate is modelled, and may be older than the treatment figures.",
        _unmet,
    ),
)
"""Rules by which something is recommended, each once."""


def recommendations(material: Material) -> Section:
    """Return what the figures recommend, each with the rule, its evidence and what that leaves open."""
    cells = [*_found(material), *_lacking(material)]
    if not cells:
        why = (
            f"no rule applies to the figures of {material.area.name}, and no key subject lacks one"
        )
        return absent("recommendations", _HEADING, why)
    advised = count_of(len(cells), "recommendation follows", "recommendations follow")
    return Section(
        "recommendations",
        _HEADING,
        sentences=[
            f"{advised} by the rules below from the figures of this report. None claims a cause."
        ],
        tables=[
            Table(
                f"Gaps and recommendations, {material.area.name}",
                ["Recommendation", "Rule", "Evidence", "What it does not show"],
                cells,
            )
        ],
    )


def _found(material: Material) -> Iterator[list[str]]:
    held = key_statements(material)
    for rule in RULES:
        for one in held:
            if evidence := rule.evidence(one):
                what = one.indicator.noun
                yield [rule.advice.format(what=what), rule.name, evidence, rule.shows_not]


def _lacking(material: Material) -> Iterator[list[str]]:
    """Yield a line for each key subject that a file could fill."""
    for indicator in lacking_subjects(material):
        yield [
            f"Obtain figures of {indicator.noun}",
            "No figure",
            material.why_missing(indicator),
            "That all is well, or that it is not.",
        ]
