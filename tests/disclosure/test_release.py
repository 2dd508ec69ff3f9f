"""What is given out at a prompt and on the command line: in public no more than a public report shows."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

import toolkit as tk
from toolkit.check.held_results import relation_to
from toolkit.check.readers.opening import read_document
from toolkit.cli import main
from toolkit.disclosure.release import check_mode, results_shown
from toolkit.errors import ParameterError
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

SCHEME = "national_four_groups"
FIGURES = f"""measure,area_code,period,group,count,unit,grouping_scheme,restricted
numbers_in_treatment,E06000017,2024/25,all_adults,60,people,{SCHEME},
numbers_in_treatment,E06000017,2024/25,opiate,31,people,{SCHEME},
numbers_in_treatment,E06000017,2024/25,alcohol_only,19,people,{SCHEME},
numbers_in_treatment,E06000017,2024/25,non_opiate_and_alcohol,7,people,{SCHEME},
numbers_in_treatment,E06000017,2024/25,non_opiate_only,3,people,{SCHEME},
numbers_in_treatment,E06000017,2025/26,all_adults,977,people,{SCHEME},yes
"""


@pytest.fixture(scope="module")
def home(built_once, tmp_path_factory):
    """A workspace with figures of Rutland's own: of few people, and one restricted."""
    folder = tmp_path_factory.mktemp("release") / "home"
    shutil.copytree(built_once.root, folder)
    own = folder / "own.csv"
    own.write_text(FIGURES, encoding="utf-8")
    import_file(own, Store(Workspace(folder)))
    return Workspace(folder)


@pytest.fixture(autouse=True)
def _here(home, monkeypatch):
    monkeypatch.setenv("TOOLKIT_HOME", str(home.root))


def say(*words):
    done = CliRunner().invoke(main, [*words])
    assert done.exit_code == 0, done.output
    return done.output


ASKED = ("numbers_in_treatment", "--area", "Rutland")


def test_results_at_a_prompt_are_those_of_a_public_report():
    rows = tk.results("numbers_in_treatment", "Rutland")
    numbers = rows.set_index("group")["count"]
    assert numbers[["non_opiate_only", "non_opiate_and_alcohol"]].isna().all()
    assert numbers["opiate"] == 31
    assert 977 not in {*rows["count"]}
    assert tk.area("Rutland").results("numbers_in_treatment").equals(rows)


def test_results_that_are_not_for_publication_are_there_where_asked_for_and_marked():
    rows = tk.results("numbers_in_treatment", "Rutland", mode="restricted")
    marked = dict(zip(rows["count"], rows["restricted"], strict=True))
    assert marked == {60: False, 31: False, 19: False, 7: True, 3: True, 977: True}


def test_observations_at_a_prompt_hold_no_number_that_is_withheld():
    rows = tk.observations("numbers_in_treatment", "Rutland")
    gone = rows[rows["state"] == "withheld"]
    assert set(gone["group"]) == {"non_opiate_only", "non_opiate_and_alcohol"}
    assert gone[["count", "value"]].isna().all(axis=None)
    assert gone["note"].str.startswith("withheld: ").all()
    assert 977 not in {*rows["count"]}
    held = tk.observations("numbers_in_treatment", "Rutland", mode="restricted")
    assert {3.0, 7.0, 977.0} <= {*held["count"]}
    assert held.loc[held["count"].isin([3, 7, 977]), "restricted"].all()


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_show_tells_no_number_that_is_withheld_and_how_to_see_it(format_):
    told = say("show", *ASKED, "--format", format_)
    assert "977" not in told
    assert "fewer than 5 people" in told
    assert ("--mode restricted" in told) is (format_ == "table")
    held = say("show", *ASKED, "--format", format_, "--mode", "restricted")
    assert "977" in held
    assert "restricted" in held


def test_trace_tells_where_a_withheld_number_stands_and_not_what_it_is():
    told = say("trace", *ASKED, "--period", "2024/25")
    (few,) = (one for one in told.split("\n\n") if "group non_opiate_only" in one)
    assert "result       withheld: fewer than 5 people" in few
    assert "group non_opiate_only: withheld" in few
    assert "file       data/raw/local_figures/own.csv" in few
    assert "count 3\n" not in told
    assert "--mode restricted" in told
    held = say("trace", *ASKED, "--period", "2025/26", "--mode", "restricted")
    assert "977" in held
    assert "not for publication" in held


def test_a_document_is_not_told_what_is_withheld(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("In Rutland there were 970 adults in treatment in 2025/26.", encoding="utf-8")
    found = [*relation_to("Rutland")(read_document(path))]
    assert not any("977" in str(one) for one in found)


def test_restricted_material_is_whole(home):
    rows = results_shown(Store(home), "restricted")
    assert {3.0, 977.0} <= {*rows.loc[rows["area_code"] == "E06000017", "count"]}


def test_a_mode_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(ParameterError, match="did you mean restricted"):
        check_mode("restrict")
    with pytest.raises(ParameterError, match="expected public or restricted"):
        tk.results("numbers_in_treatment", "Rutland", mode="all")
