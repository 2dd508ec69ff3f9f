"""Import: known by content, kept whole with a sidecar, or refused with nothing touched."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil

import pytest

from tests.conftest import snapshot
from tests.sources.conftest import write_figures, write_ohid, write_ons_workbook, write_sdg
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.importing import import_file, import_files, list_files, recognise
from toolkit.sources.store import Store

YORK = ("York", "E06000014", 2408, 1918, 3206, "2017/18")
TREATED = ("2010/11", "People in treatment", "York", "", "E06000014", "565")


@pytest.fixture
def given(tmp_path):
    """The folder that a person's files lie in, outside the workspace."""
    folder = tmp_path / "given"
    folder.mkdir()
    return folder


@pytest.fixture
def good(given):
    return write_ohid(given / "dependence.csv", YORK)


def held(store, source):
    return sorted(path.name for path in (store.workspace.raw / source).glob("*"))


# Recognising


@pytest.mark.parametrize("name", ["data.csv", "data.xlsx", "Download (3)", "page.html"])
@pytest.mark.parametrize(
    ("write", "layout"),
    [
        (write_ons_workbook, "ons_drug_poisoning_by_la"),
        (lambda path: write_ohid(path, YORK), "ohid_alcohol_dependence"),
        (lambda path: write_sdg(path, TREATED), "ons_sdg_alcohol"),
        (lambda path: write_figures(path, {}), "partnership_figures"),
    ],
    ids=["ons_workbook", "ohid", "sdg", "partnership"],
)
def test_a_file_is_known_by_its_content_whatever_its_name(given, name, write, layout):
    path = given / "file.xlsx"
    write(path)
    assert recognise(RawFile(path.rename(given / name))) == layout


def test_a_table_of_no_known_layout_is_told_what_was_found_and_what_can_be_read(given):
    (given / "sales.csv").write_text("shop,sales\nA,3\n", encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        recognise(RawFile(given / "sales.csv"))
    assert "sales.csv: not a layout that is known; found columns 'shop', 'sales'" in str(
        refused.value
    )
    assert "`toolkit sources` lists the layouts that can be read" in str(refused.value)


# Keeping


def test_an_imported_file_is_kept_as_it_is_with_its_sidecar(store, good):
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    done = import_file(good, store)
    assert done.new
    assert done.path == store.workspace.raw / "ohid_alcohol_dependence" / "dependence.csv"
    assert done.path.read_bytes() == good.read_bytes()
    sidecar = json.loads(done.path.with_name("dependence.csv.json").read_text(encoding="utf-8"))
    assert sidecar["source"] == "ohid_alcohol_dependence"
    assert sidecar["layout"] == "ohid_alcohol_dependence"
    assert sidecar["imported_as"] == "dependence.csv"
    assert sidecar["sha256"] == hashlib.sha256(good.read_bytes()).hexdigest()
    assert sidecar["publisher"]
    assert "Open Government Licence" in sidecar["licence"]
    assert dt.datetime.fromisoformat(sidecar["retrieved"]) >= before


def test_what_is_known_of_a_file_besides_goes_into_its_sidecar(store, good):
    done = import_file(good, store, url="https://example.org/dependence.csv")
    sidecar = json.loads(done.path.with_name("dependence.csv.json").read_text(encoding="utf-8"))
    assert sidecar["url"] == "https://example.org/dependence.csv"


def test_the_importer_is_told_what_was_read(store, given):
    path = write_ohid(given / "d.csv", YORK, ("Plymouth", "E0888", "*", "*", "*", "2016/17"))
    told = str(import_file(path, store)).splitlines()
    assert told[0].startswith("d.csv: OHID estimates of alcohol dependent adults")
    assert told[1].strip() == "1 figure, 1 area, 1 measure, 0 suppressed, 2017–2018"
    assert "passed over Plymouth E0888 (1 row): not an area of the catalogue" in told[2]


def test_what_was_imported_is_in_the_store_after_a_build(store, good):
    import_file(good, store)
    rows = store.read(store.build_observations(), source="ohid_alcohol_dependence")
    assert rows["value"].tolist() == [2408]
    assert rows["file"].tolist() == ["ohid_alcohol_dependence/dependence.csv"]


def test_importing_the_same_file_again_keeps_it_once_and_says_so(store, given, good):
    first = import_file(good, store)
    before = snapshot(store.workspace.raw)
    copy = shutil.copy(good, given / "another name.csv")
    for path in (good, given / copy):
        again = import_file(path, store)
        assert not again.new
        assert again.path == first.path
        assert "(already held)" in str(again)
    assert snapshot(store.workspace.raw) == before


def test_importing_a_file_from_where_it_is_held_changes_nothing(store, good):
    done = import_file(good, store)
    before = snapshot(store.workspace.raw)
    assert not import_file(done.path, store).new
    assert snapshot(store.workspace.raw) == before


def test_a_held_file_that_was_edited_is_put_right_by_importing_it_again(store, good):
    done = import_file(good, store)
    done.path.write_text("edited", encoding="utf-8")
    again = import_file(good, store)
    assert (again.path, again.new) == (done.path, True)
    assert done.path.read_bytes() == good.read_bytes()
    assert len(held(store, "ohid_alcohol_dependence")) == 2


def test_a_table_that_comes_with_the_project_is_not_held_twice(store, given):
    """Its sidecar was written by hand and names no digest."""
    tracked = store.workspace.raw / "partnership_reports" / "plymouth_annual_report_2024_25.csv"
    before = snapshot(store.workspace.raw)
    for path in (tracked, given / shutil.copy(tracked, given / "plymouth.csv")):
        assert not import_file(path, store).new
    assert snapshot(store.workspace.raw) == before


def test_two_different_files_of_one_name_are_both_kept(store, given):
    first, second = given / "a", given / "b"
    for folder, value in ((first, 2408), (second, 2500)):
        folder.mkdir()
        write_ohid(folder / "dependence.csv", ("York", "E06000014", value, 1918, 3206, "2017/18"))
    done, refused = import_files([first / "dependence.csv", second / "dependence.csv"], store)
    assert refused == []
    assert done[0].path != done[1].path
    for imported, folder in zip(done, (first, second), strict=True):
        assert imported.path.read_bytes() == (folder / "dependence.csv").read_bytes()
        assert imported.path.with_name(f"{imported.path.name}.json").is_file()
    assert len(held(store, "ohid_alcohol_dependence")) == 4


# Refusing


@pytest.fixture(
    params=["truncated", "html", "empty", "unknown", "renamed column", "no rows", "no figure"]
)
def bad(request, given):
    """A file that is not what it seems, and what its refusal says."""
    path = given / "bad.csv"
    if request.param == "truncated":
        whole = write_ons_workbook(path).read_bytes()
        path.write_bytes(whole[: len(whole) * 2 // 3])
        return path, "cut short or damaged"
    if request.param == "renamed column":
        write_ohid(path, YORK, header=["Region", "Local_Authority", "Area_Code_GSS",
                                       "Alcohol_dependent", "Low", "High", "Year"])  # fmt: skip
        return path, "expected the column 'Alcohol_lower_CI'"
    if request.param == "no rows":
        return write_ohid(path), "a header and no rows"
    if request.param == "no figure":
        return write_ohid(path, ("York", "E0888", 1, 1, 1, "2010")), "no figure in it"
    text, said = {
        "html": ("<!DOCTYPE html><html><h1>503</h1></html>", "an HTML page"),
        "empty": ("", "the file is empty"),
        "unknown": ("shop,sales\nA,3\n", "not a layout that is known"),
    }[request.param]
    path.write_text(text, encoding="utf-8")
    return path, said


def test_a_refused_file_leaves_the_data_byte_for_byte_as_they_were(built_workspace, bad):
    path, said = bad
    before = snapshot(built_workspace.root / "data")
    folders = {p for p in built_workspace.raw.rglob("*") if p.is_dir()}
    with pytest.raises(SourceError) as refused:
        import_file(path, Store(built_workspace))
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
    assert snapshot(built_workspace.root / "data") == before
    assert {p for p in built_workspace.raw.rglob("*") if p.is_dir()} == folders


def test_one_bad_file_does_not_keep_the_good_ones_out(store, given, good, bad):
    second = write_sdg(given / "sdg.csv", TREATED)
    done, refused = import_files([good, bad[0], second], store)
    assert [imported.path.name for imported in done] == ["dependence.csv", "sdg.csv"]
    [error] = refused
    assert bad[1] in str(error)


def test_a_file_that_is_not_there_does_not_keep_the_good_ones_out(store, given, good):
    second = write_sdg(given / "sdg.csv", TREATED)
    done, refused = import_files([good, given / "gone.csv", second], store)
    assert [imported.path.name for imported in done] == ["dependence.csv", "sdg.csv"]
    [error] = refused
    assert "gone.csv" in str(error)


def test_a_file_of_another_source_than_was_asked_for_is_refused(store, good):
    before = snapshot(store.workspace.root / "data")
    with pytest.raises(SourceError, match="expected a file of ons_sdg_alcohol"):
        import_file(good, store, source="ons_sdg_alcohol")
    assert snapshot(store.workspace.root / "data") == before


# Folders


def test_a_folder_is_imported_with_all_that_is_in_it(store, given, good):
    (given / "more").mkdir()
    write_sdg(given / "more" / "sdg.csv", TREATED)
    (given / "more" / "notes.txt").write_text("read me", encoding="utf-8")
    done, refused = import_files([given], store)
    assert [imported.path.name for imported in done] == ["dependence.csv", "sdg.csv"]
    assert len(refused) == 1
    assert "notes.txt" in str(refused[0])


def test_hidden_files_of_a_folder_are_left_alone(given, good):
    (given / ".DS_Store").write_bytes(b"\x00")
    assert list(list_files([given])) == [good]
