"""The page is one file that asks for nothing, and everything from data is escaped."""

from __future__ import annotations

from html.parser import HTMLParser

import nbformat
import pytest

from toolkit.presentation.blocks import MIME_TYPE, Cover, Figure, Section, Table
from toolkit.reports.documents.html import render_html

VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """Collects a page's elements, and checks that they close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def notebook(*blocks):
    outputs = [
        [nbformat.v4.new_output("display_data", data={MIME_TYPE: block.as_json()})]
        for block in blocks
    ]
    cells = [nbformat.v4.new_code_cell("secret_code()", outputs=shown) for shown in outputs]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("## Who dies"), *cells])


SECTION = Section(
    "deaths",
    "Deaths",
    sentences=["There were 3."],
    figure=Figure("aGk=", "A finding", "Deaths, 2019–21", "Line chart of deaths."),
    tables=[Table("Deaths, York", ["Period", "Deaths"], [["2019–21", "3"]], ["[c] hidden."])],
    caveats=["Registered, not occurred."],
    sources=["ONS."],
)


@pytest.fixture
def page():
    return Page(render_html(notebook(Cover("York", "E06000014", "Drugs in York"), SECTION)))


def test_the_page_asks_for_nothing_from_outside(page):
    for tag, attributes in page.elements:
        assert tag not in ("script", "link", "iframe", "object")
        for name in ("src", "href"):
            address = attributes.get(name) or ""
            assert address.startswith(("data:", "#")) or not address
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv"))
    assert "default-src 'none'" in policy


def test_the_page_says_its_language_and_title_and_lets_one_skip_to_the_report(page):
    assert page.all("html") == [{"lang": "en-GB"}]
    assert len(page.all("h1")) == 1
    assert page.all("a")[0]["href"] == "#content"


def test_the_contents_list_points_to_chapters_and_sections_that_exist(page):
    anchors = {attributes["id"] for _, attributes in page.elements if attributes.get("id")}
    links = [a["href"].removeprefix("#") for a in page.all("a") if "download" not in a]
    assert links == ["content", "who-dies", "deaths", "about-this-document", "assurance"]
    assert set(links) <= anchors


def test_every_picture_has_words(page):
    assert [image["alt"] for image in page.all("img")] == ["Line chart of deaths."]


def test_tables_have_a_caption_and_say_what_each_head_is_for(page):
    assert len(page.all("caption")) == len(page.all("table")) == 3
    assert {head["scope"] for head in page.all("th")} == {"col", "row"}


def test_code_is_hidden_unless_asked_for():
    assert "secret_code" not in render_html(notebook(SECTION))
    assert "secret_code()" in render_html(notebook(SECTION), code=True)


def test_a_section_without_figures_says_why():
    page = Page(render_html(notebook(Section("x", "X", missing="Not available: no file."))))
    assert "Not available: no file." in page.text


@pytest.mark.parametrize(
    "bad", ["<script>alert(1)</script>", '" onload="x', "&lt;b&gt;", "{{ 7*7 }}"]
)
def test_what_comes_from_data_cannot_become_markup(bad):
    block = Section(
        "x",
        bad,
        sentences=[bad],
        figure=Figure("aGk=", bad, bad, bad),
        tables=[Table(bad, [bad, bad], [[bad, bad]], [bad])],
        caveats=[bad],
        sources=[bad],
        missing=bad,
    )
    page = Page(render_html(notebook(Cover(bad, bad, bad, [bad], [bad]), block)))
    assert page.all("script") == []
    assert all("onload" not in attributes for _, attributes in page.elements)
    assert bad in page.text
