"""Where data and outputs lie, whichever folder one works in."""

from pathlib import Path

import pytest

from toolkit.sources.workspace import Workspace

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A working folder that is no workspace, and no other named."""
    monkeypatch.delenv("TOOLKIT_HOME", raising=False)
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return tmp_path.resolve()


def make_home(folder):
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "notebooks").mkdir()


def test_the_environment_names_the_workspace_before_anything_else(nowhere, monkeypatch):
    make_home(nowhere / "one")
    monkeypatch.setenv("TOOLKIT_HOME", str(nowhere / "elsewhere"))
    assert Workspace.current().root == nowhere / "elsewhere"


def test_a_tilde_in_the_environment_is_the_persons_home(nowhere, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(nowhere))
    monkeypatch.setenv("TOOLKIT_HOME", "~/work")
    assert Workspace.current().root == nowhere / "work"


def test_the_working_folder_or_the_nearest_above_it_is_the_workspace(nowhere):
    make_home(nowhere)
    assert Workspace.current().root == nowhere
    make_home(nowhere / "one")
    assert Workspace.current().root == nowhere / "one"
    make_home(nowhere / "one" / "two")
    assert Workspace.current().root == nowhere / "one" / "two"


def test_a_folder_with_data_and_no_notebooks_is_not_taken_for_one(nowhere):
    (nowhere / "one" / "two" / "data" / "raw").mkdir(parents=True)
    make_home(nowhere)
    assert Workspace.current().root == nowhere


def test_failing_all_that_it_is_the_checkout(nowhere):
    assert Workspace.current().root == PROJECT


def test_the_four_folders_lie_below_the_root():
    home = Workspace(Path("home"))
    assert home.raw == Path("home/data/raw")
    assert home.processed == Path("home/data/processed")
    assert home.notebooks == Path("home/notebooks")
    assert home.outputs == Path("home/outputs")
