"""Local texts beside figures: kept across editions, and flagged once the figures have changed."""

import functools
import json

import pytest

from toolkit.analysis.building import build, figures_beside
from toolkit.analysis.commentary import has_changed
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

YORK = "E06000014"
TEXT = "---\narea: York\nsection: {section}\nauthor: A. Analyst\ndate: 2026-03-31\n---\n{words}\n"


@pytest.fixture
def store(built_workspace: Workspace) -> Store:
    return Store(built_workspace)


def write(folder, name="deaths.md", section="opiate_crack_prevalence", words="We know why."):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(TEXT.format(section=section, words=words), encoding="utf-8")
    return path


def changed(store):
    rows = store.commentary(YORK)
    look = functools.partial(figures_beside, store)
    return [has_changed(store, look, row) for _, row in rows.iterrows()]


def edit(store, before, after):
    path = next((store.workspace.raw / "partnership_reports").glob("york_local*.csv"))
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    build(store)


def test_an_imported_text_is_kept_beside_its_section(store, tmp_path):
    import_file(write(tmp_path / "in"), store)
    build(store)
    (row,) = store.commentary(YORK).to_dict("records")
    assert (row["section"], row["author"], row["text"]) == (
        "opiate_crack_prevalence", "A. Analyst", "We know why.",
    )  # fmt: skip
    assert changed(store) == [False]


def test_a_text_is_flagged_once_its_figures_change_and_is_kept(store, tmp_path):
    import_file(write(tmp_path / "in"), store)
    build(store)
    edit(store, ",810,", ",811,")
    assert len(store.commentary(YORK)) == 1
    assert changed(store) == [True]
    edit(store, ",811,", ",810,")
    assert changed(store) == [False]


def test_other_figures_leave_it_unflagged(store, tmp_path):
    import_file(write(tmp_path / "in"), store)
    build(store)
    edit(store, ",2458,", ",2459,")
    assert changed(store) == [False]


def test_a_text_that_lies_in_the_folder_is_taken_up_at_the_next_build(store):
    path = write(store.workspace.raw / "commentary")
    build(store)
    assert len(store.commentary(YORK)) == 1
    said = json.loads(path.with_name("deaths.md.json").read_text(encoding="utf-8"))
    assert said["layout"] == "local_commentary"
    assert len(said["figures_sha256"]) == 64


def test_a_text_imported_under_the_same_name_takes_the_earlier_one_s_place(store, tmp_path):
    import_file(write(tmp_path / "in"), store)
    import_file(write(tmp_path / "in", words="We know better."), store)
    build(store)
    assert store.commentary(YORK)["text"].tolist() == ["We know better."]


def test_a_text_beside_the_plan_rests_on_the_plan(store, tmp_path):
    import_file(write(tmp_path / "in", section="delivery_plan"), store)
    build(store)
    edit(store, ",2458,", ",2459,")
    assert changed(store) == [False]
    path = store.workspace.raw / "partnership_reports" / "york_actions_2023.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",6860,", ",7860,"), encoding="utf-8")
    build(store)
    assert changed(store) == [True]
