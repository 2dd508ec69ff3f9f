"""Two editions side by side: every figure that differs, by how much, and because of what."""

from __future__ import annotations

import json

import nbformat
import pytest

from toolkit.errors import ParameterError
from toolkit.presentation.blocks import MIME_TYPE, Section, Table
from toolkit.reports.edition_changes import compare_runs, tell_changes
from toolkit.sources.workspace import Workspace

MADE_OF = {"data": "1", "method": "1", "boundary": "1", "catalogue": "1"}


@pytest.fixture
def make_run(tmp_path):
    """Write a run of one report with one section of one table."""

    def make(name, rows, made_of=None, sources=("File a.csv",), area="E06000014"):
        section = Section(
            "deaths",
            "Deaths",
            tables=[Table(f"Deaths, {name}", ["Period", "Deaths"], rows)],
            sources=sources,
        )
        output = nbformat.v4.new_output("display_data", data={MIME_TYPE: section.as_json()})
        cells = [nbformat.v4.new_code_cell("x", outputs=[output])]
        folder = tmp_path / "outputs" / name
        (folder / area).mkdir(parents=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / area / "annual.ipynb")
        record = {"status": "made", "area": "York", "parameters": {}, "documents": {}}
        record |= {"made_of": {**MADE_OF, **(made_of or {})}}
        (folder / ".records" / area).mkdir(parents=True)
        path = folder / ".records" / area / "annual.json"
        path.write_text(json.dumps(record), encoding="utf-8")

    return make


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def test_a_figure_that_changed_is_told_with_its_difference(make_run, workspace):
    make_run("march", [["2021", "1,045"], ["2020", "3.5 [p]"]])
    make_run("april", [["2021", "1,045"], ["2020", "2.25"]], {"method": "2"})
    (change,) = compare_runs("march", "april", workspace)
    assert (change.row, change.column) == ("2020", "Deaths")
    assert (change.before, change.after, change.difference) == ("3.5 [p]", "2.25", "−1.25")
    assert change.because == "method"


def test_a_run_elsewhere_is_named_by_the_path_of_its_folder(make_run, workspace, tmp_path):
    make_run("march", [["2021", "1,045"]])
    make_run("april", [["2021", "1,046"]])
    elsewhere = (tmp_path / "outputs" / "april").rename(tmp_path / "elsewhere")
    (change,) = compare_runs("march", str(elsewhere), workspace)
    assert change.after == "1,046"


def test_new_and_lost_figures_are_told_without_a_difference(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2021", "4"]], {"data": "2"})
    changes = {one.row: (one.before, one.after, one.difference) for one in compare_runs("march", "april", workspace)}  # fmt: skip
    assert changes == {"2021": ("–", "4", "–"), "2020": ("3", "–", "–")}


def test_a_section_that_cites_another_file_changed_because_of_its_data(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "4"]], {"data": "2", "method": "2"}, sources=("File b.csv",))
    assert [one.because for one in compare_runs("march", "april", workspace)] == ["data"]


def test_data_that_are_the_same_are_never_the_cause(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "4"]], {"method": "2"}, sources=("File b.csv",))
    assert [one.because for one in compare_runs("march", "april", workspace)] == ["method"]


@pytest.mark.parametrize(
    ("made_of", "because"),
    [
        ({"boundary": "2"}, "boundary"),
        ({"catalogue": "2", "data": "2"}, "data or catalogue"),
        ({}, "the writing of the report"),
    ],
)
def test_what_cannot_be_told_apart_is_named_together(make_run, workspace, made_of, because):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "4"]], made_of)
    assert [one.because for one in compare_runs("march", "april", workspace)] == [because]


def test_a_hidden_figure_that_is_now_given_is_no_difference_from_0(make_run, workspace):
    make_run("march", [["2020", "[c]"]])
    make_run("april", [["2020", "4"]])
    (change,) = compare_runs("march", "april", workspace)
    assert (change.before, change.difference) == ("[c]", "–")


def test_where_nothing_changed_it_says_so(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "3"]])
    said = tell_changes("march", "april", workspace)
    assert said == "0 figures differ between march and april, in 1 report that both runs have"


def test_how_many_reports_were_compared_is_said_beside_how_many_differ(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "4"]])
    said = tell_changes("march", "april", workspace).splitlines()[-1]
    assert said == (
        "1 figure differs between march and april, in 1 of 1 report that both runs have"
    )


def test_a_report_that_one_run_alone_has_is_said_to_be_left_out(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "3"]])
    make_run("april", [["2020", "3"]], area="E06000015")
    said = tell_changes("march", "april", workspace).splitlines()[-1]
    assert said == "not compared, for april alone has it: 1 report"


def test_csv_has_a_head_and_a_row_a_figure(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "4"]])
    head, row = tell_changes("march", "april", workspace, "csv").splitlines()
    assert head == "report,section,row,column,before,after,difference,because"
    assert '"York, annual",Deaths,2020,Deaths,3,4,' in row


def test_a_run_that_is_not_there_names_those_that_are(make_run, workspace):
    make_run("march", [["2020", "3"]])
    with pytest.raises(ParameterError, match="no run 'may' with reports") as error:
        compare_runs("march", "may", workspace)
    assert "march" in (error.value.hint or "")


def test_runs_without_a_report_in_common_cannot_be_compared(make_run, workspace):
    make_run("march", [["2020", "3"]])
    make_run("april", [["2020", "3"]], area="E06000015")
    with pytest.raises(ParameterError, match="share no report"):
        compare_runs("march", "april", workspace)
