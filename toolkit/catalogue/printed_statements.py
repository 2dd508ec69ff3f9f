"""What the printed reports state, statement by statement, and how each is made again."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.catalogue.areas import known_codes
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import CatalogueError, count_of, did_you_mean

__all__ = ["TESTS", "Reference", "Statement", "load_statements", "read_statements"]

_TABLE = Path(__file__).with_name("printed_statements.csv")
_COLUMNS = ("area_code", "section", "about", "printed", "test", "inputs", "table", "reason")
_NEEDED = ("area_code", "section", "about", "printed", "test", "inputs")

TESTS = {
    "actions": "actions of a tracked plan, counted by priority",
    "above_in_every": "a claim that a series is above a level in every period",
    "absent": "a heading or a measure whose figure the report does not print",
    "at_most": "a share not reached, in words, from a number reached and an estimate",
    "benchmark": "a national figure that is given, beside the local one",
    "ceiling": "a figure to stay below another",
    "change": "change from one number to another, in per cent",
    "combined": "a claim that holds for authorities taken together",
    "context": "something listed for context, without a figure",
    "direction": "a rise, in words, from one number to another",
    "given": "a figure that is given, with nothing to make it from",
    "higher_than": "a claim that one area is above others",
    "implied_base": "the base that a count and its share imply",
    "implied_change": "a change that two printed numbers imply",
    "implied_gap": "what a baseline and a target imply",
    "implied_sum": "numbers that printed shares imply, added up",
    "implied_total": "a total that the report does not print",
    "listed": "the number of things listed",
    "lower_since": "a claim that one area is below others in every year since one",
    "lower_than": "a claim that one area is below others",
    "periods": "periods that follow each other",
    "points": "the difference of two shares",
    "polarity": "which way is better",
    "record_high": "a claim that the last of a series is its highest",
    "run_rate": "progress to a target and the rate needed from here",
    "same_as": "a claim that two shares are the same",
    "same_base": "two shares whose bases should be worded alike",
    "same_period": "one thing with two periods",
    "shift": "a shift of shares between two groups",
    "steady_rise": "a claim that a series rises in every year",
    "structure": "lists that should be of the same length in two places",
    "sum": "a whole and its parts",
    "tracked": "milestones that are listed",
    "tracked_figure": "an action that is counted",
    "trend": "a claim of a rise or a fall",
    "unmeasured": "a claim about something that no indicator measures",
    "unmet_need": "the share of an estimate that is not in treatment",
}
"""What is done to make a statement again, by name."""

_OF_WORDS = {"context", "listed", "periods", "polarity", "same_base", "same_period", "structure",
             "tracked"}  # fmt: skip
_OF_INDICATORS = {"above_in_every", "combined", "lower_since", "record_high", "trend"}
_REFERENCE = re.compile(r"([a-z][a-z0-9_]*)(?:\[([^\]]*)\])?")


@dataclass(frozen=True)
class Reference:
    """A figure of a tracked table, or a series of the results: its name and which it is.

    Parameters
    ----------
    name : str
        The measure, or the indicator.
    where : mapping of str to str
        ``area``, ``group``, ``period``, ``age``; of a series ``since``, ``until``
        and what is claimed of it.

    Examples
    --------
    >>> Reference.parse("numbers_in_treatment[group=ocu, period=2023/24]").where["period"]
    '2023/24'
    """

    name: str
    where: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read ``name`` or ``name[key=value, key=value]``.

        Raises
        ------
        CatalogueError
            Where the text is neither.
        """
        found = _REFERENCE.fullmatch(text.strip())
        pairs = (
            [pair.partition("=") for pair in (found[2] or "").split(",") if pair] if found else []
        )
        if not found or not all(equals for _, equals, _ in pairs):
            raise CatalogueError(f"expected name or name[key=value, …], found {text.strip()!r}")
        return cls(found[1], {key.strip(): value.strip() for key, _, value in pairs})


@dataclass(frozen=True)
class Statement:
    """One statement of a printed report.

    Parameters
    ----------
    number : int
        Its place in the table, from 1.
    area_code : str
        Whom the report is about; codes joined by ``+`` for authorities together.
    section : str
        Where in the report it stands.
    about : str
        What it says, in our own words.
    printed : str
        The figure or the words as printed.
    test : str
        One of ``TESTS``.
    inputs : tuple of str
        What the test works with: references, numbers or words.
    table : str
        Printed table that it stands in, whose figures should look alike.
    reason : str
        Why it disagrees or cannot be judged, where that is known.
    """

    number: int
    area_code: str
    section: str
    about: str
    printed: str
    test: str
    inputs: tuple[str, ...]
    table: str = ""
    reason: str = ""

    @property
    def references(self) -> list[Reference]:
        """Every figure or series that the inputs name, in order."""
        return [Reference.parse(text) for text in _named(self)]


def _named(statement: Statement) -> Iterator[str]:
    if statement.test not in _OF_WORDS:
        for item in statement.inputs:
            for text in re.split(r" \+ | of ", item):
                if not text[:1].isdigit() and not text[:1].isupper():
                    yield text


@cache
def load_statements() -> tuple[Statement, ...]:
    """Return every statement of the printed reports, in the order in which they stand there.

    Raises
    ------
    CatalogueError
        With every fault of the table.

    Examples
    --------
    >>> sum(statement.area_code == "E06000026" for statement in load_statements())
    74
    """
    return read_statements(_TABLE)


def read_statements(path: Path) -> tuple[Statement, ...]:
    """Return the statements of a table, or refuse it with every fault in it.

    Parameters
    ----------
    path : Path
        CSV in UTF-8, its columns those of `Statement`, inputs parted by ``|``.

    Raises
    ------
    CatalogueError
        Where a column is missing, a cell blank, or an area, test, reference or
        indicator not known.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise CatalogueError(f"{path.name}: expected the columns {', '.join(_COLUMNS)}")
        rows = [{**row, "row": str(reader.line_num)} for row in reader]
    problems = [f"row {row['row']}: {text}" for row in rows for text in _faults(row)]
    if problems:
        raise CatalogueError(
            f"{path.name}: {count_of(len(problems), 'fault', 'faults')}",
            problems,
            hint="mend the rows named above",
        )
    return tuple(_statement(number, row) for number, row in enumerate(rows, 1))


def _statement(number: int, row: Mapping[str, str]) -> Statement:
    texts = {name: row[name] for name in _COLUMNS if name != "inputs"}
    return Statement(number, inputs=tuple(row["inputs"].split(" | ")), **texts)


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    blank = [name for name in _NEEDED if not row[name].strip()]
    if blank:
        yield f"blank: {', '.join(blank)}"
        return
    if not known_codes().issuperset(row["area_code"].split("+")):
        yield f"no area has the code {row['area_code']}"
    if row["test"] not in TESTS:
        near = did_you_mean(row["test"], TESTS)
        yield f"no test is called {row['test']!r}" + (f": did you mean {near[0]}?" if near else "")
        return
    try:
        references = _statement(0, row).references
    except CatalogueError as error:
        yield error.summary
        return
    for reference in references:
        known = reference.name in load_indicators()
        if row["test"] == "unmeasured" and known:
            yield f"{reference.name} is an indicator by now: the claim can be tested"
        if row["test"] in _OF_INDICATORS and not known:
            near = did_you_mean(reference.name, load_indicators())
            yield f"no indicator {reference.name}" + (f": did you mean {near[0]}?" if near else "")
