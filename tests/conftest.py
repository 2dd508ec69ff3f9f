"""What many tests need: where the publishers' files may lie, and a workspace of their own."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit.analysis.building import build
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

PROJECT = Path(__file__).resolve().parents[1]
if (PROJECT / "own").exists() and "TOOLKIT_HOME" not in os.environ:
    # What somebody declares for their own council is none of the project's, and not tested with it.
    _home = tempfile.TemporaryDirectory(prefix="toolkit-tests-")
    Workspace(Path(_home.name)).lay_out(PROJECT)
    os.environ["TOOLKIT_HOME"] = _home.name
SHARED = PROJECT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The publishers' own files, which are not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the publishers' files (../shared/data) are not on this machine")
    return SHARED


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that holds the tracked figures and the notebooks, and nothing else."""
    made = make_workspace(tmp_path / "home")
    monkeypatch.setenv("TOOLKIT_HOME", str(made.root))
    return made


@pytest.fixture
def store(workspace: Workspace) -> Store:
    return Store(workspace)


def make_workspace(root: Path) -> Workspace:
    shutil.copytree(
        PROJECT / "data" / "raw" / "partnership_reports",
        root / "data" / "raw" / "partnership_reports",
    )
    shutil.copytree(PROJECT / "notebooks", root / "notebooks")
    return Workspace(root)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content, to see that nothing was touched."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def block_texts(notebook: Path) -> list[str]:
    """All sentences and cells of the blocks of an executed notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    blocks = [
        data
        for cell in cells
        for output in cell.get("outputs", [])
        for kind, data in output.get("data", {}).items()
        if kind.endswith("block+json")
    ]
    return [
        text
        for block in blocks
        for text in (
            *block.get("sentences", []),
            block.get("missing", ""),
            *(cell for table in block.get("tables", []) for row in table["rows"] for cell in row),
        )
    ]


@pytest.fixture(scope="module")
def module_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace that the tests of one module share."""
    return make_workspace(tmp_path_factory.mktemp("home") / "home")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose store is built; tests copy it rather than build their own."""
    made = make_workspace(tmp_path_factory.mktemp("built") / "home")
    build(Store(made))
    return made


@pytest.fixture
def built_workspace(
    built_once: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """A workspace of a test's own, with its store built already."""
    shutil.copytree(built_once.root, tmp_path / "home")
    monkeypatch.setenv("TOOLKIT_HOME", str(tmp_path / "home"))
    return Workspace(tmp_path / "home")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; one for all tests of a process, which can hold no two."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


_SLOW_FIXTURES = {
    "browser",
    "desk_home",
    "shared_data",
    "module_workspace",
    "plymouth",
    "two_editions",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads publishers' whole files or starts kernels, so that it can be left out."""
    for item in items:
        if _SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
