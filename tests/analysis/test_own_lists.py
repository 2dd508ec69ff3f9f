"""Lists of a user's own peers: read, refused with every fault, kept and found again."""

from __future__ import annotations

import pytest

from toolkit.analysis.own_lists import find_own_list, keep_own_list, kept_lists, read_own_list
from toolkit.errors import ParameterError, SourceError
from toolkit.sources.workspace import Workspace

PLYMOUTH, YORK, DERBY, PORTSMOUTH = "E06000026", "E06000014", "E06000015", "E06000044"


def write_list(path, *lines, encoding="utf-8"):
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


class TestOwnList:
    def test_keeps_the_files_order_by_codes(self, tmp_path):
        path = write_list(
            tmp_path / "cipfa.csv",
            "Area,Neighbour,Distance",
            "Plymouth,Portsmouth,0.1",
            "Plymouth,E06000015,0.2",
            "E06000014,Bath & North East Somerset,0.3",
        )
        assert read_own_list(path) == {PLYMOUTH: (PORTSMOUTH, DERBY), YORK: ("E06000022",)}

    def test_takes_spaces_a_byte_order_mark_and_a_partnership(self, tmp_path):
        path = write_list(
            tmp_path / "own.csv",
            " area , neighbour ",
            " Plymouth , Leicestershire & Rutland ",
            encoding="utf-8-sig",
        )
        assert read_own_list(path) == {PLYMOUTH: ("E10000018+E06000017",)}

    def test_refuses_every_bad_row_at_once(self, tmp_path):
        path = write_list(
            tmp_path / "own.csv",
            "area,neighbour",
            "Plymouth,Plymuoth",
            "Plymouth,Derby",
            "Plymouth,derby city council",
            "York,York",
            ",Derby",
            "York",
            "E10000006,Derby",
            "York,East Midlands",
        )
        with pytest.raises(SourceError) as refusal:
            read_own_list(path)
        problems = refusal.value.problems
        assert [problem.split(":")[0] for problem in problems] == [
            "row 2", "row 4", "row 5", "row 6", "row 7", "row 8", "row 9",
        ]  # fmt: skip
        text = str(refusal.value)
        for reason in (
            "did you mean Plymouth?",
            "derby city council is given twice for Plymouth",
            "York stands beside itself",
            "the name of an area is blank",
            "it was split",
            "no area is called 'East Midlands'",
        ):
            assert reason in text

    @pytest.mark.parametrize(
        "lines", [["place,near", "York,Derby"], ["area,neighbour"], [""]], ids=str
    )
    def test_refuses_other_columns_and_an_empty_list(self, tmp_path, lines):
        with pytest.raises(SourceError, match="expected the columns area and neighbour"):
            read_own_list(write_list(tmp_path / "own.csv", *lines))

    def test_refuses_a_file_that_is_no_text_or_not_there(self, tmp_path):
        path = tmp_path / "own.csv"
        path.write_bytes(b"area,neighbour\nYnys M\xf4n,York\n")
        with pytest.raises(SourceError, match="cannot be read"):
            read_own_list(path)
        with pytest.raises(SourceError, match="there is no file") as refused:
            read_own_list(tmp_path / "ovn.csv")
        assert "did you mean" in refused.value.hint


class TestKeptLists:
    def test_are_found_again_by_name(self, tmp_path):
        home = Workspace(tmp_path / "home")
        path = write_list(tmp_path / "cipfa 2026.csv", "area,neighbour", "Plymouth,Derby")
        assert keep_own_list(path, home, "cipfa") == "cipfa"
        assert list(kept_lists(home)) == ["cipfa"]
        assert read_own_list(find_own_list("cipfa", home)) == {PLYMOUTH: (DERBY,)}

    def test_are_found_without_a_name_where_there_is_one_alone(self, tmp_path):
        path = write_list(tmp_path / "peers.csv", "area,neighbour", "Plymouth,Derby")
        keep_own_list(path, Workspace(tmp_path))
        assert find_own_list("", Workspace(tmp_path)).stem == "peers"

    def test_are_not_kept_with_faults_in_them(self, tmp_path):
        path = write_list(tmp_path / "peers.csv", "area,neighbour", "Plymouth,Plymuoth")
        with pytest.raises(SourceError):
            keep_own_list(path, Workspace(tmp_path))
        assert kept_lists(Workspace(tmp_path)) == {}

    @pytest.mark.parametrize("name", ["../peers", "a b", ".hidden"])
    def test_have_names_that_are_safe_in_every_folder(self, tmp_path, name):
        path = write_list(tmp_path / "peers.csv", "area,neighbour", "Plymouth,Derby")
        with pytest.raises(ParameterError, match="a list cannot be called"):
            keep_own_list(path, Workspace(tmp_path), name)

    def test_that_are_not_there_are_refused_with_the_nearest(self, tmp_path):
        path = write_list(tmp_path / "cipfa.csv", "area,neighbour", "Plymouth,Derby")
        keep_own_list(path, Workspace(tmp_path))
        with pytest.raises(ParameterError, match=r"did you mean cipfa\?"):
            find_own_list("cifpa", Workspace(tmp_path))

    def test_may_lie_anywhere_in_the_workspace(self, tmp_path):
        path = write_list(tmp_path / "own.csv", "area,neighbour", "Plymouth,Derby")
        assert find_own_list("own.csv", Workspace(tmp_path)) == path
