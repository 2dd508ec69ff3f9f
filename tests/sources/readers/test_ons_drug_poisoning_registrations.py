"""ONS workbook of deaths related to drug poisoning by cause, age, substance and region."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers import ons_drug_poisoning_by_la
from toolkit.sources.readers.ons_drug_poisoning_registrations import LAYOUT

RATED = ["Deaths", "Rate", "", "Lower Confidence Limit", "Upper Confidence Limit"]
YEAR = "Year of death registration"
END = ", England and Wales, deaths registered between 1993 and 2021 1,2,3"


def above(number, title):
    return [["Back to contents"], [f"Table {number}"], [title + END], [""]]


def sheets():
    return {
        "Contents": [["", ""], ["Worksheet names", "Deaths related to drug poisoning"]],
        "Table 1": [
            *above(1, "Number of deaths from drug-related poisoning and drug misuse, by sex, country and underlying cause"),
            ["Underlying cause", "", "", "All causes", "", "", "", "", "Accidental poisoning by drugs", ""],
            ["", "", "", "All drug poisoning", "", "", "of which: Drug misuse", "", "All drug poisoning", ""],
            ["Sex", YEAR, "", "England and Wales", "England", "Wales", "England", "", "England and Wales", "Wales"],
            ["Persons"],
            ["", 2021, "", 4859, 4532, 322, 2846, "", 3809, 265],
            ["", 2020, "", 4561, 4312, 224, 2830, "", 3550, 184],
            ["Males"],
            ["", 2021, "", 3275, 3050, 221, 2050, "", 2600, 200],
            [],
            ["1 Age-standardised mortality rates"],
            ["Source: Office for National Statistics"],
        ],
        "Table 2": [
            *above(2, "Number of deaths from drug-related poisoning and drug misuse, by sex, country and age"),
            ["Age groups", "", "", "All ages", "", "Under 20", ""],
            ["", "", "", "All drug poisoning", "", "All drug poisoning", ""],
            ["Sex", YEAR, "", "England and Wales", "Wales", "England and Wales", "Wales"],
            ["Persons"],
            ["", 2021, "", 4859, 322, 63, 4],
        ],
        "Table 3": [
            *above(3, "Number of drug-related deaths where selected substances were mentioned on the death certificate, by age"),
            ["Substance", "", "All drug poisoning", "", "", "Codeine not from compound formulation 5,6", ""],
            ["Age group", "", "Under 20", "70 and over", "", "Under 20", "70 and over"],
            [2021, "", 63, 236, "", 2, 10],
        ],
        "Table 4": [
            *above(4, "Number of deaths and age-standardised mortality rates for deaths related to drug poisoning, drug misuse, and selected substances by sex"),
            ["Substance", "", "", "All drug poisoning", *[""] * 5, "Tramadol", *[""] * 5],
            ["Sex", YEAR, "", *RATED, "", *RATED],
            ["Persons"],
            ["", 2021, "", 4859, 84.4, "", 82.0, 86.8, "", 17, 0.7, "u", 0.4, 1.1],
            ["", 2020, "", 4561, 79.5, "", 77.2, 81.9, "", 9, ":", "", ":", ":"],
        ],
        "Table 6": [
            *above(6, "Age-specific mortality rates per million population for deaths related to drug misuse, by 5-year age groups"),
            ["", YEAR],
            ["Age Group", 2020, 2021],
            ["01-04", ":", "1.2*"],
            ["85+", 20.5, 26.9],
        ],
        "Table 7": [
            *above(7, "Number of deaths and age-standardised mortality rates for deaths related to drug poisoning and drug misuse, by sex, country and region"),
            ["", "", "", "", "Persons", *[""] * 5, "Males"],
            ["", "", "", "", "All drug poisoning", *[""] * 5, "of which: Drug misuse"],
            [YEAR, "Area code", "Area name", "", *RATED, "", *RATED],
            [],
            [2021, "E92000001", "England", "", 4532, 82.9, "", 80.5, 85.4, "", 2050, 75.9, "", 72, 79],
            ["", "E12000001", "", "North East", 402, 163.4, "", 147.3, 179.4, "", 191, 159.4, "", 136, 182],
            [],
            [2020, "E12000001", "", "North East", 389, 158, "", 140, 170, "", 180, 150, "", 130, 170],
        ],
        "Table 9": [
            *above(9, "Number of deaths and age-standardised mortality rates for deaths related to drug poisoning, by sex, age group and WIMD quintile")[:2],
            ["Number of deaths and rates for deaths related to drug poisoning, by sex and WIMD quintile, Wales, deaths registered between 2010 and 2021"],
            [""],
            ["Quintile", "", "", "1 (most deprived)", *[""] * 5, 2],
            ["Sex", "Year of registration", "", "Deaths", "Rate", "", "Lower 95% CI", "Upper 95% CI", "",
             "Deaths", "Rate", "", "Lower 95% CI", "Upper 95% CI"],
            ["Males", "2019-2021", "", 220, 262.3, "", 227.2, 297.4, "", 139, 161.5, "", 134.5, 189],
        ],
        "Table 10": [*above(10, "Average registration delay for deaths related to drug poisoning and drug misuse")],
    }  # fmt: skip


@pytest.fixture
def rows(workbook):
    return LAYOUT.read(workbook(sheets())).observations.set_index("locator")


def test_the_workbook_is_claimed_by_one_reader(workbook):
    file = workbook(sheets())
    assert LAYOUT.recognises(file)
    assert not ons_drug_poisoning_by_la.LAYOUT.recognises(file)


def test_counts_say_measure_country_sex_and_cause(rows):
    england = rows.loc["Table 1!E9"]
    assert england[["indicator", "area_code", "sex", "count", "category"]].tolist() == [
        "drug_poisoning_deaths", "E92000001", "persons", 4532, "",
    ]  # fmt: skip
    assert rows.loc["Table 1!G12", ["indicator", "sex"]].tolist() == ["drug_misuse_deaths", "male"]
    wales = rows.loc["Table 1!J10"]
    assert wales[["area_code", "category_type", "category"]].tolist() == [
        "W92000004", "underlying cause of death", "Accidental poisoning by drugs",
    ]  # fmt: skip
    assert wales["period_start"] == pd.Timestamp("2020-01-01")


def test_a_count_printed_in_two_tables_is_one_row(rows):
    assert "Table 1!D9" in rows.index
    assert "Table 2!D9" not in rows.index
    assert rows.loc["Table 2!F9", "age"] == "under 20"


def test_rates_per_million_are_measures_of_their_own_with_their_count(rows):
    everything = rows.loc["Table 4!D8:E8, G8:H8"]
    assert everything["indicator"] == "drug_poisoning_deaths_per_million"
    assert everything[["count", "value", "lower", "upper"]].tolist() == [4859, 84.4, 82.0, 86.8]
    tramadol = rows.loc["Table 4!J8:K8, M8:N8"]
    assert tramadol[["category", "state", "value"]].tolist() == ["Tramadol", "unreliable", 0.7]
    hidden = rows.loc["Table 4!J9:K9, M9:N9"]
    assert (hidden["count"], hidden["state"]) == (9, "suppressed")
    assert pd.isna(hidden["value"])


def test_footnote_digits_behind_a_substance_are_dropped(rows):
    assert rows.loc["Table 3!F7", "category"] == "Codeine not from compound formulation"
    assert rows.loc["Table 3!D7", ["category", "age"]].tolist() == ["", "70+"]


def test_rates_by_age_stand_with_years_across(rows):
    doubtful = rows.loc["Table 6!C7"]
    assert doubtful[["indicator", "age", "value", "state"]].tolist() == [
        "drug_misuse_deaths_per_million", "1-4", 1.2, "unreliable",
    ]  # fmt: skip
    assert rows.loc["Table 6!B7", "state"] == "suppressed"


def test_regions_carry_the_year_of_the_row_above_and_the_sex_of_the_heading(rows):
    men = rows.loc["Table 7!K10:L10, N10:O10"]
    assert men[["area_code", "sex", "indicator", "count"]].tolist() == [
        "E12000001", "male", "drug_misuse_deaths_per_million", 191,
    ]  # fmt: skip
    assert men["period_start"] == pd.Timestamp("2021-01-01")


def test_deprivation_is_a_category_of_the_nation_in_the_title(rows):
    poorest = rows.loc["Table 9!D7:E7, G7:H7"]
    assert poorest[["area_code", "category_type", "category", "period_kind", "sex"]].tolist() == [
        "W92000004", "WIMD quintile", "1", "pooled", "male",
    ]  # fmt: skip


def test_delays_are_passed_over_with_a_reason(workbook):
    [skipped] = LAYOUT.read(workbook(sheets())).skipped
    assert skipped.what == "Table 10: registration delays"


def test_one_more_year_is_read_as_it_stands(workbook):
    changed = sheets()
    changed["Table 1"].insert(8, ["", 2022, "", 4907, 4579, 318, 2900, "", 3900, 270])
    changed["Table 6"][5].append(2022)
    changed["Table 6"][6].append(":")
    changed["Table 6"][7].append(25)
    rows = LAYOUT.read(workbook(changed)).observations.set_index("locator")
    assert rows.loc["Table 1!D9", "count"] == 4907
    assert rows.loc["Table 6!D8", "value"] == 25
    assert set(rows["edition"]) == {"2022 registrations"}


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "said"),
    [
        ("Table 1", 8, 3, "4 859", "Table 1!D9: expected a number, found '4 859'"),
        ("Table 1", 8, 1, "2O21", "Table 1!B9: '2O21' is not a period"),
        ("Table 1", 10, 0, "Mlaes", "Table 1!A11: expected Persons, Males or Females, found 'Mlaes'"),
        ("Table 1", 6, 3, "Great Britain", "Table 1!D7: expected a heading that says measure,"),
        ("Table 4", 5, 6, "Lower limit", "Table 4!G6: expected a heading that says measure,"),
        ("Table 4", 5, 6, "", "Table 4!D6: expected beside it one of lower 95% ci"),
        ("Table 6", 6, 0, "toddlers", "Table 6!A7: expected an age group, found 'toddlers'"),
        ("Table 7", 2, 0, "Deaths", "a table whose title reads like 'country and region'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(workbook, sheet, row, column, text, said):
    changed = sheets()
    changed[sheet][row][column] = text
    with pytest.raises(SourceError) as error:
        LAYOUT.read(workbook(changed))
    assert said in str(error.value)


def test_rows_that_contradict_each_other_are_refused(workbook):
    changed = sheets()
    changed["Table 2"][8][3] = 4858
    with pytest.raises(SourceError, match="Table 1!D9: 4859; Table 2!D9: 4858"):
        LAYOUT.read(workbook(changed))


def test_the_published_workbook_gives_the_published_totals(published):
    file = published("ons_deaths/ons_drug_poisoning_2021registrations.xlsx")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations.set_index("locator")
    assert rows.loc["Table 1!D9", ["count", "area_code"]].tolist() == [4859, "K04000001"]
    assert rows.loc["Table 4!D8:E8, G8:H8", "value"] == 84.4
    south_west = rows.loc["Table 7!E18:F18, H18:I18"]
    assert south_west[["area_code", "count", "value"]].tolist() == ["E12000009", 467, 87.9]
    assert len(rows) == 13_995
    assert len(reading.reconciliations) == 3480
    assert all(check.holds for check in reading.reconciliations)
