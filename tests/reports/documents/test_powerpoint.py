"""The slides: a finding as title, charts that can be edited, words for every figure, notes."""

from __future__ import annotations

import io

import pptx
import pytest
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches

from toolkit.errors import ParameterError
from toolkit.presentation.blocks import Section, Table
from toolkit.reports.documents.powerpoint import render_powerpoint


@pytest.fixture(scope="module")
def deck(document):
    return pptx.Presentation(io.BytesIO(render_powerpoint(document)))


def opened(document, template=None):
    return pptx.Presentation(io.BytesIO(render_powerpoint(document, template)))


def drawn(deck):
    """Charts and pictures with their words."""
    return [
        (shape, shape._element.xpath("./*/p:cNvPr")[0].get("descr"))
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart or shape._element.tag.endswith("}pic")
    ]


def titles(deck):
    return [slide.shapes.title.text for slide in deck.slides]


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_every_slide_has_a_title_and_a_figures_is_its_finding(deck):
    assert titles(deck) == [
        "Drugs and alcohol in Cardiff",
        "Who dies",
        "Deaths rose",
        "A funnel",
        "Need",
        "Attribution and quality assurance",
        "Quality assurance",
    ]


def test_every_figure_has_its_words(deck, document):
    assert [words for _, words in drawn(deck)] == [figure.alt for figure in document.figures]


def test_a_chart_is_powerpoints_own_with_the_numbers_of_the_table_in_the_order_of_time(deck):
    (chart,) = [shape.chart for shape, _ in drawn(deck) if shape.has_chart]
    assert list(chart.plots[0].categories) == ["2017–19", "2018–20", "2019–21"]
    own, wales = chart.plots[0].series
    assert list(own.values) == [8.0, -3.7, 1234.5]
    assert list(wales.values) == [9.9, None, 900.0]


def test_intervals_are_on_the_chart_as_bars(deck):
    (chart,) = [shape.chart for shape, _ in drawn(deck) if shape.has_chart]
    bars = chart._chartSpace.xpath("//c:errBars")
    assert len(bars) == 1
    plus = bars[0].find("{*}plus")
    ends = [float(one.text) for one in plus.iter("{*}v")]
    assert ends == pytest.approx([1.1, 0, 35.7])


def test_caveats_and_full_sources_are_in_the_notes_and_the_source_on_the_slide(deck):
    slide = deck.slides[2]
    notes = slide.notes_slide.notes_text_frame.text
    assert "Registered, not occurred." in notes
    assert "row 3" in notes
    assert "Source: Deaths related to drug poisoning" in texts(slide)


def test_a_table_has_a_head_and_figures_stand_to_the_right(deck):
    (table,) = [shape.table for shape in deck.slides[-1].shapes if shape.has_table]
    assert table.first_row
    assert [cell.text for cell in table.rows[0].cells] == ["What", "Outcome"]
    assert ["Analyst", "A. Nalyst"] in [[cell.text for cell in row.cells] for row in table.rows]


def test_sentences_that_stand_alone_are_all_shown_on_as_many_slides_as_they_take(make_document):
    said = [f"Finding {n} of what stands out{' and more' * 40}." for n in range(8)]
    slides = opened(make_document(Section("x", "What stands out", said))).slides
    shown = [slide for slide in slides if slide.shapes.title.text.startswith("What stands out")]
    assert [one.shapes.title.text for one in shown][:2] == [
        "What stands out",
        "What stands out, continued",
    ]
    everything = "".join(text for slide in shown for text in texts(slide))
    assert [text for text in said if text in everything] == said


def test_a_slide_that_leaves_sentences_to_its_notes_says_so(make_document):
    table = Table("Deaths", ["Area", "Deaths"], [["Cardiff", "53"]])
    said = [f"Sentence {n}." for n in range(5)]
    slide = opened(make_document(Section("x", "X", said, tables=[table]))).slides[1]
    assert any("Sentence 2.\nThe notes say more." in text for text in texts(slide))
    assert "Sentence 4." in slide.notes_slide.notes_text_frame.text


def test_of_a_long_table_the_first_rows_are_shown_and_it_is_said(make_document):
    table = Table("Many", ["Area", "Deaths"], [[f"Area {n}", str(n)] for n in range(400)])
    slide = opened(make_document(Section("x", "X", tables=[table]))).slides[1]
    (shown,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert len(shown.rows) == 11
    assert shown.cell(1, 1).text_frame.paragraphs[0].alignment == PP_ALIGN.RIGHT
    assert any("The first 10 of 400 rows" in text for text in texts(slide))


def test_nothing_reaches_beyond_the_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_whatever_stands_in_the_data_is_a_text(make_document, long_section, hostile):
    deck = opened(make_document(long_section(hostile)))
    assert len(drawn(deck)) == 1


def test_sections_without_figures_share_a_slide_where_they_are_many(make_document):
    absent = [Section(f"s{n}", f"Section {n}", missing=f"Reason {n}.") for n in range(9)]
    deck = opened(make_document(Section("a", "A", ["Said."]), *absent))
    assert titles(deck)[2:5] == [
        "Who dies",
        "Who dies: without figures",
        "Who dies: without figures",
    ]
    assert "Section 8: Reason 8." in texts(deck.slides[4])[1]


def test_of_a_table_with_long_texts_only_as_many_rows_are_shown_as_fit(make_document):
    table = Table("Long", ["Area", "Reason"], [[f"Area {n}", "because " * 60] for n in range(10)])
    slide = opened(make_document(Section("x", "X", tables=[table]))).slides[1]
    (shown,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert 2 <= len(shown.rows) < 10


class TestTemplate:
    @pytest.fixture
    def template(self, tmp_path):
        own = pptx.Presentation()
        own.slide_width = Inches(11)
        own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "A sample slide"
        own.save(tmp_path / "council.pptx")
        return tmp_path / "council.pptx"

    def test_a_councils_master_is_taken_and_its_slides_are_not(self, document, template):
        deck = opened(document, template)
        assert deck.slide_width == Inches(11)
        assert "A sample slide" not in titles(deck)
        assert "Deaths rose" in titles(deck)

    def test_what_is_no_presentation_is_refused(self, document, tmp_path):
        for name, data in (("text.pptx", b"not one"), ("empty.pptx", b"")):
            (tmp_path / name).write_bytes(data)
            with pytest.raises(ParameterError, match=f"{name} cannot be read"):
                render_powerpoint(document, tmp_path / name)

    def test_another_programs_file_is_refused(self, document, tmp_path):
        import docx

        docx.Document().save(tmp_path / "letter.pptx")
        with pytest.raises(ParameterError, match="is no PowerPoint file"):
            render_powerpoint(document, tmp_path / "letter.pptx")

    def test_a_file_that_is_not_there_is_named(self, document, tmp_path):
        with pytest.raises(ParameterError, match="there is no template"):
            render_powerpoint(document, tmp_path / "nowhere.pptx")
