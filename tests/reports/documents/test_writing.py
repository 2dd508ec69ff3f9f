"""All documents of one notebook: they say the same, and a template that is none is refused first."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import docx
import openpyxl
import pdfplumber
import pptx
import pytest

from toolkit.errors import ParameterError
from toolkit.presentation.tables import figure_in
from toolkit.reports.documents.writing import ENDINGS, FORMATS, Appearance, render_documents


@pytest.fixture(scope="module")
def documents(notebook):
    return render_documents(
        notebook, FORMATS, Appearance(analyst="A. Nalyst"), made=date(2026, 3, 1)
    )


def figures_in(texts):
    """Every number that stands alone or in an interval, as a set."""
    words = [word for text in texts for word in re.split(r"\s|,(?!\d)", text)]
    return {figure for word in words if (figure := figure_in(word)) is not None}


def said_by(ending, data):
    """Every text or number of a document."""
    stream = io.BytesIO(data)
    if ending == "html":
        return re.sub(r"<(style|head).*?</\1>|<[^>]*>", " ", data.decode(), flags=re.S).split()
    if ending == "pdf":
        with pdfplumber.open(stream) as pdf:
            return [page.extract_text() for page in pdf.pages]
    if ending == "docx":
        return [cell.text for table in docx.Document(stream).tables for row in table.rows for cell in row.cells]  # fmt: skip
    if ending == "xlsx":
        return [str(cell.value) for sheet in openpyxl.load_workbook(stream) for row in sheet.iter_rows() for cell in row]  # fmt: skip
    with zipfile.ZipFile(stream) as archive:
        return [archive.read(name).decode().replace(",", " ") for name in archive.namelist() if name.endswith(".csv")]  # fmt: skip


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx", "csv.zip"])
def test_no_figure_of_a_table_is_lost_or_changed_in_any_format(documents, document, ending):
    expected = figures_in(cell for table in document.tables for row in table.rows for cell in row)
    assert expected - figures_in(said_by(ending, documents[ending])) == set()


def test_every_format_that_is_asked_for_is_made_and_no_other(documents, notebook):
    assert set(documents) == set(ENDINGS.values())
    assert set(render_documents(notebook, ["pdf"])) == {"pdf"}


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx", "csv.zip"])
def test_every_format_names_publisher_licence_analyst_and_date(documents, ending):
    text = " ".join(" ".join(said_by(ending, documents[ending])).split())
    for words in ("Office for National Statistics", "Open Government Licence v3.0", "A. Nalyst", "1 March 2026"):  # fmt: skip
        assert words in text


def test_what_nobody_signed_says_so(documents):
    notes = [
        slide.notes_slide.notes_text_frame.text
        for slide in pptx.Presentation(io.BytesIO(documents["pptx"])).slides
    ]
    assert any("No checker is named" in text for text in notes)


def test_the_same_notebook_gives_the_same_csvs(documents, notebook):
    again = render_documents(notebook, ["csv"], Appearance(analyst="A. Nalyst"), made=date(2026, 3, 1))  # fmt: skip
    assert again["csv.zip"] == documents["csv.zip"]


class TestAppearance:
    def test_every_template_that_is_none_is_named_at_once(self, tmp_path):
        (tmp_path / "a.docx").write_bytes(b"not one")
        names = [str(tmp_path / name) for name in ("a.docx", "b.pptx", "c.odt")]
        with pytest.raises(ParameterError) as error:
            Appearance(templates=names).check()
        assert len(error.value.problems) == 3

    def test_a_good_template_passes_and_is_found_by_its_ending(self, tmp_path):
        docx.Document().save(tmp_path / "council.DOCX")
        appearance = Appearance(templates=[str(tmp_path / "council.DOCX")])
        appearance.check()
        assert appearance.template(".docx") == tmp_path / "council.DOCX"
        assert appearance.template(".pptx") is None

    def test_a_template_that_changed_is_another_appearance(self, tmp_path):
        path = tmp_path / "council.docx"
        docx.Document().save(path)
        before = Appearance(templates=[str(path)]).digest()
        changed = docx.Document()
        changed.add_paragraph("New")
        changed.save(path)
        assert Appearance(templates=[str(path)]).digest() != before
