"""People come first: words that shame are nowhere in what the toolkit says."""

from __future__ import annotations

import ast
import csv
import json
import re
import tomllib
from html import unescape
from pathlib import Path

import pytest

import toolkit.catalogue
import toolkit.presentation
from toolkit.catalogue.indicators import load_indicators
from toolkit.presentation.sections import make_section
from toolkit.reports.running import run_report

CATALOGUE = Path(toolkit.catalogue.__file__).parent
PRESENTATION = Path(toolkit.presentation.__file__).parent
TOOLKIT = CATALOGUE.parent
PROJECT = Path(__file__).resolve().parents[2]

# After the language guides of the Scottish Drugs Forum and of OHID: a person uses a drug, is
# dependent, is in treatment; nobody is what they use. "Misuse" stands in names of statistics.
SHAMING = re.compile(
    r"""\b(?:
        addicts? | addicted | (?:drug|substance|alcohol|solvent)\s+abuse | abusers? |
        alcoholics? | junkies? | druggies? | crackheads? | drunks? | drunkards? | boozers? |
        users? | misusers? | drug\s+habit | clean | dirty |
        suffer(?:s|ing|ers?)?\s+from | victims?\s+of | battling |
        the\s+(?:homeless|vulnerable|dependent|mentally\s+ill) | committed\s+suicide
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def shaming(text):
    return [found.group() for found in SHAMING.finditer(text)]


def texts_in(value):
    """Every text in a parsed TOML file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def texts_in_code(source):
    """Every text that a module may show a reader: docstrings speak to its authors."""
    tree = ast.parse(source)
    spoken = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in spoken
        ):
            yield node.value


def test_what_a_module_shows_is_told_from_what_its_authors_read():
    source = 'def say():\n    """For users."""\n    return f"{1} addicts"\n'
    assert list(texts_in_code(source)) == [" addicts"]


@pytest.mark.parametrize(
    "text",
    [
        "Drug users in Plymouth",
        "an addict",
        "substance abuse",
        "alcoholics",
        "has been clean since",
    ],
)
def test_a_shaming_word_would_be_found(text):
    assert shaming(text)


@pytest.mark.parametrize(
    "text",
    ["people who use opiates", "Deaths from drug misuse", "adults with alcohol dependence"],
)
def test_the_words_of_the_field_are_not_taken_for_one(text):
    assert shaming(text) == []


@pytest.mark.parametrize(
    "path",
    sorted(CATALOGUE.rglob("*.toml")),
    ids=lambda path: path.relative_to(CATALOGUE).as_posix(),
)
def test_the_catalogue_puts_people_first(path):
    texts = list(texts_in(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert texts
    assert [text for text in texts if shaming(text)] == []


@pytest.mark.parametrize(
    "path",
    sorted(path for path in PRESENTATION.rglob("*") if path.suffix in (".html", ".css", ".py")),
    ids=lambda path: path.relative_to(PRESENTATION).as_posix(),
)
def test_templates_and_the_words_of_sections_put_people_first(path):
    text = path.read_text(encoding="utf-8")
    texts = texts_in_code(text) if path.suffix == ".py" else [text]
    assert [text for text in texts if shaming(text)] == []


@pytest.mark.parametrize(
    "path",
    sorted(path for path in TOOLKIT.rglob("*.py") if PRESENTATION not in path.parents),
    ids=lambda path: path.relative_to(TOOLKIT).as_posix(),
)
def test_what_the_code_writes_into_notes_and_messages_puts_people_first(path):
    texts = texts_in_code(path.read_text(encoding="utf-8"))
    assert [text for text in texts if shaming(text.replace("User-Agent", ""))] == []


@pytest.mark.parametrize(
    "path",
    sorted(
        [
            *PROJECT.glob("*.md"),
            *(PROJECT / "docs").rglob("*.md"),
            *(PROJECT / "docs").rglob("*.html"),
        ]
    ),
    ids=lambda path: path.relative_to(PROJECT).as_posix(),
)
def test_pages_put_people_first(path):
    page = re.sub(
        r"```.*?```|`[^`]*`|data:[^\"')\s]+", "", path.read_text(encoding="utf-8"), flags=re.S
    )
    assert shaming(page) == []


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "notebooks").glob("*.ipynb")), ids=lambda path: path.name
)
def test_notebooks_put_people_first(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells
    assert [cell["source"] for cell in cells if shaming("".join(cell["source"]))] == []


def test_our_own_words_on_tracked_figures_put_people_first():
    """What a report prints is quoted; its measure and our note on it are in our own words."""
    found = []
    for path in (PROJECT / "data" / "raw" / "partnership_reports").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found += shaming(row.get("measure_name", "")) + shaming(row["note"])
    assert found == []


@pytest.mark.parametrize(
    "indicator",
    [
        "drug_misuse_deaths",
        "numbers_in_treatment_change",
        "alcohol_dependence",
        "unmet_need_alcohol",
    ],
)
def test_what_a_section_says_puts_people_first(context, indicator):
    group = {"baseline": "2021/22", "denominator": 90, "count": 60, "published": 40}
    rows = [
        {"period": "2016/17", "value": 30, "lower": 25, "upper": 35, **group},
        {"period": "2022/23", "value": 34, "lower": 28, "upper": 40, "basis": "modelled", **group},
        {"period": "2023/24", "value": None, "state": "suppressed", "baseline": "2022/23"},
        {"period": "2022/23", "value": 20, "area": "England"},
    ]
    html = make_section(context(indicator, *rows)).as_html()
    words = unescape(re.sub(r'src="data:[^"]*"', "", html))
    assert load_indicators()[indicator].name in words
    assert shaming(words) == []


def test_a_whole_report_puts_people_first(module_workspace):
    page = run_report("Plymouth", workspace=module_workspace).html.read_text(encoding="utf-8")
    words = unescape(re.sub(r'<style>.*?</style>|(?:src|href)="data:[^"]*"', "", page, flags=re.S))
    assert "Plymouth" in words
    assert shaming(words) == []
