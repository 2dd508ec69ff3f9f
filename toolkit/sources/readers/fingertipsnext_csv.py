"""FingertipsNext's health data: Fingertips' figures under the column names of its database.

A row says of its period only the year in which it starts. How long it is, and
whether years begin in January or April, is known here for the indicators of
drugs and alcohol and for the residents; other indicators are passed over. The
file says nothing of why a value is blank, nor that counts are rounded: in some
years those of 92904 below England are, which the counts themselves tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.periods import Period
from toolkit.sources.columns import columns_missing, read_periods, read_words
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.fingertips import SEXES, read_age, read_period
from toolkit.sources.pieces import Repeats, read_pieces
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
    period_columns,
)

SOURCE = "fingertips_next"
_TEXTS = ["IndicatorId", "AreaCode", "Sex", "Age", "CategoryType", "Category", "Year"]
_FIGURES = {
    "value": "Value",
    "lower": "LowerCI",
    "upper": "UpperCI",
    "count": "Count",
    "denominator": "Denominator",
}
_KEYS = ["indicator", "area_code", "period_start", "sex", "age", "category_type", "category"]
_RESIDENTS = "fingertips_92708"
_SHARE_ROUNDED = 0.9
# How the period of an indicator is written in Fingertips, given the year in which it starts.
_PERIODS: dict[str, Callable[[int], str]] = {
    "92904": lambda year: (
        f"{year}/{(year + 1) % 100:02} - {(year + 2) % 100:02}/{(year + 3) % 100:02}"
    ),
    "93763": str,
    "92708": str,
}


def _recognises(file: RawFile) -> bool:
    return len({*_TEXTS, *_FIGURES.values(), "SexID", "AgeID"} & set(file.header)) >= 9 and bool(
        {"IndicatorId", "CategoryTypeId", "SexID"} & set(file.header)
    )


def _read(file: RawFile) -> Reading:
    columns_missing(file, [*_TEXTS, *_FIGURES.values()])
    faults = Faults(hint="download the file again")
    pieces = read_pieces(file, _TEXTS, list(_FIGURES.values()), faults)
    table = pd.concat(pieces).astype(dict.fromkeys(_TEXTS, "str"))
    timed = table["IndicatorId"].isin(_PERIODS)
    known = table["AreaCode"].isin(known_codes())
    rows = _rows(table[timed & known], faults)
    again = Repeats().find(rows[_KEYS], rows[list(_FIGURES)], faults)
    faults.refuse(file)
    rows["rounding"] = _rounding(rows)
    skipped = [
        Skipped("rows of other areas", "not an area of the catalogue", int((timed & ~known).sum())),
        Skipped("rows", "the same figure printed again", int(again.sum())),
        *(
            Skipped(
                f"indicator {number}", "the file says when a period starts, not its length", count
            )
            for number, count in table.loc[~timed, "IndicatorId"].value_counts().items()
        ),
    ]
    observations = observe(rows[~again], file, source=SOURCE)
    return Reading(
        observations, [item for item in skipped if item.rows], list(_reconcile(observations))
    )


def _rows(table: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    periods = read_periods(table["Year"], faults, _read_period, table["IndicatorId"])
    present = table["Value"].notna()
    rows = pd.DataFrame(
        {
            **{name: table[column] for name, column in _FIGURES.items()},
            "indicator": "fingertips_" + table["IndicatorId"],
            "area_code": table["AreaCode"],
            "sex": read_words(table["Sex"], SEXES.get, f"one of {', '.join(SEXES)}", faults),
            "age": table["Age"].map(read_age),
            # The names were quoted once more than they should be.
            "category_type": table["CategoryType"].str.strip('"'),
            "category": table["Category"].str.strip('"'),
            "state": present.map({True: "ok", False: "missing"}),
            "note": present.map({True: "", False: "the file does not say why there is no value"}),
            "locator": [f"row {row}" for row in table.index],
        },
        index=table.index,
    )
    return rows.assign(**period_columns(periods))


def _read_period(year: str, number: str) -> Period:
    return read_period(_PERIODS[number](Period.parse(year).start.year))


def _rounding(rows: pd.DataFrame) -> pd.Series[float]:
    """Return 5 for counts below England in a year in which nine tenths of them divide by 5."""
    part = (rows["area_code"] != "E92000001") | (rows["category_type"] != "")
    part &= rows["count"].notna() & (rows["indicator"] != _RESIDENTS)
    by_five = rows["count"] % 5 == 0
    share = by_five[part].groupby([rows["indicator"], rows["period_start"]]).transform("mean")
    rounded = by_five & (share.reindex(rows.index, fill_value=0) >= _SHARE_ROUNDED)
    return rounded.map({True: 5.0, False: 0.0})


def _reconcile(observations: pd.DataFrame) -> Iterator[Reconciliation]:
    """Residents of all ages are the sum of the bands, and persons of males and females."""
    rows = observations[observations["indicator"] == _RESIDENTS]
    for column, total in (("age", "all ages"), ("sex", "persons")):
        keys = [name for name in ("area_code", "period_start", "age", "sex") if name != column]
        parts = rows[rows[column] != total].groupby(keys, as_index=False)["count"].sum()
        both = rows[rows[column] == total].merge(parts, on=keys, suffixes=("", "_summed"))
        for row in both.to_dict("records"):
            what = f"residents of {row['area_code']}, {row['sex']}, {row['age']}"
            year = f"{row['period_start']:%Y}"
            yield Reconciliation(
                f"{what}, {year}: by {column}", row["count"], row["count_summed"], 0.5
            )


LAYOUT = Layout(
    source=SOURCE,
    description="FingertipsNext health data (CSV)",
    recognises=_recognises,
    read=_read,
)
