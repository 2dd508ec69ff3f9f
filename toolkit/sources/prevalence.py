"""OHID's table of how many people use opiates and crack, as its headings lay it out.

The editions to 2019-20 have two rows of headings: what is estimated over the
columns ("Number of users", "Rate of use per thousand"), drugs and limits under
it. Later ones have one: "Crack cocaine (rate) lower bound 95% CI".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.sources.files import Sheet
from toolkit.sources.worksheets import bare

__all__ = ["Estimates", "find_estimates", "find_year", "is_prevalence"]

_AREA = ("local authority", "area name")
_POPULATION = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+) population", re.IGNORECASE)
_KIND = re.compile(r"\b(number|rate)\b", re.IGNORECASE)
_LIMIT = re.compile(r"\b(lower|upper)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b20\d\d ?(?:to|-|–|/) ?(?:20)?\d\d\b")
_HEADER_WITHIN = 15
_FIGURES = ("value", "lower", "upper")
_DRUGS = ("ocu", "opiates", "crack")


@dataclass(frozen=True)
class Estimates:
    """Where a table's estimates stand.

    Parameters
    ----------
    header : int
        Row of the headings, the upper one of two.
    rows : list of int
        Rows that hold an estimate.
    names : list of str
        Of each row, the area's name, or the region's where that is all.
    columns : dict of (str, str) to dict of str to int
        By ``number`` or ``rate`` and drug, the columns of value, lower and upper.
    population : int
        Column of the population.
    age : str
        Ages of that population.
    """

    header: int
    rows: list[int]
    names: list[str]
    columns: dict[tuple[str, str], dict[str, int]]
    population: int
    age: str


def is_prevalence(sheet: Sheet) -> bool:
    """Return whether a sheet holds such a table, or is meant to."""
    words = {
        word.casefold()
        for row in range(min(_HEADER_WITHIN, len(sheet.rows)))
        for word in _headings(sheet, row)
    }
    return any(_drug(word) for word in words) and any(map(_POPULATION.fullmatch, words))


def find_estimates(sheet: Sheet, problems: list[str]) -> Estimates | None:
    """Find the estimates of a sheet.

    Parameters
    ----------
    sheet : Sheet
        Where to look.
    problems : list of str
        Gains one for each heading that is not there.

    Returns
    -------
    Estimates or None
        None where there are no headings to go by.
    """
    within = range(min(_HEADER_WITHIN, len(sheet.rows)))
    header = next((r for r in within if any(map(_POPULATION.fullmatch, _headings(sheet, r)))), 0)
    heads = _headings(sheet, header)
    folded = [head.casefold() for head in heads]
    area = next((column for column, head in enumerate(folded) if head in _AREA), None)
    columns = _find_columns(heads, _headings(sheet, header + 1))
    problems += [
        f"{sheet.name}, headings in row {header + 1}: expected the {figure} of {drug} ({kind})"
        for kind in ("number", "rate")
        for drug in _DRUGS
        for figure in _FIGURES
        if figure not in columns.get((kind, drug), {})
    ]
    if area is None:
        problems.append(
            f"{sheet.name}, headings in row {header + 1}: expected 'Local authority', "
            f"found {', '.join(repr(head) for head in heads[:3])}"
        )
        return None
    cells = [column for limits in columns.values() for column in limits.values()]
    rows = [
        row
        for row in range(header + 1, len(sheet.rows))
        if not _limits(sheet, row) and sum(bool(sheet.text(row, column)) for column in cells) > 1
    ]
    region = folded.index("region") if "region" in folded else area
    names = [sheet.text(row, area) or sheet.text(row, region) for row in rows]
    population = next(c for c, head in enumerate(heads) if _POPULATION.fullmatch(head))
    ages = _POPULATION.sub(r"\1-\2", heads[population])
    return Estimates(header, rows, names, columns, population, ages)


def find_year(sheet: Sheet, header: int, problems: list[str]) -> Period | None:
    """Return the year of the estimates, which only the title says.

    Parameters
    ----------
    sheet : Sheet
        Where to look.
    header : int
        Row of the headings; the title stands above it.
    problems : list of str
        Gains one where there is no year, or more than one.
    """
    texts = [sheet.text(row, 0) for row in range(header)]
    said = {
        found for text in texts if not text.startswith("http") for found in _YEARS.findall(text)
    }
    try:
        years = {Period.parse(text) for text in said}
    except ParameterError as error:
        problems.append(f"{sheet.name}!A1: {error.summary}")
        return None
    if len(years) != 1:
        found = ", ".join(sorted(said)) or "none"
        problems.append(
            f"{sheet.name}!A1: expected the year of the estimates in the title, as "
            f"'2016 to 2017', found {found}"
        )
        return None
    return years.pop()


def _headings(sheet: Sheet, row: int) -> list[str]:
    width = len(sheet.rows[row]) if row < len(sheet.rows) else 0
    return [bare(sheet.text(row, column)) for column in range(width)]


def _limits(sheet: Sheet, row: int) -> bool:
    return any(map(_LIMIT.search, _headings(sheet, row)))


def _find_columns(heads: list[str], below: list[str]) -> dict[tuple[str, str], dict[str, int]]:
    two_rows = any(map(_LIMIT.search, below))
    found: dict[tuple[str, str], dict[str, int]] = {}
    kind = drug = ""
    for column, head in enumerate(heads):
        named = _KIND.search(head)
        # Over two rows, a heading of the upper one holds until the next.
        kind = named[1].casefold() if named else kind if two_rows and not head else ""
        label = below[column] if two_rows and column < len(below) else head
        drug = _drug(label) or (drug if two_rows else "")
        limit = _LIMIT.search(label)
        if kind and drug and label:
            figure = limit[1].casefold() if limit else "value"
            found.setdefault((kind, drug), {}).setdefault(figure, column)
    return found


def _drug(label: str) -> str:
    """Return the drug that a heading begins with; blank where it names none.

    Examples
    --------
    >>> [_drug(text) for text in ("OCU", "Opiate (number)", "Crack cocaine", "Region")]
    ['ocu', 'opiates', 'crack', '']
    """
    folded = label.casefold()
    if folded.startswith("ocu") or ("opiate" in folded and "crack" in folded):
        return "ocu"
    return next((drug for drug in ("opiates", "crack") if folded.startswith(drug.rstrip("s"))), "")
