"""Alternative texts: what is shown, the finding, the range and the place, in sentences."""

from __future__ import annotations

from math import nan

from toolkit.presentation.claims import Measure
from toolkit.presentation.claims.alt_text import describe, spread

RATE, SHARE = Measure("deaths per 100,000 people", 1), Measure("%", 1)


def test_what_is_shown_comes_first_then_the_finding_the_range_and_the_place():
    text = describe(
        "Line chart", "York was similar to England", "from 3.1 to 4.0", "York ranked 3rd."
    )
    assert text == "Line chart. York was similar to England. From 3.1 to 4.0. York ranked 3rd."


def test_a_blank_part_leaves_no_trace():
    assert describe("Line chart", "York: 3.1", "", " ") == "Line chart. York: 3.1."


def test_a_range_names_its_ends_and_counts_what_is_not_there():
    text = spread([5.0, 3.1, 12.4, nan, nan], RATE, names=list("ABCDE"))
    assert text == (
        "From 3.1 (B) to 12.4 (C) deaths per 100,000 people over 3 areas; 2 areas without a figure"
    )


def test_one_point_is_not_a_range():
    assert spread([47.0], SHARE, things=("period", "periods")) == "47.0% over 1 period"


def test_where_all_are_suppressed_that_is_what_is_said():
    assert spread([nan, nan], SHARE) == "2 areas without a figure"


def test_of_nothing_there_is_no_range():
    assert spread([], SHARE) == ""


def test_any_name_stands_as_it_is():
    names = ["<script>alert(1)</script>", "$x^2$"]
    assert all(name in spread([1.0, 2.0], SHARE, names=names) for name in names)
