"""Printed values held against the results of an area, with the period and edition that fit best."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from toolkit.catalogue.areas import areas_frame
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.check.documents import Document
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding, Verdict
from toolkit.check.sentences import Sentence, find_sentences
from toolkit.check.tolerance import compare, show
from toolkit.disclosure.release import release_results
from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["hold_against", "relation_to"]

_SMALL_WORDS = {
    "and",
    "the",
    "with",
    "who",
    "are",
    "for",
    "not",
    "from",
    "that",
    "per",
    "estimated",
    "number",
    "people",
    "adults",
    "their",
}
_FEWEST_WORDS = 2
# A change, a share of something else, a gap or a forecast is no value of the indicator.
_NOT_A_VALUE = re.compile(
    r"increas|decreas|higher|lower|rose|fell|change|gap|target|more than|fewer|compared|percentage point"
    r"|\bif\b|would|apart|highest|lowest|expected|project(?:ed|ion)|forecast|predict"
)
_NATIONS = frozenset({"England", "Scotland", "Wales", "Great Britain", "United Kingdom"})


class _Indicator(NamedTuple):
    id: str
    name: str
    words: frozenset[str]


def relation_to(area: str) -> Callable[[Document], Iterator[Finding]]:
    """Make the relation that holds a document against the results of an area.

    Parameters
    ----------
    area : str
        Name, alias or code.

    Returns
    -------
    callable
        Takes a document, yields findings of the rule ``"results held"``.

    Raises
    ------
    ParameterError
        Where there is no such area.
    DataError
        Where no data are held.
    """
    place = find_place(area)
    # What is found may be passed on with the document.
    results = release_results(Store(Workspace.current()), "public", place)
    return lambda document: hold_against(document, results, place.name)


def hold_against(document: Document, results: pd.DataFrame, area: str) -> Iterator[Finding]:
    """Yield how printed values stand to results of an area.

    Parameters
    ----------
    document : Document
        As a reader gives it.
    results : pandas.DataFrame
        Under the contract of the results, of one area.
    area : str
        Its name: a sentence that names no area is taken to speak of it.

    Yields
    ------
    Finding
        Only of sentences that name an indicator of which results are held.
    """
    held = set(results["indicator"])
    for sentence in find_sentences(document):
        indicator = _find_indicator(sentence, held)
        if indicator is None or _NOT_A_VALUE.search(sentence.text.lower()):
            continue
        if area not in sentence.text and _names_another(_without_name(sentence, indicator)):
            continue
        of_it = (results["indicator"] == indicator.id) & results["value"].notna()
        # A figure without a period, such as a target's, is no value of any edition.
        rows = results[of_it & (results["period_kind"] != "")]
        figure = _find_value(sentence, area, str(rows["unit"].iloc[0]) if len(rows) else "")
        if figure is not None and len(rows):
            yield _judge(sentence, figure, indicator, rows)


@functools.cache
def _indicators() -> tuple[_Indicator, ...]:
    found = (_Indicator(one.id, one.name, _words(one.name)) for one in load_indicators().values())
    return tuple(sorted(found, key=lambda one: -len(one.words)))


def _words(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{3,}", text.lower())
    return frozenset(word.rstrip("s") for word in words if word not in _SMALL_WORDS)


def _find_indicator(sentence: Sentence, held: set[str]) -> _Indicator | None:
    """Find the indicator whose whole name a sentence says, the longest name first."""
    said = _words(sentence.text)
    for one in _indicators():
        if one.id in held and len(one.words) >= _FEWEST_WORDS and one.words <= said:
            return one
    return None


def _without_name(sentence: Sentence, indicator: _Indicator) -> str:
    """Return a sentence without the indicator's name, which may hold a nation's."""
    return sentence.text.replace(indicator.name, "")


def _names_another(text: str) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in (*_NATIONS, *_area_names()))


@functools.cache
def _area_names() -> frozenset[str]:
    return frozenset(map(str, areas_frame()["name"]))


def _find_value(sentence: Sentence, area: str, unit: str) -> Figure | None:
    if unit.startswith("%"):
        figures = sentence.numbers("P")
    elif "per " in unit:
        scale = re.search(r"per ([\d,]+)", unit)
        per = float(scale[1].replace(",", "")) if scale else 1.0
        figures = [one for one in sentence.numbers("R") if one.per == per]
    else:
        figures = sentence.numbers("C")
    if len(figures) < 2:
        return figures[0] if figures else None
    at = sentence.text.find(area)
    near = [one for one in figures if at >= 0 and abs(one.start - at) < 40]
    return min(near, key=lambda one: abs(one.start - at)) if near else None


def _judge(
    sentence: Sentence, figure: Figure, indicator: _Indicator, rows: pd.DataFrame
) -> Finding:
    periods = _read_periods(sentence)
    said = rows[[_label(row) in periods for row in rows.itertuples()]]
    matching = _match(figure, said)
    if matching:
        return _finding(sentence, figure, "agrees", matching[0], indicator, "")
    rows_said: list[Any] = list(said.itertuples())
    for row in rows_said:
        # "About 2,400" may be said of 2,396, and of no other period's value.
        if (note := compare(figure, float(row.value))) is not None:
            cut: Verdict = "agrees in another sense" if "truncated" in note else "agrees"
            return _finding(sentence, figure, cut, row, indicator, note)
    elsewhere = _match(figure, rows)
    if elsewhere:
        sense = "" if not periods else "of another period than the one printed"
        verdict: Verdict = "agrees in another sense" if periods else "agrees"
        return _finding(sentence, figure, verdict, elsewhere[0], indicator, sense)
    if len(said):
        whole = said[(said["group"] == "all") & (said["sex"] == "persons")]
        row = next((whole if len(whole) else said).itertuples())
        return _finding(sentence, figure, "disagrees", row, indicator, "")
    latest = next(rows.sort_values("period_end", ascending=False).itertuples())
    text = f"no result of “{indicator.name}” is held for what is printed; the latest is of {_label(latest)}"
    place, quote = sentence.place, sentence.text
    return Finding("results held", "cannot be recomputed", place, quote, figure.text, "", text)


def _match(figure: Figure, rows: pd.DataFrame) -> list[Any]:
    ordered = rows.sort_values(["period_end", "source"], ascending=[False, True])
    named: list[Any] = list(ordered.itertuples())
    return [row for row in named if compare(figure, float(row.value)) == ""]


def _read_periods(sentence: Sentence) -> set[str]:
    labels = set()
    periods = sentence.numbers("Y")
    spans = [
        f"{one.text}–{other.text}"
        for one, other in pairwise(periods)
        if sentence.text[one.end : other.start].strip() in ("–", "-", "to")
    ]
    for text in (*(one.text for one in periods), *spans):
        try:
            labels.add(str(Period.parse(text)))
        except (ParameterError, ValueError):
            continue
    return labels


def _label(row: Any) -> str:
    start, end = pd.Timestamp(row.period_start), pd.Timestamp(row.period_end)
    return str(Period(row.period_kind, start.date(), end.date()))


def _finding(
    sentence: Sentence,
    figure: Figure,
    verdict: Verdict,
    row: Any,
    indicator: _Indicator,
    sense: str,
) -> Finding:
    value = show(float(row.value), figure)
    text = f"“{indicator.name}” is {value} in {_label(row)} ({row.source})"
    text += f": {sense}" if sense else ""
    return Finding("results held", verdict, sentence.place, sentence.text, figure.text, value, text)
