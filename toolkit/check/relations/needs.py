"""Unmet need and penetration in running text, from those treated and those estimated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.check.documents import Document
from toolkit.check.figures import Figure
from toolkit.check.findings import Finding, Verdict
from toolkit.check.relations.fractions import fraction_holds
from toolkit.check.sentences import Sentence, find_sentences
from toolkit.check.tolerance import compare, show

__all__ = ["check_needs", "judge_need"]

UNMET = re.compile(
    r"unmet|not (?:in|receiving|accessing|engaged|known to|getting|currently|being|reached)\b|untreated|no treatment|outside treatment"
    r"|treatment gap|missing out|(?:without|going without|yet to (?:receive|access|enter|start)) (?:any |structured )?treatment|out of treatment|leav\w+[^.]{0,30}\bwithout\b"
)
_MET = re.compile(
    r"penetration|met need|coverage|treatment (?:access )?rate|(?:are|were|is) (?:now |currently )?in (?:contact|treatment)|reach(?:es|ed|ing)?\b"
)
_ESTIMATED = re.compile(
    r"estimat\w*|prevalence|depend(?:ent|ency|ence|s)?\b|need(?:s|ing)? (?:treatment|it)"
)
_TREATED = re.compile(
    r"in (?:structured |effective |drug |alcohol |community )?treatment|access(?:es|ed|ing)?\b|receiv\w+|treated|engaged|services|(?:got|had|given|start(?:ed|ing)) treatment"
)
_FEWEST = 2  # people
_IN_EFFECTIVE = re.compile(
    r"(?<!of )(?<!estimated )<C(\d+)> (?:people |clients |adults |individuals )?in (?:effective |structured )?treatment"
)


def check_needs(document: Document) -> Iterator[Finding]:
    """Yield what unmet need, penetration and "one in five are not" come to.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rule ``"unmet need"``.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> text = read_text("With 1,306 in treatment of an estimated 2,042, unmet need is 36.8%.")
    >>> for found in check_needs(text):
    ...     print(found.verdict, found.recomputed)
    disagrees 36.0%
    """
    sentences = list(find_sentences(document))
    for _, group in groupby(sentences, key=lambda one: one.paragraph):
        before: Sentence | None = None
        for sentence in group:
            yield from _check_sentence(sentence, before, sentences)
            before = sentence


def _check_sentence(
    sentence: Sentence, before: Sentence | None, everywhere: Sequence[Sentence]
) -> Iterator[Finding]:
    skeleton = sentence.skeleton
    unmet, met = UNMET.search(skeleton), _MET.search(skeleton)
    said = sentence.numbers("PF")
    if unmet and not said:
        yield from _check_people(sentence)
    if not said or not (unmet or met) or re.search(r"\bif\b", skeleton):
        return
    treated, estimate = _find_both(sentence, before)
    if treated is None or estimate is None or treated is estimate:
        return
    nearest = min(said, key=lambda one: _from_word(sentence, one, bool(unmet)))
    if nearest.role == "P":
        yield judge_need(nearest, treated, estimate, sentence, unmet=bool(unmet))
    else:
        yield _judge_fraction(nearest, treated, estimate, sentence, everywhere, bool(unmet))


def _check_people(sentence: Sentence) -> Iterator[Finding]:
    """Hold "1,900 are not in treatment" against the estimate and those treated in its sentence."""
    counts = [one for one in sentence.numbers("C") if one.value >= _FEWEST and not one.decimals]
    # Items of a list are about things of their own.
    if len(counts) != 3 or ";" in sentence.text[counts[0].end : counts[-1].start]:
        return
    word = UNMET.search(sentence.text.lower())
    led = [one for one in counts if word and one.end <= word.start()]
    printed = led[-1] if led else min(counts, key=lambda one: _from_word(sentence, one, True))
    treated, estimate = sorted((one for one in counts if one is not printed), key=lambda o: o.value)
    if not _ESTIMATED.search(sentence.skeleton) or printed.value >= estimate.value:
        return
    value = estimate.value - treated.value
    note = compare(printed, value)
    made = show(value, printed)
    text = f"{estimate.text} − {treated.text} is {made}" + (f" ({note})" if note else "")
    verdict: Verdict = "disagrees" if note is None else "agrees"
    yield Finding("unmet need", verdict, sentence.place, sentence.text, printed.text, made, text)


def _from_word(sentence: Sentence, figure: Figure, unmet: bool) -> int:
    words = (UNMET if unmet else _MET).finditer(sentence.text.lower())
    return min((abs(word.start() - figure.start) for word in words), default=0)


def _find_both(sentence: Sentence, before: Sentence | None) -> tuple[Figure | None, Figure | None]:
    treated = estimate = None
    for one in (sentence, *([before] if before else [])):
        for number, figure in enumerate(one.figures):
            if figure.role != "C" or figure.value < _FEWEST or figure.decimals:
                continue
            left, right = _around(one, number)
            as_estimate = _ESTIMATED.search(left[-45:] + " | " + right[:70])
            as_treated = _TREATED.search(right[:45]) or _TREATED.search(left[-45:])
            close = re.search(r"estimat|prevalence", left[-30:])
            if as_treated and not close and treated is None:
                treated = figure
            elif as_estimate and estimate is None:
                estimate = figure
    if treated is not None and estimate is None:
        estimate = _larger(sentence, treated)
    if treated is None or estimate is None or treated.value > estimate.value:
        treated, estimate = _only_two(sentence) or (treated, estimate)
    return treated, estimate


def _only_two(sentence: Sentence) -> tuple[Figure, Figure] | None:
    """Take the only two counts of a sentence that speaks of an estimate: the lesser are treated."""
    counts = [one for one in sentence.numbers("C") if one.value >= _FEWEST and not one.decimals]
    if len(counts) != 2 or not _ESTIMATED.search(sentence.skeleton):
        return None
    lesser, greater = sorted(counts, key=lambda one: one.value)
    return lesser, greater


def _larger(sentence: Sentence, treated: Figure) -> Figure | None:
    others = [one for one in sentence.numbers("C") if one is not treated]
    return others[0] if len(others) == 1 and others[0].value > treated.value else None


def _around(sentence: Sentence, number: int) -> tuple[str, str]:
    """Return the words left and right of a figure, up to the next count."""
    figure = sentence.figures[number]
    counts = [one for one in sentence.figures if one.role == "C"]
    left = max((one.end for one in counts if one.end <= figure.start), default=0)
    right = min(
        (one.start for one in counts if one.start >= figure.end), default=len(sentence.text)
    )
    text = sentence.text.lower()
    return text[left : figure.start], text[figure.end : right]


def judge_need(
    printed: Figure, treated: Figure, estimate: Figure, where: Sentence, *, unmet: bool
) -> Finding:
    """Hold a printed unmet need or penetration against those treated and estimated.

    Parameters
    ----------
    printed : Figure
        In per cent.
    treated, estimate : Figure
        People.
    where : Sentence
        Where the printed figure stands.
    unmet : bool
        Whether unmet need is said; penetration otherwise.

    Returns
    -------
    Finding
        Where it disagrees, with how many treated would give what is printed.
    """
    met = 100 * treated.value / estimate.value if estimate.value else float("inf")
    value, other = (100 - met, met) if unmet else (met, 100 - met)
    # An estimate is printed without its decimals.
    ends = [100 * treated.value / (estimate.value + step) for step in (0.5, -0.5)]
    low, high = sorted(abs(100 - end if unmet else end) for end in ends)
    note = compare(printed, value, low, high)
    formula = (
        f"1 − {treated.text} ÷ {estimate.text}" if unmet else f"{treated.text} ÷ {estimate.text}"
    )
    text = f"{formula} is {show(value, printed)}"
    verdict: Verdict = "agrees" if note is not None else "disagrees"
    if note:
        text += f" ({note})"
    elif note is None and compare(printed, other) == "":
        verdict = "agrees in another sense"
        text += f"; {printed.text} is the {'penetration' if unmet else 'unmet need'}"
    elif note is None:
        share = 100 - printed.value if unmet else printed.value
        implied = round(estimate.value * share / 100)
        text += f"; {printed.text} would need {implied:,} in treatment, not {treated.text}"
    rule = "unmet need"
    return Finding(rule, verdict, where.place, where.text, printed.text, show(value, printed), text)


def _judge_fraction(
    said: Figure,
    treated: Figure,
    estimate: Figure,
    sentence: Sentence,
    everywhere: Sequence[Sentence],
    unmet: bool,
) -> Finding:
    def share(people: Figure) -> float:
        met = people.value / estimate.value
        return 1 - met if unmet else met

    holds = fraction_holds(said, share(treated))
    formula = "1 − " if unmet else ""
    text = f"{formula}{treated.text} ÷ {estimate.text} is {100 * share(treated):.1f}%"
    verdict: Verdict = "agrees" if holds else "disagrees"
    for people in _other_treated(everywhere, treated):
        if holds and people.value < estimate.value and not fraction_holds(said, share(people)):
            verdict = "agrees in another sense"
            text += (
                f"; with the {people.text} said elsewhere to be in treatment it is "
                f"{100 * share(people):.1f}%: name the measure"
            )
    printed = f"{said.hedge + ' ' if said.hedge else ''}{said.text}"
    made = f"{100 * share(treated):.1f}%"
    return Finding("unmet need", verdict, sentence.place, sentence.text, printed, made, text)


def _other_treated(everywhere: Sequence[Sentence], treated: Figure) -> Iterator[Figure]:
    known = {treated.value}
    for sentence in everywhere:
        for match in _IN_EFFECTIVE.finditer(sentence.skeleton):
            figure = sentence.figures[int(match[1])]
            if figure.value not in known:
                known.add(figure.value)
                yield figure
