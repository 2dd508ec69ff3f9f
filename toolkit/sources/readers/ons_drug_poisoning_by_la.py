"""ONS workbook of deaths related to drug poisoning by local authority.

Eight tables, each with its title above it: yearly counts, then three-year
counts and age-standardised rates per 100,000. What a table is about is read
from its title, its columns from the two header rows, and the boundaries from
the footnotes, so that a new edition with other years is read as it stands.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import ParameterError, SourceError, did_you_mean
from toolkit.periods import Period
from toolkit.sources.cells import parse_numbers
from toolkit.sources.contradictions import (
    drop_rates_of_few,
    reconcile_deaths,
    withhold_contradictions,
)
from toolkit.sources.files import RawFile, Sheet, cell_name
from toolkit.sources.reading import (
    AREA_CODE,
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
    period_columns,
)
from toolkit.sources.repeats import join_repeats

SOURCE = "ons_drug_poisoning_by_la"
_TITLE = re.compile(
    r"deaths related to drug (?P<cause>poisoning|misuse), (?P<sex>persons|males|females),? by local authority",
    re.IGNORECASE,
)
_SEXES = {"persons": "persons", "males": "male", "females": "female"}
_CONTENTS = re.compile(r"table[ _]\d+", re.IGNORECASE)
_RATED = re.compile(r"\brates?\b", re.IGNORECASE)
_MONTHS = "|".join(calendar.month_name[1:])
_BOUNDARIES = re.compile(rf"based on ((?:{_MONTHS}) \d{{4}}) boundaries")
_FIGURES = {
    "count": "deaths",
    "value": "rate",
    "lower": "lower confidence limit",
    "upper": "upper confidence limit",
}
# Tables 1 and 2 need no more; the others add rates for three sexes.
_EXPECTED = {
    (cause, sex, rated)
    for cause in ("poisoning", "misuse")
    for sex, rated in [("persons", False), ("persons", True), ("male", True), ("female", True)]
}


@dataclass(frozen=True)
class _Table:
    sheet: Sheet
    cause: str
    sex: str
    rated: bool
    header: int

    @property
    def key(self) -> tuple[str, str, bool]:
        return self.cause, self.sex, self.rated


def _recognises(file: RawFile) -> bool:
    return any(_title(sheet) for sheet in file.sheets.values())


def _title(sheet: Sheet) -> re.Match[str] | None:
    return next(filter(None, (_TITLE.search(sheet.text(row, 0)) for row in range(6))), None)


def _read(file: RawFile) -> Reading:
    problems = _sheets_missing(file)
    tables = _find_tables(file, problems)
    frames = [_read_table(table, problems) for table in tables]
    if problems:
        raise SourceError(
            f"{file.path}: the workbook is not laid out as ONS lays it out",
            problems,
            hint="download the workbook again; if ONS changed its layout, the reader must follow",
        )
    rows = join_repeats(pd.concat(frames, ignore_index=True), file)
    known = rows["area_code"].isin(known_codes())
    settled, withheld = withhold_contradictions(rows[known])
    settled, dropped = drop_rates_of_few(settled)
    observations = observe(
        settled.drop(columns="name"),
        file,
        source=SOURCE,
        age="all ages",
        edition=f"{rows['period_end'].dt.year.max()} registrations",
        boundaries=_boundaries(tables),
    )
    return Reading(
        observations,
        [*_skipped(rows[~known]), *withheld, *dropped],
        [*_reconcile(observations), *reconcile_deaths(rows[known])],
    )


def _find_tables(file: RawFile, problems: list[str]) -> list[_Table]:
    tables = []
    for sheet in file.sheets.values():
        title = _title(sheet)
        if title is None:
            continue
        header = next(
            (r for r in range(12) if sheet.text(r, 0).casefold().startswith("area code")), None
        )
        if header is None:
            found = ", ".join(repr(sheet.text(r, 0)) for r in range(2, 6))
            problems.append(
                f"{sheet.name}: expected a header row that begins with 'Area Codes', "
                f"found {found} in column A"
            )
            continue
        rated = _RATED.search(title.string) is not None
        sex = _SEXES[title["sex"].lower()]
        tables.append(_Table(sheet, title["cause"].lower(), sex, rated, header))
    if not problems:
        problems += [
            f"expected a table of {'rates' if rated else 'yearly counts'} of deaths related to "
            f"drug {cause}, {sex}; found none"
            for cause, sex, rated in sorted(_EXPECTED - {table.key for table in tables})
        ]
    return tables


def _sheets_missing(file: RawFile) -> list[str]:
    """Compare the sheets that the contents list with those that are there."""
    listed = {
        sheet.text(row, 0)
        for sheet in file.sheets.values()
        if "contents" in sheet.name.casefold()
        for row in range(len(sheet.rows))
        if _CONTENTS.fullmatch(sheet.text(row, 0))
    }
    spare = [name for name in file.sheets if name not in listed]
    return [
        f"expected a sheet {name!r}, which the contents list; found {', '.join(did_you_mean(name, spare) or spare)}"
        for name in sorted(listed - set(file.sheets))
    ]


@dataclass(frozen=True)
class _Block:
    """The columns of one period."""

    period: Period
    columns: dict[str, int]
    flag: int | None


def _find_blocks(table: _Table, problems: list[str]) -> list[_Block]:
    sheet, header = table.sheet, table.header
    width = max(len(row) for row in sheet.rows)
    labels = {c: sheet.text(header, c) for c in range(1, width)}
    starts = [c for c, label in labels.items() if label and label.casefold() != "area names"]
    blocks = []
    for start, end in pairwise([*starts, width]):
        place = f"{sheet.name}!{cell_name(header, start)}"
        try:
            period = Period.parse(labels[start], where=place)
        except ParameterError as error:
            problems.append(error.summary)
            continue
        if not table.rated:
            blocks.append(_Block(period, {"count": start}, None))
            continue
        heads = {c: _head(sheet.text(header + 1, c)) for c in range(start, end)}
        # The first of each: a second stands under a period of its own, and is told if that is gone.
        columns = {
            figure: next(column for column, head in heads.items() if head == label)
            for figure, label in _FIGURES.items()
            if label in heads.values()
        }
        found = ", ".join(repr(sheet.text(header + 1, c)) for c, head in heads.items() if head)
        problems += [
            f"{place}: expected a column {label.capitalize()!r} under {period}, found {found or 'none'}"
            for figure, label in _FIGURES.items()
            if figure not in columns
        ]
        if len(columns) == len(_FIGURES):
            blocks.append(_Block(period, columns, columns["value"] + 1))
    return blocks


def _head(text: str) -> str:
    """Drop the footnote digits that follow a heading."""
    return re.sub(r"[\s\d]+$", "", text).casefold()


def _read_table(table: _Table, problems: list[str]) -> pd.DataFrame:
    sheet = table.sheet
    rows = [
        r
        for r in range(table.header + 1, len(sheet.rows))
        if re.fullmatch(AREA_CODE, sheet.text(r, 0))
    ]
    if not rows:
        problems.append(
            f"{sheet.name}: expected area codes such as E06000026 in column A, found none"
        )
    told = len(problems)
    blocks = _find_blocks(table, problems)
    if len(problems) == told:
        problems += _columns_unread(table, rows, blocks)
    frames = [_read_block(sheet, rows, block, problems) for block in blocks]
    if not frames or not rows:
        return pd.DataFrame()
    return pd.concat(frames, ignore_index=True).assign(
        indicator=f"drug_{table.cause}_deaths", sex=table.sex
    )


def _columns_unread(table: _Table, rows: list[int], blocks: list[_Block]) -> list[str]:
    """Name the columns of numbers that stand under no period."""
    read = {column for block in blocks for column in block.columns.values()}
    numbers = {
        column
        for row in rows
        for column, cell in enumerate(table.sheet.rows[row])
        if isinstance(cell, int | float) and column not in read
    }
    return [
        f"{table.sheet.name}!{cell_name(table.header, column)}: expected a period above the "
        "numbers of this column, found none"
        for column in sorted(numbers)
    ]


def _read_block(sheet: Sheet, rows: list[int], block: _Block, problems: list[str]) -> pd.DataFrame:
    figures = {
        name: parse_numbers(sheet.cell(row, column) for row in rows)
        for name, column in block.columns.items()
    }
    problems += [
        f"{sheet.name}!{cell_name(rows[place], block.columns[name])}: expected a number, found {text!r}"
        for name, figure in figures.items()
        for place, text in figure.unread
    ]
    first, last = min(block.columns.values()), max(block.columns.values())
    state = figures["value" if block.flag else "count"].state
    if block.flag:
        flags = pd.Series([sheet.text(row, block.flag).casefold() for row in rows])
        state = state.mask(flags == "u", "unreliable")
    return pd.DataFrame({name: figure.value for name, figure in figures.items()}).assign(
        **period_columns([block.period] * len(rows)),
        area_code=[sheet.text(row, 0) for row in rows],
        name=[next(filter(None, (sheet.text(row, c) for c in (1, 2, 3))), "") for row in rows],
        state=state,
        locator=[_locator(sheet.name, row, first, last) for row in rows],
    )


def _locator(sheet: str, row: int, first: int, last: int) -> str:
    end = f":{cell_name(row, last)}" if last > first else ""
    return f"{sheet}!{cell_name(row, first)}{end}"


def _boundaries(tables: list[_Table]) -> str:
    """Read the date of the boundaries from the footnotes, as year and month."""
    for table in tables:
        for row in range(len(table.sheet.rows) - 1, table.header, -1):
            found = _BOUNDARIES.search(table.sheet.text(row, 0))
            if found:
                return f"{pd.Timestamp(f'1 {found[1]}'):%Y-%m}"
    return ""


def _skipped(rows: pd.DataFrame) -> list[Skipped]:
    return [
        Skipped(f"{code} {name}", "not an area of the catalogue", len(group))
        for (code, name), group in rows.groupby(["area_code", "name"])
    ]


def _reconcile(observations: pd.DataFrame) -> Iterator[Reconciliation]:
    """England is the sum of its regions, in every table and period."""
    keys = ["indicator", "sex", "period_start", "period_end"]
    counts = observations[[*keys, "count", "area_code"]].rename(columns={"count": "deaths"})
    england = counts[counts["area_code"] == "E92000001"].drop(columns="area_code")
    regions = counts[counts["area_code"].str.startswith("E12")].groupby(keys, as_index=False)
    sums = regions.agg(summed=("deaths", "sum"), regions=("deaths", "size"))
    for _, row in england.merge(sums[sums["regions"] == 9], on=keys).iterrows():
        years = f"{row['period_start']:%Y}-{row['period_end']:%Y}"
        what = f"{row['indicator']}, {row['sex']}, {years}"
        yield Reconciliation(
            f"{what}: England against its nine regions",
            float(row["deaths"]),
            float(row["summed"]),
            0,
        )


LAYOUT = Layout(
    source=SOURCE,
    description="ONS workbook of deaths related to drug poisoning by local authority",
    recognises=_recognises,
    read=_read,
)
