"""The forms that a partnership fills in: each column said once, for template, reader and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from toolkit.contracts import SEXES
from toolkit.errors import SourceError
from toolkit.plans import BASES, DIRECTIONS, SIDES, STATUSES

__all__ = ["ACTION_FORM", "FORMS", "TARGET_FORM", "Field", "Form"]

Kind = Literal[
    "text", "number", "marked", "day", "period", "due", "choice", "area", "measure", "flag"
]


@dataclass(frozen=True)
class Field:
    """One column of a form.

    Parameters
    ----------
    name : str
        Its heading, with underscores.
    meaning : str
        What is to stand in it, for the template's notes.
    kind : str
        How a cell is read.
    needed : bool
        Whether a blank cell is a fault.
    choices : tuple of str
        The words that may stand in it.
    default : str
        What a blank cell means.
    """

    name: str
    meaning: str
    kind: Kind = "text"
    needed: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True)
class Form:
    """A table to be filled in.

    Parameters
    ----------
    name : str
        What `toolkit template` calls it.
    fields : tuple of Field
        Its columns, in order.
    telling : frozenset of str
        The headings by which it is known; all must be there.
    row : str
        What a row is.
    """

    name: str
    fields: tuple[Field, ...]
    telling: frozenset[str]
    row: str

    def knows(self, headings: list[str]) -> bool:
        """Return whether folded headings are this form's."""
        own = {field.name for field in self.fields} | {"report", "printed"}
        named = [name for name in headings if name]
        return self.telling <= set(named) and 2 * len(own & set(named)) >= len(named)

    def field(self, name: str) -> Field:
        """Return a column by its name."""
        return next(field for field in self.fields if field.name == name)

    def refuse_blank(self, table: pd.DataFrame, path: Path) -> None:
        """Refuse a form that nobody has filled in yet, and say what it wants.

        Raises
        ------
        SourceError
            Where the table has no rows, with each column that a row must have.
        """
        if table.empty:
            raise SourceError(
                f"{path}: the form has its headings and no rows yet",
                [f"{field.name}: {field.meaning}" for field in self.fields if field.needed],
                hint="fill in these columns at least, a row below the headings for each "
                f"{self.row}, and import the file again",
            )


_AREA = Field("area", "name or code of the authority; codes joined by + for several taken together",
              "area", needed=True)  # fmt: skip
_MEASURE_HELP = (
    "id or name of an indicator of the catalogue (see the lists), or the partnership's own measure in "
    "words"
)
_RESTRICTED = Field("restricted", "yes where the row is not for publication; whole file in any row marks "
                    "them all", "flag", choices=("yes", "no", "whole file"))  # fmt: skip
_NOTE = Field("note", "what a reader must know")

TARGET_FORM = Form(
    "targets",
    (
        Field("plan", "the plan that the target belongs to, with its years", needed=True),
        _AREA,
        Field("name", "what the target is called", needed=True),
        Field("measure", _MEASURE_HELP, "measure", needed=True),
        Field("group", "whom it is about; left out: all", default="all"),
        Field("sex", "persons (left out: persons), male or female", "choice", choices=SEXES, default="persons"),
        Field("age", "age band, such as 18+, 15-64 or under 25"),
        Field("direction", f"what is promised: {', '.join(DIRECTIONS)}, of which a range has two ends", "choice",
              needed=True, choices=DIRECTIONS),
        Field("better", "higher or lower; needed to reach a level of an own measure, of which no catalogue says it",
              "choice", choices=SIDES),
        Field("unit", "%, people, deaths per 100,000 people and so on", needed=True),
        Field("base", "of how many people or events a percentage is a part; needed where the unit is %", "number"),
        Field("baseline", "the figure to begin from: 36 for 36 per cent", "number", needed=True),
        Field("baseline_period", "2024/25, 2023, 2021-23, Oct 2023-Sep 2024; as text", "period", needed=True),
        Field("target", "the figure aimed at; of a range its lower end", "number", needed=True),
        Field("target_upper", "upper end of a range", "number"),
        Field("due", "when: a day (2026-03-31), a month (March 2026) or a period (2025/26)", "due", needed=True),
        Field("national", "the national figure beside it; of a range its lower end", "number"),
        Field("national_upper", "upper end of a national range", "number"),
        Field("national_period", "its period", "period"),
        Field("latest", "the latest figure, where no publisher has it", "number"),
        Field("latest_count", "people or events behind it", "number"),
        Field("latest_period", "its period", "period"),
        Field("basis", "how the figures came about (left out: local); synthetic where national rates are laid over "
              "local people", "choice", choices=BASES, default="local"),
        Field("owner", "who answers for it", needed=True),
        _RESTRICTED,
        _NOTE,
    ),
    frozenset({"target", "direction", "baseline"}),
    "target",
)  # fmt: skip

ACTION_FORM = Form(
    "actions",
    (
        Field("plan", "the plan that the action belongs to, with its years", needed=True),
        _AREA,
        Field("aim", "the aim that it serves"),
        Field("priority", "the priority under that aim"),
        Field("action", "what is done", needed=True),
        Field("owner", "who does it", needed=True),
        Field("start", "a day (2024-04-01) or month (April 2024)", "day"),
        Field("due", "a day (2026-03-31) or month (March 2026)", "day", needed=True),
        Field("milestone", "what shows that it is done, or how far it has come"),
        Field("status", f"how it stands: {', '.join(STATUSES)}", "choice", needed=True, choices=STATUSES),
        Field("stated_on", "day on which the status was last known; left out: it is the present one", "day"),
        Field("evidence", "where it can be seen: minutes, a published table, a contract"),
        Field("measure", f"the measure it should move: {_MEASURE_HELP}", "measure"),
        Field("aimed_at", "number to be reached, where the milestone has one", "number"),
        Field("reached", "number reached so far", "number"),
        Field("as_at", "day or month on which that was counted; needed beside a number reached", "day"),
        Field("unit", "what those numbers count, such as interventions"),
        _RESTRICTED,
        _NOTE,
    ),
    frozenset({"action", "status", "due"}),
    "action",
)  # fmt: skip

FORMS = {form.name: form for form in (TARGET_FORM, ACTION_FORM)}
"""The forms by name."""
