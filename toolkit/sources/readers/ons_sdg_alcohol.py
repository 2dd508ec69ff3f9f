"""ONS Sustainable Development Goal indicator 3.5.1: alcohol dependence, treatment and met need.

Authorities stand by name, often without a code. A blank area is England, or,
where a deprivation decile is given, that decile of England's authorities. A
discontinued authority is printed as 0 after its end, which is not a zero.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from toolkit.catalogue.areas import resolve_names
from toolkit.errors import SourceError
from toolkit.periods import parse_periods
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    Skipped,
    columns_missing,
    numbers_unread,
    observe,
    period_columns,
    rows_missing,
)

SOURCE = "ons_sdg_alcohol"
_AREA, _DECILE = "Local Authority", "Deprivation decile"
_COLUMNS = ["Year", "Series", _AREA, _DECILE, "GeoCode", "Value"]
_SERIES = {
    "Alcohol - Estimated prevalence": ("alcohol_dependence", "value", "modelled"),
    "Alcohol - People in treatment": ("alcohol_in_treatment", "count", "published"),
    "Alcohol - Met need": ("alcohol_met_need", "value", "published"),
}


def _recognises(file: RawFile) -> bool:
    return "Series" in file.header and len(set(_COLUMNS) & set(file.header)) >= 4


def _read(file: RawFile) -> Reading:
    columns_missing(file, _COLUMNS)
    rows_missing(file)
    table = file.table
    where = [f"{file.name} row {row + 2}" for row in range(len(table))]
    _refuse_unknown_series(file, table)
    periods = parse_periods(table["Year"], where=where.__getitem__)
    numbers = parse_numbers(table["Value"])
    numbers_unread(file, {"Value": numbers})
    measure, figure, basis = zip(*table["Series"].map(_SERIES), strict=True)
    kind = pd.Series(figure)
    rows = pd.DataFrame(
        {
            "indicator": measure,
            "basis": basis,
            "value": numbers.value.where(kind == "value"),
            "count": numbers.value.where(kind == "count"),
            "state": numbers.state,
        }
    ).assign(
        **period_columns(periods),
        area_code=_codes(table, as_of=max(periods).end, where=file.name),
        category_type=["authorities by deprivation decile" if d else "" for d in table[_DECILE]],
        category=table[_DECILE].str.removeprefix("Decile "),
        locator=[f"row {row + 2}" for row in range(len(table))],
    )
    rows["rounding"] = _rounding(rows)
    ended = table[_AREA].str.contains("discontinued", case=False) & (numbers.value == 0)
    repeated = _repeated(file, rows)
    skipped = [
        Skipped(
            "rows of discontinued authorities", "a 0 after the end is not a zero", int(ended.sum())
        ),
        Skipped(
            "repeated rows", "the same figure printed again, less exactly", int(repeated.sum())
        ),
    ]
    observations = observe(
        rows[~ended & ~repeated], file, source=SOURCE, age="18+", edition=f"to {max(periods)}"
    )
    return Reading(observations, [item for item in skipped if item.rows])


def _refuse_unknown_series(file: RawFile, table: pd.DataFrame) -> None:
    strange = table.loc[~table["Series"].isin(_SERIES), "Series"]
    if len(strange):
        raise SourceError(
            f"{file.path}: {strange.nunique()} series are not of this layout",
            [
                f"row {row + 2}: expected one of {', '.join(_SERIES)}, found {series!r}"
                for row, series in enumerate(table["Series"])
                if row in strange.drop_duplicates().index
            ],
            hint="import the alcohol table of indicator 3.5.1",
        )


def _codes(table: pd.DataFrame, *, as_of: date, where: str) -> list[str]:
    names = table.loc[table[_AREA] != "", _AREA].unique()
    by_name = resolve_names(names, tier="upper", as_of=as_of, where=where)
    return [by_name[name] if name else "E92000001" for name in table[_AREA]]


def _rounding(rows: pd.DataFrame) -> list[float]:
    """Authorities' counts are rounded to 5 in a year where all of them divide by 5."""
    counts = rows.loc[(rows["area_code"] != "E92000001") & rows["count"].notna()]
    by_five = (counts["count"] % 5 == 0).groupby(counts["period_start"]).all()
    rounded = rows["period_start"].isin(by_five.index[by_five])
    local_count = rows["count"].notna() & (rows["area_code"] != "E92000001")
    return [5.0 if here else 0.0 for here in rounded & local_count]


def _repeated(file: RawFile, rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark the less exact of two rows for the same figure; refuse two that disagree."""
    keys = ["indicator", "area_code", "period_start", "category"]
    figure = rows["count"].fillna(rows["value"])
    drop = pd.Series(False, index=rows.index)
    problems = []
    for places in rows[rows.duplicated(keys, keep=False)].groupby(keys).groups.values():
        values = figure[places]
        # A mark stands behind a number, rounded to 5 behind unrounded; otherwise the first row speaks.
        kept = min(
            places, key=lambda place: (pd.isna(values[place]), values[place] % 5 == 0, place)
        )
        if (abs(values - values[kept]) > max(2.5, abs(values[kept]) * 1e-3)).any():
            first = rows.loc[kept]
            shown = ", ".join(f"row {place + 2}: {values[place]:g}" for place in places)
            problems.append(f"{first['indicator']} of {first['area_code']}: {shown}")
        drop[[place for place in places if place != kept]] = True
    if problems:
        raise SourceError(
            f"{file.path}: the same figure is printed with different values",
            problems,
            hint="ask the publisher which holds, and remove the other row",
        )
    return drop


LAYOUT = Layout(
    source=SOURCE,
    description="ONS SDG indicator 3.5.1, alcohol, by local authority (CSV)",
    recognises=_recognises,
    read=_read,
)
