"""The faults of a file: each once with its places, all in one error."""

from __future__ import annotations

import pytest

from tests.sources.conftest import write_csv
from toolkit.errors import SourceError
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile


@pytest.fixture
def file(tmp_path):
    return RawFile(write_csv(tmp_path / "deaths.csv", ["Area"], [["York"]]))


def test_a_file_without_faults_is_not_refused(file):
    faults = Faults()
    faults.refuse(file)
    assert not faults


def test_a_reason_is_told_once_with_its_first_rows_and_how_many_more():
    faults = Faults()
    faults.add("expected F or M, found 'X'", range(2, 1002), column="Sex")
    assert faults.lines() == [
        "rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 990 more, column Sex: expected F or M, found 'X'"
    ]


def test_the_same_words_in_two_columns_are_two_faults():
    faults = Faults()
    faults.add("expected a number, found 'x'", [2], column="Deaths")
    faults.add("expected a number, found 'x'", [2], column="Rate")
    assert len(faults.lines()) == 2


def test_places_can_have_names_or_none():
    faults = Faults("observation")
    faults.add("no sex", [3])
    faults.add("no number", ["[0].Data[1]", "[0].Data[2]"])
    faults.add("no year in the name")
    assert faults.lines() == [
        "observation 3: no sex",
        "[0].Data[1]; [0].Data[2]: no number",
        "no year in the name",
    ]


def test_of_very_many_faults_the_first_are_told_and_the_others_counted():
    faults = Faults()
    for row in range(60):
        faults.add(f"expected a number, found 'x{row}'", [row])
    assert len(faults.lines()) == 51
    assert faults.lines()[-1] == "10 faults more"


def test_the_error_names_the_file_counts_the_faults_and_says_what_to_do_about_each_kind(file):
    faults = Faults(hint="download it again")
    faults.add("no number", [2], hint="mend the cell")
    faults.add("no number", [9], column="Rate", hint="mend the cell")
    faults.add("no sex", [3])
    with pytest.raises(SourceError) as refused:
        faults.refuse(file)
    assert refused.value.summary == f"{file.path}: 3 faults, so nothing of it is read"
    assert refused.value.problems == ("row 2: no number", "row 9, column Rate: no number", "row 3: no sex")  # fmt: skip
    assert refused.value.hint == "mend the cell; download it again"
