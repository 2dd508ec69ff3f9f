"""Nomis's estimates as a table: a row an authority and year, a column an age."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.nomis_population_csv import LAYOUT
from toolkit.sources.summary import Summary

HEADER = ["name", "code", "year", *(f"Age {age}" for age in range(90)), "Aged 90+"]


def table(*records, header=HEADER):
    return "\n".join(",".join(map(str, row)) for row in (header, *records)) + "\n"


def record(code="E06000026", year=2020, residents=(7,) * 91):
    return ["Plymouth", code, year, *residents]


def read(file):
    summary = Summary()
    return pd.concat(summary.follow(LAYOUT.readings(file)), ignore_index=True), summary


def test_reads_an_age_a_row_for_persons(text_file):
    file = text_file(table(record(residents=range(91))))
    assert LAYOUT.recognises(file)
    rows, _ = read(file)
    assert rows["age"].tolist() == [*map(str, range(90)), "90+"]
    assert rows["count"].tolist() == list(range(91))
    assert (rows.loc[5, "locator"], rows.loc[5, "sex"]) == ("row 2, column Age 5", "persons")


def test_an_age_that_is_not_told_apart_is_missing_and_not_nought(text_file):
    rows, _ = read(text_file(table(record(year=1997, residents=[5] * 85 + ["-"] * 6))))
    absent = rows[rows["state"] == "missing"]
    assert absent["age"].tolist() == ["85", "86", "87", "88", "89", "90+"]
    assert absent["count"].isna().all()


def test_hands_over_a_year_at_a_time(text_file):
    file = text_file(table(*(record(year=year) for year in (2020, 2021, 2022))))
    assert [len(piece.observations) for piece in LAYOUT.readings(file)] == [91, 91, 91, 0]


def test_passes_over_areas_outside_the_catalogue(text_file):
    rows, summary = read(text_file(table(record(), record("95Z", 2020))))
    assert rows["area_code"].unique().tolist() == ["E06000026"]
    assert dict(summary.skipped) == {("95Z", "not an area of the catalogue"): 91}


class TestRefusals:
    def test_names_the_ages_without_a_column(self, text_file):
        header = [name for name in HEADER if name not in ("Age 3", "Age 4")]
        file = text_file(table(record(residents=[1] * 89), header=header))
        with pytest.raises(SourceError, match="row 1: found none for 3 to 4"):
            read(file)

    def test_names_a_renamed_column(self, text_file):
        header = ["name", "area", *HEADER[2:]]
        file = text_file(table(record(), header=header))
        assert LAYOUT.recognises(file)
        with pytest.raises(SourceError, match="expected the column 'code'"):
            read(file)

    def test_names_row_and_column_of_a_cell_that_is_no_number(self, text_file):
        with pytest.raises(SourceError, match="row 3, column Age 2: expected a number, found 'l1'"):
            read(text_file(table(record(), record(year=2021, residents=[1, 1, "l1", *[1] * 88]))))

    def test_names_the_row_of_a_bad_year(self, text_file):
        with pytest.raises(SourceError, match="row 2, column year: '20x0' is not a period"):
            read(text_file(table(record(year="20x0"))))

    def test_names_rows_that_repeat_an_authority_and_year(self, text_file):
        with pytest.raises(SourceError, match="rows 2, 3: expected one row of E06000026, 2020"):
            read(text_file(table(record(), record())))

    def test_lists_every_fault_at_once(self, text_file):
        worded = record(year=2021, residents=[1, "l1", *[1] * 89])
        with pytest.raises(SourceError) as refusal:
            read(text_file(table(record(), record(year="20x0"), worded, record())))
        assert [problem.split(": ")[0] for problem in refusal.value.problems] == [
            "row 3, column year",
            "rows 2, 5",
            "row 4, column Age 1",
        ]


def test_the_published_file_holds_every_authority_of_24_years(published):
    rows, summary = read(published("population/nomis_la_pop_estimates_syoa_1997on.csv"))
    assert (len(rows), summary.first.year, summary.last.year) == (8976 * 91, 1997, 2020)
    assert rows["state"].value_counts().to_dict() == {"ok": 816_816 - 11_948, "missing": 11_948}
    plymouth = rows[(rows["area_code"] == "E06000026") & (rows["period_start"].dt.year == 2020)]
    assert plymouth["count"].sum() == 262_839
