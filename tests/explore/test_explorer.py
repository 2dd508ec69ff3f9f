"""What is picked is shown, told as code and kept; the code shows the same picture."""

from __future__ import annotations

import nbformat
import pytest

import toolkit as tk
from toolkit.explore.choice import Choice
from toolkit.explore.explorer import Explorer
from toolkit.explore.lab import lab_command
from toolkit.presentation.blocks import MIME_TYPE


@pytest.fixture
def explorer(desk):
    return tk.open_explorer()


def shown_by(code):
    """Run the two lines of code and return what the second shows."""
    first, second = code.split("\n")
    names = {}
    exec(first, names)
    return eval(second, names)


def page(output):
    """The HTML that an output widget shows."""
    return output.outputs[0]["data"]["text/html"]


def test_every_control_has_a_label(explorer):
    for control in (
        explorer.area,
        explorer.comparators,
        explorer.indicator,
        explorer.period,
        explorer.chart,
        explorer.code,
        explorer.notebook,
    ):
        assert control.description


def test_another_pick_changes_chart_table_and_code(explorer):
    before = (page(explorer.picture), page(explorer.table), explorer.code.value)
    explorer.area.value = "York"
    after = (page(explorer.picture), page(explorer.table), explorer.code.value)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert 'alt="' in page(explorer.picture)
    assert "<th scope=" in page(explorer.table)


@pytest.mark.parametrize(
    "picks",
    [
        {},
        {"chart": "funnel"},
        {"area": "York", "chart": "bars", "comparators": "South West; North East"},
        {"area": "Leicestershire + Rutland", "chart": "trend"},
        {"indicator": "drug_poisoning_deaths", "chart": "caterpillar"},
    ],
)
def test_the_code_shows_the_same_picture(explorer, picks):
    for name, value in picks.items():
        getattr(explorer, name).value = value
    assert shown_by(explorer.code.value) == explorer.section
    assert explorer.section.figure or explorer.section.sentences


def test_an_earlier_period_is_picked_and_stands_in_the_code(explorer):
    explorer.period.value = explorer.period.options[3][1]
    assert f'period="{explorer.period.value}"' in explorer.code.value
    assert explorer.period.value in " ".join(explorer.section.sentences)
    assert shown_by(explorer.code.value) == explorer.section


def test_what_cannot_be_shown_says_why_and_offers_no_code(explorer):
    explorer.area.value = "Plymoth"
    assert "did you mean Plymouth?" in explorer.section.missing
    assert explorer.code.value == ""
    assert explorer.copy.disabled
    explorer.area.value = "Plymouth"
    assert explorer.section.figure


def test_an_indicator_without_figures_is_named_as_such_and_comes_last(explorer):
    labels = [label for label, _ in explorer.indicator.options]
    without = [label.endswith("(no figures held)") for label in labels]
    assert without == sorted(without)
    assert not without[0]


def test_the_section_goes_into_a_notebook_of_ones_own(explorer, desk):
    explorer.notebook.value = "from_the_desk"
    explorer.chart.value = "funnel"
    explorer.add.click()
    path = desk.own_notebooks / "from_the_desk.ipynb"
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    assert 'report.funnel("drug_misuse_deaths")' in sources
    assert str(path) in explorer.status.value
    explorer.add.click()
    assert "already" in explorer.status.value
    explorer.notebook.value = "annual_report"
    explorer.add.click()
    assert "choose another name" in explorer.status.value


def test_a_report_shows_the_section_in_the_place_of_the_widgets(explorer):
    shown = explorer.show()._repr_mimebundle_()
    assert shown[MIME_TYPE] == explorer.section.as_json()


def test_without_figures_the_explorer_opens_and_says_so(workspace, monkeypatch):
    for path in (workspace.raw / "partnership_reports").iterdir():
        path.unlink()
    explorer = Explorer(Choice("Plymouth", "drug_misuse_deaths"))
    assert "holds no data" in explorer.section.missing


def test_jupyterlab_is_opened_at_the_notebook_and_asks_nobody(workspace):
    command = lab_command(workspace, browser=False, port=8123)
    assert command[-1] == str(workspace.notebooks / "explore.ipynb")
    assert {"--no-browser", "--port=8123", "--LabApp.news_url=None"} <= set(command)
