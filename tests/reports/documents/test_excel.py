"""The workbook: numbers as numbers, one table a sheet, nothing merged and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from toolkit.presentation.tables import figure_in
from toolkit.reports.documents.excel import render_excel


@pytest.fixture(scope="module")
def data(document):
    return render_excel(document)


@pytest.fixture(scope="module")
def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def alternatives(data):
    """The words of every picture and chart."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        drawn = [parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name and name.endswith(".xml")]  # fmt: skip
    return [text for one in drawn for text in re.findall(r'descr="([^"]*)"', one)]


def test_there_is_a_cover_all_texts_and_a_sheet_a_table(workbook):
    assert workbook.sheetnames == [
        "Cover",
        "Text",
        "Deaths from drug misuse",
        "Among all authorities",
        "Attribution and quality assuran",
        "Attribution and quality assur 2",
    ]
    assert workbook["Cover"]["A1"].value == "Drugs and alcohol in Cardiff"
    assert "Cardiff / Caerdydd W06000015" in [cell.value for cell in workbook["Cover"]["A"]]


def test_every_number_of_a_table_is_a_number_in_its_cell(workbook):
    sheet = workbook["Deaths from drug misuse"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))[:3]
    assert rows == [
        ("2019–21", 1234.5, None, 1200.1, 1270.2, 900, None),
        ("2018–20", -3.7, "[u]", None, None, None, "[c]"),
        ("2017–19", 8, None, 7, 9.1, 9.9, None),
    ]
    assert figure_in("1,234.5") == rows[0][1]


def test_a_hidden_number_leaves_its_cell_empty_for_a_chart_draws_a_text_as_0(workbook):
    assert workbook["Deaths from drug misuse"]["F6"].value is None


def test_each_sheet_has_one_table_a_frozen_head_and_no_merged_cell(workbook):
    for sheet in workbook.worksheets[1:]:
        assert len(sheet.tables) == 1
        assert sheet.freeze_panes is not None
        assert not sheet.merged_cells.ranges


def test_every_figure_has_its_words(document, data):
    assert alternatives(data) == [figure.alt for figure in document.figures]


def test_a_figure_that_a_spreadsheet_can_draw_is_drawn_from_the_cells(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        (chart,) = [name for name in parts.namelist() if "charts/chart" in name]
        text = parts.read(chart).decode()
        pictures = [name for name in parts.namelist() if "media/" in name]
    assert "'Deaths from drug misuse'!$B$5:$B$7" in text
    assert "errBars" in text
    assert len(pictures) == 1


def test_whatever_stands_in_the_data_stays_text(make_document, long_section, hostile):
    made = openpyxl.load_workbook(io.BytesIO(render_excel(make_document(long_section(hostile)))))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert len(made.worksheets[2]["A"]) == 404
