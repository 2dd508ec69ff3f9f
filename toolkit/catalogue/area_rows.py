"""The rows of ``areas.csv`` as text: read, and refused with every fault.

A row is one area under one code, current while ``valid_to`` is blank.
``valid_from`` is blank where the area is older than April 2009 or its start is
not established; both dates are inclusive. ``parents`` are the areas that hold
it whole, ``partly_in`` the integrated care boards that an authority lies
across. A change of code or boundary stands in both rows that it joins. Cells
that hold several values part them by ``|``; a change is ``code:kind``.

The facts are those of the Office for National Statistics' code lists, lookups
and label points (Open Government Licence v3), Public Health Scotland's
geography lookup (the same licence), Fingertips' tree of NHS areas (the same)
and, for where districts lie and when councils ended, mySociety's list of UK
local authorities (CC BY 4.0).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from toolkit.errors import CatalogueError, count_of

__all__ = [
    "CHANGE_KINDS",
    "COLUMNS",
    "NATIONS",
    "TIERS",
    "Row",
    "changes_in",
    "fold_name",
    "parts_of",
    "read_rows",
]

COLUMNS = ("code", "name", "aliases", "tier", "kind", "nation", "parents", "partly_in", "valid_from", "valid_to",
           "predecessors", "successors", "longitude", "latitude", "welsh_name", "note")  # fmt: skip

TIERS = (
    "upper",
    "combined",
    "lower",
    "nation",
    "region",
    "country_group",
    "subregion",
    "nhs_region",
    "icb",
    "health_board",
    "alcohol_and_drug_partnership",
    "health_and_social_care_partnership",
)
"""Every tier; a combined area is upper-tier authorities that publishers print as one."""

NATIONS = {
    "England": "E92000001",
    "Northern Ireland": "N92000002",
    "Scotland": "S92000003",
    "Wales": "W92000004",
}

CHANGE_KINDS = ("recode", "merge", "split", "boundary_change")

Row = dict[str, str]
_CODE = re.compile(r"[EKNSW]\d{8}(\+[EKNSW]\d{8})*")


def fold_name(name: str) -> str:
    """Return a name as it is compared: without case, accents, spaces or punctuation; & is "and".

    Examples
    --------
    >>> fold_name("Bath & North East Somerset") == fold_name("bath and north-east somerset")
    True
    >>> fold_name("Ynys Môn"), fold_name("King’s Lynn")
    ('ynysmon', 'kingslynn')
    """
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def parts_of(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(cell.split("|")) if cell else ()


def changes_in(cell: str) -> tuple[tuple[str, str], ...]:
    """Return the changes of a cell as pairs of code and kind."""
    return tuple((code, kind) for code, _, kind in (part.partition(":") for part in parts_of(cell)))


def read_rows(path: Path) -> dict[str, Row]:
    """Return the rows of the table by code, or refuse it with every fault in it.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns of ``COLUMNS``.

    Raises
    ------
    CatalogueError
        Listing every fault: a blank or impossible cell, a code given twice, a
        parent or change that leads nowhere, a change that stands in one row
        only, a gap between an area and its successor, a name that two current
        areas of a tier share.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise CatalogueError(
                f"{path.name}: the columns are not those of the table of areas",
                [f"expected {', '.join(COLUMNS)}", f"found {', '.join(reader.fieldnames or ())}"],
            )
        rows: dict[str, Row] = {}
        problems: list[str] = []
        for row in reader:
            place = f"row {reader.line_num} ({row['code']})"
            faults = ["the code is given twice"] if row["code"] in rows else [*_faults_in(row)]
            problems += [f"{place}: {fault}" for fault in faults]
            rows.setdefault(row["code"], row)
    problems = problems or [*_faults_of_links(rows), *_shared_names(rows)]
    if problems:
        raise CatalogueError(
            f"{path.name}: {count_of(len(problems), 'fault', 'faults')} in the table of areas",
            problems,
            hint="mend the rows named",
        )
    return rows


def _faults_in(row: Row) -> Iterator[str]:
    if None in row or None in row.values():
        yield f"expected {len(COLUMNS)} cells"
        return
    for column in ("code", "name", "tier", "kind"):
        if not row[column]:
            yield f"{column} is blank"
    if not _CODE.fullmatch(row["code"]):
        yield f"{row['code']!r} is not a code such as E06000026"
    if row["tier"] not in TIERS:
        yield f"tier {row['tier']!r} is not one of {', '.join(TIERS)}"
    if row["nation"] not in NATIONS and row["tier"] != "country_group":
        yield f"nation {row['nation']!r} is not one of {', '.join(NATIONS)}"
    yield from _faults_of_dates(row)
    yield from _faults_of_place(row)
    yield from _faults_of_lists(row)


def _faults_of_dates(row: Row) -> Iterator[str]:
    for column in ("valid_from", "valid_to"):
        try:
            date.fromisoformat(row[column] or "2009-04-01")
        except ValueError:
            yield f"{column} {row[column]!r} is not a date such as 2019-04-01"
            return
    if row["valid_to"] and row["valid_from"] > row["valid_to"]:
        yield f"it ends on {row['valid_to']}, before it starts on {row['valid_from']}"


def _faults_of_place(row: Row) -> Iterator[str]:
    place = row["longitude"], row["latitude"]
    if place == ("", ""):
        if row["tier"] in ("upper", "lower") and not row["valid_to"]:
            yield "longitude and latitude are blank"
        return
    try:
        inside = -9 < float(place[0]) < 2 and 49 < float(place[1]) < 61.5
    except ValueError:
        inside = False
    if not inside:
        yield f"longitude {place[0]!r}, latitude {place[1]!r} is not in the United Kingdom"


def _faults_of_lists(row: Row) -> Iterator[str]:
    seen = {fold_name(row["name"])}
    for alias in parts_of(row["aliases"]):
        if fold_name(alias) in seen or not fold_name(alias):
            yield f"alias {alias!r} says nothing that the name or another alias does not say"
        seen.add(fold_name(alias))
    for column in ("predecessors", "successors"):
        for code, kind in changes_in(row[column]):
            if kind not in CHANGE_KINDS:
                yield f"{column}: {code}: {kind!r} is not one of {', '.join(CHANGE_KINDS)}"
    if row["tier"] in ("upper", "lower") and row["valid_to"] and not row["successors"]:
        yield f"it ended on {row['valid_to']} without a successor"


def _faults_of_links(rows: dict[str, Row]) -> Iterator[str]:
    for code, row in rows.items():
        joined = code.split("+") if "+" in code else []
        across = parts_of(row["partly_in"])
        for other in [*parts_of(row["parents"]), *across, *joined]:
            if other not in rows:
                yield f"{code} {row['name']}: no area has the code {other}, given as parent or part"
        if len(across) == 1:
            yield f"{code} {row['name']}: it cannot lie across {across[0]} alone"
        for column, mirror in (("predecessors", "successors"), ("successors", "predecessors")):
            for other, kind in changes_in(row[column]):
                if other not in rows:
                    yield f"{code} {row['name']}: no area has the code {other}, given in {column}"
                elif (code, kind) not in changes_in(rows[other][mirror]):
                    yield f"{code} {row['name']}: {other} does not give {code}:{kind} in {mirror}"
                elif column == "successors" and not _adjoin(row, rows[other]):
                    days = row["valid_to"] or "no day", rows[other]["valid_from"] or "no day"
                    yield f"{code} {row['name']} ends on {days[0]}, but {other} starts on {days[1]}"


def _adjoin(before: Row, after: Row) -> bool:
    if not before["valid_to"] or not after["valid_from"]:
        return False
    return date.fromisoformat(before["valid_to"]) + timedelta(days=1) == date.fromisoformat(
        after["valid_from"]
    )


def _shared_names(rows: dict[str, Row]) -> Iterator[str]:
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, row in rows.items():
        if not row["valid_to"]:
            names = (code, row["name"], row["welsh_name"], *parts_of(row["aliases"]))
            for name in {fold_name(name) for name in names if name}:
                holders[row["tier"], name].append(code)
    for (tier, name), codes in holders.items():
        if len(codes) > 1:
            yield f"{' and '.join(codes)}: current, of the tier {tier}, and both called {name!r}"
