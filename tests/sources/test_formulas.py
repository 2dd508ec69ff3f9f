"""Formulas without results are told apart from blank cells."""

import re
import zipfile

import openpyxl

from toolkit.sources.cells import parse_numbers
from toolkit.sources.files import RawFile
from toolkit.sources.formulas import find_uncalculated


def test_a_formula_that_was_never_calculated_stands_in_its_cell_as_text(tmp_path):
    path = tmp_path / "own.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Cases & deaths"
    book.active.append([12, 30])
    book.active["D2"] = "=A1+B1"
    book.save(path)
    assert find_uncalculated(path) == {"Cases & deaths": {(1, 3): "A1+B1"}}
    cell = RawFile(path).sheets["Cases & deaths"].cell(1, 3)
    assert cell.startswith("=A1+B1 without its result")
    assert [text for _, text in parse_numbers([cell]).unread] == [cell]


def test_a_formula_with_its_result_is_read_as_the_result(tmp_path):
    path = tmp_path / "calculated.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["A2"] = 5
    book.save(path)
    _store_result(path, "<f>1+1</f><v>2</v>")
    assert find_uncalculated(path) == {}
    assert RawFile(path).sheets["Sheet"].cell(0, 0) == 2


def test_a_formula_whose_result_is_an_empty_text_is_a_blank_cell(tmp_path):
    path = tmp_path / "blank.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(path)
    _store_result(path, "<f>1+1</f><v></v>", type_="str")
    assert find_uncalculated(path) == {}


def _store_result(path, cell, type_="n"):
    """Put a calculated result where openpyxl leaves none."""

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(
        rb'<c r="A1"[^>]*>.*?</c>',
        f'<c r="A1" t="{type_}">{cell}</c>'.encode(),
        parts[sheet],
        count=1,
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_workbook_with_a_damaged_list_of_its_parts_tells_no_formula(tmp_path):
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationship Id="rId1" Tar="a.xml"/>')
        archive.writestr("xl/workbook.xml", '<sheet name="A" r:id="rId1"/>')
    assert find_uncalculated(path) == {}
