"""Blocks as plain text: what a reader without a browser gets, and never the picture's bytes."""

from __future__ import annotations

from toolkit.presentation.blocks import MIME_TYPE, Cover, Figure, Section, Table

TABLE = Table("Deaths, York", ["Period", "Deaths"], [["2021", "7 [p]"]], ["[p] provisional"])
SECTION = Section(
    "deaths",
    "Deaths",
    sentences=["In 2021 there were 7 deaths in York."],
    figure=Figure("aGk=", "York: 7 in 2021", "Deaths, 2021", "Line chart of deaths."),
    tables=[TABLE],
    caveats=["By registration."],
    sources=["ONS."],
)


def test_a_section_reads_from_its_heading_to_its_sources():
    assert SECTION.as_text().split("\n") == [
        "Deaths",
        "In 2021 there were 7 deaths in York.",
        "York: 7 in 2021",
        "Deaths, 2021",
        "Line chart of deaths.",
        "Deaths, York",
        "Period | Deaths",
        "2021 | 7 [p]",
        "[p] provisional",
        "By registration.",
        "ONS.",
    ]


def test_printed_it_reads_the_same():
    assert str(SECTION) == SECTION.as_text()


def test_a_section_without_figures_says_why():
    assert Section("d", "Deaths", missing="No file.").as_text() == "Deaths\nNo file."


def test_a_cover_says_its_title_its_warnings_and_its_facts():
    cover = Cover(
        "York", "E06000014", "Drugs and alcohol in York", ["Latest: 2021"], ["Restricted"]
    )
    assert cover.as_text() == "Drugs and alcohol in York\nRestricted\nLatest: 2021"


def test_jupyter_is_given_the_text_and_not_the_bytes_of_the_picture():
    shown = SECTION._repr_mimebundle_()
    assert shown["text/plain"] == SECTION.as_text()
    assert "aGk=" not in shown["text/plain"]
    assert MIME_TYPE in shown
