"""ONS Sustainable Development Goal indicator 3.5.1: alcohol dependence, treatment and met need.

Authorities stand by name, often without a code. A blank area is England, or,
where a deprivation decile is given, that decile of England's authorities. A
discontinued authority is printed as 0 after its end, which is not a zero.
"""

from __future__ import annotations

import pandas as pd

from toolkit.sources.columns import (
    latest_day,
    read_names,
    read_numbers,
    read_periods,
    read_records,
    read_words,
)
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns

SOURCE = "ons_sdg_alcohol"
_AREA, _DECILE = "Local Authority", "Deprivation decile"
_COLUMNS = ["Year", "Series", _AREA, _DECILE, "GeoCode", "Value"]
_DEPENDENT, _TREATED = "alcohol_dependence", "alcohol_in_treatment"
_SERIES = {
    "Alcohol - Estimated prevalence": _DEPENDENT,
    "Alcohol - People in treatment": _TREATED,
    "Alcohol - Met need": "alcohol_met_need",
}
_SAME = 0.001
_MEAN = "Not a new estimate but the mean of the estimates for the three years before."
_ENGLAND = "E92000001"


def _recognises(file: RawFile) -> bool:
    return "Series" in file.header and len(set(_COLUMNS) & set(file.header)) >= 4


def _read(file: RawFile) -> Reading:
    table = read_records(file, _COLUMNS)
    faults = Faults(hint="import the alcohol table of indicator 3.5.1")
    measure = read_words(table["Series"], _SERIES.get, f"one of {', '.join(_SERIES)}", faults)
    periods = read_periods(table["Year"], faults)
    blank = table[_AREA] == ""
    names = read_names(table.loc[~blank, _AREA], faults, tier="upper", as_of=latest_day(periods))
    numbers = read_numbers(table["Value"], faults)
    counted = measure == _TREATED
    rows = period_columns(periods).assign(
        indicator=measure,
        basis=(measure == _DEPENDENT).map({True: "modelled", False: "published"}),
        value=numbers.value.mask(counted),
        count=numbers.value.where(counted),
        state=numbers.state,
        area_code=names.reindex(table.index).mask(blank, _ENGLAND),
        category_type=["authorities by deprivation decile" if d else "" for d in table[_DECILE]],
        category=table[_DECILE].str.removeprefix("Decile "),
        locator=[f"row {row}" for row in table.index],
    )
    rows["rounding"] = _rounding(rows)
    rows["note"] = _means(rows)
    ended = table[_AREA].str.contains("discontinued", case=False) & (numbers.value == 0)
    repeated = _repeated(rows, faults)
    faults.refuse(file)
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


def _means(rows: pd.DataFrame) -> pd.Series[str]:
    """Return a note for each estimate that is only the mean of the three years before."""
    local = (rows["indicator"] == _DEPENDENT) & (rows["category"] == "")
    estimates = rows[local].sort_values("period_start")
    values = estimates.groupby("area_code")["value"]
    before = (values.shift(1) + values.shift(2) + values.shift(3)) / 3
    repeated = (estimates["value"] - before).abs() < _SAME
    return repeated.map({True: _MEAN, False: ""}).reindex(rows.index).fillna("")


def _rounding(rows: pd.DataFrame) -> list[float]:
    """Return 5 for the authorities' counts of a year in which all of them divide by 5."""
    counts = rows.loc[(rows["area_code"] != _ENGLAND) & rows["count"].notna()]
    by_five = (counts["count"] % 5 == 0).groupby(counts["period_start"]).all()
    rounded = rows["period_start"].isin(by_five.index[by_five])
    local_count = rows["count"].notna() & (rows["area_code"] != _ENGLAND)
    return [5.0 if here else 0.0 for here in rounded & local_count]


def _repeated(rows: pd.DataFrame, faults: Faults) -> pd.Series[bool]:
    """Mark the less exact of two rows for the same figure; note two that disagree."""
    keys = ["indicator", "area_code", "period_start", "category"]
    figure = rows["count"].fillna(rows["value"])
    drop = pd.Series(False, index=rows.index)
    # A key that was not read is missing, and such rows are not compared.
    for places in rows[rows.duplicated(keys, keep=False)].groupby(keys).groups.values():
        values = figure[places]
        # A mark stands behind a number, rounded to 5 behind unrounded; otherwise the first row speaks.
        kept = min(
            places, key=lambda place: (pd.isna(values[place]), values[place] % 5 == 0, place)
        )
        if (abs(values - values[kept]) > max(2.5, abs(values[kept]) * 1e-3)).any():
            first = rows.loc[kept]
            shown = "; ".join(f"row {place}: {values[place]:g}" for place in places)
            faults.add(
                f"{first['indicator']} of {first['area_code']}, {shown} (expected one value)",
                hint="ask the publisher which value holds, and remove the other row",
            )
        drop[[place for place in places if place != kept]] = True
    return drop


LAYOUT = Layout(
    source=SOURCE,
    description="ONS SDG indicator 3.5.1, alcohol, by local authority (CSV)",
    recognises=_recognises,
    read=_read,
)
