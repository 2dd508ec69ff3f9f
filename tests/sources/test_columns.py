"""The columns of a CSV: what is read, and how every fault is noted with row and column."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tests.sources.conftest import write_csv
from toolkit.errors import ParameterError, SourceError
from toolkit.periods import Period
from toolkit.sources.columns import (
    columns_missing,
    latest_day,
    read_names,
    read_numbers,
    read_periods,
    read_records,
    read_words,
)
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile


@pytest.fixture
def file(tmp_path):
    """A table of two areas."""
    rows = [["York", "E06000014", 3], ["Plymouth", "E06000026", 5]]
    return RawFile(write_csv(tmp_path / "deaths.csv", ["Area", "Code", "Deaths"], rows))


@pytest.fixture
def faults():
    return Faults()


def column(*cells, name="Year"):
    return pd.Series(cells, index=range(2, len(cells) + 2), name=name, dtype="str")


def test_columns_that_are_there_are_not_refused(file):
    assert columns_missing(file, ["Code", "Area"]) is None


def test_a_missing_column_is_named_with_those_that_are_spare(file):
    with pytest.raises(SourceError) as refused:
        columns_missing(file, ["Area", "Code", "Rate", "Year"])
    assert "deaths.csv: 2 columns of the layout" in refused.value.summary
    assert refused.value.problems == (
        "row 1: expected the column 'Rate', found 'Deaths'",
        "row 1: expected the column 'Year', found 'Deaths'",
    )


def test_what_a_misspelt_column_is_like_is_told_first(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text("Area,Count,Valeu,Note\nYork,1,2,\n", encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        columns_missing(RawFile(path), ["Area", "Value"])
    assert refused.value.problems == (
        "row 1: expected the column 'Value', found 'Valeu', 'Count', 'Note'",
    )


def test_rows_are_numbered_as_a_person_sees_them(file):
    assert read_records(file, ["Area"])["Area"].to_dict() == {2: "York", 3: "Plymouth"}
    assert file.table.index.tolist() == [0, 1]


def test_a_header_without_rows_is_refused(tmp_path):
    bare = RawFile(write_csv(tmp_path / "bare.csv", ["Area"], []))
    with pytest.raises(SourceError, match=r"bare\.csv: the table has a header and no rows"):
        read_records(bare)


def test_a_cell_that_is_no_number_is_missing_and_noted(faults):
    numbers = read_numbers(column("3", "*", "5?", name="Deaths"), faults)
    assert numbers.value.isna().to_dict() == {2: False, 3: True, 4: True}
    assert faults.lines() == ["row 4, column Deaths: expected a number, found '5?'"]


def test_words_of_categories_are_read_like_others(faults):
    words = read_words(column("F", "M").astype("category"), {"F": "female"}.get, "F", faults)
    assert words.isna().tolist() == [False, True]
    assert faults.lines() == ["row 3, column Year: expected F, found 'M'"]


def test_a_period_is_read_once_however_often_it_stands(faults):
    read = []

    def parse(text):
        read.append(text)
        return Period.parse(text)

    periods = read_periods(column(*["2022", "2023"] * 50), faults, parse)
    assert read == ["2022", "2023"]
    assert periods[101] == Period.calendar(2023)


def test_a_period_can_be_read_with_what_stands_beside_it(faults):
    def parse(text, span):
        if span == "3y":
            raise ParameterError(f"{text} is no three years")
        return Period.parse(text)

    beside = column("1y", "3y", "1y", name="Range")
    periods = read_periods(column("2022", "2022", "2023"), faults, parse, beside)
    assert periods.isna().tolist() == [False, True, False]
    assert faults.lines() == ["row 3, column Year: 2022 is no three years"]


def test_the_latest_day_is_not_known_where_a_period_was_not_read(faults):
    assert latest_day(read_periods(column("2022", "2023"), faults)) == dt.date(2023, 12, 31)
    assert latest_day(read_periods(column("2022", "20x3"), faults)) is None


def test_a_name_that_is_no_area_is_noted_with_its_rows_and_the_near_name(faults):
    codes = read_names(column("Plymoth", "York", "Plymoth", name="Area"), faults, tier="upper")
    assert codes.isna().tolist() == [True, False, True]
    assert faults.lines() == [
        "rows 2, 4, column Area: no area is called 'Plymoth': did you mean Plymouth?"
    ]
