"""What readers hand over: ids, periods, sums that must come out, pieces."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.sources.conftest import write_csv
from toolkit.contracts import OBSERVATIONS
from toolkit.errors import DataError, SourceError
from toolkit.periods import Period
from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    observe,
    period_columns,
)


@pytest.fixture
def file(tmp_path):
    """A table of two areas."""
    rows = [["York", "E06000014", 3], ["Plymouth", "E06000026", 5]]
    return RawFile(write_csv(tmp_path / "deaths.csv", ["Area", "Code", "Deaths"], rows))


def frame(file, **columns):
    return pd.DataFrame(
        {
            "indicator": "deaths",
            "area_code": file.table["Code"],
            "count": parse_numbers(file.table["Deaths"]).value,
            "locator": ["row 2", "row 3"],
            "age": "all ages",
            **columns,
        }
    )


@pytest.mark.parametrize(
    ("printed", "summed", "tolerance", "holds"),
    [
        (100, 100, 0, True),
        (100, 101, 0, False),
        (100, 99, 0, False),
        (100, 98.5, 1.5, True),
        (100, 101.6, 1.5, False),
        (100, float("nan"), 10, False),
    ],
)
def test_a_total_holds_where_its_parts_come_within_the_rounding(printed, summed, tolerance, holds):
    assert Reconciliation("deaths", printed, summed, tolerance).holds is holds


def test_rows_are_completed_to_observations_and_say_where_they_come_from(file):
    rows = observe(frame(file), file, source="our_source", basis="local")
    OBSERVATIONS.check(rows, where="test")
    assert rows["count"].tolist() == [3, 5]
    for column, value in {
        "sex": "persons", "group": "all", "basis": "local", "state": "ok", "rounding": 0,
        "source": "our_source", "file": "our_source/deaths.csv",
    }.items():  # fmt: skip
        assert set(rows[column]) == {value}


def test_what_a_row_says_goes_before_what_is_said_of_all(file):
    rows = observe(
        frame(file, sex=["male", "female"], basis=["survey", "modelled"]),
        file,
        source="our_source",
        basis="local",
    )
    assert rows["sex"].tolist() == ["male", "female"]
    assert rows["basis"].tolist() == ["survey", "modelled"]


def test_an_id_says_source_and_content_and_depends_on_the_place_alone(file):
    first = observe(frame(file), file, source="our_source")["id"]
    other_order = observe(frame(file).iloc[::-1], file, source="our_source")["id"]
    other_values = observe(frame(file, count=[8, 9]), file, source="our_source")["id"]
    assert first.tolist() == other_order.tolist()[::-1] == other_values.tolist()
    assert first.is_unique
    assert first.str.startswith(f"our_source-{file.sha256[:8]}-").all()


def test_rows_that_break_the_contract_are_refused_with_file_row_column_and_value(file):
    with pytest.raises(DataError) as refused:
        observe(frame(file, sex=["persons", "women"]), file, source="our_source")
    assert "deaths.csv" in refused.value.summary
    [problem] = refused.value.problems
    assert problem == "column sex: expected one of persons, male, female, found row 3: 'women'"


def test_a_cell_of_a_workbook_that_breaks_the_contract_is_named_as_a_person_sees_it(file):
    rows = frame(file, locator=["Table 1!E7", "Table 1!E9:I9"], age=["18+", " "])
    with pytest.raises(DataError, match=r"expected not blank, found Table 1!E9:I9: ' '"):
        observe(rows, file, source="our_source")


def test_a_row_without_a_place_is_named_by_its_number(file):
    with pytest.raises(DataError, match=r"column locator: expected not blank, found row 1: ''"):
        observe(frame(file, locator=["row 2", ""]), file, source="our_source")


def test_periods_become_three_columns_and_none_is_missing():
    columns = period_columns([Period.parse("2023/24"), None, Period.parse("2019–21")])
    assert columns["period_kind"].tolist() == ["financial", "", "pooled"]
    assert columns["period_start"].iloc[0] == pd.Timestamp(2023, 4, 1)
    assert columns["period_end"].iloc[2] == pd.Timestamp(2021, 12, 31)
    assert columns.iloc[1][["period_start", "period_end"]].isna().all()


def test_periods_of_numbered_rows_keep_their_numbers():
    period = Period.parse("2023/24")
    columns = period_columns(pd.Series([period, None, period], index=[2, 3, 4], dtype="object"))
    assert columns["period_kind"].to_dict() == {2: "financial", 3: "", 4: "financial"}


def test_no_periods_at_all_are_missing_and_not_an_error():
    columns = period_columns([None, None])
    assert columns["period_kind"].tolist() == ["", ""]
    assert columns["period_start"].isna().all()


def test_a_file_read_whole_and_one_read_in_pieces_are_both_handed_on_in_pieces(file):
    whole = Reading(observe(frame(file), file, source="local_figures"))
    for read, pieces in ((lambda _: whole, [whole]), (lambda _: iter([whole, whole]), [whole] * 2)):
        layout = Layout("local_figures", "a table", lambda _: True, read)
        assert [id(piece) for piece in layout.readings(file)] == [id(piece) for piece in pieces]


def test_every_row_of_a_restricted_source_is_restricted_whatever_the_reader_says(file):
    whole = Reading(observe(frame(file), file, source="local_caseload", restricted=False))
    layout = Layout("local_caseload", "a table", lambda _: True, lambda _: iter([whole, whole]))
    assert all(piece.observations["restricted"].all() for piece in layout.readings(file))


def test_a_file_that_is_none_of_a_layout_s_is_refused_before_it_is_read(file):
    layout = Layout("local_figures", "a table of ours", lambda _: False, lambda _: [][1])
    with pytest.raises(SourceError, match="expected a table of ours, found something else"):
        [*layout.readings(file)]
