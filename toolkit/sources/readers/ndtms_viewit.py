"""NDTMS ViewIt exports: everything counted of people in treatment, by area, sex, age and group.

Three generations named the columns differently; what they hold is the same.
Totals stand among the detail in every dimension and are kept as what they are.
An authority's counts are rounded to 5, England's are not. A breakdown that was
not recorded is printed as NULL, as a blank, or as 0 throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from toolkit.catalogue.areas import resolve_names
from toolkit.errors import SourceError
from toolkit.periods import parse_periods
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    columns_missing,
    numbers_unread,
    observe,
    period_columns,
)
from toolkit.sources.viewit import MeasureName, name_measure

SOURCE = "ndtms_viewit"
_KEYS = ["period", "area", "sex", "age", "group"]
_GENERATIONS = [
    ["ReportingPeriod", "Area", "sex", "age_group", "drug_group"],
    ["ReportingPeriod_Data", "Area_Data", "Gender_Data", "AgeGroup_Data", "DrugGroup_Data"],
    ["Reporting period", "Area", "Sex", "Age group", "Substance category"],
]
_PEOPLE = re.compile(r"allintx|newtx|all in treatment|new presentation", re.IGNORECASE)
_SEXES = {"f": "female", "m": "male", "female": "female", "male": "male", "total": "persons"}
_GROUPS = {
    "total": "all_adults",
    "opiate": "opiate",
    "nonopiateonly": "non_opiate_only",
    "alcoholonly": "alcohol_only",
    "nonopiatealcohol": "non_opiate_and_alcohol",
    "alcoholnonopiate": "non_opiate_and_alcohol",
}
_AGE = r"\d+-\d+|\d+\+"
_TOTAL = {"sex": "persons", "age": "18+", "group": "all_adults"}
_PARTS = {"sex": 2, "age": 3, "group": 4}
_EXPECTED = {
    "sex": "F, M or Total",
    "age": "an age band of adults, such as 18-29, or Total",
    "group": "one of the four groups, or Total",
}
_UNRECORDED = "Printed as 0, as is every part of this breakdown in this year: it was not recorded"


def _recognises(file: RawFile) -> bool:
    named = len(set(_headings(file)) & set(file.header))
    return named >= 3 and any(_PEOPLE.search(name) for name in file.header)


def _headings(file: RawFile) -> list[str]:
    return max(_GENERATIONS, key=lambda names: len(set(names) & set(file.header)))


def _read(file: RawFile) -> Iterator[Reading]:
    headings = _headings(file)
    columns_missing(file, headings)
    measures = _name_measures(file, [name for name in file.header if name and name not in headings])
    strange = [name for name in measures if parse_numbers(file.table[name].unique()).unread]
    numbers_unread(file, {name: parse_numbers(file.table[name]) for name in strange})
    rows = _read_rows(file, headings)
    edition = f"to {max(rows['period'])}"
    for _, part in rows.groupby("area_code", sort=False):
        yield _read_area(file, part, measures, edition)


def _name_measures(file: RawFile, columns: list[str]) -> dict[str, MeasureName]:
    measures = {name: name_measure(name) for name in columns}
    holding: dict[str, list[str]] = {}
    for name in columns:
        holding.setdefault(measures[name].id, []).append(name)
    problems = [
        f"row 1: the columns {' and '.join(map(repr, names))} hold the same measure, {measure}"
        for measure, names in holding.items()
        if len(names) > 1
    ]
    if "numbers_in_treatment" not in holding:
        found = ", ".join(map(repr, columns[:3]))
        problems.append(f"row 1: expected a column of all in treatment, found {found} and so on")
    if problems:
        raise SourceError(
            f"{file.path}: the columns are not those of a ViewIt export",
            problems,
            hint="export the table again, with all columns",
        )
    return measures


def _read_rows(file: RawFile, headings: list[str]) -> pd.DataFrame:
    """Return what each row is of: area, period, sex, age and group."""
    keys = file.table[headings].set_axis(_KEYS, axis=1)
    said = keys.apply(lambda column: column.str.strip().str.casefold())
    group = (
        said["group"]
        .str.replace(r"\band\b|[^a-z]", "", regex=True)
        .str.replace("opiates", "opiate")
    )
    rows = pd.DataFrame(
        {
            "sex": said["sex"].map(_SEXES),
            "age": said["age"].where(said["age"].str.fullmatch(_AGE)).mask(
                said["age"] == "total", _TOTAL["age"]
            ),
            "group": group.map(_GROUPS),
        }
    )  # fmt: skip
    _refuse_unknown(file, keys, rows, headings)
    periods = parse_periods(keys["period"], where=lambda row: f"{file.name} row {row + 2}")
    rows["period"] = pd.Series(periods, dtype="object")
    latest = max(periods).end
    tiers = ("upper", "region", "nation")
    names = keys["area"].unique()
    rows["area_code"] = keys["area"].map(
        resolve_names(names, tier=tiers, as_of=latest, where=file.name)
    )
    _refuse_repeated(file, rows)
    return rows


def _refuse_unknown(
    file: RawFile, keys: pd.DataFrame, rows: pd.DataFrame, headings: list[str]
) -> None:
    columns = dict(zip(_KEYS, headings, strict=True))
    problems = []
    for name, expected in _EXPECTED.items():
        strange = keys.loc[rows[name].isna(), name].drop_duplicates()
        problems += [
            f"row {row + 2}, column {columns[name]}: expected {expected}, found {text!r}"
            for row, text in zip(strange.index, strange, strict=True)
        ]
    if problems:
        raise SourceError(
            f"{file.path}: {len(problems)} labels are not of this layout",
            problems,
            hint="export the table of adults; that of young people is another",
        )


def _refuse_repeated(file: RawFile, rows: pd.DataFrame) -> None:
    repeated = rows[rows.duplicated(keep=False)].astype("str").agg(", ".join, axis=1)
    if len(repeated):
        raise SourceError(
            f"{file.path}: the same figures are printed more than once",
            [
                f"rows {', '.join(str(row + 2) for row in places)}: {figure}"
                for figure, places in repeated.groupby(repeated).groups.items()
            ],
            hint="remove the rows that do not hold",
        )


def _read_area(
    file: RawFile, rows: pd.DataFrame, measures: Mapping[str, MeasureName], edition: str
) -> Reading:
    cells = file.table.loc[rows.index, list(measures)]
    read = parse_numbers(cells.to_numpy().ravel(order="F"))
    counts = pd.DataFrame(
        read.value.to_numpy().reshape(cells.shape, order="F"),
        index=rows.index,
        columns=[measure.id for measure in measures.values()],
    )
    rounding = 5.0 if (counts.fillna(0) % 5 == 0).all(axis=None) else 0.0
    unrecorded = _find_unrecorded(rows, counts, measures, rounding).to_numpy().ravel(order="F")
    periods = period_columns(list(rows["period"])).set_axis(rows.index)
    keys = pd.concat([rows.drop(columns="period"), periods], axis=1)
    frame = pd.concat([keys] * len(measures), ignore_index=True).assign(
        indicator=np.repeat(list(counts.columns), len(rows)),
        count=read.value.mask(unrecorded),
        state=read.state.replace("missing", "not_collected").mask(unrecorded, "not_collected"),
        note=np.where(unrecorded, _UNRECORDED, ""),
        locator=[f"row {row + 2}, column {name}" for name in measures for row in rows.index],
    )
    observations = observe(
        frame,
        file,
        source=SOURCE,
        grouping_scheme="national_four_groups",
        rounding=rounding,
        edition=edition,
    )
    return Reading(observations, reconciliations=list(_reconcile(rows, counts, rounding)))


def _find_unrecorded(
    rows: pd.DataFrame, counts: pd.DataFrame, measures: Mapping[str, MeasureName], rounding: float
) -> pd.DataFrame:
    """Mark the breakdowns that are 0 throughout a year, though there were people to share out."""
    most = counts.groupby(rows["period"]).transform("max")
    parts: dict[tuple[str, str], list[str]] = {}
    for measure in measures.values():
        if measure.breakdown and measure.people in counts:
            parts.setdefault((measure.breakdown, measure.people), []).append(measure.id)
    unrecorded = pd.DataFrame(False, index=counts.index, columns=counts.columns)
    for (_, people), members in parts.items():
        # Rounding alone may hide as many people as this.
        hidden = rounding / 2 * (len(members) + 1)
        none = (most[members] == 0).all(axis=1) & (most[people] > hidden)
        unrecorded.loc[none, members] = True
    return unrecorded


def _reconcile(
    rows: pd.DataFrame, counts: pd.DataFrame, rounding: float
) -> Iterator[Reconciliation]:
    """Totals are the sums of their groups, sexes and ages, but for rounding."""
    whole = {name: rows[name] == total for name, total in _TOTAL.items()}
    for measure in counts.columns.intersection(["numbers_in_treatment", "new_presentations"]):
        for split in _TOTAL:
            others = [whole[name] for name in _TOTAL if name != split]
            alike = rows[others[0] & others[1]].assign(count=counts[measure])
            for (area, period), year in alike.groupby(["area_code", "period"]):
                total = year[split] == _TOTAL[split]
                parts = year.loc[~total, "count"]
                if total.any() and len(parts) >= _PARTS[split]:
                    yield Reconciliation(
                        f"{measure}, {area}, {period}: the total against its parts by {split}",
                        float(year.loc[total, "count"].iloc[0]),
                        float(parts.sum()),
                        rounding / 2 * (len(parts) + 1),
                    )


LAYOUT = Layout(
    source=SOURCE,
    description="NDTMS ViewIt export of adults in treatment (CSV)",
    recognises=_recognises,
    read=_read,
)
