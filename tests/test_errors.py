"""Errors speak to a person: what, where, every problem, what to do, and the near match."""

from __future__ import annotations

import pytest

from toolkit import errors
from toolkit.errors import (
    MethodError,
    ParameterError,
    ToolkitError,
    count_of,
    did_you_mean,
    find_instead,
)

KINDS = [
    getattr(errors, name) for name in errors.__all__ if name[0].isupper() and name != "ToolkitError"
]


def test_an_error_says_what_every_problem_and_what_to_do_in_that_order():
    error = ToolkitError(
        "2 rows cannot be read", ["row 2: no owner", "row 5: no date"], hint="mend"
    )
    assert str(error).splitlines() == [
        "2 rows cannot be read",
        "  - row 2: no owner",
        "  - row 5: no date",
        "What to do: mend",
    ]


def test_an_error_without_problems_or_hint_is_one_line():
    assert str(ToolkitError("no data")) == "no data"


def test_an_error_keeps_its_parts_for_those_who_catch_it():
    problems = ["row 2: no owner"]
    error = ToolkitError("1 row cannot be read", problems, hint="mend it")
    problems.clear()
    assert (error.summary, error.problems, error.hint) == (
        "1 row cannot be read",
        ("row 2: no owner",),
        "mend it",
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_can_be_caught_as_one(kind):
    with pytest.raises(ToolkitError, match="no data"):
        raise kind("no data")


@pytest.mark.parametrize("kind", [ParameterError, MethodError])
def test_a_wrong_argument_is_also_a_value_error(kind):
    assert issubclass(kind, ValueError)


class TestSuggesting:
    KNOWN = ("Devon", "Devonport", "York")

    def test_the_nearest_comes_first(self):
        assert did_you_mean("Devonprt", self.KNOWN) == ["Devonport", "Devon"]

    def test_case_does_not_matter_and_the_known_spelling_is_kept(self):
        assert did_you_mean("YORK", self.KNOWN) == ["York"]

    def test_nothing_is_suggested_for_what_is_far_from_everything(self):
        assert did_you_mean("Aberdeenshire", self.KNOWN) == []

    def test_no_more_are_suggested_than_asked_for(self):
        assert did_you_mean("Devonprt", self.KNOWN, most=1) == ["Devonport"]


@pytest.mark.parametrize(
    ("count", "written"),
    [(1, "1 person"), (0, "0 people"), (2, "2 people"), (1112, "1,112 people")],
)
def test_one_is_singular_and_everything_else_plural(count, written):
    assert count_of(count, "person", "people") == written


class TestAFileThatIsNotThere:
    def test_what_is_alike_beside_it_is_suggested(self, tmp_path):
        (tmp_path / "house_style.docx").touch()
        asked = tmp_path / "house-style.docx"
        assert find_instead(asked) == f"did you mean {tmp_path / 'house_style.docx'}?"

    def test_where_nothing_is_alike_the_folder_is_named(self, tmp_path):
        assert str(tmp_path) in find_instead(tmp_path / "plan.xlsx")

    def test_a_folder_that_is_not_there_is_named_too(self, tmp_path):
        assert f"no folder {tmp_path / 'nowhere'} either" in find_instead(
            tmp_path / "nowhere" / "plan.xlsx"
        )
