"""The table of printed statements: what it accepts, and that it refuses every fault at once."""

from __future__ import annotations

import pytest

from toolkit.catalogue.printed_statements import (
    TESTS,
    Reference,
    load_statements,
    read_statements,
)
from toolkit.errors import CatalogueError

HEAD = "area_code,section,about,printed,test,inputs,table,reason\n"


@pytest.fixture
def table_of(tmp_path):
    def write(*rows):
        path = tmp_path / "statements.csv"
        path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return write


def test_every_statement_has_a_number_of_its_own_in_order():
    assert [one.number for one in load_statements()] == list(range(1, 189))


def test_every_test_is_used_by_a_statement():
    assert {one.test for one in load_statements()} == set(TESTS)


def test_a_reference_names_a_figure_and_which_it_is():
    found = Reference.parse("unmet_need_alcohol[area=E92000001, period=2024/25]")
    assert found.name == "unmet_need_alcohol"
    assert found.where == {"area": "E92000001", "period": "2024/25"}


@pytest.mark.parametrize("text", ["Numbers in treatment", "a[b]", "a[b=c", ""])
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(CatalogueError, match="expected name"):
        Reference.parse(text)


def test_sums_and_bases_are_read_out_of_the_inputs(table_of):
    path = table_of("E06000026,Need,About,8%,change,a_b[group=x] + c_d | 12,,")
    (statement,) = read_statements(path)
    assert [one.name for one in statement.references] == ["a_b", "c_d"]


def test_every_fault_is_named_with_its_row(table_of):
    path = table_of(
        "E06000026,Need,,214,given,x,,",
        "E99999999,Need,About,214,given,x,,",
        "E06000026,Need,About,214,givn,x,,",
        "E06000026,Need,About,rising,trend,drug_misuse_death[direction=increasing],,",
        "E06000026,Need,About,many,unmeasured,drug_misuse_deaths,,",
    )
    with pytest.raises(CatalogueError) as caught:
        read_statements(path)
    assert caught.value.problems == (
        "row 2: blank: about",
        "row 3: no area has the code E99999999",
        "row 4: no test is called 'givn': did you mean given?",
        "row 5: no indicator drug_misuse_death: did you mean drug_misuse_deaths?",
        "row 6: drug_misuse_deaths is an indicator by now: the claim can be tested",
    )


def test_another_header_is_refused(tmp_path):
    path = tmp_path / "statements.csv"
    path.write_text("section,printed\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="expected the columns area_code"):
        read_statements(path)
