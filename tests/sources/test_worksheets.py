"""Tables on worksheets: headings found by what they say, cells read with their places."""

import datetime as dt

import pytest

from toolkit.sources.files import Sheet
from toolkit.sources.worksheets import PRINTED_SEXES, area_codes, find_table

ROWS = [
    ["Table 1: Deaths"],
    [],
    ["Year\n[note 3]", "Sex", "Deaths", "Lower 95 % CI", "Rate", "Lower 95% CI"],
    [2022, "Persons", 12, 1, 3.4, 2.0],
    ["2023 [b]", "Females", "[c]", 1, "[u]", "[u]"],
    ["1 A footnote"],
]


@pytest.fixture
def problems():
    return []


def table_of(rows, problems, *expected):
    return find_table(Sheet("S", rows), expected or ["Year", "Sex", "Deaths", "Rate"], problems)


def test_the_headings_are_found_wherever_they_stand_and_footnotes_are_no_rows(problems):
    table = table_of([["A note"], *ROWS], problems)
    assert (table.header, table.rows, problems) == (3, [4, 5], [])


def test_figures_carry_their_state_and_place(problems):
    table = table_of(ROWS, problems)
    lower = table.column("Lower 95% CI", after="Rate")
    rows = table.figures({"count": 2, "value": 4, "lower": lower})
    assert rows["count"].tolist()[0] == 12
    assert rows["state"].tolist() == ["ok", "unreliable"]
    assert rows["locator"].tolist() == ["S!C4, E4:F4", "S!C5, E5:F5"]
    assert [period.label for period in table.periods("Year")] == ["2022", "2023"]
    assert table.choices("Sex", PRINTED_SEXES) == ["persons", "female"]


def test_cells_of_several_columns_say_which_row_and_column_they_are_of(problems):
    table = table_of(ROWS, problems)
    cells = table.across([2, 4])
    assert cells[["at", "column"]].to_numpy().tolist() == [[0, 2], [1, 2], [0, 4], [1, 4]]
    dated = table.dated(cells, "Year", sex=table.of_rows(cells, ["persons", "female"]))
    assert dated["sex"].tolist() == ["persons", "female", "persons", "female"]
    assert dated["period_end"].dt.year.tolist() == [2022, 2023, 2022, 2023]


def test_a_heading_that_is_not_there_is_named_with_the_near_one(problems):
    table = table_of(ROWS, problems, "Year", "Sex", "Death")
    assert problems == ["S, headings in row 3: expected 'Death', found 'Deaths'"]
    table.column("Upper")
    assert problems[1].startswith("S, headings in row 3: expected 'Upper', found ")


def test_a_sheet_without_the_headings_has_no_table(problems):
    assert table_of([["Some", "other", "sheet"], [1, 2, 3]], problems) is None
    assert problems == [
        "S: expected a row with the headings 'Year', 'Sex', 'Deaths', 'Rate' within the first "
        "30 rows, found none"
    ]


def test_headings_without_rows_are_a_problem(problems):
    table_of(ROWS[:3], problems)
    assert problems == ["S: expected rows under the headings of row 3"]


def test_every_cell_that_cannot_be_read_is_named(problems):
    rows = [*ROWS[:3], ["soon", "Men", "l2", 1, 3.4, 2.0]]
    table = table_of(rows, problems)
    table.periods("Year")
    table.choices("Sex", {"persons": "persons", "males": "male"})
    table.figures({"count": 2})
    assert [problem.partition(":")[0] for problem in problems] == ["S!A4", "S!B4", "S!C4"]


def test_names_that_are_no_areas_are_problems_and_not_the_end(problems):
    codes = area_codes(
        ["Dundee City", "Nowhere"], problems, tier="upper", as_of=dt.date(2023, 12, 31), where="S"
    )
    assert codes == {}
    assert problems[0].startswith("S: no area is called 'Nowhere'")
