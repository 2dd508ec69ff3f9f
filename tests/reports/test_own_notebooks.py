"""A user's own notebook is thin like the project's and takes a section at a time."""

from __future__ import annotations

import nbformat
import pytest

from toolkit.errors import ParameterError
from toolkit.reports.own_notebooks import add_section, create_notebook, list_own_notebooks
from toolkit.reports.report_notebooks import find_notebook


def sources(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def test_a_new_notebook_is_found_by_its_name(workspace):
    path = create_notebook("our_report", area="york", sections=["Deaths from drug misuse"])
    assert find_notebook("our_report", workspace) == path
    assert list_own_notebooks() == [path]
    assert sources(path)[1].startswith('area = "York"')
    assert 'report.section("drug_misuse_deaths")' in sources(path)


@pytest.mark.parametrize("name", ["Our report", "../x", "annual_report", "1st"])
def test_a_name_that_cannot_be_or_is_taken_is_refused(workspace, name):
    with pytest.raises(ParameterError):
        create_notebook(name)
    assert list_own_notebooks() == []


def test_a_notebook_that_is_there_is_not_written_over(workspace):
    path = create_notebook("ours")
    before = path.read_bytes()
    with pytest.raises(ParameterError, match="already"):
        create_notebook("ours", area="York")
    assert path.read_bytes() == before


def test_a_notebook_of_the_project_s_name_is_not_run_in_its_stead(workspace):
    create_notebook("ours").rename(workspace.own_notebooks / "annual_report.ipynb")
    with pytest.raises(ParameterError, match="two notebooks are called annual_report"):
        find_notebook("annual_report", workspace)


def test_a_section_goes_under_its_indicator_s_heading_and_before_the_close(workspace):
    path = create_notebook("ours")
    assert add_section(path, "section", "drug_misuse_deaths")
    assert add_section(path, "section", "alcohol_specific_mortality")
    assert add_section(path, "funnel", "drug_misuse_deaths")
    assert sources(path)[5:-3] == [
        "## Deaths from drug misuse",
        'report.section("drug_misuse_deaths")',
        'report.funnel("drug_misuse_deaths")',
        "## Deaths from conditions that alcohol alone causes, three years",
        'report.section("alcohol_specific_mortality")',
    ]
    assert not add_section(path, "funnel", "Deaths from drug misuse")
    assert len(sources(path)) == 13
