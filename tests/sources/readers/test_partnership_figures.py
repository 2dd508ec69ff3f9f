"""A partnership's own table: what is read, kept apart, and refused; and the tracked tables."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pandas as pd
import pytest

from tests.sources.conftest import FIGURES, write_figures
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.partnership_figures import LAYOUT

PROJECT = Path(__file__).resolve().parents[3]
TRACKED = sorted((PROJECT / "data" / "raw" / "partnership_reports").glob("*.csv"))
TRACKED = [
    path for path in TRACKED if "_actions_" not in path.stem and "_targets_" not in path.stem
]
PLYMOUTH = PROJECT / "data/raw/partnership_reports/plymouth_annual_report_2024_25.csv"


@pytest.fixture
def table(tmp_path):
    """Write a partnership's table and open it."""

    def write(*rows, header=FIGURES):
        return RawFile(write_figures(tmp_path / "plan.csv", *rows, header=header))

    return write


def read(file):
    return LAYOUT.read(file).observations


def refusal(file):
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    assert "plan.csv" in refused.value.summary
    return refused.value.problems


def test_a_figure_is_read_with_its_place_in_the_report(table):
    [figure] = read(table({"note": "Rounded."})).to_dict("records")
    assert (figure["indicator"], figure["area_code"], figure["count"]) == (
        "in_treatment", "E06000026", 1306
    )  # fmt: skip
    assert figure["locator"] == "row 2; section 'Need' of the report, printed '1,306'"
    assert figure["note"] == "Rounded."
    assert figure["edition"] == "A plan"


def test_what_is_not_stated_is_said_to_be_so(table):
    [figure] = read(table({"age": "", "group": ""})).to_dict("records")
    assert (figure["age"], figure["group"]) == ("not stated", "all")


def test_a_target_is_kept_apart_from_what_was_observed(table):
    rows = read(table({}, {"role": "target", "count": 1400, "period": "2026/27"}))
    assert dict(zip(rows["indicator"], rows["count"], strict=True)) == {
        "in_treatment": 1306,
        "in_treatment_target": 1400,
    }


def test_a_blank_period_is_missing_and_nothing_is_assumed(table):
    [figure] = read(table({"period": " "})).to_dict("records")
    assert figure["period_kind"] == ""
    assert pd.isna(figure["period_start"])
    assert pd.isna(figure["period_end"])


def test_a_missing_figure_is_no_zero(table):
    [figure] = read(table({"count": "", "printed": "n/a", "state": "missing"})).to_dict("records")
    assert math.isnan(figure["count"])
    assert (figure["state"], figure["rounding"]) == ("missing", 0)


def test_a_combined_area_is_read_as_it_is_written(table):
    rows = read(table({"area_code": "E10000018+E06000017"}))
    assert rows["area_code"].tolist() == ["E10000018+E06000017"]


def test_an_impossible_period_is_refused_with_file_and_row(table):
    [problem] = refusal(table({}, {"period": "2029/21"}))
    assert problem.startswith("row 3, column period:")
    assert "2029/21" in problem


def test_a_wrong_state_is_refused_with_the_near_match(table):
    [problem] = refusal(table({}, {}, {"state": "supressed"}))
    assert problem.startswith("row 4, column state: expected one of ok, suppressed, ")
    assert problem.endswith("found 'supressed': did you mean suppressed?")


def test_all_wrong_cells_are_told_in_one_error(table):
    problems = refusal(
        table(
            {"role": "aim", "sex": "women"},
            {"basis": "publised"},
            {"period": "soon"},
            {"count": "I,266", "area_code": "Plymouth"},
        )
    )
    assert [problem.split(":")[0] for problem in problems] == [
        "row 5, column count",
        "row 2, column role",
        "row 2, column sex",
        "row 3, column basis",
        "row 5, column area_code",
        "row 4, column period",
    ]


def test_a_fault_of_many_rows_is_told_once(table):
    [problem] = refusal(table(*[{"sex": "women"}] * 12))
    assert problem.startswith("row 2, column sex; row 3, column sex; ")
    assert " and 2 more: expected one of persons, male, female, found 'women'" in problem


def test_a_letter_for_a_digit_is_refused_with_row_and_column(table):
    assert refusal(table({"count": "I,266"}, {"upper": "l5"})) == (
        "row 2, column count: expected a number, found 'I,266'",
        "row 3, column upper: expected a number, found 'l5'",
    )


def test_a_renamed_column_is_named_with_what_stands_in_its_place(table):
    file = table({}, header=["indicator" if name == "measure" else name for name in FIGURES])
    assert LAYOUT.recognises(file)
    [problem] = refusal(file)
    assert problem.startswith("row 1: expected the column 'measure', found ")
    assert "'indicator'" in problem


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("area_code", "Plymouth"),
        ("area_code", "E06000926"),
        ("area_code", "E06000026+E0999"),
        ("area_code", ""),
        ("measure", "In treatment"),
        ("measure", ""),
    ],
)
def test_a_code_or_measure_that_cannot_be_is_refused_with_its_row(table, column, found):
    [problem] = refusal(table({}, {column: found}))
    assert problem.startswith(f"row 3, column {column}: expected ")
    assert problem.endswith(f"found {found!r}")


# The tables that come with the project


@pytest.mark.parametrize("path", TRACKED, ids=lambda path: path.stem)
def test_every_row_of_a_tracked_table_is_read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        printed = list(csv.DictReader(stream))
    rows = read(RawFile(path))
    assert len(rows) == len(printed)
    assert rows["id"].is_unique
    for row, line in zip(rows.to_dict("records"), printed, strict=True):
        assert repr(line["printed"]) in row["locator"]
        assert row["indicator"].endswith("_target") is (line["role"] == "target")
        for name in ("count", "denominator", "value", "lower", "upper"):
            if line[name]:
                assert row[name] == float(line[name])
            else:
                assert math.isnan(row[name])


def test_the_five_tracked_tables_are_there():
    assert [path.stem.split("_")[0] for path in TRACKED] == [
        "derby", "leicestershire", "perth", "plymouth", "york"
    ]  # fmt: skip


def test_plymouth_treats_1306_people_for_opiates_or_crack():
    rows = read(RawFile(PLYMOUTH))
    [figure] = rows[rows["count"] == 1306].to_dict("records")
    assert (figure["area_code"], figure["state"]) == ("E06000026", "ok")
    assert figure["locator"] == (
        "row 11; section 'Treatment capacity' of the report, printed '1306'"
    )


def test_a_capital_i_that_plymouth_prints_for_a_one_is_read_and_told():
    rows = read(RawFile(PLYMOUTH))
    [figure] = rows[rows["locator"].str.contains("'I,266'")].to_dict("records")
    assert figure["count"] == 1266
    assert (figure["indicator"], figure["group"]) == ("opiate_crack_prevalence", "opiates_only")
    assert "capital I" in figure["note"]
