"""One row a figure, where a file prints the same figure in several places."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.repeats import join_repeats, joint_state


def printed(*rows):
    names = [
        "indicator",
        "area_code",
        "category",
        "count",
        "value",
        "state",
        "locator",
        "restricted",
    ]
    return pd.DataFrame(rows, columns=names)


@pytest.fixture
def file(tmp_path):
    return RawFile(tmp_path / "book.xlsx")


def test_a_count_and_its_rate_from_two_tables_become_one_row(file):
    rows = printed(
        ("deaths", "S1", "", 5, None, "ok", "A!1", False),
        ("deaths", "S2", "", 7, None, "ok", "A!2", False),
        ("deaths", "S1", None, None, 2.5, "unreliable", "B!1", True),
        ("deaths", "S1", "", 5, None, "ok", "C!1", False),
    )
    joined = join_repeats(rows, file).set_index("area_code")
    assert len(joined) == 2
    one = joined.loc["S1"]
    assert one[["count", "value", "state", "locator"]].tolist() == [
        5,
        2.5,
        "unreliable",
        "A!1; B!1",
    ]
    assert joined.loc["S2", "locator"] == "A!2"


def test_a_figure_that_is_restricted_anywhere_is_restricted(file):
    rows = printed(
        ("deaths", "S1", "", 5, None, "ok", "A!1", False),
        ("deaths", "S1", "", 5, None, "ok", "A!2", True),
    )
    assert join_repeats(rows, file)["restricted"].tolist() == [True]


def test_a_figure_that_is_hidden_in_every_place_stays_one_row(file):
    rows = printed(
        ("deaths", "S1", "", None, None, "suppressed", "A!1", False),
        ("deaths", "S1", "", None, None, "suppressed", "B!1", False),
    )
    joined = join_repeats(rows, file)
    assert joined[["state", "locator"]].to_numpy().tolist() == [["suppressed", "A!1"]]


def test_printings_that_disagree_are_refused_with_both_places(file):
    rows = printed(
        ("deaths", "S1", "", 5, None, "ok", "A!1", False),
        ("deaths", "S1", "", 6, None, "ok", "B!1", False),
    )
    with pytest.raises(SourceError) as refused:
        join_repeats(rows, file)
    assert refused.value.problems == ("deaths of S1, A!1: 5; B!1: 6 (expected one value)",)


@pytest.mark.parametrize(
    ("count", "rate", "row"),
    [
        ("ok", "missing", "ok"),
        ("ok", "suppressed", "suppressed"),
        ("suppressed", "unreliable", "unreliable"),
        ("missing", "not_collected", "not_collected"),
        ("provisional", "ok", "provisional"),
    ],
)
def test_the_gravest_state_speaks_for_the_row_but_absence_only_if_all_is_absent(count, rate, row):
    assert joint_state(pd.Series([count]), pd.Series([rate])).tolist() == [row]
