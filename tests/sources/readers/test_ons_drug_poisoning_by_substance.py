"""A list of deaths related to drug poisoning by region, year and substance."""

import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.ons_drug_poisoning_by_substance import LAYOUT

TEXT = """Year of death registration,Usual residence code,Usual residence name,Substance,Deaths
2020,E12000001,North East,01 All drug poisonings,389
2020,J99000001,Non-residents,01 All drug poisonings,25
2020,E12000001,North East,"02 Any opiate (includes unspecified opiates, excludes paracetamol compounds)",:
"""


def test_all_deaths_are_a_headline_and_substances_are_categories(text_file):
    file = text_file(TEXT)
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    everything, opiates = reading.observations.to_dict("records")
    assert (everything["count"], everything["category"]) == (389, "")
    assert (everything["indicator"], everything["locator"]) == ("drug_poisoning_deaths", "row 2")
    assert opiates["category"].startswith("Any opiate")
    assert (opiates["state"], opiates["category_type"]) == ("suppressed", "substance mentioned")
    assert [(item.what, item.rows) for item in reading.skipped] == [
        ("Non-residents (J99000001)", 1)
    ]


def test_one_more_year_is_read_as_it_stands(text_file):
    more = TEXT + "2021,E12000001,North East,01 All drug poisonings,402\n"
    rows = LAYOUT.read(text_file(more)).observations
    assert set(rows["edition"]) == {"2021 registrations"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",389", ",3 8 9", "row 2, column Deaths: expected a number, found '3 8 9'"),
        (
            "2020,E",
            "2020/2019,E",
            "row 2, column Year of death registration: '2020/2019' is not a period",
        ),
        ("Substance", "Drug", "row 1: expected the column 'Substance', found 'Drug'"),
    ],
)
def test_what_cannot_be_read_is_named(text_file, old, new, said):
    with pytest.raises(SourceError) as error:
        LAYOUT.read(text_file(TEXT.replace(old, new, 1)))
    assert said in str(error.value)


def test_years_numbers_and_contradictions_are_told_in_one_error(text_file):
    rows = [
        "2020,E12000001,North East,01 All drug poisonings,390",
        "2020/2019,E12000002,North West,01 All drug poisonings,2",
        "2020/2019,E12000002,North West,01 All drug poisonings,3",
        "2020,E12000003,Yorkshire and The Humber,01 All drug poisonings,3 8 9",
    ]
    with pytest.raises(SourceError) as error:
        LAYOUT.read(text_file(TEXT + "\n".join(rows) + "\n"))
    year, number, contradiction = error.value.problems
    assert year.startswith("rows 6, 7, column Year of death registration: '2020/2019' is not")
    assert number == "row 8, column Deaths: expected a number, found '3 8 9'"
    assert "row 2: 389; row 5: 390" in contradiction


def test_a_header_without_rows_is_refused(text_file):
    with pytest.raises(SourceError, match="a header and no rows"):
        LAYOUT.read(text_file(TEXT.splitlines()[0] + "\n"))


def test_rows_that_contradict_each_other_are_refused(text_file):
    with pytest.raises(SourceError, match="row 2: 389; row 5: 390"):
        LAYOUT.read(text_file(TEXT + "2020,E12000001,North East,01 All drug poisonings,390\n"))


def test_the_real_table_gives_the_published_totals(published):
    file = published("ons_deaths/ons_drug_poisoning_by_region_substance.csv")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    assert len(rows) == 672
    last = rows[(rows["area_code"] == "K04000001") & (rows["period_start"] == "2020-01-01")]
    assert last.loc[last["category"] == "", "count"].tolist() == [4561]
    assert len(reading.reconciliations) == 56
    assert all(check.holds for check in reading.reconciliations)
