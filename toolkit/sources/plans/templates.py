"""Templates: the forms as a workbook with lists to choose from, as CSV, and a text to begin from.

The workbook keeps to the government's guidance on spreadsheets: a sheet that
explains, one table a sheet from its first cell, frozen headings, no merged
cells, nothing said by colour alone.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import ParameterError, did_you_mean
from toolkit.sources.files import column_name
from toolkit.sources.plans.fields import FORMS, Field, Form
from toolkit.sources.plans.more_forms import CASELOAD_FORM, FIGURES_FORM

__all__ = ["TEMPLATES", "write_template"]

_WORKBOOKS = {**FORMS, "figures": FIGURES_FORM}
# Episodes come as an export, which is CSV.
_TABLES = {**_WORKBOOKS, "caseload": CASELOAD_FORM}
TEMPLATES = (*_TABLES, "commentary")
"""What `toolkit template` can write."""

_ROWS = 1000
_COMMENTARY = """---
area: York
section: drug_misuse_deaths
author: Name, role
date: 2026-03-31
restricted: no
---
Write here what local people know and the figures do not say: one paragraph or a few bullets.

- **Bold**, *italics* and links such as [the minutes](https://www.example.org/minutes) are kept.
- HTML is shown as text, and pictures are refused.
"""


def write_template(name: str, folder: Path, *, as_csv: bool = False, replace: bool = False) -> Path:
    """Write a template.

    Parameters
    ----------
    name : str
        One of `TEMPLATES`.
    folder : Path
        Where to put it.
    as_csv : bool
        Whether a form is written as CSV; a caseload is in any case.
    replace : bool
        Whether a file of its name may be written over.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    ParameterError
        Where there is no such template, or a file of its name is there already:
        it may have been filled in.

    Examples
    --------
    >>> import tempfile
    >>> write_template("targets", Path(tempfile.mkdtemp())).name
    'targets.xlsx'
    """
    if name not in TEMPLATES:
        near = did_you_mean(name, TEMPLATES) or TEMPLATES
        raise ParameterError(f"there is no template {name!r}", hint=f"use {' or '.join(near)}")
    ending = (
        "md" if name == "commentary" else "xlsx" if name in _WORKBOOKS and not as_csv else "csv"
    )
    path = folder / f"{name}.{ending}"
    if path.exists() and not replace:
        raise ParameterError(
            f"{path} is there already, and may have been filled in",
            hint="rename it, write the template to another folder with --folder, or over it with --replace",
        )
    folder.mkdir(parents=True, exist_ok=True)
    if ending == "md":
        path.write_text(_COMMENTARY, encoding="utf-8", newline="\n")
    elif ending == "csv":
        _write_csv(path, _TABLES[name])
    else:
        _write_workbook(path, _WORKBOOKS[name])
    return path


def _write_csv(path: Path, form: Form) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerow([field.name for field in form.fields])


def _write_workbook(path: Path, form: Form) -> None:
    # What begins with = stays text, and the same catalogue makes the same file.
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": f"Template: {form.name}", "created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    title = form.name.capitalize()
    sheets = {name: book.add_worksheet(name) for name in (title, "Columns", "Lists")}
    lists = _lists(form)
    _fill_lists(sheets["Lists"], lists, bold)
    _fill_columns(sheets["Columns"], form, bold)
    _fill_form(sheets[title], book, form, lists)
    book.close()


def _lists(form: Form) -> dict[str, Sequence[str]]:
    """Return each list to choose from, by its heading."""
    kinds = {field.kind for field in form.fields}
    lists: dict[str, Sequence[str]] = {}
    if "area" in kinds:
        lists["area"] = sorted(area.name for area in current_upper_tier())
    if "measure" in kinds:
        lists["measure"] = sorted(load_indicators())
        lists["measure, in words"] = [load_indicators()[name].name for name in lists["measure"]]
    return lists | {field.name: field.choices for field in form.fields if field.choices}


def _fill_lists(sheet: Any, lists: dict[str, Sequence[str]], bold: Any) -> None:
    for column, (head, words) in enumerate(lists.items()):
        sheet.write_string(0, column, head, bold)
        sheet.write_column(1, column, words)
        sheet.set_column(column, column, min(60, 2 + max(map(len, [head, *words]))))
    sheet.freeze_panes(1, 0)


def _fill_columns(sheet: Any, form: Form, bold: Any) -> None:
    lines = [("Column", "Needed", "Meaning"), *_explain(form)]
    for row, cells in enumerate(lines):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, *([bold] if row == 0 else []))
    for column, width in enumerate((20, 10, 110)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)


def _explain(form: Form) -> Iterator[tuple[str, str, str]]:
    for field in form.fields:
        yield field.name, "yes" if field.needed else "no", field.meaning
    yield (
        "all of them",
        "no",
        (
            "Fill in one row each; leave no total and no empty row between. A text may not begin with = + - "
            "or @. Then run: toolkit import FILE. Every fault is listed by its cell, and nothing is kept "
            "until all are mended."
        ),
    )


def _fill_form(sheet: Any, book: Any, form: Form, lists: dict[str, Sequence[str]]) -> None:
    """Write headings over empty cells: text stays text, so that no 2024/25 becomes a date."""
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    for column, field in enumerate(form.fields):
        as_number = field.kind in ("number", "marked")
        sheet.set_column(column, column, max(12, len(field.name) + 2), plain if as_number else text)
        sheet.write_string(0, column, field.name, bold)
        if rule := _validation(field, lists):
            sheet.data_validation(1, column, _ROWS, column, rule)
    sheet.freeze_panes(1, 0)


def _validation(field: Field, lists: dict[str, Sequence[str]]) -> dict[str, Any] | None:
    """Return what a spreadsheet lets stand in a column; it warns where other words may be right."""
    about = {"input_title": field.name, "input_message": field.meaning[:255]}
    name = field.name if field.choices else field.kind
    if name in lists:
        place = column_name(list(lists).index(name))
        return {
            "validate": "list",
            "source": f"=Lists!${place}$2:${place}${len(lists[name]) + 1}",
            "error_type": "stop" if field.choices else "warning",
            "error_title": "Not in the list",
            "error_message": f"See the column {name} of the sheet Lists.",
            **about,
        }
    if field.kind == "number":
        rule = {"validate": "decimal", "criteria": "between", "minimum": -1e9, "maximum": 1e9}
        return (
            rule | {"error_title": "Not a number", "error_message": "Write a number alone."} | about
        )
    return {"validate": "any", **about}
