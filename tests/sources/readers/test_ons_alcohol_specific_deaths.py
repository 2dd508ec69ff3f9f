"""ONS workbook of alcohol-specific deaths in the United Kingdom."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.ons_alcohol_specific_deaths import LAYOUT

LIMITS = ["Lower 95% confidence interval", "Upper 95% confidence interval"]
ABOVE = [["This worksheet contains one table."], ["Source: Office for National Statistics"], [""]]


def sheets():
    return {
        "Cover_sheet": [["Alcohol-specific deaths in the UK, 2001 to 2021"]],
        "Definition": [["National statistics definition of alcohol-specific deaths [note 1]"]],
        "Table 1": [
            ["Table 1: Alcohol-specific age-standardised death rates, for English regions and constituent countries of the United Kingdom, 2001 to 2021 [note 2]"],
            *ABOVE,
            ["Area code", "Area name", "Sex", "Year [note 3]", "Number of deaths",
             "Age-standardised rate per 100,000", *LIMITS],
            ["K02000001", "United Kingdom [note 4]", "Persons", 2021, 9641, 14.8, 14.5, 15.1],
            ["E12000003", "Yorkshire and The Humber", "Females", 2020, 262, 9.4, 8.3, 10.5],
            ["E12000003", "Yorkshire and the Humber", "Females", 2021, 5, ":", ":", ":"],
            ["E12000003", "Yorkshire and the Humber", "Males", 2021, 12, "0.1 (u)", 0, 0.2],
            ["E12000003", "Yorkshire and the Humber", "Persons", 2021, 17, "0.1 (u)", 0, 0.2],
        ],
        "Table 2": [
            ["Table 2: Alcohol-specific age-specific death rates, United Kingdom, 2001 to 2021"], *ABOVE,
            ["Sex", "Year [note 3]", "Age group", "Number of deaths", "Age-specific rate per 100,000", *LIMITS],
            ["Persons", 2021, "<1", 1, ":", ":", ":"],
            ["Persons", 2021, "01-04", 0, ":", ":", ":"],
            ["Persons", 2021, "85+", 71, 4.2, 3.2, 5.2],
        ],
        "Table 3": [
            ["Table 3: Alcohol-specific age-standardised death rates by deprivation quintile, England, 2011 to 2021"],
            *ABOVE,
            ["Sex", "Year [note 3]", "IMD Quintile [note 9]",
             "Age-standardised rate per 100,000 [note 6] [note 7]", *LIMITS],
            ["Males", 2021, 1, 35.8, 34.1, 37.5],
        ],
        "Table 4": [
            ["Table 4: Alcohol-specific age-standardised death rates by deprivation quintile, Wales, 2017 to 2021 combined"],
            *ABOVE,
            ["Sex", "Year [note 3]", "IMD Quintile [note 9]",
             "Age-standardised rate per 100,000 [note 6] [note 7]", *LIMITS],
            ["Males", "2017 to 2021", 1, 31.6, 28.5, 34.6],
        ],
        "Table 5": [["Table 5: Median registration delays for alcohol-specific deaths, 2021 [note 2]"]],
    }  # fmt: skip


def test_areas_ages_and_quintiles_are_read(workbook):
    file = workbook(sheets())
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations.set_index("locator")
    assert set(rows["indicator"]) == {"alcohol_specific_deaths"}
    uk = rows.loc["Table 1!E6:H6"]
    assert uk[["area_code", "count", "value", "lower", "upper"]].tolist() == [
        "K02000001", 9641, 14.8, 14.5, 15.1,
    ]  # fmt: skip
    hidden = rows.loc["Table 1!E8:H8"]
    assert (hidden["count"], hidden["state"]) == (5, "suppressed")
    assert pd.isna(hidden["value"])
    doubtful = rows.loc["Table 1!E9:H9"]
    assert (doubtful["value"], doubtful["state"]) == (0.1, "unreliable")
    assert rows.loc[["Table 2!D6:G6", "Table 2!D7:G7", "Table 2!D8:G8"], "age"].tolist() == [
        "under 1", "1-4", "85+",
    ]  # fmt: skip
    assert rows.loc["Table 2!D7:G7", "count"] == 0
    wales = rows.loc["Table 4!D6:F6"]
    assert wales[["area_code", "category_type", "category", "period_kind"]].tolist() == [
        "W92000004", "WIMD quintile", "1", "pooled",
    ]  # fmt: skip
    assert rows.loc["Table 3!D6:F6", "category_type"] == "IMD quintile"
    assert [skipped.what[:15] for skipped in reading.skipped] == ["Table 5: Median"]
    assert [check.holds for check in reading.reconciliations] == [True]


def test_one_more_year_is_read_as_it_stands(workbook):
    changed = sheets()
    changed["Table 1"].append(
        ["K02000001", "United Kingdom", "Persons", 2022, 10048, 16.6, 16.3, 17]
    )
    rows = LAYOUT.read(workbook(changed)).observations
    assert rows["count"].max() == 10048
    assert set(rows["edition"]) == {"2022 registrations"}


def test_an_area_outside_the_catalogue_is_passed_over(workbook):
    changed = sheets()
    changed["Table 1"].append(["J99000001", "Non-residents", "Persons", 2021, 20, ":", ":", ":"])
    skipped = LAYOUT.read(workbook(changed)).skipped
    assert ("J99000001", 1) in [(item.what, item.rows) for item in skipped]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "said"),
    [
        ("Table 1", 5, 4, "9,6-41", "Table 1!E6: expected a number, found '9,6-41'"),
        ("Table 1", 5, 3, "21", "Table 1!D6: '21' is not a period"),
        ("Table 1", 5, 2, "Peple", "Table 1!C6: expected one of"),
        ("Table 1", 5, 0, "UK", "Table 1!A6: expected an area code such as E12000001, found 'UK'"),
        ("Table 1", 4, 4, "Deaths", "Table 1, headings in row 5: expected 'Number of deaths'"),
        ("Table 2", 5, 2, "infants", "Table 2!C6: expected an age group, found 'infants'"),
        (
            "Table 3",
            0,
            0,
            "Table 3: Rates by quintile",
            "reads like 'by deprivation quintile, Engl",
        ),
    ],
)
def test_what_cannot_be_read_is_named(workbook, sheet, row, column, text, said):
    changed = sheets()
    changed[sheet][row][column] = text
    with pytest.raises(SourceError) as error:
        LAYOUT.read(workbook(changed))
    assert said in str(error.value)


def test_rows_that_contradict_each_other_are_refused(workbook):
    changed = sheets()
    changed["Table 1"].append(
        ["K02000001", "United Kingdom", "Persons", 2021, 9642, 14.8, 14.5, 15.1]
    )
    with pytest.raises(SourceError, match="Table 1!E6:H6: 9641; Table 1!E11:H11: 9642"):
        LAYOUT.read(workbook(changed))


def test_the_published_workbook_gives_the_published_totals(published):
    file = published("ons_deaths/ons_alcoholspecificdeaths2021.xlsx")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    uk = rows[
        (rows["area_code"] == "K02000001")
        & (rows["period_start"] == "2021-01-01")
        & (rows["sex"] == "persons")
        & (rows["age"] == "all ages")
    ]
    assert uk[["count", "value"]].to_numpy().tolist() == [[9641, 14.8]]
    assert len(rows) == 2262
    assert (rows["locator"].str.startswith("Table 1!")).sum() == 945
    assert len(reading.reconciliations) == 777
    assert all(check.holds for check in reading.reconciliations)
