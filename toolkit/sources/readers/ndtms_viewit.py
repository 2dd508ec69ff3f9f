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

from toolkit.errors import SourceError
from toolkit.sources.cells import parse_numbers
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
from toolkit.sources.reading import Layout, Reading, Reconciliation, observe, period_columns
from toolkit.sources.repeats import note_repeats
from toolkit.sources.viewit import MeasureName, name_measure

SOURCE = "ndtms_viewit"
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
_AGE = re.compile(r"\d+-\d+|\d+\+")
_TOTAL = {"sex": "persons", "age": "18+", "group": "all_adults"}
_PARTS = {"sex": 2, "age": 3, "group": 4}
_UNRECORDED = "Printed as 0, as is every part of this breakdown in this year: it was not recorded"


def _recognises(file: RawFile) -> bool:
    named = len(set(_headings(file)) & set(file.header))
    return named >= 3 and any(_PEOPLE.search(name) for name in file.header)


def _headings(file: RawFile) -> list[str]:
    return max(_GENERATIONS, key=lambda names: len(set(names) & set(file.header)))


def _read(file: RawFile) -> Iterator[Reading]:
    headings = _headings(file)
    table = read_records(file, headings)
    measures = _name_measures(file, [name for name in file.header if name and name not in headings])
    faults = Faults(hint="export the table of adults again; that of young people is another")
    rows = _read_rows(table[headings], faults)
    for name in measures:
        if parse_numbers(table[name].unique()).unread:
            read_numbers(table[name], faults)
    faults.refuse(file)
    edition = f"to {max(rows['period'])}"
    for _, part in rows.groupby("area_code", sort=False):
        yield _read_area(file, table, part, measures, edition)


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


def _read_rows(keys: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    """Return what each row is of: sex, age, group, period and area, and note what is not read."""
    period, area, *partitions = (keys[name] for name in keys)
    rows = pd.DataFrame(
        {
            name: read_words(cells, read, expected, faults)
            for cells, (name, (read, expected)) in zip(partitions, _PARTITIONS.items(), strict=True)
        }
    )
    rows["period"] = read_periods(period, faults)
    as_of = latest_day(rows["period"])
    rows["area_code"] = read_names(area, faults, tier=("upper", "region", "nation"), as_of=as_of)
    note_repeats(rows, faults)
    return rows


def _read_sex(text: str) -> str | None:
    return _SEXES.get(text.strip().casefold())


def _read_age(text: str) -> str | None:
    said = text.strip().casefold()
    return _TOTAL["age"] if said == "total" else said if _AGE.fullmatch(said) else None


def _read_group(text: str) -> str | None:
    said = re.sub(r"\band\b|[^a-z]", "", text.casefold())
    return _GROUPS.get(said.replace("opiates", "opiate"))


_PARTITIONS = {
    "sex": (_read_sex, "F, M or Total"),
    "age": (_read_age, "an age band of adults, such as 18-29, or Total"),
    "group": (_read_group, "one of the four groups, or Total"),
}


def _read_area(
    file: RawFile,
    table: pd.DataFrame,
    rows: pd.DataFrame,
    measures: Mapping[str, MeasureName],
    edition: str,
) -> Reading:
    cells = table.loc[rows.index, list(measures)]
    read = parse_numbers(cells.to_numpy().ravel(order="F"))
    counts = pd.DataFrame(
        read.value.to_numpy().reshape(cells.shape, order="F"),
        index=rows.index,
        columns=[measure.id for measure in measures.values()],
    )
    rounding = 5.0 if (counts.fillna(0) % 5 == 0).all(axis=None) else 0.0
    unrecorded = _find_unrecorded(rows, counts, measures, rounding).to_numpy().ravel(order="F")
    keys = pd.concat([rows.drop(columns="period"), period_columns(rows["period"])], axis=1)
    frame = pd.concat([keys] * len(measures), ignore_index=True).assign(
        indicator=np.repeat(list(counts.columns), len(rows)),
        count=read.value.mask(unrecorded),
        state=read.state.replace("missing", "not_collected").mask(unrecorded, "not_collected"),
        note=np.where(unrecorded, _UNRECORDED, ""),
        locator=[f"row {row}, column {name}" for name in measures for row in rows.index],
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
