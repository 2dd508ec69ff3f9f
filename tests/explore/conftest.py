"""A workspace with a publisher's real figures of deaths, for what is done at the desk."""

from __future__ import annotations

import shutil

import pytest

from toolkit.analysis.building import build
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

DEATHS = "ons_deaths/ons_drug_poisoning_by_la_2021localauthorities.xlsx"


@pytest.fixture(scope="session")
def desk_home(built_once, shared_data, tmp_path_factory):
    """The project's figures and ONS's deaths by local authority, built."""
    home = tmp_path_factory.mktemp("desk") / "home"
    shutil.copytree(built_once.root, home)
    store = Store(Workspace(home))
    import_file(shared_data / DEATHS, store)
    build(store)
    return home


@pytest.fixture
def desk(desk_home, monkeypatch):
    """The same as the workspace in use; what a test puts into ``own`` is cleared away."""
    monkeypatch.setenv("TOOLKIT_HOME", str(desk_home))
    yield Workspace(desk_home)
    shutil.rmtree(desk_home / "own", ignore_errors=True)
