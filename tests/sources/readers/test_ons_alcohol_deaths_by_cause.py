"""ONS workbook of alcohol-specific deaths by individual cause."""

import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers import nrs_alcohol_deaths, ons_alcohol_specific_deaths
from toolkit.sources.readers.ons_alcohol_deaths_by_cause import LAYOUT

HEADINGS = ["Year [note 3]", "Sex", "ICD-10 code", "Individual cause of death description",
            "<1", "01-04", "85-89", "90+", "All ages"]  # fmt: skip


def sheet(number, area, *rows):
    title = f"Table {number}: Alcohol-specific deaths by individual cause, sex and age group, {area}, 2001 to 2021 [note 2]"
    return [[title], ["This worksheet contains one table."], ["Source"], [""], HEADINGS, *rows]


def sheets():
    liver, mind = "Alcoholic liver disease", "Mental and behavioural disorders"
    return {
        "Cover_sheet": [["Alcohol-specific deaths by individual cause, United Kingdom, 2001 to 2021"]],
        "Table 1": sheet(
            1, "United Kingdom",
            [2021, "Persons", "K70", liver, 0, 0, 36, 6, 42],
            [2021, "Males", "K70", liver, 0, 0, 20, 4, 24],
            [2021, "Females", "K70", liver, 0, 0, 16, 2, 18],
            [2021, "Persons", "F10", mind, 0, 0, 1, 0, 1],
        ),
        "Table 5": sheet(5, "Northern Ireland", [2021, "Persons", "K70", liver, 0, 0, 1, 0, 1]),
    }  # fmt: skip


def test_deaths_stand_by_cause_and_age_under_the_area_of_the_title(workbook):
    file = workbook(sheets())
    assert LAYOUT.recognises(file)
    assert not ons_alcohol_specific_deaths.LAYOUT.recognises(file)
    assert not nrs_alcohol_deaths.LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations.set_index("locator")
    old = rows.loc["Table 1!H6"]
    assert old[["area_code", "age", "category_type", "category", "count"]].tolist() == [
        "K02000001", "90+", "cause of death", "K70 Alcoholic liver disease", 6,
    ]  # fmt: skip
    assert rows.loc["Table 1!F6", "age"] == "1-4"
    assert rows.loc["Table 5!I6", "area_code"] == "N92000002"
    assert {check.what.partition(": ")[2] for check in reading.reconciliations} == {
        "all ages against the age groups",
        "persons against males and females",
    }
    assert all(check.holds for check in reading.reconciliations)


def test_one_more_year_is_read_as_it_stands(workbook):
    changed = sheets()
    changed["Table 5"].append([2022, "Persons", "K70", "Alcoholic liver disease", 0, 0, 2, 0, 2])
    rows = LAYOUT.read(workbook(changed)).observations
    assert set(rows["edition"]) == {"2022 registrations"}


@pytest.mark.parametrize(
    ("row", "column", "text", "said"),
    [
        (5, 6, "36?", "Table 1!G6: expected a number, found '36?'"),
        (5, 0, "2021/20", "Table 1!A6: '2021/20' is not a period"),
        (5, 1, "Men and women", "Table 1!B6: expected one of"),
        (4, 2, "ICD code", "Table 1, headings in row 5: expected 'ICD-10 code', found 'ICD-10"),
        (4, 8, "Total", "Table 1, headings in row 5: expected 'All ages'"),
        (0, 0, "Table 1: Alcohol-specific deaths by individual cause, Ukraine, 2001 to 2021",
         "Table 1!A1: no area is called 'Ukraine'"),
        (0, 0, "Table 1: Alcohol-specific deaths by individual cause",
         "Table 1!A1: expected a title that ends in the area and the years"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(workbook, row, column, text, said):
    changed = sheets()
    changed["Table 1"][4] = list(HEADINGS)
    changed["Table 1"][row][column] = text
    with pytest.raises(SourceError) as error:
        LAYOUT.read(workbook(changed))
    assert said.partition(", found")[0] in str(error.value)


def test_rows_that_contradict_each_other_are_refused(workbook):
    changed = sheets()
    changed["Table 5"].append([2021, "Persons", "K70", "Alcoholic liver disease", 0, 0, 2, 0, 2])
    with pytest.raises(SourceError, match="Table 5!G6: 1; Table 5!G7: 2"):
        LAYOUT.read(workbook(changed))


def test_the_published_workbook_gives_the_published_totals(published):
    file = published("ons_deaths/ons_alcohol_deathsbyindividualcause2021.xlsx")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    assert len(rows) == 98_973
    last = rows[
        (rows["area_code"] == "K02000001")
        & (rows["period_start"] == "2021-01-01")
        & (rows["sex"] == "persons")
        & (rows["age"] == "all ages")
    ]
    assert last["count"].sum() == 9641
    assert all(check.holds for check in reading.reconciliations)
    assert len(reading.reconciliations) == 1676
