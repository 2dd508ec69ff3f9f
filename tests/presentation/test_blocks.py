"""Blocks: shown in Jupyter, kept as JSON, and safe whatever stands in the data."""

from __future__ import annotations

import base64
import json
from dataclasses import fields
from html.parser import HTMLParser

import pytest

from toolkit.errors import ToolkitError
from toolkit.presentation.blocks import MIME_TYPE, Cover, Figure, Section, Table, load_block
from toolkit.presentation.theme import Drawing

HOSTILE = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onerror='alert(1)",
    "$x^2$",
    "{{ 7 * 7 }}",
    "&lt;b&gt;",
    "A & B < C",
]


def whole_section(text):
    """A section with a text in every place that data can reach."""
    return Section(
        "deaths",
        text,
        sentences=[text],
        figure=Figure("aGk=", text, text, text),
        tables=[Table(text, [text, text], [[text, text]], [text])],
        caveats=[text],
        sources=[text],
        missing=text,
    )


BLOCKS = {
    "section": whole_section("Deaths – 2019–21"),
    "bare section": Section("need", "Need", missing="Not available."),
    "figure": Figure("aGk=", "a", "b", "c", Table("Deaths", ["Period"], [["2019–21"]])),
    "table": Table("Deaths", ["Period"], [["2019–21"]]),
    "cover": Cover("York", "E06000014", "Drugs in York", ["To 2021"], ["Restricted"]),
}
each_block = pytest.mark.parametrize("block", BLOCKS.values(), ids=list(BLOCKS))


class Parsed(HTMLParser):
    """The elements and the text of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def shape(html):
    """The elements with the names of their attributes: what data must not change."""
    return [(tag, sorted(attributes)) for tag, attributes in Parsed(html).elements]


class TestJson:
    @each_block
    def test_a_block_comes_back_from_json_as_it_was(self, block):
        kept = json.dumps(block.as_json())
        back = load_block(json.loads(kept))
        assert type(back) is type(block)
        assert json.dumps(back.as_json()) == kept
        assert back.as_html() == block.as_html()

    def test_every_field_is_kept(self):
        kept = BLOCKS["section"].as_json()
        assert set(kept) == {"kind", *(field.name for field in fields(Section))}
        assert kept["kind"] == "Section"

    def test_what_comes_back_is_made_of_figures_and_tables_again(self):
        back = load_block(json.loads(json.dumps(BLOCKS["section"].as_json())))
        assert back.figure == BLOCKS["section"].figure
        assert isinstance(back.tables[0], Table)


class TestJupyter:
    @each_block
    def test_a_block_shows_itself_as_html_and_carries_its_data(self, block):
        bundle = block._repr_mimebundle_(include=None, exclude=None)
        assert set(bundle) == {MIME_TYPE, "text/html", "text/plain"}
        assert bundle["text/html"] == str(block.as_html())
        assert load_block(json.loads(json.dumps(bundle))[MIME_TYPE]).as_html() == block.as_html()


class TestEscaping:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_nothing_in_the_data_of_a_section_becomes_markup(self, text):
        html = whole_section(text).as_html()
        assert shape(html) == shape(whole_section("plain").as_html())
        assert "<script" not in html

    @pytest.mark.parametrize("text", HOSTILE)
    def test_nothing_in_the_data_of_a_cover_becomes_markup(self, text):
        html = Cover(text, text, text, [text], [text]).as_html()
        assert shape(html) == shape(Cover("a", "b", "c", ["d"], ["e"]).as_html())

    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_reader_sees_the_data_as_they_are(self, text):
        page = Parsed(whole_section(text).as_html())
        # Heading, reason, sentence, title and subtitle, the table's summary, caption, two heads,
        # two cells and note, caveat, source.
        assert page.text.count(text) == 14
        (picture,) = (attributes for tag, attributes in page.elements if tag == "img")
        assert picture["alt"] == text


class TestSection:
    def test_what_is_missing_is_said_in_its_place(self):
        assert "Not available." in Parsed(BLOCKS["bare section"].as_html()).text

    def test_a_bare_section_has_no_empty_lists_tables_or_pictures(self):
        tags = {tag for tag, _ in Parsed(BLOCKS["bare section"].as_html()).elements}
        assert not tags & {"ul", "table", "img", "figure", "details", "h4"}

    def test_the_heading_names_the_section(self):
        elements = Parsed(BLOCKS["section"].as_html()).elements
        (section,) = (attributes for tag, attributes in elements if tag == "section")
        (heading,) = (attributes for tag, attributes in elements if tag == "h3")
        assert section["aria-labelledby"] == heading["id"]

    def test_the_first_cell_of_a_row_heads_it(self):
        table = Table("Deaths", ["Period", "Deaths"], [["2019–21", "45"]])
        elements = Parsed(Section("x", "X", tables=[table]).as_html()).elements
        scopes = [attributes["scope"] for tag, attributes in elements if tag == "th"]
        assert scopes == ["col", "col", "row"]
        assert sum(tag == "td" for tag, _ in elements) == 1

    def test_a_table_beside_a_picture_can_be_opened_and_one_alone_is_open(self):
        table = Table("Deaths", ["Period"], [["2019–21"]])
        figure = Figure("aGk=", "a", "b", "c")
        beside = Parsed(Section("x", "X", figure=figure, tables=[table]).as_html()).elements
        alone = Parsed(Section("x", "X", tables=[table]).as_html()).elements
        assert "details" in {tag for tag, _ in beside}
        assert "details" not in {tag for tag, _ in alone}


class TestFigure:
    TABLE = Table("Deaths", ["Period", "Deaths"], [["2019–21", "45"]])
    FIGURE = Figure("aGk=", "Deaths rose", "Deaths, 2019–21", "Line chart of deaths.", TABLE)

    def test_is_drawn_once_and_keeps_what_it_was_drawn_from(self):
        painted = []
        drawing = Drawing(painted.append, width=2, height=1)
        figure = Figure.of(drawing, title="t", subtitle="s", alt="a")
        assert len(painted) == 1
        assert base64.b64decode(figure.png).startswith(b"\x89PNG")
        assert (figure.title, figure.subtitle, figure.alt) == ("t", "s", "a")
        assert "<svg" in figure.as_svg()

    def test_shows_itself_with_its_words_and_its_table_one_keypress_away(self):
        page = Parsed(self.FIGURE._repr_mimebundle_()["text/html"])
        tags = [tag for tag, _ in page.elements]
        assert tags.index("img") < tags.index("details") < tags.index("table")
        assert "Deaths rose" in page.text
        assert "45" in page.text

    def test_read_again_has_no_svg_and_says_so(self):
        back = load_block(json.loads(json.dumps(self.FIGURE.as_json())))
        assert isinstance(back.table, Table)
        with pytest.raises(ToolkitError, match="PNG alone"):
            back.as_svg()

    def test_leaves_its_table_out_where_the_section_has_tables(self):
        section = Section("x", "X", figure=self.FIGURE, tables=[Table("Other", ["A"], [["b"]])])
        page = Parsed(section.as_html())
        assert [tag for tag, _ in page.elements].count("table") == 1
        assert "Other" in page.text
        alone = Parsed(Section("x", "X", figure=self.FIGURE).as_html())
        assert [tag for tag, _ in alone.elements].count("table") == 1
