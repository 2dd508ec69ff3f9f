"""A table is read, and kept as a file in which nothing runs."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from toolkit.presentation.display import templates
from toolkit.presentation.tables import TONES, Table, figure_in, keep_from_running, natural_order

DEATHS = Table(
    "Deaths, York",
    ["Period", "Deaths", "Rate (deaths per 100,000 people)", "Beside England"],
    [["2019–21", "1,045", "−3.70 [u]", "better"], ["2018–20", "[c]", "–", "not compared"]],
    ["[c] not given by the publisher."],
    [["", "", "", "better"], ["", "", "", ""]],
)


class Cells(HTMLParser):
    """Collects the elements of a table with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def rows_of(table):
    return list(csv.reader(io.StringIO(table.as_csv(), newline="")))


class TestHtml:
    def test_every_head_says_what_it_heads(self):
        heads = Cells(DEATHS.as_html()).all("th")
        assert [head["scope"] for head in heads] == ["col"] * 4 + ["row"] * 2

    def test_figures_stand_right_and_words_left_in_head_and_body(self):
        page = Cells(DEATHS.as_html())
        assert [head.get("class") for head in page.all("th")[:4]] == ["words", None, None, "words"]
        assert [cell.get("class") for cell in page.all("td")[:3]] == [
            None,
            None,
            "words tone better",
        ]

    def test_a_colour_never_stands_without_its_word(self):
        page = str(DEATHS.as_html())
        assert '<td class="words tone better">better</td>' in page

    def test_a_table_shows_itself_in_jupyter(self):
        assert "<table>" in DEATHS._repr_mimebundle_()["text/html"]

    def test_a_table_without_rows_has_its_heads(self):
        assert len(Cells(Table("None", ["Area", "Value"], []).as_html()).all("th")) == 2


class TestFile:
    def test_the_link_holds_the_file_itself(self):
        (link,) = Cells(DEATHS.as_html()).all("a")
        assert link["download"] == "deaths-york.csv"
        start, _, text = link["href"].partition(",")
        assert start == "data:text/csv;charset=utf-8"
        assert unquote(text) == "\ufeff" + DEATHS.as_csv()

    def test_numbers_are_plain_and_marks_are_kept(self):
        assert rows_of(DEATHS)[1:] == [
            ["2019–21", "1045", "-3.70 [u]", "better"],
            ["2018–20", "[c]", "–", "not compared"],
        ]

    def test_a_change_keeps_its_sign_without_becoming_a_formula(self):
        assert rows_of(Table("", ["", ""], [["+3.6", "−12.1"]]))[1] == ["3.6", "-12.1"]

    @pytest.mark.parametrize(
        "text",
        ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "－2+3",
         '=HYPERLINK("http://x","y")', "-2+3+cmd|' /C calc'!A0"],
    )  # fmt: skip
    def test_no_cell_or_heading_is_a_formula(self, text):
        for row in rows_of(Table(text, [text, text], [[text, text]])):
            assert all(cell == f"'{text}" for cell in row)

    def test_commas_quotes_and_line_breaks_stay_in_their_cell(self):
        text = 'Bristol, "City" of\nBristol'
        assert rows_of(Table("", ["Area"], [[text]]))[1] == [text]

    @pytest.mark.parametrize(
        ("caption", "name"),
        [("Ynys Môn: deaths", "ynys-mon-deaths.csv"), ("../../etc", "etc.csv"), ("<>", "table.csv"), ("a" * 99, "a" * 60 + ".csv")],
    )  # fmt: skip
    def test_the_file_has_a_name_that_every_system_takes(self, caption, name):
        assert Table(caption, [], []).file_name == name


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,306", 1306), ("−3.7 [u]", -3.7), ("12 [u] [p]", 12), ("+3.6", 3.6), ("2019–21", None),
     ("[c]", None), ("–", None), ("", None), ("1,30", None), ("5 to 9", None), ("80.2%", None)],
)  # fmt: skip
def test_a_cell_is_a_number_only_where_it_prints_one(cell, number):
    assert figure_in(cell) == number


def test_words_that_are_no_formula_are_left_alone():
    assert keep_from_running("Bath and North East Somerset") == "Bath and North East Somerset"


def test_numbers_in_names_go_by_size_and_accents_do_not_count():
    ages = ["85+", "10 to 14", "5 to 9", "100+"]
    assert sorted(ages, key=natural_order) == ["5 to 9", "10 to 14", "85+", "100+"]
    assert sorted(["Zeal", "Éire", "eire"], key=natural_order) == ["Éire", "eire", "Zeal"]


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one, other):
    dark, light = sorted([_luminance(one), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", [tone for tone in TONES if tone != "own"])
def test_words_on_a_colour_can_be_read_and_the_colours_edge_be_seen(tone):
    css = templates().get_template("report.css").render()
    rule = re.search(rf"\.tone\.{tone} {{(.*?)}}", css)[1]
    colours = dict(re.findall(r"(?<![-a-z])([a-z-]+): (#[0-9a-f]{6})", rule))
    assert _contrast(colours["background"], colours["color"]) >= 4.5
    assert _contrast(colours["background"], colours["border-left-color"]) >= 3


def test_sentences_that_begin_with_a_figure_are_no_column_of_figures():
    told = "36.0% (1,306 of 2,042 in treatment; 95% interval 30.1 to 41.9)"
    table = Table("T", ["Row", "Count", "Told"], [["a", "36.0", told], ["b", "7", "8"]])
    assert table.figures == [False, True, False]
