"""OHID's estimates of adults with alcohol dependence: quirks, totals, refusals."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.sources.conftest import OHID, write_ohid
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.ohid_alcohol_dependence import LAYOUT

YORK = ("York", "E06000014", 2408, 1918, 3206, "2017/18")
PLYMOUTH = ("Plymouth", "E06000026", 3000, 2500, 4000, "2017/18")
SCILLY = "Cornwall & Isles of Scilly"


@pytest.fixture
def table(tmp_path):
    """Write OHID's table and open it."""

    def write(*rows, header=OHID):
        return RawFile(write_ohid(tmp_path / "dependence.csv", *rows, header=header))

    return write


def read(file):
    return LAYOUT.read(file).observations


def refusal(file):
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    return refused.value


def test_an_estimate_comes_with_its_limits_its_year_and_its_row(table):
    [york] = read(table(YORK)).to_dict("records")
    assert (york["value"], york["lower"], york["upper"]) == (2408, 1918, 3206)
    assert (york["period_start"], york["period_end"]) == (
        pd.Timestamp(2017, 4, 1),
        pd.Timestamp(2018, 3, 31),
    )
    assert york["locator"] == "row 2"
    assert (york["indicator"], york["basis"], york["age"]) == (
        "alcohol_dependence",
        "modelled",
        "18+",
    )


def test_a_year_alone_is_the_financial_year_that_starts_in_it(table):
    [york] = read(table(("York", "E06000014", 2234, "NA", "NA", "2010"))).to_dict("records")
    assert york["period_kind"] == "financial"
    assert york["period_start"] == pd.Timestamp(2010, 4, 1)
    assert york["period_end"] == pd.Timestamp(2011, 3, 31)


def test_limits_that_were_not_made_are_missing_and_the_estimate_is_there(table):
    [york] = read(table(("York", "E06000014", 2234, "NA", "NA", "2010"))).to_dict("records")
    assert (york["value"], york["state"]) == (2234, "ok")
    assert pd.isna(york["lower"])
    assert pd.isna(york["upper"])


def test_an_estimate_that_is_withheld_is_no_zero(table):
    [york] = read(table(("York", "E06000014", "*", "*", "*", "2010"))).to_dict("records")
    assert pd.isna(york["value"])
    assert york["state"] == "suppressed"


@pytest.mark.parametrize("code", ["E0999", "E06000052"])
def test_authorities_printed_together_are_both_whatever_code_stands_there(table, code):
    [both] = read(table((SCILLY, code, 6438, "NA", "NA", "2010"))).to_dict("records")
    assert both["area_code"] == "E06000052+E06000053"


def test_a_code_that_the_catalogue_does_not_know_is_passed_over_with_the_reason(table):
    reading = LAYOUT.read(table(YORK, ("Plymouth", "E0888", 3000, "NA", "NA", "2017/18")))
    assert reading.observations["area_code"].tolist() == ["E06000014"]
    [skipped] = reading.skipped
    assert skipped.what == "Plymouth E0888"
    assert skipped.reason == "not an area of the catalogue"


def test_the_latest_year_is_the_edition(table):
    assert set(read(table(YORK, (*YORK[:-1], "2010")))["edition"]) == {"to 2017/18"}


@pytest.mark.parametrize(("england", "holds"), [(5408, True), (5410, False)])
def test_england_is_held_against_its_authorities(table, england, holds):
    row = ("England", "E92000001", england, 5000, 6000, "2017/18")
    [check] = LAYOUT.read(table(YORK, PLYMOUTH, row)).reconciliations
    assert (check.printed, check.summed) == (england, 5408)
    assert check.holds is holds
    assert check.what == "alcohol dependence 2017/18: England against its authorities"


def test_a_year_without_england_is_not_held_against_anything(table):
    assert LAYOUT.read(table(YORK, PLYMOUTH)).reconciliations == []


def test_missing_columns_are_all_named_with_what_stands_in_their_place(table):
    header = [{"Year": "Period", "Alcohol_lower_CI": "Alcohol_low"}.get(n, n) for n in OHID]
    file = table(YORK, header=header)
    assert LAYOUT.recognises(file)
    error = refusal(file)
    assert "2 columns of the layout" in error.summary
    assert error.problems == (
        "row 1: expected the column 'Alcohol_lower_CI', found 'Alcohol_low', 'PHE_Centre', 'Period'",
        "row 1: expected the column 'Year', found 'PHE_Centre', 'Alcohol_low', 'Period'",
    )


def test_a_word_where_a_number_should_be_is_named_with_row_and_column(table):
    error = refusal(table(YORK, (*PLYMOUTH[:2], "many", "few", 4000, "2017/18")))
    assert error.problems == (
        "row 3, column Alcohol_dependent: expected a number, found 'many'",
        "row 3, column Alcohol_lower_CI: expected a number, found 'few'",
    )


def test_an_impossible_year_is_named_with_file_row_and_column(table):
    error = refusal(table(YORK, (*PLYMOUTH[:-1], "2029/21")))
    [problem] = error.problems
    assert "dependence.csv" in error.summary
    assert problem.startswith("row 3, column Year: '2029/21' is not a period")


def test_years_numbers_names_and_contradictions_are_told_in_one_error(table):
    error = refusal(
        table(
            YORK,
            (*PLYMOUTH[:-1], "2029/21"),
            ("Derby", "E06000015", "many", 1, 2, "2017/18"),
            ("Plymoth", "E06000026", 3000, 2500, 4000, "2016/17"),
            ("York", "E06000014", 2409, *YORK[3:]),
        )
    )
    year, name, number, contradiction = error.problems
    assert year.startswith("row 3, column Year: '2029/21' is not a period")
    assert name == (
        "row 5, column Local_Authority: no area is called 'Plymoth': did you mean Plymouth?"
    )
    assert number == "row 4, column Alcohol_dependent: expected a number, found 'many'"
    assert "row 2: 2408; row 6: 2409" in contradiction
    for told in ("2023/24", "areas.csv", "mend the cells", "ask the publisher"):
        assert told in error.hint


def test_a_mistyped_year_does_not_make_names_unknown(table):
    # The authority began in 2023; the row that says so cannot be read.
    new = ("Cumberland", "E06000063", 2000, 1500, 2500, "20l23")
    [problem] = refusal(table(YORK, new)).problems
    assert problem.startswith("row 3, column Year")


def test_the_same_estimate_printed_twice_is_one(table):
    [york] = read(table(YORK, YORK)).to_dict("records")
    assert york["value"] == 2408


def test_a_name_that_is_no_authority_is_told_with_the_near_ones(table):
    error = refusal(table(("Plymoth", "E06000026", 3000, "NA", "NA", "2010")))
    assert "Plymoth" in str(error)
    assert "Plymouth" in str(error)


def test_a_header_without_rows_is_refused(table):
    error = refusal(table())
    assert "dependence.csv" in str(error)
    assert "no rows" in str(error)


# The publisher's own file


@pytest.fixture(scope="module")
def own(published):
    """The estimates of 2010/11 to 2017/18, read once."""
    path = "ndtms_ohid/ohid_alcohol_dependence_estimates_by_la_2010_2017.csv"
    return LAYOUT.read(published(path))


def estimate(own, code, year):
    rows = own.observations
    rows = rows[(rows["area_code"] == code) & (rows["period_start"] == pd.Timestamp(year, 4, 1))]
    return rows[["value", "lower", "upper"]].iloc[0].tolist()


def test_ohid_estimates_2408_adults_with_alcohol_dependence_in_york_in_2017_18(own):
    assert estimate(own, "E06000014", 2017) == [2408, 1918, 3206]


def test_ohid_estimates_586780_in_england_in_2017_18(own):
    assert estimate(own, "E92000001", 2017)[0] == 586_780


def test_ohid_gives_england_from_2015_16_on_and_it_is_the_sum_of_its_authorities(own):
    years = [check.what.split()[2].rstrip(":") for check in own.reconciliations]
    assert sorted(years) == ["2015/16", "2016/17", "2017/18"]
    assert all(check.holds for check in own.reconciliations)


def test_ohid_prints_cornwall_with_the_isles_of_scilly_until_2016_17(own):
    rows = own.observations
    together = rows[rows["area_code"] == "E06000052+E06000053"]
    assert sorted(together["period_start"].dt.year) == list(range(2010, 2017))
    assert rows.loc[rows["area_code"] == "E06000052", "period_start"].dt.year.tolist() == [2017]


def test_every_row_of_ohid_is_read(own):
    assert len(own.observations) == 1211
    assert list(own.skipped) == []
