"""The second look: a protected number is found in every channel, and an ordinary one is not taken for it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import docx
import nbformat
import openpyxl
import pptx
import pytest
import typst
from openpyxl.comments import Comment
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from toolkit.disclosure.protection import ProtectedValue
from toolkit.disclosure.second_look import find_told, refuse_told
from toolkit.errors import DisclosureError

AREA = "E06000017"
SAID = "Numbers in treatment in Rutland, 2023/24, non-opiate only: {}"
HIDDEN = ProtectedValue("numbers_in_treatment", AREA, "2023/24", "persons", "18+",
                        "non_opiate_only", "count", 3.0, "withheld: fewer than 5 people")  # fmt: skip
RATE = ProtectedValue("numbers_in_treatment", AREA, "2023/24", "persons", "18+",
                      "non_opiate_only", "value", 9.4712381, "withheld: fewer than 5 people")  # fmt: skip


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def notebook(text, metadata=""):
    output = nbformat.v4.new_output("stream", text=text)
    cell = nbformat.v4.new_code_cell(
        "", outputs=[output], metadata={"jupyter": {"outputs_hidden": True}, "said": metadata}
    )
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()


def workbook(number, *, state="visible", note=""):
    book = openpyxl.Workbook()
    book.active.append(["Numbers in treatment"])
    book.active.append(["Group", "2023/24"])
    book.active.append(["Non-opiate only", number])
    if note:
        book.active["A1"].comment = Comment(note, "x")
    book.create_sheet("Front", 0)
    book.worksheets[1].sheet_state = state
    return saved(book)


def slides(number):
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    data = CategoryChartData(number_format="0")
    data.categories = ["2023/24"]
    data.add_series("Numbers in treatment, non-opiate only", [number])
    where = [Inches(1)] * 4
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *where, data)
    return saved(deck)


def embedded(number):
    """The workbook in a presentation alone: what its chart draws is another number."""
    shown, told = slides(27), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(slides(number))) as archive:
        hidden = {one: archive.read(one) for one in archive.namelist() if one.endswith(".xlsx")}
    with zipfile.ZipFile(io.BytesIO(shown)) as archive, zipfile.ZipFile(told, "w") as out:
        places = iter(hidden.values())
        for one in archive.namelist():
            out.writestr(one, next(places) if one.endswith(".xlsx") else archive.read(one))
    return told.getvalue()


def word(number):
    paper = docx.Document()
    paper.add_heading("Numbers in treatment, 2023/24", 1)
    table = paper.add_table(2, 2)
    for cell, text in zip(
        table._cells, ["Group", "People", "Non-opiate only", str(number)], strict=True
    ):
        cell.text = text
    return saved(paper)


def csv_zip(number):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "01-numbers-in-treatment.csv", f"Group,2023/24\nNon-opiate only,{number}\n"
        )
    return stream.getvalue()


def pdf(text):
    return typst.compile(f'#text("{text}")'.encode(), format="pdf")


PLANTS = {
    "a hidden output": lambda n: ("a.ipynb", notebook(SAID.format(n))),
    "a notebook's metadata": lambda n: ("a.ipynb", notebook("", SAID.format(n))),
    "a sentence of a page": lambda n: ("a.html", f"<p>{SAID.format(n)}</p>".encode()),
    "a table of a page": lambda n: ("a.html", (
        "<h2>Numbers in treatment</h2><table><tr><th>Group</th><th>2023/24</th></tr>"
        f"<tr><th>Non-opiate only</th><td>{n}</td></tr></table>").encode()),
    "alternative text": lambda n: ("a.html", f'<img alt="{SAID.format(n)}">'.encode()),
    "a comment of a page": lambda n: ("a.html", f"<!-- {SAID.format(n)} -->".encode()),
    "a title in a drawing": lambda n: ("a.svg", f"<svg><title>{SAID.format(n)}</title></svg>".encode()),
    "a chart of a slide": lambda n: ("a.pptx", slides(n)),
    "a workbook within a slide": lambda n: ("a.pptx", embedded(n)),
    "a sheet": lambda n: ("a.xlsx", workbook(n)),
    "a hidden sheet": lambda n: ("a.xlsx", workbook(n, state="veryHidden")),
    "a note on a cell": lambda n: ("a.xlsx", workbook(27, note=SAID.format(n))),
    "a table in Word": lambda n: ("a.docx", word(n)),
    "a CSV": lambda n: ("a.csv.zip", csv_zip(n)),
    "the text of a PDF": lambda n: ("a.pdf", pdf(SAID.format(n))),
    "the manifest": lambda n: ("manifest.json", json.dumps(
        {"indicator": "numbers_in_treatment", "period": "2023/24", "group": "non_opiate_only", "count": n}).encode()),
    "a log": lambda n: ("a.log", SAID.format(n).encode()),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_protected_number_is_found(plant):
    name, content = plant(3)
    assert list(find_told({name: content}, [HIDDEN], AREA))


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_another_number_in_the_same_place_is_not_taken_for_it(plant):
    name, content = plant(27)
    assert not list(find_told({name: content}, [HIDDEN], AREA))


def test_a_coordinate_with_all_its_digits_is_found_without_any_name():
    assert list(find_told({"a.svg": b'<svg><path d="M 0 9.4712381 L 1 2"/></svg>'}, [RATE], AREA))


@pytest.mark.parametrize(
    "text",
    [
        SAID.format("withheld: fewer than 5 people"),
        "Numbers in treatment in Leicester, 2023/24, non-opiate only: 3",
        "Numbers in treatment in Rutland, 2022/23, non-opiate only: 3",
        "Numbers in treatment in Rutland, 2023/24, all adults: 3",
        "Drug misuse deaths in Rutland, 2023/24: 3",
        "Rutland, 3 of 12 sections",
    ],
)
def test_the_same_number_of_somebody_else_is_not(text):
    assert not list(find_told({"a.html": f"<p>{text}</p>".encode()}, [HIDDEN], AREA))


def test_a_number_of_another_sex_and_age_is_told_only_where_these_are_said():
    young = replace(HIDDEN, sex="male", age="18-29")
    for said, told in (
        (SAID.format(3), False),
        (SAID.format("3 males"), False),
        (SAID.format("3 men, 18 to 29"), True),
        (SAID.format("3 (male, 18–29)"), True),
        (SAID.format("3 women, 18 to 29"), False),
    ):
        assert bool([*find_told({"a.log": said.encode()}, [young], AREA)]) is told, said


def test_a_row_of_a_long_table_says_in_any_of_its_cells_whose_number_it_holds():
    young = replace(HIDDEN, sex="male", age="18-29")
    row = "numbers_in_treatment,2023/24,male,18-29,non_opiate_only,3\n"
    table = f"indicator,period,sex,age,group,count\n{row}"
    assert [*find_told({"a.csv": table.encode()}, [young], AREA)]
    assert not [*find_told({"a.csv": table.replace("male", "female").encode()}, [young], AREA)]


def test_the_refusal_says_where_and_does_not_repeat_the_number():
    with pytest.raises(DisclosureError) as caught:
        refuse_told({"a.log": SAID.format(3).encode()}, [HIDDEN], AREA)
    assert "a.log, line 1: the count of numbers_in_treatment" in str(caught.value)
    assert ": 3" not in str(caught.value)


def test_an_open_figure_of_the_same_people_that_prints_alike_is_no_leak():
    table = b"<p>Share of the caseload by group in Rutland, non-opiate only, 2023/24: 19%</p>"
    hidden = replace(RATE, indicator="caseload_share", value=18.55)
    shown = replace(hidden, value=19.35, reason="")
    for other, told in (
        (shown, False),
        (replace(shown, value=20.1), True),
        (replace(shown, period="2019/20"), True),
        (replace(shown, sex="female"), True),
    ):
        found = [*find_told({"a.html": table}, [hidden], AREA, [other])]
        assert bool(found) is told, other
