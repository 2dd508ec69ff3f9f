"""The explorer in JupyterLab as a person drives it: picks, chart, code, and no request to anywhere."""

from __future__ import annotations

import base64
import socket
import subprocess
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from toolkit.explore.lab import lab_command, lab_environment

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TOKEN = "for-this-test"
PICTURE = ".toolkit-explorer img"
STARTING_SECONDS = 60


@pytest.fixture
def address(desk, tmp_path):
    """JupyterLab at the explorer, as `toolkit explore` opens it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = {
        name: str(tmp_path / name.casefold())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    command = lab_command(desk, browser=False, port=port)
    # A test may run as root, a user does not.
    command.insert(-1, "--allow-root")
    environment = {**lab_environment(), **folders, "JUPYTER_TOKEN": TOKEN}
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=desk.root, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        root = f"http://127.0.0.1:{port}"
        _wait_for(f"{root}/api", server)
        yield f"{root}/lab/tree/explore.ipynb?token={TOKEN}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(url, server):
    ending = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < ending and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    pytest.fail("JupyterLab did not start")


def _changed(page, before):
    """Wait until another picture is shown, and return what it shows in words."""
    page.wait_for_function(
        "before => { const one = document.querySelector('.toolkit-explorer img');"
        " return one && one.alt !== before }",
        arg=before,
        timeout=60_000,
    )
    return page.get_attribute(PICTURE, "alt")


def _copied(page, words):
    """Wait until the clipboard holds some words, and return its text."""
    ending = time.monotonic() + STARTING_SECONDS
    while words not in (text := page.evaluate("navigator.clipboard.readText()")):
        if time.monotonic() > ending:
            pytest.fail(f"the clipboard holds {text!r}")
        page.wait_for_timeout(200)
    return text


def test_picks_change_the_chart_and_its_code_shows_the_same(address, browser, desk):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    asked = []
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"],
        viewport={"width": 1400, "height": 1600},
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector(".jp-Notebook", timeout=60_000)
    # Before it has a kernel JupyterLab asks which one.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_selector(PICTURE, timeout=90_000)
    first = page.get_attribute(PICTURE, "alt")

    page.get_by_role("combobox", name="Area").fill("York")
    page.keyboard.press("Enter")
    second = _changed(page, first)
    page.get_by_role("combobox", name="Indicator").select_option("Deaths from drug poisoning")
    third = _changed(page, second)
    page.get_by_role("combobox", name="Chart").select_option("Funnel: beyond chance?")
    fourth = _changed(page, third)
    assert "York" in second
    assert len({first, second, third, fourth}) == 4

    page.get_by_role("button", name="Copy as code").click()
    code = _copied(page, ".funnel()")
    shown = page.get_attribute(PICTURE, "src").partition("base64,")[2]

    page.get_by_role("button", name="Add to report").click()
    page.get_by_role("status").filter(has_text="is now in").wait_for(timeout=30_000)

    found = axe.Axe().run(page, context=".toolkit-explorer", options={"runOnly": RULES})
    assert found.response["violations"] == []

    # Nothing of JupyterLab's own asks for leave over the notebook.
    assert page.get_by_text("Jupyter news").count() == 0

    # At a narrow width nothing of the explorer is cut off at the side.
    page.keyboard.press("Control+b")
    page.set_viewport_size({"width": 480, "height": 1600})
    page.wait_for_function(
        "(() => { const box = document.querySelector('.toolkit-explorer'), one ="
        " document.querySelector('.toolkit-explorer img'); return one.getBoundingClientRect().right"
        " <= box.getBoundingClientRect().right + 1 })()",
        timeout=10_000,
    )
    beyond = page.evaluate(
        "[...document.querySelectorAll('.toolkit-explorer > *')].filter(one => one.getBoundingClientRect().right"
        " > one.parentElement.getBoundingClientRect().right).map(one => one.className)"
    )
    assert beyond == []
    found = axe.Axe().run(page, context=".toolkit-explorer", options={"runOnly": RULES})
    assert found.response["violations"] == []
    context.close()

    first_line, second_line = code.split("\n")
    names = {}
    exec(first_line, names)
    section = eval(second_line, names)
    assert second_line == 'tk.area("York").compare("drug_poisoning_deaths").funnel()'
    assert base64.b64decode(section.figure.png) == base64.b64decode(shown)
    assert section.figure.alt == fourth
    assert (desk.own_notebooks / "my_report.ipynb").is_file()
    outside = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert outside == {urlsplit(address).netloc}
