"""Files made for a reader's tests, and the publishers' own where they are at hand."""

import openpyxl
import pytest

from toolkit.sources.files import RawFile


def write_workbook(path, sheets):
    """Write a workbook of sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook of sheets, each a list of rows, and open it."""

    def write(sheets, name="workbook.xlsx"):
        write_workbook(tmp_path / name, sheets)
        return RawFile(tmp_path / name)

    return write


@pytest.fixture
def text_file(tmp_path):
    """Write a text and open it."""

    def write(text, name="table.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding, newline="")
        return RawFile(path)

    return write


@pytest.fixture(scope="session")
def published(shared_data):
    """Open a publisher's file, or skip the test."""

    def find(path):
        if not (shared_data / path).is_file():
            pytest.skip(f"the publisher's file {path} is not on this machine")
        return RawFile(shared_data / path)

    return find
