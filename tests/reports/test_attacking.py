"""The attack over public reports."""

from __future__ import annotations

from toolkit.reports.attacking import attack_reports
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace


def test_finds_nothing_where_nothing_is_protected(tmp_path):
    found = attack_reports(Store(Workspace(tmp_path)))
    assert (found.cells, found.protected, found.recovered) == (0, 0, ())
