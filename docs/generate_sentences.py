"""Write docs/sentences.md: every sentence that a report can say, over every state of its numbers.

Run ``python docs/generate_sentences.py`` after the words of a claim have
changed; a test fails until then.
"""

from __future__ import annotations

from math import inf, nan
from pathlib import Path
from typing import Any, get_args

import pandas as pd

from toolkit.analysis.gap import people_needed
from toolkit.catalogue.indicators import load_indicators
from toolkit.presentation.claims import (
    Apart,
    Change,
    Comparison,
    Discrepancy,
    FunnelLevel,
    Gap,
    Gradient,
    Highest,
    Level,
    Measure,
    Missing,
    PrintedChange,
    Projection,
    Rank,
    Shortfall,
    Target,
    Trend,
    Uncertainty,
    UnmetNeed,
)
from toolkit.presentation.claims.missing import Reason

PAGE = Path(__file__).with_name("sentences.md")

DEATHS = Measure("deaths per 100,000 people", 1, "deaths from drug misuse")
SHARE = Measure("%", 1, "adults in treatment who make substantial progress")
ADULTS = Measure("people", 0, "adults in treatment", counts=True)
NEED = Measure("people (estimate)", 0, "adults with alcohol dependence", counts=True, modelled=True)
PUPILS = Measure("pupils (estimate)", 0, "pupils who drank more than 10 units in the last week",
                 counts=True, synthetic=True)  # fmt: skip
ESTIMATE = Measure("% of the estimate", 1)
PLACE, WHEN = "Plymouth", "2019–21"

_HEAD = """# Sentences

Every kind of claim that a report makes, with the sentence and the title that it says of itself over every state that its numbers can be in.
The figures are made up for the purpose. This page is made by `docs/generate_sentences.py` from `toolkit.presentation.claims`.

One rule of rounding: half away from zero, on the decimal number that is printed. A sentence, a title and a label give a modelled number to two significant figures; a table gives it in full, for there it is looked up.
A verdict is said only where the interval carries it, and no cause is claimed anywhere.
"""


def examples() -> dict[str, list[tuple[str, Any]]]:
    """Return the claims of the page: by kind, each with the state that it shows.

    Returns
    -------
    dict of str to list of (str, claim)
    """
    return {
        "Level": _levels(),
        "Uncertainty": _uncertainties(),
        "Missing": [(reason.replace("_", " "), Missing(reason, PLACE, WHEN)) for reason in get_args(Reason)]
        + [
            ("a count without its rate", Missing("suppressed", PLACE, WHEN, DEATHS.noun, 7)),
            ("a count whose population is not held", Missing("no_population", PLACE, WHEN, DEATHS.noun, 47)),
            ("a number of people", Missing("suppressed", PLACE, WHEN, ADULTS.noun)),
            ("period not stated", Missing("missing", PLACE, "")),
        ],
        "Comparison": _comparisons(),
        "Change": _changes(),
        "Trend": _trends(),
        "Rank": _ranks(),
        "Place in a funnel": _funnel_levels(),
        "Highest group": _highest(),
        "Gap": _gaps(),
        "Gap in people or events": _shortfalls(),
        "Unmet need": _unmet_needs(),
        "Target": _targets(),
        "Gradient": _gradients(),
        "Projection": _projections(),
    }  # fmt: skip


def _levels() -> list[tuple[str, Any]]:
    return [
        ("a rate", Level(DEATHS, PLACE, WHEN, 8.0, 6.0, 10.0, count=60)),
        ("a rate of one event", Level(DEATHS, PLACE, WHEN, 0.4, 0.0, 2.1, count=1)),
        ("without an interval", Level(DEATHS, PLACE, WHEN, 7.5)),
        ("a share", Level(SHARE, PLACE, "2023/24", 47.04, 42.0, 52.0)),
        ("negative", Level(ESTIMATE, PLACE, "2023/24", -4.25)),
        ("a rate of 0", Level(DEATHS, PLACE, WHEN, 0.0, 0.0, 1.2, count=0)),
        ("a number", Level(ADULTS, PLACE, "2024/25", 2196)),
        ("a number of one", Level(ADULTS, PLACE, "2024/25", 1)),
        ("modelled, with limits", Level(NEED, PLACE, "2017/18", 3435, 2804, 4402)),
        ("modelled, without limits", Level(NEED, PLACE, "2019/20", 3496)),
        ("synthetic", Level(PUPILS, "Derby", "2019/20", 2300)),
        ("suppressed", Level(DEATHS, PLACE, WHEN, nan, state="suppressed")),
        ("suppressed, with its count", Level(DEATHS, PLACE, WHEN, nan, count=7, state="suppressed")),
        ("not collected", Level(DEATHS, PLACE, WHEN, nan, state="not_collected")),
        ("not published", Level(ADULTS, PLACE, WHEN, nan, state="missing")),
        ("infinite", Level(DEATHS, PLACE, WHEN, inf)),
        ("period not stated", Level(SHARE, PLACE, "", 47.0)),
        ("a name that is markup", Level(SHARE, "<script>alert(1)</script>", "2023/24", 47.0)),
        ("a name with a dollar", Level(SHARE, "$x^2$ & Sons", "2023/24", 47.0)),
        ("a long name", Level(SHARE, "Bournemouth, Christchurch and Poole Council Area", "2023/24", 47.0)),
    ]  # fmt: skip


def _uncertainties() -> list[tuple[str, Any]]:
    return [
        ("of a rate", Uncertainty(DEATHS, 6.0, 10.0)),
        ("of a share", Uncertainty(SHARE, 42.04, 52.0)),
        ("of a modelled number", Uncertainty(NEED, 2804, 4402)),
        ("none", Uncertainty(NEED)),
        ("one limit alone", Uncertainty(DEATHS, 6.0)),
    ]


def _comparisons() -> list[tuple[str, Any]]:
    def beside(value: float, verdict: str = "", **other: Any) -> Comparison:
        return Comparison(DEATHS, PLACE, WHEN, "England", value, 5.1, verdict, **other)

    def stated(**row: Any) -> Comparison:
        usual = {"indicator": "drug_misuse_deaths", "basis": "published", "state": "ok", "count": 60.0,
                 "value": 7.5, "upper": nan, "period_start": pd.Timestamp("2019-01-01"),
                 "period_end": pd.Timestamp("2021-12-31")}  # fmt: skip
        own = pd.Series({**usual, **row})
        other = own.copy().where(own.index != "value", 5.1)
        other["baseline_end"] = pd.Timestamp("2018-12-31")
        declared = load_indicators()[own["indicator"]]
        return Comparison.of(own, other, declared, (PLACE, "England"), "not compared")

    refused = {
        "modelled without limits": {"basis": "modelled", "lower": nan},
        "fewer than 10 events": {"count": 7.0},
        "synthetic": {"indicator": "pupils_drinking_over_10_units_a_week", "count": nan},
        "estimates of different years": {"baseline_end": pd.Timestamp("2017-12-31")},
    }
    return [
        ("worse", beside(8.0, "worse", lower=6.0, upper=10.0, other_count=8361)),
        ("better", beside(4.0, "better", lower=3.0, upper=5.0)),
        ("higher, no polarity", beside(8.0, "higher", lower=6.0, upper=10.0)),
        ("lower, no polarity", beside(4.0, "lower", lower=3.0, upper=5.0)),
        ("similar", beside(6.0, "similar", lower=5.0, upper=7.0)),
        ("interval touches it", beside(6.0, "similar", lower=5.1, upper=7.0)),
        ("on an unreliable rate", beside(8.0, "worse", lower=6.0, upper=10.0, state="unreliable")),
        ("no interval", beside(7.5)),
        *(
            (why, stated(**{"lower": 6.0, "baseline_end": pd.NaT, **row}))
            for why, row in refused.items()
        ),
    ]


def _changes() -> list[tuple[str, Any]]:
    def count(earlier: float, later: float, *size: float) -> Change:
        return Change(ADULTS, PLACE, "2023/24", "2024/25", earlier, later, "percentage", *size)

    def rate(earlier: float, later: float, *size: float) -> Change:
        return Change(DEATHS, PLACE, "2016–18", WHEN, earlier, later, "ratio", *size)

    def share(earlier: float, later: float, *size: float) -> Change:
        return Change(SHARE, PLACE, "2021/22", "2023/24", earlier, later, "points", *size)

    return [
        ("count, up", count(2039, 2196, 7.70, 1.4, 14.4)),
        ("count, down", count(175, 89, -49.14, -60.6, -34.4)),
        ("count, chance not excluded", count(55, 75, 36.36, -3.7, 93.1)),
        ("count, interval touches none", count(100, 120, 20.0, 0.0, 40.0)),
        ("count, without an interval", count(2039, 2196, 7.70)),
        ("count, fourfold", count(170, 693, 307.65, 245.0, 382.0)),
        ("count, from none", count(0, 12)),
        ("count, printed alone", count(nan, nan, 8.0)),
        ("rate, up", rate(5.5, 7.5, 1.364, 1.05, 1.771)),
        ("rate, down", rate(8.0, 6.3, 0.79, 0.7, 0.89)),
        ("rate, chance not excluded", rate(5.5, 6.0, 1.09, 0.72, 1.65)),
        ("rate, on the border", rate(5.5, 7.0, 1.27, 1.01, 1.6)),
        ("rate, fourfold", rate(2.0, 8.2, 4.08, 2.0, 8.3)),
        ("rate, without an interval", rate(5.5, 6.6, 1.2)),
        ("rate, hardly moved", rate(5.5, 5.51, 1.002, 1.001, 1.003)),
        ("rate, from 0", rate(0.0, 7.5)),
        ("rate, infinite ratio", rate(0.0, 7.5, inf, inf, inf)),
        ("share, up", share(79.0, 83.0, 4.0, 1.6, 6.4)),
        ("share, down by one", share(47.0, 46.0, -1.0, -1.9, -0.1)),
        ("share, chance not excluded", share(47.0, 48.0, 1.0, -3.0, 5.0)),
        ("share, without an interval", share(47.0, 48.0, 1.0)),
        ("share, hardly moved", share(47.0, 47.04, 0.04)),
        ("one point", rate(nan, 7.5)),
    ]


def _trends() -> list[tuple[str, Any]]:
    def trend(
        state: str, basis: str = "five single years", polarity: str = "no_judgement"
    ) -> Trend:
        return Trend(PLACE, "2023", state, basis, polarity)

    return [
        ("increasing, lower is better", trend("increasing", polarity="lower_is_better")),
        ("decreasing, lower is better", trend("decreasing", polarity="lower_is_better")),
        ("increasing, higher is better", trend("increasing", polarity="higher_is_better")),
        ("increasing, no polarity", trend("increasing")),
        ("no significant change", trend("no significant change")),
        ("cannot be calculated", trend("cannot be calculated", "the periods overlap")),
        ("not tested", trend("not tested", "a method break in 2016/17 parts the series")),
        ("not tested, no reason", trend("not tested", "")),
    ]


def _funnel_levels() -> list[tuple[str, Any]]:
    levels = ("within", "above 95%", "above 99.8%", "below 95%", "below 99.8%", "not compared")
    return [
        *((level, FunnelLevel(DEATHS, PLACE, WHEN, level, 5.3)) for level in levels),
        ("not in the funnel", FunnelLevel(DEATHS, PLACE, WHEN, "", 5.3)),
        ("no average", FunnelLevel(DEATHS, PLACE, WHEN, "within", nan)),
    ]


def _ranks() -> list[tuple[str, Any]]:
    return [
        ("with its uncertainty", Rank(PLACE, WHEN, 12, 149, 4, 40)),
        ("some without a figure", Rank(PLACE, WHEN, 12, 148, 4, 40, 5)),
        ("one without a figure", Rank(PLACE, WHEN, 12, 152, 4, 40, 1)),
        ("highest", Rank(PLACE, WHEN, 1, 149, 1, 3)),
        ("lowest", Rank(PLACE, WHEN, 149, 149, 120, 149)),
        ("without limits", Rank(PLACE, WHEN, 22, 149)),
        ("sure", Rank(PLACE, WHEN, 3, 149, 3, 3)),
        ("not ranked", Rank(PLACE, WHEN, nan, nan)),
    ]


def _highest() -> list[tuple[str, Any]]:
    part = Measure("% of the caseload", 1)
    own = (part, PLACE, "2024/25", "Opiates and/or crack (OCU)", 59.5)
    return [
        ("with its counts", Highest(*own, 57.4, 61.5, 1306, 2196)),
        ("without interval or counts", Highest(*own)),
        ("no other group has a figure", Highest(*own, alone=True)),
        ("others reach into its interval", Highest(*own, 57.4, 61.5, alike=("Alcohol only",))),
    ]


def _gaps() -> list[tuple[str, Any]]:
    def gap(value: float, treated: float, target: float, printed: float = nan, **other: Any) -> Gap:
        row = {"count": treated, "denominator": 3496.0, "published": printed}
        ways = people_needed(row, target)  # type: ignore[arg-type]
        return Gap(ESTIMATE, PLACE, "2024/25", "England", value, target, ways, **other)

    return [
        ("counted", gap(80.2, 692, 75.9)),
        ("counted and printed", gap(80.2, 692, 75.9, 79.1)),
        ("one person", gap(75.92, 842, 75.9)),
        ("of a group", gap(80.2, 692, 75.9, group="Alcohol")),
        ("within the interval", gap(80.2, 692, 75.9, lower=74.0, upper=85.0)),
        ("reached already", gap(36.0, 2300, 56.8)),
        ("no comparator", Gap(ESTIMATE, PLACE, "2024/25", "England", 80.2, nan, ())),
    ]


def _shortfalls() -> list[tuple[str, Any]]:
    def short(kind: str, *needed: float, note: str = "") -> Shortfall:
        return Shortfall(SHARE, PLACE, "South West", 47.0, kind, *needed, note=note)

    return [
        ("more people", short("more people", 13, 13, 13)),
        ("one", short("fewer people", 1, 1, 1)),
        ("with a range", short("more people in treatment", 112, 40, 190)),
        ("about", Shortfall(DEATHS, PLACE, "South West", 5.8, "fewer events", 22, note="About right if every age group falls by the same share.")),
        ("reached already", short("more people", 0, 0, 0)),
        ("not told", short("", nan, note="The numbers behind the figure are not held.")),
    ]  # fmt: skip


def _unmet_needs() -> list[tuple[str, Any]]:
    made = {"when": "2024/25", "estimate_when": "2019/20", "treated": 692, "need": 3496}
    return [
        ("with limits", UnmetNeed(PLACE, value=80.2, lower=75.3, upper=84.3, **made)),
        ("without limits, old estimate", UnmetNeed(PLACE, value=80.2, years_older=5, **made)),
        ("of a group", UnmetNeed(PLACE, value=80.2, group="Alcohol", **made)),
        ("negative", UnmetNeed(PLACE, value=-10.0, **{**made, "treated": 110, "need": 100})),
        ("no share", UnmetNeed(PLACE, value=nan, **{**made, "treated": 110, "need": 100})),
        ("as printed", UnmetNeed(PLACE, "2024/25", "", 79.1, printed=True)),
        ("printed, suppressed", UnmetNeed(PLACE, "2024/25", "", nan, printed=True, state="suppressed")),
        ("printed and counted apart", Discrepancy(79.1, 80.206, 692, 3496)),
        ("a change, printed and recomputed", PrintedChange("Opiates and/or crack (OCU)", 3.5, 3.5686)),
        ("apart by rounding", Discrepancy(64.9, 64.953, 75, 214, "Crack only")),
    ]  # fmt: skip


def _targets() -> list[tuple[str, Any]]:
    def target(latest: float, status: str, *rest: Any) -> Target:
        return Target(
            SHARE, "Derby", 79.0, 83.0, 81.0, latest, "2022/23", "2026/27", "2024/25", status, *rest
        )

    return [
        ("met", target(84.0, "met")),
        ("on track", target(81.5, "on track", 79.0, 84.0, 18, 9)),
        ("within uncertainty", target(80.5, "within uncertainty", 78.0, 83.0, 30, 15)),
        ("off track", target(78.0, "off track", 77.0, 79.0, 60, 30)),
        ("one person short", target(82.9, "on track", 82.0, 83.5, 1, 1)),
        ("a figure is missing", target(nan, "not known")),
    ]  # fmt: skip


def _gradients() -> list[tuple[str, Any]]:
    by = (PLACE, WHEN, "deprivation decile")
    return [
        ("higher where deprivation is greatest", Gradient(DEATHS, *by, 8.2, 7.7, 8.7, 4.1)),
        ("with what the groups at the ends have", Gradient(DEATHS, *by, 8.2, 7.7, 8.7, 4.1, most=10.1, least=2.9)),
        ("lower where deprivation is greatest", Gradient(SHARE, *by, -6.0, -8.0, -4.0, 0.8)),
        ("chance not excluded", Gradient(DEATHS, *by, 1.0, -0.5, 2.5, 1.2)),
        ("so small that its decimals are lost", Gradient(DEATHS, *by, 0.03, 0.01, 0.05, 1.1)),
        ("without an interval", Gradient(DEATHS, *by, 1.0)),
        ("not given", Gradient(DEATHS, *by, nan)),
        ("groups apart", Apart(DEATHS, PLACE, WHEN, "Men", "Women", 7.4, 2.9, 4.3, 4.7)),
        ("two groups", Apart(DEATHS, PLACE, WHEN, "Men", "Women", 7.4, 2.9, 4.3, 4.7, groups=2)),
        ("groups of shares apart", Apart(SHARE, PLACE, WHEN, "Men", "Women", 47.0, 42.0, 2.0, 8.0)),
        ("groups, chance not excluded", Apart(DEATHS, PLACE, WHEN, "Men", "Women", 7.4, 6.9, -0.3, 1.3)),
        ("groups without intervals", Apart(DEATHS, PLACE, WHEN, "Men", "Women", 7.4, 6.9)),
    ]  # fmt: skip


def _projections() -> list[tuple[str, Any]]:
    def ahead(value: float, *rest: float) -> Projection:
        return Projection(ADULTS, PLACE, "2026/27", "2024/25", value, *rest)

    return [
        ("no change excluded", ahead(2514, 2250, 2790, 2196, 4.2, 0.93, 28)),
        ("fewer", ahead(1914, 1750, 2090, 2196, 4.2, 0.93, 28)),
        ("change not excluded", ahead(2314, 2050, 2590, 2196)),
    ]


def write_page() -> str:
    """Return the page as it should be.

    Returns
    -------
    str
        Markdown.
    """
    parts = [_HEAD]
    for kind, claims in examples().items():
        parts.append(f"## {kind}\n")
        parts.append("| State | Sentence | Title |\n|---|---|---|")
        parts.extend(
            f"| {state} | {_cell(claim.sentence())} | {_cell(claim.finding())} |"
            for state, claim in claims
        )
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _cell(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in r"\<>$|*_`[]" else c for c in text)


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
