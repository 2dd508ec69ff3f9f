"""Every report notebook is thin, clean and takes the same parameters."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
PARAMETERS = ["area", "comparators", "period", "mode", "across_nations"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def cells(request):
    return json.loads(request.param.read_text(encoding="utf-8"))["cells"]


def code_cells(cells):
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_a_notebook_is_committed_without_outputs(cells):
    for cell in code_cells(cells):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_a_notebook_has_one_cell_of_parameters_and_they_are_the_same_everywhere(cells):
    tagged = [
        cell for cell in code_cells(cells) if "parameters" in cell["metadata"].get("tags", [])
    ]
    assert len(tagged) == 1
    names = [node.targets[0].id for node in ast.parse(tagged[0]["source"]).body]
    assert names == PARAMETERS


def test_a_notebook_is_thin(cells):
    for cell in code_cells(cells):
        tree = ast.parse(cell["source"])
        assert len(cell["source"].splitlines()) <= 10
        assert not [
            n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.For))
        ]
