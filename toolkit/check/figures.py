"""Figures in running text: what each number is, and what looks like a number but is none."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.check.number_words import FRACTIONS, HUNDREDS, MULTIPLES, WRITTEN, read_words
from toolkit.check.other_numbers import BRACKETED, OTHER, PERIOD

__all__ = ["Figure", "Role", "find_figures", "half_unit"]

# Letters, for they stand in the skeletons on which the relations are written:
# count, percentage, points, rate, times, fraction ("1 in 5"), money, period, nothing to check.
Role = Literal["C", "P", "Q", "R", "X", "F", "M", "Y", "N"]
Hedge = Literal["", "about", "nearly", "under", "over"]

_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = (
    rf"(?P<sign>(?<![\w)])(?:[+−-]|[↑↓▲▼]\s?)(?=\d))?(?<![\w.,])(?P<number>{_DIGITS})(?![\w]*\d)"
)
_SCALE = r"(?:\s?(?P<scale>thousand|million|billion|[mk]\b|bn\b))?"
_CENT = r"\s?(?:%|per\s?cent\b)"
_POINT = rf"{_NUMBER}(?:{_CENT}[\s-]?(?:age\s)?points?|\s?percentage[\s-]points?|\s?pp\b|\s?ppts?\b|[\s-]points?\b)"
# Letters that pass for digits: alone before digits, among digits, and where a noun of people follows.
_PEOPLE = (
    r"(?= (?:people|persons|adults|clients|patients|children|deaths|individuals|residents|kits)\b)"
)
_SUSPECT = (
    r"(?<![\w.,£!:$])£?(?P<number>[Il|]\s?,\s?\d{3}|[Il|]\d{1,2}|\d[\d,]*[lIO][\dlIO,]*|[1-9]O\d+|O\.\d+"
    r"|\d{1,3},(?=[\dOlIS]*[OlIS])[\dOlIS]{3}|[1-9](?=\d*S)[\dS]{1,3}(?<=\d)"
    rf"|\d{{2,3}}S{_PEOPLE}|\d{{1,3}},\d{{2}}{_PEOPLE}|[Il]\.\d{{1,2}}(?=(?:m|bn|k)\b))"
    r"(?!\d|[/:!]|,\d|(?!(?:m|bn|k)\b)\w)"
)
_MAJORITY = r"\b(?:an?|the) (?:(?P<vast>vast|large|great|overwhelming) |clear |small |slight )?(?:majority|(?P<minor>minority))\b(?! ethnic| (?:group|communit))"
_BESIDE = 60  # letters between a figure and the interval that stands behind it
_WORDED = 0.5  # times: "doubled" is said of 1.75 to 2.25, "2 times" of 1.5 to 2.5
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_HEDGES: dict[Hedge, str] = {
    "about": r"about|around|approximately|approx\.?|roughly|circa|some|in the region of|broadly",
    "nearly": r"nearly|almost|just under|just below|close to",
    "over": r"over|more than|above|just over|at least|exceeding|upwards of",
    "under": r"under|less than|fewer than|below|at most|up to",
}
_HEDGED = re.compile(
    r"(?:^|[\s(])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _HEDGES.items())
    + r")(?:\s+an?)?\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """A number of a text.

    Parameters
    ----------
    value : float
        Percentages and points in per cent; fractions as shares of 1.
    text : str
        As printed.
    role : str
        C count, P percentage, Q points, R rate, X times, F fraction, M money, Y period, N none.
    start, end : int
        Where in its text it stands.
    decimals : int
        How many places are printed.
    per : float
        Of a rate, how many people it is for; 1 otherwise.
    hedge : str
        ``"about"``, ``"nearly"``, ``"under"``, ``"over"`` or empty.
    signed : bool
        Whether a plus or minus is printed.
    suspect : str
        What a misprint was read as; empty otherwise.
    """

    value: float
    text: str
    role: Role
    start: int
    end: int
    decimals: int = 0
    per: float = 1
    hedge: Hedge = ""
    signed: bool = False
    suspect: str = ""


def half_unit(figure: Figure) -> float:
    """Return half of the last place printed.

    Examples
    --------
    >>> half_unit(find_figures("36.8%")[0])
    0.05
    """
    trailing = 0.1 if figure.role == "X" and abs(figure.value) < 1 else 1.0
    if figure.role == "X" and not re.search(r"\d", figure.text):
        trailing = min(trailing, _WORDED)
    if re.search(r"million|billion|bn|thousand|\dm\b|\dk\b", figure.text):
        trailing = figure.value / max(float(re.sub(r"[^\d.]", "", figure.text) or 1), 1e-9)
    return float(0.5 * trailing * 10**-figure.decimals)


def find_figures(text: str) -> list[Figure]:
    """Find the figures of a text with their roles.

    Parameters
    ----------
    text : str
        A sentence, a paragraph or a cell.

    Returns
    -------
    list of Figure
        In reading order. Dates, ages, telephone numbers, postcodes, codes, intervals and
        references are among them as N, so that nobody takes them for counts.

    Examples
    --------
    >>> [(one.text, one.role) for one in find_figures("In 2023/24, 1,306 people (64%), 1 in 5, fourfold")]
    [('2023/24', 'Y'), ('1,306', 'C'), ('64%', 'P'), ('1 in 5', 'F'), ('fourfold', 'X')]
    >>> find_figures("I,266 people")[0].suspect
    '1,266'
    >>> [one.role for one in find_figures("call 01752 668000")]
    ['N']
    """
    return list(_scan(text))


# Every relation asks for the figures of the same sentences.
@functools.lru_cache(maxsize=1 << 15)
def _scan(text: str) -> tuple[Figure, ...]:
    found: list[Figure] = []
    taken = [False] * len(text)
    for pattern, make in _GRAMMAR:
        for match in pattern.finditer(text):
            start, end = match.span()
            while end > start and text[end - 1].isspace():
                end -= 1
            if any(taken[start:end]):
                continue
            figure = make(match)
            taken[start:end] = [True] * (end - start)
            found.append(replace(figure, start=start, end=end, text=text[start:end]))
    found.sort(key=lambda figure: figure.start)
    found = _pass_over_intervals(text, found)
    return tuple(
        replace(figure, hedge=figure.hedge or _find_hedge(text[: figure.start])) for figure in found
    )


def _pass_over_intervals(text: str, found: list[Figure]) -> list[Figure]:
    """Take both ends of an interval in brackets for nothing to check: it holds the figure before it."""
    for match in BRACKETED.finditer(text):
        before = [one for one in found if one.end <= match.start() and one.role in "CPQRX"]
        low, high = (
            float(re.sub(r"[^\d.-]", "", match[end].replace("−", "-"))) for end in ("low", "high")
        )
        if before and low <= before[-1].value <= high and match.start() - before[-1].end < _BESIDE:
            found = [
                replace(one, role="N") if match.start() < one.start < match.end() else one
                for one in found
            ]
    return found


def _find_hedge(before: str) -> Hedge:
    match = _HEDGED.search(before[-24:])
    if not match:
        return ""
    return next(name for name in _HEDGES if match[name])


def _read(match: re.Match[str], role: Role, per: float = 1) -> Figure:
    printed = re.sub(r"[,\s]", "", match["number"])
    groups = match.groupdict()
    value = float(printed) * _SCALES.get((groups.get("scale") or "").lower(), 1)
    signed = bool(groups.get("sign"))
    negative = signed and groups["sign"].strip() not in "+↑▲"
    decimals = len(printed.partition(".")[2])
    return Figure(-value if negative else value, "", role, 0, 0, decimals, per, "", signed)


def _read_rate(match: re.Match[str]) -> Figure:
    per = {"million": 1e6, "thousand": 1e3}.get(match["per"].lower())
    return _read(match, "R", per or float(re.sub(r"[,\s]", "", match["per"])))


def _read_suspect(match: re.Match[str]) -> Figure:
    meant = re.sub(r"\s", "", match["number"]).translate(str.maketrans("IlO|S", "11015"))
    if re.fullmatch(r"\d{1,3},\d\d", meant):
        meant = f"{int(meant.replace(',', '')):,}"
    figure = Figure(float(meant.replace(",", "")), "", "C", 0, 0, suspect=meant)
    return replace(figure, role="Y") if re.fullmatch(r"20\d\d", meant) else figure


def _read_in(match: re.Match[str]) -> Figure:
    first, second = (
        float(WRITTEN.get(match[name].lower(), match[name])) for name in ("first", "second")
    )
    return Figure(first / second if second else 0, "", "F", 0, 0)


def _read_majority(match: re.Match[str]) -> Figure:
    if match["minor"]:
        return Figure(0.5, "", "F", 0, 0, hedge="under")
    return Figure(0.6 if match["vast"] else 0.5, "", "F", 0, 0, hedge="over")


def _same(role: Role) -> Callable[[re.Match[str]], Figure]:
    return lambda match: _read(match, role)


def _known(table: dict[str, float], role: Role) -> Callable[[re.Match[str]], Figure]:
    return lambda match: Figure(
        table[re.sub(r"[\s-]+", " ", match["word"].lower())], "", role, 0, 0
    )


def _nothing(role: Role) -> Callable[[re.Match[str]], Figure]:
    return lambda _match: Figure(0, "", role, 0, 0)


def _any(table: dict[str, float]) -> str:
    words = sorted(table, key=len, reverse=True)
    return r"\b(?P<word>" + "|".join(word.replace(" ", r"[\s-]+") for word in words) + r")\b"


def _grammar() -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], Figure]]]:
    ones = "|".join(WRITTEN)
    yield from ((pattern, _nothing("N")) for pattern in OTHER)
    for text, make in (
        (_SUSPECT, _read_suspect),
        (PERIOD, _nothing("Y")),
        (
            rf"\b(?P<first>{ones}|\d)(?: (?:people|persons|person|adults|adult))? (?:in(?: every)?|out of(?: every)?) (?P<second>{ones}|\d\d?|100)\b(?![,.]?\d|%)(?!\s*(?:areas|years|months|weeks|days|wards|localities|districts|places|schools))",
            _read_in,
        ),
        (rf"{_NUMBER}[\s-]?(?:fold\b|times\b(?! (?:a|per)\b))", _same("X")),
        (_any(MULTIPLES), _known(MULTIPLES, "X")),
        (_any(FRACTIONS), _known(FRACTIONS, "F")),
        (_MAJORITY, _read_majority),
        (_POINT, _same("Q")),
        (rf"\b(?P<word>{ones})[\s-](?:percentage )?points?\b", _known(WRITTEN, "Q")),
        (rf"\b(?P<word>{ones}) per\s?cent\b", _known(WRITTEN, "P")),
        (rf"{_NUMBER}{_CENT}", _same("P")),
        (
            rf"{_NUMBER}(?: \w+){{0,2}} (?:per|for every|in every) (?P<per>1,000,000|100,000|10,000|1,000|100\s?000|10\s?000|1000|million|thousand|100)\b(?: (?:people|population|adults|residents|population aged))?",
            _read_rate,
        ),
        (rf"£\s?{_NUMBER.replace('(?<![', '(?<![£', 0)}{_SCALE}", _same("M")),
        (rf"{_NUMBER}{_SCALE}", _same("C")),
        (HUNDREDS, lambda match: Figure(read_words(match[0]), "", "C", 0, 0)),
        (
            r"\b(?P<word>"
            + "|".join(word for word in WRITTEN if word != "one")
            + r")\b(?! of\b(?! (?:the |our |its |all )?\d))",
            _known(WRITTEN, "C"),
        ),
    ):
        # Misprints and codes depend on case; the words of the rest do not.
        yield re.compile(text, 0 if text is _SUSPECT else re.IGNORECASE), make


_GRAMMAR = tuple(_grammar())
