"""Every notebook of the project, made in every format: accessible, alone, and the same figures in all."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import nbformat
import openpyxl
import pdfplumber
import pptx
import pytest

from tests.conftest import PROJECT
from toolkit.presentation.tables import figure_in
from toolkit.reports.documents.content import read_document
from toolkit.reports.documents.writing import ENDINGS, FORMATS
from toolkit.reports.jobs import Wanted
from toolkit.reports.ordering import order_batch

NOTEBOOKS = sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb") if path.stem != "explore")  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def made(module_workspace):
    """The folder of Plymouth's reports, every notebook in every format."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOOLKIT_HOME", str(module_workspace.root))
        order_batch("Plymouth", Wanted(NOTEBOOKS, formats=[*FORMATS]))
    return module_workspace.root / "outputs" / "latest" / "E06000026"


@pytest.fixture(scope="module", params=NOTEBOOKS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def document(made, name):
    return read_document(nbformat.read(made / f"{name}.ipynb", as_version=4))


def numbers_in(texts):
    words = [
        word for text in texts for word in re.split(r"[\s;]|,(?!\d{3}\b)|(?<=\d)–(?=\d)", text)
    ]
    return {figure for word in words if (figure := figure_in(word)) is not None}


def words_of_html(data):
    return [re.sub(r"<(style|head).*?</\1>|<[^>]*>", " ", data.decode(), flags=re.DOTALL)]


def words_of_pdf(data):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def words_of_word(data):
    tables = docx.Document(io.BytesIO(data)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def words_of_excel(data):
    sheets = openpyxl.load_workbook(io.BytesIO(data))
    return [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]


WORDS = {"html": words_of_html, "pdf": words_of_pdf, "docx": words_of_word, "xlsx": words_of_excel}
ALTERNATIVES = {
    "html": (r"", r'<img[^>]*\balt="[^"]'),
    "docx": (r"word/document\.xml", r'<wp:docPr[^>]*\bdescr="[^"]'),
    "pptx": (r"ppt/slides/slide\d+\.xml", r'<p:cNvPr[^>]*\bdescr="[^"]'),
    "xlsx": (r"xl/drawings/drawing\d+\.xml", r'<xdr:cNvPr[^>]*\bdescr="[^"]'),
}


def test_every_format_is_there(made, name):
    missing = [end for end in ENDINGS.values() if not (made / f"{name}.{end}").is_file()]
    assert missing == []


@pytest.mark.parametrize("ending", WORDS)
def test_no_number_of_a_table_is_lost_or_changed(made, name, document, ending):
    expected = numbers_in(cell for table in document.tables for row in table.rows for cell in row)
    said = numbers_in(WORDS[ending]((made / f"{name}.{ending}").read_bytes()))
    assert expected - said == set()


@pytest.mark.parametrize("ending", ALTERNATIVES)
def test_every_figure_has_its_words_in_every_format(made, name, document, ending):
    files, mark = ALTERNATIVES[ending]
    data = (made / f"{name}.{ending}").read_bytes()
    if not files:
        parts = [data]
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(one) for one in archive.namelist() if re.fullmatch(files, one)]
    found = sum(len(re.findall(mark, part.decode())) for part in parts)
    assert found == len(document.figures)


def test_a_slide_says_no_number_that_the_report_does_not(made, name):
    page = numbers_in(words_of_html((made / f"{name}.html").read_bytes()))
    deck = pptx.Presentation(io.BytesIO((made / f"{name}.pptx").read_bytes()))
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    cells = [cell.text for shape in shapes for row in shape.table.rows for cell in row.cells]
    assert numbers_in(cells) - page == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_else_is_asked_for(browser, made, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    address = (made / f"{name}.html").as_uri()
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 320, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found.response["violations"] == []
    assert {url for url in asked if not url.startswith("data:")} == {address}
    assert wide <= 320


def test_a_page_keeps_to_its_own_security_policy(browser, made, name):
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((made / f"{name}.html").as_uri())
    shown = page.evaluate("[...document.images].every(one => one.naturalWidth > 0)")
    page.close()
    assert complaints == []
    assert shown


def test_a_page_is_under_a_megabyte_and_a_half(made, name):
    assert (made / f"{name}.html").stat().st_size < 1_500_000
