"""The store: rebuilt only where something changed, checked, never half new."""

from __future__ import annotations

import os
import shutil

import pandas as pd
import pytest

from tests.conftest import snapshot
from tests.sources.conftest import write_figures, write_ohid
from toolkit.analysis.building import build, results
from toolkit.contracts import OBSERVATIONS
from toolkit.errors import DataError, SourceError
from toolkit.sources.importing import import_file
from toolkit.sources.manifest import Manifest
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

YORK = ("York", "E06000014", 2408, 1918, 3206, "2017/18")


@pytest.fixture
def built(built_workspace):
    """A store that is up to date with the tracked tables."""
    return Store(built_workspace)


@pytest.fixture
def small(tmp_path):
    """A store over one small table, not yet built."""
    made = Store(Workspace(tmp_path / "small"))
    import_file(write_figures(tmp_path / "plan.csv", {}, {"count": 75, "age": "15-64"}), made)
    return made


def rebuild(store, told=lambda _: None):
    """Bring the observations up to date and leave the results, which take longer."""
    store.publish(Manifest(store.build_observations(told), store.manifest().results))


def times(store):
    """Every part with the time at which it was written."""
    return {path.name: path.stat().st_mtime_ns for path in store.folder.glob("*/*.parquet")}


def raw(store, start):
    """The table of figures whose name begins so; the tables of plans beside it are others."""
    found = store.workspace.raw.glob(f"*/{start}*.csv")
    [path] = [one for one in found if "_actions_" not in one.name and "_targets_" not in one.name]
    return path


def edit(path, old, new):
    """Change a raw file; its time changes with it, however coarse the clock."""
    text = path.read_bytes().decode("utf-8")
    assert old in text
    stamp = path.stat().st_mtime_ns
    path.write_bytes(text.replace(old, new).encode("utf-8"))
    os.utime(path, ns=(stamp + 10**9, stamp + 10**9))


# Building


def test_nothing_is_read_again_where_nothing_changed(built):
    before, manifest = times(built), built.manifest()
    told = []
    build(built, told.append)
    assert times(built) == before
    assert built.manifest() == manifest
    assert told == []


def test_a_file_whose_time_alone_changed_is_not_read_again(built):
    before = times(built)
    os.utime(raw(built, "york"), (1, 1))
    told = []
    build(built, told.append)
    assert times(built) == before
    assert told == []


def test_a_changed_raw_file_is_read_again_and_the_others_are_not(built):
    before = times(built)
    edit(raw(built, "york"), "n=810", "n=811")
    told = []
    rebuild(built, told.append)
    assert told[0] == "reading partnership_reports/york_local_plan_of_action_2023.csv"
    assert len([line for line in told if line.startswith("reading")]) == 1
    after = times(built)
    kept = before.keys() & after.keys()
    assert {name: before[name] for name in kept} == {name: after[name] for name in kept}
    assert len([name for name in kept if name.startswith("partnership_reports")]) == 4
    york = built.observations(area_code="E06000014")
    assert york["locator"].str.contains("'n=811'").sum() == 1
    assert not york["locator"].str.contains("'n=810'").any()


def test_a_new_file_is_added_and_a_removed_one_is_gone_from_the_store(built, tmp_path):
    import_file(write_ohid(tmp_path / "new.csv", YORK), built)
    rebuild(built)
    assert len(built.observations(source="ohid_alcohol_dependence")) == 1
    raw(built, "new").unlink()
    rebuild(built)
    assert built.observations(source="ohid_alcohol_dependence").empty
    assert not [name for name in times(built) if name.startswith("ohid")]


def test_parts_that_are_no_longer_the_stores_are_cleared_away(built):
    (built.folder / "observations" / "left-over.parquet").write_bytes(b"old")
    rebuild(built)
    held = {part.path for part in (*built.manifest().observations, *built.manifest().results)}
    assert {f"{p.parent.name}/{p.name}" for p in built.folder.glob("*/*.parquet")} == held


def test_a_part_that_is_gone_is_made_again(built):
    before = built.observations()
    (built.folder / built.manifest().observations[0].path).unlink()
    rebuild(built)
    pd.testing.assert_frame_equal(built.observations(), before)


@pytest.mark.parametrize("content", [b"not parquet", b""])
def test_a_part_that_was_damaged_is_made_again(built, content):
    before = built.observations()
    (built.folder / built.manifest().observations[0].path).write_bytes(content)
    rebuild(built)
    pd.testing.assert_frame_equal(built.observations(), before)
    built.check()


def test_a_part_that_was_exchanged_for_another_is_made_again(built):
    before = built.observations()
    one, other = (built.folder / part.path for part in built.manifest().observations[:2])
    one.write_bytes(other.read_bytes())
    rebuild(built)
    pd.testing.assert_frame_equal(built.observations(), before)
    built.check()


def test_damaged_results_are_made_again(built):
    before = results(built)
    (built.folder / built.manifest().results[0].path).write_bytes(b"not parquet")
    build(built)
    pd.testing.assert_frame_equal(results(built), before)


def test_two_builds_of_the_same_files_are_the_same(built, workspace_beside):
    rebuild(workspace_beside)
    pd.testing.assert_frame_equal(
        workspace_beside.observations().sort_values("id", ignore_index=True),
        built.observations().sort_values("id", ignore_index=True),
    )


@pytest.fixture
def workspace_beside(built_workspace, tmp_path):
    """A second workspace with the same raw files, built by itself."""
    shutil.copytree(built_workspace.raw, tmp_path / "beside" / "data" / "raw")
    return Store(Workspace(tmp_path / "beside"))


def test_no_data_at_all_is_one_clear_error(tmp_path):
    store = Store(Workspace(tmp_path))
    with pytest.raises(DataError, match="holds no data") as refused:
        store.build_observations()
    assert "toolkit import" in str(refused.value)


# A build that fails leaves what was there


def test_a_build_that_is_interrupted_leaves_the_old_store_as_it_was(built, monkeypatch):
    before, manifest = snapshot(built.folder), built.manifest()
    observations, made = built.observations(), results(built)
    edit(raw(built, "york"), "n=810", "n=811")

    def interrupt(self, manifest):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "publish", interrupt)
        with pytest.raises(KeyboardInterrupt):
            build(built)
    assert built.manifest() == manifest
    after = snapshot(built.folder)
    assert {name: after[name] for name in before} == before
    pd.testing.assert_frame_equal(built.observations(), observations)
    pd.testing.assert_frame_equal(results(built), made)
    build(built)
    assert built.observations()["locator"].str.contains("'n=811'").sum() == 1


def test_a_raw_file_that_can_no_longer_be_read_leaves_the_old_store_as_it_was(built):
    before = snapshot(built.folder)
    edit(raw(built, "york"), "persons", "women")
    with pytest.raises(SourceError, match=r"york_local_plan_of_action_2023\.csv"):
        build(built)
    assert snapshot(built.folder) == before


def test_a_writing_that_fails_half_way_leaves_no_file(small):
    def pieces():
        yield OBSERVATIONS.empty()
        raise SourceError("the second piece cannot be read")

    with pytest.raises(SourceError):
        small.write(pieces(), "observations/half.parquet", OBSERVATIONS)
    assert not [path for path in small.folder.rglob("*") if "half" in path.name]


def test_a_manifest_that_cannot_be_read_means_that_all_is_built_again(built):
    before = built.observations()
    (built.folder / "manifest.json").write_text('{"observations": [', encoding="utf-8")
    assert built.observations().empty
    rebuild(built)
    pd.testing.assert_frame_equal(built.observations(), before)


def test_a_file_whose_sidecar_is_damaged_is_named(built):
    path = raw(built, "york")
    path.with_name(f"{path.name}.json").write_text("{", encoding="utf-8")
    with pytest.raises(SourceError, match=r"york_local_plan_of_action_2023\.csv\.json"):
        build(built)


# Checking


def test_check_counts_what_is_as_it_was_built(built):
    assert built.check() == "11 raw files and 12 parts are as they were built"


def test_check_finds_a_raw_file_that_was_changed_even_behind_the_same_time_and_size(built):
    path = raw(built, "york")
    stamp = path.stat()
    path.write_bytes(path.read_bytes().replace(b"n=810", b"n=811"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    with pytest.raises(DataError) as refused:
        built.check()
    assert refused.value.problems == (
        "data/raw/partnership_reports/york_local_plan_of_action_2023.csv is not the file that was built from",
    )


def test_check_finds_what_is_gone_and_what_is_not_what_was_written_all_at_once(built):
    first, second, *_ = built.manifest().observations
    raw(built, "york").unlink()
    (built.folder / first.path).unlink()
    (built.folder / second.path).write_bytes(b"other")
    with pytest.raises(DataError) as refused:
        built.check()
    assert set(refused.value.problems) == {
        "data/raw/partnership_reports/york_local_plan_of_action_2023.csv is gone",
        f"data/processed/{first.path} is gone",
        f"data/processed/{second.path} is not what was written",
    }
    assert "toolkit build" in str(refused.value)


def test_check_of_what_was_never_built_says_so(small):
    with pytest.raises(DataError, match="nothing has been built"):
        small.check()


# Asking


def test_observations_are_asked_for_by_one_value_or_several(built):
    plymouth = built.observations(area_code="E06000026", indicator="opiate_crack_prevalence")
    assert set(plymouth["area_code"]) == {"E06000026"}
    assert set(plymouth["indicator"]) == {"opiate_crack_prevalence"}
    both = built.observations(area_code=["E06000026", "E06000014"])
    assert set(both["area_code"]) == {"E06000026", "E06000014"}
    assert 0 < len(plymouth) < len(both) < len(built.observations())


def test_what_is_not_held_is_an_empty_table_under_the_contract(built):
    rows = built.observations(area_code="E06000045")
    assert rows.empty
    OBSERVATIONS.check(rows, where="test")


def test_before_the_first_build_there_are_no_observations(small):
    rows = small.observations()
    assert rows.empty
    assert list(rows.columns) == OBSERVATIONS.names


def test_what_comes_out_of_the_store_keeps_the_contract(built):
    rows = built.observations()
    OBSERVATIONS.check(rows, where="test")
    assert rows["id"].is_unique


def test_what_was_said_at_the_reading_is_kept_with_the_part(built):
    for part in built.manifest().observations:
        told = built.told(part)
        assert told[0].startswith(f"{part.rows:,} figures, ")
