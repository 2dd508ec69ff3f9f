"""One table of deaths related to drug poisoning: authorities down, years across."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers import ons_drug_poisoning_by_la
from toolkit.sources.readers.ons_drug_poisoning_by_la_csv import LAYOUT

TEXT = """code,name,2020,1993
K04000001,ENGLAND AND WALES,4561,2178
E92000001,ENGLAND,4312,2069
E07000146,King’s Lynn and West Norfolk,12,1
W06000001,Isle of Anglesey / Ynys Môn ,4,:
J99000001,Non-residents,12,8
"""


def test_each_year_of_each_area_is_a_count(text_file):
    file = text_file(TEXT, encoding="cp1252")
    assert LAYOUT.recognises(file)
    assert not ons_drug_poisoning_by_la.LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations.set_index("locator")
    lynn = rows.loc["row 4, column 2020"]
    assert lynn[["indicator", "area_code", "count", "state"]].tolist() == [
        "drug_poisoning_deaths", "E07000146", 12, "ok",
    ]  # fmt: skip
    assert lynn["period_end"] == pd.Timestamp("2020-12-31")
    hidden = rows.loc["row 5, column 1993"]
    assert hidden["state"] == "suppressed"
    assert pd.isna(hidden["count"])
    assert [(item.what, item.rows) for item in reading.skipped] == [("J99000001 Non-residents", 2)]


def test_one_more_year_is_read_as_it_stands(text_file):
    longer = (
        "code,name,2020,1993,2021\nK04000001,E&W,4561,2178,4859\nE92000001,ENGLAND,4312,2069,4532\n"
    )
    rows = LAYOUT.read(text_file(longer)).observations
    assert rows["count"].tolist() == [4561, 4312, 2178, 2069, 4859, 4532]
    assert set(rows["edition"]) == {"2021 registrations"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("4561", "56000000", "row 2, column 2020: expected 4,561 deaths registered in England and"),
        ("K04000001", "K04000002", "column code: expected a row of England and Wales"),
        ("2020,1993", "2019,1994", "row 1: expected one of the years 1993"),
        ("code,name", "Area,name", "expected the column 'code'"),
        (",12,1", ",12,one", "row 4, column 1993: expected a number, found 'one'"),
        ("name,2020", "name,2020/22", "row 1: '2020/22' is not a period"),
    ],
)
def test_what_cannot_be_read_is_named(text_file, old, new, said):
    with pytest.raises(SourceError) as error:
        LAYOUT.read(text_file(TEXT.replace(old, new, 1)))
    assert said in str(error.value)


def test_headings_totals_numbers_and_contradictions_are_told_in_one_error(text_file):
    text = TEXT.replace("2020,1993", "2020,1993,20x1").replace("4561", "4651").replace(",12,1", ",12,one")  # fmt: skip
    with pytest.raises(SourceError) as error:
        LAYOUT.read(text_file(text + "E07000146,King's Lynn,13,1\n"))
    heading, number, total, contradiction = error.value.problems
    assert heading.startswith("row 1: '20x1' is not a period")
    assert number == "row 4, column 1993: expected a number, found 'one'"
    assert total.startswith("row 2, column 2020: expected 4,561 deaths registered in England")
    assert "row 4, column 2020: 12; row 7, column 2020: 13" in contradiction


def test_rows_that_contradict_each_other_are_refused(text_file):
    with pytest.raises(SourceError, match=r"row 4, column 2020: 12; row 7, column 2020: 13"):
        LAYOUT.read(text_file(TEXT + "E07000146,King's Lynn,13,1\n"))


def test_the_real_table_gives_the_published_totals(published):
    file = published("ons_deaths/ons_drug_poisoning_by_la_1993_2020.csv")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    assert len(reading.observations) == 375 * 28
    assert len(reading.reconciliations) == 28
    assert all(check.holds for check in reading.reconciliations)


def test_the_real_table_agrees_with_the_workbook(published):
    """A derived table is trusted as far as the publisher's own file bears it out."""
    table = LAYOUT.read(published("ons_deaths/ons_drug_poisoning_by_la_1993_2020.csv"))
    book = published("ons_deaths/ons_drug_poisoning_by_la_2021localauthorities.xlsx")
    keys = ["indicator", "area_code", "period_start", "period_end", "sex"]
    both = table.observations.merge(
        ons_drug_poisoning_by_la.LAYOUT.read(book).observations, on=keys, suffixes=("", "_book")
    )
    assert len(both) > 9_000
    assert (both["count"] == both["count_book"]).mean() > 0.99
