"""Real notebooks, run by papermill on the tracked figures."""

from __future__ import annotations

import json

import pytest

from toolkit.errors import DataError, ParameterError
from toolkit.reports.report_notebooks import find_notebook
from toolkit.reports.running import run_report


@pytest.fixture(scope="module")
def plymouth(module_workspace):
    return run_report("Plymouth", workspace=module_workspace)


@pytest.fixture(scope="module")
def page(plymouth):
    return plymouth.html.read_text(encoding="utf-8")


def test_a_report_lands_in_its_run_under_its_area(plymouth, module_workspace):
    outputs = module_workspace.outputs
    assert plymouth.html == outputs / "latest" / "E06000026" / "annual_report.html"
    assert plymouth.notebook == outputs / "latest" / "E06000026" / "annual_report.ipynb"
    assert plymouth.manifest == outputs / "latest" / "manifest.json"
    reports = json.loads(plymouth.manifest.read_text(encoding="utf-8"))["reports"]
    assert list(reports) == ["E06000026/annual_report"]
    assert reports["E06000026/annual_report"]["parameters"]["area"] == "E06000026"


@pytest.mark.parametrize(
    "row",
    [
        ["Opiates and/or crack (OCU)", "1,261", "1,306", "+3.6", "−4.1 to +11.9", "+3.5"],
        ["Crack only", "55", "75", "+36.4", "−3.7 to +93.1", "+36"],
        ["All adults", "2,039", "2,196", "+7.7", "+1.4 to +14.4", "+8"],
    ],
    ids=lambda row: row[0],
)
def test_plymouths_numbers_in_treatment_are_recomputed_beside_the_printed(page, row):
    head, *cells = row
    assert f'<th scope="row">{head}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) in page


def test_plymouths_printed_unmet_need_stands_beside_ours_with_the_reason(page):
    assert "36.8% is printed, the printed counts give 36.0%" in page
    assert "implies 1,290 to 1,291 people treated, the table has 1,306" in page
    assert "Why they differ" in page


def test_the_people_still_needed_are_given_both_ways_with_the_reason(page):
    assert "151 more people, if 692 were in treatment in 2024/25 (counted)" in page
    assert (
        "112 more people, if 731 were in treatment in 2024/25 (implied by the printed share)"
        in page
    )
    assert "because the printed share and the printed counts do not agree" in page


def test_what_is_missing_is_named_with_its_reason(page):
    assert "Not available for Plymouth. No file with these figures is held" in page


def test_an_unchanged_report_is_not_made_again(plymouth, module_workspace):
    before = plymouth.html.stat().st_mtime_ns
    again = run_report("Plymouth", workspace=module_workspace)
    assert not again.fresh
    assert again.html.stat().st_mtime_ns == before


def test_an_authority_without_figures_gets_a_report_that_says_so(module_workspace):
    made = run_report("Isles of Scilly", workspace=module_workspace, run="empty")
    page = made.html.read_text(encoding="utf-8")
    assert "No figures that this report shows are held" in page
    assert "Not available for the Isles of Scilly" in page


def test_a_restricted_report_says_so_in_its_name_and_on_its_page(module_workspace):
    made = run_report("Derby", workspace=module_workspace, mode="restricted")
    assert made.html.name == "annual_report-restricted.html"
    assert "Restricted: not for publication" in made.html.read_text(encoding="utf-8")


@pytest.mark.parametrize("run", ["", "..", "../up", "a/b", "a\\b", ".hidden", "x" * 65])
def test_a_runs_name_cannot_leave_the_outputs(workspace, run):
    with pytest.raises(ParameterError, match="name cannot be"):
        run_report("Plymouth", workspace=workspace, run=run)
    assert not workspace.outputs.exists()


def test_an_unknown_notebook_names_the_nearest(workspace):
    with pytest.raises(ParameterError, match="did you mean annual_report"):
        find_notebook("anual_raport", workspace)


def test_without_any_data_there_is_one_clear_error(workspace):
    for path in (workspace.raw / "partnership_reports").iterdir():
        path.unlink()
    with pytest.raises(DataError, match="holds no data"):
        run_report("Plymouth", workspace=workspace)


def test_a_notebook_that_fails_is_kept_as_far_as_it_came(built_workspace):
    workspace = built_workspace
    notebook = workspace.notebooks / "broken.ipynb"
    text = (workspace.notebooks / "annual_report.ipynb").read_text(encoding="utf-8")
    notebook.write_text(text.replace("report.missing()", "1 / 0"), encoding="utf-8")
    with pytest.raises(DataError, match="ZeroDivisionError"):
        run_report("Plymouth", notebook="broken", workspace=workspace)
    folder = workspace.outputs / "latest" / "E06000026"
    assert [path.name for path in folder.iterdir()] == ["broken.failed.ipynb"]
