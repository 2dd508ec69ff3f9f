"""OHID's estimates of adults with alcohol dependence by upper-tier authority.

One row an authority and year, with limits from 2015/16 and an England row from
then on. A year written alone, such as 2010, is the financial year that starts
in it: ONS prints the same figures under 2010/11.
"""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.areas import known_codes, resolve_names
from toolkit.periods import Period, parse_periods
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    columns_missing,
    numbers_unread,
    observe,
    period_columns,
    rows_missing,
)

SOURCE = "ohid_alcohol_dependence"
_FIGURES = {"value": "Alcohol_dependent", "lower": "Alcohol_lower_CI", "upper": "Alcohol_upper_CI"}
_COLUMNS = ["Local_Authority", "Area_Code_GSS", *_FIGURES.values(), "Year"]


def _recognises(file: RawFile) -> bool:
    return len(set(_COLUMNS) & set(file.header)) >= 4 and any(
        name.startswith("Alcohol_") for name in file.header
    )


def _read(file: RawFile) -> Reading:
    columns_missing(file, _COLUMNS)
    rows_missing(file)
    table = file.table
    figures = {name: parse_numbers(table[column]) for name, column in _FIGURES.items()}
    numbers_unread(file, {_FIGURES[name]: figure for name, figure in figures.items()})
    periods = [
        _financial(period)
        for period in parse_periods(table["Year"], where=lambda row: f"{file.name} row {row + 2}")
    ]
    rows = pd.DataFrame({name: figure.value for name, figure in figures.items()}).assign(
        **period_columns(periods),
        area_code=_codes(table, max(periods), file.name),
        state=figures["value"].state,
        locator=[f"row {row + 2}" for row in range(len(table))],
    )
    known = rows["area_code"].isin(known_codes())
    skipped = [
        Skipped(f"{name} {code}", "not an area of the catalogue", 1)
        for name, code in table.loc[~known, ["Local_Authority", "Area_Code_GSS"]].to_numpy()
    ]
    observations = observe(
        rows[known],
        file,
        source=SOURCE,
        indicator="alcohol_dependence",
        age="18+",
        basis="modelled",
        edition=f"to {max(periods)}",
    )
    return Reading(observations, skipped, _reconcile(observations))


def _codes(table: pd.DataFrame, latest: Period, where: str) -> pd.Series[str]:
    """Trust the printed code, but for authorities that are printed together under one."""
    by_name = resolve_names(
        table["Local_Authority"], tier=("upper", "nation"), as_of=latest.end, where=where
    )
    named = table["Local_Authority"].map(by_name)
    return table["Area_Code_GSS"].str.strip().mask(named.str.contains("+", regex=False), named)


def _financial(period: Period) -> Period:
    return Period.financial(period.start.year) if period.kind == "calendar" else period


def _reconcile(observations: pd.DataFrame) -> list[Reconciliation]:
    """England is the sum of its authorities, each rounded to a whole person."""
    found = []
    for start in observations["period_start"].unique():
        year = observations[observations["period_start"] == start]
        england = year["area_code"] == "E92000001"
        if england.any():
            parts = year.loc[~england, "value"]
            period = Period.financial(pd.Timestamp(start).year)
            found.append(
                Reconciliation(
                    f"alcohol dependence {period}: England against its authorities",
                    float(year.loc[england, "value"].iloc[0]),
                    float(parts.sum()),
                    0.5 * (len(parts) + 1),
                )
            )
    return found


LAYOUT = Layout(
    source=SOURCE,
    description="OHID estimates of alcohol dependent adults by local authority (CSV)",
    recognises=_recognises,
    read=_read,
)
