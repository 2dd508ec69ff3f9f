"""What is held: a file with its sidecar, found again, never overwritten."""

from __future__ import annotations

import json

import pytest

from tests.sources.conftest import write_figures
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.holdings import amend, find_holdings, hold, place, write_atomically

SOURCE = "partnership_reports"


@pytest.fixture
def raw(tmp_path):
    """A folder of raw files, still empty."""
    return tmp_path / "raw"


@pytest.fixture
def table(tmp_path):
    """Write a partnership's table with one count and open it."""

    def write(count, name="plan.csv"):
        (tmp_path / str(count)).mkdir(exist_ok=True)
        return RawFile(write_figures(tmp_path / str(count) / name, {"count": count}))

    return write


def keep(file, raw):
    path, _ = place(file, SOURCE, raw)
    hold(file, "partnership_figures", path)
    return path


def sidecar(path):
    return path.with_name(f"{path.name}.json")


def names(raw):
    return [holding.name for holding in find_holdings(raw)]


def test_a_held_file_is_found_with_its_source_and_its_reader(raw, table):
    keep(table(1), raw)
    [holding] = find_holdings(raw)
    assert holding.name == f"{SOURCE}/plan.csv"
    assert holding.source.id == SOURCE
    assert holding.layout.source == SOURCE


def test_where_nothing_was_ever_held_nothing_is_found(raw):
    assert list(find_holdings(raw)) == []


def test_a_file_without_a_sidecar_and_a_sidecar_without_a_file_are_not_held(raw, table):
    (raw / SOURCE).mkdir(parents=True)
    (raw / SOURCE / "README.md").write_text("read me", encoding="utf-8")
    (raw / SOURCE / "gone.csv.json").write_text('{"source": "x"}', encoding="utf-8")
    keep(table(1), raw)
    assert names(raw) == [f"{SOURCE}/plan.csv"]


def test_what_a_later_file_superseded_stays_and_is_not_read(raw, table):
    old = keep(table(1), raw)
    new = keep(table(2), raw)
    amend(old, superseded_by=new.name)
    assert names(raw) == [f"{SOURCE}/{new.name}"]
    assert old.is_file()


def test_facts_are_added_to_a_sidecar_and_the_others_stay(raw, table):
    path = keep(table(1), raw)
    before = json.loads(sidecar(path).read_text(encoding="utf-8"))
    amend(path, checked="2026-11-01")
    assert json.loads(sidecar(path).read_text(encoding="utf-8")) == {
        **before,
        "checked": "2026-11-01",
    }


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"publisher": "ONS"}'])
def test_a_sidecar_that_names_no_source_is_told_by_name(raw, table, text):
    path = keep(table(1), raw)
    sidecar(path).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"plan\.csv\.json: expected JSON that names a source"):
        names(raw)


def test_a_reader_that_is_no_longer_there_is_told_with_the_file(raw, table):
    path = keep(table(1), raw)
    amend(path, layout="a_reader_of_old")
    [holding] = find_holdings(raw)
    with pytest.raises(SourceError, match=r"plan\.csv: no reader is called 'a_reader_of_old'"):
        _ = holding.layout


def test_a_new_file_gets_its_own_name(raw, table):
    assert place(table(1), SOURCE, raw) == (raw / SOURCE / "plan.csv", False)


def test_another_file_of_the_same_name_gets_a_name_of_its_own(raw, table):
    first = keep(table(1), raw)
    second = table(2)
    path, held = place(second, SOURCE, raw)
    assert (path.name, held) == (f"plan.{second.sha256[:8]}.csv", False)
    assert path != first


def test_a_file_that_was_never_held_is_not_overwritten(raw, table):
    (raw / SOURCE).mkdir(parents=True)
    (raw / SOURCE / "plan.csv").write_text("a person's own", encoding="utf-8")
    keep(table(1), raw)
    assert (raw / SOURCE / "plan.csv").read_text(encoding="utf-8") == "a person's own"


def test_the_same_content_is_held_already_whatever_its_name(raw, table):
    path = keep(table(1), raw)
    assert place(table(1, "renamed.csv"), SOURCE, raw) == (path, True)


def test_a_copy_that_fails_leaves_nothing_behind(raw, table, monkeypatch):
    def fail(source, target):
        target.write_bytes(b"half")
        raise OSError("the disk is full")

    monkeypatch.setattr("toolkit.sources.holdings.shutil.copyfile", fail)
    with pytest.raises(OSError, match="disk is full"):
        keep(table(1), raw)
    assert [path for path in raw.rglob("*") if path.is_file()] == []


def test_a_text_is_written_whole_with_plain_line_ends(tmp_path):
    path = tmp_path / "manifest.json"
    write_atomically(path, "old\n")
    write_atomically(path, "Ynys Môn\nnew\n")
    assert path.read_bytes() == "Ynys Môn\nnew\n".encode()
    assert list(tmp_path.iterdir()) == [path]
