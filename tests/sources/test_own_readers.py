"""Readers of a user's own folder are used like the project's, and a fault in one is told in words."""

from __future__ import annotations

import pytest

from toolkit.catalogue.own import own_folder
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.own_readers import own_reader_digest
from toolkit.sources.readers import load_layouts

READER = """
from toolkit.sources.reading import Layout

def recognises(file):
    return "Ours" in file.header

def read(file):
    return [][3]

LAYOUT = Layout("local_figures", "our table", recognises, read)
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("TOOLKIT_HOME", str(tmp_path))
    (tmp_path / "own" / "readers").mkdir(parents=True)
    return own_folder()


def put(own, text, name="our_table"):
    path = own / "readers" / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def csv(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text("Ours\n1\n", encoding="utf-8")
    return RawFile(path)


def test_a_reader_is_found_beside_the_project_s(own, csv):
    before = set(load_layouts())
    put(own, READER)
    assert set(load_layouts()) == before | {"our_table"}
    assert load_layouts()["our_table"].recognises(csv)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("LAYOUT = (\n", ", line 1: '(' was never closed"),
        ("import no_such_module\n", ", line 1: ModuleNotFoundError: No module named"),
        ("x = 1\n", ": expected `LAYOUT = Layout(…)` at its end, found None"),
        (READER.replace('"local_figures"', '"local_figurs"'), "did you mean local_figures?"),
    ],
)
def test_a_reader_that_cannot_be_used_is_named_with_its_line(own, text, told):
    path = put(own, text)
    with pytest.raises(SourceError) as caught:
        load_layouts()
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def test_a_reader_does_not_hide_one_of_the_project(own):
    put(own, READER, name="scotpho_profile")
    with pytest.raises(SourceError, match="rename the file"):
        load_layouts()


def test_what_goes_wrong_inside_a_reader_is_told_with_its_line(own, csv):
    path = put(own, READER)
    layout = load_layouts()["our_table"]
    with pytest.raises(SourceError) as caught:
        list(layout.readings(csv))
    assert str(caught.value).startswith(f"{path}, line 8: IndexError")


def test_a_part_of_the_store_is_known_by_the_reader_that_made_it(own):
    put(own, READER)
    first = own_reader_digest(load_layouts()["our_table"])
    put(own, READER + "# mended\n")
    assert first != own_reader_digest(load_layouts()["our_table"]) != ""
    assert own_reader_digest(load_layouts()["scotpho_profile"]) == ""
