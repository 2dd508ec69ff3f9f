"""ScotPHO profiles: any of Public Health Scotland's indicators, one row an area and period.

Read as the profiles tool downloads them, under the names that its columns have
had. Where several years are taken together the numerator is the mean of a
year, so it is no count of the period and is said in the note. Rates are
standardised by age and sex, unlike those of National Records of Scotland.
"""

from __future__ import annotations

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import SourceError, count_of, did_you_mean
from toolkit.sources.cells import Numbers
from toolkit.sources.columns import read_numbers, read_periods, read_records
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.repeats import join_repeats
from toolkit.sources.scotpho import Timed, read_name, read_period

SOURCE = "scotpho_profile"
_COLUMNS = {
    "area": ("area_code", "code"),
    "area_type": ("area_type", "areatype"),
    "indicator": ("indicator",),
    "period": ("period", "def_period"),
    "unit": ("type_definition",),
    "count": ("numerator",),
    "value": ("measure",),
    "lower": ("lower_confidence_interval", "lowci"),
    "upper": ("upper_confidence_interval", "upci"),
}
_FIGURES = ("count", "value", "lower", "upper")
_SCOTLAND = {"S00000001": "S92000003"}


def _recognises(file: RawFile) -> bool:
    held = [any(name in file.header for name in names) for names in _COLUMNS.values()]
    return "indicator" in file.header and sum(held) >= 6


def _read(file: RawFile) -> Reading:
    columns = _find_columns(file)
    records = read_records(file)
    faults = Faults()
    timed = read_periods(records[columns["period"]], faults, read_period)
    figures = {name: read_numbers(records[columns[name]], faults) for name in _FIGURES}
    table = records.rename(columns={printed: name for name, printed in columns.items()})
    names = table["indicator"].map({name: read_name(name) for name in table["indicator"].unique()})
    rows = pd.DataFrame({name: figure.value for name, figure in figures.items()}).assign(
        **period_columns(timed.map(lambda time: time.period, na_action="ignore")),
        indicator=[name.measure for name in names],
        sex=[name.sex for name in names],
        age=[name.age for name in names],
        area_code=table["area"].str.strip().replace(_SCOTLAND),
        state=figures["value"].state,
        note=[_note(unit, time) for unit, time in zip(table["unit"], timed, strict=True)],
        locator=[f"row {row}" for row in table.index],
    )
    rows = _hide_unfounded_zeros(_set_aside_means(rows), figures)
    keep, skipped = _choose(table, rows)
    observations = observe(
        join_repeats(rows[keep], file, faults),
        file,
        source=SOURCE,
        edition=f"to {rows['period_end'].max():%Y}",
    )
    return Reading(observations, skipped)


def _find_columns(file: RawFile) -> dict[str, str]:
    """Return which of the names that each column has had it bears here; refuse where one lacks."""
    found = {
        name: spelt
        for name, spellings in _COLUMNS.items()
        if (spelt := next((word for word in spellings if word in file.header), ""))
    }
    absent = [spellings[0] for name, spellings in _COLUMNS.items() if name not in found]
    if absent:
        raise SourceError(
            f"{file.path}: {count_of(len(absent), 'column of the layout is', 'columns of the layout are')} not there",
            [
                f"row 1: expected the column {name!r}, found "
                + ", ".join(map(repr, did_you_mean(name, file.header) or file.header))
                for name in absent
            ],
            hint="this is the tool's inequalities dataset; download its main dataset"
            if "quintile" in file.header
            else "download the main dataset of the profiles tool again",
        )
    return found


def _note(unit: str, time: Timed | None) -> str:
    return ". ".join(filter(None, [unit, time.note if time else ""]))


def _set_aside_means(rows: pd.DataFrame) -> pd.DataFrame:
    """Move a numerator that is the mean of several years from the counts to the note."""
    months = (rows["period_end"] - rows["period_start"]).dt.days / 30.4
    mean = (months > 13) & rows["count"].notna()
    said = ". The numerator, the mean of a year, is " + rows["count"].map("{:g}".format)
    return rows.assign(note=rows["note"] + said.where(mean, ""), count=rows["count"].mask(mean))


def _hide_unfounded_zeros(rows: pd.DataFrame, figures: dict[str, Numbers]) -> pd.DataFrame:
    """Where measure and limits are 0 over no numerator, the publisher filled a gap with zeros."""
    empty = figures["count"].value.isna() & (rows[["value", "lower", "upper"]] == 0).all(axis=1)
    hidden = rows[["value", "lower", "upper"]].mask(empty)
    note = rows["note"] + pd.Series(empty).map(
        {True: ". Printed as 0 without a numerator", False: ""}
    )
    return rows.assign(**hidden, note=note, state=rows["state"].mask(empty, "missing"))


def _choose(table: pd.DataFrame, rows: pd.DataFrame) -> tuple[pd.Series[bool], list[Skipped]]:
    """Return the rows to keep, and what is passed over."""
    unknown = ~rows["area_code"].isin(known_codes())
    placeless = rows["period_start"].isna()
    # An indicator that is called a percentage and passes 100 holds something else.
    over = table["unit"].str.startswith("Percentage") & (rows["value"] > 100)
    mistyped = table["indicator"].isin(table.loc[over, "indicator"])
    skipped = [
        Skipped(f"areas of the type {kind!r}", "not areas of the catalogue", int(number))
        for kind, number in table.loc[unknown, "area_type"].value_counts().items()
    ]
    skipped += [
        Skipped(f"periods such as {text!r}", "a mean of single days has no period", int(number))
        for text, number in table.loc[placeless & ~unknown, "period"].value_counts().items()
    ]
    left = mistyped & ~unknown & ~placeless
    skipped += [
        Skipped(repr(name), "called a percentage, but holds numbers over 100", int(number))
        for name, number in table.loc[left, "indicator"].value_counts().items()
    ]
    return ~(unknown | placeless | mistyped), skipped


LAYOUT = Layout(
    source=SOURCE,
    description="ScotPHO profiles of health and wellbeing (CSV)",
    recognises=_recognises,
    read=_read,
)
