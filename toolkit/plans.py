"""The tables of what a partnership plans, each column said once: targets, actions, commentary.

They are no observations: nobody measured them. They say what is aimed at, who
does what by when, and what local people write beside the figures.
"""

from __future__ import annotations

from toolkit.contracts import Column, Contract

__all__ = [
    "ACTIONS",
    "BASES",
    "COMMENTARY",
    "DIRECTIONS",
    "NOT_PRINTED",
    "SIDES",
    "STATUSES",
    "TARGETS",
]

DIRECTIONS = ("reach", "stay below", "stay above", "range")
SIDES = ("higher", "lower")
STATUSES = ("not started", "in progress", "complete", "at risk", "stopped")
BASES = ("published", "modelled", "survey", "local", "synthetic")
NOT_PRINTED = "not printed"
"""What stands in a tracked table for what the report does not say."""

_OF_ROW = (
    Column("id", "Name of this row, the same at every build", required=True),
    Column("plan", "The plan or report that it belongs to", required=True),
    Column("area_code", "Official code of the area, or codes joined by + for a combined one", required=True,
           pattern=r"[A-Z]\d{8}(?:\+[A-Z]\d{8})*"),
)  # fmt: skip
_OF_MEASURE = (
    Column("measure", "The indicator of the catalogue; blank where the measure is the partnership's own",
           pattern=r"(?:[a-z][a-z0-9_]*)?"),
    Column("measure_name", "The measure in words"),
)  # fmt: skip
_OF_FILE = (
    Column("restricted", "Not for publication", "bool"),
    Column("not_printed", "Columns of which the report says nothing, separated by spaces"),
    Column("note", "What a reader must know"),
    Column("source", "Which source of the catalogue it came from", pattern=r"[a-z][a-z0-9_]*"),
    Column("file", "File under data/raw that holds it", required=True),
    Column("locator", "Where in the file", required=True),
)  # fmt: skip

TARGETS = Contract(
    "targets",
    (
        *_OF_ROW,
        Column("name", "What the target is called", required=True),
        *_OF_MEASURE,
        Column("group", "Whom it is about, in words or as a member of a grouping scheme", required=True),
        Column("sex", "Persons, male or female", allowed=("persons", "male", "female")),
        Column("age", "Age band; blank where the target does not say"),
        Column("direction", "What is promised of the measure", allowed=(*DIRECTIONS, NOT_PRINTED)),
        Column("better", "Which way is better", allowed=("", *SIDES)),
        Column("unit", "Unit of baseline, target and latest", required=True),
        Column("base", "Of how many people or events a percentage is a part", "float64"),
        Column("baseline", "The figure that the target begins from", "float64"),
        Column("baseline_period", "Its period, as a reader sees it"),
        Column("baseline_start", "First day of that period", "datetime64[ms]"),
        Column("baseline_end", "Last day of that period", "datetime64[ms]"),
        Column("target", "What is aimed at; of a range its lower end", "float64"),
        Column("target_upper", "Upper end of a range", "float64"),
        Column("due", "Last day by which it is to be reached", "datetime64[ms]"),
        Column("due_label", "The same as a reader sees it"),
        Column("national", "The national figure beside it; of a range its lower end", "float64"),
        Column("national_upper", "Upper end of a national range", "float64"),
        Column("national_period", "Period of the national figure"),
        Column("latest", "The latest figure, where no publisher has one", "float64"),
        Column("latest_count", "People or events behind it", "float64"),
        Column("latest_period", "Its period, as a reader sees it"),
        Column("latest_start", "First day of that period", "datetime64[ms]"),
        Column("latest_end", "Last day of that period", "datetime64[ms]"),
        Column("basis", "How the figures came about", allowed=BASES),
        Column("owner", "Who answers for it", required=True),
        *_OF_FILE,
    ),
)  # fmt: skip
"""Contract of the targets: one row a promise about a measure."""

ACTIONS = Contract(
    "actions",
    (
        *_OF_ROW,
        Column("aim", "The aim that it serves"),
        Column("priority", "The priority under that aim"),
        Column("action", "What is done", required=True),
        Column("owner", "Who does it", required=True),
        Column("start", "First day", "datetime64[ms]"),
        Column("due", "Last day by which it is to be done", "datetime64[ms]"),
        Column("milestone", "What shows that it is done, or how far it has come"),
        Column("status", "How it stands", allowed=(*STATUSES, NOT_PRINTED)),
        Column("stated_on", "Day on which that status was stated; missing where it is the present one", "datetime64[ms]"),
        Column("evidence", "Where it can be seen; blank where there is none"),
        *_OF_MEASURE,
        Column("aimed_at", "Number to be reached, where the milestone has one", "float64"),
        Column("reached", "Number reached so far", "float64"),
        Column("as_at", "Day on which that was counted", "datetime64[ms]"),
        Column("unit", "What those numbers count"),
        *_OF_FILE,
    ),
)  # fmt: skip
"""Contract of the actions: one row a thing that somebody does."""

COMMENTARY = Contract(
    "commentary",
    (
        *(column for column in _OF_ROW if column.name != "plan"),
        Column("section", "The section that it stands beside", required=True),
        Column("author", "Who wrote it", required=True),
        Column("written", "When", "datetime64[ms]", required=True),
        Column("text", "The Markdown", required=True),
        *(column for column in _OF_FILE if column.name != "not_printed"),
    ),
)
"""Contract of the commentary: one row a text beside a section."""
