"""A partnership's own figures, in the project's table: CSV, or the first sheet that holds it.

The same columns as those of printed reports, most of which may be left out.
What is read here is kept apart from what the project tracks and publishes: a
row, or the whole file, can be marked restricted.
"""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.areas import known_codes, resolve_names
from toolkit.errors import SourceError, did_you_mean
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.filled_tables import FilledTable, is_headed, open_table
from toolkit.sources.own_figures import COLUMNS, make_rows
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
    table = _with_codes(table)
    problems = _doubtful(table)
    restricted = _restricted(table, problems)
    if problems:
        raise SourceError(
            f"{file.path}: {len(problems)} cells cannot be read",
            problems,
            hint="mend the cells; the README beside the partnership reports explains each column",
        )
    rows = make_rows(table).assign(
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
            f"{table.file.path}: {len(absent)} columns that are needed are not there",
            [
                f"headings: expected a column {name}, "
                f"found {', '.join(map(repr, did_you_mean(name, held) or spare or held))}"
                for name in absent
            ],
            hint="the README beside the partnership reports explains each column",
        )


def _with_codes(table: FilledTable) -> FilledTable:
    """Put codes in place of areas that stand by name."""
    written = table.column("area_code")
    written = written.where(written != "", table.column("area_name"))
    codes = known_codes()
    names = [text for text in written.unique() if text and not codes.issuperset(text.split("+"))]
    found = resolve_names(
        [name for name in names if not any(letter.isdigit() for letter in name)],
        where=str(table.file.path),
    )
    cells = table.cells.assign(area_code=written.replace(found))
    return FilledTable(table.file, cells, table.place, table.defaults)


def _restricted(table: FilledTable, problems: list[str]) -> pd.Series[bool]:
    """Return which rows are not for publication; one mark can stand for all."""
    texts = table.column("restricted").str.strip().str.casefold()
    problems += [
        f"{table.place(row, 'restricted')}: expected yes, no or {_WHOLE!r}, found {text!r}"
        for row, text in enumerate(texts)
        if text not in (*_RESTRICTED, _WHOLE)
    ]
    if (texts == _WHOLE).any():
        return pd.Series(True, index=texts.index)
    return texts.map(_RESTRICTED).fillna(False).astype(bool)


def _doubtful(table: FilledTable) -> list[str]:
    """Name the cells that can be read but not believed."""
    value, count, base = (
        parse_numbers(table.column(n)).value for n in ("value", "count", "denominator")
    )
    number = value.notna() | count.notna()
    hidden = table.column("state").isin(_NO_NUMBER) & number
    # A spreadsheet keeps 36% as 0.36.
    share = (
        (table.column("unit") == "%")
        & (value <= 1)
        & ((100 * count / base - 100 * value).abs() < 1)
    )
    return [
        f"{table.place(row, 'state')}: expected no number in count or value where the state is "
        f"{table.column('state')[row]}, found one"
        for row in hidden.index[hidden]
    ] + [
        f"{table.place(row, 'value')}: expected per cent, such as {100 * value[row]:g}, "
        f"found the share {value[row]:g}"
        for row in share.index[share & (value > 0)]
    ]


LAYOUT = Layout(
    source=SOURCE,
    description="a partnership's own figures, in the project's table (CSV or workbook)",
    recognises=_recognises,
    read=_read,
)
