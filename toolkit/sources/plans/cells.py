"""The cells of a form: words, numbers, days, periods, areas and measures, every fault noted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError, did_you_mean
from toolkit.periods import Period
from toolkit.periods.days import read_day
from toolkit.plans import NOT_PRINTED
from toolkit.sources.cells import parse_numbers
from toolkit.sources.faults import Faults
from toolkit.sources.filled_tables import FilledTable
from toolkit.sources.plans.fields import Field, Form

__all__ = ["WHOLE_FILE", "read_cells"]

WHOLE_FILE = "whole file"
# What a spreadsheet takes for the start of a formula, full width too.
_FORMULA = tuple("=+-@\t＝＋－＠")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_HINT = "mend the cells; `toolkit template` writes the form with what each column means"


class _Cell:
    """One filled cell, and where a fault of it is noted."""

    def __init__(self, text: str, place: str, faults: Faults) -> None:
        self.text, self.place, self.faults = text, place, faults

    def fault(self, reason: str, hint: str = "") -> None:
        self.faults.add(reason, [self.place], hint=hint)


def read_cells(
    table: FilledTable, form: Form, faults: Faults, *, printed: bool = False
) -> pd.DataFrame:
    """Return a form's columns in their types, as the contract names them.

    Parameters
    ----------
    table : FilledTable
        What was filled in.
    form : Form
        Its columns.
    faults : Faults
        Where every cell is noted that cannot be read.
    printed : bool
        Whether the table says what a printed report holds: then "not printed"
        may stand in any cell, and is kept.

    Returns
    -------
    pandas.DataFrame
        One row a filled row; ``not_printed`` names the columns left unsaid.
    """
    columns: dict[str, list[Any]] = {"not_printed": [""] * len(table.cells)}
    for field in form.fields:
        parts = [_read_cell(field, cell, printed) for cell in _cells(table, field, faults)]
        for name in parts[0] if parts else ():
            columns[name] = [part[name] for part in parts]
        for row, text in enumerate(table.column(field.name)):
            if printed and _fold(text) == NOT_PRINTED:
                columns["not_printed"][row] = f"{columns['not_printed'][row]} {field.name}".strip()
    return pd.DataFrame(columns, index=table.cells.index)


def _cells(table: FilledTable, field: Field, faults: Faults) -> Iterator[_Cell]:
    for row, text in enumerate(table.column(field.name)):
        yield _Cell(" ".join(text.split()) or field.default, table.place(row, field.name), faults)


def _read_cell(field: Field, cell: _Cell, printed: bool) -> dict[str, Any]:
    unsaid = printed and _fold(cell.text) == NOT_PRINTED
    if field.needed and not cell.text:
        cell.fault(f"the {field.name.replace('_', ' ')} is blank", hint=_HINT)
    elif not printed and _fold(cell.text) == NOT_PRINTED:
        cell.fault(f"{NOT_PRINTED!r} may stand in a table of a printed report alone", hint=_HINT)
    read: Callable[[Field, _Cell], dict[str, Any]] = _READERS[field.kind]
    if unsaid or not cell.text:
        return _blank(field, unsaid)
    return read(field, cell)


def _blank(field: Field, unsaid: bool) -> dict[str, Any]:
    """Return what stands for a blank cell; words say that a report does not print it."""
    empty = _READERS[field.kind](field, _Cell("", "", Faults()))
    if unsaid and field.kind in ("text", "choice", "due", "period"):
        empty = {name: NOT_PRINTED if value == "" else value for name, value in empty.items()}
    return empty


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _text(field: Field, cell: _Cell) -> dict[str, Any]:
    if cell.text.startswith(_FORMULA):
        cell.fault(
            f"a spreadsheet would take {cell.text!r} for a formula", hint="begin the text with a letter"
        )  # fmt: skip
    return {field.name: cell.text}


def _number(field: Field, cell: _Cell) -> dict[str, Any]:
    read = parse_numbers([cell.text])
    if cell.text and read.state.iloc[0] != "ok":
        cell.fault(f"expected a number, found {cell.text!r}", hint=_HINT)
    return {field.name: float(read.value.iloc[0])}


def _choice(field: Field, cell: _Cell) -> dict[str, Any]:
    word = _fold(cell.text)
    if word and word not in field.choices:
        # Spelt almost alike, "started" and "not started" are opposites.
        near = [one for one in did_you_mean(word, field.choices) if word not in one.split()]
        guess = f": did you mean {near[0]}?" if near else ""
        cell.fault(f"expected one of {', '.join(field.choices)}, found {cell.text!r}{guess}", hint=_HINT)  # fmt: skip
    return {field.name: word if word in field.choices else field.default}


def _flag(field: Field, cell: _Cell) -> dict[str, Any]:
    return {field.name: _choice(field, cell)[field.name] in ("yes", WHOLE_FILE)}


def _area(field: Field, cell: _Cell) -> dict[str, Any]:
    code = ""
    if cell.text:
        try:
            code = find_place(cell.text).code
        except ParameterError as error:
            cell.fault("; ".join([error.summary, *error.problems]), hint=error.hint)
    return {f"{field.name}_code": code}


def _measure(field: Field, cell: _Cell) -> dict[str, Any]:
    """Return an indicator's id and name, or a measure of the partnership's own in its words."""
    known = load_indicators()
    by_name = {one.name.casefold(): one for one in known.values()}
    found = known.get(cell.text) or by_name.get(cell.text.casefold())
    if found:
        return {"measure": found.id, "measure_name": found.name}
    if _ID.fullmatch(cell.text):
        near = did_you_mean(cell.text, known, most=1)
        guess = f": did you mean {near[0]}?" if near else ""
        cell.fault(
            f"no indicator is called {cell.text!r}{guess}",
            hint="`toolkit indicators` lists their ids; an own measure is written in words",
        )
    return {"measure": "", "measure_name": _text(field, cell)[field.name]}


def _period(field: Field, cell: _Cell) -> dict[str, Any]:
    period = None
    if cell.text:
        try:
            period = Period.parse(cell.text)
        except ParameterError as error:
            cell.fault(error.summary, hint=f"for a period, {error.hint}")
    stem = field.name.removesuffix("_period")
    if stem == "national":
        return {field.name: str(period or "")}
    return {
        field.name: str(period or ""),
        f"{stem}_start": pd.Timestamp(period.start) if period else pd.NaT,
        f"{stem}_end": pd.Timestamp(period.end) if period else pd.NaT,
    }


def _day(field: Field, cell: _Cell) -> dict[str, Any]:
    if not cell.text:
        return {field.name: pd.NaT}
    day = _find_day(cell.text, first=field.name == "start")
    if day is None:
        cell.fault(
            f"expected a day such as 2026-03-31 or a month such as March 2026; {_what(cell.text)}",
            hint=_HINT,
        )
    return {field.name: pd.Timestamp(day) if day else pd.NaT}


def _due(field: Field, cell: _Cell) -> dict[str, Any]:
    """Read when a target is due: a day, a month, or the last day of a period."""
    day = _find_day(cell.text, first=False) if cell.text else None
    label = f"{day.day} {day:%B %Y}" if day else ""
    if cell.text and day is None:
        try:
            period = Period.parse(cell.text)
            day, label = period.end, str(period)
        except ParameterError as error:
            cell.fault(error.summary, hint=f"for a period, {error.hint}")
    return {field.name: pd.Timestamp(day) if day else pd.NaT, "due_label": label}


def _find_day(text: str, *, first: bool) -> dt.date | None:
    """Return the day that a text names, of a month its first or last day; None where it names none."""
    iso = _ISO_MONTH.fullmatch(text)
    try:
        plain = f"{dt.date(int(iso[1]), int(iso[2]), 1):%b %Y}" if iso else text
        day = read_day(plain.casefold())
        if day is None or day.year is None:
            return None
        return day.open(day.year) if first else day.close(day.year)
    except (ParameterError, ValueError):
        return None


def _what(text: str) -> str:
    """Say what stands where a day was expected."""
    try:
        period = Period.parse(text)
    except ParameterError as error:
        return f"found {text!r}" if "date stands" in error.summary else error.summary
    return f"found the period {period}, which ends on {period.end}"


_READERS: dict[str, Callable[[Field, _Cell], dict[str, Any]]] = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "flag": _flag,
    "area": _area,
    "measure": _measure,
    "period": _period,
    "day": _day,
    "due": _due,
}
