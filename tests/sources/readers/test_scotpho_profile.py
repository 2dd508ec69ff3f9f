"""ScotPHO profiles: any indicator, one row an area and period."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.scotpho_profile import LAYOUT

HEAD = '"area_code","area_type","area_name","year","period","type_definition","indicator","numerator","measure","upper_confidence_interval","lower_confidence_interval"'
RATE = "Age-sex standardised rate per 100,000"


def row(code, period, indicator, *figures, unit=RATE, kind="Council area", year=2020):
    cells = [code, kind, "Somewhere", year, period, unit, indicator, *figures]
    return ",".join(
        f'"{cell}"' if isinstance(cell, str) and cell != "NA" else str(cell) for cell in cells
    )


ROWS = [
    row("S12000042", "2018 to 2022 calendar years; 5-year aggregates", "Alcohol-specific deaths, females", 13, 18.4, 31.5, 9.7),
    row("S12000042", "2022/23 financial year", "Alcohol-related hospital admissions", 945, 675.2, 720.2, 632.3),
    row("S12000027", "2022 calendar year", "Drug-related deaths", "NA", 14.5, 42.5, 2.9),
    row("S12000027", "2021 July snapshot", "Child protection with parental drug misuse", "NA", "NA", "NA", "NA"),
    row("S12000042", "4-year aggregate (2018-2022)", "Alcohol consumption exceeding weekly limits, males", "NA", 32, 39.3, 23.8, unit="Percentage"),
    row("S12000027", "2017/18 financial year", "Hepatitis-C positives among people who inject drugs", "NA", 0, 0, 0, unit="Percentage"),
    row("S12000042", "2013 calendar year", "S4 pupils who smoke (SALSUS)", 429, 429, "NA", "NA", unit="Percentage"),
    row("S12000042", "2012 to 2014 March snapshot; 3-year average", "Prisoner population", 200, 15.3, 20, 10),
    row("S00000001", "2022 calendar year", "Drug-related deaths", 1051, 19.8, 21, 18.6, kind="Scotland"),
    row("S99000007", "2022 calendar year", "Drug-related deaths", 5, 19.8, 21, 18.6, kind="HSC locality"),
]  # fmt: skip


def text(rows=ROWS, head=HEAD):
    return "\n".join([head, *rows]) + "\n"


@pytest.fixture
def reading(text_file):
    file = text_file(text())
    assert LAYOUT.recognises(file)
    return LAYOUT.read(file)


@pytest.fixture
def rows(reading):
    return reading.observations.set_index("locator")


def test_sex_and_age_are_parted_from_the_name(rows):
    women = rows.loc["row 2"]
    assert women[["indicator", "sex", "age"]].tolist() == [
        "scotpho_alcohol_specific_deaths", "female", "not stated",
    ]  # fmt: skip
    assert women[["value", "lower", "upper"]].tolist() == [18.4, 9.7, 31.5]


def test_a_numerator_that_is_the_mean_of_years_is_no_count_of_the_period(rows):
    women = rows.loc["row 2"]
    assert pd.isna(women["count"])
    assert women["note"] == f"{RATE}. The numerator, the mean of a year, is 13"
    assert rows.loc["row 3", "count"] == 945


def test_a_numerator_may_be_absent_where_the_measure_is_there(rows):
    deaths = rows.loc["row 4"]
    assert (deaths["value"], deaths["state"]) == (14.5, "ok")
    assert pd.isna(deaths["count"])


def test_a_measure_that_is_absent_is_missing_and_not_nought(rows):
    children = rows.loc["row 5"]
    assert children["state"] == "missing"
    assert pd.isna(children["value"])
    assert children["period_end"] == pd.Timestamp("2021-07-31")
    assert "one day of the month" in children["note"]


def test_zeros_over_no_numerator_are_missing(rows):
    hepatitis = rows.loc["row 7"]
    assert hepatitis["state"] == "missing"
    assert hepatitis[["value", "lower", "upper"]].isna().all()
    assert hepatitis["note"] == "Percentage. Printed as 0 without a numerator"


def test_an_aggregate_that_contradicts_itself_is_the_years_that_it_names(rows):
    drinking = rows.loc["row 6"]
    assert (drinking["period_start"].year, drinking["period_end"].year) == (2018, 2022)
    assert "Called a 4-year aggregate; the years it names are 5" in drinking["note"]


def test_scotland_stands_under_its_official_code(rows):
    assert rows.loc["row 10", "area_code"] == "S92000003"


def test_what_is_passed_over_is_said_with_the_reason(reading):
    assert [(item.what, item.reason, item.rows) for item in reading.skipped] == [
        ("areas of the type 'HSC locality'", "not areas of the catalogue", 1),
        ("periods such as '2012 to 2014 March snapshot; 3-year average'",
         "a mean of single days has no period", 1),
        ("'S4 pupils who smoke (SALSUS)'", "called a percentage, but holds numbers over 100", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        HEAD + ',"data_source"',
        HEAD.replace("area_code", "code").replace("area_type", "areatype")
        .replace('"period"', '"def_period"').replace("upper_confidence_interval", "upci")
        .replace("lower_confidence_interval", "lowci"),
    ],
)  # fmt: skip
def test_the_columns_are_read_by_every_name_that_they_have_had(text_file, head):
    rows = [line + ',"NRS"' for line in ROWS] if "data_source" in head else ROWS
    file = text_file(text(rows, head))
    assert LAYOUT.recognises(file)
    assert len(LAYOUT.read(file).observations) == 7


def test_one_more_year_is_read_as_it_stands(text_file):
    more = row("S12000042", "2024 calendar year", "Drug-related deaths", 40, 29, 39, 19)
    assert (
        LAYOUT.read(text_file(text([*ROWS, more]))).observations["period_end"].dt.year.max() == 2024
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",945,", ",9l5,", "row 3, column numerator: expected a number, found '9l5'"),
        (
            "2022/23 financial year",
            "2022/24 financial year",
            "row 3, column period: '2022/24 financial year' is not",
        ),
        ("measure", "rate_value", "row 1: expected the column 'measure'"),
    ],
)
def test_what_cannot_be_read_is_named(text_file, old, new, said):
    file = text_file(text().replace(old, new, 1))
    assert LAYOUT.recognises(file)
    with pytest.raises(SourceError) as error:
        LAYOUT.read(file)
    assert said in str(error.value)


def test_the_inequalities_dataset_is_refused_by_name(text_file):
    head = "area_code,area_type,area_name,year,period,indicator,quintile,measure,value,upper_confidence_interval,lower_confidence_interval"
    file = text_file(head + "\nS12000042,Council area,Dundee City,2022,2022,Deaths,1,Rate,3,4,2\n")
    assert LAYOUT.recognises(file)
    with pytest.raises(SourceError, match="the tool's inequalities dataset"):
        LAYOUT.read(file)


def test_periods_numbers_and_contradictions_are_told_in_one_error(text_file):
    again = ROWS[1].replace("945", "946")
    worded = text([*ROWS, again]).replace(",13,", ",l3,").replace('"2022 cal', '"20x2 cal')
    with pytest.raises(SourceError) as error:
        LAYOUT.read(text_file(worded))
    period, number, contradiction = error.value.problems
    assert period.startswith("rows 4, 10, 11, column period: '20x2 calendar year' is not")
    assert number == "row 2, column numerator: expected a number, found 'l3'"
    assert "row 3: 945; row 12: 946" in contradiction


def test_rows_that_contradict_each_other_are_refused(text_file):
    again = row(
        "S12000042",
        "2022/23 financial year",
        "Alcohol-related hospital admissions",
        946,
        676,
        720.2,
        632.3,
    )
    with pytest.raises(SourceError, match="row 3: 945; row 12: 946"):
        LAYOUT.read(text_file(text([*ROWS, again])))


def test_the_real_extract_is_read_whole(published):
    file = published("scotland/scotpho_profiles_council_area_extract.csv")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    assert len(rows) == 7195
    assert sum(item.rows for item in reading.skipped) == 7258 - 7195
    assert rows["area_code"].nunique() == 32
    dundee = rows[
        (rows["indicator"] == "scotpho_drug_related_deaths")
        & (rows["area_code"] == "S12000042")
        & (rows["sex"] == "persons")
    ]
    assert dundee[["count", "value", "lower", "upper"]].to_numpy().tolist() == [
        [38, 29.4, 20.7, 40.5]
    ]
