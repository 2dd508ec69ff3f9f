"""The Word document: real headings, captions, heads of tables, a contents field, words for figures."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from toolkit.errors import ParameterError
from toolkit.reports.documents.word import render_word


def opened(document, template=None):
    return docx.Document(io.BytesIO(render_word(document, template)))


@pytest.fixture(scope="module")
def paper(document):
    return opened(document)


def headings(paper):
    return [
        (paragraph.style.name, paragraph.text)
        for paragraph in paper.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def alternatives(paper):
    return [one.get("descr") for one in paper.element.body.iter(qn("wp:docPr"))]


def test_headings_are_headings_in_their_order(paper):
    shown = [(style, text) for style, text in headings(paper) if style != "Heading 3"]
    assert shown == [
        ("Heading 1", "Who dies"),
        ("Heading 2", "Deaths from drug misuse"),
        ("Heading 2", "Among all authorities"),
        ("Heading 2", "Need"),
        ("Heading 1", "About this document"),
        ("Heading 2", "Attribution and quality assurance"),
    ]


def test_every_figure_has_its_words_and_a_caption(paper, document):
    assert alternatives(paper) == [figure.alt for figure in document.figures]
    captions = [one.text for one in paper.paragraphs if one.style.name == "Caption"]
    assert "Deaths rose\nDeaths per 100,000, 2017 to 2021" in captions
    assert "Deaths in Cardiff" in captions


def test_every_cell_of_every_table_is_there(paper, document):
    assert [rows(table) for table in paper.tables] == [
        [list(table.columns), *map(list, table.rows)] for table in document.tables
    ]


def test_the_head_of_a_table_is_marked_and_repeats(paper):
    for table in paper.tables:
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True, *[False] * (len(heads) - 1)]


def test_the_contents_list_is_a_field_that_word_fills_in(paper):
    fields = [one.text for one in paper.element.body.iter(qn("w:instrText"))]
    assert fields == [r'TOC \o "1-2" \h \z \u']
    assert paper.settings.element.find(qn("w:updateFields")) is not None


def test_the_contents_list_names_the_headings_before_word_fills_it_in(paper):
    (listed,) = [one.text for one in paper.paragraphs if "\tAmong all authorities" in one.text]
    assert listed.split("\n")[:3] == [
        "Who dies",
        "\tDeaths from drug misuse",
        "\tAmong all authorities",
    ]


def test_the_document_says_its_title_and_language(paper):
    assert paper.core_properties.title == "Drugs and alcohol in Cardiff"
    assert paper.core_properties.language == "en-GB"
    assert "Cardiff / Caerdydd W06000015" in [one.text for one in paper.paragraphs]


def test_a_section_without_figures_says_why(paper):
    assert "Not available for Cardiff: no file was imported." in [p.text for p in paper.paragraphs]


def test_whatever_stands_in_the_data_is_a_text(make_document, long_section, hostile):
    paper = opened(make_document(long_section(hostile)))
    assert len(paper.tables[0].rows) == 401
    assert sum(len(one.text) > 400 for one in paper.paragraphs) >= 5


class TestTemplate:
    def test_a_councils_styles_and_footers_are_taken_and_its_text_is_not(self, document, tmp_path):
        own = docx.Document()
        own.add_paragraph("Text of the template")
        own.sections[0].footer.paragraphs[0].text = "The council"
        own.styles["Heading 1"].font.name = "Georgia"
        own.save(tmp_path / "council.docx")
        paper = opened(document, tmp_path / "council.docx")
        assert "Text of the template" not in [one.text for one in paper.paragraphs]
        assert paper.sections[0].footer.paragraphs[0].text == "The council"
        assert paper.styles["Heading 1"].font.name == "Georgia"

    def test_a_template_without_our_styles_gets_headings_that_are_headings(
        self, document, tmp_path
    ):
        own = docx.Document()
        for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet", "Title"):
            own.styles[name].delete()
        own.save(tmp_path / "bare.docx")
        paper = opened(document, tmp_path / "bare.docx")
        assert ("Heading 1", "Who dies") in headings(paper)
        assert (
            paper.styles["Heading 2"].element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val"))
            == "1"
        )

    def test_what_is_no_document_is_refused(self, document, tmp_path):
        (tmp_path / "picture.docx").write_bytes(b"\x89PNG")
        with pytest.raises(ParameterError, match=r"picture\.docx cannot be read as a Word file"):
            render_word(document, tmp_path / "picture.docx")
