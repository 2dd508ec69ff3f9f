"""The only two values of one kind in a sentence, paired by the words of time and comparison about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from toolkit.check.figures import Figure
from toolkit.check.relations.pairs import Pair
from toolkit.check.relations.spoken_periods import read_spoken
from toolkit.check.sentences import Sentence

__all__ = ["find_lone_pairs", "share_units"]

_NEAR = 45  # letters between a value and the word that puts it in time
_LATE = 999_999
_EARLIER = re.compile(
    r"\b(?:last year|(?:the )?previous(?:ly)?|(?:the )?(?:year|month|quarter) before|a year (?:ago|earlier)|ago|earlier|then|before"
    r"|at the (?:start|beginning|outset)|baseline|initially|originally|at first|used to be)\b"
)
_LATER = re.compile(
    r"\b(?:now|today|this year|latest|current(?:ly)?|at the end|by the end|most recent(?:ly)?|target|to date|at present)\b"
)
_AGAINST_BETWEEN = re.compile(
    r"\b(?:than|against|compared (?:with|to)|versus|vs|(?:above|below|over|under|on) (?:that|the|last|its|our|their)|exceeds?|exceeded"
    r"|from|times|twice|double|half)\b"
)
# What would be is compared with nothing that is.
_SUPPOSED = re.compile(r"\b(?:if|would|could|unless|whether)\b")
_DURATION = re.compile(r"(?P<value>\d+(?:\.\d+)?)[\s-](?P<unit>(?:day|week|month|hour|minute)s?)")
_FIRST_IS_BASE = re.compile(
    r"\b(?:compared (?:with|to)|against|relative to|from|set against)\b[^(]{0,60}$"
)
_TIME_BETWEEN = re.compile(r"\b(?:last|previous|year|from|before|counted|recorded)\b")
_ONWARD = re.compile(
    r"\bto\b(?! the\b)|→|->|⟶|⇒|➔|=>|\b(?:then|becoming|became|followed by|rising|falling|growing)\b"
)
_THAN_NAMED = re.compile(
    r"\b(?:higher|lower|more|fewer|greater|less) than (?:that of |the |in |for )?([A-Z][a-z]+)"
)
# "122, then 301, then 438": a run of values and nothing between them but their order.
_RUN = re.compile(r",?\s?(?:and|then|and then|to|followed by|→)?\s?(?:to\s)?")
_RESPECTIVELY = re.compile(r"\brespectively\b")
_COMPARED = re.compile(
    r"\b(?:compar\w+|against|than|national|england|scotland|wales|average|target|figure|difference|gap|better|worse|year|ratio)\b"
)
_PARTS_BETWEEN = re.compile(
    r"(?<!rate )(?<!figure )(?<!average )(?<!total )(?<!level )(?<!value )\b(?:of|out of|from|in) (?:(?:the|a|an|our|all|some|every|these|about|around|estimated|total)\s)*$|/\s*$|\bof (?:which|whom|these)\b"
)
_CLAUSE = (re.compile(r"[,;]| and | while | but | with "), re.compile(r"\("))
_PLAIN_WORDS_TEXT = """
in of the a an and or to from for at by with per on as was were is are had has have
this last that these it we than against people adults now then year years compared
respectively during when after before who
"""
_PLAIN_WORDS = frozenset(_PLAIN_WORDS_TEXT.split())


def find_lone_pairs(sentence: Sentence, leave: frozenset[Figure] = frozenset()) -> Iterator[Pair]:
    """Yield the only two values of one kind in a sentence, in the order that its words tell.

    Parameters
    ----------
    sentence : Sentence
        With its figures.
    leave : frozenset of Figure
        What says a change or a ratio, and is no value.

    Yields
    ------
    Pair
        Not `Pair.ordered` where the words do not tell which is held against which.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> from toolkit.check.sentences import find_sentences
    >>> one = next(find_sentences(read_text("There were 94 this year and 107 last year.")))
    >>> [(pair.first.text, pair.second.text) for pair in find_lone_pairs(one)]
    [('107', '94')]
    """
    if _SUPPOSED.search(sentence.skeleton):
        return
    values = [one for one in share_units(sentence, leave) if not one.signed]
    values += _read_durations(sentence)
    for role in "RPCM":
        both = [one for one in values if one.role == role]
        if len(both) > 2 and _run_on(sentence, both):
            yield Pair(both[0], both[-1], True)
        if len(both) == 2 and both[0].per == both[1].per:
            left, right = both
            between = sentence.text[left.end : right.start].lower()
            parts = role == "C" and _PARTS_BETWEEN.search(between)
            if not parts and _same_noun(sentence, left, right):
                yield from _order(sentence, left, right, between)


def _run_on(sentence: Sentence, values: list[Figure]) -> bool:
    gaps = [sentence.text[one.end : other.start] for one, other in pairwise(values)]
    return all(_RUN.fullmatch(gap.lower()) for gap in gaps) and any("then" in gap for gap in gaps)


def _name_base(sentence: Sentence, left: Figure, right: Figure) -> Figure | None:
    """Return the value of the area that the sentence says "than" of, where it stands behind its name."""
    named = _THAN_NAMED.search(sentence.text)
    if not named:
        return None
    behind = [
        one
        for one in (left, right)
        if re.search(rf"\b{named[1]}\b[^;,.]{{0,20}}$", sentence.text[: one.start])
    ]
    return behind[0] if len(behind) == 1 else None


def _read_durations(sentence: Sentence) -> list[Figure]:
    """Return the only two lengths of time of a sentence, which are in one unit, as values."""
    known = [(one, _DURATION.fullmatch(one.text)) for one in sentence.numbers("N")]
    found = [(one, match) for one, match in known if match]
    if len(found) != 2 or len({match["unit"].rstrip("s") for _, match in found}) > 1:
        return []
    return [
        replace(
            one,
            role="C",
            value=float(match["value"]),
            end=one.start + len(match["value"]),
            decimals=len(match["value"].partition(".")[2]),
        )
        for one, match in found
    ]


def _same_noun(sentence: Sentence, left: Figure, right: Figure) -> bool:
    """Say whether the words right behind two counts can name one thing."""
    if left.role != "C":
        return True
    nouns = [
        {word.rstrip("s") for word in re.findall(r"[a-z]+", behind[0]) if word not in _PLAIN_WORDS}
        for one in (left, right)
        if (behind := re.match(r" (?:[a-z’'-]+ ?){1,3}", sentence.text[one.end :].lower()))
        and behind[0].split()[0] not in _PLAIN_WORDS
    ]
    return len(nouns) < 2 or bool(nouns[0] & nouns[1])


def share_units(sentence: Sentence, leave: frozenset[Figure] = frozenset()) -> list[Figure]:
    """Return a sentence's values, a bare decimal with the unit of the only rate or share beside it.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> from toolkit.check.sentences import find_sentences
    >>> one = next(find_sentences(read_text("7.5 per 100,000 here, above the 5.5 of England.")))
    >>> [(figure.role, figure.per) for figure in share_units(one)]
    [('R', 100000.0), ('R', 100000.0)]
    """
    values = [one for one in sentence.figures if one not in leave]
    bare = [one for one in values if one.role == "C" and one.decimals]
    for role in "RP":
        known = [one for one in values if one.role == role]
        if len(known) == 1 and len(bare) == 1 and known[0].decimals:
            like = replace(bare[0], role=known[0].role, per=known[0].per)
            return [like if one is bare[0] else one for one in values]
    return values


def _order(sentence: Sentence, left: Figure, right: Figure, between: str) -> Iterator[Pair]:
    times = _time_of(sentence, left, right), _time_of(sentence, right, left)
    skeleton = sentence.skeleton
    if all(times) and times[0] != times[1]:
        early_first = times[0] < times[1]
        yield Pair(*((left, right) if early_first else (right, left)), True)
    elif _RESPECTIVELY.search(skeleton) and (years := _two_years(sentence)):
        early_first = years[0] < years[1]
        yield Pair(*((left, right) if early_first else (right, left)), True)
    elif base := _name_base(sentence, left, right):
        yield Pair(base, right if base is left else left, False)
    elif _FIRST_IS_BASE.search(sentence.text[: left.start].lower()):
        yield Pair(left, right, True)
    elif _AGAINST_BETWEEN.search(between):
        yield Pair(right, left, bool(_TIME_BETWEEN.search(between)))
    elif _ONWARD.search(between):
        yield Pair(left, right, True)
    elif _COMPARED.search(skeleton) or any(times):
        yield Pair(left, right, bool(any(times)), ordered=False)


def _two_years(sentence: Sentence) -> list[int]:
    years = [read_spoken(one.text) for one in sentence.numbers("Y")]
    return years if len(years) == 2 and all(years) and years[0] != years[1] else []


def _time_of(sentence: Sentence, value: Figure, other: Figure) -> int:
    """Put a value in time by the nearest period or word of time on its own side of the other."""
    text = sentence.text.lower()
    low, high = _reach(text, value, other)
    years = [
        (min(abs(one.start - value.end), abs(value.start - one.end)), read_spoken(one.text))
        for one in sentence.numbers("Y")
        if low <= one.start < high and read_spoken(one.text)
    ]
    near = [year for away, year in sorted(years) if away <= _NEAR]
    if near:
        return near[0]
    around = f"{text[max(low, value.start - _NEAR) : value.start]}|{text[value.end : high][:_NEAR]}"
    if _EARLIER.search(around):
        return 1
    return _LATE if _LATER.search(around) else 0


def _reach(text: str, value: Figure, other: Figure) -> tuple[int, int]:
    """Return from where to where words speak of a value: what stands between two is parted by its comma."""
    left, right = sorted((value.end, value.start, other.start, other.end))[1:3]
    ends = [found for pattern in _CLAUSE if (found := pattern.search(text, left, right))]
    parting = ends[0].start() if ends else right
    return (0, parting) if value.start < other.start else (parting if ends else left, len(text))
