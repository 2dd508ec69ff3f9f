"""The documentation as a site: built without a warning, every link inside it leads somewhere, and all can read it."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages, built as `.ci/run` builds them."""
    pytest.importorskip("pydata_sphinx_theme")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "docs", str(folder)]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    pages = sorted(path for path in folder.rglob("*.html") if "_static" not in path.parts)
    assert len(pages) > 40
    return pages


class _Page(HTMLParser):
    """What a page links to, and what can be linked to in it."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = [], {""}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.anchors |= {said[name] for name in ("id", "name") if said.get(name)}
        self.links += [said[name] for name in ("href", "src") if said.get(name)]


def test_every_link_inside_leads_somewhere(site):
    read = {path: _Page(path) for path in site}
    lost = []
    for path, page in read.items():
        for link in page.links:
            if urlsplit(link).scheme:
                continue
            target, anchor = urldefrag(link)
            there = (path.parent / unquote(urlsplit(target).path)).resolve() if target else path
            known = there.exists() and (there not in read or unquote(anchor) in read[there].anchors)
            if not known:
                lost.append(f"{path.name}: {link}")
    assert lost == []


def test_every_page_is_accessible_and_asks_nothing_of_anybody(site, browser):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked, violations = [], {}
    page.on("request", lambda request: asked.append(request.url))
    for path in site:
        page.goto(path.as_uri())
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        if found:
            violations[path.name] = [(one["id"], one["nodes"][0]["html"]) for one in found]
    page.close()
    assert violations == {}
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
