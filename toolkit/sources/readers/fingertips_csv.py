"""Fingertips CSV: what its API and its web pages hand out, of any size.

26 columns up to 2019, 27 since ``Time period range`` was added; the column
named after the parent that was chosen is not read. The measure is the
indicator's number: ``fingertips_93517``. An area is known by its code, since
the words for its type change from file to file. Of the two pairs of
confidence limits the 95% ones are kept. Rows of an inequality carry their
``Category Type`` and ``Category``. A file may hold millions of rows, so it is
read in pieces; the last piece holds no row, but what was passed over and the
totals. Academic years are written like financial ones and are read as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.contracts import OBSERVATIONS
from toolkit.periods import Period
from toolkit.sources.columns import columns_missing, read_periods, read_words
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.fingertips import (
    SEXES,
    read_age,
    read_basis,
    read_period,
    read_rounding,
    read_state,
)
from toolkit.sources.pieces import Repeats, read_pieces
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
    period_columns,
)

SOURCE = "fingertips"
_TEXTS = ["Indicator ID", "Area Code", "Area Name", "Area Type", "Sex", "Age", "Category Type",
          "Category", "Time period", "Value note"]  # fmt: skip
_SPAN = "Time period range"
_FIGURES = {
    "value": "Value",
    "lower": "Lower CI 95.0 limit",
    "upper": "Upper CI 95.0 limit",
    "count": "Count",
    "denominator": "Denominator",
}
_COLUMNS = [*_TEXTS, *_FIGURES.values()]
_KEYS = ["indicator", "area_code", "period_start", "period_end", "sex", "age", "category_type",
         "category"]  # fmt: skip
_AUTHORITY = r"E(?:0[6-9]|1[0-3]|92)\d{6}"
_FORMER = r"\b(?:CCG|STP)s?\b"
# "(4/19 - 3/20)" in an area type; "(pre 4/19)" names no date on which the boundaries held.
_SINCE = re.compile(r"\((?:post |from )?(\d{1,2})/(\d{2})\b")


def _recognises(file: RawFile) -> bool:
    return len({*_COLUMNS, _SPAN} & set(file.header)) >= 9


def _read(file: RawFile) -> Iterator[Reading]:
    columns_missing(file, _COLUMNS)
    texts = [*_TEXTS, *({_SPAN} & set(file.header))]
    faults, repeats = Faults(hint="download the file again"), Repeats()
    skipped, totals = Counter[tuple[str, str]](), []
    for piece in read_pieces(file, texts, list(_FIGURES.values()), faults):
        # Fingertips marks by an n the code of a board that a former NHS area had before it.
        piece["Area Code"] = piece["Area Code"].astype("str").str.removeprefix("n")
        former = piece["Area Type"].astype("str").str.contains(_FORMER)
        known = piece["Area Code"].isin(known_codes()) & ~former
        _pass_over(piece[former], "a former NHS area, whose code a board carries on", skipped)
        _pass_over(piece[~known & ~former], "not an area of the catalogue", skipped)
        rows = _rows(piece[known], faults)
        again = repeats.find(rows[_KEYS], rows[list(_FIGURES)], faults)
        skipped["rows", "the same figure printed again"] += int(again.sum())
        rows = rows[~again]
        if not faults and len(rows):
            totals.append(_totals(rows))
            yield Reading(observe(rows, file, source=SOURCE))
    faults.refuse(file)
    yield Reading(
        OBSERVATIONS.empty(),
        [Skipped(what, reason, count) for (what, reason), count in skipped.items()],
        list(_reconcile(pd.concat(totals))) if totals else [],
    )


def _pass_over(piece: pd.DataFrame, reason: str, skipped: Counter[tuple[str, str]]) -> None:
    """Count rows of areas that are not read: by type, but an authority by its name."""
    authority = piece["Area Code"].str.fullmatch(_AUTHORITY)
    named = piece["Area Code"] + " " + piece["Area Name"].astype("str")
    what = named.where(authority, "areas of type " + piece["Area Type"].astype("str"))
    for name, count in what.value_counts().items():
        skipped[str(name), reason] += int(count)


def _rows(piece: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    note, present = piece["Value note"], piece["Value"].notna()
    spans = piece.get(_SPAN)
    periods = read_periods(piece["Time period"], faults, read_period, spans)
    rows = pd.DataFrame(
        {
            **{name: piece[column] for name, column in _FIGURES.items()},
            "indicator": read_words(piece["Indicator ID"], _name_measure, "a number", faults),
            "area_code": piece["Area Code"],
            "sex": read_words(piece["Sex"], SEXES.get, f"one of {', '.join(SEXES)}", faults),
            "age": piece["Age"].map(read_age),
            "category_type": piece["Category Type"],
            "category": piece["Category"],
            "state": note.map(lambda text: read_state(text, present=True))
            .astype("str")
            .where(present, note.map(lambda text: read_state(text, present=False)).astype("str")),
            "basis": note.map(read_basis),
            "rounding": note.map(read_rounding).astype("float64"),
            "boundaries": piece["Area Type"].map(_boundaries),
            "note": note,
            "locator": "row " + piece.index.to_series().astype("str"),
        },
        index=piece.index,
    )
    return rows.assign(**period_columns(periods))


def _name_measure(number: str) -> str | None:
    return f"fingertips_{number}" if number.isdecimal() else None


def _boundaries(area_type: str) -> str:
    found = _SINCE.search(area_type)
    return f"20{found[2]}-{int(found[1]):02}" if found else ""


def _totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the counts of England and its regions, of all the people or events."""
    whole = rows["area_code"].str.match("E12|E92") & (rows["category_type"] == "")
    rows = rows[whole & (rows["state"] == "ok")]
    return rows[[*_KEYS, "count", "rounding"]].astype(dict.fromkeys(_KEYS[:2] + _KEYS[4:], "str"))


def _reconcile(totals: pd.DataFrame) -> Iterator[Reconciliation]:
    """England is the sum of its nine regions; one check a measure, where they differ most."""
    keys = [name for name in _KEYS if name not in ("area_code", "category_type", "category")]
    england = totals["area_code"] == "E92000001"
    sums = (
        totals[~england]
        .groupby(keys, as_index=False)
        .agg(summed=("count", "sum"), regions=("count", "count"), base=("rounding", "max"))
    )
    both = totals[england].merge(sums[sums["regions"] == 9], on=keys).dropna(subset="count")
    both["tolerance"] = 0.5 + both[["base", "rounding"]].max(axis=1) * 10
    both["excess"] = (both["count"] - both["summed"]).abs() - both["tolerance"]
    worst = both.sort_values("excess", ascending=False).drop_duplicates("indicator")
    for row in worst.sort_values("indicator").to_dict("records"):
        period = Period.between(row["period_start"].date(), row["period_end"].date())
        yield Reconciliation(
            f"{row['indicator']}, {period}, {row['sex']}, {row['age']}: England against its nine regions",
            row["count"],
            row["summed"],
            row["tolerance"],
        )


LAYOUT = Layout(
    source=SOURCE,
    description="Fingertips figures as its API or web pages hand them out (CSV)",
    recognises=_recognises,
    read=_read,
)
