"""Every report notebook is thin, clean and takes the same parameters."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from toolkit.catalogue.indicators import load_indicators
from toolkit.explore.explorer import Explorer
from toolkit.reports.overview import Overview
from toolkit.reports.own_notebooks import VIEWS_OF_ONE, add_section, create_notebook
from toolkit.reports.quality import DataQuality
from toolkit.reports.report import Report
from toolkit.sources.workspace import Workspace

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
PARAMETERS = ["area", "comparators", "period", "mode", "across_nations"]
FIVE = {"annual_report", "needs_assessment", "treatment_plan", "action_plan", "progress_report"}
OPENED = {"report": Report, "overview": Overview, "data": DataQuality, "explorer": Explorer}


@pytest.fixture(params=[*NOTEBOOKS, "own"], ids=lambda one: getattr(one, "stem", one))
def notebook(request, tmp_path):
    if request.param != "own":
        return request.param
    path = create_notebook("own", workspace=Workspace(tmp_path))
    for view in VIEWS_OF_ONE:
        add_section(path, view, "drug_misuse_deaths")
    return path


@pytest.fixture
def cells(notebook):
    return json.loads(notebook.read_text(encoding="utf-8"))["cells"]


def code_cells(cells):
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def calls_of(cells):
    """Return the calls of a notebook's sections: what is called, of whom, with what."""
    return [ast.parse(source).body[0].value for source in code_cells(cells)[2:]]


def test_there_are_the_five_reports_the_overview_the_data_quality_and_the_explorer():
    assert {path.stem for path in NOTEBOOKS} == FIVE | {"overview", "data_quality", "explore"}


def test_a_notebook_is_committed_without_outputs(cells):
    for cell in (cell for cell in cells if cell["cell_type"] == "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_a_notebook_has_one_cell_of_parameters_and_they_are_the_same_everywhere(notebook, cells):
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    names = [node.targets[0].id for node in ast.parse("".join(tagged[0]["source"])).body]
    # One page of many areas is asked for in the plural.
    assert names == (["areas", *PARAMETERS[1:]] if notebook.stem == "overview" else PARAMETERS)


def test_a_notebook_is_parameters_an_opening_and_one_call_a_section(cells):
    tagged, opening, *sections = code_cells(cells)
    assert len(tagged.splitlines()) == len(PARAMETERS)
    assert opening.startswith("import toolkit as tk\n")
    assert opening.endswith(".cover()")
    for source in sections:
        (call,) = ast.parse(source).body
        assert isinstance(call, ast.Expr)


def test_a_notebook_calls_only_what_its_object_has(cells):
    for call in calls_of(cells):
        assert hasattr(OPENED[call.func.value.id], call.func.attr), ast.unparse(call)


def test_a_report_asks_for_indicators_that_the_catalogue_has(notebook, cells):
    if notebook.stem == "data_quality":
        return
    asked = {argument.value for call in calls_of(cells) for argument in call.args}
    assert asked <= load_indicators().keys()


def test_a_notebook_asks_for_nothing_twice(cells):
    calls = [ast.unparse(call) for call in calls_of(cells)]
    assert len(calls) == len(set(calls))


def test_every_chapter_has_a_heading_and_a_section(cells):
    kinds = [cell["cell_type"] for cell in cells]
    assert kinds[:3] == ["markdown", "code", "code"]
    for cell, after in zip(cells[3:], [*kinds[4:], "end"], strict=True):
        if cell["cell_type"] == "markdown":
            assert re.fullmatch(r"## [A-Z][^\n]+", "".join(cell["source"]))
            assert after == "code"


def test_a_report_begins_with_what_stands_out_and_ends_with_what_is_not_there(notebook, cells):
    if notebook.stem not in FIVE:
        return
    names = [call.func.attr for call in calls_of(cells)]
    assert names[0] == "key_findings"
    assert names[-3:] == ["printed", "checks", "missing"]
