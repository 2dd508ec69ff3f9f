"""OHID's estimates of adults with alcohol dependence by upper-tier authority.

One row an authority and year, with limits from 2015/16 and an England row from
then on. A year written alone, such as 2010, is the financial year that starts
in it: ONS prints the same figures under 2010/11.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.periods import Period
from toolkit.sources.columns import (
    latest_day,
    read_names,
    read_numbers,
    read_periods,
    read_records,
)
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
    period_columns,
)
from toolkit.sources.repeats import join_repeats

SOURCE = "ohid_alcohol_dependence"
_FIGURES = {"value": "Alcohol_dependent", "lower": "Alcohol_lower_CI", "upper": "Alcohol_upper_CI"}
_COLUMNS = ["Local_Authority", "Area_Code_GSS", *_FIGURES.values(), "Year"]


def _recognises(file: RawFile) -> bool:
    return len(set(_COLUMNS) & set(file.header)) >= 4 and any(
        name.startswith("Alcohol_") for name in file.header
    )


def _read(file: RawFile) -> Reading:
    table = read_records(file, _COLUMNS)
    faults = Faults()
    periods = read_periods(table["Year"], faults, _read_year)
    codes = _codes(table, latest_day(periods), faults)
    figures = {name: read_numbers(table[column], faults) for name, column in _FIGURES.items()}
    rows = pd.DataFrame({name: figure.value for name, figure in figures.items()}).assign(
        **period_columns(periods),
        indicator="alcohol_dependence",
        area_code=codes,
        state=figures["value"].state,
        locator=[f"row {row}" for row in table.index],
    )
    known = rows["area_code"].isin(known_codes())
    rows = join_repeats(rows[known], file, faults)
    skipped = [
        Skipped(f"{name} {code}", "not an area of the catalogue", 1)
        for name, code in table.loc[~known, ["Local_Authority", "Area_Code_GSS"]].to_numpy()
    ]
    observations = observe(
        rows,
        file,
        source=SOURCE,
        age="18+",
        basis="modelled",
        edition=f"to {max(periods)}",
    )
    return Reading(observations, skipped, _reconcile(observations))


def _codes(table: pd.DataFrame, as_of: dt.date | None, faults: Faults) -> pd.Series[str]:
    """Trust the printed code, but for authorities that are printed together under one."""
    named = read_names(table["Local_Authority"], faults, tier=("upper", "nation"), as_of=as_of)
    together = named.str.contains("+", regex=False, na=False)
    return table["Area_Code_GSS"].str.strip().mask(together, named)


def _read_year(text: str) -> Period:
    period = Period.parse(text)
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
