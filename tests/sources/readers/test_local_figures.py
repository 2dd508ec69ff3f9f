"""A partnership's own figures: CSV or workbook, most columns left out, some not for publication."""

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers import partnership_figures
from toolkit.sources.readers.local_figures import LAYOUT

HEAD = ["measure", "area_code", "period", "group", "count", "value", "unit", "restricted", "note"]
ROWS = [
    ["continuity_of_care", "E06000026", "2024/25", "all", 42, 51.2, "%", "yes", "Restricted release"],
    ["numbers_in_treatment", "Plymouth", "2024/25", "opiate", 1306, "", "people", "no", ""],
    ["numbers_in_treatment", "Plymouth", "2024/25", "alcohol_only", "*", "", "people", "", ""],
]  # fmt: skip


def csv_text(rows, head):
    return "\n".join(",".join(map(str, row)) for row in [head, *rows]) + "\n"


@pytest.fixture(params=["csv", "workbook"])
def own(request, text_file, workbook):
    """Write the same table as CSV, and as a workbook under a title."""

    def write(rows=ROWS, head=HEAD):
        if request.param == "csv":
            return text_file(csv_text(rows, head), name="own.csv")
        sheet = [["Figures of the Plymouth partnership"], [], head, *rows]
        return workbook({"Read me": [["How to fill in"]], "Figures": sheet}, name="own.xlsx")

    return write


def refusal(file):
    assert LAYOUT.recognises(file)
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    return str(refused.value)


def test_figures_are_read_alike_from_csv_and_workbook(own):
    file = own()
    assert LAYOUT.recognises(file)
    assert not partnership_figures.LAYOUT.recognises(file)
    care, opiates, alcohol = LAYOUT.read(file).observations.to_dict("records")
    assert (care["indicator"], care["area_code"], care["count"], care["value"]) == (
        "continuity_of_care", "E06000026", 42, 51.2,
    )  # fmt: skip
    assert (opiates["area_code"], opiates["group"], opiates["count"]) == (
        "E06000026", "opiate", 1306,
    )  # fmt: skip
    assert alcohol["state"] == "suppressed"
    assert pd.isna(alcohol["count"])
    assert (care["period_kind"], care["sex"], care["basis"]) == ("financial", "persons", "local")
    assert (care["source"], care["age"]) == ("local_figures", "not stated")


def test_rows_that_are_not_for_publication_are_marked(own):
    assert LAYOUT.read(own()).observations["restricted"].tolist() == [True, False, False]


def test_one_mark_can_stand_for_the_whole_file(own):
    rows = [[*row] for row in ROWS]
    rows[1][7] = "whole file"
    assert LAYOUT.read(own(rows)).observations["restricted"].all()


def test_a_figure_says_where_it_stands(text_file, workbook):
    rows = LAYOUT.read(text_file(csv_text(ROWS, HEAD))).observations
    assert rows["locator"].tolist() == ["row 2", "row 3", "row 4"]
    rows = LAYOUT.read(workbook({"Figures": [["Title"], HEAD, *ROWS]})).observations
    assert rows["locator"].tolist() == ["Figures!A3", "Figures!A4", "Figures!A5"]


def test_blank_lines_are_passed_over_and_places_stay_true(own):
    blank = [""] * len(HEAD)
    said = refusal(own([blank, ROWS[0], blank, [*ROWS[1][:4], "many", *ROWS[1][5:]]]))
    assert "row 5, column count" in said or "Figures!E7, column count" in said


def test_a_target_is_kept_apart_from_what_was_observed(own):
    rows = [[*ROWS[1], "input"], [*ROWS[1][:2], "2026/27", "opiate", 1400, *ROWS[1][5:], "target"]]
    read = LAYOUT.read(own(rows, [*HEAD, "role"])).observations
    assert read["indicator"].tolist() == ["numbers_in_treatment", "numbers_in_treatment_target"]


def test_headings_may_be_written_with_capitals_and_spaces(own):
    head = [name.replace("_", " ").capitalize() for name in HEAD]
    assert len(LAYOUT.read(own(ROWS, head)).observations) == 3


def test_a_table_with_restricted_rows_is_never_taken_for_a_tracked_report(text_file):
    rows = [[*row, "A plan", "Need", "42", "input"] for row in ROWS]
    file = text_file(csv_text(rows, [*HEAD, "report", "section", "printed", "role"]))
    assert not partnership_figures.LAYOUT.recognises(file)
    assert set(LAYOUT.read(file).observations["edition"]) == {"A plan"}


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("count", "1,3O6", "column count: expected a number, found '1,3O6'"),
        ("period", "2024/26", "column period: '2024/26' is not a period"),
        ("area_code", "Plimouth", "no area is called 'Plimouth': did you mean Plymouth?"),
        ("area_code", "E06000926", "column area_code: expected the code of an area"),
        ("measure", "Numbers in treatment", "column measure: expected an id such as"),
        (
            "restricted",
            "maybe",
            "column restricted: expected yes, no or 'whole file', found 'maybe'",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cell(own, column, text, said):
    rows = [[*row] for row in ROWS]
    rows[1][HEAD.index(column)] = f'"{text}"' if "," in text else text
    file = own(rows)
    if file.kind == "workbook":
        rows[1][HEAD.index(column)] = text
        file = own(rows)
    problem = refusal(file)
    assert said in problem
    if "no area is called" not in said:
        assert "row 3, " in problem or "Figures!" in problem


def test_every_fault_is_told_in_one_error_with_its_cell(own):
    head = [
        "measure",
        "area_name",
        "period",
        "count",
        "denominator",
        "value",
        "lower",
        "upper",
        "unit",
        "restricted",
    ]
    good = ["met_need", "Plymouth", "2024/25", 5, 50, 10, 8, 12, "%", ""]
    changes = [{"area_name": "Plimouth"}, {"period": "2029/21"}, {"count": "ten"}, {"count": -4},
               {"count": 60}, {"value": 120}, {"value": 7}, {"lower": 13}, {"denominator": 0},
               {"restricted": "perhaps"}]  # fmt: skip
    rows = [
        [change.get(name, cell) for name, cell in zip(head, good, strict=True)]
        for change in changes
    ]
    said = refusal(own(rows, head))
    for told in ("did you mean Plymouth?", "'2029/21' is not a period", "found 'ten'", "0 or more, found -4",
                 "60 is more than its denominator 50", "from 0 to 100, found 120", "7 lies outside its limits",
                 "the lower limit 13 lies above", "above 0, found 0", "found 'perhaps'"):  # fmt: skip
        assert told in said
    assert "column area_name: no area is called 'Plimouth'" in said
    assert "expected the code of an area" not in said


def test_columns_that_are_needed_are_named(own):
    head = ["measures" if name == "measure" else name for name in HEAD]
    assert "headings: expected a column measure, found 'measures'" in refusal(own(ROWS, head))


def test_a_hidden_figure_with_a_number_is_refused(own):
    rows = [[*ROWS[1], "suppressed"]]
    said = refusal(own(rows, [*HEAD, "state"]))
    assert (
        "column state: expected no number in count or value where the state is suppressed" in said
    )


def test_a_share_that_a_spreadsheet_shows_as_per_cent_is_refused(own):
    head = ["measure", "area_code", "period", "count", "denominator", "value", "unit"]
    said = refusal(own([["continuity_of_care", "E06000026", "2024/25", 18, 50, 0.36, "%"]], head))
    assert "column value: expected per cent, such as 36, found the share 0.36" in said


def test_the_same_figure_with_different_values_is_refused(own):
    said = refusal(own([ROWS[1], [*ROWS[1][:4], 1290, *ROWS[1][5:]]]))
    assert "numbers_in_treatment of E06000026, " in said
    assert ": 1306; " in said
    assert ": 1290" in said


def test_a_formula_and_a_date_in_a_workbook_are_refused_with_their_cells(workbook):
    rows = [[*row] for row in ROWS]
    rows[0][4] = "=40+2"
    rows[1][2] = dt.date(2024, 4, 1)
    said = refusal(workbook({"Figures": [HEAD, *rows]}))
    assert "Figures!E2, column count: expected a number, found '=40+2 without its result" in said
    assert "Figures!C3, column period: '2024-04-01' is not a period: a date stands where" in said


def test_other_workbooks_are_left_alone(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Area name", "Period", "Count", "Rate"])
    book.save(tmp_path / "other.xlsx")
    assert not LAYOUT.recognises(RawFile(tmp_path / "other.xlsx"))
