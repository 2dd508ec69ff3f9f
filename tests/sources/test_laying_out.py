"""A wheel's notebooks and figures are laid out where a checkout has them."""

from __future__ import annotations

import pytest

from toolkit.sources.workspace import Workspace


@pytest.fixture
def shipped(tmp_path):
    for name in ("notebooks/annual_report.ipynb", "data/raw/partnership_reports/york.csv"):
        path = tmp_path / "shipped" / name
        path.parent.mkdir(parents=True)
        path.write_text("carried", encoding="utf-8")
    return tmp_path / "shipped"


def test_an_empty_folder_gets_what_a_first_report_needs(tmp_path, shipped):
    home = Workspace(tmp_path / "home")
    home.lay_out(shipped)
    assert (home.raw / "partnership_reports" / "york.csv").read_text(encoding="utf-8") == "carried"
    assert [path.name for path in home.notebooks.iterdir()] == ["annual_report.ipynb"]


def test_what_is_there_stays_as_it_is(tmp_path, shipped):
    home = Workspace(tmp_path / "home")
    mine = home.raw / "partnership_reports" / "york.csv"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    home.lay_out(shipped)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_process_that_came_second_leaves_nothing_behind(tmp_path, shipped):
    home = Workspace(tmp_path / "home")
    home.lay_out(shipped)
    home.lay_out(shipped)
    assert sorted(path.name for path in home.root.iterdir()) == ["data", "notebooks"]


def test_only_a_wheel_lays_anything_out(tmp_path, monkeypatch, shipped):
    monkeypatch.setenv("TOOLKIT_HOME", str(tmp_path / "home"))
    Workspace.current()
    assert not (tmp_path / "home").exists()
    monkeypatch.setattr("toolkit.sources.workspace.SHIPPED", shipped)
    assert Workspace.current().notebooks.is_dir()


def test_what_a_checkout_has_imported_is_not_handed_on(tmp_path, shipped):
    for name in ("fingertips/.partial/half.csv", "local_caseload/caseload.csv"):
        path = shipped / "data" / "raw" / name
        path.parent.mkdir(parents=True)
        path.write_text("somebody's own", encoding="utf-8")
    home = Workspace(tmp_path / "home")
    home.lay_out(shipped)
    assert [path.name for path in home.raw.iterdir()] == ["partnership_reports"]
