"""ONS workbook of deaths related to drug poisoning by local authority.

Eight tables, each with its title above it: yearly counts, then three-year
counts and age-standardised rates per 100,000. What a table is about is read
from its title, its columns from the two header rows, and the boundaries from
the footnotes, so that a new edition with other years is read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.sources.cells import parse_numbers
from toolkit.sources.contradictions import (
    drop_rates_of_few,
    reconcile_deaths,
    withhold_contradictions,
)
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile, Sheet, cell_name
from toolkit.sources.poisoning_tables import (
    PoisoningTable,
    boundaries_of,
    find_tables,
    find_title,
)
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
_FIGURES = {
    "count": "deaths",
    "value": "rate",
    "lower": "lower confidence limit",
    "upper": "upper confidence limit",
}
_MOST_CELLS = 10
_RELAID = "download the workbook again; if ONS changed its layout, the reader must follow"


def _recognises(file: RawFile) -> bool:
    return any(find_title(sheet) for sheet in file.sheets.values())


def _read(file: RawFile) -> Reading:
    faults = Faults(hint=_RELAID)
    tables = find_tables(file, faults)
    skipped: list[Skipped] = []
    rows = pd.concat(
        [pd.DataFrame(), *(_read_table(table, faults, skipped) for table in tables)],
        ignore_index=True,
    )
    if rows.empty:
        faults.refuse(file)
    rows = join_repeats(rows, file, faults)
    known = rows["area_code"].isin(known_codes())
    settled, withheld = withhold_contradictions(rows[known])
    settled, dropped = drop_rates_of_few(settled)
    observations = observe(
        settled.drop(columns="name"),
        file,
        source=SOURCE,
        age="all ages",
        edition=f"{rows['period_end'].dt.year.max()} registrations",
        boundaries=boundaries_of(tables),
    )
    return Reading(
        observations,
        [*skipped, *_skipped(rows[~known]), *withheld, *dropped],
        [*_reconcile(observations), *reconcile_deaths(rows[known])],
    )


@dataclass(frozen=True)
class _Block:
    """The columns of one period."""

    period: Period
    columns: dict[str, int]
    flag: int | None


def _find_blocks(table: PoisoningTable, rows: list[int], faults: Faults) -> list[_Block]:
    sheet, header = table.sheet, table.header
    width = max(len(row) for row in sheet.rows)
    labels = {c: sheet.text(header, c) for c in range(1, width)}
    starts = [c for c, label in labels.items() if label and label.casefold() != "area names"]
    blocks = []
    for start, end in pairwise([*starts, width]):
        place = f"{sheet.name}!{cell_name(header, start)}"
        try:
            period = Period.parse(labels[start])
        except ParameterError as error:
            faults.add(error.summary, [place])
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
        for figure, label in _FIGURES.items():
            if figure not in columns:
                reason = f"expected a column {label.capitalize()!r} under {period}"
                faults.add(f"{reason}, found {found or 'none'}", [place])
        if len(columns) == len(_FIGURES):
            blocks.append(_Block(period, columns, columns["value"] + 1))
    if len(blocks) == len(starts):
        _note_unread_columns(table, rows, blocks, faults)
    return blocks


def _head(text: str) -> str:
    """Drop the footnote digits that follow a heading."""
    return re.sub(r"[\s\d]+$", "", text).casefold()


def _read_table(table: PoisoningTable, faults: Faults, skipped: list[Skipped]) -> pd.DataFrame:
    sheet = table.sheet
    below = range(table.header + 1, len(sheet.rows))
    rows = [r for r in below if re.fullmatch(AREA_CODE, sheet.text(r, 0))]
    if not rows:
        faults.add("expected area codes such as E06000026 in column A, found none", [sheet.name])
    blocks = _find_blocks(table, rows, faults)
    frames = [_read_block(sheet, rows, block, faults) for block in blocks]
    if not frames or not rows:
        return pd.DataFrame()
    skipped += _skip_uncoded(sheet, sorted({*below}.difference(rows)), blocks)
    return pd.concat(frames, ignore_index=True).assign(
        indicator=f"drug_{table.cause}_deaths", sex=table.sex
    )


def _skip_uncoded(sheet: Sheet, rows: list[int], blocks: list[_Block]) -> list[Skipped]:
    """Tell of rows that hold figures, but no code that says of which area."""
    columns = [column for block in blocks for column in block.columns.values()]
    cells = [
        f"{sheet.name}!{cell_name(row, 0)}"
        for row in rows
        if parse_numbers(sheet.cell(row, c) for c in columns).value.notna().any()
    ]
    more = f" and {len(cells) - _MOST_CELLS:,} more" if len(cells) > _MOST_CELLS else ""
    reason = f"no area code in {', '.join(cells[:_MOST_CELLS])}{more}"
    return [Skipped(f"rows of figures in {sheet.name}", reason, len(cells))] if cells else []


def _note_unread_columns(
    table: PoisoningTable, rows: list[int], blocks: list[_Block], faults: Faults
) -> None:
    """Note the columns of numbers that stand under no period."""
    read = {column for block in blocks for column in block.columns.values()}
    numbers = {
        column
        for row in rows
        for column, cell in enumerate(table.sheet.rows[row])
        if isinstance(cell, int | float) and column not in read
    }
    for column in sorted(numbers):
        faults.add(
            "expected a period above the numbers of the column, found none",
            [f"{table.sheet.name}!{cell_name(table.header, column)}"],
        )


def _read_block(sheet: Sheet, rows: list[int], block: _Block, faults: Faults) -> pd.DataFrame:
    figures = {
        name: parse_numbers(sheet.cell(row, column) for row in rows)
        for name, column in block.columns.items()
    }
    for name, figure in figures.items():
        for place, text in figure.unread:
            where = f"{sheet.name}!{cell_name(rows[place], block.columns[name])}"
            faults.add(f"expected a number, found {text!r}", [where])
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
