"""What the tests of documents share: an executed notebook with every kind of piece, and a browser."""

from __future__ import annotations

import base64
from datetime import date

import nbformat
import pytest

from toolkit.presentation.blocks import MIME_TYPE, Cover, Figure, Plot, Section, Table
from toolkit.presentation.theme import Drawing
from toolkit.reports.documents.assurance import Signature, assured
from toolkit.reports.documents.content import read_document

HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="x',
    "#panic() $x^2$ *b* @ref [c] \\",
    "=1+1",
    "{{ 7*7 }}",
    "מחוז הצפון",
    "a\x0bb & c\x00",
]

SIGNATURE = Signature("A. Nalyst", "C. Hecker", date(2026, 3, 1))
COVER = Cover(
    "Cardiff",
    "W06000015",
    "Drugs and alcohol in Cardiff",
    ["Latest figures: to December 2021"],
    welsh_name="Caerdydd",
)
CITATION = (
    "Deaths related to drug poisoning. Office for National Statistics. "
    "Open Government Licence v3.0. File deaths.csv: row 3."
)
TREND = Table(
    "Deaths in Cardiff",
    ["Period", "Cardiff (per 100,000)", "95% interval", "Wales"],
    [
        ["2019–21", "1,234.5", "1,200.1 to 1,270.2", "900.0"],
        ["2018–20", "−3.7 [u]", "–", "[c]"],
        ["2017–19", "8.0", "7.0 to 9.1", "9.9"],
    ],
    ["[u] unreliable.", "[c] not given."],
)


def picture() -> str:
    """A small picture, base64."""
    drawing = Drawing(lambda axes: axes.plot([1, 3, 2]), width=4, height=2)
    return base64.b64encode(drawing.as_png()).decode("ascii")


def section_of_deaths() -> Section:
    figure = Figure(
        picture(),
        "Deaths rose",
        "Deaths per 100,000, 2017 to 2021",
        "Line chart of deaths: 8.0 in 2017–19, 1,234.5 in 2019–21.",
        TREND,
        plot=Plot("line", "per 100,000", [1, 3], [2, -1], latest_first=True),
    )
    return Section(
        "deaths",
        "Deaths from drug misuse",
        ["The rate was 1,234.5 per 100,000 people in 2019–21.", "It was 8.0 in 2017–19."],
        figure,
        [TREND],
        ["Registered, not occurred."],
        [CITATION],
    )


def picture_alone() -> Section:
    figure = Figure(picture(), "A funnel", "Rates", "Funnel plot: 3 areas lie outside.", TREND)
    return Section("funnel", "Among all authorities", ["Three differ."], figure)


def notebook_of(*blocks):
    """An executed notebook that shows some blocks under one heading."""
    cells = [
        nbformat.v4.new_code_cell(
            "secret_code()",
            outputs=[nbformat.v4.new_output("display_data", data={MIME_TYPE: block.as_json()})],
        )
        for block in blocks
    ]
    opening = nbformat.v4.new_markdown_cell("# Report\n\nWhat it is about.")
    heading = nbformat.v4.new_markdown_cell("## Who dies\n\nSaid *before* the figures.")
    return nbformat.v4.new_notebook(cells=[opening, *cells[:1], heading, *cells[1:]])


def document_of(*blocks):
    """The same as a document, signed."""
    return assured(read_document(notebook_of(*blocks)), SIGNATURE)


@pytest.fixture(
    params=HOSTILE, ids=["markup", "attribute", "typst", "formula", "jinja", "rtl", "control"]
)
def hostile(request) -> str:
    """A text that no format may take for anything but text."""
    return request.param


@pytest.fixture(scope="session")
def make_document():
    """A document, signed, that shows some blocks."""
    return document_of


@pytest.fixture(scope="session")
def long_section():
    """A section with a text wherever data can reach, a long table and long caveats."""
    return _long_section


@pytest.fixture(scope="session")
def notebook():
    need = Section("need", "Need", missing="Not available for Cardiff: no file was imported.")
    return notebook_of(COVER, section_of_deaths(), picture_alone(), need)


@pytest.fixture(scope="session")
def document(notebook):
    return assured(read_document(notebook), SIGNATURE)


def _long_section(text: str) -> Section:
    """A section with a text wherever data can reach, a long table and a long caveat."""
    table = Table(text, [text, "Number"], [[f"{text} {n}", f"{n:,}"] for n in range(400)], [text])
    figure = Figure(picture(), text, text, text or "None", table)
    return Section("x", text, [text], figure, [table], [" ".join([text] * 400)] * 5, [text])
