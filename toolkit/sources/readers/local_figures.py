"""A partnership's own figures, in the project's table: CSV, or the first sheet that holds it.

The same columns as those of printed reports, most of which may be left out.
What is read here is kept apart from what the project tracks and publishes: a
row, or the whole file, can be marked restricted.
"""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError, SourceError, count_of, did_you_mean
from toolkit.sources.cells import parse_numbers
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.filled_tables import FilledTable, is_headed, open_table
from toolkit.sources.own_figures import COLUMNS, HINT, NOTED, make_rows
from toolkit.sources.plans.more_forms import FIGURES_FORM
from toolkit.sources.reading import Layout, Reading, observe
from toolkit.sources.repeats import join_repeats

SOURCE = "local_figures"
_DEFAULTS = {"role": "input", "sex": "persons", "basis": "local", "state": ""}
_REQUIRED = (("measure",), ("period",), ("area_code", "area_name"), ("count", "value"))
_RESTRICTED = {"yes": True, "true": True, "no": False, "false": False, "": False}
_WHOLE = "whole file"
_NO_NUMBER = ("suppressed", "missing", "not_collected")


def _recognises(file: RawFile) -> bool:
    tracked = "report" in file.header and "restricted" not in file.header
    return not tracked and is_headed(file, _is_own)


def _is_own(names: list[str]) -> bool:
    """Judge a header: most of its columns are this table's, some that few others have."""
    named = [name for name in names if name]
    own = set(COLUMNS) & set(named)
    telling = len(own & {"measure", "count", "value", "role", "grouping_scheme", "restricted"})
    mostly = len(own) >= 4 and 5 * len(own) >= 3 * len(named)
    others = {"indicator", "target", "action"} & set(named)
    return mostly and telling >= 2 and not others


def _read(file: RawFile) -> Reading:
    table = open_table(file, _is_own, _DEFAULTS)
    _require(table)
    FIGURES_FORM.refuse_blank(table.cells, file.path)
    faults = Faults(hint=HINT)
    table = _with_codes(table, faults)
    _note_doubtful(table, faults)
    restricted = _restricted(table, faults)
    rows = make_rows(table, faults).assign(
        restricted=restricted,
        locator=[table.row_name(row) for row in range(len(table.cells))],
    )
    edition = ", ".join(filter(None, table.column("report").unique()))
    return Reading(observe(join_repeats(rows, file), file, source=SOURCE, edition=edition))


def _require(table: FilledTable) -> None:
    held = list(table.cells.columns)
    absent = [" or ".join(names) for names in _REQUIRED if not set(names) & set(held)]
    if absent:
        spare = [name for name in held if name not in COLUMNS]
        raise SourceError(
            f"{table.file.path}: {count_of(len(absent), 'column that is needed is', 'columns that are needed are')} not there",
            [
                f"headings: expected a column {name}, "
                f"found {', '.join(map(repr, did_you_mean(name, held) or spare or held))}"
                for name in absent
            ],
            hint="the README beside the partnership reports explains each column",
        )


def _with_codes(table: FilledTable, faults: Faults) -> FilledTable:
    """Put codes in place of areas that stand by name; a name that is not known is noted."""
    written = table.column("area_code")
    written = written.where(written != "", table.column("area_name"))
    codes = known_codes()
    found: dict[str, str] = {}
    for text in written.unique():
        # What holds a figure is meant for a code, and told as one.
        if not text or codes.issuperset(text.split("+")) or any(map(str.isdigit, text)):
            continue
        try:
            found[text] = find_place(text).code
        except ParameterError as error:
            rows = written.index[written == text]
            places = [table.place(row, _area_column(table, row)) for row in rows]
            faults.add("; ".join([error.summary, *error.problems]), places, hint=error.hint)
            found[text] = NOTED
    cells = table.cells.assign(area_code=written.replace(found))
    return FilledTable(table.file, cells, table.place, table.defaults)


def _area_column(table: FilledTable, row: int) -> str:
    return "area_code" if table.column("area_code")[row] else "area_name"


def _restricted(table: FilledTable, faults: Faults) -> pd.Series[bool]:
    """Return which rows are not for publication; one mark can stand for all."""
    texts = table.column("restricted").str.strip().str.casefold()
    for row, text in enumerate(texts):
        if text not in (*_RESTRICTED, _WHOLE):
            reason = f"expected yes, no or {_WHOLE!r}, found {text!r}"
            faults.add(reason, [table.place(row, "restricted")])
    if (texts == _WHOLE).any():
        return pd.Series(True, index=texts.index)
    return texts.map(_RESTRICTED).fillna(False).astype(bool)


def _note_doubtful(table: FilledTable, faults: Faults) -> None:
    """Note the cells that can be read but not believed."""
    value, count, base, lower, upper = (
        parse_numbers(table.column(name)).value
        for name in ("value", "count", "denominator", "lower", "upper")
    )
    per_cent = table.column("unit") == "%"
    hidden = table.column("state").isin(_NO_NUMBER) & (value.notna() | count.notna())
    # A spreadsheet keeps 36% as 0.36.
    share = per_cent & (value > 0) & (value <= 1) & ((100 * count / base - 100 * value).abs() < 1)
    doubts = (
        (hidden, "state", "expected no number in count or value where the state is {state}, found one"),
        (share, "value", "expected per cent, such as {percent:g}, found the share {value:g}"),
        (count < 0, "count", "expected a number of 0 or more, found {count:g}"),
        (base <= 0, "denominator", "expected a number above 0, found {base:g}"),
        (per_cent & (count > base), "count", "{count:g} is more than its denominator {base:g}"),
        (per_cent & ((value < 0) | (value > 100)), "value", "expected a percentage from 0 to 100, found {value:g}"),
        (lower > upper, "lower", "the lower limit {lower:g} lies above the upper limit {upper:g}"),
        ((value < lower) | (value > upper), "value", "{value:g} lies outside its limits"),
    )  # fmt: skip
    for found, column, reason in doubts:
        for row in found.index[found]:
            told = reason.format(
                state=table.column("state")[row], value=value[row], percent=100 * value[row],
                count=count[row], base=base[row], lower=lower[row], upper=upper[row],
            )  # fmt: skip
            faults.add(told, [table.place(row, column)])


LAYOUT = Layout(
    source=SOURCE,
    description="a partnership's own figures, in the project's table (CSV or workbook)",
    recognises=_recognises,
    read=_read,
)
