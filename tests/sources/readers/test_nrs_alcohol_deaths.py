"""National Records of Scotland's workbook of alcohol-specific deaths."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers import nrs_drug_deaths
from toolkit.sources.readers.nrs_alcohol_deaths import LAYOUT

COUNT, RATE = "Number of registered deaths", "Age-standardised mortality rate"
LOWER, UPPER = "Lower 95% confidence interval", "Upper 95% confidence interval"
NOTES = [["This workseet contains one table."], ["Back to table of contents"]]


def by_sex(*heads):
    return [f"{head}\n{sex}" for sex in ("Persons", "Females", "Males") for head in heads]


def sheets():
    rates = ["Age-standardised mortality rate\nPersons", f"{LOWER}\nPersons", f"{UPPER}\nPersons",
             "Confidence Intervals", f"{COUNT}\nPersons"]  # fmt: skip
    return {
        "Table_1": [
            ["Table 1: Alcohol specific deaths and age-standardised mortality rates (ASMR) by sex, 1979-2022[note1]"],
            *NOTES,
            ["Year", *by_sex(COUNT), *by_sex(RATE, LOWER, UPPER), "Age-sex standardised mortality rate"],
            [1979, 389, 122, 267, *[""] * 10],
            [2022, 1276, 440, 836, 22.9, 21.6, 24.1, 15.2, 13.8, 16.6, 31.4, 29.2, 33.5, 23.3],
        ],
        "Table_2A": [
            ["Table 2A: Alcohol specific deaths by sex and age, 1979-2022 [note1]"], *NOTES,
            ["Year", "Sex", "Measure", "Age 0", "Age 15-19", "Age 90 or more", "Average age at death"],
            [2022, "Males", "Number of deaths", 0, 2, 3, 60.0],
        ],
        "Table_2B": [
            ["Table 2B: Alcohol specific deaths, age-specific mortality by sex, 1994-2022"], *NOTES,
            ["Year", "Sex", "Measure", "Age 0", "Age 15-19", "Age 90 or more"],
            [2022, "Males", "Age-specific rate", 0, 1.3, 20.8],
        ],
        "Table_2C": [["Table 2C:Alcohol-specific deaths, age-specific mortality by sex, 1994-2022"]],
        "Table_3A": [
            ["Table 3A: Alcohol specific deaths in Scottish NHS Board areas, 1979-2022 [note1]"], *NOTES,
            ["Year", "Scotland", "NHS Tayside", "NHS Western Isles"],
            [2022, 1276, 96, 16],
        ],
        "Table_3B": [
            ["Table 3B: Alcohol specific deaths in Scottish NHS Board areas, five year averages, 2000-2004 to 2018-2022"],
            *NOTES,
            ["Year", "Health Board", *rates],
            ["2018to2022", "Western Isles", 29.992546754, 21.562, 38.423, 8.43, 49],
        ],
        "Table_4A": [
            ["Table 4A: Alcohol specific deaths in Scottish Council areas, 1979-2022 [note1]"], *NOTES,
            ["Year", "Scotland", "Dundee City", "Argyll and Bute"],
            [1979, 389, 11, 5],
            [2022, 1276, 37, 24],
        ],
        "Table_4B": [
            ["Table 4B: Alcohol specific deaths in Scottish Council areas, five year averages, 2000-2004 to 2018-2022"],
            *NOTES,
            ["Year", "Council Area", *rates],
            ["2018to2022", "Dundee City", 26.5, 23.7, 29.3, 2.8, 183],
        ],
        "Table_5": [
            ["Table 5: Alcohol specific deaths by Scottish Index of Multiple Deprivation (SIMD), 2001 to 2022"],
            *NOTES,
            ["Year", "SIMD quintile", "Quintile description", "Sex",
             "Age-Standardised Rate of Mortality (ASMR)", "Lower Confidence Interval Limit",
             "Upper Confidence Interval Limit", "Deaths"],
            [2022, 1, "Most deprived", "Persons", 42.9, 39.5, 46.4, 420],
        ],
    }  # fmt: skip


def figure(rows, area, **wanted):
    wanted = {"sex": "persons", "age": "all ages", "category": "", **wanted}
    found = rows[rows["area_code"] == area]
    for name, value in wanted.items():
        found = found[found[name] == value]
    return found


def test_figures_of_every_shape_of_table_are_read(workbook):
    file = workbook(sheets())
    assert LAYOUT.recognises(file)
    assert not nrs_drug_deaths.LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    assert set(rows["indicator"]) == {"alcohol_specific_deaths_scotland"}
    dundee = figure(rows, "S12000042")
    assert dundee["count"].tolist() == [11, 37, 183]
    assert dundee["period_kind"].tolist() == ["calendar", "calendar", "pooled"]
    assert dundee.iloc[-1][["value", "lower", "upper"]].tolist() == [26.5, 23.7, 29.3]
    assert dundee.iloc[-1]["locator"] == "Table_4B!C5:E5, G5"
    assert figure(rows, "S08000028")["count"].tolist() == [16, 49]
    men = figure(rows, "S92000003", sex="male")
    assert men[["count", "value"]].iloc[-1].tolist() == [836, 31.4]
    assert pd.isna(men["value"].iloc[0])
    old = figure(rows, "S92000003", age="90+", sex="male").iloc[0]
    assert old[["count", "value", "locator"]].tolist() == [3, 20.8, "Table_2A!F5; Table_2B!F5"]
    quintile = figure(rows, "S92000003", category="1").iloc[0]
    assert quintile[["category_type", "count"]].tolist() == ["SIMD quintile", 420]
    assert [skipped.what[:9] for skipped in reading.skipped] == ["Table 2C:"]
    assert set(rows["edition"]) == {"2022"}


def test_one_more_year_is_read_as_it_stands(workbook):
    changed = sheets()
    changed["Table_4A"][0] = [changed["Table_4A"][0][0].replace("2022", "2023")]
    changed["Table_4A"].append([2023, 1277, 40, 20])
    rows = LAYOUT.read(workbook(changed)).observations
    assert figure(rows, "S12000042", period_kind="calendar")["count"].tolist() == [11, 37, 40]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "said"),
    [
        ("Table_4A", 4, 2, "eleven", "Table_4A!C5: expected a number, found 'eleven'"),
        ("Table_4B", 4, 0, "2018to2017", "Table_4B!A5: '2018to2017' is not a period"),
        ("Table_4B", 4, 1, "Dundee Cty", "Table_4B: no area is called 'Dundee Cty'"),
        ("Table_4B", 3, 6, "Deaths", "Table_4B, headings in row 4: expected 'Number of registered"),
        ("Table_1", 4, 1, "=1+1", "Table_1!B5: expected a number, found '=1+1 without its result"),
        ("Table_2A", 4, 2, "Deaths", "Table_2A!C5: expected one of number of deaths"),
        ("Table_4A", 0, 0, "Table 4A: Alcohol specific deaths", "reads like 'Council areas"),
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
    changed["Table_4A"].append([2022, 1276, 38, 24])
    with pytest.raises(SourceError, match="Table_4A!C6: 37; Table_4A!C7: 38"):
        LAYOUT.read(workbook(changed))


def test_the_published_workbook_gives_the_published_totals(published):
    file = published("scotland/nrs_alcohol-specific-deaths-22-all-tabs.xlsx")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    last = figure(rows, "S92000003", period_start=pd.Timestamp("2022-01-01"))
    assert last["count"].tolist() == [1276]
    assert len(rows) == 6235
    assert set(rows["state"]) == {"ok"}
    councils = rows["area_code"].str.startswith("S12") & (rows["period_kind"] == "calendar")
    assert councils.sum() == 32 * 44
    assert len(reading.reconciliations) == 1232
    assert all(check.holds for check in reading.reconciliations)
