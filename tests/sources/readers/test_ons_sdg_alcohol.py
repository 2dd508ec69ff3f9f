"""ONS's table of alcohol treatment and need: quirks and refusals."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from tests.sources.conftest import SDG, write_sdg
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.ons_sdg_alcohol import LAYOUT

TREATED, PREVALENCE, MET = "People in treatment", "Estimated prevalence", "Met need"
YORK = ("2010/11", TREATED, "York", "", "E06000014", "565.0")
PLYMOUTH = ("2010/11", TREATED, "Plymouth", "", "E06000026", "700.0")


@pytest.fixture
def table(tmp_path):
    """Write ONS's table and open it."""

    def write(*rows, header=SDG):
        return RawFile(write_sdg(tmp_path / "sdg.csv", *rows, header=header))

    return write


def read(file):
    return LAYOUT.read(file).observations


def refusal(file):
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    return refused.value


def skipped(reading):
    return {item.what: item.rows for item in reading.skipped}


def test_each_series_is_its_own_measure_with_count_or_value(table):
    rows = read(
        table(
            YORK,
            ("2010/11", PREVALENCE, "York", "", "E06000014", "2234.0"),
            ("2010/11", MET, "York", "", "E06000014", "25.29"),
        )
    ).set_index("indicator")
    assert rows.loc["alcohol_in_treatment", "count"] == 565
    assert math.isnan(rows.loc["alcohol_in_treatment", "value"])
    assert rows.loc["alcohol_dependence", "value"] == 2234
    assert math.isnan(rows.loc["alcohol_dependence", "count"])
    assert rows.loc["alcohol_met_need", "value"] == 25.29
    assert rows["basis"].to_dict() == {
        "alcohol_in_treatment": "published",
        "alcohol_dependence": "modelled",
        "alcohol_met_need": "published",
    }


def test_a_figure_has_its_financial_year_its_row_and_its_edition(table):
    rows = read(table(YORK, ("2011/12", *PLYMOUTH[1:])))
    assert rows["locator"].tolist() == ["row 2", "row 3"]
    assert rows["period_kind"].tolist() == ["financial", "financial"]
    assert rows["period_start"].iloc[1] == pd.Timestamp(2011, 4, 1)
    assert set(rows["edition"]) == {"to 2011/12"}


def test_an_authority_is_known_by_its_name_where_its_code_is_missing(table):
    rows = read(table(("2010/11", TREATED, "Derbyshire", "", "", "1200")))
    assert rows["area_code"].tolist() == ["E10000007"]


def test_cornwall_and_the_isles_of_scilly_are_printed_together(table):
    rows = read(table(("2010/11", TREATED, "Cornwall & Isles of Scilly", "", "", "1650")))
    assert rows["area_code"].tolist() == ["E06000052+E06000053"]


def test_a_blank_area_is_england(table):
    [england] = read(table(("2018/19", TREATED, "", "", "", "104153"))).to_dict("records")
    assert england["area_code"] == "E92000001"
    assert (england["category_type"], england["category"]) == ("", "")


def test_a_deprivation_decile_is_a_category_of_england_and_no_headline(table):
    rows = read(
        table(
            ("2018/19", MET, "", "", "", "17.6"),
            ("2018/19", MET, "", "Decile 10 (most deprived)", "", "16.2"),
            ("2018/19", MET, "", "Decile 9", "", "17.4"),
        )
    )
    assert set(rows["area_code"]) == {"E92000001"}
    assert rows["category"].tolist() == ["", "10 (most deprived)", "9"]
    assert rows["category_type"].tolist() == ["", *["authorities by deprivation decile"] * 2]


def test_a_zero_after_an_authoritys_end_is_passed_over_and_its_figures_are_kept(table):
    name = "Bedfordshire (Discontinued)"
    reading = LAYOUT.read(
        table(
            ("2010/11", TREATED, name, "", "", "610.0"),
            ("2013/14", TREATED, name, "", "", "0.0"),
            ("2013/14", TREATED, "York", "", "E06000014", "0.0"),
        )
    )
    rows = reading.observations
    assert rows["area_code"].tolist() == ["E10000001", "E06000014"]
    assert rows["count"].tolist() == [610, 0]
    assert skipped(reading) == {"rows of discontinued authorities": 1}


def test_rounding_to_five_is_seen_year_by_year(table):
    rows = read(
        table(
            YORK,
            PLYMOUTH,
            ("2018/19", TREATED, "York", "", "E06000014", "489"),
            ("2018/19", TREATED, "Plymouth", "", "E06000026", "690"),
        )
    )
    assert rows["rounding"].tolist() == [5, 5, 0, 0]


def test_england_and_estimates_are_not_called_rounded(table):
    rows = read(
        table(
            YORK,
            ("2010/11", TREATED, "", "", "", "111380"),
            ("2010/11", PREVALENCE, "York", "", "E06000014", "2230"),
        )
    )
    assert rows["rounding"].tolist() == [5, 0, 0]


@pytest.mark.parametrize("rounded_first", [True, False])
def test_of_a_figure_printed_twice_the_exact_one_is_kept(table, rounded_first):
    exact, rounded = [("2018/19", TREATED, "York", "", "E06000014", n) for n in ("358", "360")]
    reading = LAYOUT.read(table(*([rounded, exact] if rounded_first else [exact, rounded])))
    assert reading.observations["count"].tolist() == [358]
    assert skipped(reading) == {"repeated rows": 1}


@pytest.mark.parametrize("marked_first", [True, False])
def test_of_a_figure_and_a_mark_the_figure_is_kept(table, marked_first):
    marked, printed = [("2018/19", TREATED, "York", "", "E06000014", n) for n in (":", "355")]
    rows = read(table(*([marked, printed] if marked_first else [printed, marked])))
    assert rows["count"].tolist() == [355]
    assert rows["state"].tolist() == ["ok"]


def test_two_rows_that_contradict_each_other_are_refused_with_both(table):
    error = refusal(table(YORK, PLYMOUTH, (*YORK[:-1], "480")))
    assert error.problems == (
        "alcohol_in_treatment of E06000014, row 2: 565; row 4: 480 (expected one value)",
    )


def test_a_withheld_figure_is_no_zero(table):
    [york] = read(table((*YORK[:-1], "*"))).to_dict("records")
    assert math.isnan(york["count"])
    assert york["state"] == "suppressed"


def test_an_unknown_series_is_named_with_its_row_and_those_that_are_known(table):
    error = refusal(table(YORK, ("2010/11", "Number of opiates", *YORK[2:])))
    [problem] = error.problems
    assert problem.startswith(
        "row 3, column Series: expected one of Alcohol - Estimated prevalence, "
    )
    assert "found 'Alcohol - Number of opiates'" in problem


def test_a_renamed_column_is_named_with_what_stands_in_its_place(table):
    file = table(YORK, header=["Area" if name == "Local Authority" else name for name in SDG])
    assert LAYOUT.recognises(file)
    [problem] = refusal(file).problems
    assert problem.startswith("row 1: expected the column 'Local Authority', found ")
    assert "'Area'" in problem


def test_a_word_where_a_number_should_be_is_named_with_row_and_column(table):
    error = refusal(table(YORK, (*PLYMOUTH[:-1], "l5")))
    assert error.problems == ("row 3, column Value: expected a number, found 'l5'",)


def test_an_impossible_year_is_named_with_file_row_and_column(table):
    error = refusal(table(YORK, ("2029/21", *PLYMOUTH[1:])))
    [problem] = error.problems
    assert "sdg.csv" in error.summary
    assert problem.startswith("row 3, column Year: '2029/21' is not a period")


def test_series_years_numbers_names_and_contradictions_are_told_in_one_error(table):
    error = refusal(
        table(
            YORK,
            ("2010/11", "Number of opiates", *YORK[2:]),
            ("2029/21", *PLYMOUTH[1:]),
            (*PLYMOUTH[:-1], "l5"),
            ("2010/11", TREATED, "Plymoth", "", "", "1"),
            (*YORK[:-1], "480"),
        )
    )
    assert [problem.split(": ")[0] for problem in error.problems] == [
        "row 3, column Series",
        "row 4, column Year",
        "row 6, column Local Authority",
        "row 5, column Value",
        "alcohol_in_treatment of E06000014, row 2",
    ]
    assert "did you mean Plymouth?" in error.problems[2]


def test_a_name_that_is_no_authority_is_told_with_the_near_ones(table):
    [problem] = refusal(table(("2010/11", TREATED, "Plymoth", "", "", "1"))).problems
    assert "Plymoth" in problem
    assert "Plymouth" in problem


def test_a_header_without_rows_is_refused(table):
    error = refusal(table())
    assert "sdg.csv" in str(error)
    assert "no rows" in str(error)


# The publisher's own file


@pytest.fixture(scope="module")
def own(published):
    """ONS's table of 18 August 2023, read once."""
    return LAYOUT.read(published("ndtms_ohid/ons_sdg_3-5-1_alcohol_by_la_2023-08-18.csv"))


def test_ons_prints_489_people_in_treatment_in_york_in_2018_19(own):
    rows = own.observations
    york = rows[(rows["area_code"] == "E06000014") & (rows["indicator"] == "alcohol_in_treatment")]
    latest = york[york["period_start"] == pd.Timestamp(2018, 4, 1)].iloc[0]
    assert (latest["count"], latest["rounding"], latest["state"]) == (489, 0, "ok")


def test_ons_rounds_authorities_to_five_in_every_year_but_the_last(own):
    rows = own.observations
    local = rows[rows["count"].notna() & (rows["area_code"] != "E92000001")]
    rounding = local.groupby(local["period_start"].dt.year)["rounding"].unique()
    assert {year: list(bases) for year, bases in rounding.items()} == {
        **{year: [5] for year in range(2010, 2018)},
        2018: [0],
    }


def test_every_row_of_ons_is_read_or_accounted_for(own):
    assert len(own.observations) + sum(skipped(own).values()) == 4123
    assert skipped(own) == {"rows of discontinued authorities": 6, "repeated rows": 1}


def test_ons_gives_one_headline_for_england_and_ten_deciles(own):
    rows = own.observations
    england = rows[(rows["area_code"] == "E92000001") & (rows["indicator"] == "alcohol_met_need")]
    latest = england[england["period_start"] == pd.Timestamp(2018, 4, 1)]
    assert (latest["category"] == "").sum() == 1
    assert latest["category"].nunique() == 11
