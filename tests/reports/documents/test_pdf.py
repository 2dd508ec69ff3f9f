"""The PDF: tagged, in a language, with words for every figure and heads for every table."""

from __future__ import annotations

import io
import re
from collections import Counter

import pdfplumber
import pytest

from toolkit.presentation.blocks import Cover
from toolkit.presentation.tables import figure_in
from toolkit.reports.documents.pdf import render_pdf


def elements(tree):
    for element in tree:
        yield element
        yield from elements(element.get("children", []))


@pytest.fixture(scope="module")
def data(document):
    return render_pdf(document)


@pytest.fixture(scope="module")
def pdf(data):
    with pdfplumber.open(io.BytesIO(data)) as opened:
        yield opened


@pytest.fixture(scope="module")
def text(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_it_says_that_it_is_pdf_ua_1_its_language_and_its_title(pdf, data):
    assert pdf.doc.catalog["Lang"] == b"en-GB"
    assert pdf.doc.catalog["MarkInfo"]["Marked"]
    assert pdf.metadata["Title"] == "Drugs and alcohol in Cardiff"
    assert re.search(rb"pdfuaid:part>\s*1\s*<", data)


def test_headings_tables_heads_and_lists_are_tagged(pdf, document):
    kinds = Counter(element["type"] for element in elements(pdf.structure_tree))
    assert kinds["Table"] == kinds["THead"] == len(document.tables)
    assert kinds["TH"] == sum(len(table.columns) for table in document.tables)
    assert {"H1", "H2", "H3", "L", "LI", "TOC", "Caption"} <= set(kinds)


def test_every_figure_has_its_words(pdf, document):
    words = [one.get("alt_text") for one in elements(pdf.structure_tree) if one["type"] == "Figure"]
    assert words == [figure.alt for figure in document.figures]


def test_a_missing_font_is_made_up_for_and_no_word_is_lost(document, monkeypatch, tmp_path):
    monkeypatch.setattr("matplotlib.get_data_path", lambda: str(tmp_path))
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as made:
        assert "Deaths from drug misuse" in "".join(page.extract_text() for page in made.pages)


def test_it_has_bookmarks_to_chapters_and_sections(pdf):
    marks = [title for _, title, *_ in pdf.doc.get_outlines()]
    assert "Who dies" in marks
    assert "Deaths from drug misuse" in marks


def test_the_cover_names_the_area_in_both_languages_and_pages_are_numbered(pdf, text):
    cover = pdf.pages[0].extract_text()
    assert "Cardiff / Caerdydd W06000015" in cover
    assert "Latest figures: to December 2021" in cover
    assert "Page 3" in text


def test_every_figure_of_every_table_is_printed(text, document):
    for table in document.tables:
        for row in table.rows:
            for cell in row[1:]:
                assert figure_in(cell) is None or cell in text


def test_whatever_stands_in_the_data_is_a_text(make_document, long_section, hostile):
    made = render_pdf(make_document(Cover(hostile, hostile, hostile or "x"), long_section(hostile)))
    with pdfplumber.open(io.BytesIO(made)) as opened:
        kinds = Counter(element["type"] for element in elements(opened.structure_tree))
    assert kinds["TR"] > 400
