"""Write docs/indicators.md from the declarations of toolkit.catalogue.

Run ``python docs/generate_indicators.py`` after a declaration has changed; a
test fails until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.catalogue.framework import FrameworkMeasure, load_framework
from toolkit.catalogue.indicators import Indicator, load_project_indicators
from toolkit.catalogue.measures import Measure

PAGE = Path(__file__).with_name("indicators.md")

_HEAD = """# Indicators

Every indicator of the catalogue, what it is, whom it is about and what it is made from. This page is made from the declarations in
`toolkit/catalogue/indicators/` by `docs/generate_indicators.py`. `toolkit indicators` lists the same with what is held at the moment.

An indicator is found by its id, by its name, and by what others call it: its number in Fingertips or ScotPHO, or its short name in
the first draft of this catalogue. A number marked as not verified is never read.
"""

_AVAILABLE = {
    "authority": "by local area, public and read here",
    "national_only": "no authority level",
    "restricted": "restricted",
    "discontinued": "discontinued",
    "no_source_held": "no source held",
    "derived": "made from other indicators",
}
_POLARITIES = {
    "lower_is_better": "lower is better",
    "higher_is_better": "higher is better",
    "no_judgement": "no judgement",
}
_TIERS = {
    "upper": "upper-tier authorities",
    "lower": "lower-tier authorities",
    "region": "regions",
    "nation": "nations",
    "country_group": "nations together",
    "icb": "integrated care boards",
    "health_board": "health boards",
    "alcohol_and_drug_partnership": "alcohol and drug partnerships",
    "area_planning_board": "area planning boards",
    "police_force": "police forces",
    "community_safety_partnership": "community safety partnerships",
}
_OTHERS = {"fingertips": "Fingertips {}", "scotpho": "ScotPHO {}", "draft": "`{}`"}


def write_page() -> str:
    """Return the page as it should be.

    Returns
    -------
    str
        Markdown.
    """
    indicators = list(load_project_indicators().values())
    parts = [_HEAD, _write_summary(indicators), _write_framework(indicators)]
    for domain in dict.fromkeys(indicator.domain for indicator in indicators):
        own = [indicator for indicator in indicators if indicator.domain == domain]
        parts.append(f"## {domain.replace('_', ' ').capitalize()}\n")
        parts.extend(_describe(indicator) for indicator in own)
    return "\n".join(parts).rstrip() + "\n"


def _write_summary(indicators: Sequence[Indicator]) -> str:
    counted = [
        (words, sum(indicator.availability == state for indicator in indicators))
        for state, words in _AVAILABLE.items()
    ]
    rows = [(words.capitalize(), str(number)) for words, number in counted]
    return "\n".join(
        [f"{len(indicators)} indicators:\n", *_table(["Figures", "Indicators"], rows), ""]
    )


def _write_framework(indicators: Sequence[Indicator]) -> str:
    lines = [
        "## National Combating Drugs Outcomes Framework\n",
        "Eleven headline measures, and the supporting ones that are known by name. Each has a source of its own.\n",
    ]
    headings = ["Measure", "Outcome", "Source", "Indicators"]
    for kind in ("headline", "supporting"):
        rows = [
            (one.name, one.outcome or "–", one.source or "–", _tagged(one, indicators))
            for one in load_framework().values()
            if one.kind == kind
        ]
        lines += [f"### {kind.capitalize()} measures\n", *_table(headings, rows), ""]
    return "\n".join(lines)


def _tagged(one: FrameworkMeasure, indicators: Iterable[Indicator]) -> str:
    if one.without_indicator:
        return one.without_indicator
    return "<br>".join(
        f"[{indicator.id}](#{indicator.id})"
        + (
            ""
            if indicator.availability == "authority"
            else f": {_AVAILABLE[indicator.availability]}"
        )
        for indicator in indicators
        if indicator.framework == one.id
    )


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(headings)} |",
        f"|{'---|' * len(headings)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def _describe(indicator: Indicator) -> str:
    facts = {
        "Id": f"`{indicator.id}`",
        "Also called": _also_called(indicator),
        "Unit": indicator.unit,
        "About": _about(indicator),
        "Made as": _made_as(indicator),
        "Reads": _listed(indicator.numerator),
        "Out of": _listed([indicator.denominator] if indicator.denominator else []),
        "Beside what is printed": _listed(indicator.published),
        "Published for": f"{', '.join(_TIERS[tier] for tier in indicator.tiers)} in {', '.join(indicator.nations)}",
        "Judged": _POLARITIES[indicator.polarity]
        + ("" if indicator.comparable else "; areas are never set against each other"),
        "New series from": "; ".join(f"{new.before}: {new.reason}" for new in indicator.breaks),
        "To be had": f"{_AVAILABLE[indicator.availability]}. {indicator.availability_reason or ''}".strip(),
        "National framework": load_framework()[indicator.framework].name
        if indicator.framework
        else "",
    }
    lines = [
        f'### <a id="{indicator.id}"></a>{indicator.name}\n',
        f"{indicator.why_it_matters}\n",
        *(f"- {caveat}" for caveat in indicator.caveats),
        "" if indicator.caveats else None,
        *_table(["", ""], [(name, fact) for name, fact in facts.items() if fact]),
        "",
        f"Sources: {'; '.join(indicator.references)}.\n",
    ]
    return "\n".join(line for line in lines if line is not None)


def _also_called(indicator: Indicator) -> str:
    return ", ".join(
        _OTHERS[kind].format(name) + (" (not verified)" if kind in indicator.ids_unverified else "")
        for kind, name in indicator.ids.items()
    )


def _about(indicator: Indicator) -> str:
    window = indicator.period
    lasting = {
        "survey": "one survey" if window.years == 1 else f"surveys of {window.years} years",
        "snapshot": "one day",
        "rolling": "twelve months from any month",
    }.get(window.kind, f"{window.years} {window.kind} year{'s' * (window.years > 1)}")
    return f"{indicator.population.sex}, {indicator.population.age}; {lasting}"


def _made_as(indicator: Indicator) -> str:
    made = [indicator.published_as or indicator.statistic]
    said = "published" if indicator.statistic == "published" else "reckoned here"
    facts = [made[0].replace("_", " "), *([said] if indicator.numerator else [])]
    facts += [f"standard: {indicator.standard}"] if indicator.standard else []
    facts += [f"interval: {indicator.interval}"] if indicator.interval else []
    return "; ".join(dict.fromkeys(facts))


def _listed(measures: Iterable[Measure]) -> str:
    return "<br>".join(_measure(measure) for measure in measures)


def _measure(measure: Measure) -> str:
    limits = {
        "source": measure.source,
        "edition": measure.edition,
        "ages": ", else ".join(measure.ages),
        "group": measure.group,
        "groups": " + ".join(measure.groups),
    }
    said = ", ".join(f"{name} {limit}" for name, limit in limits.items() if limit)
    return " + ".join(f"`{name}`" for name in measure.names) + (f" ({said})" if said else "")


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
