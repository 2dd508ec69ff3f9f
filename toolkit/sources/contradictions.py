"""Counts that a file prints in one table and gives otherwise in its others.

Counts of several years are held against the yearly ones, persons against
males and females, and deaths from misuse against those from poisoning, of
which they are a part. Where the tables are far apart, nothing tells which of
them a rate was made from, and the figure is withheld.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from toolkit.sources.reading import Reconciliation, Skipped

__all__ = ["drop_rates_of_few", "reconcile_deaths", "withhold_contradictions", "withhold_misplaced"]

FEWEST_FOR_A_RATE = 10
_FAR_APART, _FAR_APART_SHARE = 5, 0.1
_OUT_OF_PLACE, _OUT_OF_PLACE_TIMES = 50, 5
_RATES = ["value", "lower", "upper"]
_KEYS = ["indicator", "area_code", "sex", "first", "last"]
_MISUSE, _POISONING = "drug_misuse_deaths", "drug_poisoning_deaths"
_YEARS = "against its single years"
_SEXES = "against males and females"
_CAUSES = "at most as many as of drug poisoning"
_MOST_CELLS = 20


def reconcile_deaths(rows: pd.DataFrame) -> list[Reconciliation]:
    """Hold every count of deaths against what the other tables make of it.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row a figure: indicator, area_code, name, sex, period_start and
        period_end, count and locator.

    Returns
    -------
    list of Reconciliation
        One for each check, measure, sex and area: its worst period, with the
        cells, and the number of periods where it fails.
    """
    rows = _number_years(rows)
    compared = [_against_years(rows), _against_sexes(rows), _against_poisoning(rows)]
    return [check for one in compared for check in _reconcile_places(rows, one)]


def withhold_contradictions(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Skipped]]:
    """Note the figures that other tables contradict, and withhold those that are far off.

    Parameters
    ----------
    rows : pandas.DataFrame
        As for `reconcile_deaths`, with value, lower, upper and state.

    Returns
    -------
    rows : pandas.DataFrame
        With notes; a count that is more than 5 deaths and more than 10% off its
        single years is missing, and its rate with it.
    skipped : list of Skipped
        What was withheld.
    """
    numbered = _number_years(rows)
    years, sexes = _against_years(numbered), _against_sexes(numbered)
    off = (years["printed"] - years["given"]).abs()
    far = off[(off > _FAR_APART) & (off > _FAR_APART_SHARE * years["given"])].index
    failing = pd.concat([_failing(years), _failing(sexes)]).index.unique().sort_values()
    notes = {
        place: _note(rows.loc[place], [one.loc[place] for one in (years, sexes) if place in one.index])
        for place in failing
    }  # fmt: skip
    settled = rows.assign(note=pd.Series(notes, dtype="str").reindex(rows.index).fillna(""))
    settled.loc[far, ["count", *_RATES]] = np.nan
    settled.loc[far, "state"] = "missing"
    return settled, _tell_withheld(rows.loc[far])


def withhold_misplaced(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Skipped]]:
    """Withhold a count of several years that the periods on either side of it rule out.

    Neighbouring periods share all their years but one. A count that is more
    than 50 deaths and more than five times above or below both of them stands
    in the wrong row.

    Parameters
    ----------
    rows : pandas.DataFrame
        As for `withhold_contradictions`.

    Returns
    -------
    rows : pandas.DataFrame
        With those figures missing, and a note of what the periods beside them give.
    skipped : list of Skipped
        What was withheld.
    """
    numbered = _number_years(rows).assign(span=lambda of: of["last"] - of["first"])
    pooled = numbered[numbered["span"] > 1]
    keys = ["indicator", "area_code", "sex", "span", "first"]
    counts = pooled.set_index(keys)["count"]
    beside = pd.DataFrame(
        {
            step: counts.reindex(
                pd.MultiIndex.from_frame(pooled[keys].assign(first=pooled["first"] + step))
            ).to_numpy()
            for step in (-1, 1)
        },
        index=pooled.index,
    )
    least, most = beside.min(axis=1, skipna=False), beside.max(axis=1, skipna=False)
    count, times = pooled["count"], _OUT_OF_PLACE_TIMES
    above = (count > most + _OUT_OF_PLACE) & (count > times * most)
    below = (count < least - _OUT_OF_PLACE) & (count < least / times)
    out = beside[above | below]
    settled = rows.copy()
    said = "The publisher prints {:g} deaths here, but {:g} and {:g} in the periods that share all its years but one."
    for place, (before, after) in zip(out.index, out.to_numpy(), strict=True):
        words = said.format(rows.loc[place, "count"], before, after)
        settled.loc[place, "note"] = f"{rows.loc[place, 'note']} {words}".strip()
    settled.loc[out.index, ["count", *_RATES]] = np.nan
    settled.loc[out.index, "state"] = "missing"
    return settled, _tell_withheld(rows.loc[out.index])


def drop_rates_of_few(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Skipped]]:
    """Drop the rates that are printed on fewer than 10 deaths, and keep the counts.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row a figure: count, value, lower, upper, state, locator and note.

    Returns
    -------
    rows : pandas.DataFrame
        With those rates suppressed.
    skipped : list of Skipped
        The cells that they stand in.
    """
    few = (rows["count"] < FEWEST_FOR_A_RATE) & rows["value"].notna()
    if not few.any():
        return rows, []
    deaths = rows.loc[few, "count"].map("{:g}".format)
    said = "A rate on " + deaths + " deaths, printed although the publisher gives none below 10."
    kept = rows.copy()
    kept.loc[few, "note"] = (kept.loc[few, "note"] + " " + said).str.strip()
    kept.loc[few, _RATES] = np.nan
    kept.loc[few, "state"] = "suppressed"
    reason = f"the publisher gives no rate below 10, yet prints {_list(rows.loc[few, 'locator'])}"
    return kept, [Skipped("rates on fewer than 10 deaths", reason, int(few.sum()))]


def _number_years(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(first=rows["period_start"].dt.year, last=rows["period_end"].dt.year)


def _against_years(rows: pd.DataFrame) -> pd.DataFrame:
    length = rows["last"] - rows["first"] + 1
    compared = [
        _compare(rows, of, _YEARS, [{"first": year, "last": year} for year in years])
        for span in sorted(length[length > 1].unique())
        for of in [rows[length == span]]
        for years in [[of["first"] + later for later in range(span)]]
    ]
    return pd.concat(compared or [_compare(rows, rows.iloc[:0], _YEARS, [{}])])


def _against_sexes(rows: pd.DataFrame) -> pd.DataFrame:
    of = rows[rows["sex"] == "persons"]
    return _compare(rows, of, _SEXES, [{"sex": "male"}, {"sex": "female"}])


def _against_poisoning(rows: pd.DataFrame) -> pd.DataFrame:
    of = rows[rows["indicator"] == _MISUSE]
    compared = _compare(rows, of, _CAUSES, [{"indicator": _POISONING}])
    return compared.assign(given=compared[["printed", "given"]].min(axis=1))


def _compare(
    rows: pd.DataFrame, of: pd.DataFrame, check: str, parts: list[dict[str, Any]]
) -> pd.DataFrame:
    """Return the rows whose parts are all known, with the sum of those parts and their cells."""
    table = rows.set_index(_KEYS)[["count", "locator"]]
    found = [
        table.reindex(pd.MultiIndex.from_frame(of[_KEYS].assign(**part))).set_axis(of.index)
        for part in parts
    ]
    compared = pd.DataFrame(
        {
            "check": check,
            "printed": of["count"],
            "given": sum((part["count"] for part in found), start=pd.Series(0.0, index=of.index)),
            "cells": list(zip(*(part["locator"] for part in found), strict=True)),
        },
        index=of.index,
    )
    return compared.dropna(subset=["printed", "given"])


def _failing(compared: pd.DataFrame) -> pd.DataFrame:
    return compared[compared["printed"] != compared["given"]]


def _reconcile_places(rows: pd.DataFrame, compared: pd.DataFrame) -> list[Reconciliation]:
    of = ["name", "locator", *_KEYS]
    off = (compared["printed"] - compared["given"]).abs()
    told = compared.join(rows[of]).assign(off=off, failing=off > 0)
    places = told.groupby(["indicator", "sex", "area_code"], sort=False)
    told["failing"] = places["failing"].transform("sum")
    worst = told.loc[places["off"].idxmax()]
    return [
        Reconciliation(_label(row), float(row["printed"]), float(row["given"]), 0)
        for row in worst.to_dict("records")
    ]


def _label(row: Mapping[Hashable, Any]) -> str:
    """Say of what, which check, in how many periods, and where the worst of them stands."""
    measure = str(row["indicator"]).replace("_", " ")
    years = str(row["first"]) if row["first"] == row["last"] else f"{row['first']}–{row['last']}"
    periods = f"{row['failing']} periods, most in {years}" if row["failing"] > 1 else years
    place = f"{row['name']} ({row['area_code']})"
    cells = f"{row['locator']} against {', '.join(row['cells'])}"
    return f"{measure}, {place}, {row['sex']}, {row['check']}, {periods}: {cells}"


def _note(row: pd.Series[Any], compared: list[pd.Series[Any]]) -> str:
    """Say what each table gives; tables that give the same are named together."""
    by_count: dict[float, list[str]] = {}
    for one in compared:
        by_count.setdefault(one["given"], []).append(_name_sheets(one["cells"]))
    given = [
        f"{' and '.join(tables)} give{'' if len(tables) > 1 or ' and ' in tables[0] else 's'} {count:g}"
        for count, tables in by_count.items()
    ]
    printed = f"{_name_sheets([row['locator']])} prints {row['count']:g} deaths"
    return f"The publisher's tables contradict each other here: {', '.join([printed, *given])}."


def _name_sheets(cells: Iterable[str]) -> str:
    """Name the sheets of some cells: Tables 7 and 8."""
    sheets = list(dict.fromkeys(cell.partition("!")[0] for cell in cells))
    words = {sheet.rpartition(" ")[0] for sheet in sheets}
    if len(sheets) == 1 or len(words) > 1:
        return " and ".join(sheets)
    return f"{words.pop()}s {' and '.join(sheet.rpartition(' ')[2] for sheet in sheets)}"


def _tell_withheld(rows: pd.DataFrame) -> list[Skipped]:
    reason = "withheld, since the publisher's tables contradict each other"
    return [
        Skipped(f"{str(measure).replace('_', ' ')}, {name} ({code}), {sex}", reason, len(group))
        for (measure, name, code, sex), group in rows.groupby(
            ["indicator", "name", "area_code", "sex"], sort=False
        )
    ]


def _list(cells: pd.Series[str]) -> str:
    more = f" and {len(cells) - _MOST_CELLS:,} more" if len(cells) > _MOST_CELLS else ""
    return ", ".join(cells[:_MOST_CELLS]) + more
