"""The attack over public reports."""

from __future__ import annotations

from tests.disclosure.test_published import admissions
from toolkit.reports.attacking import attack_publishers, attack_reports
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace


def test_finds_nothing_where_nothing_is_protected(tmp_path):
    found = attack_reports(Store(Workspace(tmp_path)))
    assert (found.cells, found.protected, found.recovered) == (0, 0, ())


def test_what_a_publisher_s_own_rows_tell_is_named_apart_and_not_reckoned_out(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(Store, "observations", lambda _, **__: admissions(10, 10))
    counted, told = attack_publishers(Store(Workspace(tmp_path)))
    assert counted.startswith("as the publisher prints it: ")
    assert told == (
        "  the publisher's own differencing: Fylde, 2018/19–2020/21, male, under 18: "
        "persons less female"
    )
