"""Figures of a partnership's own, in the documented table: one row a printed figure.

The columns are explained in ``data/raw/partnership_reports/README.md``. A
figure that is aimed at is kept apart from what was observed: its measure ends
in ``_target``.
"""

from __future__ import annotations

import re

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.contracts import BASES, SEXES, STATES
from toolkit.errors import ParameterError, SourceError, did_you_mean
from toolkit.periods import Period
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    columns_missing,
    numbers_unread,
    observe,
    period_columns,
)

SOURCE = "partnership_reports"
_ROLES = ("input", "derived", "target", "benchmark")
_NUMBERS = ["count", "denominator", "value", "lower", "upper"]
_MEASURE = re.compile(r"[a-z][a-z0-9_]*")
_CHOICES = {"role": _ROLES, "sex": SEXES, "basis": BASES, "state": STATES}
_COLUMNS = ["report", "section", "printed", "measure", "area_code", "period", "age", "group",
            "grouping_scheme", "unit", "note", *_NUMBERS, *_CHOICES]  # fmt: skip


def _recognises(file: RawFile) -> bool:
    return len({"report", "section", "printed", "measure", "role"} & set(file.header)) >= 3


def _read(file: RawFile) -> Reading:
    columns_missing(file, _COLUMNS)
    table = file.table
    figures = {name: parse_numbers(table[name]) for name in _NUMBERS}
    numbers_unread(file, figures)
    problems = _wrong_choices(table) + _wrong_names(table)
    periods = [_period(text, row + 2, problems) for row, text in enumerate(table["period"])]
    if problems:
        raise SourceError(
            f"{file.path}: {len(problems)} cells cannot be read",
            problems,
            hint="mend the cells; the README beside the tables explains each column",
        )
    rows = pd.DataFrame({name: figure.value for name, figure in figures.items()}).assign(
        **period_columns(periods),
        indicator=table["measure"]
        + ["_target" if role == "target" else "" for role in table["role"]],
        age=table["age"].replace("", "not stated"),
        group=table["group"].replace("", "all"),
        note=table["note"],
        locator=[
            f"row {row + 2}; section {section!r} of the report, printed {printed!r}"
            for row, section, printed in zip(
                table.index, table["section"], table["printed"], strict=True
            )
        ],
        **{name: table[name] for name in ("area_code", "sex", "grouping_scheme", "basis", "state")},
    )
    edition = ", ".join(table["report"].unique())
    return Reading(observe(rows, file, source=SOURCE, edition=edition))


def _wrong_choices(table: pd.DataFrame) -> list[str]:
    problems = []
    for name, allowed in _CHOICES.items():
        for row, text in enumerate(table[name]):
            if text in allowed:
                continue
            near = did_you_mean(text, allowed)
            meant = f": did you mean {near[0]}?" if near else ""
            problems.append(
                f"row {row + 2}, column {name}: expected one of {', '.join(allowed)}, found {text!r}{meant}"
            )
    return problems


def _wrong_names(table: pd.DataFrame) -> list[str]:
    """Name the rows whose measure is no id, or whose area the catalogue does not know."""
    known = known_codes()
    wrong_measures = [
        f"row {row + 2}, column measure: expected an id such as opiate_crack_prevalence, found {text!r}"
        for row, text in enumerate(table["measure"])
        if not _MEASURE.fullmatch(text)
    ]
    return wrong_measures + [
        f"row {row + 2}, column area_code: expected the code of an area, or codes joined by +, found {text!r}"
        for row, text in enumerate(table["area_code"])
        if not known.issuperset(text.split("+"))
    ]


def _period(text: str, row: int, problems: list[str]) -> Period | None:
    if not text.strip():
        return None
    try:
        return Period.parse(text, where=f"row {row}, column period")
    except ParameterError as error:
        problems.append(error.summary)
        return None


LAYOUT = Layout(
    source=SOURCE,
    description="a partnership's own figures, in the project's table (CSV)",
    recognises=_recognises,
    read=_read,
)
