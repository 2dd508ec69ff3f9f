"""The project's table of figures, one row a figure: cells checked, rows made of them.

Two readers share it: one of the figures that printed reports hold, one of a
partnership's own. The columns are explained in
``data/raw/partnership_reports/README.md``.
"""

from __future__ import annotations

import re

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.contracts import BASES, SEXES, STATES
from toolkit.errors import ParameterError, did_you_mean
from toolkit.periods import Period
from toolkit.sources.cells import parse_numbers
from toolkit.sources.faults import Faults
from toolkit.sources.filled_tables import FilledTable
from toolkit.sources.reading import period_columns
from toolkit.sources.repeats import joint_state

__all__ = ["COLUMNS", "HINT", "NOTED", "NUMBERS", "make_rows"]

NUMBERS = ("count", "denominator", "value", "lower", "upper")
_ROLES = ("input", "derived", "target", "benchmark")
_CHOICES = {"role": _ROLES, "sex": SEXES, "basis": BASES, "state": STATES}
NOTED = "?"
"""What stands for the code of an area whose name was noted as a fault already."""
HINT = "mend the cells; the README beside the tables explains each column"
COLUMNS = ("report", "section", "printed", "role", "measure", "measure_name", "area_code",
           "area_name", "period", "sex", "age", "group", "grouping_scheme", *NUMBERS, "unit",
           "basis", "state", "due", "restricted", "note")  # fmt: skip
_MEASURE = re.compile(r"[a-z][a-z0-9_]*")


def make_rows(table: FilledTable, faults: Faults | None = None) -> pd.DataFrame:
    """Return the columns of the observations that the table holds, but for locators.

    Parameters
    ----------
    table : FilledTable
        What was filled in.
    faults : Faults, optional
        What is wrong with the table besides, told in the same error.

    Raises
    ------
    SourceError
        Naming every cell that cannot be read.
    """
    figures = {name: parse_numbers(table.column(name)) for name in NUMBERS}
    faults = Faults() if faults is None else faults
    faults.hint = faults.hint or HINT
    for name, numbers in figures.items():
        for row, text in numbers.unread:
            faults.add(f"expected a number, found {text!r}", [table.place(row, name)])
    _note_choices(table, faults)
    _note_names(table, faults)
    periods = [
        _period(text, table.place(row, "period"), faults)
        for row, text in enumerate(table.column("period"))
    ]
    faults.refuse(table.file)
    state = table.column("state")
    printed = joint_state(figures["count"].state, figures["value"].state)
    aimed = table.column("role") == "target"
    return pd.DataFrame({name: numbers.value for name, numbers in figures.items()}).assign(
        **period_columns(periods),
        indicator=table.column("measure") + aimed.map({True: "_target", False: ""}),
        age=table.column("age").replace("", "not stated"),
        group=table.column("group").replace("", "all"),
        state=state.where(state != "", printed),
        **{name: table.column(name) for name in ("area_code", "sex", "grouping_scheme", "basis", "note")},
    )  # fmt: skip


def _note_choices(table: FilledTable, faults: Faults) -> None:
    for name, allowed in _CHOICES.items():
        # A blank state is read from the figures where the reader says so.
        accepted = (*allowed, "") if table.defaults.get(name) == "" else allowed
        for row, text in enumerate(table.column(name)):
            if text in accepted:
                continue
            near = did_you_mean(text, allowed)
            meant = f": did you mean {near[0]}?" if near else ""
            reason = f"expected one of {', '.join(allowed)}, found {text!r}{meant}"
            faults.add(reason, [table.place(row, name)])


def _note_names(table: FilledTable, faults: Faults) -> None:
    """Note the cells whose measure is no id, or whose area the catalogue does not know."""
    known = known_codes()
    for row, text in enumerate(table.column("measure")):
        if not _MEASURE.fullmatch(text):
            reason = f"expected an id such as opiate_crack_prevalence, found {text!r}"
            faults.add(reason, [table.place(row, "measure")])
    for row, text in enumerate(table.column("area_code")):
        if text != NOTED and not known.issuperset(text.split("+")):
            reason = f"expected the code of an area, or codes joined by +, found {text!r}"
            faults.add(reason, [table.place(row, "area_code")])


def _period(text: str, place: str, faults: Faults) -> Period | None:
    if not text.strip():
        return None
    try:
        return Period.parse(text)
    except ParameterError as error:
        faults.add(error.summary, [place], hint=f"for a period, {error.hint}")
        return None
