"""CSV files as CSV on the Web: plain numbers, each column described, nothing that runs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from toolkit.reports.documents.csvw import METADATA, render_csvs


@pytest.fixture(scope="module")
def files(document):
    return render_csvs(document)


@pytest.fixture(scope="module")
def metadata(files):
    return json.loads(files[METADATA])


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode())))


def test_every_table_of_the_report_is_there(document, files, metadata):
    urls = [table["url"] for table in metadata["tables"]]
    assert {*urls, METADATA} == set(files)
    assert len(urls) == len(document.tables) == 4


def test_numbers_stand_as_printed_without_commas_and_marks_beside_them(files):
    assert rows_of(files["01-deaths-in-cardiff.csv"])[:3] == [
        ["Period", "Cardiff (per 100,000)", "Cardiff (per 100,000), mark", "95% interval, lower",
         "95% interval, upper", "Wales", "Wales, mark"],
        ["2019–21", "1234.5", "", "1200.1", "1270.2", "900.0", ""],
        ["2018–20", "-3.7", "[u]", "", "", "", "[c]"],
    ]  # fmt: skip


def test_every_column_is_described_in_its_order_by_a_name_of_its_own(files, metadata):
    for table in metadata["tables"]:
        described = table["tableSchema"]["columns"]
        assert [one["titles"][0] for one in described] == rows_of(files[table["url"]])[0]
        names = [one["name"] for one in described]
        assert len(set(names)) == len(names)


def test_what_is_called_a_number_is_one_or_blank(files, metadata):
    for table in metadata["tables"]:
        _, *rows = rows_of(files[table["url"]])
        for place, column in enumerate(table["tableSchema"]["columns"]):
            if column["datatype"] == "number":
                assert [float(row[place]) for row in rows if row[place]]


def test_licence_and_caveats_go_with_the_table(metadata):
    table = metadata["tables"][0]
    assert "Open Government Licence v3.0" in table["dc:source"][0]
    assert "Registered, not occurred." in table["notes"]


def test_no_cell_can_run_in_a_spreadsheet(make_document, long_section):
    for name, data in render_csvs(make_document(long_section("=1+1"))).items():
        if name != METADATA:
            cells = [cell for row in rows_of(data) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "@"))]
