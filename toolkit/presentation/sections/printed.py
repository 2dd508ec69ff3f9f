"""What printed reports state beside what it recomputes to, as a section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from toolkit.analysis.printed.checking import Checked
from toolkit.analysis.printed.evidence import Outcome, Said
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.wording import count_of, number, sentence, signed

__all__ = ["COLUMNS", "HEADING", "cells_of", "count_outcomes", "printed_section", "write_said"]

HEADING = "Printed and recomputed"
COLUMNS = ["Section", "Statement", "Printed", "Recomputed", "Outcome", "Reason"]

_IN_WORDS = {
    Outcome.REPRODUCED: ("is reproduced", "are reproduced"),
    Outcome.CONSISTENT: ("agrees in another sense", "agree in another sense"),
    Outcome.DISAGREES: ("disagrees", "disagree"),
    Outcome.PRINTING_ERROR: ("is a printing error", "are printing errors"),
    Outcome.GIVEN: ("is a figure given as input", "are figures given as input"),
    Outcome.TRACKED: ("is an action or milestone", "are actions or milestones"),
    Outcome.SUPPORTED: ("is a claim that is supported", "are claims that are supported"),
    Outcome.NOT_SUPPORTED: (
        "is a claim that is not supported",
        "are claims that are not supported",
    ),
    Outcome.UNTESTABLE: ("is a claim that cannot be tested", "are claims that cannot be tested"),
    Outcome.NOT_IN_REPORT: ("has no figure in the report", "have no figure in the report"),
}
_APART = (Outcome.DISAGREES, Outcome.PRINTING_ERROR, Outcome.NOT_SUPPORTED)


def printed_section(checked: Sequence[Checked], area: str, sources: Sequence[str] = ()) -> Section:
    """Show every statement of a printed report, agreeing or not, with the reason where known.

    Parameters
    ----------
    checked : sequence of Checked
        Statements of one report and what became of them; at least one.
    area : str
        Name of the area that the report is about.
    sources : sequence of str
        The report, as it is cited.
    """
    apart = [one for one in checked if one.finding.outcome in _APART or one.finding.slips]
    tables = [Table(f"Every printed statement, {area}", COLUMNS, _rows(checked))]
    if apart:
        caption = f"Where print and recomputation part, {area}"
        tables.insert(0, Table(caption, COLUMNS, _rows(apart)))
    return Section(
        "printed",
        HEADING,
        sentences=[
            f"A printed report about {area} makes {count_of(len(checked), 'statement', 'statements')} "
            f"that a figure can be held against: {count_outcomes(checked)}.",
        ],
        tables=tables,
        caveats=[
            "Recomputed figures are rounded half away from zero, to the decimals that are printed.",
            "A claim that cannot be tested is neither right nor wrong: the reason says what is not held.",
        ],
        sources=sources,
    )


def count_outcomes(checked: Iterable[Checked]) -> str:
    """Return how many statements end how, in words."""
    counted = Counter(one.finding.outcome for one in checked)
    return "; ".join(
        f"{number(counted[outcome])} {words[counted[outcome] > 1]}"
        for outcome, words in _IN_WORDS.items()
        if counted[outcome]
    )


def _rows(checked: Iterable[Checked]) -> list[list[str]]:
    return [cells_of(one) for one in checked]


def cells_of(checked: Checked) -> list[str]:
    """Return a statement and what became of it, a cell a column of `COLUMNS`."""
    statement, finding = checked
    slips = [f"printing error: {slip}" for slip in finding.slips]
    why = [*slips, write_said(finding.because), statement.reason]
    return [
        statement.section,
        statement.about,
        statement.printed,
        write_said(finding.recomputed) or "nothing to recompute",
        finding.outcome,
        ". ".join(sentence(text) for text in why if text),
    ]


def write_said(said: Said) -> str:
    """Return what is said with its numbers in it, as the field writes them.

    Examples
    --------
    >>> from toolkit.analysis.printed.evidence import say
    >>> write_said(say("{}% of {}", (36.04, 1), 2042))
    '36.0% of 2,042'
    """
    written = ((signed if one.signed else number)(one.value, one.decimals) for one in said.numbers)
    return said.text.format(*written)
