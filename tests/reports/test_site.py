"""The pages of a run: find an area, click on a map, set two beside each other; all of it static."""

from __future__ import annotations

import json
import re
import shutil

import nbformat
import pytest

from toolkit.presentation.blocks import MIME_TYPE, Section
from toolkit.reports.index import write_index
from toolkit.reports.records import Run

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AREAS = {"E06000026": "Plymouth", "W06000015": "Cardiff", "E06000014": "York"}


@pytest.fixture
def run(tmp_path):
    """Two reports that were made, and one that failed."""
    folder = tmp_path / "latest"
    for code, name in AREAS.items():
        record = {"area": name, "notebook": "annual_report", "made": "2026-03-01", "documents": {}}
        if name == "York":
            record |= {"status": "failed", "error": "stopped <b>", "traceback": "x"}
        else:
            (folder / code).mkdir(parents=True)
            names = [f"annual_report.{ending}" for ending in ("html", "ipynb", "pdf", "csv.zip")]
            for one in names:
                (folder / code / one).write_text("<title>x</title>", encoding="utf-8")
            section = Section(
                "deaths", "Deaths", [f"</script>{name} had 3.", "And so on.", "Third."]
            )
            output = nbformat.v4.new_output("display_data", data={MIME_TYPE: section.as_json()})
            cell = nbformat.v4.new_code_cell("x", outputs=[output])
            nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / code / names[1])
            record |= {"status": "made", "documents": dict.fromkeys(names, "")}
        (folder / ".records" / code).mkdir(parents=True)
        path = folder / ".records" / code / "annual_report.json"
        path.write_text(json.dumps(record), encoding="utf-8")
    write_index(Run(folder))
    return folder


@pytest.fixture
def index(run):
    return (run / "index.html").read_text(encoding="utf-8")


def test_every_document_has_a_link_and_what_failed_its_reason(index):
    for code in ("E06000026", "W06000015"):
        for ending in ("html", "ipynb", "pdf", "csv.zip"):
            assert f'href="{code}/annual_report.{ending}"' in index
    assert "stopped &lt;b&gt;" in index


def test_a_welsh_area_carries_both_names_and_is_found_by_either(index):
    assert "Cardiff / Caerdydd" in index
    assert re.search(r'data-text="[^"]*Caerdydd', index)


def test_what_finds_a_report_stands_in_the_same_order_in_every_process(index):
    assert 'data-text="Plymouth E06000026' in index


def test_only_areas_with_a_page_are_links_on_the_map(index):
    drawing = re.search(r"<svg.*?</svg>", index, re.DOTALL)[0]
    assert drawing.count("<rect") == 207
    assert re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"', drawing) == [
        ("W06000015/annual_report.html", "Cardiff"),
        ("E06000026/annual_report.html", "Plymouth"),
    ]


def test_the_pages_ask_for_nothing_and_run_only_their_own_script(run):
    for name in ("index.html", "compare.html"):
        page = (run / name).read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        assert "unsafe-inline'; script-src 'sha256-" in page
        assert "http://" not in page
        assert "https://" not in page


def test_what_a_report_says_cannot_end_the_script_that_holds_it(run):
    page = (run / "compare.html").read_text(encoding="utf-8")
    held = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(held)["areas"][0]["said"]["deaths"].startswith("</script>")
    assert "Third." not in held


def test_one_report_alone_is_compared_with_nothing(run):
    shutil.rmtree(run / ".records" / "W06000015")
    (run / "compare.html").unlink()
    write_index(Run(run))
    assert not (run / "compare.html").exists()
    assert "compare.html" not in (run / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def open_page(browser, run):
    contexts = []

    def open_page(name, **settings):
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.goto((run / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["index.html", "compare.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_of_wcag_22_a_and_aa(open_page, name, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    viewport = {"width": width, "height": 800}
    page = open_page(name, color_scheme=scheme, viewport=viewport, bypass_csp=True)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_typing_a_name_with_or_without_accents_finds_the_area(open_page):
    page = open_page("index.html")
    page.get_by_label("Name or code").fill("CAERDŶDD")
    assert page.locator("tbody tr:visible").count() == 1
    assert page.locator("#found").inner_text() == "1 of 3 reports"
    page.get_by_label("Name or code").fill("")
    page.get_by_label("Region or nation").select_option("South West")
    assert page.locator("tbody tr:visible th").all_inner_texts() == ["Plymouth"]


@pytest.mark.slow
def test_a_square_of_the_map_opens_its_report(open_page):
    page = open_page("index.html")
    page.get_by_label("Plymouth", exact=True).click()
    assert page.url.endswith("E06000026/annual_report.html")


@pytest.mark.slow
def test_two_areas_stand_side_by_side_and_can_be_changed(open_page):
    page = open_page("compare.html")
    assert page.locator("thead a").all_inner_texts() == ["Plymouth", "Cardiff / Caerdydd"]
    assert page.locator("tbody td").all_inner_texts()[0] == "</script>Plymouth had 3. And so on."
    page.get_by_label("First area").select_option("Cardiff / Caerdydd")
    assert page.locator("tbody td").all_inner_texts()[0].startswith("</script>Cardiff")


@pytest.mark.slow
def test_without_scripts_all_reports_are_listed_and_the_form_is_not_shown(open_page):
    page = open_page("index.html", java_script_enabled=False)
    assert page.locator("tbody tr").count() == 3
    assert not page.locator("form").is_visible()
