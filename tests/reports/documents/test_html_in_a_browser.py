"""The page in a real browser: accessible, alone, without scripts, at every width and on paper."""

from __future__ import annotations

import pytest

from toolkit.reports.documents.html import render_html

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def address(notebook, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(render_html(notebook, code=True), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser, address):
    """Open the page; remember what it asked for."""
    contexts = []

    def open_page(**settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_of_wcag_22_a_and_aa(opened, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.response["violations"] == []


@pytest.mark.slow
def test_nothing_but_the_file_itself_is_asked_for(opened, address):
    page = opened()
    assert [url for url in page.asked if not url.startswith("data:")] == [address]


@pytest.mark.slow
def test_without_scripts_everything_can_be_read(opened):
    page = opened(java_script_enabled=False)
    page.locator("section#deaths summary").click()
    assert page.locator("section#deaths table").is_visible()


@pytest.mark.slow
def test_a_narrow_page_never_scrolls_sideways(opened):
    page = opened(viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.slow
def test_keys_alone_reach_the_report_its_contents_its_tables_and_its_files(opened):
    page = opened()
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 24)"))
    assert seen[0] == "Skip to the report"
    for text in ("Who dies", "Deaths from drug misuse", "Table: Deaths in Cardiff", "Code"):
        assert text in seen


@pytest.mark.slow
def test_the_first_key_leads_past_the_contents_list(opened):
    page = opened()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.slow
def test_on_paper_the_tables_are_open_and_the_contents_list_is_not_there(opened):
    page = opened()
    page.emulate_media(media="print")
    assert page.locator("section#deaths table").is_visible()
    assert not page.locator("nav").is_visible()
